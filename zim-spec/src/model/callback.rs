//! Callbacks: what the service tells a backend of its own accord.

use super::{Dispute, Param, ReplyField, Source};
use serde::Serialize;
use std::collections::BTreeMap;

/// What all callbacks share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CallbackService {
    /// Names of the fields that every callback carries.
    pub common: CallbackFields,
    /// What the signature is made with.
    pub algorithm: CallbackSigning,
    /// After how many milliseconds each time an unanswered callback is sent again, unless it says otherwise.
    pub retries_ms: Vec<u32>,
    /// Where these facts were read.
    pub source: Source,
    /// Where the documents disagree.
    pub disputed: Vec<Dispute>,
}

/// Names of the fields that every callback carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CallbackFields {
    /// The application's number, as text.
    pub app_id: String,
    /// The name of the event.
    pub event: String,
    /// The one-time value.
    pub nonce: String,
    /// The time; its very text is signed.
    pub timestamp: String,
    /// The signature.
    pub signature: String,
}

impl CallbackFields {
    /// All five names.
    #[must_use]
    pub fn names(&self) -> [&str; 5] {
        [&self.app_id, &self.event, &self.nonce, &self.timestamp, &self.signature]
    }
}

/// A way of signing callbacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum CallbackSigning {
    /// Lower-case hex of the sha1 of secret, timestamp and nonce, sorted as bytes and joined (`sha1_sorted_hex`).
    Sha1SortedHex,
}

/// One callback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Callback {
    /// The name of its event on the wire, in snake_case, such as `call_accept`.
    pub name: String,
    /// The folder it lies in, such as `call`.
    pub group: String,
    /// One sentence about when it comes.
    pub summary: String,
    /// More about it.
    pub doc: Option<String>,
    /// Where it was read.
    pub source: Source,
    /// Its fields beside those of [`CallbackFields`], in the order of the spec.
    pub fields: Vec<ReplyField>,
    /// What the backend answers, in the order of the spec; empty if nothing is expected beyond HTTP 200.
    pub reply: Vec<Param>,
    /// After how many milliseconds each time it is sent again, where that is not the service's.
    pub retries_ms: Option<Vec<u32>>,
    /// What the answer makes of what it is about. It is for the sandbox, and no part of what is generated.
    #[serde(skip)]
    pub verdict: Option<Verdict>,
    /// Where the documents disagree.
    pub disputed: Vec<Dispute>,
    /// The spec file, below the spec folder, with `/`: `callbacks/call/call_accept.yaml`.
    pub file: String,
}

/// What the answer to a callback makes of what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// The parameter of the answer, an integer, that decides.
    pub by: String,
    /// Its values that refuse, each with the code that whoever asked then gets. Every other lets it pass.
    pub refuse: BTreeMap<i64, i64>,
    /// The code if no answer came; without it, that lets it pass.
    pub unanswered: Option<i64>,
    /// The parameter of the answer, a text, that says why it refuses.
    pub reason: Option<String>,
    /// Fields of the callback, each with the parameter of the answer, a text, that replaces what it tells of.
    pub replace: BTreeMap<String, String>,
}
