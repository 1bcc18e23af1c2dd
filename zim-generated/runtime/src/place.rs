//! Places that received values are read into: what a type says of itself, so that the reading is compiled once and not
//! once per type.

use super::{Code, Received};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A type whose values are received.
pub trait Lenient: Sized {
    /// What a field is before it is read, and stays if it may be absent and is.
    fn empty() -> Self;

    /// What is to be read into it.
    fn place(&mut self) -> Place<'_>;
}

/// Where a value goes, which tells what it may be.
pub enum Place<'a> {
    /// A text, or the digits of a number.
    Text(&'a mut String),
    /// A text that says nothing a program needs: whatever is no text, number or truth value is read as empty.
    TextOrEmpty(&'a mut String),
    /// A text, or the JSON of anything else, to the byte.
    RawText(&'a mut String),
    /// The same; `None` if it is `null`.
    OptionalRawText(&'a mut Option<String>),
    /// A text with a type of its own.
    Word(&'a mut dyn Word),
    /// A truth value, 0, 1, or one of these in a text.
    Bool(&'a mut bool),
    /// An integer, or its digits in a text.
    Int(&'a mut dyn Number),
    /// A return code.
    Code(&'a mut Code),
    /// A list; `null` is an empty one.
    List(&'a mut dyn Items),
    /// A map; `null` is an empty one.
    Map(&'a mut dyn Entries),
    /// A struct.
    Struct(&'a mut dyn Received),
    /// Something, or `null`.
    Option(&'a mut dyn Maybe),
}

impl Place<'_> {
    /// The place of what is there, where it could be absent and is not.
    #[inline]
    pub(super) fn inner(self) -> Self {
        let mut place = self;
        while let Self::Option(option) = place {
            place = option.some();
        }
        place
    }

    /// Whether a field must be there.
    pub(super) fn is_required(&self) -> bool {
        match self {
            Self::TextOrEmpty(_) | Self::OptionalRawText(_) | Self::List(_) | Self::Map(_) | Self::Option(_) => false,
            Self::Text(_)
            | Self::RawText(_)
            | Self::Word(_)
            | Self::Bool(_)
            | Self::Int(_)
            | Self::Code(_)
            | Self::Struct(_) => true,
        }
    }
}

/// A place for an integer.
pub trait Number {
    /// Takes it, if it is in range.
    fn set(&mut self, number: i128) -> bool;
}

impl<T: TryFrom<i128>> Number for T {
    fn set(&mut self, number: i128) -> bool {
        T::try_from(number).map(|number| *self = number).is_ok()
    }
}

/// A place for a text with a type of its own.
pub trait Word {
    /// Takes it.
    fn set(&mut self, text: &str);
}

/// A place for what may be absent.
pub trait Maybe {
    /// It is there: where it goes.
    fn some(&mut self) -> Place<'_>;
}

impl<T: Lenient> Maybe for Option<T> {
    fn some(&mut self) -> Place<'_> {
        self.insert(T::empty()).place()
    }
}

/// A place for a list.
pub trait Items {
    /// Where the next item goes.
    fn next(&mut self) -> Option<Place<'_>>;
}

impl<T: Lenient> Items for Vec<T> {
    fn next(&mut self) -> Option<Place<'_>> {
        self.push(T::empty());
        self.last_mut().map(T::place)
    }
}

/// A place for a map.
pub trait Entries {
    /// Where the value of `key` goes. A later one takes the place of an earlier.
    fn entry(&mut self, key: String) -> Place<'_>;
}

impl<T: Lenient> Entries for BTreeMap<String, T> {
    fn entry(&mut self, key: String) -> Place<'_> {
        match BTreeMap::entry(self, key) {
            Entry::Occupied(entry) => {
                let value = entry.into_mut();
                *value = T::empty();
                value.place()
            }
            Entry::Vacant(entry) => entry.insert(T::empty()).place(),
        }
    }
}

/// A text that is kept, or JSON that is kept as its text.
pub trait Raw {
    /// What is to be read into it.
    fn raw_place(&mut self) -> Place<'_>;
}

impl Raw for String {
    fn raw_place(&mut self) -> Place<'_> {
        Place::RawText(self)
    }
}

impl Raw for Option<String> {
    fn raw_place(&mut self) -> Place<'_> {
        Place::OptionalRawText(self)
    }
}

/// Each type: its parameters, what it is at first, and its place.
macro_rules! lenient {
    ($($type:ty $([$param:ident])?: $empty:expr, $place:ident;)+) => {
        $(impl $(<$param: Lenient>)? Lenient for $type {
            fn empty() -> Self {
                $empty
            }

            #[inline]
            fn place(&mut self) -> Place<'_> {
                Place::$place(self)
            }
        })+
    };
}
lenient! {
    String: Self::new(), Text;
    bool: false, Bool;
    i32: 0, Int;
    u32: 0, Int;
    i64: 0, Int;
    u64: 0, Int;
    Code: Self::from(0), Code;
    Option<T> [T]: None, Option;
    Vec<T> [T]: Self::new(), List;
    BTreeMap<String, T> [T]: Self::new(), Map;
}

impl<T: Received> Lenient for T {
    fn empty() -> Self {
        Received::empty()
    }

    #[inline]
    fn place(&mut self) -> Place<'_> {
        Place::Struct(self)
    }
}
