//! Limits as calls on the runtime's checks, with what several places share stated once.

use super::context::Context;
use super::fields::reading;
use super::rules;
use super::usage::item_struct;
use crate::ir;
use zim_spec::model::{Limit, LimitKind, Param, Schema, Spec, Type};

/// The named type whose shared check serves this value: all its limits are those of the type, and it has some.
/// Limits that speak of fields beside the value are stated in place.
pub(super) fn shared_check<'a>(spec: &'a Spec, schema: &Schema) -> Option<&'a str> {
    let named = spec.types.get(schema.named.as_deref()?)?;
    let shareable = matches!(schema.ty, Type::Text | Type::Int(_))
        && schema.limits.iter().any(is_checked)
        && !schema.limits.iter().any(|limit| matches!(limit.kind, LimitKind::Base64(_)));
    let same = schema.limits == named.schema.limits && schema.sentinels == named.schema.sentinels;
    (shareable && same).then_some(named.name.as_str())
}

/// Whether anybody reports the limit as broken.
fn is_checked(limit: &Limit) -> bool {
    limit.clamped_to.is_none()
}

/// The checks of a value that has `siblings` beside it.
pub(super) fn checks(cx: &mut Context<'_>, schema: &Schema, siblings: &[Param]) -> ir::Checks {
    if let Some(name) = shared_check(cx.spec, schema) {
        return ir::Checks::Named(cx.check_ref(name));
    }
    let calls = calls(cx, schema, siblings);
    if calls.is_empty() { ir::Checks::None } else { ir::Checks::Inline(calls) }
}

/// The limits in their order, after the numbers that they do not hold for.
pub(super) fn calls(cx: &mut Context<'_>, schema: &Schema, siblings: &[Param]) -> Vec<ir::Limit> {
    let mut calls = Vec::with_capacity(schema.limits.len());
    for limit in schema.limits.iter().filter(|limit| is_checked(limit)) {
        calls.extend(call(cx, schema, &limit.kind, siblings).map(|call| ir::Limit {
            call,
            raisable: limit.raisable,
            code: limit.code.map(|code| cx.code_ref(code)),
        }));
    }
    if !(calls.is_empty() || schema.sentinels.is_empty()) {
        let method = cx.ident("except", "a limit");
        let numbers = schema.sentinels.iter().map(|sentinel| sentinel.value).collect();
        let except = ir::LimitCall::Numbers(method, numbers);
        calls.insert(0, ir::Limit { call: except, raisable: false, code: None });
    }
    calls
}

fn call(cx: &mut Context<'_>, schema: &Schema, kind: &LimitKind, siblings: &[Param]) -> Option<ir::LimitCall> {
    let method = cx.ident(kind.key(), "a limit");
    Some(match kind {
        LimitKind::NonEmpty => ir::LimitCall::Flag(method),
        LimitKind::MinBytes(n)
        | LimitKind::MaxBytes(n)
        | LimitKind::MinChars(n)
        | LimitKind::MaxChars(n)
        | LimitKind::MinItems(n)
        | LimitKind::MaxItems(n) => ir::LimitCall::Number(method, (*n).into()),
        LimitKind::Min(n) | LimitKind::Max(n) | LimitKind::Above(n) | LimitKind::Below(n) | LimitKind::Flags(n) => {
            ir::LimitCall::Number(method, (*n).into())
        }
        LimitKind::Charset(name) => ir::LimitCall::Charset(cx.charset_ref(name)),
        LimitKind::Prefix(text) | LimitKind::ForbiddenPrefix(text) => ir::LimitCall::Text(method, text.clone()),
        LimitKind::OneOf(numbers) => ir::LimitCall::Numbers(method, numbers.clone()),
        LimitKind::OneOfTexts(texts) => ir::LimitCall::Texts(method, texts.clone()),
        LimitKind::Base64(condition) => {
            ir::LimitCall::Base64 { when: rules::condition(cx, condition, siblings), limit: condition.to_string() }
        }
        LimitKind::UniqueItems => ir::LimitCall::Flag(cx.ident("unique", "a limit")),
        LimitKind::UniqueBy(field) => {
            let fields = cx.fields(item_struct(schema)?);
            ir::LimitCall::UniqueBy { wire: field.clone(), field: reading(cx, fields, field) }
        }
        LimitKind::MaxTotalBytes(max) => {
            let fields = cx.fields(item_struct(schema)?).iter().filter(|field| field.schema.ty == Type::Text);
            let fields = fields.map(|field| cx.member(field.rust_name.as_deref(), &field.name, &field.name)).collect();
            ir::LimitCall::TotalBytes { max: *max, fields }
        }
        other => {
            cx.unsupported("a limit", other.key());
            return None;
        }
    })
}
