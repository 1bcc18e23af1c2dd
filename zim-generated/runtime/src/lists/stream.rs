//! The same as [`each`](super::each), with a function that gives a future.

use super::run::{Run, Step};
use super::{PageError, Pages};
use crate::Paged;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

impl<R: Paged> Pages<R> {
    /// The pages, each sent for when it is asked for. After an error there are no more.
    ///
    /// [`next`](PageStream::next) waits for one; with the feature `stream` it is a [`futures_core::Stream`], too.
    pub fn stream<E, F, Fut>(self, send: F) -> PageStream<R, F, Fut>
    where
        F: FnMut(R) -> Fut,
        Fut: Future<Output = Result<R::Reply, E>>,
    {
        PageStream { run: Run::new(self), send, pending: None }
    }
}

/// The pages of a reply, to be waited for; see [`Pages::stream`].
#[must_use = "it sends nothing until it is asked for a page"]
pub struct PageStream<R, F, Fut> {
    run: Run<R>,
    send: F,
    /// On the heap, so that this can be moved while it waits.
    pending: Option<Pin<Box<Fut>>>,
}

/// Nothing of it is pinned in place.
impl<R, F, Fut> Unpin for PageStream<R, F, Fut> {}

impl<R, E, F, Fut> PageStream<R, F, Fut>
where
    R: Paged,
    F: FnMut(R) -> Fut,
    Fut: Future<Output = Result<R::Reply, E>>,
{
    /// The next page; `None` after the last, and after an error. What was waited for is not lost if this is dropped.
    pub async fn next(&mut self) -> Option<Result<R::Reply, PageError<E>>> {
        poll_fn(|cx| self.poll_page(cx)).await
    }

    /// The items of all pages, one after the other, with one page at a time in memory.
    pub fn items(self) -> ItemStream<R, F, Fut> {
        ItemStream { pages: self, items: Vec::new().into_iter() }
    }

    /// What is left: after an error, the page that could not be had and all after it.
    pub fn into_pages(self) -> Pages<R> {
        self.run.into_pages()
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<R::Reply, PageError<E>>>> {
        if self.pending.is_none() {
            match self.run.step() {
                Step::Ask(request) => self.pending = Some(Box::pin((self.send)(request.clone()))),
                Step::Fail(looping) => return Poll::Ready(Some(Err(PageError::Looping(looping)))),
                Step::End => return Poll::Ready(None),
            }
        }
        let Some(pending) = &mut self.pending else { return Poll::Ready(None) };
        let answer = ready!(pending.as_mut().poll(cx));
        self.pending = None;
        Poll::Ready(Some(self.run.settle(answer)))
    }
}

impl<R: fmt::Debug, F, Fut> fmt::Debug for PageStream<R, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageStream").field("run", &self.run).finish_non_exhaustive()
    }
}

/// The items of all pages, to be waited for; see [`PageStream::items`].
#[must_use = "it sends nothing until it is asked for an item"]
pub struct ItemStream<R: Paged, F, Fut> {
    pages: PageStream<R, F, Fut>,
    items: vec::IntoIter<R::Item>,
}

impl<R: Paged, F, Fut> Unpin for ItemStream<R, F, Fut> {}

impl<R, E, F, Fut> ItemStream<R, F, Fut>
where
    R: Paged,
    F: FnMut(R) -> Fut,
    Fut: Future<Output = Result<R::Reply, E>>,
{
    /// The next item; `None` after the last, and after an error. What was waited for is not lost if this is dropped.
    pub async fn next(&mut self) -> Option<Result<R::Item, PageError<E>>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    /// What is left after the page that is being read: after an error, the page that could not be had and all after
    /// it.
    pub fn into_pages(self) -> Pages<R> {
        self.pages.into_pages()
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<R::Item, PageError<E>>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(cx)) {
                Some(Ok(reply)) => self.items = R::items(reply).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<R: Paged, F, Fut> fmt::Debug for ItemStream<R, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left = self.items.len();
        f.debug_struct("ItemStream").field("pages", &self.pages).field("left", &left).finish()
    }
}

#[cfg(feature = "stream")]
impl<R, E, F, Fut> futures_core::Stream for PageStream<R, F, Fut>
where
    R: Paged,
    F: FnMut(R) -> Fut,
    Fut: Future<Output = Result<R::Reply, E>>,
{
    type Item = Result<R::Reply, PageError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

#[cfg(feature = "stream")]
impl<R, E, F, Fut> futures_core::Stream for ItemStream<R, F, Fut>
where
    R: Paged,
    F: FnMut(R) -> Fut,
    Fut: Future<Output = Result<R::Reply, E>>,
{
    type Item = Result<R::Item, PageError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}
