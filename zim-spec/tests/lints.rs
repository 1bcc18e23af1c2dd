//! Every lint has a firing example with its exact message, and can be allowed where it may be.
//!
//! An example is `src/lint/examples/ID.yaml`: what is reported, each line after `# `, and the files. `ZIM_BLESS=1 cargo
//! test -p zim-spec` writes what is reported.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::Path;
use zim_spec::diagnostic::{Diagnostic, Severity, SourceFile};
use zim_spec::load::{Layer, Loaded, load, load_on, over_shipped};
use zim_spec::{Day, Lint, lints};

#[test]
fn every_example_fires_its_rule_with_the_exact_message_and_nothing_else() {
    let mut wrong = Vec::new();
    for lint in lints() {
        let Some(example) = lint.example() else { continue };
        let loaded = example.load();
        let found: Vec<String> = loaded.diagnostics.lines().collect();
        if std::env::var_os("ZIM_BLESS").is_some() {
            bless(lint, &found);
        } else if found != example.findings {
            wrong.push(format!("{}\n  expected {:#?}\n  found {found:#?}", lint.id, example.findings));
        }
        // Too many problems are problems of another kind.
        assert!(
            lint.id == "too-many-problems" || loaded.diagnostics.iter().all(|finding| finding.rule == lint.id),
            "the example of {} breaks another rule: {found:#?}",
            lint.id
        );
        assert!(!found.is_empty(), "the example of {} breaks nothing", lint.id);
        assert_eq!(loaded.diagnostics.iter().map(|finding| finding.severity).min(), Some(lint.level), "{}", lint.id);
        assert!(loaded.diagnostics.iter().all(|finding| finding.help.is_some()), "{} gives no help", lint.id);
    }
    assert!(wrong.is_empty(), "{}\n`ZIM_BLESS=1 cargo test -p zim-spec` accepts what was found", wrong.join("\n"));
}

#[test]
fn every_lint_has_an_example() {
    let without: Vec<&str> = lints().iter().filter(|lint| lint.example().is_none()).map(|lint| lint.id).collect();
    assert_eq!(without, Vec::<&str>::new(), "write src/lint/examples/ID.yaml and name it in src/lint/example.rs");
}

#[test]
fn what_can_be_allowed_can_be_allowed_in_the_example() {
    for lint in lints().iter().filter(|lint| lint.can_be_allowed) {
        let example = lint.example().unwrap();
        let place = example.load().diagnostics.iter().next().unwrap().place.clone().unwrap();
        let name = example.load().diagnostics.file(place.file).unwrap().name.clone();
        let allowed = edited(&example.files, name.strip_prefix("spec/").unwrap(), |text| {
            format!("{text}allow: {{{}: This is an example.}}\n", lint.id)
        });
        check(&allowed, &[], lint.id);
    }
}

#[test]
fn what_cannot_be_allowed_says_so_and_is_still_reported() {
    for lint in lints().iter().filter(|lint| !lint.can_be_allowed && lint.id != "bad-allowance") {
        let Some(example) = lint.example() else { continue };
        let Some((file, _)) = example.findings.first().and_then(|line| line.split_once(".yaml:")) else { continue };
        let Some(file) = file.strip_prefix("spec/").map(|file| format!("{file}.yaml")) else { continue };
        let allowed =
            edited(&example.files, &file, |text| format!("{text}allow: {{{}: This is an example.}}\n", lint.id));
        let loaded = read(&allowed);
        // What cannot be read at all has no allowances, and a file with one is not empty.
        if lint.id == "empty-file" || !loaded.diagnostics.iter().any(|finding| finding.rule == "bad-allowance") {
            continue;
        }
        assert!(loaded.diagnostics.iter().any(|finding| finding.rule == lint.id), "{}", lint.id);
    }
}

/// An allowance is for what it names, where it stands, and goes when it is no longer needed.
#[test]
fn allowances_are_no_wider_than_they_say() {
    let codes = "660999998: {name: One, layer: business, recovery: retry, meaning: One., meaning_zh: 一, advice: Wait.}
660999999: {name: Two, layer: business, recovery: retry, meaning: Two., meaning_zh: 二, advice: Wait.}
";
    let with = |allow: &str| vec![SourceFile::new("codes.yaml", format!("{codes}{allow}")), action("")];
    let code = |code: u32| format!("no action lists code `{code}`");
    check(&with(""), &[&code(660_999_998), &code(660_999_999)], "without an allowance");
    check(&with("allow: {unused-code: Why not.}\n"), &[], "for the file");
    check(&with("allow: {unused-code: {660999999: Why not.}}\n"), &[&code(660_999_998)], "for one code");
    check(
        &with("allow: {unused-code: {660999999: Why not., 660999998: Why not., 5: Why not.}}\n"),
        &["`5` does not break `unused-code`"],
        "for a code that is not there",
    );
    check(
        &[SourceFile::new("codes.yaml", codes), action("allow: {unused-code: Why not.}\n")],
        &["nothing in this file breaks `unused-code`", &code(660_999_998), &code(660_999_999)],
        "in another file",
    );
    for (allow, message) in [
        ("allow: {}\n", ""),
        ("allow: {get-with-bodi: Why not.}\n", "no rule is called `get-with-bodi`"),
        ("allow: {get-with-body: ''}\n", "`get-with-body` is allowed without a reason"),
        ("allow: {get-with-body: {in: 7}}\n", "`in` is allowed without a reason"),
        ("allow: [get-with-body]\n", "`allow` is no mapping of rules to reasons"),
        ("allow: {unknown-type: Why not.}\n", "`unknown-type` cannot be allowed"),
        ("allow: {stale-allowance: Why not.}\n", "`stale-allowance` cannot be allowed"),
    ] {
        let expected: &[&str] = if message.is_empty() { &[] } else { &[message] };
        check(&[action(allow)], expected, allow);
    }
}

/// Where a spec has errors, what could not be looked for is not called out of date.
#[test]
fn an_allowance_is_not_stale_where_its_rule_could_not_be_tried() {
    let codes = "660999999: {name: Two, layer: business, recovery: retry, meaning: Two., meaning_zh: 二, advice: Wait.}
allow: {unused-code: Only the general table has it.}
";
    let files = [SourceFile::new("codes.yaml", codes), action("codes: [12345]\n")];
    check(&files, &["code `12345` is not defined"], "an error elsewhere");
    let files = [action("allow: {stale-source: Nobody has the page any more.}\n")];
    let layers = over_shipped(vec![Layer::from_files("spec", files.to_vec())]);
    assert_eq!(load(&layers).diagnostics.to_string(), "", "without a day nothing is old");
    check(&files, &["nothing in this file breaks `stale-source`"], "with a day it is known");
}

#[test]
fn mends_lead_to_a_spec_without_the_finding() {
    let cases = [
        ("key", "parms:\n  A: {type: i32, doc: A number.}\n", "params:\n  A: {type: i32, doc: A number.}\n"),
        ("word", "in: quary\n", "in: query\n"),
        (
            "number",
            "params:\n  A: {type: string, max_bytes: 2KB, doc: A.}\n",
            "params:\n  A: {type: string, max_bytes: 2048, doc: A.}\n",
        ),
        (
            "flag",
            "params:\n  A: {type: i32, required: yes, doc: A.}\n",
            "params:\n  A: {type: i32, required: true, doc: A.}\n",
        ),
        ("case", "params:\n  A: {type: userid, doc: A.}\n", "params:\n  A: {type: UserId, doc: A.}\n"),
        (
            "inside",
            "params:\n  A: {type: 'list<user_id>', doc: A.}\n",
            "params:\n  A: {type: 'list<UserId>', doc: A.}\n",
        ),
        ("hidden", "params:\n  A: {type: i32, doc: \"A\u{200b}.\"}\n", "params:\n  A: {type: i32, doc: \"A.\"}\n"),
        ("allowance", "allow:\n  get-with-body: Why not.\nparams: {}\n", "params: {}\n"),
        ("quotes", "doc: 2026\n", "doc: \"2026\"\n"),
        (
            "list",
            "disputed:\n  - {about: A, readings: [B, C], taken: 5}\n",
            "disputed:\n  - {about: A, readings: [B, C], taken: \"5\"}\n",
        ),
    ];
    for (case, wrong, right) in cases {
        let loaded = read(&[action(wrong)]);
        let finding = loaded.diagnostics.iter().next().unwrap();
        let file = finding.place.clone().unwrap().file;
        let (mended, count) =
            loaded.diagnostics.mended(file).unwrap_or_else(|| panic!("{case}: {}", loaded.diagnostics));
        assert_eq!((mended, count), (action(right).text, 1), "{case}");
        check(&[action(right)], &[], case);
    }
}

/// What only looks like what was meant is left to the author.
#[test]
fn nothing_is_mended_in_doubt() {
    for wrong in [
        "params:\n  A: {type: u32, unit: s, max: 5m, doc: A.}\n",
        "params:\n  A: {type: string, max_chars: 2KB, doc: A.}\n",
        "params:\n  A: {type: string, max_bits: 256, doc: A.}\n",
        "params:\n  A: {type: i32, docs: A., doc2: A.}\n",
        "params:\n  Callid: {type: CallId, doc: A.}\nrules:\n  - {at_least_one: [CallId, Callid]}\n",
        "params:\n  A: {type: i32, doc: \"\u{1f469}\u{200d}\u{1f467}\"}\n",
        // An allowance is needed again once the rest is right.
        "allow:\n  get-with-body: Why not.\nin: [body]\n",
        "allow:\n  get-with-body: ''\n",
    ] {
        let loaded = read(&[action(wrong)]);
        assert!(loaded.diagnostics.has_errors(), "{wrong}");
        assert_eq!(loaded.diagnostics.mendable(), 0, "{wrong}\n{}", loaded.diagnostics);
    }
}

/// Of several allowances, just those that are not needed go, with the key above the last of them.
#[test]
fn allowances_go_one_by_one() {
    let body = "in: body\n";
    let cases = [
        (
            "allow:\n  get-with-body: Why.\n  unpronounceable:\n    Abc: Why.\n    Cde: Why.\n",
            "allow:\n  get-with-body: Why.\n",
        ),
        ("allow:\n  unpronounceable: Why.\n  get-with-body: Why.\n", "allow:\n  get-with-body: Why.\n"),
        ("allow:\n  get-with-body:\n    body: Why.\n    query: Why.\n", "allow:\n  get-with-body:\n    body: Why.\n"),
    ];
    for (wrong, right) in cases {
        let loaded = read(&[action(&format!("{body}{wrong}"))]);
        let file = loaded.diagnostics.iter().next().unwrap().place.clone().unwrap().file;
        let (mended, _) = loaded.diagnostics.mended(file).unwrap_or_else(|| panic!("{}", loaded.diagnostics));
        assert_eq!(mended, action(&format!("{body}{right}")).text, "{wrong}");
        check(&[action(&format!("{body}{right}"))], &[], right);
    }
}

#[test]
fn rules_that_only_look_wrong_are_let_through() {
    let params = "params:
  One: {type: i32, max: 9, doc: One.}
  Two: {type: i32, default: 1, doc: Two.}
  List: {type: list<string>, required: true, doc: Some.}
  Kind: {type: u32, required: true, only: [1, 2], sentinels: {0: none}, doc: Which.}
";
    for rules in [
        "  - {allowed: One, when: {Two: {given: false}}}\n  - {allowed: Two, when: {One: {given: false}}}\n",
        "  - {allowed: One, when: {Two: 1}}\n  - {allowed: Two, when: {One: {given: true}}}\n",
        "  - {exactly_one: [List, One]}\n",
        "  - {at_least_one: [List, One]}\n",
        "  - {required: One, when: {Kind: [1, 2]}}\n",
    ] {
        check(&[action(&format!("{params}rules:\n{rules}"))], &[], rules);
    }
    let excluded = "  - {required: Two, when: {One: 1}}\n  - {allowed: Two, when: {One: {given: false}}}\n";
    let message = "`Two` is required where `One = 1`, and allowed only where `One is absent`";
    check(&[action(&format!("{params}rules:\n{excluded}"))], &[message], excluded);
}

/// A thousand rules take no longer than their number.
#[test]
fn many_rules_and_secrets_are_looked_at_once() {
    let count = 3000;
    let params: String = (0..=count).map(|at| format!("  P{at}: {{type: i32, doc: A.}}\n")).collect();
    let rules: String =
        (0..count).map(|at| format!("  - {{allowed: P{at}, when: {{P{}: {{given: true}}}}}}\n", at + 1)).collect();
    check(&[action(&format!("params:\n{params}rules:\n{rules}"))], &[], "a chain");
    let digest = "9193cc662a4c0ec135ec71fb57194b38";
    let lines: String = (0..count).map(|_| format!("# Signature={digest}\n")).collect();
    let loaded = read(&[action(&lines)]);
    assert_eq!(loaded.diagnostics.len(), 50, "the rest goes without saying");
    assert!(!loaded.diagnostics.render(false).contains(digest));
}

#[test]
fn a_secret_is_in_no_message() {
    let digest = "9193cc662a4c0ec135ec71fb57194b38";
    for wrong in [format!("rate_limit: {digest}\n"), format!("in: {digest}\n"), format!("doc: [{digest}]\n")] {
        let diagnostics = read(&[action(&wrong)]).diagnostics;
        assert!(diagnostics.len() >= 2, "{wrong}\n{diagnostics}");
        assert!(!format!("{diagnostics}{:?}", diagnostics.iter().collect::<Vec<_>>()).contains(digest), "{wrong}");
    }
}

#[test]
fn a_secret_is_not_shown() {
    let digest = "9193cc662a4c0ec135ec71fb57194b38";
    let loaded = read(&[action(&format!("doc: Sign with {digest}, é.\n"))]);
    let shown = loaded.diagnostics.render(false);
    assert!(shown.contains("error[secret-in-text]") && !shown.contains("9193cc"), "{shown}");
    assert!(shown.contains(&"*".repeat(digest.len())), "{shown}");
    assert_eq!(format!("{:?}", loaded.diagnostics), format!("\n{shown}"), "nor to who unwraps");
    assert_eq!(format!("{:?}", action("")), "SourceFile { name: \"actions/demo/look_up.yaml\", bytes: 107 }");
    assert!(loaded.diagnostics.lines().all(|line| !line.contains(digest)));
}

#[test]
fn the_shipped_spec_breaks_no_lint_on_the_day_it_was_checked() {
    let loaded = load_on(&[Layer::shipped()], &Day::new("2026-11-25").unwrap());
    assert_eq!(loaded.diagnostics.to_string(), "");
    let later = load_on(&[Layer::shipped()], &Day::new("2028-01-01").unwrap());
    assert!(later.diagnostics.iter().all(|finding| finding.rule == "stale-source"), "{}", later.diagnostics);
    assert!(!later.diagnostics.has_errors() && later.diagnostics.len() > 90, "every entry has grown old");
}

#[track_caller]
fn check(files: &[SourceFile], expected: &[&str], case: &str) {
    let loaded = read(files);
    let found: Vec<&str> = loaded.diagnostics.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(found, expected, "{case}\n{}", loaded.diagnostics);
    assert_eq!(loaded.spec.is_none(), loaded.diagnostics.iter().any(is_error), "{case}");
}

fn is_error(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error
}

fn read(files: &[SourceFile]) -> Loaded {
    let layer = Layer::from_files("spec", files.to_vec());
    load_on(&over_shipped(vec![layer]), &Day::new("2026-11-25").unwrap())
}

fn action(rest: &str) -> SourceFile {
    let head = "action: LookUp\nsummary: Look something up.\nmethod: GET\nsource: {page: demo, checked: 2026-11-22}\n";
    let codes = if rest.contains("codes:") { "" } else { "codes: []\n" };
    SourceFile::new("actions/demo/look_up.yaml", format!("{head}{rest}{codes}"))
}

fn edited(files: &[SourceFile], name: &str, edit: impl Fn(&str) -> String) -> Vec<SourceFile> {
    let edit = |file: &SourceFile| {
        let text = if file.name == name { edit(&file.text) } else { file.text.clone() };
        SourceFile::new(file.name.clone(), text)
    };
    files.iter().map(edit).collect()
}

/// Writes the findings into the head of the example's file.
fn bless(lint: &Lint, found: &[String]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/lint/examples/{}.yaml", lint.id));
    let text = std::fs::read_to_string(&path).unwrap();
    let files = text.find("=== ").and_then(|start| text.get(start..)).unwrap_or_default();
    let whole = if lint.example().unwrap().is_whole { "# whole\n" } else { "" };
    let head: String = found.iter().map(|line| format!("# {line}\n")).collect();
    std::fs::write(path, format!("{whole}{head}{files}")).unwrap();
}
