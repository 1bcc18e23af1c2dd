//! What a struct says of itself so that it can be received and written: no more than a list of its fields.
//!
//! serde's derive would write out for each struct what is the same for all. That was most of what compiling the
//! generated code cost.

use super::filling::fill_from_json;
use super::place::Place;
use super::plain::fill_plainly;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A struct that is received; `received!` implements it.
pub trait Received {
    /// Its name, for errors.
    fn name(&self) -> &'static str;

    /// What its fields are called on the wire, in their order.
    fn names(&self) -> &'static [&'static str];

    /// The place of the field `at`.
    fn field(&mut self, at: usize) -> Option<Place<'_>>;

    /// One with no field read yet.
    fn empty() -> Self
    where
        Self: Sized;

    /// Hands each field to `to`, in their order.
    fn write<S: SerializeStruct>(&self, to: &mut Writing<S>)
    where
        Self: Sized;
}

/// Reads one out of JSON.
///
/// # Errors
/// If `text` is none.
pub fn received_from_json<T: Received>(text: &str) -> Result<T, serde_json::Error> {
    let mut value = T::empty();
    if !fill_plainly(&mut value, text) {
        value = T::empty();
        fill_from_json(&mut value, text)?;
    }
    Ok(value)
}

/// Writes a struct, under the names that it has on the wire.
///
/// # Errors
/// If a field cannot be written.
pub fn write_received<T: Received, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let names = value.names();
    let fields = serializer.serialize_struct(value.name(), names.len())?;
    let mut writing = Writing { fields, names: names.iter(), error: None };
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
            fn name(&self) -> &'static str {
                ::std::stringify!($name)
            }

            fn names(&self) -> &'static [&'static str] {
                &[$($wire),*]
            }

            fn field(&mut self, at: usize) -> Option<$crate::runtime::Place<'_>> {
                $(
                    if at == 0 {
                        return Some($crate::__received!(@ self.$field $($how)?));
                    }
                    let at = at.wrapping_sub(1);
                )*
                None
            }

            fn empty() -> Self {
                Self { $($field: $crate::runtime::lenient::Lenient::empty()),* }
            }

            fn write<S: $crate::runtime::serde::ser::SerializeStruct>(&self, to: &mut $crate::runtime::Writing<S>) {
                $(to.field(&self.$field);)*
            }
        }

        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::lenient::read(deserializer)
            }
        }

        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::write_received(self, serializer)
            }
        }
    };
    (@ $self:ident.$field:ident) => {
        $crate::runtime::lenient::Lenient::place(&mut $self.$field)
    };
    (@ $self:ident.$field:ident text_or_empty) => {
        $crate::runtime::Place::TextOrEmpty(&mut $self.$field)
    };
    (@ $self:ident.$field:ident raw_text) => {
        $crate::runtime::Raw::raw_place(&mut $self.$field)
    };
}
