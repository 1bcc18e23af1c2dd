//! What holds for all calls of a client, and what one call has otherwise.

use super::{Retries, hosts};
use crate::runtime::{Credentials, Endpoint, Policy};
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
        }
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
}
