//! Values of parameters that are more than a scalar, as what they have in common: so that stating one is compiled
//! once, and not once for each type.

use super::{Part, Redacted, Union, Wire, WireValue};
use std::collections::BTreeMap;
use std::fmt::{self, Debug};

/// A value that can be written and shown.
pub(super) trait Stated: Debug {
    /// Writes it, with its name.
    fn write(&self, name: &'static str, wire: &mut Wire<'_>);

    /// Its stand-in where it may hold what people wrote.
    fn redacted(&self) -> Redacted {
        Redacted::hidden()
    }
}

/// Writes an item of a list, with the name of the list.
pub(super) type WriteItem<T> = fn(&mut Wire<'_>, &'static str, &T);

/// A list.
pub(super) struct Items<'a, T> {
    pub(super) items: &'a [T],
    pub(super) write: WriteItem<T>,
}

impl<T: Debug> Stated for Items<'_, T> {
    fn write(&self, name: &'static str, wire: &mut Wire<'_>) {
        wire.list(name, self.items.len(), &|wire, index| {
            if let Some(item) = self.items.get(index) {
                (self.write)(wire, name, item);
            }
        });
    }

    fn redacted(&self) -> Redacted {
        Redacted::items(self.items.len())
    }
}

impl<T: Debug> Debug for Items<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

/// A map.
pub(super) struct Entries<'a, V>(pub(super) &'a BTreeMap<String, V>);

impl<V: WireValue> Stated for Entries<'_, V> {
    fn write(&self, name: &'static str, wire: &mut Wire<'_>) {
        self.0.write(wire.name(name));
    }

    fn redacted(&self) -> Redacted {
        Redacted::items(self.0.len())
    }
}

impl<V: Debug> Debug for Entries<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A struct.
pub(super) struct Object<'a>(pub(super) &'a dyn Part);

impl Stated for Object<'_> {
    fn write(&self, name: &'static str, wire: &mut Wire<'_>) {
        wire.name(name).object(self.0);
    }
}

impl Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A union that is shown: it is written and checked as what it holds.
pub(super) struct Variant<'a>(pub(super) &'a dyn Union);

impl Stated for Variant<'_> {
    fn write(&self, _: &'static str, _: &mut Wire<'_>) {}
}

impl Debug for Variant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A value as JSON in a text. `Debug` shows the value, not the text.
pub(super) struct JsonText<'a, T> {
    pub(super) value: &'a T,
    pub(super) text: &'a str,
}

impl<T: Debug> Stated for JsonText<'_, T> {
    fn write(&self, name: &'static str, wire: &mut Wire<'_>) {
        wire.name(name).text(self.text);
    }
}

impl<T: Debug> Debug for JsonText<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
