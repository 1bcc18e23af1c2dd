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
fn a_scenario_is_set_read_and_ended() {
    let sandbox = sandbox(true);
    let none = json!({"rules": []});
    let code = || common::get(&sandbox, "CallReject", &[]).code();
    assert_eq!(ask(&sandbox, "GET", "/scenario", "", &[]), (200, none.clone()));
    for body in [
        r#"{"rules": [{"action": "CallReject", "code": 660900005, "from": 2}]}"#,
        "rules:\n  - {action: CallReject, code: 660900005, from: 2}\n",
    ] {
        let set = json!({"rules": [{"action": "CallReject", "code": 660_900_005, "from": 2}]});
        assert_eq!(ask(&sandbox, "PUT", "/scenario", body, &[]), (200, set.clone()), "{body}");
        assert_eq!(ask(&sandbox, "GET", "/scenario", "", &[]), (200, set));
        assert_eq!((code(), code(), code()), (660_000_002, 660_900_005, 660_900_005));
        assert_eq!(ask(&sandbox, "GET", "/scenario/progress", "", &[]), (200, json!([{"calls": 3, "acted": 2}])));
    }
    assert_eq!(ask(&sandbox, "DELETE", "/scenario", "", &[]), (200, none.clone()));
    assert_eq!(code(), 660_000_002);
    let (status, answer) = ask(&sandbox, "PUT", "/scenario", "rules:\n  - {action: CallRejcet, code: 1}", &[]);
    let problem = json!({
        "line": 2,
        "column": 14,
        "message": "there is no action `CallRejcet`, did you mean CallReject?",
        "help": "write the action as ZIM calls it, or \"*\" for all",
    });
    assert_eq!((status, &answer["problems"]), (400, &json!([problem])));
    assert!(answer["error"].as_str().unwrap().contains("body:2:14"), "{answer}");
    assert_eq!(ask(&sandbox, "POST", "/scenario", "", &[]), (405, json!({"error": "send GET or PUT or DELETE"})));
    assert_eq!(ask(&sandbox, "GET", "/scenario", "", &[]), (200, none));
}

#[test]
fn the_state_is_read_and_replaced() {
    let (sandbox, other) = (sandbox(true), sandbox(true));
    sandbox.register_user("ann");
    let (status, state) = ask(&sandbox, "GET", "/state", "", &[]);
    assert_eq!((status, &state["apps"]), (200, &sandbox.dump()));
    assert_eq!((&state["tables"]["users"][0]["user_id"], other.dump() == sandbox.dump()), (&json!("ann"), false));
    assert_eq!(ask(&other, "PUT", "/state", &state.to_string(), &[]), (200, state.clone()));
    assert_eq!(other.dump(), sandbox.dump());
    for (body, error) in [
        ("x", "the body is not JSON"),
        ("{}", "send {\"apps\": …} as GET answers it"),
        (r#"{"apps": {"12345": {"tables": {"user": [{}]}}}}"#, "the spec has no table `user`"),
    ] {
        let (status, answer) = ask(&other, "PUT", "/state", body, &[]);
        assert!(status == 400 && answer["error"].as_str().unwrap().contains(error), "{body}: {answer}");
    }
    // What is refused changes nothing, and a reset returns to the start.
    assert_eq!(other.dump(), sandbox.dump());
    ask(&other, "POST", "/reset", "", &[]);
    assert_ne!(other.dump(), sandbox.dump());
}

#[test]
fn a_reset_returns_to_the_start() {
    let sandbox = sandbox(true);
    common::get(&sandbox, "CallReject", &[]);
    ask(&sandbox, "PUT", "/scenario", "rules: [{action: CallReject, code: 1}]", &[]);
    ask(&sandbox, "POST", "/clock", r#"{"advance": 5}"#, &[]);
    assert_eq!(ask(&sandbox, "POST", "/reset", "", &[]), (200, json!({"reset": true})));
    assert_eq!(ask(&sandbox, "GET", "/scenario", "", &[]), (200, json!({"rules": []})));
    assert_eq!(ask(&sandbox, "GET", "/received", "", &[]), (200, json!({})));
    assert_eq!(ask(&sandbox, "GET", "/clock", "", &[]), (200, json!({"now": NOW * 1000})));
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
