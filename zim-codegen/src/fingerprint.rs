//! Short fingerprints that tell why a generated file is stale.
//!
//! Each generated file records two: that of the part of the spec it stems from, and that of its own text.
//! With them `--check` can tell a changed spec from a changed generator from an edit by hand. They are a
//! convenience, not a protection.

use fnv::FnvHasher;
use serde::Serialize;
use std::hash::Hasher;
use zim_spec::model::{Action, LimitKind, Schema, Spec, Type};

/// Of a text. Stable across platforms and versions.
pub(crate) fn text(text: &str) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Of any part of a spec, through its JSON: field by field in declaration order, maps sorted.
pub(crate) fn part(part: &impl Serialize) -> u64 {
    // Serialising plain structs with string keys to memory cannot fail.
    text(&serde_json::to_string(part).unwrap_or_default())
}

/// Of an action with all that its file says of shared definitions.
pub(crate) fn action(spec: &Spec, action: &Action) -> u64 {
    let codes: Vec<_> = action.codes.iter().map(|listed| spec.codes.get(&listed.code)).collect();
    let mut charsets = Vec::new();
    for param in &action.params {
        collect_charsets(&param.schema, &mut charsets);
    }
    let charsets: Vec<_> = charsets.iter().map(|name| spec.charsets.get(*name)).collect();
    part(&(action, codes, charsets, &spec.service.envelope, spec.service.refusals.parameter))
}

fn collect_charsets<'a>(schema: &'a Schema, names: &mut Vec<&'a str>) {
    for limit in &schema.limits {
        if let LimitKind::Charset(name) = &limit.kind {
            names.push(name);
        }
    }
    if let Type::List(item) = &schema.ty {
        collect_charsets(item, names);
    }
}
