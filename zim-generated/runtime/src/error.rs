//! What can go wrong with a call, in one level: `Err(Error::Api(e)) if e.kind == CallRejectError::CallEnded`.

use super::{Action, ApiError, Code, EncodeError, EndpointError, ErrorKind, Partial, Recovery, Violations};
use http::StatusCode;
use std::error;
use std::fmt::{self, Display};

/// Why a call of the action `A` failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<A: Action> {
    /// The request breaks documented limits. It was not sent.
    Invalid(Violations),
    /// The request's parameters do not fit into a URI. It was not sent.
    UriTooLong {
        /// How long the URI is, in bytes.
        bytes: usize,
        /// How long it may be, in bytes.
        limit: usize,
    },
    /// The endpoint's host is no host. The request was not sent.
    InvalidEndpoint(EndpointError),
    /// The server refused the request.
    Api(ApiError<A::Error>),
    /// The server carried the request out for some of its items only.
    Partial(Box<Partial<A>>),
    /// The server answered with a success of HTTP, but not with a reply of this action. Whether it
    /// carried out the request is unknown.
    Malformed(Malformed),
    /// The server, or something before it, answered with another status than success, and without a
    /// return code. Whether the request was carried out is unknown.
    Status(UnexpectedStatus),
}

impl<A: Action> Error<A> {
    /// The server's refusal, if it is one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError<A::Error>> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// What came of the request, if it was carried out for some of its items only.
    #[must_use]
    pub fn partial(&self) -> Option<&Partial<A>> {
        match self {
            Self::Partial(partial) => Some(partial),
            _ => None,
        }
    }

    /// The server's return code, if it sent another than 0.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        self.api().map(|error| error.code)
    }

    /// What a program can do about it. `None` if nothing general can be said: a code that this crate
    /// does not know, a malformed reply, a status such as 404.
    ///
    /// A status of 429 is [`Recovery::WaitForRate`] and one of 500 to 599 [`Recovery::Retry`]: the
    /// request may have been carried out all the same.
    #[must_use]
    pub fn recovery(&self) -> Option<Recovery> {
        match self {
            Self::Invalid(_) | Self::UriTooLong { .. } => Some(Recovery::FixRequest),
            Self::InvalidEndpoint(_) | Self::Malformed(_) => None,
            Self::Api(error) => error.kind.recovery(),
            Self::Partial(_) => Some(Recovery::SeeItems),
            Self::Status(UnexpectedStatus { status, .. }) => match *status {
                StatusCode::TOO_MANY_REQUESTS => Some(Recovery::WaitForRate),
                status if status.is_server_error() => Some(Recovery::Retry),
                _ => None,
            },
        }
    }
}

impl<A: Action> Display for Error<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => Display::fmt(violations, f),
            Self::UriTooLong { bytes, limit } => {
                Display::fmt(&EncodeError::UriTooLong { bytes: *bytes, limit: *limit }, f)
            }
            Self::InvalidEndpoint(error) => Display::fmt(error, f),
            Self::Api(error) => Display::fmt(error, f),
            Self::Partial(partial) => Display::fmt(partial, f),
            Self::Malformed(error) => Display::fmt(error, f),
            Self::Status(error) => Display::fmt(error, f),
        }
    }
}

/// What a variant holds is shown by [`Display`]; the source is what caused that in turn.
impl<A: Action> error::Error for Error<A> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::InvalidEndpoint(error) => error::Error::source(error),
            Self::Malformed(error) => error::Error::source(error),
            _ => None,
        }
    }
}

impl<A: Action> From<EncodeError> for Error<A> {
    fn from(error: EncodeError) -> Self {
        match error {
            EncodeError::Invalid(violations) => Self::Invalid(violations),
            EncodeError::UriTooLong { bytes, limit } => Self::UriTooLong { bytes, limit },
            EncodeError::InvalidEndpoint(source) => Self::InvalidEndpoint(source),
        }
    }
}

impl<A: Action> From<Violations> for Error<A> {
    fn from(violations: Violations) -> Self {
        Self::Invalid(violations)
    }
}

/// A successful HTTP response that is no reply of the action.
#[derive(Debug)]
#[non_exhaustive]
pub struct Malformed {
    /// Its HTTP status.
    pub status: StatusCode,
    /// The beginning of its body: at most 512 bytes, what does not print escaped.
    pub excerpt: String,
    /// The length of its body in bytes.
    pub body_bytes: usize,
    /// What is wrong with it.
    pub reason: serde_json::Error,
}

impl Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, body_bytes, .. } = self;
        write!(f, "the response with status {} and {body_bytes} bytes is no reply of the action", status.as_u16())
    }
}

impl error::Error for Malformed {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&self.reason)
    }
}

/// A response whose HTTP status is no success, and that carries no return code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnexpectedStatus {
    /// Its HTTP status.
    pub status: StatusCode,
    /// The beginning of its body: at most 512 bytes, what does not print escaped.
    pub excerpt: String,
    /// The length of its body in bytes.
    pub body_bytes: usize,
}

impl Display for UnexpectedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server answered with status {} and without a return code", self.status.as_u16())
    }
}

impl error::Error for UnexpectedStatus {}
