//! What a reply says about further pages: that there are none.

use crate::model::{PageEnd, Paging, ReplyField, Scalar, Type};
use serde_json::{Map, Value};

/// Adds to `known` the fields by which a client sees that this was the last page.
pub(super) fn end(fields: &[ReplyField], paging: &Paging, known: &mut Map<String, Value>) {
    match &paging.end {
        PageEnd::Field(name) => {
            let field = fields.iter().find(|field| field.name == *name);
            let is_number = field.is_some_and(|field| matches!(field.schema.ty, Type::Int(_)));
            known.insert(name.clone(), if is_number { Value::from(1) } else { Value::from(true) });
        }
        PageEnd::Next(ends) => {
            let next = fields.iter().find(|field| field.name == paging.next);
            let end = next.and_then(|next| ends.iter().find_map(|end| of_type(&next.schema.ty, end)));
            known.extend(end.map(|end| (paging.next.clone(), end)));
        }
    }
}

/// Says of the whole that it has as many items as this page.
pub(super) fn count(paging: &Paging, reply: &mut Map<String, Value>) {
    let items = reply.get(&paging.list.list).and_then(Value::as_array).map(Vec::len);
    if let (Some(total), Some(items)) = (&paging.total, items)
        && let Some(total) = reply.get_mut(total)
    {
        *total = Value::from(items);
    }
}

/// The value as a reply field of that type holds it.
fn of_type(ty: &Type, value: &Scalar) -> Option<Value> {
    match (ty, value) {
        (Type::Text, Scalar::Text(text)) => Some(Value::from(text.as_str())),
        (Type::Text, Scalar::Int(number)) => Some(Value::from(number.to_string())),
        (Type::Int(_), Scalar::Int(number)) => Some(Value::from(*number)),
        (Type::Bool, Scalar::Bool(flag)) => Some(Value::from(*flag)),
        _ => None,
    }
}
