//! Actions: one file each, its place telling group and name.

use super::at::At;
use super::names::{Names, duplicate};
use super::notation::{CARRIERS, METHODS};
use super::param::{param, reply_field};
use super::siblings::Siblings;
use super::{
    bad_name, between, codes, facts, items, keyword, missing, paging, rates, relations, sendable, service, state,
};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::ActionFile;
use crate::load::{Doc, Documents};
use crate::model::{Action, Carrier, Method, Param, ReplyField};
use crate::naming::{is_pascal_case, is_snake_case, snake_case};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// All actions, ordered by group, then name.
pub(super) fn actions(
    documents: &Documents,
    names: &Names<'_>,
    parameter_code: i64,
    report: &mut Diagnostics,
) -> Vec<Action> {
    let mut defined: BTreeMap<&str, At<'_>> = BTreeMap::new();
    let mut actions = Vec::new();
    for doc in &documents.actions {
        actions.extend(action(doc, documents, names, parameter_code, report));
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
    documents: &Documents,
    names: &Names<'_>,
    parameter_code: i64,
    report: &mut Diagnostics,
) -> Option<Action> {
    let document = &doc.content;
    let top = At::top(&doc.index);
    let group = check_names(doc, &top, report);
    let method = keyword(&top, "method", document.method.as_deref(), METHODS, report);
    let carrier = match &document.carrier {
        Some(carrier) => keyword(&top, "in", Some(carrier), CARRIERS, report),
        None => method.map(|method| if method == Method::Get { Carrier::Query } else { Carrier::Body }),
    };
    if let Some(host) = &document.host {
        service::check_host(host, &top.key("host"), report);
    }
    let envelope = document.envelope.as_ref();
    let envelope = envelope.map(|envelope| service::envelope(envelope, &top.key("envelope"), report));
    let (params, beside) = params(document, &top, names, parameter_code, report);
    let at = top.key("rules");
    let rules = relations::rules(&document.rules, &at, &params, &beside, names, parameter_code, report);
    let (reply, fields) = reply(document, &top, names, report);
    let items = document.items.as_ref();
    let items = items.and_then(|items| items::items(items, &top.key("items"), &beside, &fields, names, report));
    let paging = document.paging.as_ref();
    let paging = paging.and_then(|paging| paging::paging(paging, &top.key("paging"), &beside, &fields, names, report));
    let rate_limits = document.rate_limit.as_ref();
    let rate_limits = rate_limits.map(|rate| rates::rates(rate, &top.key("rate_limit"), &beside, names, report));
    let codes = codes::action_codes(&document.codes, &top.key("codes"), names, &beside, report);
    let state = state::of_action(document, &top, &beside, &fields, documents, names, report);
    let disputed = facts::disputed(&document.disputed, &top, report);
    Some(Action {
        name: document.action.clone()?,
        group: group.to_owned(),
        summary: facts::text(&document.summary),
        doc: facts::optional_text(&document.doc),
        method: method?,
        carrier: carrier?,
        host: document.host.clone(),
        envelope: match envelope {
            None => None,
            Some(envelope) => Some(envelope?),
        },
        rate_limits: rate_limits.unwrap_or_default(),
        repeatable: document.repeatable.unwrap_or_default(),
        source: facts::source(document.source.as_ref()),
        notifies: state.notifies,
        params,
        rules,
        reply,
        items,
        paging,
        codes,
        preconditions: state.preconditions,
        effects: state.effects,
        answers: state.answers,
        notifications: state.notifications,
        disputed,
        file: doc.name.clone(),
    })
}

/// The parameters, and what else refers to them by.
fn params<'a>(
    document: &ActionFile,
    top: &At<'a>,
    names: &Names<'_>,
    parameter_code: i64,
    report: &mut Diagnostics,
) -> (Vec<Param>, Siblings<'a>) {
    let at = top.key("params");
    let param = |(name, document)| param("parameter", name, document, &at.key(name), names, parameter_code, report);
    let mut params: Vec<_> = document.params.iter().filter_map(param).collect();
    let siblings = Siblings::of_params(document.params.keys(), &params, at);
    between::params(&mut params, &at, Some(&document.params), &siblings, names, report);
    sendable::check(&params, &at, names, report);
    (params, siblings)
}

/// The fields of the reply, and what else refers to them by.
fn reply<'a>(
    document: &ActionFile,
    top: &At<'a>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> (Vec<ReplyField>, Siblings<'a>) {
    let at = top.key("reply");
    let field = |(name, document)| reply_field("reply field", name, document, &at.key(name), names, report);
    let mut fields: Vec<_> = document.reply.iter().filter_map(field).collect();
    let siblings = Siblings::of_reply("reply field", "this action", &fields, at);
    between::fields(&mut fields, &at, &document.reply, &siblings, names, report);
    (fields, siblings)
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
