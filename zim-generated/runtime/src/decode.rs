//! An HTTP response becomes a reply, or the one error that says what came instead.

use super::envelope::Envelope;
use super::excerpt::excerpt;
use super::{Action, ActionInfo, ApiError, Code, Error, ErrorKind, Malformed, Partial, Reply, UnexpectedStatus};
use http::{Response, StatusCode};
use serde::de::Error as _;

/// Reads the response to a request of the action `A`.
///
/// A success is read in one pass; it is an error all the same if items of it failed. Unknown fields are passed over,
/// numbers may come as texts (see [`lenient`](super::lenient)), and bytes that are no UTF-8, as of a character that
/// was cut in half, read as `\u{fffd}`.
///
/// # Errors
/// [`Error::Partial`] if the action was carried out for some of its items only;
/// [`Error::Api`] if the server sent another code than 0, whatever the HTTP status;
/// [`Error::Status`] if the HTTP status is no success and there is no such code;
/// [`Error::Malformed`] if the body is no reply of the action.
pub fn decode<A: Action>(response: &Response<impl AsRef<[u8]>>) -> Result<A::Reply, Error<A>> {
    decode_parts::<A>(response.status(), response.body().as_ref())
}

/// Compiled once per action, so nothing is here that does not depend on it.
fn decode_parts<A: Action>(status: StatusCode, body: &[u8]) -> Result<A::Reply, Error<A>> {
    let mut failures = Vec::new();
    let mut attempt = Attempt::NotMade;
    if is_object(body) {
        match read::<A::Reply>(body) {
            Ok(reply) => {
                failures = A::failures(&reply);
                if !reply.code().is_success() {
                    attempt = Attempt::Refused(reply.code());
                } else if status.is_success() && failures.is_empty() {
                    return Ok(reply);
                } else if status.is_success() {
                    return Err(Error::Partial(Box::new(Partial { reply, failures })));
                }
            }
            Err(error) => attempt = Attempt::Failed(error),
        }
    }
    Err(match diagnose(A::INFO, status, body, attempt) {
        Failure::Refused(Envelope { code, message, request_id }) => {
            let kind = A::Error::from_code(code);
            Error::Api(ApiError { action: A::INFO.name, kind, code, message, request_id, failures })
        }
        Failure::Malformed(malformed) => Error::Malformed(malformed),
        Failure::Status(status) => Error::Status(status),
    })
}

/// Reads the body; where it is no UTF-8, as far as it is. All of it is looked at once, and not text by text.
fn read<R: Reply>(body: &[u8]) -> Result<R, serde_json::Error> {
    match std::str::from_utf8(body) {
        Ok(text) => R::from_json(text),
        Err(_) => read_lossy(body),
    }
}

#[cold]
fn read_lossy<R: Reply>(body: &[u8]) -> Result<R, serde_json::Error> {
    R::from_json(&String::from_utf8_lossy(body))
}

/// What came of reading the body as the action's reply.
enum Attempt {
    /// It is a success, but the status is not; or the body is no object.
    NotMade,
    /// It is one, with another code than 0.
    Refused(Code),
    /// It is none.
    Failed(serde_json::Error),
}

/// What came instead of a reply.
enum Failure {
    Refused(Envelope),
    Malformed(Malformed),
    Status(UnexpectedStatus),
}

/// A reply of a user's own that derives `Deserialize` would be read out of an array too, field by field.
fn is_object(body: &[u8]) -> bool {
    body.trim_ascii_start().first() == Some(&b'{')
}

/// A refusal often lacks the fields of a success, so it is recognised by its envelope alone.
#[cold]
fn diagnose(info: &ActionInfo, status: StatusCode, body: &[u8], attempt: Attempt) -> Failure {
    let reason = match (Envelope::read(body, &info.envelope), attempt) {
        (Ok(envelope), _) if !envelope.code.is_success() => return Failure::Refused(envelope),
        (_, Attempt::Refused(code)) => {
            return Failure::Refused(Envelope { code, message: String::new(), request_id: String::new() });
        }
        (_, Attempt::Failed(reason)) | (Err(reason), Attempt::NotMade) => reason,
        (Ok(_), Attempt::NotMade) => serde_json::Error::custom("a success, but its HTTP status is none"),
    };
    let (excerpt, body_bytes) = (excerpt(body), body.len());
    if status.is_success() {
        Failure::Malformed(Malformed { status, excerpt, body_bytes, reason })
    } else {
        Failure::Status(UnexpectedStatus { status, excerpt, body_bytes })
    }
}
