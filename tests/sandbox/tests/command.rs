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
    let remote = "is allowed in so many words; allow it with --allow-remote";
    check_failure(
        &listen("0.0.0.0:0"),
        "0.0.0.0:0 is not a loopback address; other machines reach it only where that ",
    );
    check_failure(&listen("0.0.0.0:0"), remote);
    let control = [&listen("0.0.0.0:0")[..], &["--allow-remote", "--control"]].concat();
    check_failure(
        &control,
        "the control endpoint is for this machine alone, and 0.0.0.0:0 is not a loopback address; leave out --control",
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    check_failure(&listen(&address), &format!("cannot listen on {address}"));
    check_failure(&listen(&address), "another program listens there: choose another port, or 0 for any free one");
    check_failure(&listen("nowhere"), "`nowhere` is not an address");
    check_failure(&["--app-id", "1", "--secret", SECRET, "--call", "x"], "expected ID=USER,USER");
    check_failure(&["--app-id", "1", "--secret", SECRET, "--spec", "/nonexistent"], "/nonexistent");
    let two = ["--app-id", "1", "--app-id", "2", "--secret", SECRET];
    check_failure(&two, "2 times --app-id, but 1 server secrets: give one --secret for each --app-id");
    let callback = |url| ["--app-id", "1", "--secret", SECRET, "--callback", url];
    check_failure(&callback("http://example.com/?a=b"), "it is no address of the loopback");
    check_failure(&callback("call_rejct=http://127.0.0.1/"), "did you mean `call_reject`?");
    check_failure(
        &["--app-id", "1", "--secret", SECRET, "--callback-body", "xml"],
        "write one of: json, percent, form",
    );
}

#[test]
fn a_bad_scenario_is_told_with_its_place() {
    let started = ["--app-id", "1", "--secret", SECRET];
    let with = |args: &[&'static str]| [&started[..], args].concat();
    check_failure(&with(&["--fail", "CallReject"]), "expected ACTION=CODE, such as CallReject=660900005");
    check_failure(&with(&["--fail", "CallReject=x"]), "expected ACTION=CODE");
    check_failure(&with(&["--fail", "CallRejcet=1"]), "there is no action `CallRejcet`, did you mean CallReject?");
    check_failure(&with(&["--scenario", "/nonexistent"]), "cannot read the scenario /nonexistent: No such file");
    let bad = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/bad.yaml");
    check_failure(&with(&["--scenario", bad]), "bad.yaml:3:14");
    check_failure(&with(&["--scenario", bad]), "there is no action `CallRejcet`, did you mean CallReject?");
}

/// A running command, stopped when it is dropped.
struct Running {
    child: Child,
    url: String,
}

impl Running {
    fn start(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.strip_prefix("listening on ").unwrap_or_else(|| panic!("{line}")).trim_end().to_owned();
        Self { child, url }
    }

    /// The answer to a CallReject of nothing, signed at `now` (seconds of Unix time).
    fn reject(&self, app_id: u32, secret: &str, now: i64) -> String {
        let nonce = nonce();
        let signature = md5_hex(&format!("{app_id}{nonce}{secret}{now}"));
        let common = format!("AppId={app_id}&SignatureNonce={nonce}&Timestamp={now}&SignatureVersion=2.0");
        let url = format!("{}/?Action=CallReject&{common}&Signature={signature}", self.url);
        ureq::get(url).call().unwrap().body_mut().read_to_string().unwrap()
    }

    /// Stops it, and gives what it said on standard error.
    fn stop(mut self) -> String {
        signal(&self.child, "-TERM");
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        log
    }
}

#[test]
fn several_applications_a_standing_clock_and_a_scenario() {
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/late.yaml");
    let apps = ["--app-id", "1", "--app-id", "2", "--clock", "1615186943000", "--quiet", "--scenario", scenario];
    for secrets in [&["--secret", "first", "--secret", "second"][..], &[]] {
        let running = Running::start(command(&[&apps[..], secrets].concat()).env("ZIM_SANDBOX_SECRET", "first,second"));
        for (app_id, secret, code) in [(1, "first", 660_000_002), (2, "second", 660_000_002), (1, "first", 660_900_006)]
        {
            let answer = running.reject(app_id, secret, 1_615_186_943);
            assert!(answer.contains(&format!("\"Code\":{code}")), "{app_id}: {answer}");
        }
        assert_eq!(running.stop(), "");
    }
}

/// What is ordered on the command line comes before the file; the control endpoint changes it, and resets it.
#[test]
fn failures_by_option_and_by_http() {
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/late.yaml");
    let args = ["--app-id", "1", "--secret", "x", "--clock", "0", "--fail", "CallReject=660900005", "--control"];
    let running = Running::start(&mut command(&[&args[..], &["--scenario", scenario]].concat()));
    let control = format!("{}/_sandbox/scenario", running.url);
    let check = |code: i64| {
        let answer = running.reject(1, "x", 0);
        assert!(answer.contains(&format!("\"Code\":{code}")), "{answer}");
    };
    check(660_900_005);
    ureq::put(&control).send("rules: [{action: \"*\", code: 1}]").unwrap();
    check(1);
    ureq::delete(&control).call().unwrap();
    check(660_000_002);
    ureq::post(control.replace("scenario", "reset")).send_empty().unwrap();
    check(660_900_005);
    let log = running.stop();
    assert_eq!(log.lines().count(), 4, "{log}");
}

#[test]
fn it_says_that_other_machines_can_reach_it() {
    let args = ["--app-id", "1", "--secret", "x", "--listen", "0.0.0.0:0", "--allow-remote"];
    let running = Running::start(&mut command(&args));
    let log = running.stop();
    assert!(
        log.contains("warning: other machines can reach 0.0.0.0:") && log.contains("nothing is encrypted"),
        "{log}"
    );
}

/// The examples of the help are true: each starts.
#[test]
fn helps_with_examples() {
    let output = command(&["--help"]).output().unwrap();
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).unwrap();
    let (_, examples) = help.split_once("Examples:").unwrap();
    let examples: Vec<_> = examples.lines().filter_map(|line| line.trim().strip_prefix("zim-sandbox ")).collect();
    assert_eq!(examples.len(), 4, "{help}");
    for example in examples {
        let args: Vec<&str> = example.split(' ').collect();
        Running::start(command(&args).env("ZIM_SANDBOX_SECRET", SECRET)).stop();
    }
}

#[test]
fn takes_a_folder_of_actions() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/spec");
    let running = Running::start(&mut command(&["--app-id", "1", "--secret", "x", "--spec", folder]));
    let url = &running.url;
    let answer = ureq::get(format!("{url}/?Action=ReadLevels")).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(answer.contains("AppId is missing"), "{answer}");
    running.stop();
}
