//! Exact sliding windows, without a clock: at which instant may a request be sent?

use super::{Demand, Key};
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

/// When to look through all windows for idle ones, at first.
const SWEEP_AT: usize = 1024;

/// What was admitted in the last windows, and is to be sent in the next.
///
/// Instants are durations since a moment of the caller's choice. A place that is given out stays so, whether a request
/// is sent there or not. Memory is bounded: for each window that is not idle, no more instants are kept than requests
/// fit into it, however many have places in the future.
#[derive(Debug)]
pub struct Windows {
    margin: Duration,
    windows: BTreeMap<Key, Window>,
    sweep_at: usize,
}

/// Whether a request may be sent, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It has a place.
    Granted {
        /// When it is to be sent: now, or later.
        at: Duration,
    },
    /// There is no place soon enough, and none was taken.
    Full {
        /// When the first would be.
        at: Duration,
    },
    /// It takes more than the whole of a window.
    Never {
        /// How many fit into the window.
        limit: u32,
        /// How many the request is.
        items: u64,
    },
}

/// The window of one key.
#[derive(Debug)]
struct Window {
    /// With the margin.
    length: Duration,
    /// When something has its place, and how much: in the order of time, and of what fills the window only the last.
    taken: VecDeque<(Duration, u64)>,
    /// How much of it there is in all.
    held: u64,
}

impl Windows {
    /// Nothing was admitted yet. Every window is taken to be longer by `margin`: see
    /// [there](super#the-margin).
    #[must_use]
    pub fn new(margin: Duration) -> Self {
        Self { margin, windows: BTreeMap::new(), sweep_at: SWEEP_AT }
    }

    /// Gives a request a place in all the windows that it concerns, or in none: the first that is not before `now` and
    /// not before any place that was given out in one of these windows, if it is at most `patience` away.
    ///
    /// Then in no window, taken as half-open, is there more than its limit.
    pub fn admit(&mut self, demands: &[Demand], now: Duration, patience: Duration) -> Admission {
        let mut at = now;
        for demand in demands {
            let Some(free) = u64::from(demand.count).checked_sub(demand.cost) else {
                return Admission::Never { limit: demand.count, items: demand.cost };
            };
            if let Some(window) = self.windows.get(&demand.key) {
                at = at.max(window.first(free, self.length(demand)));
            }
        }
        if at > now.saturating_add(patience) {
            return Admission::Full { at };
        }
        for demand in demands {
            self.take(demand, at);
        }
        self.sweep(now);
        Admission::Granted { at }
    }

    /// How many windows are remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.windows.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.windows.is_empty()
    }

    fn length(&self, demand: &Demand) -> Duration {
        demand.window.saturating_add(self.margin)
    }

    fn take(&mut self, demand: &Demand, at: Duration) {
        let length = self.length(demand);
        match self.windows.get_mut(&demand.key) {
            Some(window) => window.take(at, demand.cost, demand.count.into()),
            None => {
                let window = Window { length, taken: VecDeque::from([(at, demand.cost)]), held: demand.cost };
                self.windows.insert(demand.key.clone(), window);
            }
        }
    }

    /// Drops idle windows, so that a process that names ever new groups does not fill the memory.
    fn sweep(&mut self, now: Duration) {
        if self.windows.len() < self.sweep_at {
            return;
        }
        self.windows.retain(|_, window| window.first(0, window.length) > now);
        self.sweep_at = SWEEP_AT.max(self.windows.len().saturating_mul(2));
    }
}

impl Window {
    /// The first instant, not before the last place, at which no more than `free` are left in the window.
    fn first(&self, mut free: u64, length: Duration) -> Duration {
        let last = self.taken.back().map_or(Duration::ZERO, |(at, _)| *at);
        for (at, amount) in self.taken.iter().rev() {
            match free.checked_sub(*amount) {
                Some(rest) => free = rest,
                // This one has to be out of the window, and with it all before it.
                None => return last.max(at.saturating_add(length)),
            }
        }
        last
    }

    fn take(&mut self, at: Duration, amount: u64, count: u64) {
        match self.taken.back_mut() {
            Some((last, held)) if *last == at => *held = held.saturating_add(amount),
            _ => self.taken.push_back((at, amount)),
        }
        self.held = self.held.saturating_add(amount);
        // What comes before a full window is out of it before anything else can come in.
        while let Some((_, first)) = self.taken.front()
            && self.held.saturating_sub(*first) >= count
        {
            self.held = self.held.saturating_sub(*first);
            self.taken.pop_front();
        }
    }
}

#[cfg(test)]
mod tests;
