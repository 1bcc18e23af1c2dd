//! What the language can say and generated code has no form for: refused with a place and a way out, all of it at once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use zim_spec::diagnostic::{Severity, SourceFile};
use zim_spec::load::{Layer, load};

/// What is wrong with an action that has these parameters, each of a type, and these fields in its reply.
fn refused(params: &[&str], reply: &[&str]) -> Vec<String> {
    let list = |types: &[&str]| -> String {
        types.iter().enumerate().map(|(at, ty)| format!("  P{at}: {{type: \"{ty}\", doc: What.}}\n")).collect()
    };
    let mut action = ACTION.replace("# params", &list(params));
    if !reply.is_empty() {
        action += &format!("reply:\n{}", list(reply));
    }
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), text: text.to_owned() };
    let mine = vec![file("actions/demo/look_up.yaml", &action), file("types/mine.yaml", TYPES)];
    let loaded = load(&[Layer::shipped(), Layer::from_files("mine", mine)]);
    let outcome = match loaded.spec {
        Some(spec) => zim_codegen::generate(&spec.select(|action| action.name == "LookUp")).map(drop),
        None => Err(loaded.diagnostics),
    };
    let errors = outcome.err();
    let errors = errors.iter().flat_map(|found| found.iter()).filter(|found| found.severity == Severity::Error);
    errors.map(|found| format!("{}: {}", found.rule, found.message)).collect()
}

const ACTION: &str = "\
action: LookUp
summary: Looks something up.
method: POST
source: {page: nowhere, checked: 2026-11-25}
params:
  Kind: {type: CrumbKind, doc: Which.}
# params
codes: [660000002]
";

const TYPES: &str = "\
types:
  CrumbKind: {type: i32, doc: Which., values: {1: {name: One, doc: The one.}}}
  Crumb: {doc: A crumb., fields: {Text: {type: string, doc: A text.}}}
  Pair: {doc: Both., fields: {Json: {type: json<Crumb>, doc: A crumb.}}}
  Either: {doc: One of them., by: CrumbKind, variants: {One: Crumb}}
";

#[track_caller]
fn check(ty: &str, expected: Option<&str>) {
    let expected: Vec<String> = expected
        .iter()
        .map(|form| format!("unsupported-type: P0 of LookUp has a type that cannot be generated: `{form}`"))
        .collect();
    assert_eq!(refused(&[ty], &[]), expected, "{ty}");
}

#[test]
fn most_types_have_a_form() {
    for ty in [
        "string",
        "list<string>",
        "list<Crumb>",
        "list<Either>",
        "map<string, bool>",
        "map<string, Crumb>",
        "map<string, list<string>>",
        "map<string, list<i64>>",
        "map<string, list<Crumb>>",
        "json<Crumb>",
        "json<list<i64>>",
        "json<map<string, i64>>",
        "Pair",
    ] {
        check(ty, None);
    }
}

#[test]
fn what_has_none_is_refused() {
    for ty in ["list<map<string, string>>", "list<json<Crumb>>"] {
        check(ty, Some("a list of maps or JSON texts"));
    }
    for ty in [
        "map<string, map<string, string>>",
        "map<string, json<Crumb>>",
        "map<string, list<bool>>",
        "map<string, list<json<Crumb>>>",
    ] {
        check(ty, Some("a map of maps, JSON texts or lists of truth values"));
    }
}

#[test]
fn what_is_received_is_not_checked_and_may_be_any_of_them() {
    let types = [
        "list<map<string, string>>",
        "list<json<Crumb>>",
        "map<string, map<string, string>>",
        "map<string, json<Crumb>>",
        "map<string, list<bool>>",
    ];
    assert_eq!(refused(&[], &types), [""; 0]);
    // But the JSON inside is read on request, which a struct that is sent too has no place for.
    let expected = "unsupported-type: field Json of Pair has a type that cannot be generated: `a union or JSON text both sent and received`";
    assert_eq!(refused(&["Pair"], &["Pair"]), [expected]);
}

#[test]
fn all_of_it_is_told_at_once() {
    assert_eq!(refused(&["list<json<Crumb>>", "string", "map<string, list<bool>>"], &[]).len(), 2);
}
