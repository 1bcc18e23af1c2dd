//! What every reply carries, read when the reply itself cannot be or is a refusal.

use super::lenient::text_or_empty;
use super::scalar::no_text;
use super::{Code, EnvelopeKeys};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// The fields that every reply carries.
#[derive(Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The code.
    pub code: Code,
    /// Empty if there is none.
    pub message: String,
    /// Empty if there is none.
    pub request_id: String,
}

impl Envelope {
    /// Reads the envelope out of `body` and passes over everything else. Of a body that breaks off or goes
    /// wrong after a refusal's code, that code is kept: it says more than that the rest cannot be read.
    ///
    /// # Errors
    /// If `body` is not one JSON object, or its code is missing or no code.
    pub fn read(body: &[u8], keys: &EnvelopeKeys) -> Result<Self, serde_json::Error> {
        // As the reply was read.
        let text = String::from_utf8_lossy(body);
        let mut deserializer = serde_json::Deserializer::from_str(&text);
        let mut seen = None;
        let outcome = EnvelopeSeed { keys, seen: &mut seen }.deserialize(&mut deserializer);
        match outcome.and_then(|envelope| deserializer.end().map(|()| envelope)) {
            Ok(envelope) => Ok(envelope),
            Err(error) => match seen.filter(|code| !code.is_success()) {
                Some(code) => Ok(Self { code, message: String::new(), request_id: String::new() }),
                None => Err(error),
            },
        }
    }
}

struct EnvelopeSeed<'k> {
    keys: &'k EnvelopeKeys,
    /// The code, as soon as it is certain.
    seen: &'k mut Option<Code>,
}

impl<'de> DeserializeSeed<'de> for EnvelopeSeed<'_> {
    type Value = Envelope;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Envelope, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for EnvelopeSeed<'_> {
    type Value = Envelope;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a reply")
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Envelope, E> {
        Err(no_text(&self))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Envelope, A::Error> {
        let mut code = None;
        let mut message = String::new();
        let mut request_id = String::new();
        while let Some(key) = members.next_key::<String>()? {
            // Only now is it certain that the code was whole: a body can break off inside a number.
            *self.seen = code;
            if key == self.keys.code {
                code = Some(members.next_value()?);
            } else if key == self.keys.message {
                message = members.next_value::<Loose>()?.0;
            } else if self.keys.request_id.is_some_and(|name| key == name) {
                request_id = members.next_value::<Loose>()?.0;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        let code = code.ok_or_else(|| A::Error::missing_field(self.keys.code))?;
        Ok(Envelope { code, message, request_id })
    }
}

/// A text that the server may leave out or send as something else.
struct Loose(String);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text_or_empty(deserializer).map(Self)
    }
}
