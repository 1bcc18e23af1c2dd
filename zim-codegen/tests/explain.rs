//! `explain` as a user asks it: pages and JSON to the byte, words that mean nothing, specs with mistakes.
//!
//! What is expected of the shipped spec is in `tests/explain/`; `ZIM_BLESS=1 cargo test -p zim-codegen --features cli
//! --test explain` writes it. That everything there is can be explained is tested beside the command itself.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod bench;

use bench::{Bench, command, contains};
use std::fs;
use std::path::Path;
use std::process::Output;

/// What is printed is what `tests/explain/NAME` holds.
#[track_caller]
fn check(arguments: &[&str], name: &str) {
    let bench = Bench::new();
    let Output { status, stdout, stderr } =
        command(&[&["explain", "--spec", "spec"], arguments].concat(), bench.root.path());
    assert_eq!((status.code(), String::from_utf8(stderr).unwrap().as_str()), (Some(0), ""), "{arguments:?}");
    let found = String::from_utf8(stdout).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain").join(name);
    if std::env::var_os("ZIM_BLESS").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        found,
        expected,
        "{} differs; `ZIM_BLESS=1 cargo test -p zim-codegen --features cli --test explain` accepts what was found",
        path.display()
    );
}

#[test]
fn a_code() {
    check(&["660900005"], "code.txt");
    check(&["callended"], "code.txt");
    check(&["CallEnded", "--format", "json"], "code.json");
}

#[test]
fn an_action() {
    check(&["CallReject"], "action.txt");
    check(&["CreateGroup"], "action-with-a-batch.txt");
    check(&["ClearConversationUnread", "--format", "json"], "action.json");
}

#[test]
fn a_rule() {
    check(&["length-unit"], "rule.txt");
    check(&["runtime-path", "--format", "json"], "rule.json");
}

#[test]
fn a_callback_a_type_and_a_charset() {
    check(&["before_send_msg"], "callback.txt");
    check(&["ConvType"], "enumeration.txt");
    check(&["MessageBody"], "union.txt");
    check(&["IdCharacters"], "charset.txt");
}

/// A word that means nothing: it could not run, and says what was probably meant.
#[track_caller]
fn check_unknown(word: &str, expected: &str) {
    let bench = Bench::new();
    let output = command(&["explain", "--spec", "spec", "--", word], bench.root.path());
    assert_eq!(output.status.code(), Some(2), "{word}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "", "{word}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), format!("error: {expected}\n"));
}

#[test]
fn a_word_that_means_nothing() {
    check_unknown("66090006", "no return code `66090006` is known: did you mean 660900006 (InvitationTimedOut)?");
    check_unknown("CallRejct", "nothing is called `CallRejct`: did you mean the action `CallReject`?");
    check_unknown("unknown_key", "nothing is called `unknown_key`: did you mean the rule `unknown-key`?");
    let anything = "write a return code or its name, a rule such as `length-unit`, an action, a callback or a type";
    check_unknown("", &format!("nothing is called ``: {anything}"));
    check_unknown("\u{202e}\u{7}", &format!("nothing is called `\\u{{202e}}\\u{{7}}`: {anything}"));
}

#[test]
fn what_is_called_alike_is_explained_in_turn() {
    let bench = Bench::new();
    let types = "types:\n  CallEnded: {type: string, max_bytes: 24, doc: A type called like a code.}\n";
    fs::write(bench.spec("types/own.yaml"), types).unwrap();
    let action = "actions/call/call_reject.yaml";
    bench.edit(&bench.spec(action), "CallId: {type: CallId", "CallId: {type: CallEnded");
    let text = bench.expect(&["explain", "--spec", "spec", "CallEnded"], 0);
    contains(&text, &["660900005 CallEnded\n", "\n\nCallEnded, a type: string\n", "at most 24 bytes"]);
    let json = bench.expect(&["explain", "--spec", "spec", "CallEnded", "--format", "json"], 0);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!([&json[0]["kind"], &json[1]["kind"]], ["code", "type"]);
}

#[test]
fn a_limit_is_told_as_the_spec_states_it() {
    let bench = Bench::new();
    bench.edit(&bench.spec("actions/call/call_reject.yaml"), "max_bytes: 2048", "max_bytes: 1024");
    contains(&bench.expect(&["explain", "CallReject", "--spec", "spec"], 0), &["at most 1024 bytes"]);
}

/// A rule is asked for when a spec has mistakes: nothing else is told of such a spec.
#[test]
fn a_spec_with_mistakes() {
    let bench = Bench::new();
    bench.edit(&bench.spec("actions/call/call_reject.yaml"), "type: UserId", "type: UserIdd");
    contains(&bench.expect(&["explain", "unknown-type", "--spec", "spec"], 0), &["unknown-type: a type that"]);
    contains(&bench.expect(&["explain", "CallReject", "--spec", "spec"], 1), &["error[unknown-type]"]);
    contains(&bench.expect(&["explain", "unknown-type", "--spec", "nowhere"], 0), &["unknown-type: a type that"]);
    contains(&bench.expect(&["explain", "CallReject", "--spec", "nowhere"], 2), &["nowhere"]);
}

/// Away from the workspace the shipped spec answers.
#[test]
fn without_files() {
    let folder = tempfile::TempDir::new().unwrap();
    let output = command(&["explain", "CallEnded"], folder.path());
    assert_eq!(output.status.code(), Some(0));
    contains(&String::from_utf8(output.stdout).unwrap(), &["660900005 CallEnded"]);
}

/// Somebody who has read enough is no error, and a page that does not get out is one.
#[cfg(target_os = "linux")]
#[test]
fn into_a_pipe_that_is_closed_or_a_disk_that_is_full() {
    use std::process::{Command, Stdio};
    let bench = Bench::new();
    let run = |stdout: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zim-codegen"));
        command.args(["explain", "CallReject", "--spec", "spec"]).current_dir(bench.root.path());
        command.stdout(stdout).stderr(Stdio::null()).status().unwrap().code()
    };
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    assert_eq!(run(Stdio::from(writer)), Some(0));
    assert_eq!(run(Stdio::from(fs::OpenOptions::new().write(true).open("/dev/full").unwrap())), Some(2));
}
