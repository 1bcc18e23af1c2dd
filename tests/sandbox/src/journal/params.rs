//! What was understood of the parameters of a request: each with its type and its value.

use super::Arrived;
use crate::auth::Auth;
use crate::params::meant;
use crate::query;
use serde_json::{Map, Value, json};
use zim_spec::model::{Action, Carrier, Int, Schema, Spec, Type};

/// So many parameters of a request are told.
const MOST: usize = 200;
/// Values whose JSON is longer than so many bytes are told as the start of it.
const LONGEST: usize = 2 << 10;

/// A parameter of a request.
#[derive(Debug)]
pub(crate) struct Understood {
    name: String,
    /// Its type; `None` if the action has no such parameter.
    type_name: Option<String>,
    value: Value,
    /// What is to be said of it.
    note: Option<String>,
}

impl Understood {
    pub(super) fn to_json(&self) -> Value {
        json!({"name": self.name, "type": self.type_name, "value": self.value, "note": self.note})
    }
}

/// The parameters of a request: those of the action in the order of the spec, then what it does not have.
pub(super) fn read(spec: &Spec, auth: &Auth, action: &Action, arrived: &Arrived<'_>) -> Vec<Understood> {
    let common = spec.service.common.names();
    let query = query_values(action, arrived.query, &common);
    let body = arrived.body.ok().and_then(|body| serde_json::from_slice::<Map<String, Value>>(body).ok());
    let (sent, elsewhere) = match action.carrier {
        Carrier::Query => (query, body.unwrap_or_default()),
        Carrier::Body => (body.unwrap_or_default(), query),
    };
    let known = action.params.iter().filter_map(|param| {
        let value = sent.get(&param.name)?;
        let note = meaning(spec, &param.schema, value);
        Some(Understood {
            name: param.name.clone(),
            type_name: Some(type_name(&param.schema)),
            value: shown(auth, value),
            note,
        })
    });
    let unknown = sent.iter().filter(|(name, _)| action.param(name).is_none()).map(|(name, value)| {
        let note = match meant(action, name) {
            Some(meant) => format!("The action has no such parameter. Did you mean {meant}?"),
            None => "The action has no such parameter: it is passed over.".to_owned(),
        };
        (name, value, note)
    });
    let place = match action.carrier {
        Carrier::Query => "in the query",
        Carrier::Body => "in the body",
    };
    let misplaced = elsewhere
        .iter()
        .filter(|(name, _)| action.param(name).is_some())
        .map(|(name, value)| (name, value, format!("Passed over: the parameters of this action travel {place}.")));
    let others = unknown.chain(misplaced).map(|(name, value, note)| Understood {
        name: auth.redact(clipped(name)),
        type_name: None,
        value: shown(auth, value),
        note: Some(note),
    });
    known.chain(others).take(MOST).collect()
}

/// The values of a query without the common parameters, as JSON of the types that the spec has for them.
fn query_values(action: &Action, text: &str, common: &[&str]) -> Map<String, Value> {
    let mut values = Map::new();
    for field in query::decode(text) {
        let Ok(value) = field.value else { continue };
        let name = field.name.strip_suffix("[]").unwrap_or(&field.name);
        if common.contains(&name) {
            continue;
        }
        let schema = action.param(name).map(|param| &param.schema);
        let listed = name.len() < field.name.len();
        let item = match schema.map(|schema| &schema.ty) {
            Some(Type::List(item)) if listed => typed(&item.ty, value),
            Some(ty) if !listed => typed(ty, value),
            _ => Value::from(value),
        };
        match values.get_mut(name) {
            Some(Value::Array(items)) => items.push(item),
            Some(first) => *first = Value::Array(vec![first.take(), item]),
            None if listed => drop(values.insert(name.to_owned(), Value::Array(vec![item]))),
            None => drop(values.insert(name.to_owned(), item)),
        }
    }
    values
}

/// The value that a text of a query stands for; the text itself if it is none of that type.
fn typed(ty: &Type, text: String) -> Value {
    let read = match ty {
        Type::Int(_) => text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<u64>().map(Value::from)).ok(),
        Type::Bool => text.parse::<bool>().map(Value::from).ok(),
        _ => None,
    };
    read.unwrap_or(Value::from(text))
}

/// A value without secrets; the start of its JSON if that is long.
fn shown(auth: &Auth, value: &Value) -> Value {
    let whole = value.to_string();
    if whole.len() > LONGEST {
        return Value::from(auth.redact(clipped(&whole)));
    }
    let redacted = auth.redact(whole.clone());
    if redacted == whole {
        return value.clone();
    }
    serde_json::from_str(&redacted).unwrap_or(Value::from(redacted))
}

/// The start of a text.
fn clipped(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}…", text.get(..end).unwrap_or_default())
}

/// What a value of an enumeration stands for.
fn meaning(spec: &Spec, schema: &Schema, value: &Value) -> Option<String> {
    let named = spec.types.get(schema.enumeration.as_ref()?)?;
    if let (Some(values), Some(number)) = (&named.values, value.as_i64()) {
        let stands = |one: i64| if values.flags { one & number != 0 } else { one == number };
        let names: Vec<&str> =
            values.values.iter().filter(|value| stands(value.number)).map(|value| value.name.as_str()).collect();
        return (!names.is_empty()).then(|| names.join(", "));
    }
    let texts = named.texts.as_ref()?;
    texts.values.iter().find(|one| Some(one.text.as_str()) == value.as_str()).map(|one| one.name.clone())
}

/// The type as the spec writes it: `UserId`, `list<UserId>`, `i32`.
pub(crate) fn type_name(schema: &Schema) -> String {
    if let Some(name) = &schema.named {
        return name.clone();
    }
    match &schema.ty {
        Type::Text => "string".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Int(Int::I32) => "i32".to_owned(),
        Type::Int(Int::U32) => "u32".to_owned(),
        Type::Int(Int::I64) => "i64".to_owned(),
        Type::Int(Int::U64) => "u64".to_owned(),
        Type::List(item) => format!("list<{}>", type_name(item)),
        Type::Map { key, value } => format!("map<{}, {}>", type_name(key), type_name(value)),
        Type::Struct(name) | Type::Union(name) => name.clone(),
        Type::Json { value, url_encoded } => {
            format!("{}<{}>", if *url_encoded { "url_json" } else { "json" }, type_name(value))
        }
        _ => "value".to_owned(),
    }
}
