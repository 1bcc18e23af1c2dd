//! The body of a callback: JSON, percent-encoded JSON, or the fields of a form.

use super::delivery::Delivery;
use crate::runtime::{CallbackError, CallbackService, Notice, percent_decoded};
use serde_json::value::{RawValue, to_raw_value};
use std::collections::BTreeMap;

/// What a body is, by its content type and its first character.
pub(super) enum Body<'a> {
    /// JSON, percent-encoded or not.
    Json(&'a [u8]),
    Form(Form),
}

/// The fields of a form; of a field that came several times all values, and of any value its text.
pub(super) struct Form(BTreeMap<String, Vec<String>>);

/// How the values of a form stand in JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Values {
    /// Each is a text.
    Texts,
    /// A text that is a list in JSON is that list.
    Lists,
}

impl<'a> Body<'a> {
    pub(super) fn of(content_type: Option<&str>, body: &'a [u8]) -> Self {
        let may_be_form = content_type.is_none_or(is_form);
        if may_be_form && !is_json(body) && body.contains(&b'=') {
            Self::Form(Form::of(body))
        } else {
            Self::Json(body)
        }
    }

    pub(super) fn open(&self, service: &CallbackService) -> Result<Notice, CallbackError> {
        match self {
            Self::Json(body) => Notice::open(service, body),
            Self::Form(form) => form.open(service, Values::Texts),
        }
    }

    /// Reads what `notice` carries, which was opened from this body.
    pub(super) fn read<E>(
        &self,
        service: &CallbackService,
        notice: Notice,
        read: impl Fn(&Notice) -> Result<E, CallbackError>,
    ) -> Result<Delivery<E>, CallbackError> {
        match (self, read(&notice)) {
            (_, Ok(event)) => Ok(Delivery::new(event, notice)),
            (Self::Json(_), Err(error)) => Err(error),
            // A form has no lists. Where the event wants one, its JSON is taken; where it wants a text, it stays one.
            (Self::Form(form), Err(error)) => {
                let Ok(notice) = form.open(service, Values::Lists) else {
                    return Err(error);
                };
                read(&notice).map(|event| Delivery::new(event, notice))
            }
        }
    }
}

impl Form {
    fn of(body: &[u8]) -> Self {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for pair in body.trim_ascii().split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let equals = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let (name, value) = pair.split_at(equals);
            fields.entry(text(name)).or_default().push(text(value.strip_prefix(b"=").unwrap_or(value)));
        }
        Self(fields)
    }

    fn open(&self, service: &CallbackService, values: Values) -> Result<Notice, CallbackError> {
        let malformed = |reason| CallbackError::Malformed { event: None, reason };
        let mut members: BTreeMap<&str, Box<RawValue>> = BTreeMap::new();
        for (name, texts) in &self.0 {
            let (name, is_list) = name.strip_suffix("[]").map_or((name.as_str(), false), |name| (name, true));
            let value = match texts.as_slice() {
                [text] if !is_list => json(text, values),
                texts => to_raw_value(texts),
            };
            members.insert(name, value.map_err(malformed)?);
        }
        Notice::open(service, &serde_json::to_vec(&members).map_err(malformed)?)
    }
}

fn json(text: &str, values: Values) -> Result<Box<RawValue>, serde_json::Error> {
    if values == Values::Lists
        && text.trim_start().starts_with('[')
        && let Ok(list) = RawValue::from_string(text.to_owned())
    {
        return Ok(list);
    }
    to_raw_value(text)
}

/// What is no UTF-8 becomes the sign for that.
fn text(encoded: &[u8]) -> String {
    String::from_utf8_lossy(&percent_decoded(encoded)).into_owned()
}

fn is_form(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// Whether it begins as a JSON object does, percent-encoded or not.
fn is_json(body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    body.starts_with(b"{") || body.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(b"%7b"))
}
