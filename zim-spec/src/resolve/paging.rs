//! `paging`: how a reply goes on on further pages.

use super::at::At;
use super::condition::describe;
use super::missing;
use super::names::Names;
use super::param::scalar;
use super::siblings::{Siblings, is_comparable};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document;
use crate::model::{PageEnd, Paging, Scalar, Schema, Type};
use serde_yaml::Value;

/// How `done` is written, to follow `write`.
const DONE: &str =
    "the value of `next` on the last page, such as `done: 0` or `done: [\"\", \"0\"]`, or `done: {field: FetchEnd}`";

/// What `paging` at `at` says, of an action with these parameters and reply fields.
pub(super) fn paging(
    document: &document::Paging,
    at: &At<'_>,
    params: &Siblings<'_>,
    reply: &Siblings<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Option<Paging> {
    for (key, there) in [
        ("cursor", document.cursor.is_some()),
        ("next", document.next.is_some()),
        ("done", document.done.is_some()),
        ("list", document.list.is_some()),
    ] {
        if !there {
            let example = if key == "done" { "0" } else { "Next" };
            missing(at, key, &format!("{key}: {example}"), report);
        }
    }
    let mut find =
        |key: &str, name: Option<&String>, fields: &Siblings<'_>, fits: fn(&Schema) -> bool, wanted: &str| {
            let at = at.key(key);
            let schema = fields.find(name?, at.value(), report)?;
            if !fits(schema) {
                let message = format!("{} is {}, not {wanted}", quoted(name?), describe(schema));
                let help = format!("name a {} that is {wanted}", fields.noun);
                report.push(Diagnostic::error("bad-paging", message).at(at.value()).help(help));
                return None;
            }
            Some(schema.clone())
        };
    let is_number = |schema: &Schema| matches!(schema.ty, Type::Int(_));
    let cursor = find("cursor", document.cursor.as_ref(), params, is_comparable, "a text or a number");
    let next = find("next", document.next.as_ref(), reply, is_comparable, "a text or a number");
    let limit = document.limit.as_ref().map(|name| find("limit", Some(name), params, is_number, "a number"));
    let total = document.total.as_ref().map(|name| find("total", Some(name), reply, is_number, "a number"));
    if let (Some(cursor), Some(next)) = (&cursor, &next)
        && cursor.ty != next.ty
    {
        let message = format!("the cursor is {}, but what comes next is {}", shown(cursor), shown(next));
        let help = "give both the same type: the one is sent as the other came";
        report.push(Diagnostic::error("bad-paging", message).at(at.key("next").value()).help(help));
    }
    let end = document.done.as_ref().and_then(|done| end(done, &at.key("done"), next.as_ref(), reply, report));
    let list = document.list.as_deref();
    let list = list.and_then(|list| reply.path(list, &at.key("list").value(), "bad-paging", names, report));
    if limit.is_some_and(|limit| limit.is_none()) || total.is_some_and(|total| total.is_none()) {
        return None;
    }
    cursor.and(next)?;
    Some(Paging {
        cursor: document.cursor.clone()?,
        next: document.next.clone()?,
        end: end?,
        limit: document.limit.clone(),
        total: document.total.clone(),
        list: list?.0,
    })
}

/// When there is no next page; `next` is what the next cursor is.
fn end(
    done: &Value,
    at: &At<'_>,
    next: Option<&Schema>,
    reply: &Siblings<'_>,
    report: &mut Diagnostics,
) -> Option<PageEnd> {
    let mut wrong = |message: &str, at: &At<'_>| {
        report.push(Diagnostic::error("bad-paging", message).at(at.value()).help(format!("write {DONE}")));
        None
    };
    if let Some(mapping) = done.as_mapping() {
        let field = mapping.get("field").filter(|_| mapping.len() == 1).and_then(Value::as_str);
        let Some(field) = field else {
            return wrong("this does not say when the last page is reached", at);
        };
        let at = at.key("field");
        let schema = reply.find(field, at.value(), report)?;
        if !matches!(schema.ty, Type::Bool | Type::Int(_)) {
            let message = format!("{} is {}, neither true nor false", quoted(field), describe(schema));
            let help = "name a reply field that is a `bool`, or a number that is 0 until the last page";
            report.push(Diagnostic::error("bad-paging", message).at(at.value()).help(help));
            return None;
        }
        return Some(PageEnd::Field(field.to_owned()));
    }
    let written = match done {
        Value::Sequence(list) => list.iter().enumerate().map(|(position, value)| (value, at.item(position))).collect(),
        value => vec![(value, *at)],
    };
    if written.is_empty() {
        return wrong("this does not say when the last page is reached", at);
    }
    let mut values = Vec::new();
    for (value, at) in written {
        let fits = match (scalar(value), next.map(|next| &next.ty)) {
            (Some(value @ Scalar::Text(_)), Some(Type::Text) | None) => Some(value),
            (Some(value @ Scalar::Int(_)), Some(Type::Int(_)) | None) => Some(value),
            _ => None,
        };
        match (fits, next) {
            (Some(value), _) => values.push(value),
            (None, Some(next)) => {
                return wrong(&format!("what comes next is {}, which this is not", describe(next)), &at);
            }
            (None, None) => return wrong("this is no value of a cursor", &at),
        }
    }
    Some(PageEnd::Next(values))
}

fn shown(schema: &Schema) -> String {
    match &schema.ty {
        Type::Int(width) => quoted(&format!("{width:?}").to_lowercase()),
        _ => "text".to_owned(),
    }
}
