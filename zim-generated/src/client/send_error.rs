//! How a transport failed, and whether the server may have received the request.

use super::BoxError;
use std::error::Error;
use std::fmt;

/// A transport brought no answer.
#[derive(Debug)]
pub struct SendError {
    kind: SendErrorKind,
    cause: Option<BoxError>,
}

/// How far a request got that brought no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SendErrorKind {
    /// There was no connection: refused, no such host, no agreement on TLS. Nothing was sent.
    Unreachable,
    /// There was a connection, but no whole answer in time.
    TimedOut,
    /// The connection broke before the answer was whole.
    Interrupted,
    /// What came is no HTTP, or longer than is read.
    Unreadable,
}

impl SendError {
    /// A failure of this kind.
    #[must_use]
    pub fn new(kind: SendErrorKind) -> Self {
        Self { kind, cause: None }
    }

    /// What caused it. It is shown to people, so it must not tell the request's URL or body.
    #[must_use]
    pub fn because(mut self, cause: impl Into<BoxError>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// How far the request got.
    #[must_use]
    pub fn kind(&self) -> SendErrorKind {
        self.kind
    }

    /// Whether the server may have received the request.
    #[must_use]
    pub fn may_be_sent(&self) -> bool {
        self.kind != SendErrorKind::Unreachable
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            SendErrorKind::Unreachable => "there is no connection to the server",
            SendErrorKind::TimedOut => "no whole answer came in time",
            SendErrorKind::Interrupted => "the connection broke before the answer was whole",
            SendErrorKind::Unreadable => "the answer is no HTTP, or too long",
        })
    }
}

impl Error for SendError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let cause = self.cause.as_deref()?;
        Some(cause)
    }
}
