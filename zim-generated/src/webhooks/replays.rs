//! Which callbacks were received before. No clock: the time is an argument.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Signatures that were seen, each until its callback would be too old anyway. A signature stands for nonce and time,
/// and for any other pair that joins to the same text.
pub(super) struct Replays {
    capacity: usize,
    until: BTreeMap<String, u64>,
    /// The same, by when they go.
    order: BTreeSet<(u64, String)>,
}

impl Replays {
    pub(super) fn new(capacity: usize) -> Self {
        Self { capacity: capacity.max(1), until: BTreeMap::new(), order: BTreeSet::new() }
    }

    /// Remembers `signature` for as long as it is not later than `until`; false if it is known already.
    pub(super) fn remember(&mut self, signature: &str, now: u64, until: u64) -> bool {
        while self.order.first().is_some_and(|(until, _)| *until < now) {
            self.drop_first();
        }
        if self.until.contains_key(signature) {
            return false;
        }
        while self.until.len() >= self.capacity {
            self.drop_first();
        }
        self.until.insert(signature.to_owned(), until);
        self.order.insert((until, signature.to_owned()));
        true
    }

    pub(super) fn forget(&mut self, signature: &str) {
        if let Some(entry) = self.until.remove_entry(signature) {
            let (signature, until) = entry;
            self.order.remove(&(until, signature));
        }
    }

    fn drop_first(&mut self) {
        if let Some((_, signature)) = self.order.pop_first() {
            self.until.remove(&signature);
        }
    }
}

impl fmt::Debug for Replays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { capacity, until, .. } = self;
        f.debug_struct("Replays").field("remembered", &until.len()).field("capacity", capacity).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signatures with the time they come at and the time they go; whether each is new.
    #[track_caller]
    fn check(capacity: usize, steps: &[(&str, u64, u64, bool)]) {
        let mut replays = Replays::new(capacity);
        for (at, (signature, now, until, expected)) in steps.iter().enumerate() {
            assert_eq!(replays.remember(signature, *now, *until), *expected, "step {at}: {signature}");
            assert!(replays.until.len() <= capacity.max(1) && replays.until.len() == replays.order.len(), "step {at}");
        }
    }

    #[test]
    fn what_was_seen_is_known_until_it_is_too_old() {
        check(9, &[("a", 0, 5, true), ("a", 5, 5, false), ("b", 5, 9, true), ("a", 6, 11, true), ("b", 9, 9, false)]);
    }

    #[test]
    fn memory_is_bounded_and_the_next_to_go_goes() {
        check(2, &[("a", 0, 5, true), ("b", 0, 4, true), ("c", 0, 6, true), ("a", 0, 5, false), ("b", 0, 4, true)]);
        check(0, &[("a", 0, 5, true), ("a", 0, 5, false), ("b", 0, 4, true)]);
    }

    #[test]
    fn what_is_forgotten_is_new() {
        let mut replays = Replays::new(2);
        assert!(replays.remember("a", 0, 5));
        replays.forget("a");
        replays.forget("b");
        assert!(replays.remember("a", 0, 5) && replays.order.len() == 1);
    }
}
