//! The machine's clocks and randomness, read for each attempt. Nothing else in this crate reads them.

use super::BoxError;
use crate::runtime::{Nonce, Stamp};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A clock that only goes forward, from when the client was made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Machine {
    began: Instant,
}

/// What is fresh for each attempt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) stamp: Stamp,
    /// Any number.
    pub(super) random: u64,
}

impl Machine {
    pub(super) fn new() -> Self {
        Self { began: Instant::now() }
    }

    pub(super) fn now(&self) -> Duration {
        self.began.elapsed()
    }

    /// # Errors
    /// If the system has no randomness, or its clock stands before 1970.
    pub(super) fn moment(&self) -> Result<Moment, BoxError> {
        let (mut nonce, mut random) = ([0; 8], [0; 8]);
        getrandom::fill(&mut nonce)?;
        getrandom::fill(&mut random)?;
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let stamp = Stamp::new(Nonce::from_bytes(nonce), i64::try_from(seconds)?);
        Ok(Moment { stamp, random: u64::from_ne_bytes(random) })
    }
}
