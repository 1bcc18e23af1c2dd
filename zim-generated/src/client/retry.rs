//! Whether to send again after an attempt, and after what pause. Reads no clock and draws no random number.

use super::Stopped;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How often a call is sent again, and how long it waits in between.
///
/// A pause is drawn evenly from nothing up to a bound that begins with `first_pause` and doubles with each attempt.
/// Before a rate limit it also lasts as long as the limit's window, if that is no longer than `longest_pause`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retries {
    /// How many attempts a call has in all, the first included. 1 for no retry.
    pub attempts: u32,
    /// How long the pause after the first attempt is at most.
    pub first_pause: Duration,
    /// How long any pause is at most, before what is drawn is added to a window.
    pub longest_pause: Duration,
    /// How many of the attempts may follow a signature that was refused: wrong credentials stay wrong.
    pub resigns: u32,
}

impl Retries {
    /// No call is sent again.
    #[must_use]
    pub fn none() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    /// A call is sent at most so often in all.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Pauses grow from `first` to `longest`.
    #[must_use]
    pub fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        self.first_pause = first;
        self.longest_pause = longest;
        self
    }
}

/// Four attempts; pauses of at most 0.1, 0.2 and 0.4 seconds; a signature is refused at most twice.
impl Default for Retries {
    fn default() -> Self {
        Self { attempts: 4, first_pause: Duration::from_millis(100), longest_pause: Duration::from_secs(5), resigns: 2 }
    }
}

/// What an attempt came to, as far as retries are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// To send the same again is no use.
    Final,
    /// It was turned away before anything was done.
    Busy,
    /// It was turned away since there were too many.
    Rate,
    /// Its signature was refused.
    Stale,
    /// There was no connection.
    Unreachable,
    /// There was none, and another host has not been tried yet.
    Elsewhere,
    /// It may have been carried out.
    Doubt,
}

/// What a call has been through.
#[derive(Clone, Copy, Debug)]
pub(super) struct History {
    /// The attempts so far.
    pub(super) attempts: u32,
    /// Those among them whose signature was refused.
    pub(super) stale: u32,
    /// Whether its action may be sent again when it may have been carried out.
    pub(super) repeatable: bool,
    /// The shortest window of the action's rate limits.
    pub(super) window: Duration,
}

/// The pause before the next attempt, or why there is none. `random` is any number.
pub(super) fn next(retries: &Retries, history: History, outcome: Outcome, random: u64) -> Result<Duration, Stopped> {
    let useless = match outcome {
        Outcome::Final => true,
        Outcome::Doubt => !history.repeatable,
        Outcome::Stale => history.stale > retries.resigns,
        Outcome::Busy | Outcome::Rate | Outcome::Unreachable | Outcome::Elsewhere => false,
    };
    if useless {
        return Err(Stopped::NoUse);
    }
    if history.attempts >= retries.attempts {
        return Err(Stopped::Attempts);
    }
    let drawn = draw(bound(retries, history.attempts), random);
    Ok(match outcome {
        // Nothing is overloaded: the next one is another host, or has another signature.
        Outcome::Elsewhere => Duration::ZERO,
        Outcome::Stale if history.stale <= 1 => Duration::ZERO,
        Outcome::Rate => history.window.min(retries.longest_pause).saturating_add(drawn),
        _ => drawn,
    })
}

/// The longest pause after so many attempts.
fn bound(retries: &Retries, attempts: u32) -> Duration {
    let doublings = attempts.saturating_sub(1).min(31);
    retries.first_pause.saturating_mul(1 << doublings).min(retries.longest_pause)
}

/// The part of `bound` that `random` is of all numbers.
fn draw(bound: Duration, random: u64) -> Duration {
    let nanoseconds = bound.as_nanos().saturating_mul(u128::from(random)) >> 64;
    Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(u64::MAX))
}

/// The retries that all calls of a client may make together: one for every ten calls, and ten that are saved up. When
/// ZIM is down for everybody, a retry helps nobody, and four times the load does harm.
#[derive(Debug)]
pub(super) struct Budget {
    /// In tenths of a retry.
    saved: AtomicU32,
}

impl Budget {
    const MOST: u32 = 100;
    const RETRY: u32 = 10;

    pub(super) const fn full() -> Self {
        Self { saved: AtomicU32::new(Self::MOST) }
    }

    /// Another call begins.
    pub(super) fn earn(&self) {
        let more = |saved: u32| Some(saved.saturating_add(1).min(Self::MOST));
        // The update never refuses, so there is no error to look at.
        let _ = self.saved.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }

    /// Takes a retry, if there is one.
    pub(super) fn spend(&self) -> bool {
        let less = |saved: u32| saved.checked_sub(Self::RETRY);
        self.saved.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::*;

    const MOST: u64 = u64::MAX;

    #[track_caller]
    fn check(outcome: Outcome, attempts: u32, repeatable: bool, random: u64, expected: Result<u64, Stopped>) {
        let history = History { attempts, stale: attempts, repeatable, window: Duration::from_secs(1) };
        let pause = next(&Retries::default(), history, outcome, random);
        let shown = pause.map(|pause| u64::try_from(pause.as_micros().div_ceil(1000)).unwrap_or(u64::MAX));
        assert_eq!(shown, expected, "{outcome:?} after {attempts}");
    }

    #[test]
    fn what_is_no_use_is_not_repeated() {
        check(Final, 1, true, 0, Err(Stopped::NoUse));
        check(Doubt, 1, false, 0, Err(Stopped::NoUse));
        check(Doubt, 1, true, MOST, Ok(100));
        check(Stale, 3, true, 0, Err(Stopped::NoUse));
    }

    #[test]
    fn attempts_come_to_an_end() {
        for outcome in [Busy, Rate, Unreachable, Elsewhere, Doubt] {
            assert!(matches!(next(&Retries::none(), history(1), outcome, 0), Err(Stopped::Attempts)), "{outcome:?}");
            check(outcome, 4, true, 0, Err(Stopped::Attempts));
        }
    }

    fn history(attempts: u32) -> History {
        History { attempts, stale: 0, repeatable: true, window: Duration::ZERO }
    }

    #[test]
    fn pauses_are_drawn_from_all_below_a_bound_that_doubles() {
        for (attempts, most) in [(1, 100), (2, 200), (3, 400)] {
            check(Busy, attempts, false, 0, Ok(0));
            check(Busy, attempts, false, MOST / 2, Ok(most / 2));
            check(Busy, attempts, false, MOST, Ok(most));
            check(Unreachable, attempts, false, MOST, Ok(most));
        }
        let patient = Retries::default().attempts(u32::MAX);
        for attempts in [7, 40, u32::MAX - 1] {
            let pause = next(&patient, history(attempts), Busy, MOST).unwrap_or_default();
            assert!(pause <= Duration::from_secs(5) && pause > Duration::from_millis(4999), "{pause:?}");
        }
    }

    #[test]
    fn a_rate_limit_is_given_its_window() {
        check(Rate, 1, false, 0, Ok(1000));
        check(Rate, 1, false, MOST, Ok(1100));
        let day = History { window: Duration::from_secs(86_400), ..history(1) };
        assert_eq!(next(&Retries::default(), day, Rate, 0), Ok(Duration::from_secs(5)));
    }

    #[test]
    fn another_host_and_another_signature_are_tried_at_once() {
        check(Elsewhere, 1, false, MOST, Ok(0));
        check(Stale, 1, false, MOST, Ok(0));
        check(Stale, 2, false, MOST, Ok(200));
    }

    #[test]
    fn the_budget_bounds_what_an_outage_costs() {
        let budget = Budget::full();
        let mut retries = 0;
        for _ in 0..1000 {
            budget.earn();
            retries += (0..3).filter(|_| budget.spend()).count();
        }
        // The first call finds the budget full and adds nothing.
        assert_eq!(retries, 109, "a tenth of the calls and ten that were saved up");
        assert!(!budget.spend());
    }
}
