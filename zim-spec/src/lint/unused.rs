//! `unused`: a type, charset, table or counter that nothing refers to.

use super::context::{Context, reachable, types_of};
use super::{Lint, Needs};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::LimitKind;
use serde_yaml::Value;
use std::collections::BTreeSet;

pub(super) const LINT: Lint = Lint::new(
    "unused",
    "a type, charset, table or counter that nothing refers to",
    "A definition that nothing uses is usually one whose users were renamed, or misspelt. A type counts as used if an action or callback uses it, directly or through other types. A table or counter counts as used if a precondition, an effect, an answer or a callback of an action names it.",
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
    let used = Used::by(context);
    let tables = context.names.tables.iter().filter(|(name, _)| !used.tables.contains(*name));
    report.extend(tables.map(|(name, definition)| finding("table", name).at(definition.at.name())));
    let counters = context.names.counters.iter().filter(|(name, _)| !used.counters.contains(*name));
    report.extend(counters.map(|(name, definition)| finding("counter", name).at(definition.at.name())));
}

/// The tables and counters that actions name.
#[derive(Default)]
struct Used<'a> {
    tables: BTreeSet<&'a str>,
    counters: BTreeSet<&'a str>,
}

impl<'a> Used<'a> {
    fn by(context: &Context<'a>) -> Self {
        let mut used = Self::default();
        for action in context.documents.actions.iter().map(|doc| &doc.content) {
            for it in &action.preconditions {
                used.tables.extend([&it.has, &it.lacks, &it.count].into_iter().flatten().map(String::as_str));
                used.inside([&it.key, &it.tests, &it.max, &it.each, &it.when, &it.checks].into_iter().flatten());
            }
            for it in &action.effects {
                used.tables.extend([&it.put, &it.update, &it.remove].into_iter().flatten().map(String::as_str));
                used.inside([&it.key, &it.tests, &it.each, &it.when, &it.checks].into_iter().flatten());
                used.inside(it.set.iter().map(|(_, value)| value));
            }
            used.inside(action.answers.iter().map(|(_, value)| value).chain(&action.notifies));
        }
        used
    }

    /// Those that values name, at any depth.
    fn inside(&mut self, values: impl Iterator<Item = &'a Value>) {
        for value in values {
            match value {
                Value::Sequence(list) => self.inside(list.iter()),
                Value::Mapping(mapping) => {
                    for (key, value) in mapping {
                        match (key.as_str(), value.as_str()) {
                            (Some("has" | "lacks" | "count" | "rows" | "of"), Some(name)) => self.tables.extend([name]),
                            (Some("next"), Some(name)) => self.counters.extend([name]),
                            _ => self.inside(std::iter::once(value)),
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

fn finding(what: &str, name: &str) -> Diagnostic {
    Diagnostic::warning(LINT.id, format!("{what} {} is never used", quoted(name))).help("use it or remove it")
}
