//! A JSON value read without knowing its type: what lenient decoding starts from.

use serde::de::{Deserialize, Deserializer, Error, Expected, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use std::fmt;

/// Floats up to this size, either way, stand for exactly one integer.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A JSON value. Lists and objects are passed over.
#[derive(Debug, PartialEq)]
pub(super) enum Scalar {
    Null,
    Bool(bool),
    /// A whole number of at most 64 bits, or a float that is exactly one.
    Int(i128),
    Float(f64),
    Text(String),
    List,
    Object,
}

impl Scalar {
    /// The text, or the digits of a number. `None` if digits may have been lost on the way.
    pub(super) fn into_text(self) -> Result<String, Self> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Int(number) => Ok(number.to_string()),
            Self::Float(number) if number.abs() <= EXACT => Ok(number.to_string()),
            other => Err(other),
        }
    }

    /// The integer, also out of its digits in a text.
    pub(super) fn into_int(self) -> Result<i128, Self> {
        match self {
            Self::Int(number) => Ok(number),
            Self::Text(text) => text.parse().map_err(|_| Self::Text(text)),
            other => Err(other),
        }
    }

    /// The truth value, also out of 0, 1 or a text.
    pub(super) fn into_bool(self) -> Result<bool, Self> {
        match self {
            Self::Bool(value) => Ok(value),
            Self::Int(0) => Ok(false),
            Self::Int(1) => Ok(true),
            Self::Text(text) => match text.as_str() {
                "true" | "1" => Ok(true),
                "false" | "0" => Ok(false),
                _ => Err(Self::Text(text)),
            },
            other => Err(other),
        }
    }

    /// The error for finding this where `expected` should be.
    pub(super) fn mismatch<E: Error>(&self, expected: &'static str) -> E {
        let found = match self {
            Self::Null => Unexpected::Other("null"),
            Self::Bool(value) => Unexpected::Bool(*value),
            Self::Int(_) => Unexpected::Other("an integer out of range"),
            Self::Float(number) => Unexpected::Float(*number),
            // Not the text itself: it may be what people wrote.
            Self::Text(_) => Unexpected::Other("another text"),
            Self::List => Unexpected::Seq,
            Self::Object => Unexpected::Map,
        };
        E::invalid_type(found, &expected)
    }
}

impl From<f64> for Scalar {
    fn from(value: f64) -> Self {
        if value.fract() == 0.0 && value.abs() <= EXACT {
            // Whole and small enough: the conversion is exact.
            Self::Int(value as i128)
        } else {
            Self::Float(value)
        }
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Scalar, E> {
        Ok(Scalar::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Scalar, E> {
        Ok(Scalar::Int(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Scalar, E> {
        Ok(Scalar::Int(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Scalar, E> {
        Ok(Scalar::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Scalar, E> {
        Ok(Scalar::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Scalar, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Scalar, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Object)
    }
}

/// A text stands where `expected` should. It is not shown: it may be what people wrote. That holds only after
/// `deserialize_any`; asked for anything else, serde_json itself quotes it, whole.
pub(super) fn no_text<E: Error>(expected: &dyn Expected) -> E {
    E::invalid_type(Unexpected::Other("a text"), expected)
}
