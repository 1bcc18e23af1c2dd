//! The commands that send a request again, run by a shell: `curl` is a function that tells its arguments.
#![cfg(unix)]

use crate::common::{self, CALL, NOW, SECRET};
use crate::{ask, last, sandbox};
use serde_json::json;
use std::process::Command;
use zim_sandbox::Sandbox;

/// Each argument on a line after `>`; the clock is answered as the sandbox would.
const CURL: &str =
    r#"curl() { case "$*" in */_sandbox/clock) printf '{"now":%s}' "$NOW";; *) printf '>%s\n' "$@";; esac; }"#;

/// What the command gives to curl.
#[track_caller]
fn arguments(command: &str) -> Vec<String> {
    let output = Command::new("sh")
        .args(["-euc", &format!("{CURL}\n{command}")])
        .env("ZIM_SECRET", SECRET)
        .env("NOW", (NOW * 1000).to_string())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}{command}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.split('>').filter(|line| !line.is_empty()).map(|line| line.trim_end_matches('\n').to_owned()).collect()
}

/// Sends what the last request was recorded as, by its command. What it had is sent again, with a new signature.
#[track_caller]
fn check(sandbox: &Sandbox, code: i64) {
    let entry = last(sandbox);
    let command = entry["curl"].as_str().unwrap();
    let arguments = arguments(command);
    let url = arguments.iter().find(|argument| argument.starts_with("http://")).unwrap();
    let query = url.split_once('?').unwrap().1;
    let body = arguments.iter().position(|argument| argument == "--data-raw").map(|at| arguments[at + 1].clone());
    let answer = common::send(sandbox, entry["method"].as_str().unwrap(), query, &body.clone().unwrap_or_default());
    assert_eq!(answer.code(), code, "{answer:?}\n{command}\n{arguments:?}");
    let again = last(sandbox);
    assert_eq!((&again["params"], &again["body"]["text"]), (&entry["params"], &json!(body.unwrap_or_default())));
}

#[test]
fn requests_are_sent_again_signed_afresh() {
    let sandbox = sandbox();
    common::get(&sandbox, "CallReject", &[("FromUserId", "$(touch x)`id`\"\\'[]{} é!"), ("CallId", CALL)]);
    check(&sandbox, 660_000_002);
    // One that was refused for its signature passes.
    common::send(&sandbox, "GET", "Action=CallReject&AppId=12345&Signature=0&FromUserId=user0&CallId=1", "");
    check(&sandbox, 660_900_004);
    let body = json!({
        "FromUserId": "user0", "ToUserId": ["user1"], "MessageType": 1, "Priority": 1,
        "MessageBody": {"Message": "it's $HOME `id` \"é\" \\ !"},
    });
    common::post(&sandbox, "SendPeerMessage", &body.to_string());
    check(&sandbox, 0);
}

#[test]
fn the_first_request_is_one_that_the_sandbox_takes() {
    let sandbox = sandbox();
    let spec = ask(&sandbox, "GET", "/spec", "").1;
    let arguments = arguments(spec["first"].as_str().unwrap());
    let answer = common::send(&sandbox, "GET", arguments.last().unwrap().split_once('?').unwrap().1, "");
    assert_eq!(answer.code(), 0, "{arguments:?}");
}

#[test]
fn without_a_secret_nothing_is_sent() {
    let command = ask(&sandbox(), "GET", "/spec", "").1["first"].as_str().unwrap().to_owned();
    let output =
        Command::new("sh").args(["-c", &format!("{CURL}\n{command}")]).env_remove("ZIM_SECRET").output().unwrap();
    assert!(!output.status.success() && output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("the server secret"));
}
