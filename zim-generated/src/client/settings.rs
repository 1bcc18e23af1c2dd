//! What holds for all calls of a client, and what one call has otherwise.

use super::limit::{BlockingRateKeeper, LocalKeeper, RateKeeper};
use super::{Retries, hosts};
use crate::runtime::{Credentials, Endpoint, Policy};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// What all calls of a client have in common.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) credentials: Credentials,
    pub(super) endpoint: Endpoint,
    pub(super) fallback: Option<Endpoint>,
    pub(super) policy: Policy,
    pub(super) connect_timeout: Duration,
    pub(super) timeout: Duration,
    pub(super) deadline: Option<Duration>,
    pub(super) retries: Retries,
    pub(super) keepers: Keepers,
    pub(super) longest_wait: Duration,
}

impl Settings {
    pub(super) fn new(credentials: Credentials, endpoint: Endpoint) -> Self {
        Self {
            credentials,
            fallback: hosts::fallback(&endpoint),
            endpoint,
            policy: Policy::default(),
            connect_timeout: Duration::from_secs(3),
            timeout: Duration::from_secs(10),
            deadline: Some(Duration::from_secs(30)),
            retries: Retries::default(),
            keepers: Keepers::new(),
            longest_wait: Duration::MAX,
        }
    }
}

/// Who keeps the rate limits, for either kind of client.
#[derive(Clone)]
pub(super) struct Keepers {
    pub(super) asynchronous: Option<Arc<dyn RateKeeper>>,
    pub(super) blocking: Option<Arc<dyn BlockingRateKeeper>>,
}

impl Keepers {
    fn new() -> Self {
        let keeper = Arc::new(LocalKeeper::new());
        Self { asynchronous: Some(Arc::clone(&keeper) as _), blocking: Some(keeper) }
    }

    pub(super) fn none() -> Self {
        Self { asynchronous: None, blocking: None }
    }
}

impl fmt::Debug for Keepers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keepers").finish_non_exhaustive()
    }
}

/// What one call has otherwise than its client: whatever is not set is as it is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use = "options do nothing until a request is sent with them"]
#[non_exhaustive]
pub struct Options {
    /// Which documented limits the request is held to.
    pub policy: Option<Policy>,
    /// How long one attempt may last.
    pub timeout: Option<Duration>,
    /// How long the whole call may last, with all its attempts and pauses.
    pub deadline: Option<Duration>,
    /// How often it is sent again.
    pub retries: Option<Retries>,
    /// How long an attempt may wait for a place within the rate limits.
    pub longest_wait: Option<Duration>,
}

impl Options {
    /// As the client has it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Holds the request to the limits of `policy`.
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = Some(policy);
        self
    }

    /// One attempt may last so long.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The whole call may last so long, with all its attempts and pauses.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// It is sent again as these say.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = Some(retries);
        self
    }

    /// An attempt may wait so long for a place within the rate limits: with [`Duration::ZERO`] it is sent at once, or
    /// the call fails.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = Some(wait);
        self
    }
}
