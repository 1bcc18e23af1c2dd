//! Every text of a spec with its place.
//!
//! Names that are looked up are left out: one that is known has the shape of a name, and so has what it refers to.

use super::context::Context;
use crate::diagnostic::Place;
use crate::document::{
    ActionFile, CallbackFile, Dispute, Ordered, Param, ReplyField, Rule, ServiceFile, Source, StateFile, TypesFile,
};
use crate::load::Doc;
use crate::resolve::At;
use serde_yaml::Value;

/// A text and where it stands.
pub(super) struct Text<'a> {
    at: At<'a>,
    /// Whether it is the key there rather than the value.
    is_key: bool,
    pub(super) text: &'a str,
}

impl Text<'_> {
    pub(super) fn place(&self) -> Place {
        if self.is_key { self.at.name() } else { self.at.value() }
    }
}

/// Every text of every file. Of mapping keys only those of enumerated texts are among them: the shape of others is
/// checked where they are resolved.
pub(super) fn texts<'a>(context: &Context<'a>) -> Vec<Text<'a>> {
    let mut found = Found(Vec::new());
    for doc in &context.documents.service {
        service(doc, &mut found);
    }
    for doc in &context.documents.types {
        types(doc, &mut found);
    }
    for doc in &context.documents.codes {
        for (number, code) in doc.content.iter() {
            let at = At::top(&doc.index).key(number);
            found.add(&at, "name", &code.name);
            found.add(&at, "meaning", &code.meaning);
            found.add(&at, "meaning_zh", &code.meaning_zh);
            found.add(&at, "advice", &code.advice);
        }
    }
    for doc in &context.documents.state {
        state(doc, &mut found);
    }
    for doc in &context.documents.actions {
        action(doc, &mut found);
    }
    for doc in &context.documents.callbacks {
        callback(doc, &mut found);
    }
    found.0
}

struct Found<'a>(Vec<Text<'a>>);

impl<'a> Found<'a> {
    fn add(&mut self, at: &At<'a>, key: &str, text: &'a Option<String>) {
        if let Some(text) = text {
            self.push(at.key(key), text);
        }
    }

    fn push(&mut self, at: At<'a>, text: &'a str) {
        self.0.push(Text { at, is_key: false, text });
    }

    fn source(&mut self, at: &At<'a>, source: &'a Option<Source>) {
        if let Some(source) = source {
            self.add(&at.key("source"), "page", &source.page);
            self.add(&at.key("source"), "checked", &source.checked);
        }
    }

    fn sentinels(&mut self, at: &At<'a>, sentinels: &'a Ordered<String>) {
        for (number, doc) in sentinels.iter() {
            self.push(at.key("sentinels").key(number), doc);
        }
    }

    /// The values that conditions compare with.
    fn rules(&mut self, at: &At<'a>, rules: &'a [Rule]) {
        for (position, rule) in rules.iter().enumerate() {
            if let Some(when) = &rule.when {
                self.value(at.key("rules").item(position).key("when"), when);
            }
        }
    }

    fn values(&mut self, at: &At<'a>, values: impl Iterator<Item = (&'static str, &'a Option<Value>)>) {
        for (key, value) in values {
            if let Some(value) = value {
                self.value(at.key(key), value);
            }
        }
    }

    fn value(&mut self, at: At<'a>, value: &'a Value) {
        match value {
            Value::String(text) => self.push(at, text),
            Value::Sequence(list) => {
                for (position, value) in list.iter().enumerate() {
                    self.value(at.item(position), value);
                }
            }
            Value::Mapping(mapping) => {
                for (key, value) in mapping {
                    self.value(at.key(key.as_str().unwrap_or_default()), value);
                }
            }
            _ => {}
        }
    }

    fn disputed(&mut self, at: &At<'a>, disputed: &'a [Dispute]) {
        for (position, dispute) in disputed.iter().enumerate() {
            let at = at.key("disputed").item(position);
            self.add(&at, "about", &dispute.about);
            self.add(&at, "taken", &dispute.taken);
            for (position, reading) in dispute.readings.iter().enumerate() {
                self.push(at.key("readings").item(position), reading);
            }
        }
    }
}

fn service<'a>(doc: &'a Doc<ServiceFile>, found: &mut Found<'a>) {
    let (top, file) = (At::top(&doc.index), &doc.content);
    found.add(&top, "service", &file.service);
    found.add(&top, "doc", &file.doc);
    found.source(&top, &file.source);
    for (region, host) in file.hosts.iter() {
        found.add(&top.key("hosts").key(region), "host", &host.host);
        found.add(&top.key("hosts").key(region), "doc", &host.doc);
    }
    if let Some(signing) = &file.signing {
        found.add(&top.key("signing"), "version", &signing.version);
    }
    if let Some(callbacks) = &file.callbacks {
        let at = top.key("callbacks");
        found.source(&at, &callbacks.source);
        found.disputed(&at, &callbacks.disputed);
    }
}

fn types<'a>(doc: &'a Doc<TypesFile>, found: &mut Found<'a>) {
    let top = At::top(&doc.index);
    for (name, charset) in doc.content.charsets.iter() {
        let at = top.key("charsets").key(name);
        found.add(&at, "doc", &charset.doc);
        found.disputed(&at, &charset.disputed);
    }
    for (name, ty) in doc.content.types.iter() {
        let at = top.key("types").key(name);
        found.add(&at, "doc", &ty.doc);
        found.add(&at, "prefix", &ty.prefix);
        found.add(&at, "forbidden_prefix", &ty.forbidden_prefix);
        for (key, values) in [("values", &ty.values), ("flags", &ty.flags)] {
            for (name, value) in values.iter().flat_map(|values| values.iter()) {
                let at = at.key(key).key(name);
                found.add(&at, "name", &value.name);
                found.add(&at, "doc", &value.doc);
                found.0.push(Text { at, is_key: true, text: name });
            }
        }
        found.sentinels(&at, &ty.sentinels);
        found.rules(&at, &ty.rules);
        for (name, field) in ty.fields.iter().flat_map(|fields| fields.iter()) {
            param(&at.key("fields").key(name), field, found);
        }
        found.disputed(&at, &ty.disputed);
    }
}

fn action<'a>(doc: &'a Doc<ActionFile>, found: &mut Found<'a>) {
    let (top, file) = (At::top(&doc.index), &doc.content);
    found.add(&top, "summary", &file.summary);
    found.add(&top, "doc", &file.doc);
    found.source(&top, &file.source);
    for (name, document) in file.params.iter() {
        param(&top.key("params").key(name), document, found);
    }
    found.rules(&top, &file.rules);
    for (name, field) in file.reply.iter() {
        reply_field(&top.key("reply").key(name), field, found);
    }
    if let Some(done) = file.paging.as_ref().and_then(|paging| paging.done.as_ref()) {
        found.value(top.key("paging").key("done"), done);
    }
    for (position, code) in file.codes.iter().enumerate() {
        found.value(top.key("codes").item(position), code);
    }
    for (position, it) in file.preconditions.iter().enumerate() {
        let at = top.key("preconditions").item(position);
        found.add(&at, "says", &it.says);
        let values = [("key", &it.key), ("where", &it.tests), ("max", &it.max), ("each", &it.each)];
        found.values(&at, values.into_iter().chain([("when", &it.when), ("if", &it.checks)]));
    }
    for (position, it) in file.effects.iter().enumerate() {
        let at = top.key("effects").item(position);
        let values =
            [("key", &it.key), ("where", &it.tests), ("each", &it.each), ("when", &it.when), ("if", &it.checks)];
        found.values(&at, values.into_iter());
        for (column, value) in it.set.iter() {
            found.value(at.key("set").key(column), value);
        }
    }
    for (field, value) in file.answers.iter() {
        found.value(top.key("answers").key(field), value);
    }
    found.values(&top, [("notifies", &file.notifies)].into_iter());
    found.disputed(&top, &file.disputed);
}

fn state<'a>(doc: &'a Doc<StateFile>, found: &mut Found<'a>) {
    let top = At::top(&doc.index);
    for (name, table) in doc.content.tables.iter() {
        let at = top.key("tables").key(name);
        found.add(&at, "doc", &table.doc);
        found.add(&at, "absent", &table.absent);
        found.add(&at, "present", &table.present);
        for (key, columns) in [("key", &table.key), ("columns", &table.columns)] {
            for (column, doc) in columns.iter() {
                found.push(at.key(key).key(column), doc);
            }
        }
    }
    for (name, doc) in doc.content.counters.iter() {
        found.push(top.key("counters").key(name), doc);
    }
}

fn callback<'a>(doc: &'a Doc<CallbackFile>, found: &mut Found<'a>) {
    let (top, file) = (At::top(&doc.index), &doc.content);
    found.add(&top, "summary", &file.summary);
    found.add(&top, "doc", &file.doc);
    found.source(&top, &file.source);
    for (name, field) in file.fields.iter() {
        reply_field(&top.key("fields").key(name), field, found);
    }
    for (name, document) in file.reply.iter() {
        param(&top.key("reply").key(name), document, found);
    }
    found.disputed(&top, &file.disputed);
}

fn reply_field<'a>(at: &At<'a>, field: &'a ReplyField, found: &mut Found<'a>) {
    found.add(at, "doc", &field.doc);
    if let Some(example) = &field.example {
        found.value(at.key("example"), example);
    }
    found.disputed(at, &field.disputed);
}

fn param<'a>(at: &At<'a>, document: &'a Param, found: &mut Found<'a>) {
    found.add(at, "doc", &document.doc);
    found.add(at, "prefix", &document.prefix);
    found.add(at, "forbidden_prefix", &document.forbidden_prefix);
    found.sentinels(at, &document.sentinels);
    let values =
        [("default", &document.default), ("example", &document.example), ("base64_when", &document.base64_when)];
    found.values(at, values.into_iter());
    found.disputed(at, &document.disputed);
}
