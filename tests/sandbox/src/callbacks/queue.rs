//! Which callback is sent next and when, and what became of the others. Without I/O and without a clock.

use super::delivery::{Attempt, Delivery, Outcome};
use super::target::Target;
use crate::state::Later;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// So many callbacks may wait; further ones are dropped.
pub(super) const MOST_WAITING: usize = 1000;
/// So many callbacks may wait for what time brings about; further ones are dropped.
const MOST_LATER: usize = 10_000;
/// So many callbacks are remembered; the oldest are forgotten first.
pub(super) const MOST_KEPT: usize = 1000;
/// How long an answer is waited for if the spec repeats nothing, in milliseconds.
const USUAL_PATIENCE: u32 = 5000;

/// A callback that is still to be sent.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) id: u64,
    pub(super) target: Arc<Target>,
    pub(super) content_type: &'static str,
    pub(super) body: Arc<str>,
    /// Whether more than the status of the answer is waited for.
    pub(super) asks: bool,
    /// After how many milliseconds each time it is sent again.
    pauses: Arc<[u32]>,
    /// How many tries there were.
    tried: usize,
    /// When it is sent, in milliseconds of Unix time.
    due: i64,
}

/// What a callback is, before it gets a number.
pub(super) struct New {
    pub(super) app_id: u32,
    pub(super) event: String,
    pub(super) target: Arc<Target>,
    pub(super) content_type: &'static str,
    pub(super) asks: bool,
    pub(super) pauses: Arc<[u32]>,
}

/// What waits, and what was.
#[derive(Debug, Default)]
pub(super) struct Queue {
    last_id: u64,
    /// For the first time, in their order.
    fresh: VecDeque<Job>,
    /// Again, by when.
    again: BTreeMap<(i64, u64), Job>,
    /// What time brings about, by when; the second number keeps the order of what is due at the same time.
    later: BTreeMap<(i64, u64), Later>,
    last_later: u64,
    /// How many are on their way, or are being told.
    sending: usize,
    kept: VecDeque<Delivery>,
    /// Callbacks up to this number are not sent again.
    forgotten: u64,
}

impl Job {
    /// How long the answer of this try is waited for, in milliseconds: until it would be sent again. The last try has as
    /// long as the one before it.
    pub(super) fn patience(&self) -> i64 {
        self.pauses.get(self.tried).or_else(|| self.pauses.last()).copied().unwrap_or(USUAL_PATIENCE).into()
    }
}

impl Queue {
    /// The number that the next callback gets.
    pub(super) fn next_id(&self) -> u64 {
        self.last_id + 1
    }

    /// Adds a callback, which waits its turn or, if it is `urgent`, is taken out at once. `None` if it is dropped, or
    /// waits.
    pub(super) fn add(&mut self, new: New, body: String, now: i64, urgent: bool) -> Option<Job> {
        self.last_id += 1;
        let full = self.fresh.len() + self.again.len() + self.sending >= MOST_WAITING;
        if self.kept.len() >= MOST_KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(Delivery {
            id: self.last_id,
            app_id: new.app_id,
            event: new.event,
            url: new.target.url.clone(),
            body: body.clone(),
            attempts: Vec::new(),
            outcome: if full { Outcome::Dropped } else { Outcome::Waiting { due: now } },
            answer: None,
        });
        if full {
            return None;
        }
        let New { target, content_type, asks, pauses, .. } = new;
        let job = Job { id: self.last_id, target, content_type, body: body.into(), asks, pauses, tried: 0, due: now };
        if urgent {
            self.sending += 1;
            return Some(job);
        }
        self.fresh.push_back(job);
        None
    }

    /// Takes out what is to be sent now: first what was sent before and is due again, then what waits longest.
    pub(super) fn take(&mut self, now: i64) -> Option<Job> {
        let again = self.again.first_entry().filter(|first| first.key().0 <= now).map(|first| first.remove());
        let job = again.or_else(|| self.fresh.pop_front());
        self.sending += usize::from(job.is_some());
        job
    }

    /// When something is to be sent again or told, in milliseconds of Unix time.
    pub(super) fn due(&self) -> Option<i64> {
        let again = self.again.first_key_value().map(|((due, _), _)| *due);
        let later = self.later.first_key_value().map(|((due, _), _)| *due);
        again.into_iter().chain(later).min()
    }

    /// Adds what waits for a time.
    pub(super) fn add_later(&mut self, later: Later) {
        if self.later.len() < MOST_LATER {
            self.last_later += 1;
            self.later.insert((later.due, self.last_later), later);
        }
    }

    /// Takes out what is to be told now; it counts as on its way until [`told`](Self::told).
    pub(super) fn take_later(&mut self, now: i64) -> Option<Later> {
        let later = self.later.first_entry().filter(|first| first.key().0 <= now).map(|first| first.remove());
        self.sending += usize::from(later.is_some());
        later
    }

    /// What was taken out has been told.
    pub(super) fn told(&mut self) {
        self.sending = self.sending.saturating_sub(1);
    }

    /// Forgets what was, what waits, and what time would bring about. What is on its way is not sent again.
    pub(super) fn forget(&mut self) {
        self.forgotten = self.last_id;
        self.fresh.clear();
        self.again.clear();
        self.later.clear();
        self.kept.clear();
    }

    /// Whether something is on its way, or is to be sent at `now`.
    pub(super) fn is_busy(&self, now: i64) -> bool {
        self.sending > 0 || !self.fresh.is_empty() || self.due().is_some_and(|due| due <= now)
    }

    /// Notes how a try went. What failed is due again, counted from when it was due rather than from when it was sent:
    /// a clock that leaps over several repetitions lets all of them happen. If the job is `urgent`, it is given back
    /// in place of waiting here.
    pub(super) fn tried(
        &mut self,
        mut job: Job,
        attempt: Attempt,
        answer: Option<String>,
        urgent: bool,
    ) -> Option<Job> {
        self.sending = self.sending.saturating_sub(1);
        let pause = job.pauses.get(job.tried).copied();
        job.tried += 1;
        let outcome = match pause {
            _ if attempt.succeeded() => Outcome::Delivered,
            None => Outcome::GivenUp,
            Some(_) if job.id <= self.forgotten => Outcome::Dropped,
            Some(pause) => {
                job.due = job.due.saturating_add(pause.into());
                Outcome::Waiting { due: job.due }
            }
        };
        if let Some(delivery) = self.kept.iter_mut().rev().find(|delivery| delivery.id == job.id) {
            delivery.answer = answer.filter(|_| attempt.succeeded());
            delivery.attempts.push(attempt);
            delivery.outcome = outcome;
        }
        if outcome.is_final() {
            return None;
        }
        if urgent {
            self.sending += 1;
            return Some(job);
        }
        self.again.insert((job.due, job.id), job);
        None
    }

    /// What is remembered, the oldest first.
    pub(super) fn kept(&self) -> impl DoubleEndedIterator<Item = &Delivery> {
        self.kept.iter()
    }

    /// The callback of that number, if it is remembered.
    pub(super) fn find(&self, id: u64) -> Option<&Delivery> {
        self.kept.iter().rev().find(|delivery| delivery.id == id)
    }
}

impl Job {
    /// When it is sent, in milliseconds of Unix time.
    pub(super) fn due(&self) -> i64 {
        self.due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(queue: &mut Queue, event: &str, now: i64) {
        let target = Arc::new(Target::parse("http://localhost:1/").unwrap());
        let (event, content_type, pauses) = (event.to_owned(), "application/json", Arc::from([2000, 4000]));
        let new = New { app_id: 1, event, target, content_type, asks: false, pauses };
        assert!(queue.add(new, String::new(), now, false).is_none());
    }

    /// Sends what is due at `now`; the numbers of what was sent.
    fn send(queue: &mut Queue, now: i64, status: u16) -> Vec<u64> {
        let mut sent = Vec::new();
        while let Some(job) = queue.take(now) {
            sent.push(job.id);
            assert!(queue.is_busy(now));
            assert!(queue.tried(job, Attempt { at: now, result: Ok(status) }, None, false).is_none());
        }
        assert!(!queue.is_busy(now));
        sent
    }

    fn outcomes(queue: &Queue) -> Vec<Outcome> {
        queue.kept().map(|delivery| delivery.outcome).collect()
    }

    #[test]
    fn each_is_sent_in_turn_and_again_when_it_is_due() {
        let mut queue = Queue::default();
        add(&mut queue, "a", 0);
        add(&mut queue, "b", 0);
        assert_eq!(send(&mut queue, 10, 500), [1, 2]);
        assert_eq!(outcomes(&queue), [Outcome::Waiting { due: 2000 }; 2]);
        assert_eq!(send(&mut queue, 1999, 500).len(), 0);
        add(&mut queue, "c", 2000);
        assert_eq!(send(&mut queue, 2000, 200), [1, 2, 3]);
        assert_eq!(outcomes(&queue), [Outcome::Delivered; 3]);
        assert_eq!(queue.due(), None);
    }

    #[test]
    fn what_fails_is_given_up_in_the_end() {
        let mut queue = Queue::default();
        add(&mut queue, "a", 0);
        assert_eq!(send(&mut queue, 0, 500), [1]);
        // A leap over both repetitions.
        assert_eq!(send(&mut queue, 6000, 302), [1, 1]);
        assert_eq!(outcomes(&queue), [Outcome::GivenUp]);
        assert_eq!(queue.find(1).unwrap().attempts.len(), 3);
        assert_eq!(send(&mut queue, i64::MAX, 200).len(), 0);
    }

    #[test]
    fn what_is_forgotten_is_not_sent_again() {
        let mut queue = Queue::default();
        add(&mut queue, "a", 0);
        add(&mut queue, "b", 0);
        assert_eq!(send(&mut queue, 0, 500), [1, 2]);
        let on_its_way = queue.take(2000).unwrap();
        queue.forget();
        assert!(queue.tried(on_its_way, Attempt { at: 2000, result: Ok(500) }, None, false).is_none());
        assert_eq!(send(&mut queue, i64::MAX, 200).len(), 0);
        add(&mut queue, "c", 0);
        assert_eq!((send(&mut queue, 0, 200), outcomes(&queue)), (vec![3], vec![Outcome::Delivered]));
    }

    #[test]
    fn as_many_wait_as_may() {
        let mut queue = Queue::default();
        (0..=MOST_WAITING).for_each(|_| add(&mut queue, "a", 0));
        assert_eq!(queue.kept().count(), MOST_KEPT);
        assert_eq!(queue.kept().next_back().map(|delivery| delivery.outcome), Some(Outcome::Dropped));
        assert_eq!(send(&mut queue, 0, 200).len(), MOST_WAITING);
        add(&mut queue, "a", 0);
        assert_eq!(send(&mut queue, 0, 200), [1002]);
    }
}
