//! Objects of several kinds: which keys go together.

use super::notation::number_key;
use super::state::{max_of_count, one_of};
use crate::resolve::tables::{BUILTIN_TYPES, CHECKS, KINDS, companion};
use serde_json::{Map, Value, json};

/// One case after another: the first whose condition holds counts.
pub(super) fn chain(cases: Vec<(Value, Value)>, otherwise: Value) -> Value {
    cases
        .into_iter()
        .rev()
        .fold(otherwise, |rest, (condition, then)| json!({"if": condition, "then": then, "else": rest}))
}

/// Objects that have one of `keys`, or more.
pub(super) fn with_any<'k>(keys: impl IntoIterator<Item = &'k str>) -> Value {
    let mut having: Vec<Value> = keys.into_iter().map(|key| json!({"required": [key]})).collect();
    match having.pop() {
        Some(only) if having.is_empty() => only,
        Some(last) => {
            having.push(last);
            json!({"anyOf": having})
        }
        None => json!(false),
    }
}

/// A named type, which may have the keys `known`: exactly one of struct, union, flags, enumeration and scalar.
pub(super) fn named_type(known: &[String]) -> Value {
    let composite = |own: &[&str]| {
        let allowed = [own, &["doc", "disputed"]].concat();
        known.iter().map(String::as_str).filter(|key| !allowed.contains(key)).collect::<Vec<_>>()
    };
    let integers: Vec<&str> = BUILTIN_TYPES.iter().copied().filter(|name| name.starts_with(['i', 'u'])).collect();
    let of_structs = ["rules"];
    let with_text = [integers.as_slice(), &["string"]].concat();
    let numbered = json!({
        "if": {"properties": {"type": {"enum": integers}}},
        "then": {"properties": {"values": {"propertyNames": number_key()}}},
    });
    let flags =
        branch(&["type"], &[&of_structs[..], &["values", "only"]].concat(), json!({"type": {"enum": integers}}));
    let values = branch(&["type"], &[&of_structs[..], &["only"]].concat(), json!({"type": {"enum": with_text}}));
    let scalar = branch(&["type"], &[&of_structs[..], &["open"]].concat(), json!({}));
    chain(
        vec![
            (with_any(["fields"]), branch(&["fields"], &composite(&["fields", "rules"]), json!({}))),
            (with_any(["by", "variants"]), branch(&["by", "variants"], &composite(&["by", "variants"]), json!({}))),
            (with_any(["flags"]), flags),
            (with_any(["values"]), json!({"allOf": [values, numbered]})),
        ],
        scalar,
    )
}

/// A rule: one of its kinds, with the key that the kind takes beside its own.
pub(super) fn rule() -> Value {
    let kinds = || KINDS.iter().map(|(key, _)| *key);
    let case = |kind: &'static str| {
        let own = companion(kind);
        let others = kinds().chain(["when", "value"]).filter(|key| *key != kind && Some(*key) != own);
        let required: Vec<&str> = own.into_iter().collect();
        (with_any([kind]), branch(&required, &others.collect::<Vec<_>>(), json!({})))
    };
    chain(kinds().map(case).collect(), with_any(kinds()))
}

/// A precondition: one of its tables; what is left of a loop only where there is one.
pub(super) fn precondition() -> Value {
    let looped = json!({"if": with_any(["none_left"]), "then": {"required": ["each"]}});
    json!([one_of(CHECKS, with_any(CHECKS.iter().copied())), max_of_count(), looped])
}

/// An effect: one of its tables, with the keys that say which rows, and what becomes of them.
pub(super) fn effect() -> Value {
    let heads = ["put", "update", "remove"];
    let which = with_any(["key", "where"]);
    json!([
        one_of(&heads, with_any(heads)),
        {"if": with_any(["put"]), "then": branch(&["key"], &["where"], json!({}))},
        {"if": with_any(["update"]), "then": {"allOf": [which, branch(&["set"], &[], json!({}))]}},
        {"if": with_any(["remove"]), "then": {"allOf": [which, branch(&[], &["set"], json!({}))]}},
    ])
}

/// What holds in one case: these keys there, those not, and what the values of others are.
pub(super) fn branch(required: &[&str], refused: &[&str], says: Value) -> Value {
    let mut properties: Map<String, Value> = refused.iter().map(|key| ((*key).to_owned(), json!(false))).collect();
    properties.extend(says.as_object().cloned().unwrap_or_default());
    let mut branch = json!({"properties": properties});
    if let Some(branch) = branch.as_object_mut().filter(|_| !required.is_empty()) {
        branch.insert("required".to_owned(), json!(required));
    }
    branch
}
