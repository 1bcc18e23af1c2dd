//! Webhooks: what is accepted and what is refused, forms and JSON, answers, and the example on axum.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod answers;
#[path = "../../examples/webhooks_axum.rs"]
#[allow(dead_code, reason = "its main function is not called")]
mod axum_example;
mod bodies;
mod hidden;
mod loopback;
mod refusals;
mod replays;
mod robust;

use sha1::{Digest, Sha1};
use std::time::{Duration, SystemTime};
use zim_generated::callbacks::CALLBACKS;
use zim_generated::runtime::CallbackSecret;
use zim_generated::webhooks::{Reason, WebhookError, Webhooks};

/// The documented example: this secret, [`NONCE`] and [`TIME`] make [`SIGNATURE`].
const SECRET: &str = "secret";
const NONCE: &str = "123412";
const TIME: u64 = 1_470_820_198;
const SIGNATURE: &str = "5bd59fd62953a8059fb7eaba95720f66d19e4517";

fn webhooks() -> Webhooks {
    Webhooks::new(&CALLBACKS, CallbackSecret::new(SECRET))
}

/// That many seconds after 1970.
fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

/// As the documents say: the three texts sorted and joined.
fn signature(timestamp: &str, nonce: &str) -> String {
    let mut parts = [SECRET, timestamp, nonce];
    parts.sort_unstable();
    Sha1::digest(parts.concat()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A callback in JSON; `members` begin with a comma.
fn json(event: &str, timestamp: &str, nonce: &str, members: &str) -> String {
    let signature = signature(timestamp.trim_matches('"'), nonce);
    let signed = format!(r#""nonce":"{nonce}","timestamp":{timestamp},"signature":"{signature}""#);
    format!(r#"{{"appid":"1","event":"{event}",{signed}{members}}}"#)
}

/// The documented example as the callback of an accepted call.
fn example() -> String {
    json("call_accept", &TIME.to_string(), NONCE, r#","call_id":"9","user_id":"ann","extend_data":"words""#)
}

/// All that a sender can see of an error, and what it prints otherwise.
fn seen(error: &WebhookError) -> String {
    format!("{error} {error:?} {:?}", error.response())
}

#[track_caller]
fn check_refused(webhooks: &Webhooks, now: SystemTime, body: &str, expected: Reason) {
    let error = webhooks.receive(now, Some("application/json"), body.as_bytes()).unwrap_err();
    assert_eq!(error.reason(), Some(expected), "{body}");
    let same = WebhookError::from(Reason::SignatureWrong);
    assert_eq!(seen(&error), seen(&same), "it tells that the reason is: {expected}");
    assert_eq!(error.status(), 403);
}
