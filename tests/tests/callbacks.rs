//! Every callback as the spec describes it is opened, verified and read without losing a field.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use zim_generated::callbacks::CALLBACKS;
use zim_generated::runtime::{CallbackError, CallbackSecret, Notice};
use zim_spec::interpret::{CallbackCommon, callback};
use zim_spec::model::Spec;
use zim_tests::{bridge, sample};

const SECRET: &str = "callback secret";

fn spec() -> Spec {
    zim_spec::shipped().unwrap_or_else(|error| panic!("the spec has mistakes:\n{error}"))
}

/// As the documents say: the three texts sorted and joined.
fn signature(secret: &str, timestamp: &str, nonce: &str) -> String {
    let mut parts = [secret, timestamp, nonce];
    parts.sort_unstable();
    Sha1::digest(parts.concat()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The body of each callback, under a name and a time.
fn bodies(spec: &Spec, timestamp: &str) -> Vec<(String, Value)> {
    let signature = signature(SECRET, timestamp, "7");
    let common = CallbackCommon { app_id: "12345", nonce: "7", timestamp, signature: &signature };
    spec.callbacks.iter().map(|one| (one.name.clone(), callback(spec, one, &common))).collect()
}

#[test]
fn every_callback_is_read() {
    let spec = spec();
    assert!(spec.callbacks.len() >= 18, "{} callbacks", spec.callbacks.len());
    for timestamp in ["1700000000", "1700000000123", "2023-11-14"] {
        for (event, body) in bodies(&spec, timestamp) {
            let heard = bridge::callback(&event, body.to_string().as_bytes()).unwrap();
            assert!(heard.is_event, "{event}: {body}");
            let fields = heard.fields.unwrap_or_else(|error| panic!("{event}: {error}: {body}"));
            let common = spec.service.callbacks.as_ref().unwrap().common.names();
            for (name, value) in body.as_object().unwrap().iter().filter(|(name, _)| !common.contains(&name.as_str())) {
                assert!(
                    fields.get(name).is_some_and(|read| same(value, read)),
                    "{event}: {name} of {body} in {fields}"
                );
            }
        }
    }
}

/// Whether nothing of `sent` is missing in `read`. What is JSON may have become its text, and a number its digits.
fn same(sent: &Value, read: &Value) -> bool {
    match (sent, read) {
        (Value::Object(sent), Value::Object(read)) => {
            sent.iter().all(|(name, value)| read.get(name).is_some_and(|read| same(value, read)))
        }
        (Value::Array(sent), Value::Array(read)) => {
            sent.len() == read.len() && sent.iter().zip(read).all(|(a, b)| same(a, b))
        }
        (sent, Value::String(text)) => sent.as_str().map_or_else(|| sent.to_string(), str::to_owned) == *text,
        (Value::String(_), read) => same(read, sent),
        (sent, read) => sent == read,
    }
}

#[test]
fn every_callback_is_verified() {
    let spec = spec();
    let secret = CallbackSecret::new(SECRET);
    for (event, body) in bodies(&spec, "1700000000") {
        let notice = Notice::open(&CALLBACKS, body.to_string().as_bytes()).unwrap();
        assert_eq!((notice.event(), notice.app_id()), (event.as_str(), "12345"));
        assert!(notice.verify(&secret).is_ok(), "{event}");
        let wrong = notice.verify(&CallbackSecret::new("another"));
        assert!(matches!(wrong, Err(CallbackError::SignatureWrong)), "{event}: {wrong:?}");
        let mut forged = body.clone();
        forged["nonce"] = json!("8");
        let forged = Notice::open(&CALLBACKS, forged.to_string().as_bytes()).unwrap();
        assert!(forged.verify(&secret).is_err(), "{event}");
    }
}

#[test]
fn a_percent_encoded_callback_is_read() {
    let spec = spec();
    for (event, body) in bodies(&spec, "1700000000") {
        let encoded: String = body.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
        let heard = bridge::callback(&event, encoded.as_bytes()).unwrap();
        assert!(heard.is_event && heard.fields.is_ok(), "{event}: {:?}", heard.fields);
    }
}

#[test]
fn an_event_that_is_new_is_no_error() {
    let body = json!({"appid": "1", "event": "new_event", "nonce": "1", "timestamp": 1, "signature": "s"}).to_string();
    let notice = Notice::open(&CALLBACKS, body.as_bytes()).unwrap();
    let event = zim_generated::callbacks::Event::read(&notice).unwrap();
    let zim_generated::callbacks::Event::Unknown(unknown) = event else { panic!("{event:?} is known") };
    assert_eq!((unknown.event(), unknown.json()), ("new_event", body.as_str()));
}

#[test]
fn what_is_missing_or_no_json_is_told() {
    let spec = spec();
    let (event, body) = bodies(&spec, "1700000000").remove(0);
    for name in spec.service.callbacks.as_ref().unwrap().common.names() {
        let mut lacking = body.clone();
        lacking.as_object_mut().unwrap().remove(name);
        let error = Notice::open(&CALLBACKS, lacking.to_string().as_bytes()).unwrap_err();
        assert!(
            matches!(error, CallbackError::FieldMissing { name: missing } if missing == name),
            "{event}: {error:?}"
        );
    }
    assert!(matches!(Notice::open(&CALLBACKS, b"[]"), Err(CallbackError::Malformed { .. })));
    assert!(matches!(Notice::open(&CALLBACKS, b"%7"), Err(CallbackError::Malformed { .. })));
}

/// The answers that ZIM waits for, built as a user would.
#[test]
fn answers_are_written() {
    let spec = spec();
    let answered: Vec<_> = spec.callbacks.iter().filter(|callback| !callback.reply.is_empty()).collect();
    assert!(!answered.is_empty());
    for callback in answered {
        let scope = zim_tests::rules::Scope { fields: &callback.reply, rules: &[] };
        let how = sample::How { full: true, variant: 0 };
        let answer = sample::object(&spec, scope, &sample::Pins::new(), how);
        let written = bridge::answer(&callback.name, &answer).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), json!(answer), "{}", callback.name);
    }
}
