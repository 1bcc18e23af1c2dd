//! Who keeps the limits: a keeper of this process, and what others have to offer.

use super::{Admission, Demand, MARGIN, Windows};
use crate::client::RateError;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Keeps rate limits for async clients, perhaps for several machines.
pub trait RateKeeper: Send + Sync {
    /// Takes a place for one request in all its windows, or in none, and tells how long to wait before it is sent.
    /// `patience` is the longest wait: with [`Duration::ZERO`], a request that cannot be sent at once is refused.
    ///
    /// The future does not wait for the place itself. If it is dropped, the place may be taken nevertheless.
    ///
    /// # Errors
    /// [`RateError::Refused`] if the wait would be longer, [`RateError::TooLarge`] if it would be for ever,
    /// [`RateError::Unavailable`] if the keeper cannot tell.
    fn reserve<'a>(&'a self, demands: &'a [Demand], patience: Duration) -> Reserving<'a>;
}

/// What [`RateKeeper::reserve`] comes to.
pub type Reserving<'a> = Pin<Box<dyn Future<Output = Result<Duration, RateError>> + Send + 'a>>;

/// Keeps rate limits for blocking clients, perhaps for several machines.
pub trait BlockingRateKeeper: Send + Sync {
    /// As [`RateKeeper::reserve`]; it does not wait for the place either.
    ///
    /// # Errors
    /// As [`RateKeeper::reserve`].
    fn reserve(&self, demands: &[Demand], patience: Duration) -> Result<Duration, RateError>;
}

/// Keeps the limits for whoever shares it in this process, by its monotonic clock.
///
/// It begins with empty windows. A limit of a day outlasts most processes: after a new start, it is ZIM that keeps it.
#[derive(Debug)]
pub struct LocalKeeper {
    windows: Mutex<Windows>,
    began: Instant,
}

impl LocalKeeper {
    /// A keeper with the usual [`MARGIN`].
    #[must_use]
    pub fn new() -> Self {
        Self::with_margin(MARGIN)
    }

    /// A keeper that takes every window to be longer by `margin`: see [there](super#the-margin).
    #[must_use]
    pub fn with_margin(margin: Duration) -> Self {
        Self { windows: Mutex::new(Windows::new(margin)), began: Instant::now() }
    }

    /// Takes a place for one request in all its windows, or in none, and tells how long to wait before it is sent.
    /// `patience` is the longest wait: with [`Duration::ZERO`], a request that cannot be sent at once is refused.
    ///
    /// # Errors
    /// [`RateError::Refused`] if the wait would be longer, [`RateError::TooLarge`] if it would be for ever.
    pub fn reserve(&self, demands: &[Demand], patience: Duration) -> Result<Duration, RateError> {
        // Windows are whole whenever the lock is free: a panic elsewhere does not spoil them.
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        // Read behind the lock, so that places are in the order of the readings.
        let now = self.began.elapsed();
        match windows.admit(demands, now, patience) {
            Admission::Granted { at } => Ok(at.saturating_sub(now)),
            Admission::Full { at } => Err(RateError::Refused { wait: at.saturating_sub(now) }),
            Admission::Never { limit, items } => Err(RateError::TooLarge { limit, items }),
        }
    }
}

impl Default for LocalKeeper {
    fn default() -> Self {
        Self::new()
    }
}

impl RateKeeper for LocalKeeper {
    fn reserve<'a>(&'a self, demands: &'a [Demand], patience: Duration) -> Reserving<'a> {
        Box::pin(ready(self.reserve(demands, patience)))
    }
}

impl BlockingRateKeeper for LocalKeeper {
    fn reserve(&self, demands: &[Demand], patience: Duration) -> Result<Duration, RateError> {
        self.reserve(demands, patience)
    }
}
