//! Every text of a spec with its place.

use super::context::Context;
use crate::document::{ActionFile, Dispute, Param, ServiceFile, TypesFile};
use crate::load::Doc;
use crate::resolve::At;
use serde_yaml::Value;

/// A text and where it stands.
pub(super) type Text<'a> = (At<'a>, &'a str);

/// Every text of every file, apart from mapping keys, whose shape is checked where they are resolved.
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
    for doc in &context.documents.actions {
        action(doc, &mut found);
    }
    found.0
}

struct Found<'a>(Vec<Text<'a>>);

impl<'a> Found<'a> {
    fn add(&mut self, at: &At<'a>, key: &str, text: &'a Option<String>) {
        self.0.extend(text.as_deref().map(|text| (at.key(key), text)));
    }

    fn value(&mut self, at: At<'a>, value: &'a Value) {
        match value {
            Value::String(text) => self.0.push((at, text)),
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
            let readings = at.key("readings");
            let reading = |(position, reading): (usize, &'a String)| (readings.item(position), reading.as_str());
            self.0.extend(dispute.readings.iter().enumerate().map(reading));
        }
    }
}

fn service<'a>(doc: &'a Doc<ServiceFile>, found: &mut Found<'a>) {
    let (top, file) = (At::top(&doc.index), &doc.content);
    found.add(&top, "service", &file.service);
    found.add(&top, "doc", &file.doc);
    if let Some(source) = &file.source {
        found.add(&top.key("source"), "page", &source.page);
        found.add(&top.key("source"), "checked", &source.checked);
    }
    for (region, host) in file.hosts.iter() {
        found.add(&top.key("hosts").key(region), "host", &host.host);
        found.add(&top.key("hosts").key(region), "doc", &host.doc);
    }
    if let Some(signing) = &file.signing {
        found.add(&top.key("signing"), "version", &signing.version);
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
        for (number, value) in ty.values.iter().flat_map(|values| values.iter()) {
            let at = at.key("values").key(number);
            found.add(&at, "name", &value.name);
            found.add(&at, "doc", &value.doc);
        }
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
    if let Some(source) = &file.source {
        found.add(&top.key("source"), "page", &source.page);
        found.add(&top.key("source"), "checked", &source.checked);
    }
    for (name, document) in file.params.iter() {
        param(&top.key("params").key(name), document, found);
    }
    for (name, field) in file.reply.iter() {
        let at = top.key("reply").key(name);
        found.add(&at, "doc", &field.doc);
        if let Some(example) = &field.example {
            found.value(at.key("example"), example);
        }
    }
    for (position, code) in file.codes.iter().enumerate() {
        found.value(top.key("codes").item(position), code);
    }
    found.disputed(&top, &file.disputed);
}

fn param<'a>(at: &At<'a>, document: &'a Param, found: &mut Found<'a>) {
    found.add(at, "doc", &document.doc);
    found.add(at, "prefix", &document.prefix);
    found.add(at, "forbidden_prefix", &document.forbidden_prefix);
    for (key, value) in [("default", &document.default), ("example", &document.example)] {
        if let Some(value) = value {
            found.value(at.key(key), value);
        }
    }
    found.disputed(at, &document.disputed);
}
