//! Faults that tests order, over real HTTP.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{CALL, NOW, SECRET, sandbox, signed};
use std::io::{Read, Write};
use std::net::TcpStream;
use zim_sandbox::{Fault, Invitation, Sandbox};

/// Sends a CallReject by `user0`, and gives everything that comes back until the connection closes.
fn reject(sandbox: &Sandbox) -> String {
    let mut fields = signed("CallReject", NOW);
    fields.extend([("FromUserId", "user0"), ("CallId", CALL)].map(|(name, value)| (name.into(), value.into())));
    let query: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut stream = TcpStream::connect(sandbox.addr()).unwrap();
    write!(stream, "GET /?{} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n", query.join("&")).unwrap();
    let mut answer = Vec::new();
    // A connection that is reset is one of the faults.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8(answer).unwrap()
}

/// What comes back, and whether the rejection was carried out.
#[track_caller]
fn check(fault: &Fault, begins: &str, ends: &str, carried_out: bool) {
    let sandbox = sandbox();
    sandbox.fault("CallReject", fault, 1);
    let answer = reject(&sandbox);
    assert!(answer.starts_with(begins) && answer.ends_with(ends), "{fault:?}: {answer}");
    assert!(!answer.contains(SECRET));
    let invitation = sandbox.call(CALL).unwrap().invitation("user0");
    assert_eq!(invitation == Some(Invitation::Rejected), carried_out, "{fault:?}");
    // The next one is answered.
    assert!(reject(&sandbox).starts_with("HTTP/1.1 200 OK"), "{fault:?}");
    assert_eq!(sandbox.received("CallReject"), 2);
    assert_eq!(sandbox.received("CallAccept"), 0);
}

#[test]
fn answers_are_lost_or_spoilt_after_the_request_was_carried_out() {
    let page = Fault::Replace { status: 502, body: "<html>".to_owned(), content_type: None };
    check(&Fault::HangUp, "", "", true);
    check(&page, "HTTP/1.1 502 Bad Gateway", "<html>", true);
    check(&Fault::Delay(std::time::Duration::from_millis(1)), "HTTP/1.1 200 OK", "}", true);
    for fault in [Fault::Truncate, Fault::BreakOff] {
        check(&fault, "HTTP/1.1 200 OK", "", true);
        let (whole, sandbox) = (reject(&sandbox()), sandbox());
        sandbox.fault("CallReject", &fault, 1);
        let spoilt = reject(&sandbox);
        assert!(!spoilt.ends_with('}') && spoilt.len() < whole.len(), "{fault:?}: {spoilt}");
    }
}

#[test]
fn a_code_is_answered_in_place_of_carrying_the_request_out() {
    check(&Fault::Code(660_300_005), "HTTP/1.1 200 OK", "}", false);
}
