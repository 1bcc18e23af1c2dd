//! What happens to a sandbox step by step: each is a request, and what must come of it.

use super::{Answer, get, post};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use zim_sandbox::Sandbox;
use zim_spec::model::Carrier;

/// An action, its parameters, the code of the reply, and a piece of the reply: of objects, the fields that matter.
pub type Step<'a> = (&'a str, Value, i64, Value);

/// Goes through the steps, a second after each other: no rate limit is in the way.
#[track_caller]
pub fn walk(sandbox: &Sandbox, steps: &[Step<'_>]) {
    for (number, (action, params, code, piece)) in steps.iter().enumerate() {
        sandbox.clock().advance(1000);
        let answer = ask(sandbox, action, params);
        let here = || format!("step {number}, {action} {params}: {}", answer.json);
        assert_eq!(answer.code(), *code, "{}", here());
        assert!(holds(piece, &answer.json), "{}\nlacks {piece}", here());
    }
}

/// Sends a signed request with these parameters, as the action wants it.
#[track_caller]
pub fn ask(sandbox: &Sandbox, action: &str, params: &Value) -> Answer {
    static IN_QUERY: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let actions = zim_spec::shipped().unwrap_or_else(|diagnostics| panic!("{diagnostics}")).actions;
        actions.into_iter().filter(|action| action.carrier == Carrier::Query).map(|action| action.name).collect()
    });
    if !IN_QUERY.contains(action) {
        return post(sandbox, action, &params.to_string());
    }
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut pairs = Vec::new();
    for (name, value) in params.as_object().unwrap() {
        match value {
            Value::Array(items) => pairs.extend(items.iter().map(|item| (format!("{name}[]"), text(item)))),
            one => pairs.push((name.clone(), text(one))),
        }
    }
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    get(sandbox, action, &pairs)
}

/// Whether all of `piece` is in `whole`. What is null in it must not be there; lists have the same items.
fn holds(piece: &Value, whole: &Value) -> bool {
    match (piece, whole) {
        (Value::Object(piece), Value::Object(whole)) => piece.iter().all(|(name, value)| match value {
            Value::Null => !whole.contains_key(name),
            value => whole.get(name).is_some_and(|found| holds(value, found)),
        }),
        (Value::Array(piece), Value::Array(whole)) => {
            piece.len() == whole.len() && piece.iter().zip(whole).all(|(piece, whole)| holds(piece, whole))
        }
        (piece, whole) => piece == whole,
    }
}
