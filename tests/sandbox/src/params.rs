//! The parameters of one request, from the query or from the body.

use crate::query::Field;
use crate::refusal::{Refusal, quoted};
use serde_json::Value;
use zim_spec::interpret::{self, Input};
use zim_spec::model::{Action, Method, Spec};

/// So many broken limits are spelled out in one message.
const SHOWN: usize = 100;

/// What the action is asked to do.
#[derive(Debug)]
pub(crate) enum Params {
    /// From the query: what could be decoded, and what could not.
    Query { pairs: Vec<(String, String)>, undecodable: Vec<(String, String)> },
    /// From the body: a JSON object.
    Body(Value),
}

impl Params {
    /// Reads them from where `method` sends them. `body` is the body, or why it could not be read.
    pub(crate) fn read(method: Method, fields: Vec<Field>, body: Result<&[u8], &str>) -> Result<Self, String> {
        match method {
            Method::Get => {
                let (mut pairs, mut undecodable) = (Vec::new(), Vec::new());
                for field in fields {
                    match field.value {
                        Ok(value) => pairs.push((field.name, value)),
                        Err(reason) => undecodable.push((field.name, reason)),
                    }
                }
                Ok(Self::Query { pairs, undecodable })
            }
            Method::Post => match serde_json::from_slice::<Value>(body?) {
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
        Err(Refusal::new(first.code, message.join("; ")))
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
}

fn text(value: &Value) -> Option<String> {
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
