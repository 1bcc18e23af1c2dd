//! How a struct that is received is read and written: once here, with no more than a list of its fields per struct.
//!
//! serde's derive would write out for each struct what is the same for all. That was most of what compiling the
//! generated code cost.

use super::lenient::{ByType, How, Lenient, RawText, TextOrEmpty};
use super::scalar::no_text;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// A struct that is received; `received!` implements it.
pub trait Received: DeserializeOwned {
    /// Its name, for errors.
    const NAME: &'static str;

    /// What its fields are called on the wire, in their order.
    const FIELDS: &'static [&'static str];

    /// One with no field read yet.
    fn empty() -> Self;

    /// Hands each field to `from`, in their order.
    fn read<S: Source>(&mut self, from: &mut S);

    /// Hands each field to `to`, in their order.
    fn write<S: SerializeStruct>(&self, to: &mut Writing<S>);
}

impl<T: Received> Lenient for T {
    const REQUIRED: bool = true;

    fn empty() -> Self {
        Received::empty()
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

/// Where the fields of a struct come from.
pub trait Source: Sized {
    /// Reads the next field into `place`, if its value is what comes next.
    fn read<T, H: How<T>>(&mut self, place: &mut T);

    /// Reads a field as its type says.
    #[inline]
    fn field<T: Lenient>(&mut self, place: &mut T) {
        self.read::<T, ByType>(place);
    }

    /// The next field is a text that says nothing a program needs.
    #[inline]
    fn text_or_empty(&mut self) -> Marked<'_, Self, TextOrEmpty> {
        Marked(self, PhantomData)
    }

    /// The next field is a text, or JSON that is kept as its text.
    #[inline]
    fn raw_text(&mut self) -> Marked<'_, Self, RawText> {
        Marked(self, PhantomData)
    }
}

/// A source whose next field is read in the way `H`.
pub struct Marked<'a, S, H>(&'a mut S, PhantomData<H>);

impl<S: Source, H> Marked<'_, S, H> {
    /// Reads the field.
    #[inline]
    pub fn field<T>(self, place: &mut T)
    where
        H: How<T>,
    {
        self.0.read::<T, H>(place);
    }
}

/// Reads a struct. `seen` has a place for each of its fields, all false.
///
/// # Errors
/// If it is no object, a field cannot be read or comes twice, or one is missing that is required.
pub fn receive<'de, T: Received, D: Deserializer<'de>>(deserializer: D, seen: &mut [bool]) -> Result<T, D::Error> {
    deserializer.deserialize_any(StructVisitor { seen, read: PhantomData })
}

struct StructVisitor<'a, T> {
    seen: &'a mut [bool],
    read: PhantomData<T>,
}

impl<'de, T: Received> Visitor<'de> for StructVisitor<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<T, E> {
        Err(no_text(&self))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        let mut value = T::empty();
        let mut fields =
            Fields { members, names: T::FIELDS, seen: self.seen, next: 0, wanted: None, ended: false, error: None };
        fields.next_key();
        // Once, if the members come in the order of the fields.
        while fields.wanted.is_some() {
            fields.next = 0;
            value.read(&mut fields);
        }
        if fields.error.is_none() {
            (fields.ended, fields.next) = (true, 0);
            fields.next_absent();
            if fields.wanted.is_some() {
                value.read(&mut fields);
            }
        }
        fields.error.map_or(Ok(value), Err)
    }
}

/// The members of an object, as the fields of a struct.
struct Fields<'a, 'de, A: MapAccess<'de>> {
    members: A,
    names: &'static [&'static str],
    seen: &'a mut [bool],
    /// The field that is handed over next.
    next: usize,
    /// The field whose value comes next in the object or, once that has ended, that was not in it.
    wanted: Option<usize>,
    ended: bool,
    error: Option<A::Error>,
}

impl<'de, A: MapAccess<'de>> Fields<'_, 'de, A> {
    /// Finds the field that comes next, and passes over what is none.
    fn next_key(&mut self) {
        self.wanted = loop {
            match self.members.next_key_seed(Name { names: self.names, likely: self.next }) {
                Ok(Some(Some(at))) => match self.seen.get_mut(at) {
                    Some(seen) if !*seen => {
                        *seen = true;
                        break Some(at);
                    }
                    _ => self.error = Some(A::Error::duplicate_field(self.names.get(at).unwrap_or(&""))),
                },
                Ok(Some(None)) => match self.members.next_value::<IgnoredAny>() {
                    Ok(_) => continue,
                    Err(error) => self.error = Some(error),
                },
                Ok(None) => {}
                Err(error) => self.error = Some(error),
            }
            break None;
        };
    }

    /// Finds the next field that was not in the object.
    fn next_absent(&mut self) {
        let rest = self.seen.iter().enumerate().skip(self.next);
        self.wanted = rest.filter(|(_, seen)| !**seen).map(|(at, _)| at).next();
    }

    fn take<T, H: How<T>>(&mut self, at: usize, place: &mut T) {
        self.wanted = None;
        if self.ended {
            if H::REQUIRED {
                self.error = Some(A::Error::missing_field(self.names.get(at).unwrap_or(&"")));
            } else {
                self.next_absent();
            }
            return;
        }
        match self.members.next_value_seed(Value::<T, H>(PhantomData)) {
            Ok(value) => {
                *place = value;
                self.next_key();
            }
            Err(error) => self.error = Some(error),
        }
    }
}

impl<'de, A: MapAccess<'de>> Source for Fields<'_, 'de, A> {
    #[inline]
    fn read<T, H: How<T>>(&mut self, place: &mut T) {
        let at = self.next;
        self.next += 1;
        if self.wanted == Some(at) {
            self.take::<T, H>(at, place);
        }
    }
}

/// A value that is read in the way `H`.
struct Value<T, H>(PhantomData<(T, H)>);

impl<'de, T, H: How<T>> DeserializeSeed<'de> for Value<T, H> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        H::read(deserializer)
    }
}

/// The name of a member: which of the fields it is, if any.
struct Name {
    names: &'static [&'static str],
    /// Where to look first.
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
        let is_it = |one: &&str| *one == name;
        let (before, rest) = self.names.split_at_checked(self.likely).unwrap_or((self.names, &[]));
        let ahead = rest.iter().position(is_it).map(|at| at + before.len());
        Ok(ahead.or_else(|| before.iter().position(is_it)))
    }
}

/// Writes a struct, under the names that it has on the wire.
///
/// # Errors
/// If a field cannot be written.
pub fn write_received<T: Received, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let fields = serializer.serialize_struct(T::NAME, T::FIELDS.len())?;
    let mut writing = Writing { fields, names: T::FIELDS.iter(), error: None };
    value.write(&mut writing);
    writing.error.map_or_else(|| writing.fields.end(), Err)
}

/// Where the fields of a struct go.
pub struct Writing<S: SerializeStruct> {
    fields: S,
    names: std::slice::Iter<'static, &'static str>,
    error: Option<S::Error>,
}

impl<S: SerializeStruct> Writing<S> {
    /// Writes the next field.
    pub fn field<T: Serialize>(&mut self, value: &T) {
        if let (Some(name), None) = (self.names.next(), &self.error) {
            self.error = self.fields.serialize_field(name, value).err();
        }
    }
}

/// `received! { UserInfo: user_id = "UserId", extra(raw_text) = "Extra" }` reads and writes a struct that is received:
/// its fields in their order, with their names on the wire. How a field is read follows from its type, unless
/// `text_or_empty` or `raw_text` is stated; so does whether it may be absent.
#[doc(hidden)]
#[macro_export]
macro_rules! __received {
    ($name:ident: $($field:ident $(($how:ident))? = $wire:literal),* $(,)?) => {
        #[allow(unused_variables)]
        impl $crate::runtime::Received for $name {
            const NAME: &'static str = ::std::stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($wire),*];

            fn empty() -> Self {
                Self { $($field: $crate::runtime::lenient::Lenient::empty()),* }
            }

            fn read<S: $crate::runtime::Source>(&mut self, from: &mut S) {
                $(from$(.$how())?.field(&mut self.$field);)*
            }

            fn write<S: $crate::runtime::serde::ser::SerializeStruct>(&self, to: &mut $crate::runtime::Writing<S>) {
                $(to.field(&self.$field);)*
            }
        }

        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const FIELDS: usize = <$name as $crate::runtime::Received>::FIELDS.len();
                $crate::runtime::receive(deserializer, &mut [false; FIELDS])
            }
        }

        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::write_received(self, serializer)
            }
        }
    };
}
