//! The parameters of one request, from the query or from the body.

use crate::query::Field;
use crate::refusal::{Refusal, Stage, quoted};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use zim_spec::diagnostic::nearest;
use zim_spec::interpret::{self, Input};
use zim_spec::model::{Action, Carrier, Method, Param, Schema, Spec, Type};

/// So many broken limits are spelled out in one message.
const SHOWN: usize = 100;

/// What the action is asked to do.
#[derive(Clone, Debug)]
pub(crate) enum Params {
    /// From the query: what could be decoded, and what could not.
    Query { pairs: Vec<(String, String)>, undecodable: Vec<(String, String)> },
    /// From the body: a JSON object.
    Body(Value),
}

impl Params {
    /// Reads them from where they travel. `body` is the body, or why it could not be read.
    ///
    /// A GET without a body has no parameters.
    pub(crate) fn read(action: &Action, fields: Vec<Field>, body: Result<&[u8], &str>) -> Result<Self, String> {
        match action.carrier {
            Carrier::Query => {
                let (mut pairs, mut undecodable) = (Vec::new(), Vec::new());
                for field in fields {
                    match field.value {
                        Ok(value) => pairs.push((field.name, value)),
                        Err(reason) => undecodable.push((field.name, reason)),
                    }
                }
                Ok(Self::Query { pairs, undecodable })
            }
            Carrier::Body if action.method == Method::Get && body == Ok(&[]) => {
                Ok(Self::Body(Value::Object(Map::new())))
            }
            Carrier::Body => match serde_json::from_slice::<Value>(body?) {
                Ok(body) if body.is_object() => Ok(Self::Body(body)),
                Ok(_) => Err("the body is JSON but not an object".to_owned()),
                Err(error) => Err(format!("the body is not JSON: {error}")),
            },
        }
    }

    /// Refuses them if they break a limit: with the code of the first, and with all of them in the message.
    pub(crate) fn check(&self, spec: &Spec, action: &Action) -> Result<(), Refusal> {
        let input = match self {
            Self::Query { undecodable, .. } if !undecodable.is_empty() => {
                return Err(undecodable_refusal(spec, action, undecodable));
            }
            Self::Query { pairs, .. } => Input::Query(pairs),
            Self::Body(body) => Input::Json(body),
        };
        let breaches = interpret::check(spec, action, input);
        let Some(first) = breaches.first() else {
            return Ok(());
        };
        let mut message: Vec<String> = breaches.iter().take(SHOWN).map(ToString::to_string).collect();
        if breaches.len() > SHOWN {
            message.push(format!("and {} more", breaches.len() - SHOWN));
        }
        let mut refusal = Refusal::new(first.code, message.join("; ")).at(Stage::Parameter);
        refusal.mend.extend(breaches.iter().take(SHOWN).map(|breach| breach.sentence(spec)));
        let misspelled = self.names().into_iter().filter_map(|name| Some((name, meant(action, name)?)));
        refusal
            .mend
            .extend(misspelled.map(|(name, meant)| format!("{} was sent: did you mean `{meant}`?", quoted(name))));
        Err(refusal)
    }

    /// The names under which something was sent, without the `[]` of lists.
    fn names(&self) -> BTreeSet<&str> {
        match self {
            Self::Query { pairs, .. } => {
                pairs.iter().map(|(name, _)| name.strip_suffix("[]").unwrap_or(name)).collect()
            }
            Self::Body(body) => body.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect(),
        }
    }

    /// Puts a text in place of the parameter, or of what lies in it; nothing happens where that lies in nothing.
    pub(crate) fn replace(&mut self, name: &str, path: &[String], text: String) {
        match self {
            Self::Query { pairs, .. } => {
                pairs.retain(|(key, _)| key != name);
                pairs.push((name.to_owned(), text));
            }
            Self::Body(body) => {
                let (mut inside, mut last) = (body, name);
                for step in path {
                    let Some(next) = inside.get_mut(last) else { return };
                    (inside, last) = (next, step);
                }
                if let Some(fields) = inside.as_object_mut() {
                    fields.insert(last.to_owned(), Value::from(text));
                }
            }
        }
    }

    /// The texts under `name`: none if it is absent, several if it is a list. A number counts as its digits.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        match self {
            Self::Query { pairs, .. } => {
                let listed = format!("{name}[]");
                let named = pairs.iter().filter(|(key, _)| key == name || *key == listed);
                named.map(|(_, value)| value.clone()).collect()
            }
            Self::Body(body) => match body.get(name) {
                Some(Value::Array(items)) => items.iter().filter_map(text).collect(),
                Some(value) => text(value).into_iter().collect(),
                None => Vec::new(),
            },
        }
    }

    /// What was sent under the parameter's name, as its type: `None` if nothing was.
    pub(crate) fn value(&self, param: &Param) -> Option<Value> {
        match self {
            Self::Body(body) => body.get(&param.name).filter(|value| !value.is_null()).cloned(),
            Self::Query { .. } => {
                let texts = self.texts(&param.name);
                match &param.schema.ty {
                    Type::List(item) if !texts.is_empty() => Some(texts.iter().map(|text| typed(item, text)).collect()),
                    _ => texts.first().map(|text| typed(&param.schema, text)),
                }
            }
        }
    }

    /// How many items the list under `name` has; of what is no list, 1 if it is there.
    pub(crate) fn item_count(&self, name: &str) -> usize {
        match self {
            Self::Query { .. } => self.texts(name).len(),
            Self::Body(body) => match body.get(name) {
                None | Some(Value::Null) => 0,
                Some(Value::Array(items)) => items.len(),
                Some(_) => 1,
            },
        }
    }

    /// The items of the list under `name`; from a query they are texts.
    pub(crate) fn items(&self, name: &str) -> Vec<Value> {
        match self {
            Self::Query { .. } => self.texts(name).into_iter().map(Value::from).collect(),
            Self::Body(body) => body.get(name).and_then(Value::as_array).cloned().unwrap_or_default(),
        }
    }

    /// Whether the parameter called `name` reads `wanted`, or one of its items does. A dot leads to a field inside.
    pub(crate) fn has(&self, name: &str, wanted: &str) -> bool {
        match self {
            Self::Query { .. } => self.texts(name).iter().any(|value| value == wanted),
            Self::Body(body) => name.split('.').try_fold(vec![body], inside).is_some_and(|found| {
                found.into_iter().any(|value| match value {
                    Value::Bool(bool) => bool.to_string() == wanted,
                    other => text(other).as_deref() == Some(wanted),
                })
            }),
        }
    }

    /// Whether a text or a number, anywhere in them, reads `wanted`.
    pub(crate) fn mention(&self, wanted: &str) -> bool {
        match self {
            Self::Query { pairs, .. } => pairs.iter().any(|(_, value)| value == wanted),
            Self::Body(body) => mentions(body, wanted),
        }
    }
}

/// A text of a query as a value of its type, which it has been checked to be.
fn typed(schema: &Schema, text: &str) -> Value {
    match &schema.ty {
        Type::Int(_) => text.parse::<i64>().map_or_else(|_| Value::from(text), Value::from),
        Type::Bool => text.parse::<bool>().map_or_else(|_| Value::from(text), Value::from),
        _ => Value::from(text),
    }
}

/// The fields called `name` of these values, those of lists one by one; `None` if there are none.
fn inside<'a>(values: Vec<&'a Value>, name: &str) -> Option<Vec<&'a Value>> {
    let mut found = Vec::new();
    for value in values {
        match value.get(name) {
            Some(Value::Array(items)) => found.extend(items),
            Some(value) => found.push(value),
            None => {}
        }
    }
    if found.is_empty() { None } else { Some(found) }
}

/// The parameter that was probably meant by `name`, if the action has none of that name.
pub(crate) fn meant<'a>(action: &'a Action, name: &str) -> Option<&'a str> {
    if action.param(name).is_some() {
        return None;
    }
    nearest(name, action.params.iter().map(|param| param.name.as_str()))
}

fn mentions(value: &Value, wanted: &str) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| mentions(item, wanted)),
        Value::Object(fields) => fields.values().any(|field| mentions(field, wanted)),
        other => text(other).as_deref() == Some(wanted),
    }
}

/// A text, or a number as its digits.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn undecodable_refusal(spec: &Spec, action: &Action, undecodable: &[(String, String)]) -> Refusal {
    let code_of = |name: &str| action.param(name.strip_suffix("[]").unwrap_or(name)).map(|param| param.code);
    let code = undecodable.iter().find_map(|(name, _)| code_of(name));
    let message: Vec<String> =
        undecodable.iter().take(SHOWN).map(|(name, reason)| format!("{} {reason}", quoted(name))).collect();
    Refusal::new(code.unwrap_or(spec.service.refusals.parameter), message.join("; "))
}
