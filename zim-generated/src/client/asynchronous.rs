//! The client whose calls are awaited.

use super::attempts::{Call, Next, Shared};
use super::builder::{Asynchronous, Builder};
use super::machine::Machine;
use super::{ClientError, Failure, Options, Stopped, Transport, trace};
use crate::runtime::{Action, Credentials, Endpoint, Valid};
use std::fmt;
use std::sync::Arc;

#[cfg(feature = "client")]
type Usual = super::Reqwest;
/// Without the feature `client`, there is no transport but your own.
#[cfg(not(feature = "client"))]
type Usual = std::convert::Infallible;

/// Sends requests, and sends them again where that is safe. One for a process is enough: clones are the same client,
/// share its connections, and cost nothing.
///
/// `Debug` does not show the server secret.
pub struct Client<T = Usual>(Arc<Inner<T>>);

struct Inner<T> {
    shared: Shared,
    machine: Machine,
    transport: T,
}

impl Client {
    /// Describes a client that sends to `endpoint`: a [`Region`](crate::Region), or an
    /// [`Endpoint`] such as a sandbox's.
    pub fn builder(credentials: Credentials, endpoint: impl Into<Endpoint>) -> Builder<Asynchronous> {
        Builder::new(credentials, endpoint)
    }
}

impl Builder<Asynchronous> {
    /// A client on reqwest, with TLS by rustls and the certificate authorities of Mozilla. It uses no proxy.
    ///
    /// # Errors
    /// If reqwest does not find what it needs.
    #[cfg(feature = "client")]
    pub fn build(self) -> Result<Client, super::BuildError> {
        let transport = super::Reqwest::new(self.settings.connect_timeout).map_err(super::BuildError::new)?;
        Ok(self.build_on(transport))
    }

    /// A client on `transport`, such as a `reqwest::Client` of your own, which becomes one with `into`.
    pub fn build_on<T: Transport>(self, transport: T) -> Client<T> {
        Client(Arc::new(Inner { shared: Shared::new(self.settings), machine: Machine::new(), transport }))
    }
}

impl<T: Transport> Client<T> {
    /// Sends `request`, and gives ZIM's reply.
    ///
    /// Each attempt is signed anew. What ZIM turned away before it was carried out is sent again by the class of its
    /// code ([`Recovery`](crate::runtime::Recovery)); what may have been carried out only if the action is
    /// [`repeatable`](crate::runtime::ActionInfo::repeatable).
    ///
    /// # Errors
    /// What happened last, after how many attempts, and why there was no further one.
    pub async fn send<A: Action>(&self, request: &Valid<A>) -> Result<A::Reply, ClientError<A>> {
        self.send_with(request, &Options::new()).await
    }

    /// Sends `request` with what `options` have otherwise than the client.
    ///
    /// # Errors
    /// What happened last, after how many attempts, and why there was no further one.
    pub async fn send_with<A: Action>(
        &self,
        request: &Valid<A>,
        options: &Options,
    ) -> Result<A::Reply, ClientError<A>> {
        let span = trace::Span::call(A::INFO);
        span.around(self.run(request, options, &span)).await
    }

    async fn run<A: Action>(
        &self,
        request: &Valid<A>,
        options: &Options,
        span: &trace::Span,
    ) -> Result<A::Reply, ClientError<A>> {
        let Inner { shared, machine, transport } = &*self.0;
        let mut call = Call::begin(shared, request, options, machine.now())?;
        loop {
            let moment = match machine.moment() {
                Ok(moment) => moment,
                Err(error) => return Err(call.fail(Failure::Stamp(error), Stopped::NoUse)),
            };
            let began = machine.now();
            let (http, timeout) = call.next_request(&moment, began)?;
            let result = transport.send(http, timeout).await;
            let now = machine.now();
            span.attempt(A::INFO, call.attempts(), &result, now.saturating_sub(began));
            let pause = match call.answered(result, now, moment.random) {
                Next::Done(result) => return result,
                Next::Again(pause) => pause,
            };
            span.pause(pause);
            if !pause.is_zero() {
                transport.pause(pause).await;
            }
        }
    }
}

impl<T> Clone for Client<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> fmt::Debug for Client<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("shared", &self.0.shared).finish_non_exhaustive()
    }
}
