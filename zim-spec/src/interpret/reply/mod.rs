//! Makes what the service sends: replies that say that an action succeeded, wholly or in part, and callbacks.

mod callback;
mod items;
mod known;
mod maker;
mod number;
mod paging;
mod slot;
mod text;

pub use callback::{CallbackCommon, callback, known_callback};
pub use items::Failing;

use crate::model::{Action, ReplyField, Spec, Type};
use maker::Maker;
use serde_json::{Map, Value};
use slot::Slot;

/// A reply that says that `action` succeeded: the envelope, then every field that is always present or has an
/// example, with its example or a made-up value within its limits.
///
/// No item failed, and there is no further page. A union is of the variant that the field beside it selects.
///
/// The same arguments always give the same reply. Values are plausible, not meaningful: a reply does not
/// follow from the request.
///
/// A reply holds about a quarter of a million values and characters at most. Of a spec that needs more, lists end
/// early, structs lack fields and texts are empty from there on.
#[must_use]
pub fn reply(spec: &Spec, action: &Action, request_id: &str) -> Value {
    partial_reply(spec, action, request_id, &[])
}

/// The same, but with these items in the list of those that failed. The code is 0 nevertheless: that is how the
/// service tells it.
///
/// Nothing fails of an action whose spec does not say where it tells that ([`Action::items`]).
#[must_use]
pub fn partial_reply(spec: &Spec, action: &Action, request_id: &str, failing: &[Failing]) -> Value {
    known_reply(spec, action, request_id, failing, Map::new())
}

/// The same, but with these fields as [`known_field`] makes them. One that is null is left out.
#[must_use]
pub fn known_reply(
    spec: &Spec,
    action: &Action,
    request_id: &str,
    failing: &[Failing],
    fields: Map<String, Value>,
) -> Value {
    let envelope = action.envelope.as_ref().unwrap_or(&spec.service.envelope);
    let mut maker = Maker::new(spec);
    let mut known = known::fields(&mut maker, &Slot::of_reply(&action.reply), fields);
    known.insert(envelope.code.clone(), Value::from(0));
    known.insert(envelope.message.clone(), Value::from("success"));
    known.extend(envelope.request_id.clone().map(|name| (name, Value::from(request_id))));
    if let Some(items) = &action.items {
        let failed = items::failed(&mut maker, action, &Slot::of_reply(&action.reply), &items.failed, failing);
        known.insert(items.failed.list.clone(), failed);
    }
    if let Some(paging) = &action.paging {
        paging::end(&action.reply, paging, &mut known);
    }
    let mut reply = maker.object(&Slot::of_reply(&action.reply), known, 0);
    if let Some(paging) = &action.paging {
        paging::count(paging, &mut reply);
    }
    Value::Object(known::without_nulls(reply))
}

/// A value as the field called `name` of a reply or callback holds it: a text where a text belongs, a number where a
/// number does, JSON where a text of JSON does; objects get the fields that they lack and always have or have an example
/// of, made up. Null in an object is a field that is left out.
#[must_use]
pub fn known_field(spec: &Spec, fields: &[ReplyField], name: &str, value: Value) -> Value {
    match fields.iter().find(|field| field.name == name) {
        Some(field) => known::value(&mut Maker::new(spec), &field.schema, value, 0),
        None => value,
    }
}

/// A made-up item of the list that the reply of `action` gives page by page; `None` if it does not come in pages.
#[must_use]
pub fn page_item(spec: &Spec, action: &Action) -> Option<Value> {
    let paging = action.paging.as_ref()?;
    let list = action.reply.iter().find(|field| field.name == paging.list.list)?;
    match &list.schema.ty {
        Type::List(item) => Some(Maker::new(spec).one(item)),
        _ => None,
    }
}
