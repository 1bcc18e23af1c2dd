//! How the values of a reply are read: numbers may come as texts and texts as numbers.
//!
//! A text may come as a number (its digits), an integer as a text of digits or as a float that is exactly one, a
//! truth value as 0, 1 or a text of `true`, `false`, `0` or `1`. `null` counts as absent: it is an error where a value
//! is required, an empty list or map, and `None`. A number whose digits were lost in decoding (beyond 64 bits) is an
//! error, not an approximation.

use super::Code;
use super::scalar::{Scalar, no_text};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A type whose values are received.
pub trait Lenient: Sized {
    /// Whether a field of this type must be there.
    const REQUIRED: bool;

    /// What a field is before it is read, and stays if it may be absent and is.
    fn empty() -> Self;

    /// Reads a value.
    ///
    /// # Errors
    /// If it is none of this type.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// A way to read the value of a field.
pub trait How<T> {
    /// Whether it must be there.
    const REQUIRED: bool;

    /// Reads the value.
    ///
    /// # Errors
    /// If it cannot be read so.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

/// As the type says.
pub struct ByType;

/// A text that says nothing a program needs; see [`text_or_empty`].
pub struct TextOrEmpty;

/// A text, or the text of what is none; see [`raw_text`].
pub struct RawText;

impl<T: Lenient> How<T> for ByType {
    const REQUIRED: bool = T::REQUIRED;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

impl How<String> for TextOrEmpty {
    const REQUIRED: bool = false;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        text_or_empty(deserializer)
    }
}

impl How<String> for RawText {
    const REQUIRED: bool = true;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        raw_text(deserializer)
    }
}

impl How<Option<String>> for RawText {
    const REQUIRED: bool = false;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
        optional_raw_text(deserializer)
    }
}

/// What must be there: its type, what it is at first, and the function that reads it.
macro_rules! required {
    ($($type:ty, $empty:expr, $read:ident;)+) => {
        $(impl Lenient for $type {
            const REQUIRED: bool = true;

            fn empty() -> Self {
                $empty
            }

            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $read(deserializer)
            }
        })+
    };
}
required! {
    String, String::new(), text;
    bool, false, boolean;
    i32, 0, int;
    u32, 0, int;
    i64, 0, int;
    u64, 0, int;
    Code, Code::from(0), code;
}

/// May be absent: visited as an option, and what is there as a list or map if it is one.
macro_rules! optional {
    ($($type:ty [$($param:tt)+];)+) => {
        $(impl<$($param)+> Lenient for $type {
            const REQUIRED: bool = false;

            fn empty() -> Self {
                Self::default()
            }

            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_option(Reading::<Self>(PhantomData))
            }
        })+
    };
}
optional! {
    Option<T> [T: Lenient];
    Vec<T> [T: Lenient];
    BTreeMap<String, T> [T: Lenient];
}

/// A value that is being read.
struct Reading<T>(PhantomData<T>);

impl<'de, T: Lenient> DeserializeSeed<'de> for Reading<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

impl<'de, T: Lenient> Visitor<'de> for Reading<Option<T>> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("option")
    }

    fn visit_none<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::read(deserializer).map(Some)
    }
}

impl<'de, T: Lenient> Visitor<'de> for Reading<Vec<T>> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_none<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_unit<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Vec<T>, E> {
        Err(no_text(&self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(Reading(PhantomData))? {
            items.push(item);
        }
        Ok(items)
    }
}

impl<'de, T: Lenient> Visitor<'de> for Reading<BTreeMap<String, T>> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_none<E>(self) -> Result<BTreeMap<String, T>, E> {
        Ok(BTreeMap::new())
    }

    fn visit_unit<E>(self) -> Result<BTreeMap<String, T>, E> {
        Ok(BTreeMap::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<BTreeMap<String, T>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<BTreeMap<String, T>, E> {
        Err(no_text(&self))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<BTreeMap<String, T>, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = members.next_key()? {
            map.insert(key, members.next_value_seed(Reading(PhantomData))?);
        }
        Ok(map)
    }
}

/// A text that must be there.
///
/// # Errors
/// If the value is no text and no number.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    deserializer.deserialize_any(TextVisitor)
}

/// A text that says nothing a program needs, such as the envelope's message: whatever is no text, number
/// or truth value is read as empty.
///
/// # Errors
/// If the input is no JSON.
pub fn text_or_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    deserializer.deserialize_any(TextOrEmptyVisitor)
}

/// A truth value that must be there.
///
/// # Errors
/// If the value is not one of those listed above.
pub fn boolean<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    read_bool(Scalar::deserialize(deserializer)?)
}

/// An integer that must be there.
///
/// # Errors
/// If the value is no integer, or outside the range of `T`.
pub fn int<'de, T: TryFrom<i128>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read_int(Scalar::deserialize(deserializer)?)
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
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    match raw.get().as_bytes().first() {
        Some(b'"') => Ok(Some(serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().to_owned()))),
        Some(b'n') => Ok(None),
        _ => Ok(Some(Box::<str>::from(raw).into())),
    }
}

/// A return code.
///
/// # Errors
/// If the value is no integer and no text of digits, or has more than 64 bits.
pub fn code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
    Code::deserialize(deserializer)
}

/// Most values are texts, so that these take the short way.
struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_unit<E: Error>(self) -> Result<String, E> {
        read_text(Scalar::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<String, E> {
        read_text(Scalar::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<String, E> {
        read_text(Scalar::Int(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<String, E> {
        read_text(Scalar::Int(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<String, E> {
        read_text(Scalar::from(value))
    }
}

/// Nearly all of these are texts too. Nothing but JSON that is broken is an error.
struct TextOrEmptyVisitor;

impl<'de> Visitor<'de> for TextOrEmptyVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok(String::new())
    }

    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<String, E> {
        // Of a number that lost digits in decoding, this makes nothing rather than another number.
        Ok(Scalar::from(value).into_text().unwrap_or_default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<String, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(String::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<String, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(String::new())
    }
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
