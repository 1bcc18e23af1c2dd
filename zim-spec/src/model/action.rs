//! One action: its parameters, reply and rates.

use super::{
    ActionCode, Assignment, Dispute, Effect, Envelope, Items, Notification, Paging, Precondition, Rule, Scalar, Schema,
    Source,
};
use serde::Serialize;

/// One action. What only the sandbox does of it is left out where it is serialised: nothing is generated from that.
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
    /// GET or POST.
    pub method: Method,
    /// Where its parameters travel: as its method suggests, unless the spec says otherwise.
    pub carrier: Carrier,
    /// The host that serves it, if it is none of the service's.
    pub host: Option<String>,
    /// The fields that its replies carry, where they are not the service's.
    pub envelope: Option<Envelope>,
    /// How often it may be called; all hold. Empty if not documented.
    pub rate_limits: Vec<RateLimit>,
    /// Whether sending it twice leaves what sending it once does. False if the spec does not say.
    pub repeatable: bool,
    /// Where it was read.
    pub source: Source,
    /// The client-side event that it causes.
    pub notifies: Option<String>,
    /// Its parameters, in the order of the spec.
    pub params: Vec<Param>,
    /// What must hold between its parameters, in the order of the spec; checked after all of them.
    pub rules: Vec<Rule>,
    /// The fields of its reply beside the envelope, in the order of the spec.
    pub reply: Vec<ReplyField>,
    /// How its reply tells which items of a batch failed, if it works on several.
    pub items: Option<Items>,
    /// How its reply continues on further pages, if it does.
    pub paging: Option<Paging>,
    /// The codes its page lists, in the order of the spec.
    pub codes: Vec<ActionCode>,
    /// What must be true for it to succeed: the sandbox checks these in order.
    #[serde(skip)]
    pub preconditions: Vec<Precondition>,
    /// What it changes when it succeeds: the sandbox carries these out in order.
    #[serde(skip)]
    pub effects: Vec<Effect>,
    /// Fields of its reply that follow from what the sandbox knows, in the order of the spec.
    #[serde(skip)]
    pub answers: Vec<Assignment>,
    /// The callbacks that it causes, in the order of the spec.
    #[serde(skip)]
    pub notifications: Vec<Notification>,
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

/// Where the parameters of a request travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Carrier {
    /// In the query; a list `Name` as `Name[]=a&Name[]=b`.
    Query,
    /// In a JSON body.
    Body,
}

/// HTTP methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Method {
    /// Parameters travel in the query, unless the action says otherwise.
    Get,
    /// Parameters travel in a JSON body, unless the action says otherwise.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RateLimit {
    /// So many calls, or items …
    pub count: u32,
    /// … in any window of so many seconds …
    pub window_seconds: u32,
    /// … for each of these.
    pub scope: RateScope,
    /// What is counted.
    pub counts: RateUnit,
    /// The code that the server answers when it is exceeded, where it is not the service's.
    pub code: Option<i64>,
}

/// What a rate limit counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub enum RateUnit {
    /// Calls.
    Calls,
    /// The items of the list parameter of that name.
    Items(String),
}

/// What a rate limit is counted for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub enum RateScope {
    /// The whole application.
    App,
    /// Each value of the parameter of that name, such as `GroupId`.
    Param(String),
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
    /// The code that the server answers when one of its limits is broken, unless the limit has its own.
    pub code: i64,
    /// Of a union, or a list of such: the field beside it whose value selects the variant.
    pub selector: Option<String>,
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
    /// True if it may hold what people wrote.
    pub sensitive: bool,
    /// Of a union, or a list of such: the field beside it whose value selects the variant.
    pub selector: Option<String>,
    /// Where the documents disagree.
    pub disputed: Vec<Dispute>,
    /// A value to show, and for the sandbox to answer.
    pub example: Option<Scalar>,
}
