//! Why a request is no callback to act on: told to logs, and to the sender no more than a status.

use super::delivery::empty;
use crate::runtime::CallbackError;
use http::{Response, StatusCode};
use std::error::Error;
use std::fmt;
use std::time::Duration;

/// Why a request is no callback to act on.
///
/// Neither `Display` nor `Debug` says why one was refused; [`reason`](Self::reason) does. None of them shows the
/// secret, the signature or what the request carried.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// It was not sent by ZIM, or not just now. All that are refused look the same.
    Refused(Refused),
    /// It is no JSON object and no form, or, though ZIM signed it, not what its event carries.
    Malformed(CallbackError),
    /// Its body is too long to be read.
    TooLarge {
        /// How long it is, in bytes.
        bytes: usize,
        /// How long it may be, in bytes.
        limit: usize,
    },
    /// It is no POST request.
    NotPost,
}

/// That a request was refused, but not why.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Refused(Reason);

/// Why a request was refused: for logs, not for the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It lacks a field that every callback carries, or has no text or number there.
    FieldMissing {
        /// The field.
        name: &'static str,
    },
    /// It was not signed with the secret.
    SignatureWrong,
    /// Its time is no number.
    TimeUnreadable,
    /// Its time is past.
    TooOld {
        /// How long it has been outside the window.
        by: Duration,
    },
    /// Its time lies ahead.
    InTheFuture {
        /// How far outside the window.
        by: Duration,
    },
    /// A callback with its time and nonce was received before.
    Replayed,
}

impl WebhookError {
    /// The status to answer: 403, 400, 413 or 405.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Refused(_) => StatusCode::FORBIDDEN,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotPost => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    /// What to answer: the status without a body.
    #[must_use]
    pub fn response(&self) -> Response<Vec<u8>> {
        empty(self.status())
    }

    /// Why it was refused, if it was. Belongs into logs, not into an answer.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::Refused(Refused(reason)) => Some(*reason),
            _ => None,
        }
    }
}

impl From<Reason> for WebhookError {
    fn from(reason: Reason) -> Self {
        Self::Refused(Refused(reason))
    }
}

impl From<CallbackError> for WebhookError {
    fn from(error: CallbackError) -> Self {
        match error {
            CallbackError::FieldMissing { name } => Reason::FieldMissing { name }.into(),
            CallbackError::SignatureWrong => Reason::SignatureWrong.into(),
            error => Self::Malformed(error),
        }
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(_) => f.write_str("the callback was refused"),
            Self::Malformed(_) => f.write_str("the request is no callback"),
            Self::TooLarge { bytes, limit } => write!(f, "the body has {bytes} bytes, more than {limit}"),
            Self::NotPost => f.write_str("the request is no POST request"),
        }
    }
}

impl Error for WebhookError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Malformed(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FieldMissing { name } => write!(f, "it has no `{name}`"),
            Self::SignatureWrong => f.write_str("it was not signed with the callback secret"),
            Self::TimeUnreadable => f.write_str("its time is no number of seconds or milliseconds"),
            Self::TooOld { by } => write!(f, "it is too old by {by:?}"),
            Self::InTheFuture { by } => write!(f, "its time lies ahead, too far by {by:?}"),
            Self::Replayed => f.write_str("a callback with its time and nonce was received before"),
        }
    }
}
