//! What came of a long list, put together from what came of its chunks.

use super::chunks::{Part, State};
use crate::{Batch, Error, ErrorKind, ItemFailure, Partial, agree};
use std::ops::Range;

/// What came of a long list. Each item is in exactly one of `succeeded`, `failed`, `broken`, `unanswered` and
/// `unsent`; all are in the order of the list.
#[derive(Debug)]
#[must_use = "some items may have failed"]
#[non_exhaustive]
pub struct Merged<A: Batch, E = Error<A>> {
    /// The items of which no failure was told.
    pub succeeded: Vec<Item>,
    /// The items that failed by themselves, with the typed code of each. Of an item with parts, some parts may have
    /// succeeded: the failures name those that did not.
    pub failed: Vec<FailedItem<A::Error>>,
    /// The chunks that failed as a whole. Whether such a one was carried out is for its error to say.
    pub broken: Vec<BrokenChunk<E>>,
    /// The items of chunks that were handed out, and whose answer was never recorded: they may have been carried out.
    pub unanswered: Vec<Item>,
    /// The items that were never sent.
    pub unsent: Vec<Item>,
    /// Failures that name none of the items that were sent with them. Nothing can be said about which items failed.
    pub stray: Vec<ItemFailure<A::Error>>,
    /// The replies of the chunks that were carried out, in order: what else they tell.
    pub replies: Vec<A::Reply>,
}

/// An item of the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Item {
    /// Where it stands in the list, from 0.
    pub position: usize,
    /// What tells it from others, such as a user's id.
    pub keys: Vec<String>,
}

/// An item that failed by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailedItem<K> {
    /// Which it is. All items with the same keys in one chunk have failed if one has.
    pub item: Item,
    /// Why; never empty. Several if several of its parts failed.
    pub failures: Vec<ItemFailure<K>>,
}

/// A chunk that failed as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BrokenChunk<E> {
    /// Its items.
    pub items: Vec<Item>,
    /// Why.
    pub error: E,
}

impl<A: Batch, E> Merged<A, E> {
    /// Whether every item was sent, and none failed.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let Self { failed, broken, unanswered, unsent, stray, .. } = self;
        failed.is_empty() && broken.is_empty() && unanswered.is_empty() && unsent.is_empty() && stray.is_empty()
    }

    /// The `request` that was split, for just the items that were never sent: to go on where it stopped. `None` if
    /// there are none.
    #[must_use]
    pub fn rest(&self, request: &A) -> Option<A> {
        keep(request, self.unsent.iter())
    }

    /// The `request` that was split, for just the items that failed by themselves. `None` if there are none.
    ///
    /// Items that no repetition helps are among them: [`ItemFailure::recovery`] tells.
    #[must_use]
    pub fn retry(&self, request: &A) -> Option<A> {
        keep(request, self.failed.iter().map(|failed| &failed.item))
    }
}

/// The request with just these items.
fn keep<'a, A: Batch>(request: &A, items: impl Iterator<Item = &'a Item>) -> Option<A> {
    let positions: Vec<usize> = items.map(|item| item.position).collect();
    let list = A::LISTS.iter().find(|list| !list.keys(request).is_empty())?;
    let mut request = request.clone();
    // They are in order.
    list.keep(&mut request, &|position| positions.binary_search(&position).is_ok()).then_some(request)
}

/// Puts together what came of `chunks`, whose items have these `keys`.
pub(super) fn merge<A: Batch, E>(keys: Vec<Vec<String>>, chunks: Vec<Part<A, E>>) -> Merged<A, E> {
    let mut merged = Merged {
        succeeded: Vec::new(),
        failed: Vec::new(),
        broken: Vec::new(),
        unanswered: Vec::new(),
        unsent: Vec::new(),
        stray: Vec::new(),
        replies: Vec::new(),
    };
    let mut rest = keys.into_iter();
    for Part { items, state } in chunks {
        let items = named(items, &mut rest);
        match state {
            State::Waiting(_) => merged.unsent.extend(items),
            State::Sent => merged.unanswered.extend(items),
            State::Answered(reply) => {
                merged.succeeded.extend(items);
                merged.replies.push(*reply);
            }
            State::Partial(partial) => {
                let Partial { reply, failures } = *partial;
                merged.replies.push(reply);
                tell_apart(&mut merged, items, failures);
            }
            State::Broken(error) => merged.broken.push(BrokenChunk { items, error }),
        }
    }
    merged
}

/// The next items, which stand at these positions.
fn named(positions: Range<usize>, keys: &mut impl Iterator<Item = Vec<String>>) -> Vec<Item> {
    positions.zip(keys).map(|(position, keys)| Item { position, keys }).collect()
}

/// Which of the items of a chunk failed. A failure without a key stands for any of them.
fn tell_apart<A: Batch, E>(merged: &mut Merged<A, E>, items: Vec<Item>, failures: Vec<ItemFailure<A::Error>>) {
    let (of_some, stray): (Vec<_>, Vec<_>) =
        failures.into_iter().partition(|failure| items.iter().any(|item| is_of(failure, item)));
    for item in items {
        let failures: Vec<_> = of_some.iter().filter(|failure| is_of(failure, &item)).cloned().collect();
        if failures.is_empty() {
            merged.succeeded.push(item);
        } else {
            merged.failed.push(FailedItem { item, failures });
        }
    }
    merged.stray.extend(stray);
}

fn is_of<K: ErrorKind>(failure: &ItemFailure<K>, item: &Item) -> bool {
    agree(&failure.keys, &item.keys)
}
