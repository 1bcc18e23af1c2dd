//! Iterators over pages and their items, with a function that sends a request and waits for the answer.

use super::run::{Run, Step};
use super::{PageError, Pages};
use crate::Paged;
use std::fmt;
use std::iter::FusedIterator;
use std::vec;

impl<R: Paged> Pages<R> {
    /// The pages, each sent for when it is asked for. After an error there are no more.
    pub fn each<E, F>(self, send: F) -> EachPage<R, F>
    where
        F: FnMut(&R) -> Result<R::Reply, E>,
    {
        EachPage { run: Run::new(self), send }
    }
}

/// An iterator over the pages of a reply; see [`Pages::each`].
#[must_use = "it sends nothing until it is asked for a page"]
pub struct EachPage<R, F> {
    run: Run<R>,
    send: F,
}

impl<R: Paged, F> EachPage<R, F> {
    /// The items of all pages, one after the other, with one page at a time in memory.
    pub fn items(self) -> EachItem<R, F> {
        EachItem { pages: self, items: Vec::new().into_iter() }
    }

    /// What is left: after an error, the page that could not be had and all after it.
    pub fn into_pages(self) -> Pages<R> {
        self.run.into_pages()
    }
}

impl<R, E, F> Iterator for EachPage<R, F>
where
    R: Paged,
    F: FnMut(&R) -> Result<R::Reply, E>,
{
    type Item = Result<R::Reply, PageError<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let answer = match self.run.step() {
            Step::Ask(request) => (self.send)(request),
            Step::Fail(looping) => return Some(Err(PageError::Looping(looping))),
            Step::End => return None,
        };
        Some(self.run.settle(answer))
    }
}

impl<R, E, F> FusedIterator for EachPage<R, F>
where
    R: Paged,
    F: FnMut(&R) -> Result<R::Reply, E>,
{
}

impl<R: fmt::Debug, F> fmt::Debug for EachPage<R, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EachPage").field("run", &self.run).finish_non_exhaustive()
    }
}

/// An iterator over the items of all pages; see [`EachPage::items`].
#[must_use = "it sends nothing until it is asked for an item"]
pub struct EachItem<R: Paged, F> {
    pages: EachPage<R, F>,
    items: vec::IntoIter<R::Item>,
}

impl<R: Paged, F> EachItem<R, F> {
    /// What is left after the page that is being read: after an error, the page that could not be had and all after
    /// it.
    pub fn into_pages(self) -> Pages<R> {
        self.pages.into_pages()
    }
}

impl<R, E, F> Iterator for EachItem<R, F>
where
    R: Paged,
    F: FnMut(&R) -> Result<R::Reply, E>,
{
    type Item = Result<R::Item, PageError<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(reply) => self.items = R::items(reply).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<R, E, F> FusedIterator for EachItem<R, F>
where
    R: Paged,
    F: FnMut(&R) -> Result<R::Reply, E>,
{
}

impl<R: Paged, F> fmt::Debug for EachItem<R, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left = self.items.len();
        f.debug_struct("EachItem").field("pages", &self.pages).field("left", &left).finish()
    }
}
