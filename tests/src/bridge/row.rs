//! What is known of one action, behind one object-safe trait, so that code per action is a line in a table.

use super::read::FromParams;
use crate::wire::{self, Sent};
use serde::Serialize;
use std::marker::PhantomData;
use zim_generated::http::Response;
use zim_generated::runtime::{
    Action, Callback, CallbackService, Error, ErrorKind, ItemFailure, Notice, Policy, Recovery, Request, Violations,
    decode,
};

pub(super) use serde_json::Value;

/// The parameters of a request, by their names on the wire.
pub type Params = serde_json::Map<String, Value>;

/// A request, or what is wrong with it; `None` if there is no such action, if a value has a type that Rust would not
/// let through, or if a required one is missing.
pub type Built = Option<Result<Box<dyn Request>, Violations>>;

/// What is sent for the next page; see [`next_page`](super::next_page).
pub type Page = Option<Option<Sent>>;

/// The answer to a callback as JSON; `None` if none is expected, or a value has the wrong type.
pub type Answer = Option<String>;

/// A callback that was read.
#[derive(Debug)]
pub struct Heard {
    /// Its fields, encoded again; or why it could not be read.
    pub fields: Result<Value, String>,
    /// Whether `Event::read` gives the variant of that event.
    pub is_event: bool,
}

/// What a client is told of an answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything succeeded.
    Success,
    /// Some items failed, the rest succeeded.
    Partial(Vec<Failed>),
    /// A refusal with this code, and the items that failed.
    Refused(i64, Vec<Failed>),
    /// Anything else: no answer of ZIM's.
    Other(String),
}

/// An item that failed.
#[derive(Debug, PartialEq, Eq)]
pub struct Failed {
    /// Which it is.
    pub keys: Vec<String>,
    /// Its code.
    pub code: Option<i64>,
    /// The name of the code in the action's errors; `None` if it has no code.
    pub kind: Option<String>,
    /// What can be done about it.
    pub recovery: Option<Recovery>,
}

/// What is known of one action.
pub(super) trait Row: Sync {
    fn build(&self, params: &Params, policy: Policy) -> Built;
    fn reply(&self, body: &[u8]) -> Result<Value, String>;
    fn outcome(&self, response: &Response<Vec<u8>>) -> Outcome;
    fn retry(&self, params: &Params, body: &[u8]) -> Option<Sent>;
    fn shown(&self, params: &Params) -> Option<String>;
    fn shown_reply(&self, body: &[u8]) -> Option<String>;
}

/// The row of an action.
pub(super) struct Of<A>(PhantomData<fn() -> A>);

impl<A> Of<A> {
    pub(super) const NEW: Self = Self(PhantomData);
}

impl<A: Action + FromParams> Row for Of<A>
where
    A::Reply: Serialize,
{
    fn build(&self, params: &Params, policy: Policy) -> Built {
        let request = A::from_params(params)?;
        Some(policy.valid(request).map(|valid| Box::new(valid) as Box<dyn Request>))
    }

    fn reply(&self, body: &[u8]) -> Result<Value, String> {
        let reply: A::Reply = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        serde_json::to_value(reply).map_err(|error| error.to_string())
    }

    fn outcome(&self, response: &Response<Vec<u8>>) -> Outcome {
        match decode::<A>(response) {
            Ok(_) => Outcome::Success,
            Err(Error::Partial(partial)) => Outcome::Partial(failed(&partial.failures)),
            Err(Error::Api(error)) => Outcome::Refused(error.code.get(), failed(&error.failures)),
            Err(other) => Outcome::Other(format!("{other:?}")),
        }
    }

    fn retry(&self, params: &Params, body: &[u8]) -> Option<Sent> {
        let request = A::from_params(params)?;
        match decode::<A>(&Response::new(body.to_vec())) {
            Err(Error::Partial(partial)) => partial.retry(&request).map(|again| wire::sent(&again)),
            _ => None,
        }
    }

    fn shown(&self, params: &Params) -> Option<String> {
        let request = A::from_params(params)?;
        let valid = Policy::None.valid(request.clone());
        Some(format!("{request:?} {request:#?} {valid:?}"))
    }

    fn shown_reply(&self, body: &[u8]) -> Option<String> {
        let reply: A::Reply = serde_json::from_slice(body).ok()?;
        Some(format!("{reply:?} {reply:#?}"))
    }
}

fn failed<K: ErrorKind>(failures: &[ItemFailure<K>]) -> Vec<Failed> {
    let one = |failure: &ItemFailure<K>| Failed {
        keys: failure.keys.clone(),
        code: failure.code.map(|code| code.get()),
        kind: failure.kind.map(|kind| format!("{kind:?}")),
        recovery: failure.recovery(),
    };
    failures.iter().map(one).collect()
}

pub(super) fn page<A: Action + FromParams>(
    params: &Params,
    reply: &[u8],
    next: impl Fn(&A, &A::Reply) -> Option<A>,
) -> Page {
    let request = A::from_params(params)?;
    let reply = serde_json::from_slice(reply).ok()?;
    Some(next(&request, &reply).map(|request| wire::sent(&request)))
}

pub(super) fn hear<C: Callback + Serialize>(
    service: &CallbackService,
    body: &[u8],
    is_event: impl Fn(&Notice) -> bool,
) -> Heard {
    let notice = match Notice::open(service, body) {
        Ok(notice) => notice,
        Err(error) => return Heard { fields: Err(error.to_string()), is_event: false },
    };
    let fields = notice.read::<C>().map_err(|error| error.to_string());
    let fields = fields.and_then(|fields| serde_json::to_value(fields).map_err(|error| error.to_string()));
    Heard { fields, is_event: is_event(&notice) }
}
