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
    /// What it is called, and its fields.
    fn shape(&self) -> &'static Shape;

    /// The place of the field `at`.
    fn field(&mut self, at: usize) -> Option<Place<'_>>;

    /// One with no field read yet.
    fn empty() -> Self
    where
        Self: Sized;
}

/// What a struct is called, and its fields.
pub struct Shape {
    /// Its name in Rust, for errors.
    pub name: &'static str,
    /// What its fields are called on the wire, in their order.
    pub fields: &'static [&'static str],
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

/// Where the fields of a struct go.
pub struct Writing<S: SerializeStruct> {
    fields: S,
    names: std::slice::Iter<'static, &'static str>,
    error: Option<S::Error>,
}

impl<S: SerializeStruct> Writing<S> {
    /// Begins a struct, under the names that it has on the wire.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn begin<Z: Serializer<SerializeStruct = S, Ok = S::Ok, Error = S::Error>>(
        shape: &'static Shape,
        serializer: Z,
    ) -> Result<Self, S::Error> {
        let fields = serializer.serialize_struct(shape.name, shape.fields.len())?;
        Ok(Self { fields, names: shape.fields.iter(), error: None })
    }

    /// Writes the next field.
    pub fn field<T: Serialize>(&mut self, value: &T) {
        if let (Some(name), None) = (self.names.next(), &self.error) {
            self.error = self.fields.serialize_field(name, value).err();
        }
    }

    /// Ends it.
    ///
    /// # Errors
    /// If it, or a field, could not be written.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.error.map_or_else(|| self.fields.end(), Err)
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
        impl $crate::Received for $name {
            #[inline]
            fn shape(&self) -> &'static $crate::Shape {
                &$crate::Shape { name: ::std::stringify!($name), fields: &[$($wire),*] }
            }

            #[inline]
            fn field(&mut self, at: usize) -> Option<$crate::Place<'_>> {
                $(
                    if at == 0 {
                        return Some($crate::__received!(@ self.$field $($how)?));
                    }
                    let at = at.wrapping_sub(1);
                )*
                None
            }

            #[inline]
            fn empty() -> Self {
                Self { $($field: $crate::lenient::Lenient::empty()),* }
            }
        }

        impl Eq for $name {}

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::lenient::read(deserializer)
            }
        }

        impl $crate::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut to = $crate::Writing::begin($crate::Received::shape(self), serializer)?;
                $(to.field(&self.$field);)*
                to.end()
            }
        }
    };
    (@ $self:ident.$field:ident) => {
        $crate::lenient::Lenient::place(&mut $self.$field)
    };
    (@ $self:ident.$field:ident text_or_empty) => {
        $crate::Place::TextOrEmpty(&mut $self.$field)
    };
    (@ $self:ident.$field:ident raw_text) => {
        $crate::Raw::raw_place(&mut $self.$field)
    };
}
