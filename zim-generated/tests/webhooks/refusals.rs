//! What is refused, without saying why.

use crate::{NONCE, SECRET, SIGNATURE, TIME, at, check_refused, example, json, seen, webhooks};
use std::time::Duration;
use zim_generated::callbacks::{CALLBACKS, Event};
use zim_generated::runtime::{CallbackSecret, Notice};
use zim_generated::webhooks::{Reason, WebhookError, Webhooks};

#[test]
fn the_documented_example_is_accepted() {
    assert!(example().contains(SIGNATURE), "{}", example());
    let delivery = webhooks().receive(at(TIME), Some("application/json"), example().as_bytes()).unwrap();
    let Event::CallAccept(call) = &delivery.event else { panic!("{delivery:?}") };
    assert_eq!((call.call_id.as_str(), call.user_id.as_str()), ("9", "ann"));
    assert_eq!((delivery.notice.app_id(), delivery.notice.nonce()), ("1", NONCE));
}

/// Of nonce, time and signature, every byte, one after the other.
#[test]
fn a_changed_byte_is_refused() {
    // In quotes, so that it stays JSON whatever becomes of it.
    let time = TIME.to_string();
    let whole = json("call_accept", &format!("\"{time}\""), NONCE, r#","call_id":"9","user_id":"ann""#);
    // The window is no help here.
    let webhooks = webhooks().window(Duration::MAX);
    assert!(webhooks.receive(at(TIME), None, whole.as_bytes()).is_ok());
    for part in [NONCE, &time, SIGNATURE] {
        let start = whole.find(part).unwrap();
        for place in start..start + part.len() {
            for other in ["0", "7", "f", "F", " ", "", "00"] {
                let mut body = whole.clone();
                body.replace_range(place..=place, other);
                if body == whole {
                    continue;
                }
                check_refused(&webhooks, at(TIME), &body, Reason::SignatureWrong);
            }
        }
    }
}

#[test]
fn another_secret_is_refused() {
    for secret in ["Secret", "secret ", "", "secre", SIGNATURE] {
        let other = Webhooks::new(&CALLBACKS, CallbackSecret::new(secret));
        check_refused(&other, at(TIME), &example(), Reason::SignatureWrong);
    }
}

#[test]
fn a_missing_field_is_refused() {
    for name in ["appid", "event", "nonce", "timestamp", "signature"] {
        for new in ["other", ""] {
            let body = example().replace(&format!("\"{name}\""), &format!("\"{new}\""));
            check_refused(&webhooks(), at(TIME), &body, Reason::FieldMissing { name });
        }
    }
    check_refused(&webhooks(), at(TIME), "{}", Reason::FieldMissing { name: "event" });
    let null = example().replace(&format!("\"{NONCE}\""), "null");
    check_refused(&webhooks(), at(TIME), &null, Reason::FieldMissing { name: "nonce" });
}

/// `now` in seconds before or after the callback; what comes of it with a window of a minute.
#[track_caller]
fn check_window(timestamp: &str, now: u64, expected: Option<Reason>) {
    let body = json("call_accept", timestamp, NONCE, r#","call_id":"9","user_id":"ann""#);
    let webhooks = webhooks().window(Duration::from_secs(60));
    match expected {
        Some(reason) => check_refused(&webhooks, at(now), &body, reason),
        None => assert!(webhooks.receive(at(now), None, body.as_bytes()).is_ok(), "{timestamp} at {now}"),
    }
}

#[test]
fn an_old_time_is_refused() {
    let by = Duration::from_secs(1);
    for timestamp in ["1470820198", "\"1470820198\"", "1470820198000", "\"1470820198000\""] {
        for now in [TIME - 60, TIME, TIME + 60] {
            check_window(timestamp, now, None);
        }
        check_window(timestamp, TIME + 61, Some(Reason::TooOld { by }));
        check_window(timestamp, TIME - 61, Some(Reason::InTheFuture { by }));
        check_window(timestamp, 0, Some(Reason::InTheFuture { by: Duration::from_secs(TIME - 60) }));
    }
    check_window("\"1470820198999\"", TIME + 60, None);
    check_window("1470820198001", TIME - 60, Some(Reason::InTheFuture { by: Duration::from_millis(1) }));
    for unreadable in ["\"2016-08-10\"", "1470820198.0", "-1470820198", "\"\"", "99999999999999999999"] {
        check_window(unreadable, TIME, Some(Reason::TimeUnreadable));
    }
    // Beyond what can be added to.
    check_window(
        "18446744073709551615",
        TIME,
        Some(Reason::InTheFuture { by: Duration::from_millis(u64::MAX - TIME * 1000 - 60_000) }),
    );
    let before_1970 = at(0) - Duration::from_secs(9);
    let error = webhooks().receive(before_1970, None, example().as_bytes()).unwrap_err();
    assert!(matches!(error.reason(), Some(Reason::InTheFuture { .. })), "{:?}", error.reason());
}

/// A signature that is right is no excuse for a time that is not, and the reverse: which is wrong is not to be seen.
#[test]
fn the_reason_is_for_logs() {
    let old = webhooks().receive(at(TIME + 9999), None, example().as_bytes()).unwrap_err();
    let said = old.reason().unwrap().to_string();
    assert_eq!(said, "it is too old by 9699s");
    assert_eq!(old.to_string(), "the callback was refused");
    assert_eq!(format!("{old:?}"), "Refused(…)");
    assert!(!said.contains(SECRET) && old.response().body().is_empty());
}

#[test]
fn what_is_no_callback_is_malformed() {
    for body in ["", "[]", "null", "{", "%7B", "<xml>", "\"secret\"", "{\"appid\":1}x", "a=b", "=", "&"] {
        let error = webhooks().receive(at(TIME), Some("text/plain"), body.as_bytes()).unwrap_err();
        assert!(matches!(error, WebhookError::Malformed(_)), "{body}: {error:?}");
        assert_eq!((error.status().as_u16(), error.reason()), (400, None), "{body}");
        assert!(!seen(&error).contains(SECRET), "{}", seen(&error));
    }
    // Signed, and still not what its event carries.
    let body = json("call_accept", "1470820198", NONCE, r#","call_id":{"a":"words"}"#);
    let error = webhooks().receive(at(TIME), None, body.as_bytes()).unwrap_err();
    assert!(error.status() == 400 && !seen(&error).contains("words"), "{}", seen(&error));
}

#[test]
fn a_long_body_is_not_read() {
    let body = example();
    let exact = webhooks().max_body_bytes(body.len()).receive(at(TIME), None, body.as_bytes());
    assert!(exact.is_ok(), "{exact:?}");
    let error = webhooks().max_body_bytes(body.len() - 1).receive(at(TIME), None, body.as_bytes()).unwrap_err();
    assert!(matches!(error, WebhookError::TooLarge { .. }) && error.status() == 413, "{error:?}");
}

/// Events that were generated elsewhere are read by what was generated there.
#[test]
fn other_events_are_read() {
    let name = |notice: &Notice| Ok(notice.event().to_owned());
    let delivery = webhooks().receive_as(at(TIME), None, example().as_bytes(), name).unwrap();
    assert_eq!(delivery.event, "call_accept");
    let error = webhooks().receive_as(at(TIME + 9999), None, example().as_bytes(), name).unwrap_err();
    assert_eq!(error.status(), 403);
}
