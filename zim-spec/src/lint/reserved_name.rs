//! `reserved-name`: a name that Rust or the generated code needs for itself.

use super::Lint;
use super::context::Context;
use super::reserved::{
    ACTION_TYPES, ACTIONS, ANSWERS, CALLBACK_TYPES, CALLBACKS, CODES, FIELDS, GROUPS, PARAMS, REPLIES, TABLE, TYPES,
    VALUES,
};
use super::struct_in_query::has_query;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::{ActionFile, CallbackFile, Envelope, NamedType};
use crate::load::Doc;
use crate::naming::{
    is_identifier, is_pascal_case, is_rust_keyword, is_snake_case, pascal_case, screaming_snake_case, snake_case,
};
use crate::resolve::{At, is_module_name};

pub(super) const LINT: Lint = Lint::new(
    "reserved-name",
    "a name that Rust, the generated code or every request needs for itself",
    "A parameter `Type` would be `type` in Rust, which is a keyword; one called `Build` would hide the builder's own method. Pin another name with `rust_name: …`: the name on the wire stays. The names of actions, codes, types, values and regions cannot be pinned. Common parameters such as `AppId` are in every query, so a GET action cannot have its own.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    // A name that is none of its kind was reported as such.
    for (name, definition) in context.names.types.iter().filter(|(name, _)| is_pascal_case(name)) {
        let rust_name = snake_case(name);
        if is_rust_keyword(&rust_name) {
            report.push(finding("type", name, &rust_name, &Why::Keyword, Pin::Rename).at(definition.at.name()));
            continue;
        }
        let rust_name = pascal_case(name);
        if [ACTIONS, TYPES, CALLBACKS].iter().any(|reserved| reserved.contains(&rust_name.as_str())) {
            report.push(finding("type", name, &rust_name, &Why::Generated, Pin::Rename).at(definition.at.name()));
        }
    }
    for doc in &context.documents.types {
        for (name, document) in doc.content.types.iter() {
            parts(document, &At::top(&doc.index).key("types").key(name), report);
        }
    }
    for definition in context.names.codes.values() {
        let Some(code) = definition.item.as_ref().filter(|code| is_pascal_case(&code.name)) else { continue };
        let (variant, constant) = (pascal_case(&code.name), screaming_snake_case(&code.name));
        let taken = if CODES.contains(&variant.as_str()) { Some(variant) } else { None };
        if let Some(rust_name) = taken.or((constant == TABLE).then_some(constant)) {
            let place = definition.at.key("name").value();
            report.push(finding("code", &code.name, &rust_name, &Why::Generated, Pin::Rename).at(place));
        }
    }
    for doc in &context.documents.service {
        for region in doc.content.hosts.keys().filter(|region| is_pascal_case(region)) {
            let rust_name = pascal_case(region);
            if is_rust_keyword(&rust_name) {
                let at = At::top(&doc.index).key("hosts").key(region);
                report.push(finding("region", region, &rust_name, &Why::Keyword, Pin::Rename).at(at.name()));
            }
        }
    }
    for doc in &context.documents.actions {
        action(doc, report);
        members(doc, context, report);
    }
    for doc in &context.documents.callbacks {
        callback(doc, context, report);
    }
}

/// The names of a type's values and fields.
fn parts(document: &NamedType, at: &At<'_>, report: &mut Diagnostics) {
    for (key, written) in [("values", &document.values), ("flags", &document.flags)] {
        for (number, value) in written.iter().flat_map(|values| values.iter()) {
            let Some(name) = value.name.as_ref().filter(|name| is_pascal_case(name)) else { continue };
            let rust_name = pascal_case(name);
            // Flags are constants: they have no variant for what is not listed.
            let is_taken = VALUES.contains(&rust_name.as_str()) && key == "values";
            if is_taken {
                let at = at.key(key).key(number).key("name");
                report.push(finding("value", name, &rust_name, &Why::Generated, Pin::Rename).at(at.value()));
            }
        }
    }
    for (name, field) in document.fields.iter().flat_map(|fields| fields.iter()) {
        let at = at.key("fields").key(name);
        let member = Member { what: "field", name, pinned: field.rust_name.as_deref(), at: &at };
        member.check(|rust_name| FIELDS.contains(&rust_name), report);
    }
}

/// The names of an action's types and module, and of the module it lies in.
fn action(doc: &Doc<ActionFile>, report: &mut Diagnostics) {
    let at = At::top(&doc.index).key("action");
    let group = doc.name.rsplit('/').nth(1).unwrap_or_default();
    let why = reserved_module(group).or_else(|| GROUPS.contains(&group).then_some(Why::Generated));
    if let Some(why) = why.filter(|_| is_module_name(group)) {
        report.push(finding("folder", group, group, &why, Pin::Rename).at(at.name()));
    }
    let Some(name) = doc.content.action.as_ref().filter(|name| is_pascal_case(name)) else {
        return;
    };
    let type_name = pascal_case(name);
    let made = ACTION_TYPES.map(|suffix| format!("{type_name}{suffix}"));
    let module = snake_case(name);
    if let Some(made) = made.iter().find(|made| ACTIONS.contains(&made.as_str())) {
        report.push(finding("action", name, made, &Why::Generated, Pin::Rename).at(at.value()));
    } else if is_rust_keyword(name) {
        report.push(finding("action", name, name, &Why::Keyword, Pin::Rename).at(at.value()));
    } else if let Some(why) = reserved_module(&module) {
        report.push(finding("action", name, &module, &why, Pin::Rename).at(at.value()));
    }
}

/// The names of an action's parameters and reply fields.
fn members(doc: &Doc<ActionFile>, context: &Context<'_>, report: &mut Diagnostics) {
    let (top, file) = (At::top(&doc.index), &doc.content);
    for (name, param) in file.params.iter() {
        let at = top.key("params").key(name);
        let member = Member { what: "parameter", name, pinned: param.rust_name.as_deref(), at: &at };
        member.check(|rust_name| PARAMS.contains(&rust_name), report);
        if has_query(file) && common_names(context).any(|common| common == name) {
            let message = format!("the common parameter {} is in the query of every request", quoted(name));
            let help = "remove it: it is added to every request; with `method: POST` it could stand in the body";
            report.push(Diagnostic::error(LINT.id, message).at(at.name()).help(help));
        }
    }
    for (name, field) in file.reply.iter() {
        let at = top.key("reply").key(name);
        if envelope_names(file, context).any(|common| common == name) {
            let message = format!("the field {} is in every reply", quoted(name));
            report
                .push(Diagnostic::error(LINT.id, message).at(at.name()).help("remove it: it is added to every reply"));
            continue;
        }
        let member = Member { what: "reply field", name, pinned: field.rust_name.as_deref(), at: &at };
        member.check(|rust_name| REPLIES.contains(&rust_name), report);
    }
}

/// The names of a callback's types, module and fields, and of what is answered.
fn callback(doc: &Doc<CallbackFile>, context: &Context<'_>, report: &mut Diagnostics) {
    let (top, file) = (At::top(&doc.index), &doc.content);
    let at = top.key("callback");
    if let Some(name) = file.callback.as_ref().filter(|name| is_module_name(name)) {
        let type_name = pascal_case(name);
        let made = CALLBACK_TYPES.map(|suffix| format!("{type_name}{suffix}"));
        let is_reserved =
            |made: &&String| [ACTIONS, CALLBACKS].iter().any(|reserved| reserved.contains(&made.as_str()));
        if let Some(why) = reserved_module(name) {
            report.push(finding("callback", name, name, &why, Pin::Rename).at(at.value()));
        } else if let Some(made) = made.iter().find(is_reserved) {
            report.push(finding("callback", name, made, &Why::Generated, Pin::Rename).at(at.value()));
        }
    }
    for (name, field) in file.fields.iter() {
        let at = top.key("fields").key(name);
        if callback_names(context).any(|common| common == name) {
            let message = format!("the field {} is in every callback", quoted(name));
            let help = "remove it: it is added to every callback";
            report.push(Diagnostic::error(LINT.id, message).at(at.name()).help(help));
            continue;
        }
        let member = Member { what: "field", name, pinned: field.rust_name.as_deref(), at: &at };
        member.check(|_| false, report);
    }
    for (name, param) in file.reply.iter() {
        let at = top.key("reply").key(name);
        let member = Member { what: "parameter", name, pinned: param.rust_name.as_deref(), at: &at };
        member.check(|rust_name| FIELDS.contains(&rust_name) || ANSWERS.contains(&rust_name), report);
    }
}

/// A parameter or reply field.
struct Member<'a> {
    what: &'static str,
    name: &'a str,
    pinned: Option<&'a str>,
    at: &'a At<'a>,
}

impl Member<'_> {
    fn check(&self, is_generated: impl Fn(&str) -> bool, report: &mut Diagnostics) {
        let rust_name = self.pinned.map_or_else(|| snake_case(self.name), str::to_owned);
        let why = if is_rust_keyword(&rust_name) {
            Why::Keyword
        } else if !is_snake_case(&rust_name) {
            Why::NoName
        } else if is_generated(&rust_name) {
            Why::Generated
        } else {
            return;
        };
        // A name that is none at all, on the wire or pinned, was reported by the resolver.
        if matches!(why, Why::NoName) && (self.pinned.is_some() || !is_identifier(self.name)) {
            return;
        }
        let place = if self.pinned.is_some() { self.at.key("rust_name").value() } else { self.at.name() };
        report.push(finding(self.what, self.name, &rust_name, &why, Pin::RustName).at(place));
    }
}

enum Why {
    /// Rust keeps it for itself.
    Keyword,
    /// The generated code needs it.
    Generated,
    /// It is no name of a field.
    NoName,
    /// Windows keeps it for a device.
    Device,
}

/// How the name can be changed.
#[derive(Clone, Copy)]
enum Pin {
    RustName,
    Rename,
}

fn finding(what: &str, name: &str, rust_name: &str, why: &Why, pin: Pin) -> Diagnostic {
    let reason = match why {
        Why::Keyword => "which is a keyword",
        Why::Generated => "which the generated code needs for itself",
        Why::NoName if rust_name.is_empty() => return nameless(what, name),
        Why::NoName => "which is not a name in snake_case",
        Why::Device => "which is a device on Windows and cannot be a file",
    };
    let help = match pin {
        Pin::RustName if is_snake_case(rust_name) && !rust_name.ends_with('_') => {
            format!("pin another name: `rust_name: {rust_name}_`")
        }
        Pin::RustName => {
            "pin another name: `rust_name: …`, a small letter, then small letters, digits and `_`".to_owned()
        }
        Pin::Rename => format!("give the {what} another name"),
    };
    let message = format!("{what} {} is called {} in Rust, {reason}", quoted(name), quoted(rust_name));
    Diagnostic::error(LINT.id, message).help(help)
}

fn nameless(what: &str, name: &str) -> Diagnostic {
    let message = format!("{what} {} has no letter to make a name in Rust of", quoted(name));
    Diagnostic::error(LINT.id, message)
        .help("pin a name: `rust_name: …`, a small letter, then small letters, digits and `_`")
}

fn reserved_module(name: &str) -> Option<Why> {
    let is_device = |name: &str| {
        let numbered = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
        matches!(name, "con" | "prn" | "aux" | "nul")
            || numbered.is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
    };
    if is_rust_keyword(name) { Some(Why::Keyword) } else { is_device(name).then_some(Why::Device) }
}

fn common_names<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a str> {
    let common = context.documents.service.iter().filter_map(|doc| doc.content.common.as_ref());
    common.flat_map(|common| {
        [&common.action, &common.app_id, &common.nonce, &common.timestamp, &common.signature_version, &common.signature]
            .into_iter()
            .filter_map(|name| name.as_deref())
    })
}

/// The fields of every reply of the action.
fn envelope_names<'a>(file: &'a ActionFile, context: &Context<'a>) -> impl Iterator<Item = &'a str> {
    let names = |envelope: &'a Envelope| {
        [&envelope.code, &envelope.message, &envelope.request_id].into_iter().filter_map(|name| name.as_deref())
    };
    let own = file.envelope.as_ref();
    let shared = context.documents.service.iter().filter_map(|doc| doc.content.envelope.as_ref());
    own.into_iter().chain(shared.filter(move |_| own.is_none())).flat_map(names)
}

/// The fields of every callback.
fn callback_names<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a str> {
    let callbacks = context.documents.service.iter().filter_map(|doc| doc.content.callbacks.as_ref());
    callbacks.filter_map(|callbacks| callbacks.common.as_ref()).flat_map(|common| {
        [&common.app_id, &common.event, &common.nonce, &common.timestamp, &common.signature]
            .into_iter()
            .filter_map(|name| name.as_deref())
    })
}
