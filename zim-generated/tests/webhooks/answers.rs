//! What goes back: a status, and for one event a decision.

use crate::{NONCE, TIME, at, example, json, webhooks};
use std::sync::atomic::{AtomicUsize, Ordering};
use zim_generated::callbacks::{BeforeSendMsgAnswer, Event};
use zim_generated::http::{Request, Response};
use zim_generated::types::SendVerdict;
use zim_generated::webhooks::{Delivery, WebhookError};

fn message() -> String {
    let members = r#","from_user_id":"ann","conv_type":0,"msg_type":1,"msg_body":"words""#;
    json("before_send_msg", &TIME.to_string(), NONCE, members)
}

fn judge(delivery: Delivery) -> Response<Vec<u8>> {
    match delivery.event {
        Event::BeforeSendMsg(message) => {
            Delivery::answer(&message, &BeforeSendMsgAnswer::new(SendVerdict::Reject).reason("n\"o"))
        }
        _ => Delivery::ok(),
    }
}

#[track_caller]
fn check(request: Request<Vec<u8>>, status: u16, content_type: Option<&str>, body: &str) {
    let response = webhooks().respond(at(TIME), &request, judge);
    let found = response.headers().get("content-type").map(|value| value.to_str().unwrap());
    assert_eq!((response.status().as_u16(), found), (status, content_type));
    assert_eq!(String::from_utf8_lossy(response.body()), body);
}

#[test]
fn requests_are_answered() {
    let post = |body: String| Request::post("/").header("content-type", "application/json").body(body.into()).unwrap();
    check(post(message()), 200, Some("application/json"), r#"{"result":3,"reason":"n\"o"}"#);
    check(post(example()), 200, None, "");
    check(post(example().replace(NONCE, "1")), 403, None, "");
    check(post("{".to_owned()), 400, None, "");
    check(post("x".repeat((1 << 20) + 1)), 413, None, "");
    for method in ["GET", "PUT", "HEAD", "OPTIONS"] {
        check(Request::builder().method(method).body(example().into()).unwrap(), 405, None, "");
    }
}

#[test]
fn a_content_type_that_is_no_text_is_none() {
    let request = Request::post("/").header("content-type", &b"\xff"[..]).body(example()).unwrap();
    assert_eq!(webhooks().respond(at(TIME), &request, judge).status(), 200);
}

#[test]
fn errors_are_told_to_the_log() {
    static TOLD: AtomicUsize = AtomicUsize::new(0);
    let logging = webhooks().on_error(|error| {
        assert!(matches!(error, WebhookError::Refused(_)) && error.reason().is_some());
        TOLD.fetch_add(1, Ordering::SeqCst);
    });
    for body in ["{}".to_owned(), example()] {
        let request = Request::post("/").body(body).unwrap();
        drop(logging.respond(at(TIME), &request, judge));
    }
    assert_eq!(TOLD.load(Ordering::SeqCst), 1);
}
