//! The control endpoint: off unless asked for, closed to pages from elsewhere, and what each of its parts does.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::receiver::{Receiver, Reply};
use common::{APP_ID, NOW, SECRET};
use serde_json::{Value, json};
use std::time::Duration;
use zim_sandbox::{Clock, Sandbox};

fn sandbox(control: bool) -> Sandbox {
    Sandbox::builder().app(APP_ID, SECRET).clock(Clock::manual(NOW * 1000)).control(control).start().unwrap()
}

/// Sends a request to the control endpoint, and gives its status and answer.
#[track_caller]
fn ask(sandbox: &Sandbox, method: &str, path: &str, body: &str, headers: &[(&str, &str)]) -> (u16, Value) {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut request = ureq::http::Request::builder().method(method).uri(format!("{}/_sandbox{path}", sandbox.url()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut response = agent.run(request.body(body.to_owned()).unwrap()).unwrap();
    let text = response.body_mut().read_to_string().unwrap();
    (response.status().as_u16(), serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}")))
}

#[test]
fn off_unless_asked_for() {
    let (status, answer) = ask(&sandbox(false), "GET", "/clock", "", &[]);
    assert_eq!(status, 404);
    assert!(answer["error"].as_str().unwrap().contains("--control"), "{answer}");
}

#[test]
fn closed_to_pages_from_elsewhere() {
    let sandbox = sandbox(true);
    let own = sandbox.url();
    for (header, status) in [
        (("Host", "example.com"), 403),
        (("Origin", "http://example.com"), 403),
        (("Origin", "null"), 403),
        (("Origin", "https://127.0.0.1"), 403),
        (("Origin", own.as_str()), 200),
        (("Host", "localhost"), 200),
    ] {
        assert_eq!(ask(&sandbox, "GET", "/clock", "", &[header]).0, status, "{header:?}");
    }
}

#[test]
fn unknown_paths_and_methods_say_what_there_is() {
    let sandbox = sandbox(true);
    let (status, answer) = ask(&sandbox, "GET", "/clok", "", &[]);
    assert!(status == 404 && answer["error"].as_str().unwrap().contains("GET /_sandbox/clock"), "{answer}");
    assert_eq!(ask(&sandbox, "DELETE", "/clock", "", &[]), (405, json!({"error": "send GET or POST"})));
}

#[test]
fn time_is_read_set_and_moved_on() {
    let sandbox = sandbox(true);
    let now = NOW * 1000;
    for (body, expected) in [
        (r#"{"advance": 90000}"#, Some(now + 90_000)),
        (r#"{"advance": -1}"#, Some(now + 89_999)),
        (r#"{"set": 5}"#, Some(5)),
        (r#"{"set": 5, "advance": 1}"#, None),
        (r#"{"set": "5"}"#, None),
        ("", None),
    ] {
        let (status, answer) = ask(&sandbox, "POST", "/clock", body, &[]);
        assert_eq!(answer["now"].as_i64(), expected, "{body}");
        assert_eq!(status, if expected.is_some() { 200 } else { 400 }, "{body}");
    }
    assert_eq!(ask(&sandbox, "GET", "/clock", "", &[]), (200, json!({"now": 5})));
}

#[test]
fn requests_are_counted_by_action() {
    let sandbox = sandbox(true);
    assert_eq!(ask(&sandbox, "GET", "/received", "", &[]), (200, json!({})));
    common::get(&sandbox, "CallReject", &[]);
    common::get(&sandbox, "CallReject", &[]);
    common::get(&sandbox, "Nothing", &[]);
    assert_eq!(ask(&sandbox, "GET", "/received", "", &[]), (200, json!({"CallReject": 2})));
}

#[test]
fn callbacks_are_told_and_posted() {
    let receiver = Receiver::new(|nth| Reply::Status(if nth == 0 { 500 } else { 200 }, ""));
    let builder = Sandbox::builder().app(APP_ID, SECRET).clock(Clock::manual(NOW * 1000)).control(true);
    let sandbox = builder.callback_url(receiver.url()).start().unwrap();
    assert_eq!(ask(&sandbox, "GET", "/callbacks", "", &[]), (200, json!({"callbacks": []})));
    let post = |body: &str| ask(&sandbox, "POST", "/callbacks", body, &[]);
    let body = r#"{"app_id": 12345, "event": "user_action", "fields": {"user_id": "user0", "action": 0}}"#;
    assert_eq!(post(body), (200, json!({"id": 1})));
    assert!(sandbox.settle_callbacks(Duration::from_secs(60)));
    let told = || ask(&sandbox, "GET", "/callbacks", "", &[]).1["callbacks"][0].clone();
    let waiting = told();
    assert_eq!((&waiting["outcome"], &waiting["due"]), (&json!("waiting"), &json!(NOW * 1000 + 2000)));
    assert_eq!(waiting["attempts"], json!([{"at": NOW * 1000, "status": 500}]));
    ask(&sandbox, "POST", "/clock", r#"{"advance": 2000}"#, &[]);
    assert!(sandbox.settle_callbacks(Duration::from_secs(60)));
    assert_eq!((&told()["outcome"], &told()["due"]), (&json!("delivered"), &Value::Null));
    for (body, reason) in [
        ("{", "the body is not JSON"),
        ("{}", "send {\"app_id\": NUMBER"),
        (r#"{"app_id": 12345, "event": "x", "fields": []}"#, "send {\"app_id\": NUMBER"),
        (r#"{"app_id": 12345, "event": "user_acton"}"#, "did you mean `user_action`?"),
        (r#"{"app_id": 1, "event": "user_action"}"#, "there is no application 1 here"),
    ] {
        let (status, answer) = post(body);
        assert_eq!(status, 400, "{body}");
        assert!(answer["error"].as_str().unwrap().contains(reason), "{answer}");
    }
}
