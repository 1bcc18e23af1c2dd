//! From files as written to a [`Spec`]: every reference looked up, every notation read, defaults filled in.
//!
//! A wrong item is reported and left out, and the rest goes on: all problems of all files come at once, and
//! what follows from a problem already reported is not reported again.

mod action;
mod at;
mod between;
mod callback;
mod codes;
mod composites;
mod condition;
mod definitions;
mod enumeration;
mod facts;
mod items;
mod keyed;
mod limits;
mod lists;
mod names;
mod nesting;
mod notation;
mod paging;
mod param;
mod rates;
mod refusals;
mod relations;
mod rules;
mod schema;
mod selector;
mod sendable;
mod service;
mod siblings;
mod state;
mod structs;
mod unions;
mod verdict;

/// The words and keys of the language, for whoever describes it.
#[cfg(feature = "schema")]
pub(crate) mod tables {
    pub(crate) use super::notation::{
        ALGORITHMS, CALLBACK_SIGNINGS, CARRIERS, LAYERS, LEVELS, METHODS, QUERY_LISTS, RECOVERIES, SPANS, UNITS,
    };
    pub(crate) use super::refusals::REASONS;
    pub(crate) use super::relations::{KINDS, companion};
    pub(crate) use super::schema::BUILTIN_TYPES;
    pub(crate) use super::state::{CHECKS, FORMS, TESTS};

    /// How notations are read, to compare patterns with.
    #[cfg(test)]
    pub(crate) mod readers {
        use crate::resolve::{notation, service};

        pub(crate) fn is_host_name(text: &str) -> bool {
            service::is_host_name(text)
        }

        pub(crate) fn is_type(text: &str) -> bool {
            notation::type_name(text) != notation::TypeName::Malformed
        }

        pub(crate) fn is_rate(text: &str) -> bool {
            notation::rate(text).is_some()
        }

        pub(crate) fn is_duration(text: &str) -> bool {
            notation::duration(text).is_some()
        }

        pub(crate) fn is_pause(text: &str) -> bool {
            notation::milliseconds(text).is_some()
        }
    }
}

pub(crate) use action::is_module_name;
pub(crate) use at::At;
pub(crate) use codes::{has_known_level, level as code_level, number as code_number, recovery as code_recovery};
pub(crate) use condition::read as read_condition;
pub(crate) use limits::{Limited, Written, written_key};
pub(crate) use names::{Definition, Names};
pub(crate) use notation::is_date;
pub(crate) use param::{param_schema, reply_schema, variant_schema};
pub(crate) use rules::RULES;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, is_slip, nearest, quoted, same_word};
use crate::load::Documents;
use crate::model::Spec;
use std::collections::BTreeMap;

/// The spec that `documents` make; `None` if there is any error, now or from parsing.
pub(crate) fn resolve(documents: &Documents, report: &mut Diagnostics) -> Option<Spec> {
    let mut names = Names::collect(documents, report);
    let service = service::service(documents, &names, report);
    // Without a service there is no spec, and any code will do to look at the rest.
    let parameter_code = service.as_ref().map_or(0, |service| service.refusals.parameter);
    composites::complete(documents, &mut names, parameter_code, report);
    let actions = action::actions(documents, &names, parameter_code, report);
    let callbacks = callback::callbacks(documents, &names, report);
    if report.has_errors() {
        return None;
    }
    Some(Spec {
        service: service?,
        charsets: found(names.charsets, str::to_owned),
        types: found(names.types, str::to_owned),
        codes: found(names.codes, |code| code),
        actions,
        callbacks,
        tables: found(names.tables, str::to_owned),
        counters: found(names.counters, str::to_owned),
    })
}

fn found<K, N: Ord, T>(definitions: BTreeMap<K, names::Definition<'_, T>>, name: impl Fn(K) -> N) -> BTreeMap<N, T> {
    definitions.into_iter().filter_map(|(key, definition)| Some((name(key), definition.item?))).collect()
}

/// Reports that the item at `at` lacks `key`, unless it has it and it could not be read.
fn missing(at: &At<'_>, key: &str, write: &str, report: &mut Diagnostics) {
    if !at.has(key) {
        let message = format!("`{key}` is missing");
        report.push(Diagnostic::error("missing-key", message).at(at.name()).help(format!("write `{write}`")));
    }
}

/// What `key` of the item at `at` says in one of the words of `table`; anything else is reported.
fn keyword<T: Copy>(
    at: &At<'_>,
    key: &str,
    written: Option<&str>,
    table: &[(&'static str, T)],
    report: &mut Diagnostics,
) -> Option<T> {
    let words = || table.iter().map(|(word, _)| *word);
    let Some(written) = written else {
        missing(
            at,
            key,
            &format!("{key}: …` with one of {}, such as `{key}: {}", either(words()), words().next()?),
            report,
        );
        return None;
    };
    let value = notation::word(written, table);
    if value.is_none() {
        let help = match nearest(written, words()) {
            Some(meant) => format!("did you mean {}?", quoted(meant)),
            None => format!("write one of {}", either(words())),
        };
        let message = match key {
            "in" => format!("{} is no place that `in` names", quoted(written)),
            key => format!("{} is not {} {key}", quoted(written), article(key)),
        };
        let finding = Diagnostic::error("bad-value", message).at(at.key(key).value()).help(help);
        report.push(mended(finding, at.key(key).value(), written, nearest(written, words())));
    }
    value
}

/// The finding, mended by writing `meant` in place of the word `written` at `place`, if there is one that was meant.
fn mended(finding: Diagnostic, place: Place, written: &str, meant: Option<&str>) -> Diagnostic {
    match meant {
        Some(meant) if is_slip(written, meant) => finding.mend_word(place, written, meant),
        _ => finding,
    }
}

/// As [`mended`], where the name differs in case or signs alone: other names that are like each other may both exist.
fn mended_name(finding: Diagnostic, place: Place, written: &str, meant: Option<&str>) -> Diagnostic {
    mended(finding, place, written, meant.filter(|meant| same_word(written, meant)))
}

fn bad_name(what: &str, name: &str, allowed: &str) -> Diagnostic {
    Diagnostic::error("bad-name", format!("{} cannot be the name of {} {what}", quoted(name), article(what)))
        .help(format!("write {allowed}"))
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// `` `a`, `b`, `c` ``
pub(crate) fn either<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(quoted).collect::<Vec<_>>().join(", ")
}
