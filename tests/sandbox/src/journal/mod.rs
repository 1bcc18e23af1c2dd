//! The last requests and how each was answered, for people who look for what is wrong with a client.
//!
//! There is one only while the control endpoint is on. It holds no secret: every text goes through
//! [`Auth::redact`](crate::auth::Auth::redact) on its way in. Its memory is bounded: so many requests, each cut.

mod entry;
mod params;

pub(crate) use entry::{Arrived, Entry, Origin};
pub(crate) use params::type_name;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// So many requests are kept.
pub(crate) const KEPT: usize = 500;

/// The last requests.
pub(crate) struct Journal {
    entries: Mutex<VecDeque<Arc<Entry>>>,
    /// The sequence number of the last request: 0 before the first.
    last: watch::Sender<u64>,
}

/// Some of the requests, the earliest first.
pub(crate) struct Page {
    pub(crate) entries: Vec<Arc<Entry>>,
    /// The number of the last request that was recorded at all.
    pub(crate) last: u64,
    /// Whether there are later ones that did not fit.
    pub(crate) more: bool,
}

impl Journal {
    pub(crate) fn new() -> Self {
        Self { entries: Mutex::default(), last: watch::Sender::new(0) }
    }

    /// Records a request under the next sequence number, and forgets the earliest if there are too many.
    pub(crate) fn record(&self, mut entry: Entry) -> Arc<Entry> {
        let mut entries = self.entries();
        entry.sequence = self.last.borrow().saturating_add(1);
        let entry = Arc::new(entry);
        entries.push_back(Arc::clone(&entry));
        while entries.len() > KEPT {
            entries.pop_front();
        }
        self.last.send_replace(entry.sequence);
        entry
    }

    /// The requests after the one of that number, at most so many. A number that was not given yet is that of another
    /// run: all are after it.
    pub(crate) fn after(&self, sequence: u64, most: usize) -> Page {
        let entries = self.entries();
        let last = *self.last.borrow();
        let sequence = if sequence > last { 0 } else { sequence };
        let mut later = entries.iter().filter(|entry| entry.sequence > sequence);
        let page = later.by_ref().take(most).cloned().collect();
        Page { entries: page, last, more: later.next().is_some() }
    }

    /// Forgets all requests. Numbers go on from where they are.
    pub(crate) fn clear(&self) {
        self.entries().clear();
    }

    /// Returns once there may be a request after the one of that number.
    pub(crate) async fn wait(&self, sequence: u64) {
        let mut last = self.last.subscribe();
        // The sender lives as long as this does.
        let _ = last.wait_for(|last| *last != sequence).await;
    }

    fn entries(&self) -> MutexGuard<'_, VecDeque<Arc<Entry>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Journal, KEPT};

    fn numbers(journal: &Journal, after: u64, most: usize) -> (Vec<u64>, u64, bool) {
        let page = journal.after(after, most);
        (page.entries.iter().map(|entry| entry.sequence).collect(), page.last, page.more)
    }

    #[test]
    fn pages() {
        let journal = Journal::new();
        assert_eq!(numbers(&journal, 0, 10), (vec![], 0, false));
        for _ in 0..5 {
            journal.record(Entry::default());
        }
        assert_eq!(numbers(&journal, 0, 10), (vec![1, 2, 3, 4, 5], 5, false));
        assert_eq!(numbers(&journal, 2, 2), (vec![3, 4], 5, true));
        assert_eq!(numbers(&journal, 5, 2), (vec![], 5, false));
        assert_eq!(numbers(&journal, 6, 2), (vec![1, 2], 5, true), "a number of another run");
        journal.clear();
        assert_eq!(numbers(&journal, 0, 10), (vec![], 5, false));
        assert_eq!(journal.record(Entry::default()).sequence, 6);
    }

    #[test]
    fn the_earliest_are_forgotten() {
        let journal = Journal::new();
        for _ in 0..KEPT + 3 {
            journal.record(Entry::default());
        }
        let (numbers, last, _) = numbers(&journal, 0, usize::MAX);
        assert_eq!((numbers.len(), numbers.first(), last), (KEPT, Some(&4), KEPT as u64 + 3));
    }
}
