//! How a batch tells which of its items failed, how it is split, and how a long reply goes on.

use super::context::Context;
use super::fields::reading;
use super::usage::item_struct;
use super::values;
use crate::ir;
use zim_spec::model::{Action, FailedItems, ItemSource, LimitKind, PageEnd, Paging, Param, Scalar, Schema, Type};

pub(super) fn items(cx: &mut Context<'_>, action: &Action) -> Option<ir::Items> {
    let items = action.items.as_ref()?;
    let list = action.reply.iter().find(|field| field.name == items.failed.list)?;
    let name = cx.member(list.rust_name.as_deref(), &list.name, &list.name);
    Some(ir::Items {
        failed: failed(cx, &items.failed, name, &list.schema)?,
        keep: items.request.iter().filter_map(|source| keep(cx, source, &action.params)).collect(),
        split: split(cx, &items.request, &action.params),
    })
}

/// The lists that can be split. If one of them has no limit, the request cannot be too long on its account, and what
/// would be split is not known.
fn split(cx: &mut Context<'_>, sources: &[ItemSource], params: &[Param]) -> Vec<ir::SplitList> {
    let lists: Option<Vec<_>> = sources.iter().map(|source| split_list(cx, source, params)).collect();
    lists.unwrap_or_default()
}

fn split_list(cx: &mut Context<'_>, source: &ItemSource, params: &[Param]) -> Option<ir::SplitList> {
    let param = params.iter().find(|param| param.name == source.list)?;
    let limits = param.schema.limits.iter().filter_map(|limit| match limit.kind {
        LimitKind::MaxItems(most) => Some((most, limit.raisable)),
        _ => None,
    });
    let (most, raisable) = limits.min_by_key(|(most, _)| *most)?;
    let ir::KeepFailed { list, keys, .. } = keep(cx, source, params)?;
    Some(ir::SplitList { list, wire: param.name.clone(), most, raisable, keys })
}

/// `list` is what the list is called in Rust, `schema` what it is.
fn failed(
    cx: &mut Context<'_>,
    items: &FailedItems,
    list: crate::ir::Ident,
    schema: &Schema,
) -> Option<ir::FailedList> {
    let fields = cx.fields(item_struct(schema)?);
    let mut member = |name: &String| {
        let field = fields.iter().find(|field| field.name == *name)?;
        Some((cx.member(field.rust_name.as_deref(), &field.name, &field.name), !field.required))
    };
    let keys = items.keys.iter().filter_map(|key| member(key).map(|(name, _)| name)).collect();
    let code = items.code.as_ref().and_then(&mut member);
    let message = items.message.as_ref().and_then(&mut member).map(|(name, _)| name);
    let nested = match &items.nested {
        Some(inner) => {
            let (name, _) = member(&inner.list)?;
            let field = fields.iter().find(|field| field.name == inner.list)?;
            Some(Box::new(failed(cx, inner, name, &field.schema)?))
        }
        None => None,
    };
    Some(ir::FailedList { list, keys, code, message, nested })
}

fn keep(cx: &mut Context<'_>, source: &ItemSource, params: &[Param]) -> Option<ir::KeepFailed> {
    let list = params.iter().find(|param| param.name == source.list)?;
    let fields = item_struct(&list.schema).map(|name| cx.fields(name)).unwrap_or_default();
    Some(ir::KeepFailed {
        list: cx.member(list.rust_name.as_deref(), &list.name, &list.name),
        keys: source.keys.iter().map(|key| reading(cx, fields, key)).collect(),
        parts: source.parts.iter().map(|part| reading(cx, fields, part).field).collect(),
    })
}

pub(super) fn paging(cx: &mut Context<'_>, action: &Action) -> Option<ir::Paging> {
    let paging: &Paging = action.paging.as_ref()?;
    let cursor = action.params.iter().find(|param| param.name == paging.cursor)?;
    let next = action.reply.iter().find(|field| field.name == paging.next)?;
    let is_text = next.schema.ty == Type::Text;
    let last = match &paging.end {
        PageEnd::Next(values) if is_text => ir::LastPage::Texts(values.iter().map(Scalar::to_string).collect()),
        PageEnd::Next(values) => {
            let number = |value: &Scalar| if let Scalar::Int(number) = value { Some(*number) } else { None };
            ir::LastPage::Numbers(values.iter().filter_map(number).collect())
        }
        PageEnd::Field(name) => {
            let field = action.reply.iter().find(|field| field.name == *name)?;
            let name = cx.member(field.rust_name.as_deref(), &field.name, &field.name);
            ir::LastPage::Field { name, is_number: field.schema.ty != Type::Bool }
        }
        _ => return None,
    };
    let list = action.reply.iter().find(|field| field.name == paging.list.list)?;
    let Type::List(item) = &list.schema.ty else { return None };
    let item = values::received(cx, item, &format!("{} of {}", list.name, action.name));
    Some(ir::Paging {
        cursor: cx.member(cursor.rust_name.as_deref(), &cursor.name, &cursor.name),
        cursor_is_optional: !cursor.required,
        next: cx.member(next.rust_name.as_deref(), &next.name, &next.name),
        next_is_optional: next.optional,
        is_text,
        last,
        list: cx.member(list.rust_name.as_deref(), &list.name, &list.name),
        item,
    })
}
