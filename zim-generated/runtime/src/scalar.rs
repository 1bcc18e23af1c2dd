//! A JSON value that is no list and no object, and what it can be read as.

use super::Code;
use serde::de::{Error, Expected, Unexpected};

/// Floats up to this size, either way, stand for exactly one integer.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A JSON value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scalar<'a> {
    Null,
    Bool(bool),
    /// A whole number of at most 64 bits, or a float that is exactly one.
    Int(i128),
    Float(f64),
    Text(&'a str),
}

impl Scalar<'_> {
    /// The text, or the digits of a number. `None` if digits may have been lost on the way.
    pub(super) fn to_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.to_owned()),
            Self::Int(number) => Some(number.to_string()),
            Self::Float(number) if number.abs() <= EXACT => Some(number.to_string()),
            _ => None,
        }
    }

    /// The integer, also out of its digits in a text.
    #[inline]
    pub(super) fn to_int(self) -> Option<i128> {
        match self {
            Self::Int(number) => Some(number),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The truth value, also out of 0, 1 or a text.
    pub(super) fn to_bool(self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(value),
            Self::Int(0) | Self::Text("false" | "0") => Some(false),
            Self::Int(1) | Self::Text("true" | "1") => Some(true),
            _ => None,
        }
    }

    /// The return code, also out of its digits in a text.
    pub(super) fn to_code(self) -> Option<Code> {
        match self {
            Self::Int(number) => i64::try_from(number).ok().map(Code::new),
            Self::Text(text) => text.parse().ok().map(Code::new),
            _ => None,
        }
    }
}

impl From<f64> for Scalar<'_> {
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough, so nothing is lost")]
    fn from(value: f64) -> Self {
        if value.fract() == 0.0 && value.abs() <= EXACT { Self::Int(value as i128) } else { Self::Float(value) }
    }
}

/// A text stands where `expected` should. It is not shown: it may be what people wrote. That holds only after
/// `deserialize_any`; asked for anything else, serde_json itself quotes it, whole.
pub(super) fn no_text<E: Error>(expected: &dyn Expected) -> E {
    E::invalid_type(Unexpected::Other("a text"), expected)
}
