//! One action: its parameters, reply and rates.

use super::{ActionCode, Dispute, Effect, Precondition, Scalar, Schema, Source};
use serde::Serialize;

/// One action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Action {
    /// Its name on the wire, such as `CallReject`.
    pub name: String,
    /// The folder it lies in, such as `call`.
    pub group: String,
    /// One sentence about what it does.
    pub summary: String,
    /// More about it.
    pub doc: Option<String>,
    /// GET sends parameters in the query, POST in a JSON body.
    pub method: Method,
    /// How often it may be called; all hold. Empty if not documented.
    pub rate_limits: Vec<RateLimit>,
    /// Where it was read.
    pub source: Source,
    /// The client-side event that it causes.
    pub notifies: Option<String>,
    /// Its parameters, in the order of the spec.
    pub params: Vec<Param>,
    /// The fields of its reply beside the envelope, in the order of the spec.
    pub reply: Vec<ReplyField>,
    /// The codes its page lists, in the order of the spec.
    pub codes: Vec<ActionCode>,
    /// What must be true for it to succeed: the sandbox checks these in order.
    pub preconditions: Vec<Precondition>,
    /// What it changes when it succeeds: the sandbox carries it out.
    pub effect: Option<Effect>,
    /// Where the documents disagree.
    pub disputed: Vec<Dispute>,
    /// The spec file, below the spec folder, with `/`: `actions/call/call_reject.yaml`.
    pub file: String,
}

impl Action {
    /// The parameter called `name`, exactly.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|param| param.name == name)
    }
}

/// HTTP methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Method {
    /// Parameters in the query.
    Get,
    /// Parameters in a JSON body.
    Post,
}

impl Method {
    /// `GET` or `POST`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A limit on how often an action may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RateLimit {
    /// So many calls …
    pub count: u32,
    /// … in any window of so many seconds …
    pub window_seconds: u32,
    /// … for each of these.
    pub scope: RateScope,
}

/// What a rate limit is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub enum RateScope {
    /// The whole application.
    App,
    /// One group.
    Group,
    /// One room.
    Room,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Param {
    /// Its name on the wire.
    pub name: String,
    /// Its name in Rust, if the spec pins one.
    pub rust_name: Option<String>,
    /// One sentence about it.
    pub doc: String,
    /// Whether a request without it is refused.
    pub required: bool,
    /// What it is and which limits it has.
    pub schema: Schema,
    /// What the server takes when it is absent.
    pub default: Option<Scalar>,
    /// A value to show in documentation.
    pub example: Option<Scalar>,
    /// True if it may hold what people wrote: kept out of `Debug` and logs.
    pub sensitive: bool,
    /// The code that the server answers when one of its limits is broken.
    pub code: i64,
    /// Where the documents disagree.
    pub disputed: Vec<Dispute>,
}

/// One field of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReplyField {
    /// Its name on the wire.
    pub name: String,
    /// Its name in Rust, if the spec pins one.
    pub rust_name: Option<String>,
    /// One sentence about it.
    pub doc: String,
    /// What it is. Its limits are documentation: replies are decoded leniently.
    pub schema: Schema,
    /// Whether a successful reply may lack it.
    pub optional: bool,
    /// A value to show, and for the sandbox to answer.
    pub example: Option<Scalar>,
}
