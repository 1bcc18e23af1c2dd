//! What every action provides to the runtime: its parameters, its checks, its reply and its facts.

use super::{Check, Checked, Code, ErrorKind, Wire};
use serde::de::DeserializeOwned;

/// A request of some action, with its parameters. Safe as `dyn`, so that what is done with requests is
/// compiled once and not once per action.
pub trait Request {
    /// Facts about its action.
    fn info(&self) -> &'static ActionInfo;

    /// The strictest policy that its parameters have passed.
    fn checked(&self) -> Checked;

    /// States its parameters to `check`, each with its documented limits.
    fn check(&self, check: &mut Check<'_>);

    /// Writes its parameters, in the order of the spec; absent ones are not written.
    fn write(&self, wire: &mut Wire<'_>);
}

/// An action: its request, with the reply and the refusals that belong to it.
pub trait Action: Request {
    /// What the server answers on success.
    type Reply: Reply;

    /// Why the server refuses.
    type Error: ErrorKind;

    /// Facts about it, for when there is no request at hand.
    const INFO: &'static ActionInfo;
}

/// A reply that can be decoded.
pub trait Reply: DeserializeOwned {
    /// The code that came with it.
    fn code(&self) -> Code;
}

/// Facts about an action.
///
/// Exhaustive on purpose, as is everything it holds: generated statics, also those in other crates,
/// are built from its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionInfo {
    /// Its name on the wire, such as `CallReject`.
    pub name: &'static str,
    /// The service it belongs to.
    pub service: &'static Service,
    /// How it is sent.
    pub method: Method,
    /// The code that the server answers when a parameter breaks a limit, unless the parameter has its own.
    pub parameter_code: Code,
    /// How often it may be called; all of them hold. Empty if not documented.
    pub rate_limits: &'static [RateLimit],
    /// The page of the documentation it was read from.
    pub source: &'static str,
}

/// What all actions of a service share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name, such as `ZIM`.
    pub name: &'static str,
    /// Names of the parameters that every request carries in its query.
    pub common: CommonParams,
    /// The signature's version, such as `2.0`.
    pub signature_version: &'static str,
    /// How many seconds a request's time may differ from the server's clock, either way.
    pub window_seconds: u32,
    /// Names of the fields that every reply carries.
    pub envelope: EnvelopeKeys,
}

/// Names of the common parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommonParams {
    /// The parameter that names the action.
    pub action: &'static str,
    /// The application's number.
    pub app_id: &'static str,
    /// The one-time value.
    pub nonce: &'static str,
    /// Unix time in seconds.
    pub timestamp: &'static str,
    /// The signature's version.
    pub signature_version: &'static str,
    /// The signature.
    pub signature: &'static str,
}

/// Names of the fields that every reply carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnvelopeKeys {
    /// The return code; 0 is success.
    pub code: &'static str,
    /// Text about the outcome.
    pub message: &'static str,
    /// The server's name for the request.
    pub request_id: &'static str,
}

/// How a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Parameters in the query.
    Get,
    /// Parameters in a JSON body.
    Post,
}

impl Method {
    /// `GET` or `POST`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
        }
    }
}

/// A limit on how often an action may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// So many calls …
    pub count: u32,
    /// … in any window of so many seconds …
    pub window_seconds: u32,
    /// … for each of these.
    pub scope: RateScope,
}

/// What a rate limit is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RateScope {
    /// The whole application.
    App,
    /// One group.
    Group,
    /// One room.
    Room,
}
