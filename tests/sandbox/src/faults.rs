//! Faults that tests order: what goes wrong with the next requests of an action, and how many came.

use crate::refusal::Refusal;
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

/// What goes wrong with one request.
///
/// Only [`Code`](Self::Code), and [`Replace`](Self::Replace) with status 429, keep the request from being carried out.
/// With all others it is, and its answer is lost or spoilt on the way: who sends it again does it twice.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It is refused with this code.
    Code(i64),
    /// The connection is closed without an answer.
    HangUp,
    /// The connection is closed in the middle of the answer's body.
    BreakOff,
    /// The answer ends in the middle of its JSON, and says that it is whole.
    Truncate,
    /// Another answer with this status and body comes instead, as from something between; with 429, that turned the
    /// request away.
    Replace {
        /// The HTTP status.
        status: u16,
        /// The body.
        body: String,
    },
    /// The answer comes so much later.
    Delay(Duration),
}

/// What is ordered, and what came.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    ordered: BTreeMap<String, VecDeque<Fault>>,
    received: BTreeMap<String, u64>,
}

impl Faults {
    /// The next request of `action` that is not spoken for has this fault.
    pub(crate) fn order(&mut self, action: &str, fault: Fault) {
        self.ordered.entry(action.to_owned()).or_default().push_back(fault);
    }

    /// How many requests named `action`.
    pub(crate) fn received(&self, action: &str) -> u64 {
        self.received.get(action).copied().unwrap_or_default()
    }

    /// How many requests named each action, of those that were named at all.
    pub(crate) fn all_received(&self) -> &BTreeMap<String, u64> {
        &self.received
    }

    /// Counts a request, and gives the fault that is ordered for it.
    pub(crate) fn receive(&mut self, action: &str) -> Option<Fault> {
        *self.received.entry(action.to_owned()).or_default() += 1;
        self.ordered.get_mut(action)?.pop_front()
    }
}

impl Fault {
    /// The refusal in place of carrying the request out, if that is the fault.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Code(code) => Some(Refusal::new(*code, "a test ordered this".to_owned())),
            // Nobody sees the code: the answer is another.
            Self::Replace { status: 429, .. } => Some(Refusal::new(0, "a test ordered this".to_owned())),
            _ => None,
        }
    }
}
