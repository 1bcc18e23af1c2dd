//! Why a call failed: what happened last, after how many attempts, and why there was no further one.

use super::SendError;
use crate::runtime::{
    Action, ApiError, Code, EncodeError, Error, ErrorKind, Malformed, Partial, Recovery, UnexpectedStatus, Violations,
};
use std::error;
use std::fmt::{self, Display};
use std::time::Duration;

/// What a layer around the client brings along as a cause.
pub type BoxError = Box<dyn error::Error + Send + Sync>;

/// A call of the action `A` that failed.
#[derive(Debug)]
#[non_exhaustive]
pub struct ClientError<A: Action> {
    /// What happened last.
    pub failure: Failure<A>,
    /// How many times the request was sent, or it was tried to; 0 if never.
    pub attempts: u32,
    /// Why it was not sent again.
    pub stopped: Stopped,
}

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure<A: Action> {
    /// The request breaks documented limits or cannot be encoded. It was not sent.
    Request(EncodeError),
    /// The server refused the request.
    Api(Box<ApiError<A::Error>>),
    /// The server carried the request out for some of its items only.
    Partial(Box<Partial<A>>),
    /// The server, or something before it, turned the request away with an HTTP status below 500 and without a return
    /// code.
    Status(UnexpectedStatus),
    /// There was no connection. The request was not sent.
    NotSent(SendError),
    /// The request went out, and there is no answer that says what became of it: it may have been carried out.
    Ambiguous(Doubt),
    /// The rate limits, as this client keeps them, did not let the request pass. It was not sent.
    Rate(RateError),
    /// This machine has no randomness, or its clock stands before 1970. The request was not sent.
    Stamp(BoxError),
    /// The time for the whole call was over before anything was sent.
    TimedOut,
}

/// Why it is unknown whether a request was carried out.
#[derive(Debug)]
#[non_exhaustive]
pub enum Doubt {
    /// The connection broke, or no answer came in time.
    Transport(SendError),
    /// A status of 500 or above, without a return code.
    Status(UnexpectedStatus),
    /// An answer that is no reply of the action.
    Malformed(Malformed),
    /// What an error says that [`decode`](crate::runtime::decode) returns and this client is too old to know.
    Other(String),
}

/// Why there was no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stopped {
    /// To send the same again would not help, or might do it twice.
    NoUse,
    /// There had been as many attempts as are allowed.
    Attempts,
    /// Too many calls fail: the share of retries that all calls have together is used up.
    Budget,
    /// The time for the whole call would not have lasted.
    Deadline,
}

/// The rate limits, as a client keeps them, did not let a request pass.
#[derive(Debug)]
#[non_exhaustive]
pub enum RateError {
    /// There is no room now, and the caller does not want to wait, or not for so long.
    Refused {
        /// After how long there is room.
        wait: Duration,
    },
    /// The request has more items than ever fit into a window.
    TooLarge {
        /// How many fit.
        limit: u32,
        /// How many it has.
        items: u64,
    },
    /// What keeps the limits for several machines cannot be reached.
    Unavailable(BoxError),
}

impl<A: Action> ClientError<A> {
    /// The call failed so, after so many attempts.
    #[must_use]
    pub fn new(failure: Failure<A>, attempts: u32, stopped: Stopped) -> Self {
        Self { failure, attempts, stopped }
    }

    /// The server's refusal, if it is one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError<A::Error>> {
        match &self.failure {
            Failure::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Why the server refused, if it did: `error.kind() == Some(CallRejectError::CallEnded)`.
    #[must_use]
    pub fn kind(&self) -> Option<A::Error> {
        self.api().map(|error| error.kind)
    }

    /// The server's return code, if it sent another than 0.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        self.api().map(|error| error.code)
    }

    /// What came of the request, if it was carried out for some of its items only.
    #[must_use]
    pub fn partial(&self) -> Option<&Partial<A>> {
        match &self.failure {
            Failure::Partial(partial) => Some(partial),
            _ => None,
        }
    }

    /// Whether the request may have been carried out although it failed.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        matches!(self.failure, Failure::Ambiguous(_))
    }

    /// What a program can do about it, beyond the retries that were made. `None` if nothing general can be said:
    /// above all when it is ambiguous, for then to send it again may do it twice.
    #[must_use]
    pub fn recovery(&self) -> Option<Recovery> {
        match &self.failure {
            Failure::Request(EncodeError::Invalid(_) | EncodeError::UriTooLong { .. }) => Some(Recovery::FixRequest),
            Failure::Api(error) => error.kind.recovery(),
            Failure::Partial(_) => Some(Recovery::SeeItems),
            Failure::NotSent(_) | Failure::TimedOut => Some(Recovery::Retry),
            Failure::Rate(RateError::Refused { .. }) => Some(Recovery::WaitForRate),
            Failure::Rate(RateError::TooLarge { .. }) => Some(Recovery::FixRequest),
            Failure::Status(UnexpectedStatus { status, .. }) if *status == http::StatusCode::TOO_MANY_REQUESTS => {
                Some(Recovery::WaitForRate)
            }
            _ => None,
        }
    }
}

impl<A: Action> From<Error<A>> for Failure<A> {
    fn from(error: Error<A>) -> Self {
        match error {
            Error::Invalid(violations) => Self::Request(EncodeError::Invalid(violations)),
            Error::UriTooLong { bytes, limit } => Self::Request(EncodeError::UriTooLong { bytes, limit }),
            Error::InvalidEndpoint(error) => Self::Request(EncodeError::InvalidEndpoint(error)),
            Error::Api(error) => Self::Api(Box::new(error)),
            Error::Partial(partial) => Self::Partial(partial),
            Error::Malformed(malformed) => Self::Ambiguous(Doubt::Malformed(malformed)),
            Error::Status(status) if status.status.is_server_error() => Self::Ambiguous(Doubt::Status(status)),
            Error::Status(status) => Self::Status(status),
            error => Self::Ambiguous(Doubt::Other(error.to_string())),
        }
    }
}

/// Nothing was sent.
impl<A: Action> From<EncodeError> for ClientError<A> {
    fn from(error: EncodeError) -> Self {
        Self::new(Failure::Request(error), 0, Stopped::NoUse)
    }
}

/// Nothing was sent: so that `Request::builder(…).build()?` fits beside a call.
impl<A: Action> From<Violations> for ClientError<A> {
    fn from(violations: Violations) -> Self {
        EncodeError::Invalid(violations).into()
    }
}

/// `CallReject refused with 660300005 …; after 4 attempts`
impl<A: Action> Display for ClientError<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = A::INFO.name;
        match &self.failure {
            Failure::Request(error) => error.fmt(f),
            Failure::Api(error) => error.fmt(f),
            Failure::Partial(partial) => partial.fmt(f),
            Failure::Status(status) => status.fmt(f),
            Failure::NotSent(error) => write!(f, "{name} was not sent: {error}"),
            Failure::Ambiguous(doubt) => write!(f, "{name} may have been carried out or not: {doubt}"),
            Failure::Rate(error) => write!(f, "{name} was not sent: {error}"),
            Failure::Stamp(_) => write!(f, "{name} was not sent: there is no nonce or no time to sign it with"),
            Failure::TimedOut => write!(f, "{name} was not sent: the time for the call was over"),
        }?;
        match (self.attempts, self.stopped) {
            (0 | 1, Stopped::NoUse) => Ok(()),
            (attempts, stopped) => {
                write!(f, "; after {attempts} attempt{}{stopped}", if attempts == 1 { "" } else { "s" })
            }
        }
    }
}

/// What a variant holds is shown by [`Display`]; the source is what caused that in turn.
impl<A: Action> error::Error for ClientError<A> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.failure {
            Failure::Request(error) => error.source(),
            Failure::NotSent(error) | Failure::Ambiguous(Doubt::Transport(error)) => error.source(),
            Failure::Ambiguous(Doubt::Malformed(error)) => error.source(),
            Failure::Rate(RateError::Unavailable(error)) | Failure::Stamp(error) => Some(&**error),
            _ => None,
        }
    }
}

impl Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => error.fmt(f),
            Self::Status(status) => status.fmt(f),
            Self::Malformed(malformed) => malformed.fmt(f),
            Self::Other(text) => f.write_str(text),
        }
    }
}

/// What follows the number of attempts.
impl Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoUse | Self::Attempts => "",
            Self::Budget => ", since too many calls fail",
            Self::Deadline => ", since the time for the call would be over",
        })
    }
}

impl Display for RateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { wait } => {
                write!(f, "the rate limit is reached, and there is room again in {} ms", wait.as_millis())
            }
            Self::TooLarge { limit, items } => {
                write!(f, "it has {items} items, and the rate limit never lets more than {limit} pass at once")
            }
            Self::Unavailable(_) => f.write_str("what keeps the rate limits cannot be reached"),
        }
    }
}

impl error::Error for RateError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Unavailable(error) => Some(&**error),
            _ => None,
        }
    }
}
