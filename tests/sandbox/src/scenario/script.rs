//! What was ordered, while calls come: how often each rule was asked and acted, and what becomes of a call.

use super::{ANY, Effect, Rule, Scenario, WHOLE};
use crate::failing;
use crate::faults::Fault;
use crate::params::{Params, text};
use crate::refusal::Refusal;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use zim_spec::interpret::Failing;
use zim_spec::model::Action;

/// Everything that was ordered, and what came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    /// Faults of the library, which speak for a call alone.
    orders: Vec<Running>,
    /// Items and lists of the library.
    standing: Vec<Running>,
    seed: Option<u64>,
    scenario: Vec<Running>,
    received: BTreeMap<String, u64>,
}

/// A rule at work.
#[derive(Clone, Debug)]
struct Running {
    rule: Rule,
    progress: Progress,
}

/// How far a rule has come.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Progress {
    /// Its calls.
    calls: u64,
    /// How often it had its way.
    acted: u64,
}

/// A request that names an action with the right method.
pub(crate) struct Call<'a> {
    pub(crate) action: &'a Action,
    /// The application that it names.
    pub(crate) app: Option<u32>,
    /// Its parameters, if they could be read.
    pub(crate) params: Option<&'a Params>,
}

/// What becomes of a call.
#[derive(Debug, Default)]
pub(crate) struct Decision {
    /// It is refused.
    pub(crate) refusal: Option<Refusal>,
    pub(crate) delay: Option<Duration>,
    pub(crate) fault: Option<Fault>,
    /// These items fail.
    pub(crate) failing: Vec<Failing>,
    /// The action lists these items.
    pub(crate) list: Option<Arc<Vec<Value>>>,
}

impl Script {
    /// The next `times` calls of `action` that no earlier order speaks for have this fault.
    pub(crate) fn order(&mut self, action: &str, fault: Fault, times: u64) {
        // What is used up is dropped, for a test may order for ever.
        self.orders.retain(|order| !order.is_used_up());
        if times > 0 {
            self.orders.push(Running::new(Rule::fault(action, fault).times(times)));
        }
    }

    /// Makes an item fail; one with the same keys fails with the new code instead.
    pub(crate) fn fail_item(&mut self, action: &str, item: Failing) {
        self.standing.retain(|other| match &other.rule.effect {
            Effect::Item { keys, .. } => other.rule.action != action || *keys != item.keys,
            _ => true,
        });
        self.standing.push(Running::new(Rule::item(action, item.keys, item.code)));
    }

    /// Lets all items of an action succeed, as far as they were made to fail one by one.
    pub(crate) fn pass_items(&mut self, action: &str) {
        self.standing.retain(|other| !matches!(other.rule.effect, Effect::Item { .. }) || other.rule.action != action);
    }

    /// Lets the action list these items, in place of earlier ones.
    pub(crate) fn list_items(&mut self, action: &str, items: Vec<Value>) {
        self.standing.retain(|other| !matches!(other.rule.effect, Effect::List(_)) || other.rule.action != action);
        self.standing.push(Running::new(Rule::list(action, items)));
    }

    /// Starts a scenario, in place of the one before.
    pub(crate) fn set_scenario(&mut self, scenario: Scenario) {
        self.seed = scenario.seed;
        self.scenario = scenario.rules.into_iter().map(Running::new).collect();
    }

    /// The scenario as it was set.
    pub(crate) fn scenario(&self) -> Scenario {
        Scenario { seed: self.seed, rules: self.scenario.iter().map(|running| running.rule.clone()).collect() }
    }

    /// How far each of its rules has come.
    pub(crate) fn progress(&self) -> Vec<Progress> {
        self.scenario.iter().map(|running| running.progress).collect()
    }

    /// How many requests named `action`, with the right method.
    pub(crate) fn received(&self, action: &str) -> u64 {
        self.received.get(action).copied().unwrap_or_default()
    }

    /// How many requests named each action, of those that were named at all.
    pub(crate) fn all_received(&self) -> &BTreeMap<String, u64> {
        &self.received
    }

    /// Counts a call, and says what becomes of it.
    pub(crate) fn receive(&mut self, call: &Call<'_>) -> Decision {
        let counted = self.received.entry(call.action.name.clone()).or_default();
        *counted += 1;
        let mut decision = Decision::default();
        // Orders queue up: those behind do not count what one in front of them speaks for.
        let spoken_for =
            self.orders.iter_mut().find(|order| order.rule.action == call.action.name && !order.is_used_up());
        let alone = spoken_for.is_some();
        if let Some(order) = spoken_for {
            order.turn(call, 0, 0);
            order.act(&mut decision, "a test ordered this".to_owned());
        }
        for standing in &mut self.standing {
            if standing.turn(call, 0, 0) {
                standing.act(&mut decision, String::new());
            }
        }
        for (position, running) in self.scenario.iter_mut().enumerate() {
            let yields = alone && !matches!(running.rule.effect, Effect::Item { .. } | Effect::List(_));
            if running.turn(call, self.seed.unwrap_or_default(), position) && !yields {
                running.act(&mut decision, format!("rule {} of the scenario orders this", position + 1));
            }
        }
        decision
    }
}

impl Running {
    fn new(rule: Rule) -> Self {
        Self { rule, progress: Progress::default() }
    }

    fn is_used_up(&self) -> bool {
        self.rule.times.is_some_and(|times| self.progress.acted >= times)
    }

    /// Counts the call if it is one of the rule's, and says whether the rule acts on it.
    fn turn(&mut self, call: &Call<'_>, seed: u64, position: usize) -> bool {
        if !self.rule.is_about(call) {
            return false;
        }
        self.progress.calls += 1;
        let (rule, number) = (&self.rule, self.progress.calls);
        rule.from <= number
            && rule.to.is_none_or(|to| number <= to)
            && (number - rule.from + 1).is_multiple_of(rule.every)
            && (rule.share == WHOLE || draw(seed, position, number) < rule.share)
            && !self.is_used_up()
    }

    /// Has its way, unless an earlier rule had.
    fn act(&mut self, decision: &mut Decision, reason: String) {
        let acted = match &self.rule.effect {
            Effect::Code(code) => set(&mut decision.refusal, || Refusal::new(*code, reason)),
            Effect::Delay(duration) => set(&mut decision.delay, || *duration),
            Effect::Spoil(fault) => set(&mut decision.fault, || fault.clone()),
            Effect::List(items) => set(&mut decision.list, || Arc::clone(items)),
            Effect::Item { keys, code } => {
                let is_new = !decision.failing.iter().any(|item| item.keys == *keys);
                if is_new {
                    decision.failing.push(Failing::new(keys, *code));
                }
                is_new
            }
        };
        self.progress.acted += u64::from(acted);
    }
}

/// Fills what is empty; false if it is not.
fn set<T>(slot: &mut Option<T>, value: impl FnOnce() -> T) -> bool {
    let is_empty = slot.is_none();
    if is_empty {
        *slot = Some(value());
    }
    is_empty
}

impl Rule {
    /// Whether the call is one that the rule counts.
    fn is_about(&self, call: &Call<'_>) -> bool {
        (self.action == ANY || self.action == call.action.name)
            && self.app.is_none_or(|app| call.app == Some(app))
            && self.when.iter().all(|(name, value)| call.params.is_some_and(|params| params.has(name, &as_text(value))))
            && match (&self.effect, &call.action.items) {
                (Effect::Item { keys, .. }, Some(items)) => {
                    call.params.is_some_and(|params| failing::names(params, items, keys))
                }
                (Effect::Item { .. }, None) => false,
                _ => true,
            }
    }
}

fn as_text(value: &Value) -> String {
    text(value).unwrap_or_else(|| value.to_string())
}

/// A number below a million that follows from these alone: two rounds of splitmix64.
fn draw(seed: u64, position: usize, number: u64) -> u32 {
    let mix = |from: u64| {
        let mut mixed = from.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let drawn = mix(mix(mix(seed) ^ position as u64) ^ number);
    u32::try_from(drawn % u64::from(WHOLE)).unwrap_or_default()
}
