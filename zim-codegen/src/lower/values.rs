//! Types of the spec as kinds of Rust value.

use super::context::Context;
use super::limits;
use crate::ir;
use zim_spec::model::{Param, Schema, Type};

/// A value of a request, with its checks. `siblings` lie beside it; `what` names it for a report.
pub(super) fn sent(cx: &mut Context<'_>, schema: &Schema, what: &str, siblings: &[Param]) -> ir::Value {
    let value = value(cx, schema, what, Some(siblings));
    match &value.kind {
        ir::Kind::List(item) if matches!(item.kind, ir::Kind::Map { .. } | ir::Kind::Json { .. }) => {
            cx.unsupported(what, "a list of maps or JSON texts");
        }
        ir::Kind::Map { value, .. } if !can_be_entry(&value.kind) => {
            cx.unsupported(what, "a map of maps, JSON texts or lists of truth values");
        }
        _ => {}
    }
    value
}

/// A value of a reply, which is decoded leniently and not checked.
pub(super) fn received(cx: &mut Context<'_>, schema: &Schema, what: &str) -> ir::Kind {
    value(cx, schema, what, None).kind
}

/// Whether the runtime checks the entries of a map of such values. Unions and lists of lists were refused before.
fn can_be_entry(kind: &ir::Kind) -> bool {
    match kind {
        ir::Kind::Map { .. } | ir::Kind::Json { .. } => false,
        ir::Kind::List(item) => !matches!(item.kind, ir::Kind::Bool) && can_be_entry(&item.kind),
        _ => true,
    }
}

fn value(cx: &mut Context<'_>, schema: &Schema, what: &str, siblings: Option<&[Param]>) -> ir::Value {
    let checks = match siblings {
        Some(siblings) => limits::checks(cx, schema, siblings),
        None => ir::Checks::None,
    };
    let kind = match (&schema.ty, &schema.enumeration) {
        (Type::Text, None) => ir::Kind::Text,
        (Type::Text, Some(name)) => ir::Kind::TextEnum(cx.type_ref(name)),
        (Type::Bool, _) => ir::Kind::Bool,
        (Type::Int(_), Some(name)) => ir::Kind::IntEnum(cx.type_ref(name)),
        (Type::Int(int), None) => ir::Kind::Int(*int),
        (Type::Struct(name), _) => ir::Kind::Struct(cx.type_ref(name)),
        (Type::Union(name), _) => ir::Kind::Union(cx.type_ref(name)),
        (Type::List(item), _) => ir::Kind::List(Box::new(value(cx, item, what, siblings))),
        (Type::Map { key, value: entry }, _) => ir::Kind::Map {
            key: siblings.map_or(ir::Checks::None, |siblings| limits::checks(cx, key, siblings)),
            value: Box::new(value(cx, entry, what, siblings)),
        },
        (Type::Json { value: inner, url_encoded }, _) => {
            ir::Kind::Json { value: Box::new(value(cx, inner, what, siblings)), url_encoded: *url_encoded }
        }
        (other, _) => {
            cx.unsupported(what, &format!("{other:?}"));
            ir::Kind::Text
        }
    };
    ir::Value { kind, checks }
}
