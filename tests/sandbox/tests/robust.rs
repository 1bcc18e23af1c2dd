//! What is no good HTTP, and starting and stopping.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{SECRET, sandbox};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use zim_sandbox::{Sandbox, StartError};

/// Sends bytes as they are; what comes back until the server closes or is silent for a while.
fn exchange(sandbox: &Sandbox, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(sandbox.addr()).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    // The server may answer and close before it has read all.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        answer.extend_from_slice(&buffer[..count]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[track_caller]
fn check(bytes: &[u8], expected: &str) {
    let sandbox = sandbox();
    let answer = exchange(&sandbox, bytes);
    assert!(answer.starts_with(expected), "{answer}");
    assert!(!answer.contains(SECRET));
    // It still answers.
    assert_eq!(common::send(&sandbox, "GET", "", "").code(), 100_000_006);
}

#[test]
fn garbage_is_answered() {
    check(b"\x16\x03\x01\x00\xff garbage \xff\r\n\r\n", "HTTP/1.1 400");
    check(b"GET / HTTP/9.9\r\n\r\n", "HTTP/1.1 400");
    check(b"GET /\xff\xfe HTTP/1.1\r\nhost: x\r\n\r\n", "HTTP/1.1 400");
    check(b"GET ?Action=x HTTP/1.1\r\nhost: x\r\n\r\n", "HTTP/1.1 400");
    check(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: x\r\n\r\n", "HTTP/1.1 400");
    check(b"", "");
    check(b"\r\n\r\n\r\n", "");
}

#[test]
fn long_heads_are_answered() {
    let headers = "x: y\r\n".repeat(5_000);
    check(format!("GET / HTTP/1.1\r\n{headers}\r\n").as_bytes(), "HTTP/1.1 431");
    let header = "y".repeat(200_000);
    check(format!("GET / HTTP/1.1\r\nx: {header}\r\n\r\n").as_bytes(), "HTTP/1.1 431");
    let path = "y".repeat(70_000);
    check(format!("GET /?{path} HTTP/1.1\r\nhost: x\r\n\r\n").as_bytes(), "HTTP/1.1 414");
}

#[test]
fn other_paths_and_methods_are_answered() {
    check(b"GET /index.html?x HTTP/1.1\r\nhost: x\r\n\r\n", "HTTP/1.1 404");
    check(b"GET //?Action=CallReject HTTP/1.1\r\nhost: x\r\n\r\n", "HTTP/1.1 404");
    check(b"OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n", "HTTP/1.1 404");
    check(b"CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n", "HTTP/1.1 404");
    check(b"HEAD /?Action=CallReject HTTP/1.1\r\nhost: x\r\n\r\n", "HTTP/1.1 200");
    check(b"PUT /?Action=CallReject HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\n\r\nx", "HTTP/1.1 200");
    check(b"GET /? HTTP/1.0\r\n\r\n", "HTTP/1.0 200");
    let sandbox = sandbox();
    let answer = exchange(&sandbox, b"GET /a%0ab HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(answer.contains("there is nothing at `/a%0ab`; send requests to `/`"), "{answer}");
}

#[test]
fn a_connection_is_kept_alive() {
    let request = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";
    let answer = exchange(&sandbox(), &request.repeat(3));
    assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 3, "{answer}");
}

#[test]
fn slow_clients_are_given_up_and_keep_nobody_waiting() {
    let sandbox = Sandbox::builder().app(1, "x").patience(Duration::from_millis(100)).start().unwrap();
    let started = Instant::now();
    let mut slow = TcpStream::connect(sandbox.addr()).unwrap();
    slow.write_all(b"GET / HT").unwrap();
    assert_eq!(common::send(&sandbox, "GET", "", "").code(), 100_000_006);
    let mut rest = Vec::new();
    let _ = slow.read_to_end(&mut rest);
    let head = b"POST /x HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\nconnection: close\r\n\r\nslow";
    assert!(exchange(&sandbox, head).starts_with("HTTP/1.1 404"));
    assert!(started.elapsed() < Duration::from_secs(5));
}

/// Who sends requests and reads no answer cannot hold a connection for ever.
#[test]
fn a_client_that_reads_nothing_is_given_up() {
    let sandbox = Sandbox::builder().app(1, "x").patience(Duration::from_millis(100)).start().unwrap();
    let mut stream = TcpStream::connect(sandbox.addr()).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(60))).unwrap();
    let requests = b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(1000);
    let error = loop {
        if let Err(error) = stream.write_all(&requests) {
            break error.kind();
        }
    };
    assert!(matches!(error, ErrorKind::ConnectionReset | ErrorKind::BrokenPipe), "{error}");
}

#[test]
fn stopping_closes_connections_and_frees_the_port() {
    let sandbox = sandbox();
    let address = sandbox.addr();
    let _idle = TcpStream::connect(address).unwrap();
    let mut half = TcpStream::connect(address).unwrap();
    half.write_all(b"GET /").unwrap();
    let started = Instant::now();
    sandbox.stop();
    assert!(started.elapsed() < Duration::from_secs(5));
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn a_request_in_flight_is_answered_when_stopping() {
    let sandbox = sandbox();
    let mut stream = TcpStream::connect(sandbox.addr()).unwrap();
    stream.write_all(b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n").unwrap();
    // The sandbox has read the head once it has answered a later request.
    common::send(&sandbox, "GET", "", "");
    let stopping = std::thread::spawn(move || sandbox.stop());
    std::thread::sleep(Duration::from_millis(100));
    stream.write_all(b"{}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("Action is missing"), "{answer}");
    stopping.join().unwrap();
}

#[test]
fn observers_are_told_without_parameters() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let lines = Arc::clone(&told);
    let sandbox = Sandbox::builder()
        .app(common::APP_ID, SECRET)
        .first_request_id(7)
        .observe(move |exchange| lines.lock().unwrap().push(exchange.to_string()))
        .start()
        .unwrap();
    common::get(&sandbox, "CallReject", &[("FromUserId", "user0")]);
    common::send(&sandbox, "GET", &format!("Action={SECRET}"), "");
    let expected =
        ["GET CallReject app=12345 status=200 code=660000002 request=7", "GET - status=200 code=100000007 request=8"];
    assert_eq!(*told.lock().unwrap(), expected);
    assert!(!format!("{sandbox:?}{:?}", Sandbox::builder().app(1, SECRET)).contains(SECRET));
}

#[test]
fn only_loopback_addresses_are_accepted() {
    for address in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0", "[::ffff:127.0.0.1]:0"] {
        let error = Sandbox::builder().app(1, "x").listen(address).start().unwrap_err();
        assert!(matches!(error, StartError::NotLoopback { .. }), "{address}: {error}");
    }
    for address in ["", "127.0.0.1", "zim-api.zego.im:443", "localhost", "127.0.0.1:65536"] {
        let error = Sandbox::builder().app(1, "x").listen(address).start().unwrap_err();
        assert!(matches!(error, StartError::Address { .. }), "{address}: {error}");
    }
    for address in ["127.0.0.1:0", "127.0.0.2:0", "localhost:0"] {
        assert!(Sandbox::builder().app(1, "x").listen(address).start().is_ok(), "{address}");
    }
}

#[test]
fn other_machines_reach_it_only_where_that_is_allowed() {
    let remote = |control: bool| Sandbox::builder().app(1, "x").listen("0.0.0.0:0").allow_remote(true).control(control);
    let error = remote(true).start().unwrap_err();
    assert!(matches!(error, StartError::RemoteControl { .. }), "{error}");
    // It is stopped before anybody could find it.
    assert!(!remote(false).start().unwrap().addr().ip().is_loopback());
}

#[test]
fn what_cannot_start_says_why() {
    let error = |builder: zim_sandbox::Builder| builder.start().unwrap_err().to_string();
    assert_eq!(error(Sandbox::builder()), "no application was given, so no request could be authenticated");
    assert_eq!(error(Sandbox::builder().app(1, "")), "the server secret of application 1 is empty");
    assert_eq!(error(Sandbox::builder().app(1, "x").app(1, "y")), "application 1 was given twice");
    let running = sandbox();
    let taken = error(Sandbox::builder().app(1, "x").listen(running.addr().to_string()));
    assert_eq!(taken, format!("cannot listen on {}", running.addr()));
}
