//! Faults as they are written in a scenario.

use super::{Effect, read::Problem};
use crate::faults::Fault;
use hyper::header::HeaderValue;
use serde_json::{Map, Value, json};
use std::time::Duration;
use zim_spec::diagnostic::{nearest, quoted};

/// Those that are a word.
const WORDS: &[(&str, Fault)] = &[
    ("hang_up", Fault::HangUp),
    ("reset", Fault::Reset),
    ("break_off", Fault::BreakOff),
    ("truncate", Fault::Truncate),
];

/// The keys of those that are a mapping.
const KEYS: &[&str] = &["delay_ms", "status", "body", "content_type"];

/// What to write, for whoever wrote something else.
const WAYS: &str = "write hang_up, reset, break_off, truncate, {delay_ms: 500}, \
                    {status: 502, body: \"<html>\", content_type: text/html} or {content_type: text/plain}";

/// What `value` orders.
pub(super) fn read(value: &Value) -> Result<Effect, Problem> {
    match value {
        Value::String(word) => match WORDS.iter().find(|(known, _)| known == word) {
            Some((_, fault)) => Ok(Effect::Spoil(fault.clone())),
            None => Err(unknown(&[], "fault", word, WORDS.iter().map(|(word, _)| *word).chain(KEYS.iter().copied()))),
        },
        Value::Object(fields) => mapping(fields),
        _ => Err(Problem::new(&[], "a fault is a word or a mapping", WAYS)),
    }
}

/// A delay as it is written.
pub(super) fn delay(duration: Duration) -> Value {
    json!({ "delay_ms": u64::try_from(duration.as_millis()).unwrap_or(u64::MAX) })
}

/// Another fault as it is written.
pub(super) fn written(fault: &Fault) -> Value {
    match fault {
        Fault::Replace { status, body, content_type } => {
            let mut fields = json!({ "status": status, "body": body });
            if let (Some(fields), Some(content_type)) = (fields.as_object_mut(), content_type) {
                fields.insert("content_type".to_owned(), Value::from(content_type.as_str()));
            }
            fields
        }
        Fault::ContentType(content_type) => json!({ "content_type": content_type }),
        Fault::Delay(duration) => delay(*duration),
        word => WORDS.iter().find(|(_, known)| known == word).map_or(Value::Null, |(word, _)| Value::from(*word)),
    }
}

fn mapping(fields: &Map<String, Value>) -> Result<Effect, Problem> {
    if let Some(key) = fields.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(unknown(&[key], "key", key, KEYS.iter().copied()));
    }
    if let Some(delay) = fields.get("delay_ms") {
        if fields.len() > 1 {
            return Err(Problem::new(&[], "a fault is one thing", "write a rule of its own for the delay"));
        }
        let milliseconds = delay.as_u64().ok_or_else(|| {
            Problem::new(&["delay_ms"], "delay_ms must be a whole number, 0 or more", "write {delay_ms: 500}")
        })?;
        return Ok(Effect::Delay(Duration::from_millis(milliseconds)));
    }
    let text = |key: &str| match fields.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Problem::new(&[key], format!("{key} must be text"), "put it in quotes")),
    };
    let content_type = text("content_type")?;
    if content_type.as_deref().is_some_and(|text| HeaderValue::from_str(text).is_err()) {
        let message = "content_type cannot be sent in a header";
        return Err(Problem::new(&["content_type"], message, "write one such as text/html"));
    }
    let body = text("body")?;
    match (fields.get("status"), content_type) {
        (Some(status), content_type) => {
            let status = status.as_u64().filter(|status| (200..600).contains(status));
            let status = status.and_then(|status| u16::try_from(status).ok()).ok_or_else(|| {
                Problem::new(&["status"], "status must be a number from 200 to 599", "write one such as 502")
            })?;
            Ok(Effect::Spoil(Fault::Replace { status, body: body.unwrap_or_default(), content_type }))
        }
        (None, Some(content_type)) if body.is_none() => Ok(Effect::Spoil(Fault::ContentType(content_type))),
        _ => Err(Problem::new(&[], "a fault with a body needs a status", WAYS)),
    }
}

fn unknown<'a>(way: &[&str], what: &str, word: &str, known: impl Iterator<Item = &'a str>) -> Problem {
    let meant = nearest(word, known).map(|meant| format!(", did you mean `{meant}`?")).unwrap_or_default();
    Problem::new(way, format!("unknown {what} {}{meant}", quoted(word)), WAYS)
}
