//! What values of parameters are to the runtime: a text, an integer, a list and so on, or none of it.

use super::{Part, Union, Wire};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// A text, or none.
pub trait TextValue {
    /// The text.
    fn text_value(&self) -> Option<&str>;
}

/// An integer of at most 64 bits, or none.
pub trait IntValue {
    /// The integer.
    fn int_value(&self) -> Option<i128>;
}

/// A truth value, or none.
pub trait FlagValue {
    /// The truth value.
    fn flag_value(&self) -> Option<bool>;
}

/// A list, or none.
pub trait ListValue {
    /// What its items are.
    type Item;

    /// The items.
    fn items(&self) -> Option<&[Self::Item]>;
}

/// A map from keys of one's own, or none.
pub trait MapValue {
    /// What its values are.
    type Value;

    /// The entries.
    fn entries(&self) -> Option<&BTreeMap<String, Self::Value>>;
}

/// A struct, or none.
pub trait PartValue {
    /// The struct.
    fn part(&self) -> Option<&dyn Part>;
}

/// A union, or none.
pub trait UnionValue {
    /// The union.
    fn union(&self) -> Option<&dyn Union>;
}

/// What can travel as JSON in a text, or none.
pub trait JsonValue {
    /// What it is.
    type Inner: WireValue;

    /// The value.
    fn inner(&self) -> Option<&Self::Inner>;
}

/// What can be written without its name: as an entry of a map, or as JSON in a text.
pub trait WireValue: Debug {
    /// Writes it.
    fn write(&self, wire: &mut Wire<'_>);
}

/// Whether something is given. Everything but unions tells it.
pub trait Given {
    /// Whether it is there and, being a list or map, not empty.
    fn is_given(&self) -> bool {
        true
    }
}

/// What can be the key of an item that failed.
pub trait KeyValue {
    /// Its text: of an integer the digits, of what is absent nothing.
    fn key(&self) -> String;
}

/// Whether `value` is there and, being a list or map, not empty.
#[must_use]
pub fn given<V: Given + ?Sized>(value: &V) -> bool {
    value.is_given()
}

/// The text, if there is one.
#[must_use]
pub fn text_of<V: TextValue + ?Sized>(value: &V) -> Option<&str> {
    value.text_value()
}

/// The integer, if there is one.
#[must_use]
pub fn int_of<V: IntValue + ?Sized>(value: &V) -> Option<i128> {
    value.int_value()
}

/// The truth value, if there is one.
#[must_use]
pub fn flag_of<V: FlagValue + ?Sized>(value: &V) -> Option<bool> {
    value.flag_value()
}

/// The length of a text in bytes of UTF-8; 0 if there is none.
#[must_use]
pub fn bytes<V: TextValue + ?Sized>(value: &V) -> usize {
    value.text_value().map_or(0, str::len)
}

/// The items of a list; none if there is no list.
#[must_use]
pub fn items_of<L: ListValue + ?Sized>(list: &L) -> &[L::Item] {
    list.items().unwrap_or_default()
}

/// The index of the first item whose `key` is not that of the first.
#[must_use]
pub fn first_different<'a, L, Q>(list: &'a L, key: fn(&'a L::Item) -> Q) -> Option<usize>
where
    L: ListValue + ?Sized,
    Q: PartialEq,
{
    let items = items_of(list);
    let first = key(items.first()?);
    items.iter().position(|item| key(item) != first)
}

/// The key of an item that failed, or of one in a request: a text, or the digits of an integer.
#[must_use]
pub fn key<V: KeyValue + ?Sized>(value: &V) -> String {
    value.key()
}

impl TextValue for str {
    fn text_value(&self) -> Option<&str> {
        Some(self)
    }
}

impl TextValue for String {
    fn text_value(&self) -> Option<&str> {
        Some(self)
    }
}

impl FlagValue for bool {
    fn flag_value(&self) -> Option<bool> {
        Some(*self)
    }
}

impl WireValue for String {
    fn write(&self, wire: &mut Wire<'_>) {
        wire.text(self);
    }
}

impl WireValue for bool {
    fn write(&self, wire: &mut Wire<'_>) {
        wire.bool(*self);
    }
}

impl Given for bool {}

impl Given for String {}

impl KeyValue for str {
    fn key(&self) -> String {
        self.to_owned()
    }
}

impl KeyValue for String {
    fn key(&self) -> String {
        self.clone()
    }
}

macro_rules! integers {
    ($($int:ty)*) => {
        $(
            impl IntValue for $int {
                fn int_value(&self) -> Option<i128> {
                    Some(i128::from(*self))
                }
            }

            impl WireValue for $int {
                fn write(&self, wire: &mut Wire<'_>) {
                    wire.int(i128::from(*self));
                }
            }

            impl Given for $int {}

            impl KeyValue for $int {
                fn key(&self) -> String {
                    self.to_string()
                }
            }
        )*
    };
}

integers!(i32 u32 i64 u64);

impl<P: Part> PartValue for P {
    fn part(&self) -> Option<&dyn Part> {
        Some(self)
    }
}

impl<U: Union> UnionValue for U {
    fn union(&self) -> Option<&dyn Union> {
        Some(self)
    }
}

impl<V: WireValue> JsonValue for V {
    type Inner = V;

    fn inner(&self) -> Option<&V> {
        Some(self)
    }
}

impl<P: Part> WireValue for P {
    fn write(&self, wire: &mut Wire<'_>) {
        wire.object(self);
    }
}

impl<P: Part> Given for P {}

impl<T> ListValue for Vec<T> {
    type Item = T;

    fn items(&self) -> Option<&[T]> {
        Some(self)
    }
}

impl<T> ListValue for [T] {
    type Item = T;

    fn items(&self) -> Option<&[T]> {
        Some(self)
    }
}

impl<T: WireValue> WireValue for Vec<T> {
    fn write(&self, wire: &mut Wire<'_>) {
        wire.array(self);
    }
}

impl<T> Given for Vec<T> {
    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

impl<V> MapValue for BTreeMap<String, V> {
    type Value = V;

    fn entries(&self) -> Option<&Self> {
        Some(self)
    }
}

impl<V: WireValue> WireValue for BTreeMap<String, V> {
    fn write(&self, wire: &mut Wire<'_>) {
        wire.entries(self);
    }
}

impl<K, V> Given for BTreeMap<K, V> {
    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

impl<V: TextValue> TextValue for Option<V> {
    fn text_value(&self) -> Option<&str> {
        self.as_ref()?.text_value()
    }
}

impl<V: IntValue> IntValue for Option<V> {
    fn int_value(&self) -> Option<i128> {
        self.as_ref()?.int_value()
    }
}

impl<V: FlagValue> FlagValue for Option<V> {
    fn flag_value(&self) -> Option<bool> {
        self.as_ref()?.flag_value()
    }
}

impl<L: ListValue> ListValue for Option<L> {
    type Item = L::Item;

    fn items(&self) -> Option<&[L::Item]> {
        self.as_ref()?.items()
    }
}

impl<M: MapValue> MapValue for Option<M> {
    type Value = M::Value;

    fn entries(&self) -> Option<&BTreeMap<String, M::Value>> {
        self.as_ref()?.entries()
    }
}

impl<P: Part> PartValue for Option<P> {
    fn part(&self) -> Option<&dyn Part> {
        self.as_ref()?.part()
    }
}

impl<U: Union> UnionValue for Option<U> {
    fn union(&self) -> Option<&dyn Union> {
        self.as_ref()?.union()
    }
}

impl<V: WireValue> JsonValue for Option<V> {
    type Inner = V;

    fn inner(&self) -> Option<&V> {
        self.as_ref()
    }
}

impl<V: Given> Given for Option<V> {
    fn is_given(&self) -> bool {
        self.as_ref().is_some_and(Given::is_given)
    }
}

impl<V: KeyValue> KeyValue for Option<V> {
    fn key(&self) -> String {
        self.as_ref().map(KeyValue::key).unwrap_or_default()
    }
}

impl<V: TextValue + ?Sized> TextValue for &V {
    fn text_value(&self) -> Option<&str> {
        (**self).text_value()
    }
}

impl<V: IntValue + ?Sized> IntValue for &V {
    fn int_value(&self) -> Option<i128> {
        (**self).int_value()
    }
}

impl<V: FlagValue + ?Sized> FlagValue for &V {
    fn flag_value(&self) -> Option<bool> {
        (**self).flag_value()
    }
}

impl<V: KeyValue + ?Sized> KeyValue for &V {
    fn key(&self) -> String {
        (**self).key()
    }
}
