//! A stand-in for what people wrote, for `Debug`: says how much there is and not what.

use std::collections::BTreeMap;
use std::fmt;

/// Prints as `<12 bytes>` in place of a value that may hold what people wrote.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Redacted(Size);

impl Redacted {
    /// The stand-in for `value`, of which only the size is kept.
    #[must_use]
    pub fn new<T: Sensitive + ?Sized>(value: &T) -> Self {
        value.redacted()
    }

    /// The stand-in for a list or map of so many items.
    #[must_use]
    pub const fn items(count: usize) -> Self {
        Self(Size::Items(count))
    }

    /// The stand-in for a value of which not even the size is told.
    #[must_use]
    pub const fn hidden() -> Self {
        Self(Size::Hidden)
    }

    /// How many items it is; `None` if it is no list or map.
    pub(super) const fn item_count(self) -> Option<usize> {
        match self.0 {
            Size::Items(count) => Some(count),
            Size::Bytes(_) | Size::Hidden | Size::Absent => None,
        }
    }
}

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Size::Bytes(1) => f.write_str("<1 byte>"),
            Size::Bytes(count) => write!(f, "<{count} bytes>"),
            Size::Items(1) => f.write_str("<1 item>"),
            Size::Items(count) => write!(f, "<{count} items>"),
            Size::Hidden => f.write_str("<hidden>"),
            Size::Absent => f.write_str("None"),
        }
    }
}

/// A value that can be redacted.
pub trait Sensitive {
    /// Its stand-in.
    fn redacted(&self) -> Redacted;
}

/// What may be told about a redacted value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    /// The length of a text in bytes of UTF-8.
    Bytes(usize),
    /// The number of items of a list.
    Items(usize),
    /// Nothing: the size would be the value.
    Hidden,
    /// That there is no value.
    Absent,
}

impl Sensitive for str {
    fn redacted(&self) -> Redacted {
        Redacted(Size::Bytes(self.len()))
    }
}

impl Sensitive for String {
    fn redacted(&self) -> Redacted {
        Redacted(Size::Bytes(self.len()))
    }
}

impl<T> Sensitive for [T] {
    fn redacted(&self) -> Redacted {
        Redacted(Size::Items(self.len()))
    }
}

impl<T> Sensitive for Vec<T> {
    fn redacted(&self) -> Redacted {
        Redacted(Size::Items(self.len()))
    }
}

macro_rules! hidden {
    ($($ty:ty)*) => {
        $(impl Sensitive for $ty {
            fn redacted(&self) -> Redacted {
                Redacted(Size::Hidden)
            }
        })*
    };
}

hidden!(bool i32 u32 i64 u64);

impl<K, V> Sensitive for BTreeMap<K, V> {
    fn redacted(&self) -> Redacted {
        Redacted(Size::Items(self.len()))
    }
}

impl<T: Sensitive> Sensitive for Option<T> {
    fn redacted(&self) -> Redacted {
        self.as_ref().map_or(Redacted(Size::Absent), Sensitive::redacted)
    }
}

impl<T: Sensitive + ?Sized> Sensitive for &T {
    fn redacted(&self) -> Redacted {
        (**self).redacted()
    }
}

/// Redacts whatever it holds: as [`Sensitive`] says, or else all of it. For the macro `show!`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Redact<'a, T: ?Sized>(pub &'a T);

impl<T: Sensitive + ?Sized> Redact<'_, T> {
    /// As [`Sensitive`] says. Where this exists, it goes before the trait's.
    #[must_use]
    pub fn redacted(&self) -> Redacted {
        self.0.redacted()
    }
}

/// For what is not [`Sensitive`].
#[doc(hidden)]
pub trait RedactAnything {
    /// Shows nothing.
    fn redacted(&self) -> Redacted;
}

impl<T: ?Sized> RedactAnything for Redact<'_, T> {
    fn redacted(&self) -> Redacted {
        Redacted(Size::Hidden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &(impl Sensitive + ?Sized), expected: &str) {
        assert_eq!(format!("{:?}", Redacted::new(value)), expected);
    }

    #[test]
    fn only_the_size_is_shown() {
        check("", "<0 bytes>");
        check("x", "<1 byte>");
        check("é", "<2 bytes>");
        check(&String::from("hello, world"), "<12 bytes>");
        check(&vec!["a".to_owned()], "<1 item>");
        check(&[1, 2, 3][..], "<3 items>");
        check(&7_i64, "<hidden>");
        check(&true, "<hidden>");
        check(&None::<String>, "None");
        check(&Some("x"), "<1 byte>");
        check(&BTreeMap::from([(1, 2)]), "<1 item>");
        struct Other;
        assert_eq!(format!("{:?}", Redact(&Other).redacted()), "<hidden>");
        assert_eq!(format!("{:?}", Redact("abc").redacted()), "<3 bytes>");
    }
}
