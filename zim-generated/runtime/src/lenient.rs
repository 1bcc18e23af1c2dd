//! How the values of a reply are read: numbers may come as texts and texts as numbers.
//!
//! A text may come as a number (its digits), an integer as a text of digits or as a float that is exactly one, a
//! truth value as 0, 1 or a text of `true`, `false`, `0` or `1`. `null` counts as absent: it is an error where a value
//! is required, an empty list or map, and `None`. A number whose digits were lost in decoding (beyond 64 bits) is an
//! error, not an approximation.

use super::Code;
use super::filling::fill;
use super::place::Place;
use serde::de::Deserializer;

pub use super::place::Lenient;

/// A value as its type says.
///
/// # Errors
/// If it is none of this type.
pub fn read<'de, T: Lenient, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::empty();
    fill(value.place(), deserializer)?;
    Ok(value)
}

/// A text that must be there.
///
/// # Errors
/// If the value is no text and no number.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    read(deserializer)
}

/// A text that says nothing a program needs, such as the envelope's message: whatever is no text, number
/// or truth value is read as empty.
///
/// # Errors
/// If the input is no JSON.
pub fn text_or_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let mut text = String::new();
    fill(Place::TextOrEmpty(&mut text), deserializer)?;
    Ok(text)
}

/// A truth value that must be there.
///
/// # Errors
/// If the value is not one of those listed above.
pub fn boolean<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    read(deserializer)
}

/// An integer that must be there.
///
/// # Errors
/// If the value is no integer, or outside the range of `T`.
pub fn int<'de, T: Lenient + TryFrom<i128>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read(deserializer)
}

/// A text that is kept as it is; anything else is kept as its JSON text, to the byte. `null` is the empty text.
///
/// # Errors
/// If the input is no JSON.
pub fn raw_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    optional_raw_text(deserializer).map(Option::unwrap_or_default)
}

/// A text that is kept as it is, and may be `null`; anything else is kept as its JSON text, to the byte, and so is a
/// text with escapes that stand for no character.
///
/// # Errors
/// If the input is no JSON.
pub fn optional_raw_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let mut text = None;
    fill(Place::OptionalRawText(&mut text), deserializer)?;
    Ok(text)
}

/// A return code.
///
/// # Errors
/// If the value is no integer and no text of digits, or has more than 64 bits.
pub fn code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
    read(deserializer)
}
