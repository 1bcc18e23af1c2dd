//! `diff` as a maintainer uses it: folders, git revisions and the shipped spec against each other.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod bench;
#[path = "bench/repo.rs"]
mod repo;

use bench::{Bench, contains};
use repo::Repo;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Runs `diff` in `folder`, and gives what it printed to stdout and to stderr.
#[track_caller]
fn diff(folder: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let output = repo::run(folder, &[&["diff"], arguments].concat());
    let (stdout, stderr) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(code), "diff {arguments:?} printed:\n{stdout}{stderr}");
    (stdout, stderr)
}

/// An edit of the shipped spec: the file, what is replaced, and what by; no file, if that is nothing.
type Edit = (&'static str, &'static str, &'static str);

const REJECT: &str = "actions/call/call_reject.yaml";
/// It breaks callers, in Rust and on the wire.
const REQUIRED: Edit = (REJECT, "ExtendedData: {type: string, ", "ExtendedData: {type: string, required: true, ");
/// It breaks some requests, but no code.
const TIGHTENED: Edit = (REJECT, "max_bytes: 2048", "max_bytes: 1024");
/// Callers experience it.
const RELAXED: Edit = (REJECT, "max_bytes: 2048", "max_bytes: 4096");
/// There is more.
const ADDED: Edit = (REJECT, "  ExtendedData:", "  Why: {type: string, doc: Why.}\n  ExtendedData:");
/// It is told otherwise.
const REWORDED: Edit = (REJECT, "doc: Text passed on", "doc: What is passed on");

/// A copy of the shipped spec in `spec`, edited.
fn edited(edits: &[Edit]) -> Bench {
    let bench = Bench::new();
    for (file, from, to) in edits {
        bench.edit(&bench.spec(file), from, to);
    }
    bench
}

#[test]
fn equal_sides_have_no_changes() {
    let bench = Bench::new();
    for (sides, format, expected) in [
        (["shipped", "spec"], "human", "no changes\n"),
        (["spec", "shipped"], "human", "no changes\n"),
        (["spec", "./spec/"], "human", "no changes\n"),
        (["shipped", "shipped"], "markdown", "No changes.\n"),
        (["shipped", "spec"], "json", "{\n  \"bump\": \"none\",\n  \"changes\": []\n}\n"),
    ] {
        let arguments = [sides[0], sides[1], "--format", format, "--fail-on", "behaviour"];
        assert_eq!(diff(bench.root.path(), &arguments, 0), (expected.to_owned(), String::new()), "{sides:?}");
    }
}

#[test]
fn what_breaks_comes_first_and_each_change_has_its_places() {
    let bench = edited(&[REWORDED, RELAXED, REQUIRED]);
    fs::remove_file(bench.spec("actions/call/call_accept.yaml")).unwrap();
    let (text, _) = diff(bench.root.path(), &["shipped", "spec"], 0);
    let heads: Vec<_> = text.lines().filter(|line| line.contains("]: ")).collect();
    let kinds: Vec<_> = heads.iter().map(|head| head.split('[').next().unwrap()).collect();
    assert_eq!(kinds, ["breaking", "breaking", "behaviour", "description"], "{text}");
    contains(
        &text,
        &[
            "breaking[action-removed]: CallAccept: action removed",
            "  --> old zim-spec/spec/actions/call/call_accept.yaml:1:1\n   = wire breaking, rust breaking, ",
            "breaking[param-made-required]: CallReject: parameter `ExtendedData`: ",
            "  --> old zim-spec/spec/actions/call/call_reject.yaml:12:",
            "  --> new spec/actions/call/call_reject.yaml:12:",
            "4 changes: 2 breaking, 1 behaviour, 1 description; asks for a major version\n",
        ],
    );
    assert!(!text.contains('\u{1b}'), "escape sequences in a pipe:\n{text:?}");
}

#[test]
fn json_is_one_document_with_everything() {
    let bench = edited(&[TIGHTENED]);
    fs::remove_file(bench.spec("actions/call/call_accept.yaml")).unwrap();
    let (text, _) = diff(bench.root.path(), &["shipped", "spec", "--format", "json"], 0);
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["bump"], "major");
    let changes = document["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 2, "{text}");
    let of = |rule| changes.iter().find(|change| change["rule"] == rule).unwrap_or_else(|| panic!("no {rule}: {text}"));
    let removed = of("action-removed");
    for (key, expected) in [("subject", "CallAccept"), ("wire", "breaking"), ("rust", "breaking"), ("bump", "major")] {
        assert_eq!(removed[key], expected, "{text}");
    }
    assert_eq!(removed["new"], Value::Null);
    assert_eq!(removed["old"]["file"], "zim-spec/spec/actions/call/call_accept.yaml");
    assert_eq!((&removed["old"]["line"], &removed["old"]["column"]), (&1.into(), &1.into()));
    let tightened = of("limit-tightened");
    for (key, expected) in [("wire", "breaking"), ("rust", "same"), ("behaviour", "tightened"), ("bump", "minor")] {
        assert_eq!(tightened[key], expected, "{text}");
    }
    assert_eq!(tightened["new"]["file"], "spec/actions/call/call_reject.yaml");
    assert_eq!(tightened["new"]["line"], 12);
    for key in ["subject", "message"] {
        assert!(tightened[key].as_str().is_some_and(|text| !text.is_empty()), "{text}");
    }
}

#[test]
fn markdown_is_fit_for_a_changelog() {
    let bench = edited(&[REWORDED, ADDED, RELAXED, REQUIRED]);
    let (text, _) = diff(bench.root.path(), &["shipped", "spec", "--format", "markdown"], 0);
    let lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
    let begins = ["### Breaking", "- CallReject: ", "### Changed", "- CallReject: ", "### Added", "- CallReject: "];
    for (line, begin) in lines.iter().zip(begins.iter().chain(&["### Documentation", "- CallReject: "])) {
        assert!(line.starts_with(begin), "expected {begin:?}, not {line:?} in:\n{text}");
    }
    assert_eq!(lines.len(), 8, "{text}");
    contains(&text, &["`ExtendedData`", "`Why`", " (breaks Rust callers and the wire)\n"]);
}

#[test]
fn text_of_a_spec_is_no_markup() {
    let hostile = "<img src=x>`@user`[a](https://example.org)";
    let bench = Bench::new();
    let prefix = format!("ExtendedData: {{type: string, prefix: {hostile:?}, ");
    bench.edit(&bench.spec(REJECT), "ExtendedData: {type: string, ", &prefix);
    let (text, _) = diff(bench.root.path(), &["shipped", "spec", "--format", "markdown"], 0);
    let line = text.lines().find(|line| line.contains("@user")).unwrap_or_else(|| panic!("no prefix in:\n{text}"));
    // One code span holds all of it: what is between the fences has no run of as many backticks.
    let (before, rest) = line.split_once("`` ").unwrap_or_else(|| panic!("no code span in {line:?}"));
    let (code, _) = rest.split_once(" ``").unwrap_or_else(|| panic!("no end of a code span in {line:?}"));
    assert!(!before.contains(['<', '@', '[']) && code.contains(hostile), "{line:?}");
}

#[test]
fn the_exit_code_tells_what_it_was_asked_for() {
    for (edits, breaking, behaviour) in [
        (&[REQUIRED][..], 1, 1),
        (&[TIGHTENED], 1, 1),
        (&[RELAXED], 0, 1),
        (&[ADDED], 0, 0),
        (&[REWORDED], 0, 0),
        (&[REWORDED, RELAXED], 0, 1),
        (&[REWORDED, ADDED, REQUIRED], 1, 1),
    ] {
        let bench = edited(edits);
        let root = bench.root.path();
        let (text, _) = diff(root, &["shipped", "spec"], 0);
        contains(&text, &[&format!("{} change", edits.len())]);
        for (fail_on, code) in [("breaking", breaking), ("behaviour", behaviour)] {
            assert_eq!(diff(root, &["shipped", "spec", "--fail-on", fail_on], code).0, text, "{fail_on}");
        }
    }
}

#[test]
fn a_side_with_mistakes_is_named_after_its_mistakes() {
    let bench = edited(&[(REJECT, "type: UserId", "type: UserIdd")]);
    for (sides, says, finds) in [
        (["shipped", "spec"], "cannot compare: mend the NEW spec first", 1),
        (["spec", "shipped"], "cannot compare: mend the OLD spec first", 1),
        (["spec", "spec"], "cannot compare: mend the OLD and the NEW spec first", 2),
    ] {
        let (stdout, stderr) = diff(bench.root.path(), &sides, 2);
        assert_eq!(stdout, "", "data on stdout although there is nothing to compare");
        contains(&stderr, &["error[unknown-type]", "spec/actions/call/call_reject.yaml:10:", says]);
        assert_eq!(stderr.matches("error[unknown-type]").count(), finds, "{stderr}");
        contains(&stderr, &[&format!("{says}\n")]);
    }
    let repo = Repo::new();
    repo.bench.edit(&repo.spec("codes.yaml"), "recovery:", "remedy:");
    repo.commit();
    let (_, stderr) = diff(repo.root(), &["main:", "shipped"], 2);
    let says = "mend the OLD spec first; what a revision holds may be meant for the program of its time";
    contains(&stderr, &["error[unknown-key]", "--> main:zim-spec/spec/codes.yaml:", says]);
}

#[test]
fn revisions_are_compared_with_each_other_and_with_folders() {
    let repo = Repo::new();
    repo.bench.edit(&repo.spec(REJECT), "max_bytes: 2048", "max_bytes: 1024");
    repo.commit();
    repo.bench.edit(&repo.spec(REJECT), "doc: Text passed on", "doc: What is passed on");
    fs::create_dir(repo.root().join("docs")).unwrap();
    let (first, second) = ("limit-tightened", "doc-changed");
    for (folder, sides, rules, places) in [
        ("", &["v0.1.0:", "HEAD:"][..], &[first][..], &["old v0.1.0:zim-spec/spec/", "new HEAD:zim-spec/spec/"][..]),
        ("", &["v0.1.0:zim-spec/spec", "main:"], &[first], &["old v0.1.0:zim-spec/spec/", "new main:zim-spec/spec/"]),
        ("", &["HEAD~1:zim-spec/spec/", "main"], &[first], &["old HEAD~1:zim-spec/spec/", "new main:zim-spec/spec/"]),
        ("", &["HEAD"], &[second], &["old HEAD:zim-spec/spec/", "new zim-spec/spec/"]),
        ("", &["v0.1.0"], &[first, second], &["old v0.1.0:zim-spec/spec/", "new zim-spec/spec/"]),
        ("", &["shipped", "v0.1.0"], &[], &[]),
        ("", &["v0.1.0", "HEAD~1"], &[], &[]),
        ("docs", &["v0.1.0:", "HEAD:"], &[first], &["old v0.1.0:zim-spec/spec/"]),
        ("docs", &["v0.1.0:../zim-spec/spec", "HEAD"], &[first], &["old v0.1.0:zim-spec/spec/"]),
        ("docs", &["v0.1.0:", "../zim-spec/spec"], &[first, second], &["new ../zim-spec/spec/"]),
        ("zim-spec", &["HEAD~1:./spec", "HEAD:zim-spec/./spec"], &[first], &["new HEAD:zim-spec/spec/"]),
        ("zim-spec/spec", &["v0.1.0:.", "main@{0}:"], &[first], &["new main@{0}:zim-spec/spec/"]),
    ] {
        let (text, _) = diff(&repo.root().join(folder), sides, 0);
        let found: Vec<_> = text.lines().filter_map(|line| line.split_once('[')?.1.split_once(']')).collect();
        let found: Vec<_> = found.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(found.len(), rules.len(), "{sides:?} in {folder:?}:\n{text}");
        assert!(rules.iter().all(|rule| found.iter().any(|found| found.ends_with(rule))), "{sides:?}:\n{text}");
        contains(&text, places);
    }
    // A folder goes before a revision of its name.
    fs::create_dir(repo.root().join("main")).unwrap();
    contains(&diff(repo.root(), &["main"], 2).1, &["no spec file in `main`"]);
    contains(&diff(repo.root(), &["main:"], 0).0, &["main:zim-spec/spec/"]);
    // So does the spec in the program before a folder, which has another path still.
    fs::create_dir(repo.root().join("shipped")).unwrap();
    diff(repo.root(), &["shipped", "v0.1.0"], 0);
    contains(&diff(repo.root(), &["./shipped", "v0.1.0"], 2).1, &["no spec file in `./shipped`"]);
}

#[test]
fn what_is_no_side_is_answered_with_the_way_out() {
    let repo = Repo::new();
    repo.git(&["branch", "release/0.2"]);
    for (arguments, says) in [
        (&["mian:"][..], &["no git revision `mian`", "did you mean `main`?"][..]),
        (&["mian~2:zim-spec/spec"], &["no git revision `mian~2`", "did you mean `main`?"]),
        (&["v0.1.1:", "shipped"], &["no git revision `v0.1.1`", "did you mean `v0.1.0`?"]),
        (&["shipped", "realese/0.2:"], &["did you mean `release/0.2`?"]),
        (&["nothing-like-it:"], &["no git revision `nothing-like-it`", "git branch --all"]),
        (&["main~9:"], &["no git revision `main~9`"]),
        (&["nowhere"], &["`nowhere` is neither a folder nor a git revision", "because: no git revision"]),
        (&["main:nowhere"], &["no folder `nowhere` in git revision `main`"]),
        (&["main:zim-spec/spec/codes.yaml"], &["no folder `zim-spec/spec/codes.yaml`"]),
        (&["main:../spec"], &["`../spec` leads out of the repository"]),
        (&["main:zim-spec/../../spec"], &["leads out of the repository"]),
        (&[":zim-spec/spec"], &["`` names no git revision", "`main:`"]),
        (&["--", "--all:"], &["`--all` names no git revision"]),
        (&["--", "-x"], &["`-x` is neither a folder nor a git revision"]),
        (&["ma\u{1b}[31m\u{202e}in:"], &[r"`ma\u{1b}[31m\u{202e}in` names no git revision"]),
        (&["main\n:"], &[r"`main\n` names no git revision"]),
        (&["main:zim\u{7}"], &[r"no folder `zim\u{7}`"]),
        (&["zim-spec/spec/codes.yaml"], &["is not a folder"]),
        (&[], &["<OLD>"]),
        (&["main:", "main:", "main:"], &["unexpected argument"]),
        (&["main:", "--format", "xml"], &["xml", "markdown"]),
        (&["main:", "--fail-on", "anything"], &["anything", "behaviour"]),
    ] {
        let (stdout, stderr) = diff(repo.root(), arguments, 2);
        assert_eq!(stdout, "", "{arguments:?}");
        contains(&stderr, says);
        assert!(!stderr.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{arguments:?}: raw characters in {stderr:?}");
    }
    repo.git(&["commit", "--quiet", "--allow-empty", "--message=empty"]);
    fs::remove_dir_all(repo.spec("")).unwrap();
    contains(&diff(repo.root(), &["main:"], 2).1, &["no zim-spec/spec", "diff main: my-spec"]);
}

#[test]
fn without_a_repository_or_git_only_folders_are_compared() {
    let bench = edited(&[TIGHTENED]);
    let root = bench.root.path();
    contains(&diff(root, &["shipped", "spec"], 0).0, &["limit-tightened"]);
    contains(&diff(root, &["main:", "spec"], 2).1, &["no git repository", "name a folder", "because: git says"]);
    contains(&diff(root, &["main", "spec"], 2).1, &["`main` is neither a folder", "because: no git repository"]);
    let without = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zim-codegen"));
        command.arg("diff").args(arguments).current_dir(root).env("PATH", root).output().unwrap()
    };
    assert_eq!(without(&["shipped", "spec"]).status.code(), Some(0), "folders need no git");
    let output = without(&["main:", "spec"]);
    assert_eq!(output.status.code(), Some(2));
    contains(&String::from_utf8_lossy(&output.stderr), &["`git` cannot be run: install it", "because: "]);
}

#[test]
fn what_a_revision_must_not_hold_is_refused() {
    for (mode, text, path, says) in [
        ("120000", "../../secret.yaml", "zim-spec/spec/types/more.yaml", "types/more.yaml` is a link"),
        ("120000", "../elsewhere", "zim-spec/spec/actions/more", "actions/more` is a link"),
        ("160000", "", "zim-spec/spec/actions/other", "actions/other` is a submodule"),
        ("100644", "# a\u{1b}[31m\n", "zim-spec/spec/actions/call/x\u{202e}.yaml", r"x\u{202e}.yaml"),
    ] {
        let repo = Repo::new();
        repo.commit_entry(mode, text, path);
        let (_, stderr) = diff(repo.root(), &["main:"], 2);
        contains(&stderr, &[says]);
        assert!(!stderr.contains(['\u{1b}', '\u{202e}']), "raw characters in {stderr:?}");
    }
    let repo = Repo::new();
    fs::write(repo.spec("types/large.yaml"), "#".repeat(1024 * 1024 + 1)).unwrap();
    repo.commit();
    contains(&diff(repo.root(), &["main:"], 2).1, &["types/large.yaml", "1048577 bytes", "split it"]);
}

#[test]
fn what_is_no_spec_file_is_left_alone() {
    let repo = Repo::new();
    for (mode, path) in [
        ("100644", "zim-spec/spec/README.md"),
        ("100644", "zim-spec/spec/.hidden.yaml"),
        ("120000", "zim-spec/spec/.drafts/link.yaml"),
        ("120000", "zim-spec/link.yaml"),
        ("100755", "zim-spec/spec/mend.sh"),
    ] {
        repo.commit_entry(mode, "anything", path);
    }
    assert_eq!(diff(repo.root(), &["v0.1.0:", "main:"], 0).0, "no changes\n");
}

#[test]
fn help_has_examples_and_says_what_a_side_is() {
    let (help, _) = diff(Path::new("."), &["--help"], 0);
    contains(&help, &["Examples:", "cargo zim diff main:", "shipped", "REV:path", "--fail-on", "--format"]);
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_does_not_get_out_is_a_failure_and_a_reader_that_goes_away_is_none() {
    use std::process::{Command, Stdio};
    let bench = edited(&[REQUIRED]);
    let run = |arguments: &[&str], stdout: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zim-codegen"));
        command.args(["diff", "shipped", "spec"]).args(arguments).current_dir(bench.root.path());
        command.stdout(stdout).stderr(Stdio::null()).status().unwrap().code()
    };
    for (arguments, code) in
        [(&[][..], 0), (&["--format", "json"], 0), (&["--format", "markdown"], 0), (&["--fail-on", "breaking"], 1)]
    {
        let full = Stdio::from(fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
        assert_eq!(run(arguments, full), Some(2), "{arguments:?} on a full disk");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        assert_eq!(run(arguments, Stdio::from(writer)), Some(code), "{arguments:?} into a closed pipe");
    }
}
