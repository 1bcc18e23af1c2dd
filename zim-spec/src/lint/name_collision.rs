//! `name-collision`: two names on the wire that become one name in Rust.

use super::Lint;
use super::context::Context;
use super::reserved::{ACTION_TYPES, CALLBACK_TYPES};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::{Envelope, NamedType, ServiceFile};
use crate::naming::{is_identifier, is_pascal_case, is_snake_case, pascal_case, snake_case};
use crate::resolve::{At, Definition};
use std::collections::BTreeMap;

pub(super) const LINT: Lint = Lint::new(
    "name-collision",
    "two names that become the same in Rust, or differ in case alone",
    "Names on the wire become names in Rust: `UserId`, `UserID` and `user_id` are all `user_id`. Two parameters or reply fields of one action, or two fields of a struct or callback, can be told apart by pinning a name with `rust_name`; everything else is renamed. The common parameters have six names, the envelope three, and what all callbacks carry five. Names that differ in case alone are refused too, since people and some file systems take them for one.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for doc in &context.documents.service {
        let hosts = At::top(&doc.index).key("hosts");
        let mut regions = Names::new("region", Pin::Rename);
        for region in doc.content.hosts.keys() {
            regions.add(region, None, hosts.key(region), report);
        }
        wire_names(&doc.content, &At::top(&doc.index), report);
    }
    let names = &context.names;
    let mut types = Names::new("type", Pin::Rename);
    for (name, definition) in in_order(&names.types) {
        types.add(name, None, definition.at, report);
    }
    for doc in &context.documents.types {
        for (name, document) in doc.content.types.iter() {
            members(document, &At::top(&doc.index).key("types").key(name), report);
        }
    }
    let mut charsets = Names::new("charset", Pin::Rename);
    for (name, definition) in in_order(&names.charsets) {
        charsets.add(name, None, definition.at, report);
    }
    let mut codes = Names::new("code", Pin::Rename);
    for (_, definition) in in_order(&names.codes) {
        if let Some(code) = &definition.item {
            codes.add(&code.name, None, definition.at.key("name"), report);
        }
    }
    for doc in &context.documents.actions {
        let top = At::top(&doc.index);
        let mut params = Names::new("parameter", Pin::RustName);
        for (name, param) in doc.content.params.iter() {
            params.add(name, param.rust_name.as_deref(), top.key("params").key(name), report);
        }
        let mut fields = Names::new("reply field", Pin::RustName);
        for (name, field) in doc.content.reply.iter() {
            fields.add(name, field.rust_name.as_deref(), top.key("reply").key(name), report);
        }
        if let Some(envelope) = &doc.content.envelope {
            told_apart(envelope_names(envelope).into_iter(), &top.key("envelope"), report);
        }
    }
    for doc in &context.documents.callbacks {
        let top = At::top(&doc.index);
        let mut fields = Names::new("field", Pin::RustName);
        for (name, field) in doc.content.fields.iter() {
            fields.add(name, field.rust_name.as_deref(), top.key("fields").key(name), report);
        }
        let mut params = Names::new("parameter", Pin::RustName);
        for (name, param) in doc.content.reply.iter() {
            params.add(name, param.rust_name.as_deref(), top.key("reply").key(name), report);
        }
    }
    let actions = context.documents.actions.iter().filter_map(|doc| {
        let name = doc.content.action.as_ref().filter(|name| is_pascal_case(name))?;
        Some((name.as_str(), At::top(&doc.index).key("action")))
    });
    made("action", actions, &ACTION_TYPES, report);
    let callbacks = context.documents.callbacks.iter().filter_map(|doc| {
        let name = doc.content.callback.as_ref().filter(|name| is_snake_case(name))?;
        Some((name.as_str(), At::top(&doc.index).key("callback")))
    });
    made("callback", callbacks, &CALLBACK_TYPES, report);
}

/// The names that every request and every reply has.
fn wire_names(service: &ServiceFile, top: &At<'_>, report: &mut Diagnostics) {
    let common = service.common.iter().flat_map(|common| {
        [
            ("action", &common.action),
            ("app_id", &common.app_id),
            ("nonce", &common.nonce),
            ("timestamp", &common.timestamp),
            ("signature_version", &common.signature_version),
            ("signature", &common.signature),
        ]
    });
    told_apart(common, &top.key("common"), report);
    told_apart(service.envelope.iter().flat_map(envelope_names), &top.key("envelope"), report);
    let callbacks = service.callbacks.iter().filter_map(|callbacks| callbacks.common.as_ref()).flat_map(|common| {
        [
            ("app_id", &common.app_id),
            ("event", &common.event),
            ("nonce", &common.nonce),
            ("timestamp", &common.timestamp),
            ("signature", &common.signature),
        ]
    });
    told_apart(callbacks, &top.key("callbacks").key("common"), report);
}

fn envelope_names(envelope: &Envelope) -> [(&'static str, &Option<String>); 3] {
    [("code", &envelope.code), ("message", &envelope.message), ("request_id", &envelope.request_id)]
}

fn told_apart<'a>(
    names: impl Iterator<Item = (&'static str, &'a Option<String>)>,
    at: &At<'_>,
    report: &mut Diagnostics,
) {
    let mut taken: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    let names = names.filter_map(|(key, name)| Some((key, name.as_deref()?)));
    for (key, name) in names.filter(|(_, name)| is_identifier(name)) {
        let Some((first, same)) = taken.get(&snake_case(name)) else {
            taken.insert(snake_case(name), (key, name));
            continue;
        };
        let message = if *same == name {
            format!("`{first}` and `{key}` are both called {}", quoted(name))
        } else {
            format!("{} and {} are both `{}` in Rust", quoted(same), quoted(name), snake_case(name))
        };
        report.push(
            Diagnostic::error(LINT.id, message)
                .at(at.key(key).value())
                .note("the other is here", at.key(first).value())
                .help("write the name that each has on the wire"),
        );
    }
}

/// The values of an enumeration or of flags, and the fields of a struct.
fn members(document: &NamedType, at: &At<'_>, report: &mut Diagnostics) {
    let mut values = Names::new("value", Pin::Rename);
    for (key, written) in [("values", &document.values), ("flags", &document.flags)] {
        for (number, value) in written.iter().flat_map(|values| values.iter()) {
            if let Some(name) = &value.name {
                values.add(name, None, at.key(key).key(number).key("name"), report);
            }
        }
    }
    let mut fields = Names::new("field", Pin::RustName);
    for (name, field) in document.fields.iter().flat_map(|fields| fields.iter()) {
        fields.add(name, field.rust_name.as_deref(), at.key("fields").key(name), report);
    }
}

/// Definitions in the order of the files, so that the second is the one that is reported.
fn in_order<'n, 'a, K: Copy, T>(
    definitions: &'n BTreeMap<K, Definition<'a, T>>,
) -> impl Iterator<Item = (K, &'n Definition<'a, T>)> {
    let mut ordered: Vec<_> = definitions.iter().map(|(name, definition)| (*name, definition)).collect();
    ordered.sort_by_cached_key(|(_, definition)| {
        let place = definition.at.name();
        (place.file, place.span.start)
    });
    ordered.into_iter()
}

/// The types that are made for each of `named`: its name with each of `suffixes`.
fn made<'a>(what: &str, named: impl Iterator<Item = (&'a str, At<'a>)>, suffixes: &[&str], report: &mut Diagnostics) {
    let mut taken: BTreeMap<String, (&str, At<'_>)> = BTreeMap::new();
    for (name, at) in named {
        let type_name = pascal_case(name);
        for made in suffixes.iter().map(|suffix| format!("{type_name}{suffix}")) {
            let folded = fold(&made);
            match taken.get(&folded) {
                // The same name twice is a second definition, and reported as such.
                Some((first, _)) if *first == name => {}
                Some((first, place)) => {
                    let message =
                        format!("{what}s {} and {} both make a type {}", quoted(first), quoted(name), quoted(&made));
                    let help = format!(
                        "keep them in specs of their own: the name of {} {what} is given by ZIM",
                        article(what)
                    );
                    report.push(
                        Diagnostic::error(LINT.id, message)
                            .at(at.value())
                            .note("the other is here", place.value())
                            .help(help),
                    );
                    break;
                }
                None => drop(taken.insert(folded, (name, at))),
            }
        }
    }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with('a') { "an" } else { "a" }
}

/// How a collision is resolved.
#[derive(Clone, Copy)]
enum Pin {
    RustName,
    Rename,
}

/// Names of one kind in one scope.
struct Names<'a> {
    what: &'static str,
    pin: Pin,
    /// Names in Rust.
    rust: BTreeMap<String, (&'a str, At<'a>)>,
    /// Names on the wire without case, of those that are not pinned.
    folded: BTreeMap<String, (&'a str, At<'a>)>,
}

impl<'a> Names<'a> {
    fn new(what: &'static str, pin: Pin) -> Self {
        Self { what, pin, rust: BTreeMap::new(), folded: BTreeMap::new() }
    }

    fn add(&mut self, name: &'a str, pinned: Option<&str>, at: At<'a>, report: &mut Diagnostics) {
        // A name that is none of its kind was reported as such.
        let is_name = match (self.pin, pinned) {
            (Pin::Rename, _) => is_pascal_case(name),
            (Pin::RustName, None) => is_identifier(name),
            (Pin::RustName, Some(pinned)) => is_snake_case(pinned),
        };
        if !is_name {
            return;
        }
        let rust_name = pinned.map_or_else(|| snake_case(name), str::to_owned);
        let folded = pinned.is_none().then(|| fold(name));
        let same_rust = self.rust.get(&rust_name);
        let same_folded = folded.as_ref().and_then(|folded| self.folded.get(folded));
        if let Some((first, place)) = same_rust.or(same_folded) {
            let why = match same_rust {
                Some(_) => format!("are both `{rust_name}` in Rust"),
                None => "differ in case alone".to_owned(),
            };
            let message = format!("{}s {} and {} {why}", self.what, quoted(first), quoted(name));
            let help = match self.pin {
                Pin::RustName => {
                    format!("remove one, or tell them apart: `rust_name: {rust_name}_2`")
                }
                Pin::Rename => "rename one of the two".to_owned(),
            };
            report.push(
                Diagnostic::error(LINT.id, message).at(at.name()).note("the other is here", place.name()).help(help),
            );
            return;
        }
        if let Some(folded) = folded {
            self.folded.insert(folded, (name, at));
        }
        self.rust.insert(rust_name, (name, at));
    }
}

fn fold(name: &str) -> String {
    name.to_lowercase()
}
