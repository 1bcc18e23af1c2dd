//! Which page of a long reply comes next.

use crate::Paged;
use std::error::Error;
use std::fmt;

/// The way through all pages of a reply: holds the request for the next, and no page.
///
/// It ends after the last page, and where the server leads back to a page that was there already, which is an error:
/// the pages would never end. To find that out it keeps one earlier request.
#[derive(Clone, Debug)]
#[must_use = "it does nothing until its requests are sent"]
pub struct Pages<R> {
    next: Option<R>,
    /// How many pages have been.
    count: u64,
    /// An earlier request, and how many pages may follow before a later one takes its place.
    earlier: Option<R>,
    patience: u64,
    since: u64,
}

impl<R: Paged> Pages<R> {
    /// From the page that `first` asks for to the last.
    pub fn new(first: R) -> Self {
        Self { earlier: Some(first.clone()), next: Some(first), count: 0, patience: 1, since: 0 }
    }

    /// The request for the next page; `None` after the last. It is the same until [`turn`](Self::turn) is called, so
    /// that a page that could not be had can be asked for again.
    #[must_use]
    pub fn request(&self) -> Option<&R> {
        self.next.as_ref()
    }

    /// How many pages there have been.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Goes on to the page after `reply`, which is the answer to [`request`](Self::request).
    ///
    /// # Errors
    /// [`Looping`] if that page was there already. `reply` is as good as any, but there is no further request.
    pub fn turn(&mut self, reply: &R::Reply) -> Result<(), Looping> {
        let Some(current) = self.next.take() else { return Ok(()) };
        self.count += 1;
        let Some(next) = current.following(reply) else { return Ok(()) };
        if next == current || self.earlier.as_ref() == Some(&next) {
            return Err(Looping { pages: self.count });
        }
        // The earlier request is replaced after 1, 2, 4, … pages: a circle of any length is found before it has been
        // gone round a few times, and no more than one request is kept.
        self.since += 1;
        if self.since == self.patience {
            self.earlier = Some(next.clone());
            self.patience = self.patience.saturating_mul(2);
            self.since = 0;
        }
        self.next = Some(next);
        Ok(())
    }
}

/// The server led back to a page that was there already: the pages would never end.
///
/// A longer circle may have been gone round a few times before that is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Looping {
    /// How many pages there were before.
    pub pages: u64,
}

impl fmt::Display for Looping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.pages == 1 { "" } else { "s" };
        write!(f, "after {} page{plural} the server leads back to one that was there already", self.pages)
    }
}

impl Error for Looping {}

/// Why pages ended before the last.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageError<E> {
    /// The call for the next page failed.
    Call(E),
    /// The pages would never end.
    Looping(Looping),
}

impl<E> PageError<E> {
    /// Why the call failed, if that is what it is.
    pub fn call(&self) -> Option<&E> {
        match self {
            Self::Call(error) => Some(error),
            Self::Looping(_) => None,
        }
    }
}

impl<E: fmt::Display> fmt::Display for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::Looping(looping) => looping.fmt(f),
        }
    }
}

/// What a variant holds is shown by [`Display`](fmt::Display); the source is what caused that in turn.
impl<E: Error> Error for PageError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::Looping(_) => None,
        }
    }
}
