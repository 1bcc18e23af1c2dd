//! What was received before is refused, if asked for, and what could not be dealt with comes again.

use crate::{NONCE, TIME, at, check_refused, example, json, webhooks};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;
use zim_generated::http::{Request, Response};
use zim_generated::webhooks::{Delivery, Reason};

#[test]
fn a_repetition_is_refused_only_if_asked_for() {
    let guarded = webhooks().refuse_replays(9);
    assert!(guarded.receive(at(TIME), None, example().as_bytes()).is_ok());
    // What it carries is not signed, and does not count.
    let forged = example().replace("ann", "eve");
    for body in [example(), forged] {
        check_refused(&guarded, at(TIME + 1), &body, Reason::Replayed);
        check_refused(&guarded.clone(), at(TIME + 1), &body, Reason::Replayed);
    }
    for _ in 0..2 {
        assert!(webhooks().receive(at(TIME), None, example().as_bytes()).is_ok());
    }
}

#[test]
fn the_time_counts_too() {
    let guarded = webhooks().refuse_replays(9);
    for second in 0..3 {
        let body = json("call_forward", &(TIME + second).to_string(), NONCE, "");
        assert!(guarded.receive(at(TIME), None, body.as_bytes()).is_ok());
        check_refused(&guarded, at(TIME), &body, Reason::Replayed);
    }
}

/// Nobody without the secret can make it forget.
#[test]
fn what_is_refused_is_not_remembered() {
    let guarded = webhooks().refuse_replays(1);
    assert!(guarded.receive(at(TIME), None, example().as_bytes()).is_ok());
    for nonce in ["1", "2", "3"] {
        let forged = example().replace(NONCE, nonce);
        check_refused(&guarded, at(TIME), &forged, Reason::SignatureWrong);
    }
    check_refused(&guarded, at(TIME), &example(), Reason::Replayed);
    check_refused(&guarded, at(TIME + 301), &example(), Reason::TooOld { by: Duration::from_secs(1) });
}

#[test]
fn what_is_malformed_may_come_again() {
    let guarded = webhooks().refuse_replays(9);
    let broken = json("call_accept", &TIME.to_string(), NONCE, "");
    for _ in 0..2 {
        assert_eq!(guarded.receive(at(TIME), None, broken.as_bytes()).unwrap_err().status(), 400);
    }
}

/// Whether it is received once more after each of these ends.
#[test]
fn what_fails_may_come_again() {
    let guarded = webhooks().refuse_replays(9);
    let request = Request::post("/").body(example()).unwrap();
    let calls = Cell::new(0);
    let respond = |response: fn() -> Response<Vec<u8>>| {
        guarded.respond(at(TIME), &request, |_| {
            calls.set(calls.get() + 1);
            response()
        })
    };
    assert_eq!(respond(Delivery::again).status(), 500);
    let panicked = catch_unwind(AssertUnwindSafe(|| respond(|| panic!("on purpose"))));
    assert!(panicked.is_err());
    {
        // Dropped while it is being dealt with.
        let dealing = pin!(guarded.respond_async(at(TIME), &request, |_| {
            calls.set(calls.get() + 1);
            std::future::pending()
        }));
        assert!(dealing.poll(&mut Context::from_waker(Waker::noop())).is_pending());
        assert_eq!(respond(Delivery::ok).status(), 403, "while it is dealt with it is known");
    }
    assert_eq!(respond(Delivery::ok).status(), 200);
    assert_eq!(respond(Delivery::ok).status(), 403);
    assert_eq!(calls.get(), 4);

    let delivery = webhooks().receive(at(TIME), None, example().as_bytes()).unwrap();
    guarded.forget(&delivery.notice);
    assert_eq!(respond(Delivery::ok).status(), 200);
}
