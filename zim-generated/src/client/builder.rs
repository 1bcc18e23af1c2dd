//! How a client is made.

use super::settings::Settings;
use super::{BoxError, Retries};
use crate::runtime::{Credentials, Endpoint, Policy};
use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

/// Describes a client; see [`Client::builder`](super::Client::builder) and its like in [`blocking`](super::blocking).
/// `K` is the kind that it becomes: [`Asynchronous`] or [`Blocking`].
#[derive(Clone, Debug)]
#[must_use = "there is no client until `build` is called"]
pub struct Builder<K> {
    pub(super) settings: Settings,
    kind: PhantomData<K>,
}

/// A client whose calls are awaited.
#[derive(Clone, Copy, Debug)]
pub enum Asynchronous {}

/// A client whose calls block the thread.
#[derive(Clone, Copy, Debug)]
pub enum Blocking {}

impl<K> Builder<K> {
    pub(super) fn new(credentials: Credentials, endpoint: impl Into<Endpoint>) -> Self {
        Self { settings: Settings::new(credentials, endpoint.into()), kind: PhantomData }
    }

    /// Where calls go while the endpoint cannot be reached. Without this that is the host of all regions if the
    /// endpoint is a region, and nowhere else.
    pub fn fallback(mut self, endpoint: impl Into<Endpoint>) -> Self {
        self.settings.fallback = Some(endpoint.into());
        self
    }

    /// Calls go to no other host, as where data must not leave a region.
    pub fn without_fallback(mut self) -> Self {
        self.settings.fallback = None;
        self
    }

    /// Holds requests to the limits of `policy`, instead of all of them.
    pub fn policy(mut self, policy: Policy) -> Self {
        self.settings.policy = policy;
        self
    }

    /// How long it may take to connect; 3 s if this is not called. A transport of your own has its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// How long one attempt may last, from connecting to the end of the answer; 10 s if this is not called.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// How long a call may last, with all its attempts and pauses; 30 s if this is not called. `None` is for ever.
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.settings.deadline = deadline.into();
        self
    }

    /// How often a call is sent again.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.settings.retries = retries;
        self
    }
}

/// A client could not be made: its HTTP library does not find what it needs.
#[derive(Debug)]
pub struct BuildError {
    cause: BoxError,
}

impl BuildError {
    #[cfg(feature = "client")]
    pub(super) fn new(cause: impl Into<BoxError>) -> Self {
        Self { cause: cause.into() }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the HTTP client could not be set up")
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.cause)
    }
}
