//! `unused`: a type or charset that nothing refers to.

use super::Lint;
use super::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::{LimitKind, Schema, Type};
use std::collections::BTreeSet;

pub(super) const LINT: Lint = Lint::new(
    "unused",
    "a type or charset that nothing refers to",
    "A definition that nothing uses is usually one whose users were renamed, or misspelt.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    // A user may be among what could not be read.
    if context.is_incomplete {
        return;
    }
    let mut types = BTreeSet::new();
    let mut charsets = BTreeSet::new();
    for site in &context.sites {
        collect(site.schema.as_ref(), &mut types);
        charsets.extend(site.written.stated.iter().filter_map(|limit| match limit {
            LimitKind::Charset(name) => Some(name.as_str()),
            _ => None,
        }));
    }
    let unused_types = context.names.types.iter().filter(|(name, _)| !types.contains(*name));
    report.extend(unused_types.map(|(name, definition)| finding("type", name).at(definition.at.name())));
    let unused_charsets = context.names.charsets.iter().filter(|(name, _)| !charsets.contains(*name));
    report.extend(unused_charsets.map(|(name, definition)| finding("charset", name).at(definition.at.name())));
}

fn collect<'s>(schema: Option<&'s Schema>, used: &mut BTreeSet<&'s str>) {
    let Some(schema) = schema else { return };
    used.extend(schema.named.as_deref());
    // A named list was looked into where it is defined.
    if let (Type::List(item), None) = (&schema.ty, &schema.named) {
        collect(Some(item), used);
    }
}

fn finding(what: &str, name: &str) -> Diagnostic {
    Diagnostic::warning(LINT.id, format!("{what} {} is never used", quoted(name))).help("use it or remove it")
}
