//! Any action by its name, for tests that run over the whole spec: its request out of JSON, its replies, its retries.
//!
//! The build script writes how each request of the shipped spec and of the lab is built, so that a new action is tested
//! as soon as it has an entry. It calls the builders as a user would.

mod read;
mod row;

pub use row::{Answer, Built, Failed, Heard, Outcome, Page, Params};

use crate::wire::Sent;
use row::Row;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use zim_generated::http::Response;
use zim_generated::runtime::Policy;

mod generated {
    include!(concat!(env!("OUT_DIR"), "/bridge.rs"));
}

use generated::{from_lab, from_zim_generated};

static ROWS: LazyLock<BTreeMap<&str, &dyn Row>> =
    LazyLock::new(|| from_zim_generated::ROWS.iter().chain(from_lab::ROWS).copied().collect());

/// Builds the request of `action` through its builder.
#[must_use]
pub fn build(action: &str, params: &Params, policy: Policy) -> Built {
    ROWS.get(action)?.build(params, policy)
}

/// Decodes a reply of `action` and encodes it again; failed items in it are not looked at. `None` if there is no such
/// action.
#[must_use]
pub fn reply(action: &str, body: &[u8]) -> Option<Result<Value, String>> {
    Some(ROWS.get(action)?.reply(body))
}

/// What a client is told of an answer to `action`.
#[must_use]
pub fn outcome(action: &str, response: &Response<Vec<u8>>) -> Option<Outcome> {
    Some(ROWS.get(action)?.outcome(response))
}

/// The same, of a body that came with HTTP 200.
#[must_use]
pub fn failures(action: &str, body: &[u8]) -> Option<Outcome> {
    outcome(action, &Response::new(body.to_vec()))
}

/// What is sent for just the items that `body`, an answer to the request with `params`, lists as failed. `None` if
/// there is no such request.
#[must_use]
pub fn retry(action: &str, params: &Params, body: &[u8]) -> Option<Sent> {
    ROWS.get(action)?.retry(params, body)
}

/// What `Debug` shows of a request.
#[must_use]
pub fn shown(action: &str, params: &Params) -> Option<String> {
    ROWS.get(action)?.shown(params)
}

/// What `Debug` shows of a reply.
#[must_use]
pub fn shown_reply(action: &str, body: &[u8]) -> Option<String> {
    ROWS.get(action)?.shown_reply(body)
}

/// What is sent for the page after `reply`, which came for `params`: `Some(None)` after the last page, `None` if replies
/// to `action` have no pages.
#[must_use]
pub fn next_page(action: &str, params: &Params, reply: &[u8]) -> Page {
    from_zim_generated::next_page(action, params, reply).or_else(|| from_lab::next_page(action, params, reply))
}

/// Reads a callback and encodes its fields again.
#[must_use]
pub fn callback(event: &str, body: &[u8]) -> Option<Heard> {
    from_zim_generated::callback(event, body).or_else(|| from_lab::callback(event, body))
}

/// The answer to a callback, as JSON.
#[must_use]
pub fn answer(event: &str, params: &Params) -> Answer {
    from_zim_generated::answer(event, params).or_else(|| from_lab::answer(event, params))
}
