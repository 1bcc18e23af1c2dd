//! Limits of a list, and the way to its items.

use super::repeated::{Key, first_equal, first_repeated};
use super::subject::{Subject, answers, counted, length, number};
use super::{Code, IntCheck, IntValue, Limit, Part, Rule, TextCheck, TextValue, Union};
use std::fmt;
use std::marker::PhantomData;

/// A list whose limits are stated; made by [`Params::texts`](super::Params::texts) and its like.
///
/// Its own limits come first. `each`, which comes last, checks the items, which are named `UserIds[0]`,
/// `UserIds[1]` and so on. `K` tells what the items are.
pub struct ListCheck<'a, T, K> {
    /// `None` if there is nothing to check.
    subject: Option<Subject<'a>>,
    items: &'a [T],
    kind: PhantomData<K>,
}

/// Of a list: its items are texts.
#[derive(Debug)]
pub enum Texts {}

/// Of a list: its items are integers.
#[derive(Debug)]
pub enum Ints {}

/// Of a list: its items are truth values.
#[derive(Debug)]
pub enum Bools {}

/// Of a list: its items are structs.
#[derive(Debug)]
pub enum Objects {}

/// Of a list: its items are unions.
#[derive(Debug)]
pub enum Unions {}

impl<T, K> fmt::Debug for ListCheck<'_, T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListCheck").field("subject", &self.subject).field("len", &self.items.len()).finish()
    }
}

impl<'a, T, K> ListCheck<'a, T, K> {
    #[inline]
    pub(super) fn new(subject: Option<Subject<'a>>, items: &'a [T]) -> Self {
        Self { subject, items, kind: PhantomData }
    }

    answers! {
        /// What the server answers when one of the limits that follow is broken, those of scalar items included.
    }

    /// It has at least `count` items.
    #[inline]
    pub fn min_items(mut self, count: u64) -> Self {
        if let Some(subject) = &mut self.subject {
            let items = self.items.len();
            subject.hold(length(items) >= count, Rule::MinItems, number(count), counted(items));
        }
        self
    }

    /// It has at most `count` items.
    #[inline]
    pub fn max_items(mut self, count: u64) -> Self {
        if let Some(subject) = &mut self.subject {
            let items = self.items.len();
            subject.hold(length(items) <= count, Rule::MaxItems, number(count), counted(items));
        }
        self
    }

    /// Hands each item to `check`, with its place.
    fn visit(mut self, check: &mut dyn FnMut(Subject<'_>, &'a T)) {
        if let Some(subject) = &mut self.subject {
            subject.each(self.items.len(), &mut |place, index| {
                if let Some(item) = self.items.get(index) {
                    check(place, item);
                }
            });
        }
    }

    fn differ(mut self, repeated: fn(&[T]) -> Option<usize>) -> Self {
        if let Some(subject) = &mut self.subject {
            subject.repeated(repeated(self.items), Rule::UniqueItems, Limit::None);
        }
        self
    }
}

impl<T: TextValue> ListCheck<'_, T, Texts> {
    /// No two of its items are the same. The first that repeats an earlier one is reported.
    pub fn unique(self) -> Self {
        self.differ(|items| first_repeated(items.len(), &|index| items.get(index)?.text_value().map(Key::Text)))
    }

    /// What holds for each item.
    pub fn each(self, check: fn(TextCheck<'_>)) {
        self.visit(&mut |subject, item| {
            if let Some(text) = item.text_value() {
                check(TextCheck::new(Some(subject), text));
            }
        });
    }
}

impl<T: IntValue> ListCheck<'_, T, Ints> {
    /// No two of its items are the same. The first that repeats an earlier one is reported.
    pub fn unique(self) -> Self {
        self.differ(|items| first_repeated(items.len(), &|index| items.get(index)?.int_value().map(Key::Int)))
    }

    /// What holds for each item.
    pub fn each(self, check: fn(IntCheck<'_>)) {
        self.visit(&mut |subject, item| {
            if let Some(number) = item.int_value() {
                check(IntCheck::new(Some(subject), number));
            }
        });
    }
}

impl<T: PartialEq> ListCheck<'_, T, Bools> {
    /// No two of its items are the same. The first that repeats an earlier one is reported.
    pub fn unique(self) -> Self {
        self.differ(first_equal)
    }
}

impl<'a, T: Part> ListCheck<'a, T, Objects> {
    /// No two of its items are the same. The first that repeats an earlier one is reported.
    pub fn unique(self) -> Self
    where
        T: PartialEq,
    {
        self.differ(first_equal)
    }

    /// No two of its items have the same in `field`, which `key` reads. The first item that repeats an earlier
    /// one's is reported; one that has nothing there repeats nothing.
    pub fn unique_by<Q: Into<Key<'a>>>(mut self, field: &'static str, key: fn(&'a T) -> Option<Q>) -> Self {
        if let Some(subject) = &mut self.subject {
            let key = |index| key(self.items.get(index)?).map(Into::into);
            subject.repeated(first_repeated(self.items.len(), &key), Rule::UniqueBy, Limit::Text(field));
        }
        self
    }

    /// Its items have at most `count` bytes in all, of which each has `bytes`.
    pub fn max_total_bytes(mut self, count: u64, bytes: fn(&T) -> usize) -> Self {
        if let Some(subject) = &mut self.subject {
            let total = self.items.iter().fold(0_usize, |total, item| total.saturating_add(bytes(item)));
            subject.hold(length(total) <= count, Rule::MaxTotalBytes, number(count), counted(total));
        }
        self
    }

    /// The limits inside each item hold: its fields are named `UserInfo[0].UserName`.
    pub fn each(self) {
        self.visit(&mut |mut subject, item| subject.enter(item));
    }
}

impl<T: Union> ListCheck<'_, T, Unions> {
    /// No two of its items are the same. The first that repeats an earlier one is reported.
    pub fn unique(self) -> Self
    where
        T: PartialEq,
    {
        self.differ(first_equal)
    }

    /// The limits of each item, and those inside it, hold.
    pub fn each(self) {
        self.visit(&mut |mut subject, item| item.visit(subject.name, &mut subject.params()));
    }
}
