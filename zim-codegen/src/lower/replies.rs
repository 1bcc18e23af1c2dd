//! Fields of replies and callbacks, and of structs in them: decoded leniently.

use super::context::Context;
use super::{markdown, sentences, values};
use crate::ir;
use zim_spec::model::{Envelope, Param, ReplyField, Schema, Type};
use zim_spec::naming::snake_case;

/// What a field of a reply and a field of a struct in one have in common.
struct Field<'a> {
    name: &'a str,
    rust_name: Option<&'a str>,
    doc: &'a str,
    schema: &'a Schema,
    optional: bool,
    sensitive: bool,
    selector: Option<&'a str>,
}

impl<'a> From<&'a ReplyField> for Field<'a> {
    fn from(field: &'a ReplyField) -> Self {
        Self {
            name: &field.name,
            rust_name: field.rust_name.as_deref(),
            doc: &field.doc,
            schema: &field.schema,
            optional: field.optional,
            sensitive: field.sensitive,
            selector: field.selector.as_deref(),
        }
    }
}

impl<'a> From<&'a Param> for Field<'a> {
    fn from(param: &'a Param) -> Self {
        Self {
            name: &param.name,
            rust_name: param.rust_name.as_deref(),
            doc: &param.doc,
            schema: &param.schema,
            optional: !param.required,
            sensitive: param.sensitive,
            selector: param.selector.as_deref(),
        }
    }
}

/// The fields of a reply or callback called `owner`.
pub(super) fn fields(cx: &mut Context<'_>, owner: &str, fields: &[ReplyField]) -> Vec<ir::Received> {
    let fields: Vec<Field<'_>> = fields.iter().map(Into::into).collect();
    fields.iter().map(|field| received(cx, owner, field, &fields)).collect()
}

/// The fields of the struct `owner` in replies; if it is sent as well, lists may be absent.
pub(super) fn struct_fields(cx: &mut Context<'_>, owner: &str, fields: &[Param], sent: bool) -> Vec<ir::Received> {
    let fields: Vec<Field<'_>> = fields.iter().map(Into::into).collect();
    let mut lowered = Vec::with_capacity(fields.len());
    for field in &fields {
        let mut received = received(cx, owner, field, &fields);
        if cx.usage.is_code(owner, field.name) {
            received.kind = ir::Kind::Code;
        }
        received.keeps_absence = sent;
        if sent && received.reader.is_some() {
            cx.unsupported(&format!("field {} of {owner}", field.name), "a union or JSON text both sent and received");
        }
        lowered.push(received);
    }
    lowered
}

/// The fields that every reply starts with. The code comes first.
pub(super) fn envelope(cx: &mut Context<'_>, envelope: &Envelope) -> Vec<ir::Received> {
    let service = markdown::escape(&cx.spec.service.name);
    let says = format!("What {service} says about the outcome; empty if it says nothing.");
    let calls = format!("What {service} calls this request: quote it to support; empty if it has no name.");
    let code = ir::Received { kind: ir::Kind::Code, is_public: false, ..text(cx, "code", &envelope.code, None) };
    let mut fields = vec![code, text(cx, &snake_case(&envelope.message), &envelope.message, Some(says))];
    if let Some(request_id) = &envelope.request_id {
        fields.push(text(cx, &snake_case(request_id), request_id, Some(calls)));
    }
    fields
}

fn text(cx: &mut Context<'_>, name: &str, wire: &str, doc: Option<String>) -> ir::Received {
    ir::Received {
        name: cx.ident(name, "the envelope"),
        wire: wire.to_owned(),
        kind: ir::Kind::Text,
        optional: false,
        keeps_absence: false,
        is_envelope: true,
        is_public: true,
        sensitive: false,
        reader: None,
        docs: doc.into_iter().collect(),
    }
}

fn received(cx: &mut Context<'_>, owner: &str, field: &Field<'_>, siblings: &[Field<'_>]) -> ir::Received {
    let what = format!("{} of {owner}", field.name);
    let name = cx.member(field.rust_name, field.name, &what);
    let mut docs = format!("{}: {}", markdown::code(field.name), markdown::sentence(field.doc));
    for sentence in sentences::received(field.schema) {
        docs.push(' ');
        docs.push_str(&sentence);
    }
    let reader = reader(cx, &name, field, siblings, &what);
    if let Some(reader) = &reader {
        docs.push_str(&format!(" As it travels; [`{0}`](Self::{0}) reads it.", reader.method));
    }
    ir::Received {
        name,
        wire: field.name.to_owned(),
        kind: values::received(cx, field.schema, &what),
        optional: field.optional,
        keeps_absence: false,
        is_envelope: false,
        is_public: true,
        sensitive: field.sensitive,
        reader,
        docs: vec![docs],
    }
}

/// How a field that travels as text is read; `None` if it is no such field.
fn reader(
    cx: &mut Context<'_>,
    name: &crate::ir::Ident,
    field: &Field<'_>,
    siblings: &[Field<'_>],
    what: &str,
) -> Option<ir::Reader> {
    let (item, many) = match &field.schema.ty {
        Type::List(item) => (&**item, true),
        _ => (field.schema, false),
    };
    let selector = match &item.ty {
        Type::Json { .. } => None,
        Type::Union(_) => {
            let beside = siblings.iter().find(|sibling| Some(sibling.name) == field.selector);
            beside.map(|sibling| cx.member(sibling.rust_name, sibling.name, what))
        }
        _ => return None,
    };
    let plain = name.to_string();
    let method = cx.ident(&format!("read_{}", plain.trim_start_matches("r#")), what);
    Some(ir::Reader { method, selector, many })
}
