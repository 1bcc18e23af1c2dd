//! `undocumented`: an entry that does not say what it is.

use super::Lint;
use super::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::resolve::At;

pub(super) const LINT: Lint = Lint::new(
    "undocumented",
    "an entry without its sentence, or with an empty one",
    "Every action, parameter, reply field, type, field, value, charset, host and return code has a short sentence of our own: it is all that a user of the generated code sees. Codes say what they mean in English and Chinese, and what to do.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    let mut check = |at: &At<'_>, what: &str, name: &str, key: &str, text: &Option<String>| {
        let place = match text {
            Some(text) if !text.trim().is_empty() => return,
            Some(_) => at.key(key).value(),
            // What is there but could not be read was reported.
            None if at.has(key) => return,
            None => at.name(),
        };
        let message = format!("{what} {} has no `{key}`", quoted(name));
        let help = format!("write `{key}: …` with one sentence of your own");
        report.push(Diagnostic::error(LINT.id, message).at(place).help(help));
    };
    for doc in &context.documents.service {
        let (top, file) = (At::top(&doc.index), &doc.content);
        check(&top, "service", file.service.as_deref().unwrap_or("…"), "doc", &file.doc);
        for (region, host) in file.hosts.iter() {
            check(&top.key("hosts").key(region), "host", region, "doc", &host.doc);
        }
    }
    for doc in &context.documents.types {
        let top = At::top(&doc.index);
        for (name, charset) in doc.content.charsets.iter() {
            check(&top.key("charsets").key(name), "charset", name, "doc", &charset.doc);
        }
        for (name, ty) in doc.content.types.iter() {
            let at = top.key("types").key(name);
            check(&at, "type", name, "doc", &ty.doc);
            for (number, value) in ty.values.iter().flat_map(|values| values.iter()) {
                check(&at.key("values").key(number), "value", number, "doc", &value.doc);
            }
            for (name, field) in ty.fields.iter().flat_map(|fields| fields.iter()) {
                check(&at.key("fields").key(name), "field", name, "doc", &field.doc);
            }
        }
    }
    for doc in &context.documents.codes {
        for (number, code) in doc.content.iter() {
            let at = At::top(&doc.index).key(number);
            check(&at, "code", number, "meaning", &code.meaning);
            check(&at, "code", number, "meaning_zh", &code.meaning_zh);
            check(&at, "code", number, "advice", &code.advice);
        }
    }
    for doc in &context.documents.actions {
        let (top, file) = (At::top(&doc.index), &doc.content);
        check(&top, "action", file.action.as_deref().unwrap_or("…"), "summary", &file.summary);
        for (name, param) in file.params.iter() {
            check(&top.key("params").key(name), "parameter", name, "doc", &param.doc);
        }
        for (name, field) in file.reply.iter() {
            check(&top.key("reply").key(name), "reply field", name, "doc", &field.doc);
        }
    }
}
