//! All pages of a reply, or all their items, with one call.

use super::{BlockingTransport, Client, ClientError, Transport, blocking};
use crate::runtime::lists::{EachPage, PageStream, Pages};
use crate::runtime::{Action, Paged, Policy};
use std::future::Future;
use std::pin::Pin;

/// A page that is under way.
pub type PendingPage<R> = Pin<Box<dyn Future<Output = Result<<R as Action>::Reply, ClientError<R>>> + Send>>;

/// The pages of a reply, to be waited for; see [`Client::pages`].
pub type ClientPages<R> = PageStream<R, Box<dyn FnMut(R) -> PendingPage<R> + Send>, PendingPage<R>>;

impl<T: Transport + 'static> Client<T> {
    /// All pages of the reply to `first`, from the one that it asks for. Each is sent for when it is asked for, and
    /// held to the limits that the client keeps; after an error there are no more.
    ///
    /// [`items`](PageStream::items) gives the items of all pages, one after the other. Both are streams, and need not
    /// be: [`next`](PageStream::next) waits for one.
    pub fn pages<R>(&self, first: R) -> ClientPages<R>
    where
        R: Paged<Reply: Send, Error: Send> + Send + Sync,
    {
        let client = self.clone();
        Pages::new(first).stream(Box::new(move |request: R| {
            let client = client.clone();
            Box::pin(async move { client.send(&Policy::None.valid(request)?).await })
        }))
    }
}

impl<T: BlockingTransport> blocking::Client<T> {
    /// All pages of the reply to `first`, from the one that it asks for. Each is sent for when it is asked for, and
    /// held to the limits that the client keeps; after an error there are no more.
    ///
    /// [`items`](EachPage::items) gives the items of all pages, one after the other.
    pub fn pages<R: Paged>(
        &self,
        first: R,
    ) -> EachPage<R, impl FnMut(&R) -> Result<R::Reply, ClientError<R>> + use<R, T>> {
        let client = self.clone();
        // What was checked by no policy is checked by that of the client.
        Pages::new(first).each(move |request: &R| client.send(&Policy::None.valid(request.clone())?))
    }
}
