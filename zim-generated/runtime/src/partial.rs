//! Batches: which items failed, and a request for just those.

use super::refusal::{advice, fmt_code};
use super::violation::fmt_escaped;
use super::{Action, Code, CodeInfo, ErrorKind, Recovery};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

/// How many items a message names.
const NAMED: usize = 3;

/// A reply with the code 0 that tells of items that failed.
#[derive(Debug)]
#[non_exhaustive]
pub struct Partial<A: Action> {
    /// The reply: what became of the other items.
    pub reply: A::Reply,
    /// The items that failed; never empty.
    pub failures: Vec<ItemFailure<A::Error>>,
}

impl<A: Action> Partial<A> {
    /// The `request` that this is the reply to, for just the items that failed. `None` if the action has no such
    /// request: to send it again would do something else.
    ///
    /// Items that no repetition helps, such as users that do not exist, are among them:
    /// [`ItemFailure::recovery`] tells.
    #[must_use]
    pub fn retry(&self, request: &A) -> Option<A> {
        let mut request = request.clone();
        request.keep_failed(&FailedKeys::new(&self.failures)).then_some(request)
    }
}

impl<A: Action> fmt::Display for Partial<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.failures.len();
        write!(f, "{} succeeded, but not for {count} item{}", A::INFO.name, if count == 1 { "" } else { "s" })?;
        let mut separator = ": ";
        for failure in self.failures.iter().take(NAMED) {
            write!(f, "{separator}{failure}")?;
            separator = "; ";
        }
        if count > NAMED { f.write_str("; …") } else { Ok(()) }
    }
}

impl<A: Action> Error for Partial<A> {}

/// An item of a batch that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemFailure<K> {
    /// Which item it is: what tells it from others, and of a part of an item also what tells the part.
    pub keys: Vec<String>,
    /// Why it failed; `None` if the server sends no codes for items.
    pub kind: Option<K>,
    /// The code that the server sent.
    pub code: Option<Code>,
    /// What the server said about it; empty if nothing. It may repeat parameters, so [`Display`](fmt::Display)
    /// does not show it.
    pub message: String,
}

/// Not part of what is compiled once for each action.
#[inline(never)]
fn owned(message: Option<&str>) -> String {
    message.unwrap_or_default().to_owned()
}

impl<K: ErrorKind> ItemFailure<K> {
    /// The item with these `keys` failed.
    #[must_use]
    pub fn new(keys: impl Into<Vec<String>>, code: Option<Code>, message: Option<&str>) -> Self {
        Self { keys: keys.into(), kind: code.map(K::from_code), code, message: owned(message) }
    }

    /// The first of its keys, such as the user's id.
    #[must_use]
    pub fn key(&self) -> &str {
        self.keys.first().map_or("", String::as_str)
    }

    /// What a program can do about it. `None` if the code is newer than this crate, or there is none.
    #[must_use]
    pub fn recovery(&self) -> Option<Recovery> {
        self.info().map(|info| info.recovery)
    }

    /// What to do about it: one English sentence.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        advice(self.info())
    }

    fn info(&self) -> Option<&'static CodeInfo> {
        self.kind.and_then(ErrorKind::item_info)
    }
}

/// `user1, conv2: 660600011 Name: Meaning.`
impl<K: ErrorKind> fmt::Display for ItemFailure<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for key in &self.keys {
            f.write_str(separator)?;
            fmt_escaped(f, key)?;
            separator = ", ";
        }
        match self.code {
            Some(code) => {
                f.write_str(": ")?;
                fmt_code(code, self.info(), f)
            }
            None => f.write_str(" failed"),
        }
    }
}

/// The keys of the items that failed.
#[derive(Clone, Debug)]
pub struct FailedKeys<'a>(Vec<&'a [String]>);

impl<'a> FailedKeys<'a> {
    pub(super) fn new<K>(failures: &'a [ItemFailure<K>]) -> Self {
        Self(failures.iter().map(|failure| failure.keys.as_slice()).collect())
    }

    /// Whether the item with these `keys`, or a part of it, failed. A key of a failure that is empty stands for
    /// any.
    #[must_use]
    pub fn contains(&self, keys: &[String]) -> bool {
        self.0.iter().any(|failed| agree(failed, keys))
    }

    /// Drops the items of `list` that did not fail, going by their `keys`. False if none is left.
    pub fn keep<L: ListMut>(&self, list: &mut L, keys: fn(&L::Item) -> Vec<String>) -> bool {
        list.keep(&mut |item| self.contains(&keys(item)))
    }

    /// Drops the items of `list` that did not fail, going by their `keys`, and has `parts` drop the parts that did
    /// not fail of those that stay; it tells whether any part is left, without which the item goes too. False if no
    /// item is left.
    pub fn keep_parts<L: ListMut>(
        &self,
        list: &mut L,
        keys: fn(&L::Item) -> Vec<String>,
        parts: fn(&mut L::Item, &FailedParts<'_>) -> bool,
    ) -> bool {
        list.keep(&mut |item| {
            let keys = keys(item);
            self.contains(&keys) && parts(item, &FailedParts { failed: self, item: keys })
        })
    }
}

/// Whether the keys are the same, as far as both go.
pub(super) fn agree(failed: &[String], keys: &[String]) -> bool {
    failed.iter().zip(keys).all(|(failed, key)| failed.is_empty() || failed == key)
}

/// The keys of the parts that failed of one item.
#[derive(Clone, Debug)]
pub struct FailedParts<'a> {
    failed: &'a FailedKeys<'a>,
    item: Vec<String>,
}

impl FailedParts<'_> {
    /// Drops the entries of `map` that did not fail. All stay if it is the item itself that failed. False if none is
    /// left.
    pub fn keep<M: MapMut>(&self, map: &mut M) -> bool {
        let failures = self.failed.0.iter().filter(|failed| agree(failed, &self.item));
        // Without the key of a part, the whole item is meant.
        let parts: Option<Vec<&String>> = failures.map(|failed| failed.get(self.item.len())).collect();
        match parts {
            Some(parts) => map.keep(&|key| parts.iter().any(|part| part.is_empty() || *part == key)),
            None => map.keep(&|_| true),
        }
    }
}

/// A list of a request, from which items can be dropped, and which can be split.
pub trait ListMut {
    /// What its items are.
    type Item;

    /// Takes all items out of it.
    fn take(&mut self) -> Vec<Self::Item>;

    /// Puts these in place of what it has.
    fn put(&mut self, items: Vec<Self::Item>);

    /// Drops those that are not to be kept. False if none is left.
    fn keep(&mut self, keep: &mut dyn FnMut(&mut Self::Item) -> bool) -> bool;
}

impl<T> ListMut for Vec<T> {
    type Item = T;

    fn take(&mut self) -> Vec<T> {
        std::mem::take(self)
    }

    fn put(&mut self, items: Vec<T>) {
        *self = items;
    }

    fn keep(&mut self, keep: &mut dyn FnMut(&mut T) -> bool) -> bool {
        self.retain_mut(keep);
        !self.is_empty()
    }
}

/// A list of which nothing is left is absent.
impl<T> ListMut for Option<Vec<T>> {
    type Item = T;

    fn take(&mut self) -> Vec<T> {
        Option::take(self).unwrap_or_default()
    }

    fn put(&mut self, items: Vec<T>) {
        *self = Some(items);
    }

    fn keep(&mut self, keep: &mut dyn FnMut(&mut T) -> bool) -> bool {
        let is_left = self.as_mut().is_some_and(|list| list.keep(keep));
        if !is_left {
            *self = None;
        }
        is_left
    }
}

/// A map of a request, from which entries can be dropped.
pub trait MapMut {
    /// Drops those whose key is not to be kept. False if none is left.
    fn keep(&mut self, keep: &dyn Fn(&str) -> bool) -> bool;
}

impl<V> MapMut for BTreeMap<String, V> {
    fn keep(&mut self, keep: &dyn Fn(&str) -> bool) -> bool {
        self.retain(|key, _| keep(key));
        !self.is_empty()
    }
}

/// A map of which nothing is left is absent.
impl<V> MapMut for Option<BTreeMap<String, V>> {
    fn keep(&mut self, keep: &dyn Fn(&str) -> bool) -> bool {
        let is_left = self.as_mut().is_some_and(|map| map.keep(keep));
        if !is_left {
            *self = None;
        }
        is_left
    }
}
