//! The command: its one line of output, its log, its signals, its exit codes.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]
#![cfg(unix)]

mod common;

use common::{APP_ID, CALL, SECRET, md5_hex, nonce, query};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zim-sandbox"));
    command
        .args(args)
        .env_remove("ZIM_SANDBOX_SECRET")
        .env_remove("ZIM_SANDBOX_CALLBACK_SECRET")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

/// Starts with a user and a call, sends a request, and stops with a signal.
#[track_caller]
fn check(stop: &str) {
    let call = format!("{CALL}=user0,user1");
    let args = ["--app-id", "12345", "--user", "user0", "--call", &call];
    let mut child = command(&args).env("ZIM_SANDBOX_SECRET", SECRET).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let url = line.strip_prefix("listening on ").unwrap().trim_end();
    assert!(url.starts_with("http://127.0.0.1:"), "{line}");

    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let nonce = nonce();
    let pairs = [
        ("Action", "CallReject".to_owned()),
        ("AppId", APP_ID.to_string()),
        ("SignatureNonce", nonce.clone()),
        ("Timestamp", now.to_string()),
        ("SignatureVersion", "2.0".to_owned()),
        ("Signature", md5_hex(&format!("{APP_ID}{nonce}{SECRET}{now}"))),
        ("FromUserId", "user0".to_owned()),
        ("CallId", CALL.to_owned()),
    ];
    let pairs: Vec<_> = pairs.map(|(name, value)| (name.to_owned(), value)).into();
    let body = ureq::get(format!("{url}/?{}", query(&pairs))).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(body.contains("\"Code\":0"), "{body}");

    signal(&child, stop);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let (mut rest, mut log) = (String::new(), String::new());
    out.read_to_string(&mut rest).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert_eq!(rest, "");
    assert_eq!(log, "GET CallReject app=12345 status=200 code=0 request=343649807833778782\n");
}

#[test]
fn stops_on_signals() {
    check("-TERM");
    check("-INT");
}

/// Does not start: exit code 2, nothing on standard output, the reason on standard error.
#[track_caller]
fn check_failure(args: &[&str], reason: &str) {
    let output = command(args).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), b"".as_slice()), "{error}");
    assert!(error.contains(reason), "{error}");
    assert!(!error.contains(SECRET), "{error}");
}

#[test]
fn does_not_start() {
    check_failure(&[], "--app-id");
    check_failure(&["--app-id", "x"], "invalid value");
    check_failure(&["--app-id", "1"], "no server secret: set ZIM_SANDBOX_SECRET");
    let listen = |address| ["--app-id", "1", "--secret", SECRET, "--listen", address];
    check_failure(&listen("0.0.0.0:0"), "not a loopback address");
    check_failure(&listen("nowhere"), "`nowhere` is not an address");
    check_failure(&["--app-id", "1", "--secret", SECRET, "--call", "x"], "expected ID=USER,USER");
    check_failure(&["--app-id", "1", "--secret", SECRET, "--spec", "/nonexistent"], "/nonexistent");
    let callback = |url| ["--app-id", "1", "--secret", SECRET, "--callback", url];
    check_failure(&callback("http://example.com/?a=b"), "it is no address of the loopback");
    check_failure(&callback("call_rejct=http://127.0.0.1/"), "did you mean `call_reject`?");
    check_failure(
        &["--app-id", "1", "--secret", SECRET, "--callback-body", "xml"],
        "write one of: json, percent, form",
    );
}

#[test]
fn helps_with_an_example() {
    let output = command(&["--help"]).output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8(output.stdout).unwrap().contains("zim-sandbox --app-id 12345"));
}

#[test]
fn takes_a_folder_of_actions() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/spec");
    let mut child = command(&["--app-id", "1", "--secret", "x", "--spec", folder]).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.strip_prefix("listening on ").unwrap_or_else(|| panic!("{line}")).trim_end();
    let answer = ureq::get(format!("{url}/?Action=ReadLevels")).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(answer.contains("AppId is missing"), "{answer}");
    signal(&child, "-TERM");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
