//! Actions: one file each, its place telling group and name.

use super::at::At;
use super::names::{Names, duplicate};
use super::notation::{self, METHODS};
use super::param::{ParamNames, param, reply_field};
use super::{bad_name, codes, facts, keyword, missing, state};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::ActionFile;
use crate::load::{Doc, Documents};
use crate::model::{Action, RateLimit, RateScope};
use crate::naming::{is_identifier, is_pascal_case, is_snake_case, snake_case};
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// All actions, ordered by group, then name.
pub(super) fn actions(
    documents: &Documents,
    names: &Names<'_>,
    parameter_code: Option<i64>,
    report: &mut Diagnostics,
) -> Vec<Action> {
    let mut defined: BTreeMap<&str, At<'_>> = BTreeMap::new();
    let mut actions = Vec::new();
    for doc in &documents.actions {
        actions.extend(action(doc, names, parameter_code, report));
        let Some(name) = &doc.content.action else {
            continue;
        };
        let at = At::top(&doc.index).key("action");
        match defined.entry(name) {
            Entry::Vacant(free) => drop(free.insert(at)),
            Entry::Occupied(first) => report.push(duplicate("action", name, first.get(), &at)),
        }
    }
    actions.sort_by(|a: &Action, b: &Action| (&a.group, &a.name).cmp(&(&b.group, &b.name)));
    actions
}

fn action(
    doc: &Doc<ActionFile>,
    names: &Names<'_>,
    parameter_code: Option<i64>,
    report: &mut Diagnostics,
) -> Option<Action> {
    let document = &doc.content;
    let top = At::top(&doc.index);
    let group = check_names(doc, &top, report);
    let method = keyword(&top, "method", document.method.as_deref(), METHODS, report);
    let rate_limits = document.rate_limit.as_ref().map_or_else(Vec::new, |rate| rates(rate, &top, report));
    let all = ParamNames { at: top.key("params"), names: document.params.keys().collect() };
    let params = document
        .params
        .iter()
        .filter_map(|(name, document)| {
            param("parameter", name, document, &all.at.key(name), names, parameter_code, report)
        })
        .collect();
    let fields = top.key("reply");
    let reply = document
        .reply
        .iter()
        .filter_map(|(name, document)| reply_field(name, document, &fields.key(name), names, report))
        .collect();
    let codes = codes::action_codes(&document.codes, &top.key("codes"), names, &all, report);
    let preconditions = state::preconditions(&document.preconditions, &top.key("preconditions"), &all, names, report);
    let effect = document.effect.as_ref().and_then(|effect| state::effect(effect, &top.key("effect"), &all, report));
    if let Some(event) = document.notifies.as_deref().filter(|event| !is_identifier(event)) {
        let allowed = "a letter, then letters, digits and `_`: `callUserStateChanged`";
        report.push(bad_name("event", event, allowed).at(top.key("notifies").value()));
    }
    let disputed = facts::disputed(&document.disputed, &top, report);
    Some(Action {
        name: document.action.clone()?,
        group: group.to_owned(),
        summary: facts::text(&document.summary),
        doc: facts::optional_text(&document.doc),
        method: method?,
        rate_limits,
        source: facts::source(document.source.as_ref()),
        notifies: document.notifies.clone(),
        params,
        reply,
        codes,
        preconditions,
        effect,
        disputed,
        file: doc.name.clone(),
    })
}

/// Checks the names of action, folder and file against each other; gives the group.
fn check_names<'a>(doc: &'a Doc<ActionFile>, top: &At<'_>, report: &mut Diagnostics) -> &'a str {
    let mut folders = doc.name.rsplit('/');
    let file = folders.next().unwrap_or_default();
    let group = folders.next().unwrap_or_default();
    let at = top.key("action");
    if !is_module_name(group) {
        let allowed = "a small letter, then small letters, digits and single `_` between them: `actions/call/`";
        report.push(bad_name("folder of actions", group, allowed).at(at.name()));
    }
    let Some(name) = &doc.content.action else {
        missing(top, "action", "action: CallReject", report);
        return group;
    };
    let expected = format!("{}.yaml", snake_case(name));
    if !is_pascal_case(name) {
        report.push(bad_name("action", name, "a capital, then letters and digits: `CallReject`").at(at.value()));
    } else if file != expected {
        let message = format!("action {} stands in a file called {}", quoted(name), quoted(file));
        report.push(
            Diagnostic::error("file-name", message).at(at.value()).help(format!("name the file {}", quoted(&expected))),
        );
    }
    group
}

/// Whether a module can be called so without a word from rustc: no `_` at the end, nor two in a row.
pub(crate) fn is_module_name(name: &str) -> bool {
    is_snake_case(name) && !name.ends_with('_') && !name.contains("__")
}

/// One rate or a list of rates, each of something else.
fn rates(written: &Value, top: &At<'_>, report: &mut Diagnostics) -> Vec<RateLimit> {
    let at = top.key("rate_limit");
    let mut rate = |value: &Value, at: &At<'_>| {
        let rate = value.as_str().and_then(notation::rate);
        if rate.is_none() {
            let message = match value {
                Value::String(text) => format!("{} is not a rate", quoted(text)),
                _ => "this is not a rate".to_owned(),
            };
            let help = "write how many calls in which time, such as `20/s`, `1/s per group`, `5/s per room`, `100/24h`";
            report.push(Diagnostic::error("bad-value", message).at(at.value()).help(help));
        }
        rate
    };
    match written {
        Value::Sequence(list) => {
            let rates = list.iter().enumerate().filter_map(|(position, value)| {
                let at = at.item(position);
                Some((rate(value, &at)?, at))
            });
            distinct(rates.collect::<Vec<_>>(), &at, report)
        }
        value => rate(value, &at).into_iter().collect(),
    }
}

fn distinct(rates: Vec<(RateLimit, At<'_>)>, list: &At<'_>, report: &mut Diagnostics) -> Vec<RateLimit> {
    if list.is_empty() {
        let help = "write a rate, such as `20/s`, or remove the key";
        report.push(Diagnostic::error("bad-value", "`rate_limit` names no rate").at(list.name()).help(help));
    }
    let mut first: BTreeMap<(u32, RateScope), &At<'_>> = BTreeMap::new();
    for (rate, at) in &rates {
        match first.entry((rate.window_seconds, rate.scope)) {
            Entry::Vacant(free) => drop(free.insert(at)),
            Entry::Occupied(first) => report.push(
                Diagnostic::error("bad-value", "a second rate for the same time and scope")
                    .at(at.value())
                    .note("the other is here", first.get().value())
                    .help("remove one of the two: the lower one would always be the limit"),
            ),
        }
    }
    rates.into_iter().map(|(rate, _)| rate).collect()
}
