//! Values that are known, as fields of their types hold them.

use super::maker::{Maker, percent_encoded};
use super::slot::Slot;
use crate::model::{Schema, Type};
use serde_json::{Map, Value};

/// The fields that are known, each as its slot holds it.
pub(super) fn fields(maker: &mut Maker<'_>, slots: &[Slot<'_>], known: Map<String, Value>) -> Map<String, Value> {
    let field = |(name, known): (String, Value)| {
        let schema = slots.iter().find(|slot| slot.name == name).map(|slot| slot.schema);
        let value = match schema {
            Some(schema) => value(maker, schema, known, 0),
            None => known,
        };
        (name, value)
    };
    known.into_iter().map(field).collect()
}

/// A value as a field of this schema holds it; `nth` tells made-up parts of items from each other.
pub(super) fn value(maker: &mut Maker<'_>, schema: &Schema, known: Value, nth: usize) -> Value {
    match (&schema.ty, known) {
        (_, Value::Null) => Value::Null,
        (Type::Struct(name), Value::Object(known)) => {
            let slots = maker.slots(name);
            let known = fields(maker, &slots, known);
            Value::Object(without_nulls(maker.object(&slots, known, nth)))
        }
        (Type::List(item), Value::Array(items)) => {
            let items = items.into_iter().enumerate();
            items.map(|(nth, known)| value(maker, item, known, nth)).collect()
        }
        (Type::Map { value: inner, .. }, Value::Object(entries)) => {
            let entry = |(key, known)| (key, value(maker, inner, known, nth));
            Value::Object(entries.into_iter().map(entry).collect())
        }
        (Type::Json { .. }, text @ Value::String(_)) => text,
        (Type::Json { value: inner, url_encoded }, known) => {
            let json = value(maker, inner, known, nth).to_string();
            Value::from(if *url_encoded { percent_encoded(&json) } else { json })
        }
        (Type::Text, Value::Number(number)) => Value::from(number.to_string()),
        (Type::Text, Value::Bool(flag)) => Value::from(flag.to_string()),
        (Type::Int(_), Value::String(text)) => text.parse::<i64>().map_or_else(|_| Value::from(text), Value::from),
        (Type::Int(_), Value::Bool(flag)) => Value::from(i64::from(flag)),
        (Type::Bool, Value::Number(number)) => Value::from(number.as_i64() != Some(0)),
        (_, known) => known,
    }
}

/// Without the fields that are left out.
pub(super) fn without_nulls(fields: Map<String, Value>) -> Map<String, Value> {
    fields.into_iter().filter(|(_, value)| !value.is_null()).collect()
}
