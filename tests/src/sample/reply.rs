//! Replies and callbacks with every field that there is.

use super::{How, value};
use serde_json::{Map, Value, json};
use zim_spec::interpret;
use zim_spec::model::{Action, ReplyField, Spec, Type};

/// The reply of an action with every field, those that may be absent too. Its lists of failed items are not empty.
#[must_use]
pub fn reply(spec: &Spec, action: &Action) -> Value {
    let mut reply = interpret::reply(spec, action, "343649807833778782");
    if let Some(object) = reply.as_object_mut() {
        fill(spec, &action.reply, object);
    }
    reply
}

/// Gives every field a value, with everything that may be in it.
pub fn fill(spec: &Spec, fields: &[ReplyField], object: &mut Map<String, Value>) {
    let how = How { full: true, variant: 0 };
    let (unions, others): (Vec<_>, Vec<_>) = fields.iter().partition(|field| union_of(&field.schema.ty).is_some());
    for field in others {
        object.insert(field.name.clone(), value(spec, &field.schema, None, how));
    }
    for field in unions {
        let named = union_of(&field.schema.ty).and_then(|name| spec.types.get(name));
        let first = named.and_then(|named| named.union.as_ref()?.variants.first()).map(|variant| variant.selector);
        if let (Some(selector), Some(first)) = (&field.selector, first) {
            object.insert(selector.clone(), json!(first));
        }
        object.insert(field.name.clone(), value(spec, &field.schema, first, how));
    }
}

fn union_of(ty: &Type) -> Option<&str> {
    match ty {
        Type::Union(name) => Some(name),
        Type::List(item) => union_of(&item.ty),
        _ => None,
    }
}
