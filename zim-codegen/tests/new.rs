//! `new` as an author uses it: a draft asks for what it lacks and nothing else, its examples hold, and what is there
//! already stays.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod bench;

use bench::{Bench, command, contains};
use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Output};
use zim_spec::diagnostic::{Diagnostics, SourceFile};
use zim_spec::load::{Layer, load};

const ACTION: (&[&str], &str) = (&["CallForward", "--group", "call"], "actions/call/call_forward.yaml");
const POST: (&[&str], &str) = (&["CallForward", "--group", "call", "--method", "POST"], ACTION.1);
const CALLBACK: (&[&str], &str) =
    (&["call_forward", "--group", "call", "--callback"], "callbacks/call/call_forward.yaml");

/// The text of a draft.
#[track_caller]
fn draft(arguments: &[&str]) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    let Output { status, stdout, stderr } = command(&[&["new", "--stdout"], arguments].concat(), folder.path());
    assert_eq!((status.code(), String::from_utf8(stderr).unwrap().as_str()), (Some(0), ""));
    String::from_utf8(stdout).unwrap()
}

/// The findings about `text` at `file` over the shipped spec, and the lines that they are at.
fn lint(file: &str, text: &str) -> (Diagnostics, BTreeSet<usize>) {
    let own = Layer::from_files("own", vec![SourceFile::new(file, text)]);
    let found = load(&[Layer::shipped(), own]).diagnostics;
    let lines = found.iter().map(|finding| finding.place.as_ref().map_or(0, |place| found.position(place).0)).collect();
    (found, lines)
}

/// What is found about a draft is found on the lines that are to be filled in, and on each of these.
#[track_caller]
fn check_spots((arguments, file): (&[&str], &str)) {
    let text = draft(arguments);
    let marked: BTreeSet<usize> =
        text.lines().enumerate().filter(|(_, line)| line.contains("# fill in: ")).map(|(at, _)| at + 1).collect();
    let (found, lines) = lint(file, &text);
    assert_eq!(lines, marked, "{found}");
    assert!(marked.len() > 2 && text.ends_with('\n') && !text.contains('\r'), "{text}");
    assert!(["<NAME>", "<METHOD>", "<TODAY>"].iter().all(|hole| !text.contains(hole)), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 120 && !line.ends_with(' ')), "{text}");
}

#[test]
fn a_draft_asks_for_what_it_lacks_and_nothing_else() {
    check_spots(ACTION);
    check_spots(POST);
    check_spots(CALLBACK);
}

/// A draft with everything filled in that is asked for.
fn filled(text: &str) -> String {
    let filled = text
        .replace("summary: \"\"", "summary: Forward a call to another user.")
        .replace("page: \"\"", "page: zim-server/call/forward")
        .replace(
            "\"\": {type: \"\", required: true, doc: \"\"}",
            "FromUserId: {type: UserId, required: true, doc: Who.}",
        )
        .replace("\"\": {type: \"\", doc: \"\"}", "call_id: {type: CallId, doc: The call., example: c1}")
        .replace("- \"\"", "- 660000002");
    assert!(!filled.contains("\"\""), "adapt the test to the draft:\n{filled}");
    filled
}

/// The examples of a draft: which lines each takes, without those that are for the author. An example that belongs to
/// a section that is there starts with blanks.
fn examples(text: &str) -> Vec<Vec<usize>> {
    let is_example = |line: &str| line.starts_with('#') && !line.starts_with("##");
    let mut examples: Vec<Vec<usize>> = Vec::new();
    let mut before = None;
    for (at, _) in text.lines().enumerate().filter(|(_, line)| is_example(line)) {
        match examples.last_mut().filter(|_| before == Some(at)) {
            Some(example) => example.push(at),
            None => examples.push(vec![at]),
        }
        before = Some(at + 1);
    }
    examples
}

/// `text` with the `#` of these lines taken away.
fn with(text: &str, lines: &[usize]) -> String {
    let line = |(at, line): (usize, &str)| {
        format!("{}\n", if lines.contains(&at) { line.strip_prefix('#').unwrap() } else { line })
    };
    text.lines().enumerate().map(line).collect()
}

/// Each example is valid once it is part of the entry: all of them together, and each alone, beside those whose fields
/// it speaks of.
#[track_caller]
fn check_examples((arguments, file): (&[&str], &str), expected: &[&str], bases: &[&str]) {
    let text = filled(&draft(arguments));
    let examples = examples(&text);
    let name = |example: &[usize]| {
        let line = text.lines().nth(example[0]).unwrap();
        line.trim_start_matches(['#', ' ', '-']).split(':').next().unwrap().to_owned()
    };
    assert_eq!(examples.iter().map(|example| name(example)).collect::<Vec<_>>(), expected);
    check_clean(file, &text);
    check_clean(file, &with(&text, &examples.concat()));
    let base: Vec<usize> =
        examples.iter().filter(|base| bases.contains(&name(base).as_str())).flatten().copied().collect();
    for example in &examples {
        check_clean(file, &with(&text, &[base.as_slice(), example].concat()));
    }
}

#[track_caller]
fn check_clean(file: &str, text: &str) {
    let found = lint(file, text).0;
    assert!(found.is_empty(), "{found}\nin\n{text}");
}

#[test]
fn every_example_of_an_action_holds() {
    // Rules, items and paging speak of the further parameters and of the fields of the reply.
    let names = [
        "doc",
        "rate_limit",
        "repeatable",
        "notifies",
        "Nickname",
        "rules",
        "reply",
        "items",
        "paging",
        "code",
        "disputed",
    ];
    check_examples(ACTION, &names, &["Nickname", "reply"]);
    let post = filled(&draft(POST.0));
    check_clean(POST.1, &with(&post, &examples(&post).concat()));
}

#[test]
fn every_example_of_a_callback_holds() {
    check_examples(CALLBACK, &["doc", "user_ids", "reply", "retries", "disputed"], &[]);
}

#[test]
fn a_filled_draft_is_an_entry_like_any_other() {
    let bench = Bench::generated();
    for (arguments, file) in [ACTION, CALLBACK] {
        let told = bench.expect(&[&["new", "--spec", "spec"], arguments].concat(), 0);
        contains(&told, &[&format!("spec/{file}\n"), "cargo zim lint spec", "cargo zim regenerate --spec spec"]);
        assert!(!told.contains("note:"), "the group is there: {told}");
        bench.expect(&["lint", "spec"], 1);
        let text = fs::read_to_string(bench.spec(file)).unwrap();
        let lines = examples(&text).concat();
        fs::write(bench.spec(file), with(&filled(&text), &lines)).unwrap();
    }
    contains(&bench.expect(&["lint", "spec"], 0), &["no problems"]);
    bench.expect(&["regenerate"], 0);
    contains(&fs::read_to_string(bench.code("call/call_forward.rs")).unwrap(), &["pub struct CallForward"]);
    contains(&fs::read_to_string(bench.code("callbacks/call_forward.rs")).unwrap(), &["pub struct CallForward"]);
}

/// It could not run, says this, and leaves no trace.
#[track_caller]
fn check_refused(arguments: &[&str], expected: &str) {
    let bench = Bench::new();
    let before = bench.spec_names();
    let output = command(&[&["new", "--spec", "spec"], arguments].concat(), bench.root.path());
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}: {text}");
    contains(&text, &[expected]);
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text:?}");
    assert_eq!(bench.spec_names(), before, "{arguments:?} left something behind");
}

#[test]
fn what_cannot_be_called_so_is_refused() {
    for (name, expected) in [
        ("call_forward", "`call_forward` cannot be the name of an action: write a capital"),
        ("callForward", "did you mean `CallForward`?"),
        ("", "`` cannot be the name of an action"),
        ("../Up", "`../Up` cannot be the name of an action"),
        ("A: b\nc", "`A: b\\nc` cannot be the name of an action"),
        ("\u{1b}\u{202e}", "`\\u{1b}\\u{202e}` cannot be the name"),
        ("Self", "error[reserved-name]"),
        ("CallReject", "spec/actions/call/call_reject.yaml exists already: it is not overwritten"),
        ("CALLREJECT", "error[name-collision]"),
        ("CallRejectReply", "error[name-collision]"),
        ("SendPeerMessage", "error[duplicate-definition]: action `SendPeerMessage` is defined twice"),
    ] {
        check_refused(&[name, "--group", "call"], expected);
    }
    for (group, expected) in [
        ("cal", "no group is called `cal`: did you mean `call`? `--new-group` makes a new one"),
        (
            "Call",
            "`Call` cannot be the name of a group: write a small letter, then small letters, digits and single `_` between them: `call`; did you mean `call`?",
        ),
        ("..", "`..` cannot be the name of a group"),
        ("a/b", "`a/b` cannot be the name of a group"),
        ("", "`` cannot be the name of a group"),
        ("a__b", "error[bad-name]"),
        ("types", "error[reserved-name]"),
        ("mod", "error[reserved-name]"),
    ] {
        check_refused(&["CallForward", "--group", group], expected);
    }
    check_refused(&["call_accept", "--group", "call", "--callback"], "exists already");
    check_refused(&["call_accept", "--group", "room", "--callback"], "error[duplicate-definition]");
    check_refused(&["CallForward", "--group", "call", "--callback"], "did you mean `call_forward`?");
    check_refused(&["x", "--group", "call", "--callback", "--method", "POST"], "cannot be used with");
    check_refused(&["CallForward"], "--group");
}

#[test]
fn a_file_that_is_there_stays() {
    let bench = Bench::new();
    let path = bench.spec(ACTION.1);
    let new = [&["new", "--spec", "spec"], ACTION.0].concat();
    bench.expect(&new, 0);
    fs::write(&path, "# mine\n").unwrap();
    contains(&bench.expect(&new, 2), &["exists already: it is not overwritten"]);
    // Not one of the spec's files either.
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    contains(&bench.expect(&new, 2), &["exists already"]);
    assert!(path.is_dir());
}

#[test]
fn a_group_can_be_a_new_one() {
    let bench = Bench::new();
    let new = ["new", "CallForward", "--spec", "spec", "--group"];
    let told = bench.expect(&[&new[..], &["telephony"]].concat(), 0);
    contains(&told, &["spec/actions/telephony/call_forward.yaml\n", "note: `telephony` is a new group", "Cargo.toml"]);
    fs::remove_dir_all(bench.spec("actions/telephony")).unwrap();
    contains(&bench.expect(&[&new[..], &["calls", "--new-group"]].concat(), 0), &["note: `calls` is a new group"]);
}

#[test]
fn nothing_is_left_where_nothing_can_be_written() {
    let bench = Bench::new();
    fs::write(bench.spec("actions/telephony"), "a file where the folder would be\n").unwrap();
    let before = bench.spec_names();
    let text = bench.expect(&["new", "CallForward", "--spec", "spec", "--group", "telephony"], 2);
    contains(&text, &["error: cannot write", "because: "]);
    assert_eq!(bench.spec_names(), before);
    contains(&bench.expect(&["new", "CallForward", "--spec", "nowhere", "--group", "call"], 2), &["nowhere"]);
    contains(&bench.expect(&["new", "CallForward", "--group", "call"], 2), &["zim-spec/spec", "--spec"]);
}

/// What is wrong elsewhere is no reason against a draft.
#[test]
fn a_spec_with_mistakes_takes_a_draft() {
    let bench = Bench::new();
    bench.edit(&bench.spec("actions/call/call_reject.yaml"), "type: UserId", "type: UserIdd");
    bench.expect(&[&["new", "--spec", "spec"], ACTION.0].concat(), 0);
    assert!(bench.spec(ACTION.1).exists());
}

#[test]
fn data_goes_to_stdout_and_the_rest_does_not() {
    let bench = Bench::new();
    let before = bench.spec_names();
    let arguments = [&["new", "--spec", "spec"], ACTION.0].concat();
    let printed = command(&[arguments.as_slice(), &["--stdout"]].concat(), bench.root.path());
    assert!(printed.stderr.is_empty());
    assert_eq!(bench.spec_names(), before, "nothing is written");
    let written = command(&arguments, bench.root.path());
    assert_eq!(String::from_utf8(written.stdout).unwrap(), format!("spec/{}\n", ACTION.1));
    assert_eq!(fs::read(bench.spec(ACTION.1)).unwrap(), printed.stdout);
}

#[test]
fn the_day_is_today_or_as_stated() {
    let folder = tempfile::TempDir::new().unwrap();
    let checked = |epoch: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zim-codegen"));
        command.args([&["new", "--stdout"], ACTION.0].concat()).current_dir(folder.path());
        let output = command.env("SOURCE_DATE_EPOCH", epoch).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.split("checked: ").nth(1).unwrap().split('}').next().unwrap().to_owned()
    };
    assert_eq!(checked("1709164800"), "2024-02-29");
    assert!(checked("none").as_str() > "2026-01-01");
}
