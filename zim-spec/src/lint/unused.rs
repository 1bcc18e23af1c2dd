//! `unused`: a type or charset that nothing refers to.

use super::context::{Context, reachable, types_of};
use super::{Lint, Needs};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::LimitKind;
use std::collections::BTreeSet;

pub(super) const LINT: Lint = Lint::new(
    "unused",
    "a type or charset that nothing refers to",
    "A definition that nothing uses is usually one whose users were renamed, or misspelt. A type counts as used if an action or callback uses it, directly or through other types.",
    check,
)
.warns()
.needs(Needs::Whole);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    // A user may be among what could not be read.
    if context.is_incomplete {
        return;
    }
    let uses = context.uses();
    let start = context.sites.iter().filter(|site| site.owner.is_none()).filter_map(|site| site.schema.as_ref());
    let types = reachable(start.flat_map(types_of), &uses);
    let mentioned: BTreeSet<&str> = uses.values().flatten().copied().collect();
    for (name, definition) in context.names.types.iter().filter(|(name, _)| !types.contains(*name)) {
        let diagnostic = if mentioned.contains(name) {
            let message = format!("type {} is only used by types that are never used", quoted(name));
            Diagnostic::warning(LINT.id, message).help("use one of them or remove them all")
        } else {
            finding("type", name)
        };
        report.push(diagnostic.at(definition.at.name()));
    }
    let written = context.sites.iter().flat_map(|site| &site.written.stated);
    let charsets: BTreeSet<&str> = written
        .filter_map(|limit| match limit {
            LimitKind::Charset(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let unused_charsets = context.names.charsets.iter().filter(|(name, _)| !charsets.contains(*name));
    report.extend(unused_charsets.map(|(name, definition)| finding("charset", name).at(definition.at.name())));
}

fn finding(what: &str, name: &str) -> Diagnostic {
    Diagnostic::warning(LINT.id, format!("{what} {} is never used", quoted(name))).help("use it or remove it")
}
