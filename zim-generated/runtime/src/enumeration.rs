//! Macros that give an enumeration its place on the wire: of integers, of texts, of bits.
//!
//! They work in this crate and in others, since they name what they need by `$crate`.

/// `int_enum!(ConvType(i32): Peer = 0, Group = 2)` for an `enum` with these variants and `Other(i32)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __int_enum {
    ($name:ident($int:ty): $($variant:ident = $number:literal),+ $(,)?) => {
        impl $name {
            /// The number on the wire.
            #[must_use]
            #[inline]
            pub const fn get(self) -> $int {
                match self {
                    $(Self::$variant => $number,)+
                    Self::Other(number) => number,
                }
            }
        }

        impl From<$int> for $name {
            #[inline]
            fn from(number: $int) -> Self {
                match number {
                    $($number => Self::$variant,)+
                    _ => Self::Other(number),
                }
            }
        }

        $crate::__int_values!($name($int), get);
    };
}

/// `int_flags!(EditType(i32))` for a `struct` around this integer.
#[doc(hidden)]
#[macro_export]
macro_rules! __int_flags {
    ($name:ident($int:ty)) => {
        impl $name {
            /// The number on the wire.
            #[must_use]
            #[inline]
            pub const fn bits(self) -> $int {
                self.0
            }

            /// Whether it has all the bits of `other`.
            #[must_use]
            #[inline]
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }
        }

        impl From<$int> for $name {
            #[inline]
            fn from(bits: $int) -> Self {
                Self(bits)
            }
        }

        impl ::std::ops::BitOr for $name {
            type Output = Self;

            #[inline]
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        $crate::__int_values!($name($int), bits);
    };
}

/// What an integer with a type of its own has in common with integers.
#[doc(hidden)]
#[macro_export]
macro_rules! __int_values {
    ($name:ident($int:ty), $get:ident) => {
        impl Eq for $name {}

        impl TryFrom<i128> for $name {
            type Error = ::std::num::TryFromIntError;

            #[inline]
            fn try_from(number: i128) -> Result<Self, Self::Error> {
                <$int>::try_from(number).map(Self::from)
            }
        }

        impl $crate::IntValue for $name {
            #[inline]
            fn int_value(&self) -> Option<i128> {
                Some(i128::from(self.$get()))
            }
        }

        impl $crate::WireValue for $name {
            #[inline]
            fn write(&self, wire: &mut $crate::Wire<'_>) {
                wire.int(i128::from(self.$get()));
            }
        }

        impl $crate::Given for $name {}

        impl $crate::KeyValue for $name {
            #[inline]
            fn key(&self) -> String {
                self.$get().to_string()
            }
        }

        impl $crate::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::serde::Serialize::serialize(&self.$get(), serializer)
            }
        }

        impl $crate::lenient::Lenient for $name {
            #[inline]
            fn empty() -> Self {
                Self::from(0)
            }

            #[inline]
            fn place(&mut self) -> $crate::Place<'_> {
                $crate::Place::Int(self)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::lenient::read(deserializer)
            }
        }
    };
}

/// `text_enum!(FriendAttributeKey: K0 = "k0", K1 = "k1")` for an `enum` with these variants and `Other(String)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($name:ident: $($variant:ident = $text:literal),+ $(,)?) => {
        impl Eq for $name {}

        impl $name {
            /// The text on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)+
                    _ => Self::Other(text.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text => Self::$variant,)+
                    _ => Self::Other(text),
                }
            }
        }

        impl $crate::Word for $name {
            #[inline]
            fn set(&mut self, text: &str) {
                *self = Self::from(text);
            }
        }

        impl $crate::TextValue for $name {
            #[inline]
            fn text_value(&self) -> Option<&str> {
                Some(self.as_str())
            }
        }

        impl $crate::WireValue for $name {
            #[inline]
            fn write(&self, wire: &mut $crate::Wire<'_>) {
                wire.text(self.as_str());
            }
        }

        impl $crate::Given for $name {}

        impl $crate::KeyValue for $name {
            #[inline]
            fn key(&self) -> String {
                self.as_str().to_owned()
            }
        }

        impl $crate::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::lenient::Lenient for $name {
            #[inline]
            fn empty() -> Self {
                Self::Other(String::new())
            }

            #[inline]
            fn place(&mut self) -> $crate::Place<'_> {
                $crate::Place::Word(self)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::lenient::read(deserializer)
            }
        }
    };
}
