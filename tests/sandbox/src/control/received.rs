//! `/_sandbox/received`: how many requests have named each action, with the right method.

use super::{Control, Reply, Request};
use serde_json::{Map, Value};

/// `GET`: the counts by the name of the action, of those that were named at all.
pub(super) fn read(control: &Control, _: &Request<'_>) -> Reply {
    let counts = control.gateway().script().all_received().clone();
    let counts: Map<_, _> = counts.into_iter().map(|(action, count)| (action, Value::from(count))).collect();
    Reply::json(200, &Value::Object(counts))
}
