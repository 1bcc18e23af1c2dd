//! `items`: how the reply of a batch tells which of its items failed, and where these stand in the request.

use super::at::At;
use super::condition::describe;
use super::keyed::Keyed;
use super::missing;
use super::names::Names;
use super::siblings::{Siblings, is_comparable};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document;
use crate::model::{FailedItems, ItemSource, Items, Schema, Type};
use serde_yaml::Value;

/// How `request` is written, to follow `write`.
const REQUEST: &str =
    "`request: UserIds`, `request: List.Field` or `request: {list: ConvList, keys: [ConvId, ConvType]}`";

/// What `items` at `at` says, of an action with these parameters and reply fields.
pub(super) fn items(
    document: &document::Items,
    at: &At<'_>,
    params: &Siblings<'_>,
    reply: &Siblings<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Option<Items> {
    let mut reader = Reader { names, report };
    let failed = match &document.failed {
        Some(failed) => reader.failed(failed, &at.key("failed"), reply, true),
        None => {
            missing(at, "failed", "failed: {list: ErrorList, key: UserId, code: SubCode}", reader.report);
            None
        }
    };
    let succeeded = document.succeeded.as_deref().map(|name| (name, at.key("succeeded")));
    if let Some((name, at)) = &succeeded {
        reader.list(name, at, reply);
    }
    let at = at.key("request");
    let written = match &document.request {
        None => Vec::new(),
        Some(Value::Sequence(list)) => {
            list.iter().enumerate().map(|(position, source)| (source, at.item(position))).collect()
        }
        Some(source) => vec![(source, at)],
    };
    if at.is_empty() {
        reader.wrong("this names no items", &at, &format!("write {REQUEST}"));
    }
    let sources: Vec<_> = written.iter().map(|(source, at)| reader.source(source, at, params)).collect();
    let (failed, keys) = failed?;
    let mut request = Vec::new();
    for (source, (_, at)) in sources.into_iter().zip(&written) {
        let (source, fields) = source?;
        reader.compare(&failed, &keys, &source, &fields, at);
        request.push(source);
    }
    Some(Items { failed, request, succeeded: succeeded.map(|(name, _)| name.to_owned()) })
}

struct Reader<'r, 'a> {
    names: &'r Names<'a>,
    report: &'r mut Diagnostics,
}

impl<'a> Reader<'_, 'a> {
    /// The failed items that `fields` have, and what their keys are.
    fn failed(
        &mut self,
        document: &document::FailedItems,
        at: &At<'_>,
        fields: &Siblings<'_>,
        is_outermost: bool,
    ) -> Option<(FailedItems, Vec<Schema>)> {
        missing(at, "list", "list: ErrorList", self.report);
        missing(at, "key", "key: UserId", self.report);
        let list = document.list.as_ref()?;
        let item = self.structs(list, &at.key("list"), fields)?;
        let keys = document.key.as_ref().and_then(|key| self.keys(key, &at.key("key"), &item));
        let code = document
            .code
            .as_deref()
            .map(|name| self.field(name, &at.key("code"), &item, |ty| matches!(ty, Type::Int(_)), "a number"));
        let message = document
            .message
            .as_deref()
            .map(|name| self.field(name, &at.key("message"), &item, |ty| *ty == Type::Text, "text"));
        let nested = document.nested.as_deref().map(|nested| {
            let at = at.key("nested");
            if is_outermost {
                return self.failed(nested, &at, &item, false);
            }
            let help = "a list of failed items has at most one other inside its items: remove it";
            self.wrong("`nested` inside `nested`", &at, help);
            None
        });
        let (keys, schemas) = keys?.into_iter().unzip();
        let (code, message, nested) = (whole(code)?, whole(message)?, whole(nested)?);
        let nested = nested.map(|(nested, _)| Box::new(nested));
        Some((FailedItems { list: list.clone(), keys, code, message, nested }, schemas))
    }

    /// The items of a request, and what tells one from another.
    fn source(&mut self, request: &Value, at: &At<'_>, params: &Siblings<'_>) -> Option<(ItemSource, Vec<Schema>)> {
        if let Some(text) = request.as_str() {
            let (path, schema) = params.path(text, &at.value(), "bad-items", self.names, self.report)?;
            if !is_comparable(&schema) {
                let message = format!("the items of {} have no key", quoted(text));
                self.wrong(&message, at, &format!("write {REQUEST}"));
                return None;
            }
            let keys = path.field.into_iter().collect();
            return Some((ItemSource { list: path.list, keys, parts: Vec::new() }, vec![schema]));
        }
        let Some(mapping) = request.as_mapping() else {
            self.wrong("this names no items", at, &format!("write {REQUEST}"));
            return None;
        };
        let keyed = Keyed::read(mapping, at, &["list", "keys", "parts"], self.report);
        let list = keyed.get("list").map(|(list, at)| (list.as_str(), at));
        let (list, item) = match list {
            Some((Some(list), at)) => (list, self.structs(list, at, params)?),
            Some((None, at)) => {
                self.wrong("`list` is not text", at, "write the name of a parameter");
                return None;
            }
            None => {
                missing(at, "list", "list: ConvList", self.report);
                return None;
            }
        };
        let Some((keys, at)) = keyed.get("keys") else {
            missing(at, "keys", "keys: [ConvId, ConvType]", self.report);
            return None;
        };
        let keys = self.keys(keys, at, &item)?;
        let mut parts = Vec::new();
        if let Some((written, at)) = keyed.get("parts") {
            for (name, at) in self.texts(written, at)? {
                parts.push(self.field(&name, &at, &item, |ty| matches!(ty, Type::Map { .. }), "a map")?);
            }
        }
        let (keys, schemas) = keys.into_iter().unzip();
        Some((ItemSource { list: list.to_owned(), keys, parts }, schemas))
    }

    /// Keys of failed items and those of the request must go together.
    fn compare(&mut self, failed: &FailedItems, keys: &[Schema], source: &ItemSource, fields: &[Schema], at: &At<'_>) {
        if keys.len() != fields.len() {
            let message = format!("a failed item has {}, but one of the request {}", count(keys), count(fields));
            self.wrong(
                &message,
                at,
                "name as many fields of the request as `key` names of a failed item, in the same order",
            );
            return;
        }
        for ((name, key), field) in failed.keys.iter().zip(keys).zip(fields) {
            if !super::siblings::are_alike(key, field) {
                let message = format!("{} is {}, but in the request {}", quoted(name), describe(key), describe(field));
                self.wrong(&message, at, "name the field of the request that has the same values");
            }
        }
        if source.parts.is_empty() != failed.nested.is_none() {
            let help = "`parts` are the maps of the request whose keys are those of the `nested` list";
            let message = if source.parts.is_empty() { "`nested` without `parts`" } else { "`parts` without `nested`" };
            // Texts and plain lists have no parts that could be left out.
            if !source.parts.is_empty() || !source.keys.is_empty() {
                self.wrong(message, at, help);
            }
        }
        if failed.nested.as_ref().is_some_and(|nested| nested.keys.len() != 1) {
            self.wrong("an item of the `nested` list has several keys", at, "a key of a map is one text");
        }
    }

    /// The fields of the items of `list`.
    fn structs(&mut self, list: &str, at: &At<'_>, around: &Siblings<'_>) -> Option<Siblings<'a>> {
        let item = self.list(list, at, around)?;
        let Type::Struct(name) = item.ty else {
            let message = format!("the items of {} have no fields", quoted(list));
            self.wrong(&message, at, &format!("name a {} that is a list of structs", around.noun));
            return None;
        };
        Siblings::of_struct(&name, self.names)
    }

    fn list(&mut self, name: &str, at: &At<'_>, around: &Siblings<'_>) -> Option<Schema> {
        match &around.find(name, at.value(), self.report)?.ty {
            Type::List(item) => Some((**item).clone()),
            _ => {
                let message = format!("{} is no list", quoted(name));
                self.wrong(&message, at, &format!("name a {} that is a `list<…>`", around.noun));
                None
            }
        }
    }

    /// One name or a list of names, each that of a text or a number.
    fn keys(&mut self, written: &Value, at: &At<'_>, item: &Siblings<'_>) -> Option<Vec<(String, Schema)>> {
        let mut keys = Vec::new();
        for (name, at) in self.texts(written, at)? {
            let schema = item.find(&name, at.value(), self.report)?.clone();
            if !is_comparable(&schema) {
                let message = format!("{} is {}, which is no key", quoted(&name), describe(&schema));
                self.wrong(&message, &at, "name a text or a number");
                return None;
            }
            keys.push((name, schema));
        }
        Some(keys)
    }

    /// One text or a list of texts, each with its place; never empty.
    fn texts<'f>(&mut self, written: &Value, at: &At<'f>) -> Option<Vec<(String, At<'f>)>> {
        let texts: Option<Vec<_>> = match written {
            Value::String(text) => Some(vec![(text.clone(), *at)]),
            Value::Sequence(list) => {
                let texts = list.iter().enumerate();
                texts.map(|(position, text)| Some((text.as_str()?.to_owned(), at.item(position)))).collect()
            }
            _ => None,
        };
        let texts = texts.filter(|texts| !texts.is_empty());
        if texts.is_none() {
            self.wrong("this names no fields", at, "write a name, or a list of names: `[ConvId, ConvType]`");
        }
        texts
    }

    fn field(
        &mut self,
        name: &str,
        at: &At<'_>,
        item: &Siblings<'_>,
        fits: fn(&Type) -> bool,
        wanted: &str,
    ) -> Option<String> {
        let schema = item.find(name, at.value(), self.report)?;
        if !fits(&schema.ty) {
            let message = format!("{} is {}, not {wanted}", quoted(name), describe(schema));
            self.wrong(&message, at, &format!("name a field that is {wanted}"));
            return None;
        }
        Some(name.to_owned())
    }

    fn wrong(&mut self, message: &str, at: &At<'_>, help: &str) {
        self.report.push(Diagnostic::error("bad-items", message).at(at.value()).help(help));
    }
}

/// What is not there is whole; what is there must have been read.
fn whole<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}

fn count(keys: &[Schema]) -> String {
    match keys.len() {
        1 => "1 key".to_owned(),
        several => format!("{several} keys"),
    }
}
