//! Going through pages until one cannot be had, whether that takes waiting or not.

use super::{Looping, PageError, Pages};
use crate::Paged;

/// What is still to come of the pages.
#[derive(Debug)]
pub(super) struct Run<R> {
    pages: Pages<R>,
    /// Told after the page that led there.
    looping: Option<Looping>,
    stopped: bool,
}

/// What to do next.
pub(super) enum Step<'a, R> {
    Ask(&'a R),
    Fail(Looping),
    End,
}

impl<R: Paged> Run<R> {
    pub(super) fn new(pages: Pages<R>) -> Self {
        Self { pages, looping: None, stopped: false }
    }

    pub(super) fn step(&mut self) -> Step<'_, R> {
        if let Some(looping) = self.looping.take() {
            self.stopped = true;
            return Step::Fail(looping);
        }
        match self.pages.request() {
            Some(request) if !self.stopped => Step::Ask(request),
            _ => Step::End,
        }
    }

    /// The answer to what was asked. Nothing is asked after an error.
    pub(super) fn settle<E>(&mut self, answer: Result<R::Reply, E>) -> Result<R::Reply, PageError<E>> {
        match answer {
            Ok(reply) => {
                self.looping = self.pages.turn(&reply).err();
                Ok(reply)
            }
            Err(error) => {
                self.stopped = true;
                Err(PageError::Call(error))
            }
        }
    }

    pub(super) fn into_pages(self) -> Pages<R> {
        self.pages
    }
}
