//! Scenarios: which calls fail and how, as data.

mod check;
mod fault;
mod file;
mod read;
mod script;

pub(crate) use script::{Call, Script};

use crate::faults::Fault;
use file::ScenarioFile;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use zim_spec::diagnostic::{Diagnostics, SourceFile};
use zim_spec::load::OwnFile;
use zim_spec::model::Spec;

/// What goes wrong, with which calls: rules in an order, and the seed of what is left to chance.
///
/// ```yaml
/// seed: 7
/// rules:
///   - {action: SendPeerMessage, code: 660000027, from: 3}           # from the third call on
///   - {action: "*", code: 660000001, share: 30%}                    # about 30 % of all calls, the same ones each time
///   - {action: UserRegister, item: ann, code: 660000011}            # ann fails, the others of the batch succeed
///   - {action: CallReject, fault: hang_up, times: 2}
///   - {action: CallReject, fault: {delay_ms: 500}, when: {FromUserId: ann}}
///   - {action: QueryGroupMemberList, items: [{UserId: ann}, {UserId: bob}]}
///   - {action: CallReject, fault: {status: 502, body: "<html>", content_type: text/html}}
/// ```
///
/// # Which calls
/// A rule counts its **calls**: the requests that name its `action` (with `"*"`, any) with the right method, that name
/// its `app` if it has one, whose parameters are those of `when`, and, if it has an `item`, that name this. Nothing else
/// about them has to be right: one with a wrong signature counts. A parameter is compared as text; of a list, one of
/// its items has to be equal, and `UserInfo.UserId` is a field inside. The first call after the scenario was set is
/// number 1.
///
/// Of its calls, a rule acts on those
/// * from number `from` (1) to number `to`, both included,
/// * of these only each `every`th: with `every: 3` the third, the sixth and so on, counted from `from`,
/// * of these only a `share`, such as `30%`: each with that chance. It depends on the seed, the rule's position and the
///   call's number alone, so that the same requests get the same answers;
/// * and no more often than `times`.
///
/// # What happens to them
/// A rule does one thing:
/// * `code`: the call is refused with this code. It must be signed well, or it is refused for that. Its rates,
///   parameters and state are not looked at, and nothing is carried out or counted towards a rate.
/// * `item` with `code`: this item of a batch fails with this code, and the call succeeds. `item` is the item's key, or
///   the list of its keys.
/// * `items`: the action lists these, page by page, as with [`Sandbox::list_items`](crate::Sandbox::list_items).
/// * `fault`: the answer is spoilt on its way, whatever it is. One of `hang_up`, `reset`, `break_off`, `truncate`,
///   `{delay_ms: 500}`, `{status: 502, body: "<html>", content_type: text/html}` and `{content_type: text/plain}`; see
///   [`Fault`].
///
/// # What wins
/// All rules look at each call, in their order. Of those that act, the first with a `code` decides the code, the first
/// with a delay the delay, the first with another `fault` that, the first with `items` the list; an item has the code
/// of the first that names it. So a call can be refused, late and spoilt at once. A rule that comes too late in this
/// has counted the call and not acted: it keeps its `times`.
///
/// What the library orders goes before: a call that [`Sandbox::fault`](crate::Sandbox::fault) speaks for gets neither
/// code, delay nor fault of a scenario, and lists and items of the library win.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(into = "ScenarioFile", try_from = "ScenarioFile")]
pub struct Scenario {
    seed: Option<u64>,
    rules: Vec<Rule>,
}

/// One rule of a [`Scenario`].
#[derive(Clone, Debug)]
#[must_use = "a rule does nothing until it is in a scenario"]
pub struct Rule {
    /// The action, or [`ANY`].
    action: String,
    app: Option<u32>,
    when: BTreeMap<String, Value>,
    from: u64,
    to: Option<u64>,
    every: u64,
    times: Option<u64>,
    /// In millionths.
    share: u32,
    effect: Effect,
    origin: Option<Origin>,
}

/// What a rule does.
#[derive(Clone, Debug)]
enum Effect {
    Code(i64),
    Item { keys: Vec<String>, code: i64 },
    List(Arc<Vec<Value>>),
    Delay(Duration),
    Spoil(Fault),
}

/// Where a rule was written.
#[derive(Clone, Debug)]
struct Origin {
    file: Arc<OwnFile<ScenarioFile>>,
    position: usize,
}

/// Stands for every action.
const ANY: &str = "*";

/// A whole, in millionths.
const WHOLE: u32 = 1_000_000;

/// What is wrong with a scenario: all of it, with places where it was read from a text.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}", self.0.to_string().trim_end())]
pub struct ScenarioError(Diagnostics);

impl ScenarioError {
    /// Each finding with its place.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.0
    }
}

impl Scenario {
    /// A scenario in which nothing goes wrong.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads YAML, or JSON. `name` is shown in front of what is wrong.
    ///
    /// # Errors
    /// If it is no scenario. Whether there are such actions and codes is looked at where it is set.
    pub fn read(name: &str, text: &str) -> Result<Self, ScenarioError> {
        // JSON may be indented with tabs, and YAML not.
        let is_json = text.trim_start().starts_with('{');
        let text = if is_json { text.replace('\t', " ") } else { text.to_owned() };
        let mut file = OwnFile::<ScenarioFile>::read(SourceFile::new(name, text));
        let content = file.content.take().unwrap_or_default();
        let file = Arc::new(file);
        read::scenario(content, Some(&file))
    }

    /// The seed of what is left to chance; 0 if this is not called.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// The scenario with one more rule, after the others.
    #[must_use]
    pub fn rule(mut self, rule: Rule) -> Self {
        self.rules.push(rule);
        self
    }

    /// The scenario with the rules of another one after its own, and its seed unless this one has one.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.seed = self.seed.or(other.seed);
        self.rules.extend(other.rules);
        self
    }

    /// Holds it against the spec and the applications that there are.
    pub(crate) fn check(&self, spec: &Spec, apps: &[u32]) -> Result<(), ScenarioError> {
        check::scenario(self, spec, apps)
    }
}

impl Rule {
    /// Calls of `action` (`"*"`: of any) are refused with `code`.
    pub fn code(action: impl Into<String>, code: i64) -> Self {
        Self::new(action.into(), Effect::Code(code))
    }

    /// An item of `action` fails with `code`; `keys` tell which, as for [`Sandbox::fail_item`](crate::Sandbox::fail_item).
    pub fn item(action: impl Into<String>, keys: impl IntoIterator<Item = impl Into<String>>, code: i64) -> Self {
        let keys = keys.into_iter().map(Into::into).collect();
        Self::new(action.into(), Effect::Item { keys, code })
    }

    /// `action` lists these items, as with [`Sandbox::list_items`](crate::Sandbox::list_items).
    pub fn list(action: impl Into<String>, items: impl IntoIterator<Item = Value>) -> Self {
        Self::new(action.into(), Effect::List(Arc::new(items.into_iter().collect())))
    }

    /// The answers to calls of `action` (`"*"`: of any) go wrong on their way.
    pub fn fault(action: impl Into<String>, fault: Fault) -> Self {
        let effect = match fault {
            Fault::Code(code) => Effect::Code(code),
            Fault::Delay(duration) => Effect::Delay(duration),
            other => Effect::Spoil(other),
        };
        Self::new(action.into(), effect)
    }

    fn new(action: String, effect: Effect) -> Self {
        Self {
            action,
            app: None,
            when: BTreeMap::new(),
            from: 1,
            to: None,
            every: 1,
            times: None,
            share: WHOLE,
            effect,
            origin: None,
        }
    }

    /// Only calls of this application.
    pub fn app(mut self, app_id: u32) -> Self {
        self.app = Some(app_id);
        self
    }

    /// Only calls with this parameter; a text, a number or a bool.
    pub fn when(mut self, parameter: impl Into<String>, value: impl Into<Value>) -> Self {
        self.when.insert(parameter.into(), value.into());
        self
    }

    /// Not before the call of this number; the first is 1.
    pub fn from(mut self, call: u64) -> Self {
        self.from = call.max(1);
        self
    }

    /// Not after the call of this number.
    pub fn to(mut self, call: u64) -> Self {
        self.to = Some(call);
        self
    }

    /// Only on each so manyth call.
    pub fn every(mut self, calls: u64) -> Self {
        self.every = calls.max(1);
        self
    }

    /// No more often than this.
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Only on this share of calls, from 0 to 1; of its digits six count.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is clamped before, and NaN is 0")]
    pub fn share(mut self, share: f64) -> Self {
        self.share = (share.clamp(0.0, 1.0) * f64::from(WHOLE)).round() as u32;
        self
    }
}
