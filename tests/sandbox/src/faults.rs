//! Faults: what goes wrong with an answer.

use crate::refusal::quoted;
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
    /// The connection is reset (RST) without an answer.
    Reset,
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
        /// The value of its `Content-Type`; without one, there is no such header.
        content_type: Option<String>,
    },
    /// The answer comes with this `Content-Type`.
    ContentType(String),
    /// The answer comes so much later.
    Delay(Duration),
}

impl Fault {
    /// Whether it keeps the request from being carried out, since what answers in place of ZIM turns it away.
    pub(crate) fn turns_away(&self) -> bool {
        matches!(self, Self::Replace { status: 429, .. })
    }

    /// What happens to the answer, as a sentence.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Self::Code(code) => format!("A test ordered the code {code}."),
            Self::HangUp => "The connection was closed without an answer.".to_owned(),
            Self::Reset => "The connection was reset without an answer.".to_owned(),
            Self::BreakOff => "The connection was closed in the middle of the answer's body.".to_owned(),
            Self::Truncate => "The answer ended in the middle of its JSON.".to_owned(),
            Self::Replace { status, body, .. } => {
                let start: String = body.chars().take(200).collect();
                format!("An answer with status {status} went out instead: {start}")
            }
            Self::ContentType(name) => format!("The answer went out as {}.", quoted(name)),
            Self::Delay(duration) => format!("The answer went out {} ms later.", duration.as_millis()),
        }
    }
}
