//! Long lists that tests gave: an action whose reply comes page by page answers the page that is asked for.

use crate::params::Params;
use serde_json::{Map, Value};
use zim_spec::interpret;
use zim_spec::model::{Action, LimitKind, PageEnd, Paging, Scalar, Spec, Type};

/// How many items a page has if neither the request nor the spec says so.
const USUAL: usize = 100;

/// Puts the page that is asked for into the reply, if the action is to list items that were `given`, or that are `known`
/// from the state. A cursor is the position at which its page begins; what is no position begins behind the last item.
pub(crate) fn turn(
    spec: &Spec,
    action: &Action,
    params: &Params,
    given: Option<&[Value]>,
    known: Option<Value>,
    reply: &mut Value,
) {
    let known = known.map(|known| if let Value::Array(items) = known { items } else { Vec::new() });
    let (Some(paging), Some(items), Value::Object(reply)) = (&action.paging, given.or(known.as_deref()), reply) else {
        return;
    };
    let cursor = params.texts(&paging.cursor);
    let start = match cursor.first().map(String::as_str) {
        None | Some("") => 0,
        Some(cursor) => cursor.parse().unwrap_or(items.len()).min(items.len()),
    };
    let end = start.saturating_add(size(action, paging, params)).min(items.len());
    let page = items.get(start..end).unwrap_or_default();
    let page = if given.is_some() {
        let one = interpret::page_item(spec, action);
        page.iter().map(|item| completed(one.as_ref(), item)).collect()
    } else {
        interpret::known_field(spec, &action.reply, &paging.list.list, page.to_vec().into())
    };
    reply.insert(paging.list.list.clone(), page);
    if let Some(total) = &paging.total {
        reply.insert(total.clone(), Value::from(items.len()));
    }
    lead_on(action, paging, (end < items.len()).then_some(end), reply);
}

/// How many items a page has.
fn size(action: &Action, paging: &Paging, params: &Params) -> usize {
    let Some(limit) = paging.limit.as_ref().and_then(|limit| action.param(limit)) else { return USUAL };
    let asked = params.texts(&limit.name).first().and_then(|size| size.parse().ok());
    let default = match &limit.default {
        Some(Scalar::Int(size)) => usize::try_from(*size).ok(),
        _ => None,
    };
    let clamped = limit.schema.limits.iter().find_map(|limit| match limit.kind {
        LimitKind::Max(_) => limit.clamped_to.and_then(|most| usize::try_from(most).ok()),
        _ => None,
    });
    asked.filter(|size| *size > 0).or(default).unwrap_or(USUAL).min(clamped.unwrap_or(usize::MAX))
}

/// The item with whatever fields it lacks of one that was made up.
fn completed(made_up: Option<&Value>, item: &Value) -> Value {
    match (made_up, item) {
        (Some(Value::Object(made_up)), Value::Object(item)) => {
            let mut all = made_up.clone();
            all.extend(item.clone());
            Value::Object(all)
        }
        _ => item.clone(),
    }
}

/// Says where the next page begins; without one, the reply already says that this is the last.
fn lead_on(action: &Action, paging: &Paging, next: Option<usize>, reply: &mut Map<String, Value>) {
    let Some(next) = next else { return };
    let type_of = |name: &str| action.reply.iter().find(|field| field.name == name).map(|field| &field.schema.ty);
    let cursor = match type_of(&paging.next) {
        Some(Type::Text) => Value::from(next.to_string()),
        _ => Value::from(next),
    };
    reply.insert(paging.next.clone(), cursor);
    if let PageEnd::Field(name) = &paging.end {
        let not_yet = if type_of(name) == Some(&Type::Bool) { Value::from(false) } else { Value::from(0) };
        reply.insert(name.clone(), not_yet);
    }
}
