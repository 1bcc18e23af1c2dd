//! How the fields of a reply are read: numbers may come as texts and texts as numbers.
//!
//! These are for `#[serde(deserialize_with = …)]`. A field that a reply may lack also has
//! `#[serde(default)]`. Throughout, a text may come as a number (its digits), an integer as a text of
//! digits or as a float that is exactly one, a truth value as 0, 1 or a text of `true`, `false`, `0` or
//! `1`. `null` counts as absent: it is an error where a value is required, and an empty list or `None`
//! elsewhere. A number whose digits were lost in decoding (beyond 64 bits) is an error, not an
//! approximation.

use super::Code;
use super::scalar::Scalar;
use serde::de::{Deserialize, Deserializer, Error};

/// A text that must be there.
///
/// # Errors
/// If the value is no text and no number.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    read_text(Scalar::deserialize(deserializer)?)
}

/// A text that says nothing a program needs, such as the envelope's message: whatever is no text, number
/// or truth value is read as empty.
///
/// # Errors
/// If the input is no JSON.
pub fn text_or_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match Scalar::deserialize(deserializer)? {
        Scalar::Bool(value) => value.to_string(),
        // Of a number that lost digits in decoding, `into_text` makes nothing rather than another number.
        scalar => scalar.into_text().unwrap_or_default(),
    })
}

/// A text that may be `null`.
///
/// # Errors
/// If the value is no text, no number and not `null`.
pub fn optional_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    optional(deserializer, read_text)
}

/// A list of texts; `null` is the empty list.
///
/// # Errors
/// If the value is no list, or one of its items no text and no number.
pub fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    list(deserializer, read_text)
}

/// A list of texts that may be `null`, which is not the empty list here.
///
/// # Errors
/// If the value is not `null` and no list, or one of its items no text and no number.
pub fn optional_texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    optional_list(deserializer, read_text)
}

/// A truth value that must be there.
///
/// # Errors
/// If the value is not one of those listed above.
pub fn boolean<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    read_bool(Scalar::deserialize(deserializer)?)
}

/// A truth value that may be `null`.
///
/// # Errors
/// If the value is not `null` and not one of those listed above.
pub fn optional_boolean<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    optional(deserializer, read_bool)
}

/// A list of truth values; `null` is the empty list.
///
/// # Errors
/// If the value is no list, or one of its items no truth value.
pub fn booleans<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<bool>, D::Error> {
    list(deserializer, read_bool)
}

/// A list of truth values that may be `null`, which is not the empty list here.
///
/// # Errors
/// If the value is not `null` and no list, or one of its items no truth value.
pub fn optional_booleans<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<bool>>, D::Error> {
    optional_list(deserializer, read_bool)
}

/// An integer that must be there.
///
/// # Errors
/// If the value is no integer, or outside the range of `T`.
pub fn int<'de, T: TryFrom<i128>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read_int(Scalar::deserialize(deserializer)?)
}

/// An integer that may be `null`.
///
/// # Errors
/// If the value is not `null` and no integer, or outside the range of `T`.
pub fn optional_int<'de, T: TryFrom<i128>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    optional(deserializer, read_int)
}

/// A list of integers; `null` is the empty list.
///
/// # Errors
/// If the value is no list, or one of its items no integer in the range of `T`.
pub fn ints<'de, T: TryFrom<i128>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    list(deserializer, read_int)
}

/// A list of integers that may be `null`, which is not the empty list here.
///
/// # Errors
/// If the value is not `null` and no list, or one of its items no integer in the range of `T`.
pub fn optional_ints<'de, T: TryFrom<i128>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<T>>, D::Error> {
    optional_list(deserializer, read_int)
}

/// A list of structs; `null` is the empty list.
///
/// # Errors
/// If the value is no list, or one of its items cannot be read.
pub fn items<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Option::<Vec<T>>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// A list of structs that may be `null`, which is not the empty list here.
///
/// # Errors
/// If the value is not `null` and no list, or one of its items cannot be read.
pub fn optional_items<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<T>>, D::Error> {
    Option::deserialize(deserializer)
}

/// A return code. A float is refused even if it is whole: a code that passed through one is not trusted.
///
/// # Errors
/// If the value is no integer and no text of digits, or has more than 64 bits.
pub fn code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
    deserializer.deserialize_any(super::envelope::CodeVisitor)
}

fn optional<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    read: fn(Scalar) -> Result<T, D::Error>,
) -> Result<Option<T>, D::Error> {
    match Scalar::deserialize(deserializer)? {
        Scalar::Null => Ok(None),
        scalar => read(scalar).map(Some),
    }
}

fn list<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    read: fn(Scalar) -> Result<T, D::Error>,
) -> Result<Vec<T>, D::Error> {
    optional_list(deserializer, read).map(Option::unwrap_or_default)
}

fn optional_list<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    read: fn(Scalar) -> Result<T, D::Error>,
) -> Result<Option<Vec<T>>, D::Error> {
    let items = Option::<Vec<Scalar>>::deserialize(deserializer)?;
    items.map(|items| items.into_iter().map(read).collect()).transpose()
}

fn read_text<E: Error>(scalar: Scalar) -> Result<String, E> {
    scalar.into_text().map_err(|found| found.mismatch("a text"))
}

fn read_bool<E: Error>(scalar: Scalar) -> Result<bool, E> {
    scalar.into_bool().map_err(|found| found.mismatch("true or false"))
}

fn read_int<T: TryFrom<i128>, E: Error>(scalar: Scalar) -> Result<T, E> {
    let number = scalar.into_int().map_err(|found| found.mismatch("an integer"))?;
    T::try_from(number).map_err(|_| Scalar::Int(number).mismatch("an integer"))
}
