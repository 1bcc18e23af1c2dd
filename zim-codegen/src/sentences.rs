//! The sentences of the generated documentation as plain text, for whoever shows a spec elsewhere.
//!
//! They are the very sentences of the documentation: each limit is put into words once, from the value that is checked.
//! Names stand between backticks. Text of a spec stands as it is, so that it is still to be made fit for a terminal:
//! see [`visible`](zim_spec::diagnostic::visible).

use crate::lower::{markdown, sentences};
use markdown::plain;
use zim_spec::model::{Action, Items, Limit, Paging, RateLimit, RuleKind, Scalar, Schema, Spec};

/// How a request travels and how often: `A GET request, at most 20 calls a second for the application.`
#[must_use]
pub fn traffic(action: &Action) -> String {
    plain(&sentences::traffic(action))
}

/// How often an action may be called: `at most 20 calls a second for the application`
#[must_use]
pub fn rate(rate: &RateLimit) -> String {
    format!("at most {}", plain(&sentences::rate(rate)))
}

/// What is to be said of a value in a request beside what it is for: its limits, its unit, numbers that mean something
/// of their own.
#[must_use]
pub fn value(spec: &Spec, schema: &Schema) -> Vec<String> {
    sentences::value(spec, schema).iter().map(|sentence| plain(sentence)).collect()
}

/// The same of a value in a reply, whose limits nobody checks.
#[must_use]
pub fn received(schema: &Schema) -> Vec<String> {
    sentences::received(schema).iter().map(|sentence| plain(sentence)).collect()
}

/// The limits of a value and of what it holds, each with its words: `at most 32 bytes`.
#[must_use]
pub fn limits<'s>(spec: &Spec, schema: &'s Schema) -> Vec<(&'s Limit, String)> {
    sentences::limits(spec, schema).into_iter().map(|(limit, phrase)| (limit, plain(&phrase))).collect()
}

/// `Default: 90.`, for a value that is absent.
#[must_use]
pub fn default(value: &Scalar) -> String {
    plain(&sentences::default(value))
}

/// What must hold between fields.
#[must_use]
pub fn rule(kind: &RuleKind) -> String {
    plain(&sentences::rule(kind))
}

/// How a batch tells of items that failed, and what can be done.
#[must_use]
pub fn items(items: &Items) -> String {
    plain(&sentences::items(items))
}

/// How a long reply goes on.
#[must_use]
pub fn paging(paging: &Paging) -> String {
    plain(&sentences::paging(paging))
}

/// When an unanswered callback of `service` is sent again.
#[must_use]
pub fn retries(service: &str, retries_ms: &[u32]) -> String {
    plain(&sentences::retries(service, retries_ms))
}

/// `text` on one line, with a full stop at the end unless there is one.
#[must_use]
pub fn sentence(text: &str) -> String {
    plain(&markdown::sentence(text))
}
