//! The clock that the server reads: the system's, or one that a test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

/// A clock in milliseconds of Unix time. Clones are the same clock.
///
/// Set back, it makes the server forget the calls that rate limits counted later than the new time; used
/// nonces stay used.
#[derive(Clone, Debug)]
pub struct Clock {
    ticking: bool,
    /// The time of a manual clock; what is added to the time of a ticking one.
    milliseconds: Arc<AtomicI64>,
    /// Told of each change, for whoever waits for a time.
    changes: Arc<watch::Sender<()>>,
}

impl Clock {
    /// The system's clock. It can be set and advanced too, and goes on ticking from there.
    #[must_use]
    pub fn system() -> Self {
        Self { ticking: true, milliseconds: Arc::default(), changes: Arc::default() }
    }

    /// A clock that stands at `milliseconds` of Unix time until it is set or advanced.
    #[must_use]
    pub fn manual(milliseconds: i64) -> Self {
        Self { ticking: false, milliseconds: Arc::new(AtomicI64::new(milliseconds)), changes: Arc::default() }
    }

    /// The time now, in milliseconds of Unix time.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.base().saturating_add(self.milliseconds.load(Ordering::SeqCst))
    }

    /// Sets the time, in milliseconds of Unix time.
    pub fn set(&self, milliseconds: i64) {
        self.milliseconds.store(milliseconds.saturating_sub(self.base()), Ordering::SeqCst);
        self.changes.send_replace(());
    }

    /// Moves the time on by so many milliseconds, or back if negative.
    pub fn advance(&self, milliseconds: i64) {
        let later = |now: i64| Some(now.saturating_add(milliseconds));
        // The update never refuses, so there is no error to look at.
        let _ = self.milliseconds.fetch_update(Ordering::SeqCst, Ordering::SeqCst, later);
        self.changes.send_replace(());
    }

    /// Waits until it shows `milliseconds` or later.
    pub(crate) async fn reach(&self, milliseconds: i64) {
        let mut changes = self.changes.subscribe();
        loop {
            let missing = milliseconds.saturating_sub(self.now());
            let Ok(missing @ 1..) = u64::try_from(missing) else { return };
            // The sender is this clock's own, so that there is always another change to wait for.
            let changed = async { drop(changes.changed().await) };
            if self.ticking {
                tokio::select! {
                    () = changed => {}
                    () = tokio::time::sleep(Duration::from_millis(missing)) => {}
                }
            } else {
                changed.await;
            }
        }
    }

    /// A clock of its own that stays as this one is set now.
    pub(crate) fn fixed(&self) -> Self {
        let milliseconds = self.milliseconds.load(Ordering::SeqCst);
        Self { ticking: self.ticking, milliseconds: Arc::new(AtomicI64::new(milliseconds)), changes: Arc::default() }
    }

    /// Sets it as `fixed` is.
    pub(crate) fn return_to(&self, fixed: &Self) {
        self.milliseconds.store(fixed.milliseconds.load(Ordering::SeqCst), Ordering::SeqCst);
        self.changes.send_replace(());
    }

    fn base(&self) -> i64 {
        if !self.ticking {
            return 0;
        }
        // A system clock before 1970 reads as 1970.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}
