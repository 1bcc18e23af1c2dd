//! Under which host a request is answered, and with which type of body.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::{APP_ID, CALL, NOW, SECRET, batch, query, sandbox, signed};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use zim_sandbox::{Clock, Sandbox};

const HOST: i64 = 100_000_000;

/// Sends a request with these head lines after the first, and gives its answer.
fn ask(sandbox: &Sandbox, line: &str, head: &str, body: &str) -> Value {
    let mut stream = TcpStream::connect(sandbox.addr()).unwrap();
    let length = body.len();
    let request = format!("{line}\r\n{head}connection: close\r\ncontent-length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, json) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    serde_json::from_str(json).unwrap()
}

#[track_caller]
fn check(sandbox: &Sandbox, action: &str, host: &str, code: i64) {
    let mut pairs = signed(action, NOW);
    pairs.extend([("FromUserId", "user0"), ("CallId", CALL)].map(|(name, value)| (name.to_owned(), value.to_owned())));
    let answer = ask(sandbox, &format!("GET /?{} HTTP/1.1", query(&pairs)), &format!("host: {host}\r\n"), "");
    let found = answer.get("Code").or(answer.get("code")).and_then(Value::as_i64);
    assert_eq!(found, Some(code), "{action} at {host}: {answer}");
}

#[test]
fn addresses_of_the_loopback_and_the_hosts_of_the_service() {
    for host in ["127.0.0.1", "127.0.0.1:80", "127.1.2.3:8080", "localhost:1", "[::1]:80", "LocalHost"] {
        check(&sandbox(), "CallReject", host, 0);
        check(&batch(), "ReadLicense", host, 0);
    }
    for host in ["zim-api.zego.im", "zim-api-sha.zego.im:443", "ZIM-API-FRA.zego.im"] {
        check(&sandbox(), "CallReject", host, 0);
    }
    for host in ["example.com", "zim-api.zego.im.example.com", "10.0.0.1", "192.168.0.1:80", "0.0.0.0", "a:b"] {
        check(&sandbox(), "CallReject", host, HOST);
    }
    check(&sandbox(), "CallReject", "", HOST);
}

#[test]
fn an_action_with_a_host_of_its_own_is_served_there() {
    check(&batch(), "ReadLicense", "auth-api.zego.im", 0);
    check(&batch(), "ReadLicense", "zim-api.zego.im", HOST);
    check(&batch(), "CallReject", "auth-api.zego.im", HOST);
    // What is wrong with the action is told first.
    check(&batch(), "CallRejekt", "auth-api.zego.im", 100_000_007);
    check(&batch(), "CallRejekt", "example.com", HOST);
}

#[test]
fn the_message_tells_where_to_send_it() {
    let answer = ask(&sandbox(), "GET /?Action=CallReject HTTP/1.1", "host: example.com:80\r\n", "");
    let message = answer["Message"].as_str().unwrap();
    let start = "`example.com:80` does not serve ZIM; send it to the sandbox's address, or to zim-api.zego.im, ";
    assert!(message.starts_with(start), "{message}");
}

#[test]
fn the_target_counts_more_than_the_header() {
    let line = |host: &str| format!("GET http://{host}/?{} HTTP/1.1", query(&signed("ReadLicense", NOW)));
    assert_eq!(ask(&batch(), &line("127.0.0.1"), "host: example.com\r\n", "")["code"], 0);
    assert_eq!(ask(&batch(), &line("example.com"), "host: 127.0.0.1\r\n", "")["Code"], HOST);
}

#[test]
fn further_hosts() {
    let start = |remote: bool| {
        let builder = Sandbox::builder().app(APP_ID, SECRET).clock(Clock::manual(NOW * 1000)).host("sandbox");
        builder.allow_remote(remote).register_user("user0").start().unwrap()
    };
    let missing = 660_900_004;
    check(&start(false), "CallReject", "sandbox:8080", missing);
    check(&start(false), "CallReject", "10.0.0.1:8080", HOST);
    check(&start(true), "CallReject", "10.0.0.1:8080", missing);
    check(&start(true), "CallReject", "elsewhere", HOST);
}

/// The documents give no code for another type than JSON, so none is refused.
#[test]
fn a_body_is_read_under_any_type_and_what_is_no_json_is_told_its_type() {
    let sandbox = batch();
    let tag = |head: &str, body: &str| {
        sandbox.clock().advance(2_000);
        let now = sandbox.clock().now() / 1000;
        let line = format!("POST /?{} HTTP/1.1", query(&signed("TagUsers", now)));
        let answer = ask(&sandbox, &line, &format!("host: localhost\r\n{head}"), body);
        (answer["Code"].as_i64().unwrap(), answer["Message"].as_str().unwrap().to_owned())
    };
    let body = r#"{"UserIds":["user0"]}"#;
    for head in ["", "content-type: application/json\r\n", "content-type: application/x-www-form-urlencoded\r\n"] {
        assert_eq!(tag(head, body).0, 0, "{head}");
    }
    let (code, message) = tag("content-type: application/x-www-form-urlencoded\r\n", "UserIds=user0");
    assert_eq!(code, 100_000_012);
    assert!(message.ends_with("; it came as `application/x-www-form-urlencoded`, send application/json"), "{message}");
    let (code, message) = tag("content-type: application/json; charset=utf-8\r\n", "UserIds=user0");
    assert!(code == 100_000_012 && !message.contains("it came as"), "{message}");
}
