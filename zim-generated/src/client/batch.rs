//! A list that is longer than one request takes, with one call.

use super::{BlockingTransport, Client, ClientError, Failure, Options, Transport, blocking};
use crate::runtime::lists::{Chunks, MaybePartial, Merged, SplitError, Splitting};
use crate::runtime::{Batch, Partial, Policy};

/// What came of each item of a list.
pub type Sent<A> = Merged<A, ClientError<A>>;

impl<T: Transport> Client<T> {
    /// Sends all items of `request`, in as many requests as it takes, one after the other: which succeeded, which
    /// failed and why, and which were never sent, since one request before them failed as a whole.
    ///
    /// # Errors
    /// [`SplitError`] if anything is wrong with the list. Nothing was sent.
    pub async fn send_all<A: Batch>(&self, request: A) -> Result<Sent<A>, SplitError> {
        self.send_all_with(request, &Splitting::new(), &Options::new()).await
    }

    /// The same with a length of one's own, or on after errors; each request goes out with what `options` have
    /// otherwise than the client.
    ///
    /// # Errors
    /// [`SplitError`] if anything is wrong with the list. Nothing was sent.
    pub async fn send_all_with<A: Batch>(
        &self,
        request: A,
        splitting: &Splitting,
        options: &Options,
    ) -> Result<Sent<A>, SplitError> {
        let mut chunks = Chunks::with(request, &held_to(*splitting, options, self.policy()))?;
        while let Some(chunk) = chunks.next_chunk() {
            let answer = self.send_with(&chunk.request, options).await;
            chunks.record(chunk.number, answer);
        }
        Ok(chunks.merge())
    }
}

impl<T: BlockingTransport> blocking::Client<T> {
    /// Sends all items of `request`, in as many requests as it takes, one after the other: which succeeded, which
    /// failed and why, and which were never sent, since one request before them failed as a whole.
    ///
    /// # Errors
    /// [`SplitError`] if anything is wrong with the list. Nothing was sent.
    pub fn send_all<A: Batch>(&self, request: A) -> Result<Sent<A>, SplitError> {
        self.send_all_with(request, &Splitting::new(), &Options::new())
    }

    /// The same with a length of one's own, or on after errors; each request goes out with what `options` have
    /// otherwise than the client.
    ///
    /// # Errors
    /// [`SplitError`] if anything is wrong with the list. Nothing was sent.
    pub fn send_all_with<A: Batch>(
        &self,
        request: A,
        splitting: &Splitting,
        options: &Options,
    ) -> Result<Sent<A>, SplitError> {
        let chunks = Chunks::with(request, &held_to(*splitting, options, self.policy()))?;
        Ok(chunks.send(|request| self.send_with(request, options)))
    }
}

/// The policy is that of the splitting, else of the call, else of the client.
fn held_to(mut splitting: Splitting, options: &Options, policy: Policy) -> Splitting {
    splitting.policy = splitting.policy.or(options.policy).or(Some(policy));
    splitting
}

impl<A: Batch> MaybePartial<A> for ClientError<A> {
    fn into_partial(self) -> Result<Box<Partial<A>>, Self> {
        match self.failure {
            Failure::Partial(partial) => Ok(partial),
            failure => Err(Self { failure, ..self }),
        }
    }
}
