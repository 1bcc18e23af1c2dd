//! One request against the state: preconditions, effects, answers, in this order.

use super::eval::{Eval, Scope};
use super::item::Failed;
use super::later::Later;
use super::store::Store;
use crate::params::Params;
use crate::refusal::Refusal;
use serde_json::{Map, Value};
use zim_spec::interpret::Failing;
use zim_spec::model::{Action, Notification, Spec};

/// A request.
pub(crate) struct Asked<'a> {
    pub(crate) spec: &'a Spec,
    pub(crate) action: &'a Action,
    pub(crate) params: &'a Params,
    pub(crate) app_id: u32,
    /// In milliseconds of Unix time.
    pub(crate) now: i64,
    /// The items of it that a test made fail.
    pub(crate) failing: &'a [Failing],
}

/// What came of a request.
pub(crate) struct Done {
    /// The items that failed.
    pub(crate) failing: Vec<Failing>,
    /// Fields of the reply; null where there is nothing to say.
    pub(crate) answers: Map<String, Value>,
    /// The callbacks that it causes.
    pub(crate) notices: Vec<Notice>,
    /// Those that wait for a time.
    pub(crate) later: Vec<Later>,
}

/// A callback that an action caused; whether it is posted depends on whether there is an address for it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Notice {
    /// The application.
    pub app_id: u32,
    /// The name of its event.
    pub event: String,
    /// Those of its fields that follow from the request and the state; null where they have nothing to say.
    pub fields: Map<String, Value>,
}

/// Why nothing came of a request.
pub(crate) struct Refused {
    pub(crate) refusal: Refusal,
    /// The items that failed, if it is because none was left.
    pub(crate) failing: Vec<Failing>,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, failing: Vec::new() }
    }
}

/// Carries out a request; nothing changes if it is refused.
pub(crate) fn run(asked: &Asked<'_>, store: &mut Store) -> Result<Done, Refused> {
    let Asked { spec, action, params, app_id, now, failing } = *asked;
    let mut eval = Eval { spec, action, params, now, store, failed: Failed::ordered(failing) };
    let mut scope = Scope::default();
    for precondition in &action.preconditions {
        eval.verify(precondition, &mut scope)?;
    }
    let mut notices = Vec::new();
    for notification in action.notifications.iter().filter(|notification| notification.before) {
        notices.extend(eval.told(notification, &scope, app_id));
    }
    for effect in &action.effects {
        eval.apply(effect, &mut scope);
    }
    let answers = eval.answers(&scope);
    let mut later = Vec::new();
    for (nth, notification) in action.notifications.iter().enumerate().filter(|(_, it)| !it.before) {
        if notification.at.is_some() {
            later.extend(eval.later(nth, &scope, asked));
        } else {
            notices.extend(eval.told(notification, &scope, app_id));
        }
    }
    let failing = failing.iter().cloned().chain(eval.failed.found).collect();
    Ok(Done { failing, answers, notices, later })
}

/// Those callbacks that `asks` picks, with their fields, as the state is before anything changes. None if the request
/// would be refused whatever is answered.
pub(crate) fn questions<'a>(
    asked: &Asked<'a>,
    store: &mut Store,
    asks: impl Fn(&str) -> bool,
) -> Vec<(&'a Notification, Map<String, Value>)> {
    let Asked { spec, action, params, now, failing, .. } = *asked;
    let mut picked = action.notifications.iter().filter(|notification| asks(&notification.event)).peekable();
    if picked.peek().is_none() {
        return Vec::new();
    }
    let mut eval = Eval { spec, action, params, now, store, failed: Failed::ordered(failing) };
    let mut scope = Scope::default();
    for precondition in &action.preconditions {
        if eval.verify(precondition, &mut scope).is_err() {
            return Vec::new();
        }
    }
    let mut questions = Vec::new();
    for notification in picked {
        let all = eval.notices(notification, &scope);
        questions.extend(all.into_iter().map(|fields| (notification, fields)));
    }
    questions
}
