//! Limits of a map, and the way to its entries.

use super::list::{Ints, ListCheck, Objects, Texts};
use super::subject::{At, Subject, answers, counted, length, number};
use super::{Code, IntCheck, IntValue, ListValue, Part, Rule, TextCheck, TextValue};
use std::collections::BTreeMap;

/// A map whose limits are stated; made by [`Params::map`](super::Params::map).
///
/// Its own limits come first. What begins with `each` comes last and checks the entries in the order of their
/// keys, of each the key and then the value; both are named `Name[key]`.
#[derive(Debug)]
pub struct MapCheck<'a, V> {
    /// `None` if there is nothing to check.
    subject: Option<Subject<'a>>,
    entries: Option<&'a BTreeMap<String, V>>,
}

impl<'a, V> MapCheck<'a, V> {
    pub(super) fn new(subject: Option<Subject<'a>>, entries: Option<&'a BTreeMap<String, V>>) -> Self {
        Self { subject, entries }
    }

    answers! {
        /// What the server answers when one of the limits that follow is broken, those of keys and scalar values
        /// included.
    }

    /// It has at least `count` entries.
    pub fn min_items(mut self, count: u64) -> Self {
        let items = self.entries.map_or(0, BTreeMap::len);
        if let Some(subject) = &mut self.subject {
            subject.hold(length(items) >= count, Rule::MinItems, number(count), counted(items));
        }
        self
    }

    /// It has at most `count` entries.
    pub fn max_items(mut self, count: u64) -> Self {
        let items = self.entries.map_or(0, BTreeMap::len);
        if let Some(subject) = &mut self.subject {
            subject.hold(length(items) <= count, Rule::MaxItems, number(count), counted(items));
        }
        self
    }

    /// What holds for each key; the values have no limits.
    pub fn each_key(self, key: fn(TextCheck<'_>)) {
        self.visit(key, &|_, _| {});
    }

    /// What holds for each key, and for each value, a text.
    pub fn each_text(self, key: fn(TextCheck<'_>), value: fn(TextCheck<'_>))
    where
        V: TextValue,
    {
        self.visit(key, &|subject, text| {
            if let Some(text) = text.text_value() {
                value(TextCheck::new(Some(subject), text));
            }
        });
    }

    /// What holds for each key, and for each value, an integer.
    pub fn each_int(self, key: fn(TextCheck<'_>), value: fn(IntCheck<'_>))
    where
        V: IntValue,
    {
        self.visit(key, &|subject, number| {
            if let Some(number) = number.int_value() {
                value(IntCheck::new(Some(subject), number));
            }
        });
    }

    /// What holds for each key; and the limits inside each value, a struct, hold.
    pub fn each_object(self, key: fn(TextCheck<'_>))
    where
        V: Part,
    {
        self.visit(key, &|mut subject, part| subject.enter(part));
    }

    /// What holds for each key, and for each value, a list of texts.
    pub fn each_texts(self, key: fn(TextCheck<'_>), list: fn(ListCheck<'_, V::Item, Texts>))
    where
        V: ListValue,
    {
        self.visit(key, &|subject, value| list(ListCheck::new(Some(subject), value.items().unwrap_or_default())));
    }

    /// What holds for each key, and for each value, a list of integers.
    pub fn each_ints(self, key: fn(TextCheck<'_>), list: fn(ListCheck<'_, V::Item, Ints>))
    where
        V: ListValue,
    {
        self.visit(key, &|subject, value| list(ListCheck::new(Some(subject), value.items().unwrap_or_default())));
    }

    /// What holds for each key, and for each value, a list of structs.
    pub fn each_objects(self, key: fn(TextCheck<'_>), list: fn(ListCheck<'_, V::Item, Objects>))
    where
        V: ListValue,
    {
        self.visit(key, &|subject, value| list(ListCheck::new(Some(subject), value.items().unwrap_or_default())));
    }

    fn visit(mut self, key: fn(TextCheck<'_>), value: &dyn Fn(Subject<'_>, &V)) {
        let Some(subject) = &mut self.subject else { return };
        for (name, entry) in self.entries.into_iter().flatten() {
            let place = subject.place(At::Entry(name));
            key(TextCheck::new(Some(subject.at(&place)), name));
            value(subject.at(&place), entry);
        }
    }
}
