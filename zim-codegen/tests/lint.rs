//! `cargo zim lint` as a maintainer, an editor and a workflow use it.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod bench;

use bench::{Bench, command, contains};
use serde_json::Value;
use std::fs;

const CALL_REJECT: &str = "actions/call/call_reject.yaml";

/// A copy of the shipped spec with a misspelt key and a number in quotes, and what they look like mended.
fn misspelt() -> Bench {
    let bench = Bench::new();
    bench.edit(&bench.spec(CALL_REJECT), "max_bytes: 2048", "max_byte: 2KB");
    bench.edit(
        &bench.spec("actions/call/call_invite.yaml"),
        "type: UserId, required: true",
        "type: UserId, required: yes",
    );
    bench
}

#[test]
fn json_has_places_help_and_edits() {
    let bench = Bench::new();
    bench.edit(&bench.spec(CALL_REJECT), "max_bytes: 2048", "max_byte: 2048");
    let found = json(&bench, &["--format", "json"], 1);
    assert_eq!((found["errors"].as_u64(), found["warnings"].as_u64()), (Some(1), Some(0)));
    let finding = &found["findings"][0];
    assert_eq!(finding["rule"], "unknown-key");
    assert_eq!(finding["level"], "error");
    let place = &finding["place"];
    assert_eq!(place["file"], format!("spec/{CALL_REJECT}"));
    let line = fs::read_to_string(bench.spec(CALL_REJECT)).unwrap();
    let line = line.lines().nth(number(&place["line"]) - 1).unwrap().to_owned();
    let (start, end) = (number(&place["column"]) - 1, number(&place["end_column"]) - 1);
    assert_eq!(line.get(start..end), Some("max_byte"));
    assert_eq!(finding["edits"][0]["text"], "max_bytes");
    assert_eq!(json(&Bench::new(), &["--format", "json"], 0)["findings"], Value::Array(Vec::new()));
}

#[test]
fn sarif_names_its_rules_and_regions() {
    let bench = misspelt();
    let found = json(&bench, &["--format", "sarif"], 1);
    assert_eq!(found["version"], "2.1.0");
    let run = &found["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.len() > 60);
    let results = run["results"].as_array().unwrap();
    assert!(results.len() >= 2);
    for result in results {
        assert_eq!(rules[number(&result["ruleIndex"])]["id"], result["ruleId"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert!(
            region["startLine"].as_u64() > Some(0) && region["endColumn"].as_u64() > region["startColumn"].as_u64()
        );
        assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"].as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn github_has_a_line_a_finding_and_escapes() {
    let bench = Bench::new();
    bench.edit(&bench.spec(CALL_REJECT), "summary: Reject", "metod: GET\nsummary: 100% Reject");
    let text = bench.expect(&["lint", "spec", "--format", "github"], 1);
    contains(
        &text,
        &["::error file=spec/actions/call/call_reject.yaml,line=2,endLine=2,col=1,endColumn=5,title=unknown-key::"],
    );
    contains(&text, &["%0Ahelp: "]);
    assert_eq!(text.lines().count(), 1, "{text}");
}

#[test]
fn fix_mends_what_needs_no_decision_and_nothing_else() {
    let bench = misspelt();
    bench.edit(&bench.spec("actions/call/call_accept.yaml"), "type: UserId", "type: UserIdd");
    let other = fs::read_to_string(bench.spec("actions/call/call_accept.yaml")).unwrap();
    let text = bench.expect(&["lint", "spec"], 1);
    contains(&text, &["3 of these can be mended by `cargo zim lint --fix`"]);
    let text = bench.expect(&["lint", "spec", "--fix"], 1);
    contains(
        &text,
        &[
            "mended 2 problems in spec/actions/call/call_reject.yaml",
            "mended 1 problem in spec/actions/call/call_invite.yaml",
        ],
    );
    contains(&text, &["error[unknown-type]", "1 error found"]);
    assert_eq!(fs::read_to_string(bench.spec("actions/call/call_accept.yaml")).unwrap(), other);
    let shipped = |name: &str| zim_spec::load::shipped_files().into_iter().find(|file| file.name == name).unwrap().text;
    for name in [CALL_REJECT, "actions/call/call_invite.yaml"] {
        assert_eq!(fs::read_to_string(bench.spec(name)).unwrap(), shipped(name), "{name} is as it was");
    }
    assert!(!bench.expect(&["lint", "spec", "--fix"], 1).contains("mended"), "there is nothing left to mend");
}

#[test]
fn fix_keeps_line_ends_marks_rights_and_what_cannot_be_read() {
    let bench = misspelt();
    let path = bench.spec(CALL_REJECT);
    let text = format!("\u{feff}{}", fs::read_to_string(&path).unwrap().replace('\n', "\r\n"));
    fs::write(&path, &text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    }
    let lost = bench.spec("actions/call/call_invite.yaml");
    let mut bytes = fs::read(&lost).unwrap();
    bytes.extend(b"# \xff\n");
    fs::write(&lost, &bytes).unwrap();
    bench.expect(&["lint", "spec", "--fix"], 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), text.replace("max_byte: 2KB", "max_bytes: 2048"));
    assert_eq!(fs::read(&lost).unwrap(), bytes, "what is not UTF-8 is left alone");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}

#[test]
fn facts_grow_old_by_the_day_that_is_given() {
    let bench = Bench::new();
    contains(&bench.expect(&["lint", "spec", "--today", "2026-11-25"], 0), &["no problems"]);
    contains(
        &bench.expect(&["lint", "spec", "--today", "2028-01-01"], 0),
        &["warning[stale-source]", "warnings found"],
    );
    bench.expect(&["lint", "spec", "--today", "2028-01-01", "--deny-warnings"], 1);
    contains(&bench.expect(&["lint", "spec", "--today", "2026-13-01"], 2), &["no day of the calendar"]);
    // A build does not depend on the day.
    contains(&bench.expect(&["regenerate"], 0), &["72 actions"]);
}

#[test]
fn a_pipe_gets_no_colour() {
    let bench = misspelt();
    let output = command(&["lint", "spec"], bench.root.path());
    assert!(!output.stdout.contains(&0x1b) && !output.stdout.is_empty());
    assert!(output.stderr.is_empty(), "findings are data");
}

#[track_caller]
fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

#[track_caller]
fn json(bench: &Bench, arguments: &[&str], code: i32) -> Value {
    let arguments: Vec<&str> = ["lint", "spec"].into_iter().chain(arguments.iter().copied()).collect();
    serde_json::from_str(&bench.expect(&arguments, code)).unwrap()
}
