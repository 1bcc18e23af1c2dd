//! A request with more items than one may have, as several requests.

use super::merged::{self, Merged};
use crate::{Batch, Error, ItemList, Partial, Policy, Rule, Valid, Violations};
use std::fmt;
use std::future::Future;
use std::ops::Range;

/// How a long list is split.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Splitting {
    /// Which limits the whole and each chunk are held to: all documented ones, or those of a client that sends them, if
    /// this is `None`.
    pub policy: Option<Policy>,
    /// How many items a request gets at most; as many as documented if this is `None`.
    pub size: Option<usize>,
    /// What happens after a chunk of which nothing is known to have been carried out.
    pub after_error: AfterError,
}

impl Splitting {
    /// As documented.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Holds the whole and each chunk to the limits of `policy`.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = Some(policy);
        self
    }

    /// Gives a request so many items at most. More than are documented only pass with a policy that lets ZEGO raise the
    /// limit, and the same policy where they are sent.
    #[must_use]
    pub fn size(mut self, size: usize) -> Self {
        self.size = Some(size);
        self
    }

    /// Does this after a chunk that failed as a whole.
    #[must_use]
    pub fn after_error(mut self, after_error: AfterError) -> Self {
        self.after_error = after_error;
        self
    }
}

/// What happens after a chunk failed as a whole. Items that failed one by one are no such failure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AfterError {
    /// No further one is sent: most that is wrong with one chunk is wrong with the next.
    #[default]
    Stop,
    /// The next is sent all the same.
    GoOn,
}

/// A long list as requests that each have as many items as one may have, and what came of them so far.
///
/// All is checked before anything is sent: the whole request but for the length of the list, so that an item that is
/// there twice is found even where the two would travel apart, and then each chunk.
///
/// `E` is what sending fails with: [`Error`], or anything that may hold a [`Partial`].
#[derive(Debug)]
#[must_use = "it does nothing until its requests are sent"]
pub struct Chunks<A: Batch, E = Error<A>> {
    keys: Vec<Vec<String>>,
    chunks: Vec<Part<A, E>>,
    next: usize,
    stopped: bool,
    after_error: AfterError,
}

/// A chunk and what became of it.
#[derive(Debug)]
pub(super) struct Part<A: Batch, E> {
    /// Where its items stand in the caller's list.
    pub(super) items: Range<usize>,
    pub(super) state: State<A, E>,
}

#[derive(Debug)]
pub(super) enum State<A: Batch, E> {
    Waiting(Box<Valid<A>>),
    Sent,
    Answered(Box<A::Reply>),
    Partial(Box<Partial<A>>),
    Broken(E),
}

/// A request for some of the items.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Chunk<A> {
    /// Which of the chunks it is, from 0.
    pub number: usize,
    /// Where its items stand in the list.
    pub items: Range<usize>,
    /// The request, checked.
    pub request: Valid<A>,
}

/// An error that may hold a [`Partial`].
pub trait MaybePartial<A: Batch>: Sized {
    /// What came of the request, if it was carried out for some of its items only.
    ///
    /// # Errors
    /// The error itself, if it is another.
    fn into_partial(self) -> Result<Box<Partial<A>>, Self>;
}

impl<A: Batch> MaybePartial<A> for Error<A> {
    fn into_partial(self) -> Result<Box<Partial<A>>, Self> {
        match self {
            Self::Partial(partial) => Ok(partial),
            other => Err(other),
        }
    }
}

impl<A: Batch, E: MaybePartial<A>> Chunks<A, E> {
    /// Splits the list of `request`, by the documented limits.
    ///
    /// # Errors
    /// As [`with`](Self::with).
    pub fn new(request: A) -> Result<Self, SplitError> {
        Self::with(request, &Splitting::default())
    }

    /// Splits the list of `request`.
    ///
    /// # Errors
    /// [`SplitError`]: nothing is to be sent.
    pub fn with(request: A, splitting: &Splitting) -> Result<Self, SplitError> {
        let (list, keys) = list_of(&request)?;
        let size = splitting.size.unwrap_or(usize::try_from(list.most()).unwrap_or(usize::MAX));
        if size == 0 {
            return Err(SplitError::NoSize);
        }
        let policy = splitting.policy.unwrap_or_default();
        check_whole(&request, list, policy)?;
        let mut chunks = Vec::new();
        for (number, request) in list.split(request, size).into_iter().enumerate() {
            let start = number.saturating_mul(size);
            let items = start..start.saturating_add(size).min(keys.len());
            let request = policy.valid(request).map_err(SplitError::Invalid)?;
            chunks.push(Part { items, state: State::Waiting(Box::new(request)) });
        }
        Ok(Self { keys, chunks, next: 0, stopped: false, after_error: splitting.after_error })
    }

    /// How many requests there are in all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.chunks.len()
    }

    /// The next request to send; `None` if all were given, or no further one is to be sent. Several can be under way
    /// at once.
    pub fn next_chunk(&mut self) -> Option<Chunk<A>> {
        if self.stopped {
            return None;
        }
        let part = self.chunks.get_mut(self.next)?;
        let State::Waiting(request) = std::mem::replace(&mut part.state, State::Sent) else { return None };
        let chunk = Chunk { number: self.next, items: part.items.clone(), request: *request };
        self.next += 1;
        Some(chunk)
    }

    /// What came of the chunk with that number. False if it is not under way.
    pub fn record(&mut self, number: usize, answer: Result<A::Reply, E>) -> bool {
        let Some(part) = self.chunks.get_mut(number).filter(|part| matches!(part.state, State::Sent)) else {
            return false;
        };
        part.state = match answer.map_err(E::into_partial) {
            Ok(reply) => State::Answered(Box::new(reply)),
            Err(Ok(partial)) => State::Partial(partial),
            Err(Err(error)) => {
                self.stopped |= self.after_error == AfterError::Stop;
                State::Broken(error)
            }
        };
        true
    }

    /// Sends no further one: those that are left are unsent.
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    /// What came of all items.
    pub fn merge(self) -> Merged<A, E> {
        merged::merge(self.keys, self.chunks)
    }

    /// Sends one after the other with a function that waits for the answer, and merges what came of them.
    pub fn send(mut self, mut send: impl FnMut(&Valid<A>) -> Result<A::Reply, E>) -> Merged<A, E> {
        while let Some(chunk) = self.next_chunk() {
            self.record(chunk.number, send(&chunk.request));
        }
        self.merge()
    }

    /// The same with a function that gives a future.
    pub async fn send_async<F, Fut>(mut self, mut send: F) -> Merged<A, E>
    where
        F: FnMut(Valid<A>) -> Fut,
        Fut: Future<Output = Result<A::Reply, E>>,
    {
        while let Some(chunk) = self.next_chunk() {
            let answer = send(chunk.request).await;
            self.record(chunk.number, answer);
        }
        self.merge()
    }
}

/// The list that has items, with what tells these apart; the first if none has.
fn list_of<A: Batch>(request: &A) -> Result<(&'static ItemList<A>, Vec<Vec<String>>), SplitError> {
    let lists = A::LISTS.iter().map(|list| (list, list.keys(request)));
    let mut with_items = lists.filter(|(_, keys)| !keys.is_empty());
    match (with_items.next(), with_items.next()) {
        (Some((first, _)), Some((second, _))) => {
            Err(SplitError::SeveralLists { first: first.name(), second: second.name() })
        }
        (Some(only), None) => Ok(only),
        (None, _) => A::LISTS.first().map(|list| (list, Vec::new())).ok_or(SplitError::NoList),
    }
}

/// Holds the request to every limit but those that a part of the list keeps more easily.
fn check_whole<A: Batch>(request: &A, list: &ItemList<A>, policy: Policy) -> Result<(), SplitError> {
    let Err(violations) = policy.check(request) else { return Ok(()) };
    let eased = |rule| matches!(rule, Rule::MaxItems | Rule::MaxTotalBytes);
    match violations.without(|found| found.path == list.name() && eased(found.rule)) {
        Some(violations) => Err(SplitError::Invalid(violations)),
        None => Ok(()),
    }
}

/// Why a list cannot be split. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SplitError {
    /// The request, or a chunk of it, breaks limits other than the length of the list.
    Invalid(Violations),
    /// Items stand in two lists: which of them belong into one request is not known. Give one of the two.
    SeveralLists {
        /// The one, by its name on the wire.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// A chunk cannot have no items.
    NoSize,
    /// The action has no list that could be split.
    NoList,
}

impl fmt::Display for SplitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => violations.fmt(f),
            Self::SeveralLists { first, second } => {
                write!(f, "both {first} and {second} have items; a request with several lists cannot be split")
            }
            Self::NoSize => f.write_str("a list cannot be split into parts of 0 items"),
            Self::NoList => f.write_str("the action has no list that could be split"),
        }
    }
}

impl std::error::Error for SplitError {}

impl From<Violations> for SplitError {
    fn from(violations: Violations) -> Self {
        Self::Invalid(violations)
    }
}
