//! Values that are known, as fields of their types hold them.

use super::maker::{Maker, percent_encoded};
use super::slot::Slot;
use crate::model::{Schema, Type};
use serde_json::{Map, Value};

/// The fields that are known, each as its slot holds it.
pub(super) fn fields(maker: &mut Maker<'_>, slots: &[Slot<'_>], known: Map<String, Value>) -> Map<String, Value> {
    // The variants of unions, by the fields beside them.
    let mut schemas = Vec::new();
    for name in known.keys() {
        schemas.push(slots.iter().find(|slot| slot.name == name).map(|slot| variant(maker, slot, &known)));
    }
    let field = |((name, known), schema): ((String, Value), Option<&Schema>)| {
        let value = match schema {
            Some(schema) => value(maker, schema, known, 0),
            None => known,
        };
        (name, value)
    };
    known.into_iter().zip(schemas).map(field).collect()
}

/// What a field is: of a union, the variant that the field beside it selects.
fn variant<'s>(maker: &Maker<'s>, slot: &Slot<'s>, known: &Map<String, Value>) -> &'s Schema {
    let number = slot.selector.and_then(|selector| known.get(selector)?.as_i64());
    let variant = maker.union(slot.schema).zip(number).and_then(|(union, number)| union.variant(number));
    variant.map_or(slot.schema, |variant| &variant.schema)
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
        (Type::Json { url_encoded: true, .. }, Value::String(text)) if serde_json::from_str::<Value>(&text).is_ok() => {
            Value::from(percent_encoded(&text))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::shipped;

    #[track_caller]
    fn check(ty: Type, known: Value, expected: Value) {
        let spec = shipped().unwrap();
        assert_eq!(value(&mut Maker::new(&spec), &Schema::plain(ty), known, 0), expected);
    }

    #[test]
    fn what_is_known_takes_the_type_of_its_field() {
        use serde_json::json;
        for (known, expected) in [(json!(0), false), (json!(2), true), (json!(true), true)] {
            check(Type::Bool, known, json!(expected));
        }
        check(Type::Text, json!(7), json!("7"));
        check(Type::Text, json!(true), json!("true"));
        check(Type::Int(crate::model::Int::I64), json!("7"), json!(7));
        check(Type::Int(crate::model::Int::I64), json!(true), json!(1));
        let json = |url_encoded| Type::Json { value: Box::new(Schema::plain(Type::Text)), url_encoded };
        // A text that is JSON is encoded as its field is; another travels as it is.
        check(json(true), json!("{\"a\":1}"), json!("%7B%22a%22%3A1%7D"));
        check(json(true), json!("a b"), json!("a b"));
        check(json(false), json!("a b"), json!("a b"));
    }
}
