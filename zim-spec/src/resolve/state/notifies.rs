//! `notifies` of an action: the event of clients, and the callbacks that it brings about.

use super::super::param::reply_schema;
use super::super::siblings::Siblings;
use super::super::{At, bad_name, missing};
use super::reader::Reader;
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use crate::document;
use crate::load::Documents;
use crate::model::{Assignment, Notification};
use crate::naming::is_identifier;
use serde_yaml::Value;

impl<'a> Reader<'_, 'a> {
    /// The event of clients, and the callbacks.
    pub(super) fn notifies(
        &mut self,
        written: &Value,
        at: &At<'_>,
        documents: &Documents,
        scope: &Scope<'_, 'a>,
    ) -> (Option<String>, Vec<Notification>) {
        let written: Vec<(&Value, At<'_>)> = match written {
            Value::Sequence(list) => list.iter().enumerate().map(|(position, it)| (it, at.item(position))).collect(),
            one => vec![(one, *at)],
        };
        let (mut event, mut notifications) = (None, Vec::new());
        for (one, at) in written {
            match one {
                Value::String(name) if !is_identifier(name) => {
                    let allowed = "a letter, then letters, digits and `_`: `callUserStateChanged`";
                    self.report.push(bad_name("event", name, allowed).at(at.value()));
                }
                Value::String(_) if event.is_some() => {
                    let help =
                        "keep the one that clients receive; a callback is written `{event: call_reject, fields: {…}}`";
                    self.wrong::<()>("a second event of clients", &at, help);
                }
                Value::String(name) => event = Some(name.clone()),
                Value::Mapping(_) => notifications.extend(self.notification(one, &at, documents, scope)),
                _ => {
                    let help = "write the event that clients receive, or `{event: call_reject, fields: {…}}`";
                    self.wrong::<()>("this is no event", &at, help);
                }
            }
        }
        (event, notifications)
    }

    fn notification(
        &mut self,
        written: &Value,
        at: &At<'_>,
        documents: &Documents,
        scope: &Scope<'_, 'a>,
    ) -> Option<Notification> {
        let mapping = written.as_mapping()?;
        self.check_keys(mapping, at, &["event", "at", "before", "fields", "each", "when", "if"]);
        let Some(event) = mapping.get("event").and_then(Value::as_str) else {
            if !at.has("event") {
                missing(at, "event", "event: call_reject", self.report);
            } else {
                self.wrong::<()>("this names no callback", &at.key("event"), "write the name of a callback");
            }
            return None;
        };
        let callback = documents.callbacks.iter().find(|doc| doc.content.callback.as_deref() == Some(event));
        let may_be_unread = documents.unread.iter().any(|name| name.starts_with("callbacks/"));
        if callback.is_none() && !may_be_unread {
            let known = || documents.callbacks.iter().filter_map(|doc| doc.content.callback.as_deref());
            let help = match nearest(event, known()) {
                Some(meant) => format!("did you mean {}?", quoted(meant)),
                None => "write the name of a callback in callbacks/; the event of clients stands alone".to_owned(),
            };
            let message = format!("no callback is called {}", quoted(event));
            self.report.push(Diagnostic::error("unknown-callback", message).at(at.key("event").value()).help(help));
        }
        let (each, inside) = match mapping.get("each") {
            Some(each) => {
                let (each, inside) = self.each(each, &at.key("each"), scope)?;
                (Some(each), inside)
            }
            None => (None, scope.clone()),
        };
        let guard = self.guard(mapping.get("when"), mapping.get("if"), at, &inside);
        // Before the loop, for it tells when that is run through.
        let time = match mapping.get("at") {
            Some(time) => Some(self.expr(time, &at.key("at"), scope)?),
            None => None,
        };
        let before = match mapping.get("before") {
            Some(Value::Bool(before)) => *before,
            Some(_) => self.wrong("this is neither true nor false", &at.key("before"), "write `before: true`")?,
            None => false,
        };
        if before && time.is_some() {
            let help = "leave out `before`, or send it at once";
            self.wrong::<()>("what waits for a time is looked at then", &at.key("before"), help);
        }
        let at = at.key("fields");
        let Some(Value::Mapping(fields)) = mapping.get("fields") else {
            if !at.is_there() {
                return Some(Notification {
                    event: event.to_owned(),
                    fields: Vec::new(),
                    each,
                    guard: guard?,
                    at: time,
                    before,
                });
            }
            return self.wrong("these are no fields", &at, "write each with its value: `{call_id: CallId}`");
        };
        let siblings = callback.map(|doc| {
            let top = At::top(&doc.index).key("fields");
            let schema = |(name, field): (&str, &document::ReplyField)| {
                // What is wrong with it is reported where callbacks are read.
                (name.to_owned(), reply_schema(field, &top.key(name), self.names, &mut Diagnostics::default()))
            };
            Siblings::of_fields("field", &quoted(event), doc.content.fields.iter().map(schema).collect(), top)
        });
        let mut read = Vec::new();
        for (field, value) in fields.iter().filter_map(|(name, value)| Some((name.as_str()?, value))) {
            let here = at.key(field);
            let schema = siblings.as_ref().and_then(|all| all.find(field, here.name(), self.report).cloned());
            if let Some(schema) = &schema {
                self.shape(value, schema, &here);
            }
            let value = self.expr(value, &here, &inside);
            read.push(value.map(|value| Assignment { name: field.to_owned(), value }));
        }
        let fields = read.into_iter().collect::<Option<_>>()?;
        Some(Notification { event: event.to_owned(), fields, each, guard: guard?, at: time, before })
    }
}
