//! `undocumented`: an entry that does not say what it is.

use super::Lint;
use super::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::{Ordered, Param, StateFile, TypesFile};
use crate::load::Doc;
use crate::resolve::At;

pub(super) const LINT: Lint = Lint::new(
    "undocumented",
    "an entry without its sentence, or with an empty one",
    "Every action, callback, parameter, reply field, type, field, value, charset, host, return code, table, column and counter has a short sentence of our own: it is all that a user of the generated code sees. Codes say what they mean in English and Chinese, and what to do.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    let mut checker = Checker { report };
    for doc in &context.documents.service {
        let (top, file) = (At::top(&doc.index), &doc.content);
        checker.check(&top, "service", file.service.as_deref().unwrap_or("…"), "doc", &file.doc);
        for (region, host) in file.hosts.iter() {
            checker.check(&top.key("hosts").key(region), "host", region, "doc", &host.doc);
        }
    }
    for doc in &context.documents.types {
        checker.types(doc);
    }
    for doc in &context.documents.codes {
        for (number, code) in doc.content.iter() {
            let at = At::top(&doc.index).key(number);
            checker.check(&at, "code", number, "meaning", &code.meaning);
            checker.check(&at, "code", number, "meaning_zh", &code.meaning_zh);
            checker.check(&at, "code", number, "advice", &code.advice);
        }
    }
    for doc in &context.documents.state {
        checker.state(doc);
    }
    for doc in &context.documents.actions {
        let (top, file) = (At::top(&doc.index), &doc.content);
        checker.check(&top, "action", file.action.as_deref().unwrap_or("…"), "summary", &file.summary);
        checker.not_empty(&top, "action", file.action.as_deref().unwrap_or("…"), &file.doc);
        for (name, param) in file.params.iter() {
            checker.param(&top.key("params").key(name), "parameter", name, param);
        }
        for (name, field) in file.reply.iter() {
            checker.check(&top.key("reply").key(name), "reply field", name, "doc", &field.doc);
        }
    }
    for doc in &context.documents.callbacks {
        let (top, file) = (At::top(&doc.index), &doc.content);
        checker.check(&top, "callback", file.callback.as_deref().unwrap_or("…"), "summary", &file.summary);
        checker.not_empty(&top, "callback", file.callback.as_deref().unwrap_or("…"), &file.doc);
        for (name, field) in file.fields.iter() {
            checker.check(&top.key("fields").key(name), "field", name, "doc", &field.doc);
        }
        for (name, param) in file.reply.iter() {
            checker.param(&top.key("reply").key(name), "parameter", name, param);
        }
    }
}

struct Checker<'r> {
    report: &'r mut Diagnostics,
}

impl Checker<'_> {
    fn types(&mut self, doc: &Doc<TypesFile>) {
        let top = At::top(&doc.index);
        for (name, charset) in doc.content.charsets.iter() {
            self.check(&top.key("charsets").key(name), "charset", name, "doc", &charset.doc);
        }
        for (name, ty) in doc.content.types.iter() {
            let at = top.key("types").key(name);
            self.check(&at, "type", name, "doc", &ty.doc);
            for (key, values) in [("values", &ty.values), ("flags", &ty.flags)] {
                for (number, value) in values.iter().flat_map(|values| values.iter()) {
                    self.check(&at.key(key).key(number), "value", number, "doc", &value.doc);
                }
            }
            for (name, field) in ty.fields.iter().flat_map(|fields| fields.iter()) {
                self.param(&at.key("fields").key(name), "field", name, field);
            }
            self.sentinels(&at, name, &ty.sentinels);
        }
    }

    fn state(&mut self, doc: &Doc<StateFile>) {
        let top = At::top(&doc.index);
        for (name, table) in doc.content.tables.iter() {
            let at = top.key("tables").key(name);
            self.check(&at, "table", name, "doc", &table.doc);
            for (key, columns) in [("key", &table.key), ("columns", &table.columns)] {
                self.sentences(&at.key(key), "column", columns);
            }
        }
        self.sentences(&top.key("counters"), "counter", &doc.content.counters);
    }

    /// Names, each with its sentence.
    fn sentences(&mut self, at: &At<'_>, what: &str, sentences: &Ordered<String>) {
        for (name, _) in sentences.iter().filter(|(_, doc)| doc.trim().is_empty()) {
            let message = format!("{what} {} has no sentence", quoted(name));
            let help = format!("write {} with one sentence of your own", quoted(&format!("{name}: …")));
            self.report.push(Diagnostic::error(LINT.id, message).at(at.key(name).value()).help(help));
        }
    }

    fn param(&mut self, at: &At<'_>, what: &str, name: &str, param: &Param) {
        self.check(at, what, name, "doc", &param.doc);
        self.sentinels(at, name, &param.sentinels);
    }

    fn sentinels(&mut self, at: &At<'_>, name: &str, sentinels: &Ordered<String>) {
        for (number, _) in sentinels.iter().filter(|(_, doc)| doc.trim().is_empty()) {
            let message = format!("{number} has no meaning in {}", quoted(name));
            let help = "write what it means: `sentinels: {0: the default}`";
            let place = at.key("sentinels").key(number).value();
            self.report.push(Diagnostic::error(LINT.id, message).at(place).help(help));
        }
    }

    /// What need not be said must not be empty if it is.
    fn not_empty(&mut self, at: &At<'_>, what: &str, name: &str, doc: &Option<String>) {
        if doc.is_some() {
            self.check(at, what, name, "doc", doc);
        }
    }

    fn check(&mut self, at: &At<'_>, what: &str, name: &str, key: &str, text: &Option<String>) {
        let place = match text {
            Some(text) if !text.trim().is_empty() => return,
            Some(_) => at.key(key).value(),
            // What is there but could not be read was reported.
            None if at.has(key) => return,
            None => at.name(),
        };
        let message = format!("{what} {} has no `{key}`", quoted(name));
        let help = format!("write `{key}: …` with one sentence of your own");
        self.report.push(Diagnostic::error(LINT.id, message).at(place).help(help));
    }
}
