//! Reads what arrived as the types that the spec states.

use crate::model::{Int, Schema, Type};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A value of a request, read as its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Text, also where it holds JSON.
    Text(String),
    /// True or false.
    Bool(bool),
    /// An integer within its width.
    Int(i128),
    /// A list.
    List(Vec<Value>),
    /// An object; its fields are read one by one when it is held against its struct.
    Object(serde_json::Map<String, Json>),
    /// A map, in the order of the keys' bytes.
    Map(BTreeMap<String, Value>),
    /// A value of a union: what it is is known once the variant is.
    Open(Raw),
    /// Not of its type: what the type is, and what was found.
    Wrong {
        /// The type that the spec states.
        expected: &'static str,
        /// What kind of value was found, or the number that does not fit the width.
        found: String,
    },
}

/// A value as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    /// In a query.
    Query(String),
    /// In JSON.
    Json(Json),
}

impl Raw {
    /// The value, read as `schema`.
    pub(super) fn read(&self, schema: &Schema) -> Value {
        match self {
            Self::Query(text) => from_text(schema, text),
            Self::Json(json) => from_json(schema, json),
        }
    }
}

/// What arrived under `name` in a query, or `None` if nothing did.
pub(super) fn from_query(schema: &Schema, name: &str, pairs: &[(String, String)]) -> Option<Value> {
    let listed = format!("{name}[]");
    let single: Vec<&str> = values(pairs, name);
    let several: Vec<&str> = values(pairs, &listed);
    if single.is_empty() && several.is_empty() {
        return None;
    }
    Some(match (&schema.ty, single.as_slice()) {
        (Type::List(item), []) => Value::List(several.iter().map(|text| from_text(item, text)).collect()),
        (Type::List(_), _) => wrong(schema, "string"),
        (_, [text]) if several.is_empty() => from_text(schema, text),
        (_, []) => wrong(schema, "list"),
        (_, _) => wrong(schema, format!("{} values", single.len() + several.len())),
    })
}

/// What a JSON body holds.
pub(super) fn from_json(schema: &Schema, json: &Json) -> Value {
    match (&schema.ty, json) {
        (Type::Text | Type::Json { .. }, Json::String(text)) => Value::Text(text.clone()),
        (Type::Bool, Json::Bool(flag)) => Value::Bool(*flag),
        (Type::Int(width), Json::Number(number)) => {
            let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
            match whole.filter(|whole| fits(*width, *whole)) {
                Some(whole) => Value::Int(whole),
                None => wrong(schema, number.to_string()),
            }
        }
        (Type::List(item), Json::Array(items)) => Value::List(items.iter().map(|json| from_json(item, json)).collect()),
        (Type::Struct(_), Json::Object(fields)) => Value::Object(fields.clone()),
        (Type::Map { value, .. }, Json::Object(entries)) => {
            Value::Map(entries.iter().map(|(key, json)| (key.clone(), from_json(value, json))).collect())
        }
        (Type::Union(_), json) => Value::Open(Raw::Json(json.clone())),
        (_, json) => wrong(schema, kind_of(json)),
    }
}

/// The kind of a JSON value, in JSON's own terms but `list` for arrays and `bool` as the spec calls it.
pub(super) fn kind_of(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "bool",
        Json::Number(_) => "number",
        Json::String(_) => "string",
        Json::Array(_) => "list",
        Json::Object(_) => "object",
    }
}

fn values<'a>(pairs: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
}

fn from_text(schema: &Schema, text: &str) -> Value {
    match &schema.ty {
        Type::Text | Type::Json { .. } => Value::Text(text.to_owned()),
        Type::Union(_) => Value::Open(Raw::Query(text.to_owned())),
        Type::Bool if text == "true" => Value::Bool(true),
        Type::Bool if text == "false" => Value::Bool(false),
        Type::Int(width) if is_decimal(text) => match text.parse::<i128>() {
            Ok(whole) if fits(*width, whole) => Value::Int(whole),
            _ => wrong(schema, text),
        },
        _ => wrong(schema, "string"),
    }
}

/// `-?[0-9]+`, and no longer than a message should quote.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.len() <= 40 && digits.chars().all(|c| c.is_ascii_digit())
}

fn fits(width: Int, whole: i128) -> bool {
    let (least, most) = width.range();
    least <= whole && whole <= most
}

fn wrong(schema: &Schema, found: impl Into<String>) -> Value {
    let expected = match &schema.ty {
        Type::Text | Type::Json { .. } => "string",
        Type::Bool => "bool",
        Type::Int(Int::I32) => "i32",
        Type::Int(Int::U32) => "u32",
        Type::Int(Int::I64) => "i64",
        Type::Int(Int::U64) => "u64",
        Type::List(_) => "list",
        Type::Struct(_) | Type::Map { .. } | Type::Union(_) => "object",
    };
    Value::Wrong { expected, found: found.into() }
}
