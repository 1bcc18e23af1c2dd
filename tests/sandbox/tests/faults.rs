//! Faults that tests order, over real HTTP.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{CALL, NOW, SECRET, sandbox, signed};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;
use zim_sandbox::{Fault, Invitation, Rule, Sandbox, Scenario};

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
    let html = Fault::Replace { status: 200, body: "<p>".to_owned(), content_type: Some("text/html".to_owned()) };
    check(&html, "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n", "<p>", true);
    let strange = Fault::ContentType("text/plain".to_owned());
    check(&strange, "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n", "}", true);
    check(&Fault::Delay(Duration::from_millis(1)), "HTTP/1.1 200 OK", "}", true);
    for fault in [Fault::Truncate, Fault::BreakOff] {
        check(&fault, "HTTP/1.1 200 OK", "", true);
        let (whole, sandbox) = (reject(&sandbox()), sandbox());
        sandbox.fault("CallReject", &fault, 1);
        let spoilt = reject(&sandbox);
        assert!(!spoilt.ends_with('}') && spoilt.len() < whole.len(), "{fault:?}: {spoilt}");
    }
}

/// A reset is no orderly end: the client is told so in place of an end of the answer.
#[test]
fn a_connection_is_closed_or_reset() {
    for (fault, ends) in [(Fault::HangUp, Ok(0)), (Fault::Reset, Err(ErrorKind::ConnectionReset))] {
        let sandbox = sandbox();
        sandbox.fault("CallReject", &fault, 1);
        let mut stream = TcpStream::connect(sandbox.addr()).unwrap();
        stream.write_all(b"GET /?Action=CallReject HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
        assert_eq!(stream.read(&mut [0; 100]).map_err(|error| error.kind()), ends, "{fault:?}");
    }
}

/// A delay, a code and a spoilt answer go together, each by the first rule that has one.
#[test]
fn rules_spoil_what_others_refuse() {
    let sandbox = sandbox();
    let rules = [
        Rule::fault("CallReject", Fault::Delay(Duration::from_millis(1))),
        Rule::code("CallReject", 660_900_005),
        Rule::fault("*", Fault::ContentType("text/html".to_owned())),
        Rule::fault("CallReject", Fault::HangUp).times(1),
    ];
    sandbox.set_scenario(rules.into_iter().fold(Scenario::new(), Scenario::rule)).unwrap();
    let answer = reject(&sandbox);
    assert!(answer.contains("content-type: text/html") && answer.contains("660900005"), "{answer}");
    assert!(!reject(&sandbox).is_empty());
}

#[test]
fn a_code_is_answered_in_place_of_carrying_the_request_out() {
    check(&Fault::Code(660_300_005), "HTTP/1.1 200 OK", "}", false);
}
