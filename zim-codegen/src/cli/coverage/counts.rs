//! How much a spec holds: actions, codes, callbacks, parameters, constraints by kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use zim_spec::model::{Limit, Param, Rule, Schema, Spec, Type};

/// A table for people.
pub(super) fn table(spec: &Spec) -> String {
    let own: Vec<&Param> = spec.actions.iter().flat_map(|action| &action.params).collect();
    let fields: Vec<&Param> = spec.types.values().flat_map(|named| &named.fields).collect();
    let mut kinds = BTreeMap::new();
    for param in own.iter().chain(&fields) {
        count(&param.schema, &mut kinds);
    }
    let required = own.iter().chain(&fields).filter(|param| param.required).count();
    kinds.insert("required", required);
    let rules = spec.actions.iter().flat_map(|action| &action.rules);
    for Rule { kind, .. } in rules.chain(spec.types.values().flat_map(|named| &named.rules)) {
        *kinds.entry(kind.key()).or_default() += 1;
    }
    let replies: usize = spec.actions.iter().map(|action| action.reply.len()).sum();
    let rates: usize = spec.actions.iter().map(|action| action.rate_limits.len()).sum();
    let codes: usize = spec.actions.iter().map(|action| action.codes.len()).sum();
    let mut text = String::new();
    let mut row = |what: &str, n: usize| {
        // Writing to a `String` does not fail.
        let _ = writeln!(text, "{what:<34}{n:>6}");
    };
    row("actions", spec.actions.len());
    row("return codes", spec.codes.len());
    row("callbacks", spec.callbacks.len());
    row("parameters", own.len());
    row("reply fields", replies);
    row("callback fields", spec.callbacks.iter().map(|callback| callback.fields.len()).sum());
    row("named types", spec.types.len());
    row("fields of named structs", fields.len());
    row("rate limits", rates);
    row("codes listed by actions", codes);
    row("constraints", kinds.values().sum());
    for (kind, n) in kinds {
        row(&format!("  {kind}"), n);
    }
    text
}

/// Counts the limits of a value and of what it holds; the fields of structs are counted where these are defined.
fn count(schema: &Schema, kinds: &mut BTreeMap<&'static str, usize>) {
    for Limit { kind, clamped_to, .. } in &schema.limits {
        let key = if clamped_to.is_some() { "clamped" } else { kind.key() };
        *kinds.entry(key).or_default() += 1;
    }
    if !schema.sentinels.is_empty() {
        *kinds.entry("sentinels").or_default() += schema.sentinels.len();
    }
    if schema.not_in_future {
        *kinds.entry("not_in_future").or_default() += 1;
    }
    match &schema.ty {
        Type::List(item) => count(item, kinds),
        Type::Map { key, value } => {
            count(key, kinds);
            count(value, kinds);
        }
        Type::Json { value, .. } => count(value, kinds),
        _ => {}
    }
}
