//! The client whose calls block the thread.

use super::attempts::{Call, Next, Shared};
use super::builder::{Blocking, Builder};
use super::limit::BlockingRateKeeper;
use super::machine::Machine;
use super::{BlockingTransport, ClientError, Failure, Options, Stopped, trace};
use crate::runtime::{Action, Credentials, Endpoint, Policy, Valid};
use std::fmt;
use std::sync::Arc;

#[cfg(feature = "blocking")]
type Usual = super::Ureq;
/// Without the feature `blocking`, there is no transport but your own.
#[cfg(not(feature = "blocking"))]
type Usual = std::convert::Infallible;

/// Sends requests, and sends them again where that is safe. One for a process is enough: clones are the same client,
/// share its connections, and cost nothing. Threads may send at the same time.
///
/// `Debug` does not show the server secret.
pub struct Client<T = Usual>(Arc<Inner<T>>);

struct Inner<T> {
    shared: Shared,
    machine: Machine,
    transport: T,
    keeper: Option<Arc<dyn BlockingRateKeeper>>,
}

impl Client {
    /// Describes a client that sends to `endpoint`: a [`Region`](crate::Region), or an
    /// [`Endpoint`] such as a sandbox's.
    pub fn builder(credentials: Credentials, endpoint: impl Into<Endpoint>) -> Builder<Blocking> {
        Builder::new(credentials, endpoint)
    }
}

impl Builder<Blocking> {
    /// A client on ureq, with TLS by rustls and the certificate authorities of Mozilla. It uses no proxy.
    ///
    /// ureq tells the URL, and with it what users wrote, to whoever listens to `log` at the level `trace`.
    #[cfg(feature = "blocking")]
    #[must_use]
    pub fn build(self) -> Client {
        let transport = super::Ureq::new(self.settings.connect_timeout);
        self.build_on(transport)
    }

    /// A client on `transport`, such as a `ureq::Agent` of your own, which becomes one with `into`.
    pub fn build_on<T: BlockingTransport>(self, transport: T) -> Client<T> {
        let keeper = self.settings.keepers.blocking.clone();
        Client(Arc::new(Inner { shared: Shared::new(self.settings), machine: Machine::new(), transport, keeper }))
    }
}

impl<T: BlockingTransport> Client<T> {
    /// Which limits requests are held to.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.0.shared.policy()
    }

    /// Sends `request`, and gives ZIM's reply.
    ///
    /// Each attempt is signed anew. What ZIM turned away before it was carried out is sent again by the class of its
    /// code ([`Recovery`](crate::runtime::Recovery)); what may have been carried out only if the action is
    /// [`repeatable`](crate::runtime::ActionInfo::repeatable).
    ///
    /// # Errors
    /// What happened last, after how many attempts, and why there was no further one.
    pub fn send<A: Action>(&self, request: &Valid<A>) -> Result<A::Reply, ClientError<A>> {
        self.send_with(request, &Options::new())
    }

    /// Sends `request` with what `options` have otherwise than the client.
    ///
    /// # Errors
    /// What happened last, after how many attempts, and why there was no further one.
    pub fn send_with<A: Action>(&self, request: &Valid<A>, options: &Options) -> Result<A::Reply, ClientError<A>> {
        let span = trace::Span::call(A::INFO);
        span.inside(|| self.run(request, options, &span))
    }

    fn run<A: Action>(
        &self,
        request: &Valid<A>,
        options: &Options,
        span: &trace::Span,
    ) -> Result<A::Reply, ClientError<A>> {
        let Inner { shared, machine, transport, .. } = &*self.0;
        let mut call = Call::begin(shared, request, options, machine.now())?;
        loop {
            self.keep_rates(&mut call, span)?;
            let moment = match machine.moment() {
                Ok(moment) => moment,
                Err(error) => return Err(call.fail(Failure::Stamp(error), Stopped::NoUse)),
            };
            let began = machine.now();
            let (http, timeout) = call.next_request(&moment, began)?;
            let result = transport.send(http, timeout);
            let now = machine.now();
            span.attempt(A::INFO, call.attempts(), &result, now.saturating_sub(began));
            let pause = match call.answered(result, now, moment.random) {
                Next::Done(result) => return result,
                Next::Again(pause) => pause,
            };
            span.pause(pause);
            if !pause.is_zero() {
                transport.pause(pause);
            }
        }
    }

    /// Waits for a place within the rate limits.
    fn keep_rates<A: Action>(&self, call: &mut Call<'_, A>, span: &trace::Span) -> Result<(), ClientError<A>> {
        let Inner { machine, transport, keeper: Some(keeper), .. } = &*self.0 else { return Ok(()) };
        let demands = call.demands();
        if demands.is_empty() {
            return Ok(());
        }
        let now = machine.now();
        let wait = match keeper.reserve(&demands, call.patience(now)) {
            Ok(wait) => wait,
            Err(error) => return Err(call.crowded_out(error, now)),
        };
        if !wait.is_zero() {
            span.wait(wait);
            transport.pause(wait);
        }
        Ok(())
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
