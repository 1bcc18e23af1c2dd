//! Callbacks: one file each, its place telling group and event; and what all of them share.

use super::action::is_module_name;
use super::at::At;
use super::names::{Names, duplicate};
use super::notation::{self, CALLBACK_SIGNINGS};
use super::param::{param, reply_field};
use super::service::{part, wire_name};
use super::siblings::Siblings;
use super::{bad_name, between, facts, keyword, missing, sendable, verdict};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::{self, CallbackFile};
use crate::load::{Doc, Documents};
use crate::model::{Callback, CallbackFields, CallbackService};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// All callbacks, ordered by group, then name.
pub(super) fn callbacks(documents: &Documents, names: &Names<'_>, report: &mut Diagnostics) -> Vec<Callback> {
    let mut defined: BTreeMap<&str, At<'_>> = BTreeMap::new();
    let mut callbacks = Vec::new();
    for doc in &documents.callbacks {
        callbacks.extend(callback(doc, names, report));
        let Some(name) = &doc.content.callback else { continue };
        let at = At::top(&doc.index).key("callback");
        match defined.entry(name) {
            Entry::Vacant(free) => drop(free.insert(at)),
            Entry::Occupied(first) => report.push(duplicate("callback", name, first.get(), &at)),
        }
    }
    if let (Some(first), Some(service)) = (documents.callbacks.first(), documents.service.first())
        && !At::top(&service.index).has("callbacks")
    {
        let at = At::top(&service.index).key("service");
        let other = At::top(&first.index).key("callback");
        report.push(
            Diagnostic::error("missing-key", "`callbacks` is missing")
                .at(at.name())
                .note("there is a callback here", other.name())
                .help("write what all callbacks share: `callbacks: {common: {event: event, …}, …}`"),
        );
    }
    callbacks.sort_by(|a: &Callback, b: &Callback| (&a.group, &a.name).cmp(&(&b.group, &b.name)));
    callbacks
}

fn callback(doc: &Doc<CallbackFile>, names: &Names<'_>, report: &mut Diagnostics) -> Option<Callback> {
    let (document, top) = (&doc.content, At::top(&doc.index));
    let group = check_names(doc, &top, report);
    let at = top.key("fields");
    let field = |(name, document)| reply_field("field", name, document, &at.key(name), names, report);
    let mut fields: Vec<_> = document.fields.iter().filter_map(field).collect();
    let siblings = Siblings::of_reply("field", "this callback", &fields, at);
    between::fields(&mut fields, &at, &document.fields, &siblings, names, report);
    let told = siblings;
    let at = top.key("reply");
    // Nothing is replied to an answer, with whatever code.
    let param = |(name, document)| param("parameter", name, document, &at.key(name), names, 0, report);
    let mut reply: Vec<_> = document.reply.iter().filter_map(param).collect();
    let siblings = Siblings::of_params(document.reply.keys(), &reply, at);
    between::params(&mut reply, &at, Some(&document.reply), &siblings, names, report);
    sendable::check(&reply, &at, names, report);
    let verdict = document.verdict.as_ref();
    let verdict = verdict.and_then(|it| verdict::verdict(it, &top.key("verdict"), &told, &siblings, names, report));
    let retries_ms = document.retries.as_ref().map(|retries| self::retries(retries, &top.key("retries"), report));
    let disputed = facts::disputed(&document.disputed, &top, report);
    Some(Callback {
        name: document.callback.clone()?,
        group: group.to_owned(),
        summary: facts::text(&document.summary),
        doc: facts::optional_text(&document.doc),
        source: facts::source(document.source.as_ref()),
        fields,
        reply,
        retries_ms,
        verdict,
        disputed,
        file: doc.name.clone(),
    })
}

/// Checks the names of callback, folder and file against each other; gives the group.
fn check_names<'a>(doc: &'a Doc<CallbackFile>, top: &At<'_>, report: &mut Diagnostics) -> &'a str {
    let mut folders = doc.name.rsplit('/');
    let file = folders.next().unwrap_or_default();
    let group = folders.next().unwrap_or_default();
    let at = top.key("callback");
    if !is_module_name(group) {
        let allowed = "a small letter, then small letters, digits and single `_` between them: `callbacks/call/`";
        report.push(bad_name("folder of callbacks", group, allowed).at(at.name()));
    }
    let Some(name) = &doc.content.callback else {
        missing(top, "callback", "callback: call_accept", report);
        return group;
    };
    if !is_module_name(name) {
        let allowed = "a small letter, then small letters, digits and single `_` between them: `call_accept`";
        report.push(bad_name("callback", name, allowed).at(at.value()));
    } else if file != format!("{name}.yaml") {
        let message = format!("callback {} stands in a file called {}", quoted(name), quoted(file));
        let help = format!("name the file {}", quoted(&format!("{name}.yaml")));
        report.push(Diagnostic::error("file-name", message).at(at.value()).help(help));
    }
    group
}

/// What all callbacks share.
pub(super) fn shared(document: &document::Callbacks, at: &At<'_>, report: &mut Diagnostics) -> Option<CallbackService> {
    let common = part(document.common.as_ref(), at, "common", "{event: event, …}", report)
        .and_then(|common| self::common(common, &at.key("common"), report));
    let algorithm = keyword(at, "signing", document.signing.as_deref(), CALLBACK_SIGNINGS, report);
    let retries_ms = retries(&document.retries, &at.key("retries"), report);
    let disputed = facts::disputed(&document.disputed, at, report);
    let source = facts::source(document.source.as_ref());
    Some(CallbackService { common: common?, algorithm: algorithm?, retries_ms, source, disputed })
}

fn common(document: &document::CallbackFields, at: &At<'_>, report: &mut Diagnostics) -> Option<CallbackFields> {
    let app_id = wire_name(document.app_id.as_ref(), at, "app_id", "appid", report);
    let event = wire_name(document.event.as_ref(), at, "event", "event", report);
    let nonce = wire_name(document.nonce.as_ref(), at, "nonce", "nonce", report);
    let timestamp = wire_name(document.timestamp.as_ref(), at, "timestamp", "timestamp", report);
    let signature = wire_name(document.signature.as_ref(), at, "signature", "signature", report);
    Some(CallbackFields { app_id: app_id?, event: event?, nonce: nonce?, timestamp: timestamp?, signature: signature? })
}

fn retries(written: &[String], at: &At<'_>, report: &mut Diagnostics) -> Vec<u32> {
    let retry = |(position, text): (usize, &String)| {
        let milliseconds = notation::milliseconds(text);
        if milliseconds.is_none() {
            let message = format!("{} is not a duration", quoted(text));
            let help = "write a whole number above 0 and a unit, such as `3s` or `2500ms`";
            report.push(Diagnostic::error("bad-value", message).at(at.item(position).value()).help(help));
        }
        milliseconds
    };
    written.iter().enumerate().filter_map(retry).collect()
}
