//! Parameters, fields of structs and reply fields.

use super::at::At;
use super::limits::Limited;
use super::names::Names;
use super::schema::{Known, schema, type_schema};
use super::{bad_name, facts};
use crate::diagnostic::{Diagnostics, quoted};
use crate::document;
use crate::model::{Param, ReplyField, Scalar, Schema};
use crate::naming::{is_identifier, is_snake_case, snake_case};
use serde_yaml::Value;

/// The parameter or field of a struct called `name`; `parameter_code` is answered when its limits are broken.
pub(super) fn param(
    noun: &str,
    name: &str,
    document: &document::Param,
    at: &At<'_>,
    names: &Names<'_>,
    parameter_code: i64,
    report: &mut Diagnostics,
) -> Option<Param> {
    check_name(noun, name, at, report);
    check_rust_name(noun, document.rust_name.as_deref(), at, report);
    let schema = param_schema(document, at, names, report);
    if let Some(code) = document.code {
        super::codes::check_defined(code, &at.key("code"), names, report);
    }
    let disputed = facts::disputed(&document.disputed, at, report);
    Some(Param {
        name: name.to_owned(),
        rust_name: document.rust_name.clone(),
        doc: facts::text(&document.doc),
        required: document.required,
        schema: schema?,
        default: document.default.as_ref().and_then(scalar),
        example: document.example.as_ref().and_then(scalar),
        sensitive: document.sensitive,
        code: document.code.unwrap_or(parameter_code),
        // It is found once all that stands beside it is known.
        selector: None,
        disputed,
    })
}

/// The field of a reply or callback called `name`; `noun` says which.
pub(super) fn reply_field(
    noun: &str,
    name: &str,
    document: &document::ReplyField,
    at: &At<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Option<ReplyField> {
    check_name(noun, name, at, report);
    check_rust_name(noun, document.rust_name.as_deref(), at, report);
    let schema = reply_schema(document, at, names, report);
    let disputed = facts::disputed(&document.disputed, at, report);
    Some(ReplyField {
        name: name.to_owned(),
        rust_name: document.rust_name.clone(),
        doc: facts::text(&document.doc),
        schema: schema?,
        optional: document.optional,
        sensitive: document.sensitive,
        selector: None,
        disputed,
        example: document.example.as_ref().and_then(scalar),
    })
}

/// What a parameter or field of a struct is and which limits it has.
pub(crate) fn param_schema(
    document: &document::Param,
    at: &At<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Option<Schema> {
    schema(at, document.ty.as_deref(), document.written(), names, &mut defined(names), report)
}

/// What a field of a reply or callback is.
pub(crate) fn reply_schema(
    document: &document::ReplyField,
    at: &At<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Option<Schema> {
    schema(at, document.ty.as_deref(), document.written(), names, &mut defined(names), report)
}

/// What a variant of a union is, whose type `ty` stands at `at`.
pub(crate) fn variant_schema(ty: &str, at: &At<'_>, names: &Names<'_>, report: &mut Diagnostics) -> Option<Schema> {
    type_schema(ty, at, names, &mut defined(names), report)
}

/// What is known of types once all are resolved.
fn defined<'n>(names: &'n Names<'_>) -> impl FnMut(&str, &mut Diagnostics) -> Known + 'n {
    |name, _| match names.types.get(name) {
        None => Known::Not,
        Some(definition) => match &definition.item {
            None => Known::Broken,
            Some(defined) => Known::As(defined.schema.clone()),
        },
    }
}

/// A value without parts; a default or example that has some is reported by the lints.
pub(super) fn scalar(value: &Value) -> Option<Scalar> {
    match value {
        Value::String(text) => Some(Scalar::Text(text.clone())),
        Value::Bool(on) => Some(Scalar::Bool(*on)),
        Value::Number(number) => number.as_i64().map(Scalar::Int),
        _ => None,
    }
}

fn check_name(what: &str, name: &str, at: &At<'_>, report: &mut Diagnostics) {
    if !is_identifier(name) {
        report.push(bad_name(what, name, "a letter, then letters, digits and `_`: `FromUserId`").at(at.name()));
    }
}

/// A pinned name may end with `_`: that is how it is told from a keyword.
fn check_rust_name(what: &str, pinned: Option<&str>, at: &At<'_>, report: &mut Diagnostics) {
    if let Some(pinned) = pinned.filter(|pinned| !is_snake_case(pinned) || pinned.contains("__")) {
        let example = Some(snake_case(pinned)).filter(|name| is_snake_case(name)).unwrap_or("user_id".to_owned());
        let allowed = format!("a small letter, then small letters, digits and single `_`: {}", quoted(&example));
        report.push(bad_name(&format!("{what} in Rust"), pinned, &allowed).at(at.key("rust_name").value()));
    }
}
