//! What can go wrong with a call, in one level: `Err(Error::Api(e)) if e.kind == CallRejectError::CallEnded`.

use super::violation::fmt_escaped;
use super::{Code, CodeInfo, EncodeError, EndpointError, Recovery, Violations};
use http::StatusCode;
use std::error;
use std::fmt::{self, Debug, Display};

/// Why a call failed. `K` is the action's own enum of refusals, such as `CallRejectError`.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<K> {
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
    Api(ApiError<K>),
    /// The server answered with a success of HTTP, but not with a reply of this action. Whether it
    /// carried out the request is unknown.
    Malformed(Malformed),
    /// The server, or something before it, answered with another status than success, and without a
    /// return code. Whether the request was carried out is unknown.
    Status(UnexpectedStatus),
}

impl<K: ErrorKind> Error<K> {
    /// The server's refusal, if it is one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError<K>> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The server's return code, if it sent one.
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
            Self::Status(UnexpectedStatus { status, .. }) => match *status {
                StatusCode::TOO_MANY_REQUESTS => Some(Recovery::WaitForRate),
                status if status.is_server_error() => Some(Recovery::Retry),
                _ => None,
            },
        }
    }
}

impl<K: ErrorKind> Display for Error<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => Display::fmt(violations, f),
            Self::UriTooLong { bytes, limit } => {
                Display::fmt(&EncodeError::UriTooLong { bytes: *bytes, limit: *limit }, f)
            }
            Self::InvalidEndpoint(error) => Display::fmt(error, f),
            Self::Api(error) => Display::fmt(error, f),
            Self::Malformed(error) => Display::fmt(error, f),
            Self::Status(error) => Display::fmt(error, f),
        }
    }
}

/// What a variant holds is shown by [`Display`]; the source is what caused that in turn.
impl<K: ErrorKind> error::Error for Error<K> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::InvalidEndpoint(error) => error::Error::source(error),
            Self::Malformed(error) => error::Error::source(error),
            _ => None,
        }
    }
}

impl<K> From<EncodeError> for Error<K> {
    fn from(error: EncodeError) -> Self {
        match error {
            EncodeError::Invalid(violations) => Self::Invalid(violations),
            EncodeError::UriTooLong { bytes, limit } => Self::UriTooLong { bytes, limit },
            EncodeError::InvalidEndpoint(source) => Self::InvalidEndpoint(source),
        }
    }
}

impl<K> From<Violations> for Error<K> {
    fn from(violations: Violations) -> Self {
        Self::Invalid(violations)
    }
}

/// A refusal: the server answered with another code than 0.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError<K> {
    /// The action that was refused.
    pub action: &'static str,
    /// Why, as one of the action's own refusals.
    pub kind: K,
    /// The code that the server sent.
    pub code: Code,
    /// What the server said about it; empty if nothing. It may repeat parameters, so [`Display`] does
    /// not show it.
    pub message: String,
    /// The server's name for the request, which ZEGO's support asks for; empty if it gave none.
    pub request_id: String,
}

impl<K: ErrorKind> ApiError<K> {
    /// What a program can do about it. `None` if the code is newer than this crate.
    #[must_use]
    pub fn recovery(&self) -> Option<Recovery> {
        self.kind.recovery()
    }

    /// What to do about it: one English sentence.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        self.kind.advice()
    }
}

impl<K: ErrorKind> Display for ApiError<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} refused with {}", self.action, self.code)?;
        match self.kind.info() {
            Some(CodeInfo { name, meaning, advice, .. }) => write!(f, " {name}: {meaning} {advice}")?,
            None => f.write_str(", a code that this crate does not know")?,
        }
        if !self.request_id.is_empty() {
            f.write_str(" (request ")?;
            fmt_escaped(f, &self.request_id)?;
            f.write_str(")")?;
        }
        Ok(())
    }
}

impl<K: ErrorKind> error::Error for ApiError<K> {}

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

/// Why the server refuses an action: its documented codes, and one variant for all others.
pub trait ErrorKind: Copy + Eq + Debug + Display + error::Error + 'static {
    /// The refusal that `code` stands for.
    fn from_code(code: Code) -> Self;

    /// The code that it stands for.
    fn code(self) -> Code;

    /// What its code means for this action. `None` if the code is newer than this crate.
    fn info(self) -> Option<&'static CodeInfo>;

    /// The code's name in PascalCase, such as `CallEnded`. `None` if the code is newer than this crate.
    #[must_use]
    fn name(self) -> Option<&'static str> {
        self.info().map(|info| info.name)
    }

    /// What a program can do about it. `None` if the code is newer than this crate.
    #[must_use]
    fn recovery(self) -> Option<Recovery> {
        self.info().map(|info| info.recovery)
    }

    /// What it means: one English sentence.
    #[must_use]
    fn meaning(self) -> &'static str {
        self.info().map_or("This crate does not know the code.", |info| info.meaning)
    }

    /// What to do about it: one English sentence.
    #[must_use]
    fn advice(self) -> &'static str {
        self.info().map_or("Look the code up in ZEGO's documentation, or ask ZEGO's support.", |info| info.advice)
    }
}

/// Writes `kind` as its `Display` should: `660900005 CallEnded: The call has ended.`
///
/// # Errors
/// If writing fails.
pub fn fmt_kind<K: ErrorKind>(kind: &K, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt_code(kind.code(), kind.info(), f)
}

fn fmt_code(code: Code, info: Option<&CodeInfo>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match info {
        Some(CodeInfo { name, meaning, .. }) => write!(f, "{code} {name}: {meaning}"),
        None => write!(f, "{code}, a code that this crate does not know"),
    }
}
