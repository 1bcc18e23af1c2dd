//! Every field of every reply and callback is decoded and kept, however the server writes it: numbers as texts, null for
//! what is absent, values and fields that are newer than this code.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::{Map, Value, json};
use zim_spec::interpret::{CallbackCommon, callback};
use zim_spec::model::{ReplyField, Schema, Spec, Type};
use zim_tests::{bridge, sample};

fn spec() -> Spec {
    zim_tests::spec().unwrap_or_else(|error| panic!("the spec has mistakes:\n{error}"))
}

/// The body of every reply and callback with all its fields, under a name, with how it is read.
fn bodies(spec: &Spec) -> Vec<(String, Value, &[ReplyField], bool)> {
    let replies = spec.actions.iter();
    let replies =
        replies.map(|action| (action.name.clone(), sample::reply(spec, action), action.reply.as_slice(), false));
    let common = CallbackCommon { app_id: "1", nonce: "2", timestamp: "3", signature: "4" };
    let callbacks = spec.callbacks.iter().map(|one| {
        let mut body = callback(spec, one, &common);
        sample::fill(spec, &one.fields, body.as_object_mut().unwrap());
        (one.name.clone(), body, one.fields.as_slice(), true)
    });
    replies.chain(callbacks).collect()
}

#[track_caller]
fn read(name: &str, is_callback: bool, body: &Value) -> Value {
    let text = body.to_string();
    let read = match is_callback {
        true => bridge::callback(name, text.as_bytes()).unwrap().fields,
        false => bridge::reply(name, text.as_bytes()).unwrap(),
    };
    read.unwrap_or_else(|error| panic!("{name}: {error}: {body}"))
}

/// The first thing in `sent` that `read` has not, or has differently. A number may be a text of its digits and the
/// reverse, and what is JSON may have become its text.
fn lost(path: &str, sent: &Value, read: &Value) -> Option<String> {
    match (sent, read) {
        (Value::Object(sent), Value::Object(read)) => sent.iter().find_map(|(name, value)| {
            let path = format!("{path}.{name}");
            read.get(name).map_or_else(|| Some(path.clone()), |read| lost(&path, value, read))
        }),
        (Value::Array(sent), Value::Array(read)) if sent.len() == read.len() => {
            sent.iter().zip(read).enumerate().find_map(|(at, (sent, read))| lost(&format!("{path}[{at}]"), sent, read))
        }
        (sent, read) => (text(sent) != text(read)).then(|| format!("{path} ({sent} became {read})")),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The own fields of a body: those of all callbacks are not among what a callback's type holds.
fn own(body: &Value, fields: &[ReplyField]) -> Value {
    let own = |field: &ReplyField| Some((field.name.clone(), body.get(&field.name)?.clone()));
    Value::Object(fields.iter().filter_map(own).collect())
}

#[test]
fn no_field_is_lost() {
    let spec = spec();
    let mut count = 0;
    for (name, body, fields, is_callback) in bodies(&spec) {
        let read = read(&name, is_callback, &body);
        let own = own(&body, fields);
        count += own.as_object().map_or(0, Map::len);
        assert_eq!(lost("", &own, &read), None, "{name}: {body} became {read}");
    }
    assert!(count > 200, "{count} fields of replies and callbacks");
}

/// Changes every value that a schema describes.
fn each(spec: &Spec, schema: &Schema, value: &mut Value, change: &mut dyn FnMut(&Schema, &mut Value)) {
    match (&schema.ty, &mut *value) {
        (Type::List(item), Value::Array(items)) => items.iter_mut().for_each(|value| each(spec, item, value, change)),
        (Type::Map { value: item, .. }, Value::Object(entries)) => {
            entries.values_mut().for_each(|value| each(spec, item, value, change));
        }
        (Type::Struct(name), Value::Object(object)) => {
            for field in sample::of_struct(spec, name).fields {
                if let Some(value) = object.get_mut(&field.name) {
                    each(spec, &field.schema, value, change);
                }
            }
        }
        _ => {}
    }
    change(schema, value);
}

fn changed(spec: &Spec, fields: &[ReplyField], body: &Value, mut change: impl FnMut(&Schema, &mut Value)) -> Value {
    let mut body = body.clone();
    for field in fields {
        if let Some(value) = body.get_mut(&field.name) {
            each(spec, &field.schema, value, &mut change);
        }
    }
    body
}

#[test]
fn numbers_and_flags_may_be_texts_and_texts_numbers() {
    let spec = spec();
    for (name, body, fields, is_callback) in bodies(&spec) {
        let as_texts = changed(&spec, fields, &body, |schema, value| match schema.ty {
            Type::Int(_) => *value = json!(value.to_string()),
            Type::Text => *value = json!(971_503_777_289_036_711_u64),
            _ => {}
        });
        let read = read(&name, is_callback, &as_texts);
        assert_eq!(lost("", &own(&as_texts, fields), &read), None, "{name}: {as_texts} became {read}");
    }
}

#[test]
fn values_and_fields_that_are_newer_are_no_error() {
    let spec = spec();
    for (name, body, fields, is_callback) in bodies(&spec) {
        let newer = changed(&spec, fields, &body, |schema, value| match (&schema.ty, &schema.enumeration, value) {
            (Type::Int(_), Some(_), value) => *value = json!(31_999),
            (Type::Text, Some(_), value) => *value = json!("newer"),
            (Type::Struct(_), _, Value::Object(object)) => {
                drop(object.insert("Newer_".to_owned(), json!({"a": [null]})))
            }
            _ => {}
        });
        let mut with_more = newer.clone();
        with_more["Newer_"] = json!([1]);
        let read = read(&name, is_callback, &with_more);
        let expected = changed(&spec, fields, &newer, |schema, value| {
            if let (Type::Struct(_), Value::Object(object)) = (&schema.ty, value) {
                object.remove("Newer_");
            }
        });
        assert_eq!(lost("", &own(&expected, fields), &read), None, "{name}: {with_more} became {read}");
    }
}

#[test]
fn what_may_be_absent_may_be_null() {
    let spec = spec();
    for (name, body, fields, is_callback) in bodies(&spec) {
        for null in [false, true] {
            let mut lacking = body.clone();
            let object = lacking.as_object_mut().unwrap();
            for field in fields {
                let is_collection = matches!(field.schema.ty, Type::List(_) | Type::Map { .. });
                if field.optional || is_collection {
                    without(object, &field.name, null);
                }
            }
            let lacking = changed(&spec, fields, &lacking, |schema, value| {
                if let (Type::Struct(name), Value::Object(object)) = (&schema.ty, value) {
                    for field in sample::of_struct(&spec, name).fields {
                        let is_collection = matches!(field.schema.ty, Type::List(_) | Type::Map { .. });
                        if !field.required || is_collection {
                            without(object, &field.name, null);
                        }
                    }
                }
            });
            read(&name, is_callback, &lacking);
        }
    }
}

fn without(object: &mut Map<String, Value>, name: &str, null: bool) {
    if null {
        object.insert(name.to_owned(), Value::Null);
    } else {
        object.remove(name);
    }
}
