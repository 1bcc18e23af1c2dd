//! The one reading of what is received: values of JSON are put where a [`Place`] says.

use super::Received;
use super::place::{Entries, Items, Place};
use super::scalar::{Scalar, no_text};
use super::seen::{Seen, position};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::value::RawValue;
use std::fmt;

/// Reads a value into `place`.
///
/// # Errors
/// If it is none that may be there.
pub(super) fn fill<'de, D: Deserializer<'de>>(place: Place<'_>, deserializer: D) -> Result<(), D::Error> {
    match place {
        Place::RawText(text) => *text = raw_text(deserializer)?.unwrap_or_default(),
        Place::OptionalRawText(text) => *text = raw_text(deserializer)?,
        place => deserializer.deserialize_any(Filling(place))?,
    }
    Ok(())
}

/// Reads all of `text`, which is JSON, into `value`. Nothing of this is compiled again by who calls it.
///
/// # Errors
/// If it is no JSON, or not of this type.
pub(super) fn fill_from_json(value: &mut dyn Received, text: &str) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    fill(Place::Struct(value), &mut deserializer)?;
    deserializer.end()
}

/// A text is kept as it is, and may be `null`; anything else is kept as its JSON text, and so is a text with escapes
/// that stand for no character.
fn raw_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    match raw.get().as_bytes().first() {
        Some(b'"') => Ok(Some(serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().to_owned()))),
        Some(b'n') => Ok(None),
        _ => Ok(Some(Box::<str>::from(raw).into())),
    }
}

/// A place that a value is read into.
struct Filling<'a>(Place<'a>);

impl<'de> DeserializeSeed<'de> for Filling<'_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        fill(self.0, deserializer)
    }
}

impl<'de> Visitor<'de> for Filling<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.0 {
            Place::Text(_) | Place::Word(_) => "a text",
            Place::TextOrEmpty(_) | Place::RawText(_) | Place::OptionalRawText(_) => "a JSON value",
            Place::Bool(_) => "true or false",
            Place::Int(_) => "an integer",
            Place::Code(_) => "a return code",
            Place::List(_) => "a sequence",
            Place::Map(_) => "a map",
            Place::Option(_) => "option",
            Place::Struct(value) => return write!(f, "struct {}", value.shape().name),
        })
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        fill(self.0, deserializer)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.take(Scalar::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.take(Scalar::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.take(Scalar::Int(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.take(Scalar::Int(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        match self.0.inner() {
            place @ Place::Code(_) => Err(E::invalid_type(Unexpected::Float(value), &Filling(place))),
            place => Filling(place).take(Scalar::from(value)),
        }
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.take(Scalar::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        match self.0.inner() {
            Place::List(items) => while list.next_element_seed(Item(items))?.is_some() {},
            Place::TextOrEmpty(text) => {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                text.clear();
            }
            place => return Err(Error::invalid_type(Unexpected::Seq, &Filling(place))),
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        match self.0.inner() {
            Place::Struct(value) => fill_struct(value, members),
            Place::Map(entries) => fill_map(entries, members),
            Place::TextOrEmpty(text) => {
                while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                text.clear();
                Ok(())
            }
            place => Err(Error::invalid_type(Unexpected::Map, &Filling(place))),
        }
    }
}

impl Filling<'_> {
    fn take<E: Error>(self, value: Scalar<'_>) -> Result<(), E> {
        put(self.0, value).map_err(|place| mismatch(place, value))
    }
}

/// Puts a value that is no list and no object into `place`.
///
/// # Errors
/// The place, if it does not take it.
pub(super) fn put<'a>(place: Place<'a>, value: Scalar<'_>) -> Result<(), Place<'a>> {
    let mut place = match (place, value) {
        // They are empty until something comes.
        (Place::Option(_) | Place::List(_) | Place::Map(_), Scalar::Null) => return Ok(()),
        (place, _) => place.inner(),
    };
    let taken = match &mut place {
        Place::Text(text) => value.to_text().map(|value| **text = value).is_some(),
        Place::Word(word) => value.to_text().map(|value| word.set(&value)).is_some(),
        Place::Bool(flag) => value.to_bool().map(|value| **flag = value).is_some(),
        Place::Int(number) => value.to_int().is_some_and(|value| number.set(value)),
        Place::Code(code) => value.to_code().map(|value| **code = value).is_some(),
        Place::TextOrEmpty(text) => {
            **text = match value {
                Scalar::Bool(value) => value.to_string(),
                // Of a number that lost digits in decoding, this makes nothing rather than another number.
                value => value.to_text().unwrap_or_default(),
            };
            true
        }
        _ => false,
    };
    if taken { Ok(()) } else { Err(place) }
}

/// The error for finding `value` in `place`. A text is not shown: it may be what people wrote.
#[cold]
fn mismatch<E: Error>(place: Place<'_>, value: Scalar<'_>) -> E {
    let simple = matches!(place, Place::Text(_) | Place::Word(_) | Place::Bool(_) | Place::Int(_));
    let expected = Filling(place);
    let unexpected = match value {
        Scalar::Null => Unexpected::Unit,
        Scalar::Bool(value) => Unexpected::Bool(value),
        Scalar::Int(_) if simple => Unexpected::Other("an integer out of range"),
        Scalar::Int(number) => match (i64::try_from(number), u64::try_from(number)) {
            (Ok(number), _) => Unexpected::Signed(number),
            (_, Ok(number)) => Unexpected::Unsigned(number),
            _ => Unexpected::Other("an integer"),
        },
        Scalar::Float(number) => Unexpected::Float(number),
        Scalar::Text(_) if simple || matches!(expected.0, Place::Code(_)) => Unexpected::Other("another text"),
        Scalar::Text(_) => return no_text(&expected),
    };
    match (&expected.0, value) {
        (Place::Code(_), Scalar::Int(_) | Scalar::Text(_)) => E::invalid_value(unexpected, &expected),
        _ => E::invalid_type(unexpected, &expected),
    }
}

/// The next item of a list: it gets its place once it is known to be there.
struct Item<'a>(&'a mut dyn Items);

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0.next() {
            Some(place) => fill(place, deserializer),
            None => IgnoredAny::deserialize(deserializer).map(drop),
        }
    }
}

fn fill_map<'de, A: MapAccess<'de>>(entries: &mut dyn Entries, mut members: A) -> Result<(), A::Error> {
    while let Some(key) = members.next_key::<String>()? {
        members.next_value_seed(Filling(entries.entry(key)))?;
    }
    Ok(())
}

fn fill_struct<'de, A: MapAccess<'de>>(value: &mut dyn Received, mut members: A) -> Result<(), A::Error> {
    let names = value.shape().fields;
    let mut seen = Seen::new(names.len());
    let mut likely = 0;
    while let Some(at) = members.next_key_seed(Name { names, likely })? {
        let Some(at) = at else {
            members.next_value::<IgnoredAny>()?;
            continue;
        };
        if seen.insert(at) {
            return Err(A::Error::duplicate_field(names.get(at).copied().unwrap_or_default()));
        }
        if let Some(place) = value.field(at) {
            members.next_value_seed(Filling(place))?;
        }
        likely = at + 1;
    }
    seen.first_missing(value).map_or(Ok(()), |name| Err(A::Error::missing_field(name)))
}

/// The name of a member: which of the fields it is, if any.
struct Name {
    names: &'static [&'static str],
    /// Where to look first: nearly always, the members come in the order of the fields.
    likely: usize,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<usize>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    #[inline]
    fn visit_str<E>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(position(self.names, name, self.likely))
    }
}
