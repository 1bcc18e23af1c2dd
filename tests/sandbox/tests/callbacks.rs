//! Callbacks on their way: signed, encoded, in order, sent again as the clock moves on, given up, and to nobody else.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::receiver::{Receiver, Reply};
use common::{APP_ID, NOW, SECRET};
use serde_json::{Map, Value, json};
use sha1::{Digest, Sha1};
use std::time::Duration;
use zim_sandbox::{Builder, CallbackBody, CallbackUrl, Clock, Delivery, Outcome, Sandbox};

/// Far longer than anything takes: reached only where something hangs.
const LONG: Duration = Duration::from_secs(60);

fn builder(url: impl Into<CallbackUrl>) -> Builder {
    Sandbox::builder().app(APP_ID, SECRET).clock(Clock::manual(NOW * 1000)).callback_url(url)
}

fn fields(fields: Value) -> Map<String, Value> {
    fields.as_object().unwrap().clone()
}

fn reject(sandbox: &Sandbox, user: &str) -> u64 {
    let fields = fields(json!({"call_id": "call0", "user_id": user}));
    sandbox.post_callback(APP_ID, "call_reject", fields).unwrap()
}

/// Waits for what happens in another thread.
#[track_caller]
fn until(what: &str, happened: impl Fn() -> bool) {
    let start = std::time::Instant::now();
    while !happened() {
        assert!(start.elapsed() < LONG, "waited in vain until {what}");
        std::thread::yield_now();
    }
}

/// The one callback, after all is sent that is due.
#[track_caller]
fn only(sandbox: &Sandbox) -> Delivery {
    assert!(sandbox.settle_callbacks(LONG), "nobody answered");
    let mut deliveries = sandbox.deliveries();
    assert_eq!(deliveries.len(), 1, "{deliveries:?}");
    deliveries.remove(0)
}

/// The statuses of the tries; 0 where there was no answer.
fn statuses(delivery: &Delivery) -> Vec<u16> {
    delivery.attempts.iter().map(|attempt| attempt.result.clone().unwrap_or_default()).collect()
}

#[test]
fn it_is_signed_and_filled() {
    let receiver = Receiver::always(200);
    let sandbox = builder(receiver.url()).start().unwrap();
    reject(&sandbox, "user0");
    assert_eq!(only(&sandbox).outcome, Outcome::Delivered);
    let [received] = receiver.received().try_into().unwrap();
    assert_eq!((received.line.as_str(), received.content_type.as_str()), ("POST /zim HTTP/1.1", "application/json"));
    let mut body = received.json();
    let nonce = body["nonce"].take();
    let mut parts = [SECRET, &NOW.to_string(), nonce.as_str().unwrap()];
    parts.sort_unstable();
    let signature: String = Sha1::digest(parts.concat()).iter().map(|byte| format!("{byte:02x}")).collect();
    // Without `extend_data`, which may be absent and which nothing fills.
    let expected = json!({
        "appid": APP_ID.to_string(), "event": "call_reject", "nonce": null, "signature": signature, "timestamp": NOW,
        "call_id": "call0", "user_id": "user0",
    });
    assert_eq!(body, expected);
}

#[test]
fn encodings() {
    for (body, content_type, start) in [
        (CallbackBody::Json, "application/json", "{\""),
        (CallbackBody::PercentEncoded, "application/json", "%7B%22"),
        (CallbackBody::Form, "application/x-www-form-urlencoded", "appid=12345&"),
    ] {
        let receiver = Receiver::always(204);
        let sandbox = builder(receiver.url()).callback_body(body).start().unwrap();
        reject(&sandbox, "user0");
        assert_eq!(only(&sandbox).outcome, Outcome::Delivered);
        let [received] = receiver.received().try_into().unwrap();
        assert_eq!(received.content_type, content_type);
        assert!(received.body.starts_with(start), "{}", received.body);
        assert_eq!(received.body, sandbox.deliveries()[0].body);
    }
}

#[test]
fn what_is_not_answered_is_sent_again_and_given_up() {
    let receiver = Receiver::always(500);
    let sandbox = builder(receiver.url()).start().unwrap();
    reject(&sandbox, "user0");
    let mut expected = vec![500];
    for seconds in [2, 4, 8, 16, 32] {
        assert_eq!(statuses(&only(&sandbox)), expected);
        sandbox.clock().advance(seconds * 1000 - 1);
        assert_eq!(statuses(&only(&sandbox)), expected, "before {seconds} s");
        sandbox.clock().advance(1);
        expected.push(500);
    }
    let delivery = only(&sandbox);
    assert_eq!((statuses(&delivery), delivery.outcome), (expected, Outcome::GivenUp));
    sandbox.clock().advance(3_600_000);
    assert_eq!(only(&sandbox).attempts.len(), 6);
    let bodies: Vec<_> = receiver.received().into_iter().map(|one| one.body).collect();
    assert_eq!(bodies, vec![bodies[0].clone(); 6], "each try sends the same");
}

#[test]
fn a_leap_of_the_clock_lets_all_of_it_happen() {
    let receiver = Receiver::new(|nth| Reply::Status(if nth < 5 { 503 } else { 200 }, ""));
    let sandbox = builder(receiver.url()).start().unwrap();
    reject(&sandbox, "user0");
    assert_eq!(only(&sandbox).outcome, Outcome::Waiting { due: NOW * 1000 + 2000 });
    sandbox.clock().advance(62_000);
    let delivery = only(&sandbox);
    assert_eq!((statuses(&delivery), delivery.outcome), (vec![503, 503, 503, 503, 503, 200], Outcome::Delivered));
}

#[test]
fn an_answer_is_waited_for_until_it_is_time_to_send_again() {
    let receiver = Receiver::new(|_| Reply::Nothing);
    let sandbox = builder(receiver.url()).start().unwrap();
    reject(&sandbox, "user0");
    for (nth, seconds) in [2, 4, 8, 16, 32, 32].into_iter().enumerate() {
        until("the try arrives", || receiver.received().len() == nth + 1);
        assert!(!sandbox.settle_callbacks(Duration::ZERO), "its answer is waited for");
        sandbox.clock().advance(seconds * 1000);
    }
    let delivery = only(&sandbox);
    assert_eq!((statuses(&delivery), delivery.outcome), (vec![0; 6], Outcome::GivenUp));
    assert_eq!(delivery.attempts[0].result, Err("no answer within 2000 ms".to_owned()));
}

#[test]
fn nobody_listens() {
    // Nobody ever listens on port 0.
    let sandbox = builder("http://127.0.0.1:0/").start().unwrap();
    reject(&sandbox, "user0");
    assert_eq!(statuses(&only(&sandbox)), [0]);
    sandbox.clock().advance(62_000);
    assert_eq!(only(&sandbox).outcome, Outcome::GivenUp);
}

#[test]
fn redirects_are_no_answers() {
    let elsewhere = Receiver::always(200);
    let to: &'static str = elsewhere.url().leak();
    let receiver = Receiver::new(move |_| Reply::Redirect(to));
    let sandbox = builder(receiver.url()).start().unwrap();
    reject(&sandbox, "user0");
    assert_eq!(statuses(&only(&sandbox)), [307]);
    assert!(elsewhere.received().is_empty());
}

#[test]
fn they_keep_their_order() {
    let receiver = Receiver::new(|nth| Reply::Status(if nth == 0 { 500 } else { 200 }, ""));
    let sandbox = builder(receiver.url()).start().unwrap();
    (0..50).for_each(|nth| assert_eq!(reject(&sandbox, &format!("user{nth}")), nth + 1));
    assert!(sandbox.settle_callbacks(LONG));
    sandbox.clock().advance(2000);
    assert!(sandbox.settle_callbacks(LONG));
    let users: Vec<_> = receiver.received().iter().map(|one| one.json()["user_id"].clone()).collect();
    let expected: Vec<_> = (0..50).chain([0]).map(|nth| json!(format!("user{nth}"))).collect();
    assert_eq!(users, expected, "the first fails, and is sent again after all others");
    assert!(sandbox.deliveries().iter().all(|delivery| delivery.outcome == Outcome::Delivered));
}

#[test]
fn each_goes_where_it_belongs() {
    let [all, app, event] = [(); 3].map(|()| Receiver::always(200));
    let sandbox = Sandbox::builder()
        .app(1, "first secret")
        .app(2, "second secret")
        .clock(Clock::manual(NOW * 1000))
        .callback_url(all.url())
        .callback_url(CallbackUrl::new(app.url()).app(2))
        .callback_url(CallbackUrl::new(event.url()).event("user_action"))
        .callback_secret(2, "a secret of its own")
        .start()
        .unwrap();
    for app_id in [1, 2] {
        for event in ["call_accept", "user_action"] {
            sandbox.post_callback(app_id, event, Map::new()).unwrap();
        }
    }
    assert!(sandbox.settle_callbacks(LONG));
    assert_eq!((all.events(), app.events()), (vec!["call_accept".to_owned()], vec!["call_accept".to_owned()]));
    assert_eq!(event.events(), ["user_action", "user_action"]);
    for (receiver, secret) in [(all, "first secret"), (app, "a secret of its own")] {
        let body = receiver.received()[0].json();
        let timestamp = NOW.to_string();
        let mut parts = [secret, &timestamp, body["nonce"].as_str().unwrap()];
        parts.sort_unstable();
        let expected: String = Sha1::digest(parts.concat()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(body["signature"], expected);
    }
}

#[test]
fn stopping_does_not_wait_for_anybody() {
    let receiver = Receiver::new(|_| Reply::Nothing);
    let sandbox = builder(receiver.url()).start().unwrap();
    reject(&sandbox, "user0");
    reject(&sandbox, "user1");
    sandbox.stop();
    // The connection of what was on its way is closed, so that the receiver ends, too.
    drop(receiver);
}

#[test]
fn what_cannot_be_posted() {
    let receiver = Receiver::always(200);
    let sandbox = builder(receiver.url()).start().unwrap();
    let nobody = Sandbox::builder().app(APP_ID, SECRET).start().unwrap();
    for (sandbox, app_id, event, fields, reason) in [
        (&sandbox, 1, "call_reject", json!({}), "there is no application 1 here"),
        (&sandbox, APP_ID, "call_rejct", json!({}), "there is no callback `call_rejct`; did you mean `call_reject`?"),
        (
            &sandbox,
            APP_ID,
            "call_reject",
            json!({"userid": 1}),
            "callback `call_reject` has no field `userid`; did you mean `user_id`?",
        ),
        (
            &sandbox,
            APP_ID,
            "before_send_msg",
            json!({}),
            "no address was given for `before_send_msg` of application 12345",
        ),
        (&nobody, APP_ID, "call_reject", json!({}), "no address was given for `call_reject` of application 12345"),
    ] {
        let error = sandbox.post_callback(app_id, event, fields.as_object().unwrap().clone()).unwrap_err();
        assert!(error.to_string().starts_with(reason), "{error}");
    }
    assert_eq!(sandbox.deliveries(), []);
}

#[test]
fn addresses_that_are_refused() {
    for (url, reason) in [
        (
            CallbackUrl::new("http://example.com/"),
            "callbacks cannot be posted to `http://example.com/`: it is no address of",
        ),
        (
            CallbackUrl::new("https://127.0.0.1/"),
            "callbacks cannot be posted to `https://127.0.0.1/`: it must begin with",
        ),
        (
            CallbackUrl::new("http://127.0.0.1/").event("call_rejekt"),
            "there is no callback `call_rejekt`; did you mean",
        ),
        (CallbackUrl::new("http://127.0.0.1/").app(1), "there is no application 1 here"),
    ] {
        let error = builder(url).start().unwrap_err();
        let source = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        assert!(error.to_string().starts_with(reason) || source.starts_with(reason), "{error}: {source}");
    }
    let twice = builder("http://127.0.0.1/").callback_url("http://127.0.0.1/").start().unwrap_err();
    assert!(twice.to_string().contains("another address was given for the same"), "{twice}");
    let secret = builder("http://127.0.0.1/").callback_secret(1, "x").start().unwrap_err();
    assert_eq!(secret.to_string(), "the callback secret of application 1 is empty, or there is no such application");
}

#[test]
fn deliveries_hide_what_they_carry() {
    let receiver = Receiver::always(200);
    let sandbox = builder(format!("{}?token=hidden", receiver.url())).start().unwrap();
    let fields = fields(json!({"call_id": "call0", "user_id": "user0", "extend_data": "confidential"}));
    sandbox.post_callback(APP_ID, "call_reject", fields).unwrap();
    let delivery = only(&sandbox);
    assert_eq!(receiver.received()[0].line, "POST /zim?token=hidden HTTP/1.1");
    let line = delivery.to_string();
    assert_eq!(line, format!("callback call_reject app=12345 to={} id=1 try=1 status=200 delivered", receiver.url()));
    let shown = format!("{delivery:?} {line}");
    assert!(!shown.contains("hidden") && !shown.contains("confidential") && !shown.contains(SECRET), "{shown}");
}
