//! Small edits that make a shipped file wrong: the schema refuses each, and says where.

use super::validator::{Fault, Validator, json, kind_of};
use std::sync::LazyLock;
use zim_spec::load::shipped_files;
use zim_spec::schema::Kind;

/// Compiled once for all tests.
static VALIDATOR: LazyLock<Validator> = LazyLock::new(Validator::new);

const REJECT: &str = "actions/call/call_reject.yaml";
const FROM: &str = "FromUserId: {type: UserId, required: true, ";

/// In `file`, `from` becomes `to`; the fault is at `at`, and says `says`.
#[track_caller]
fn check(file: &str, from: &str, to: &str, at: &str, says: &str) {
    let text = shipped_files().into_iter().find(|there| there.name == file).expect("a shipped file").text;
    assert_eq!(text.matches(from).count(), 1, "{file} does not have {from:?} once: adapt the test to the spec");
    check_text(kind_of(file).unwrap(), &text.replace(from, to), at, says);
}

#[track_caller]
fn check_text(kind: Kind, text: &str, at: &str, says: &str) {
    let value = json(text).unwrap_or_else(|| panic!("this is no YAML:\n{text}"));
    for faults in [VALIDATOR.kind(kind, &value), VALIDATOR.combined(&value)] {
        let is_it = |fault: &Fault| fault.at == at && fault.message.contains(says);
        assert!(faults.iter().any(is_it), "no fault at {at:?} that says {says:?}: {faults:#?}");
        // Of a value that can have several forms, it is said too that it has none of the others.
        let is_form = |fault: &Fault| at.starts_with(&fault.at) && fault.message.starts_with("want ");
        let elsewhere: Vec<_> = faults.iter().filter(|fault| !fault.at.starts_with(at) && !is_form(fault)).collect();
        assert!(elsewhere.is_empty(), "faults elsewhere than at {at:?}: {elsewhere:#?}");
    }
}

/// A line more in an action.
#[track_caller]
fn check_action(line: &str, at: &str, says: &str) {
    let action = "action: Leave\nsummary: Leave.\nmethod: POST\nsource: {page: leave, checked: 2026-11-22}\n";
    check_text(Kind::Action, &format!("{action}{line}\n"), at, says);
}

/// A parameter with `says` in its braces.
#[track_caller]
fn check_param(keys: &str, at: &str, says: &str) {
    check_action(&format!("params: {{A: {{{keys}, doc: A.}}}}"), &format!("/params/A{at}"), says);
}

/// A named type, as `T`.
#[track_caller]
fn check_type(keys: &str, at: &str, says: &str) {
    check_text(Kind::Types, &format!("types: {{T: {{{keys}}}}}\n"), &format!("/types/T{at}"), says);
}

#[test]
fn keys_of_an_action() {
    check(REJECT, "summary:", "sumary:", "", "sumary");
    check(REJECT, "method: GET\n", "", "", "method");
    check(REJECT, "action: CallReject\n", "", "", "action");
    check(REJECT, "action: CallReject\n", "action: call reject\n", "/action", "pattern");
    check(REJECT, "method: GET", "method: get", "/method", "must be one of");
    check(REJECT, "rate_limit: 20/s", "rate_limit: 20/week", "/rate_limit", "pattern");
    check(REJECT, "checked: 2026-11-25", "checked: 2026-02-31", "/source/checked", "pattern");
    check(REJECT, ", checked: 2026-11-25", "", "/source", "checked");
    check(REJECT, "CallReject\n", "CallReject\nhost: https://zim-api.zego.im\n", "/host", "pattern");
    check(REJECT, "CallReject\n", "CallReject\nin: header\n", "/in", "must be one of");
    check_action("allow: {stale-source: ''}", "/allow/stale-source", "pattern");
    check_action("allow: {stale-source: {}}", "/allow/stale-source", "minimum 1");
    check_action("allow: {stale-sauce: Because.}", "/allow", "stale-sauce");
    check_action("allow: {missing-key: Because.}", "/allow", "missing-key");
    check_action("rate_limit: []", "/rate_limit", "minimum 1");
    check_action("rate_limit: [{rate: 1/s}]", "/rate_limit/0", "code");
    check_action("envelope: {code: code}", "/envelope", "message");
    check_action("disputed: [{about: it, readings: [a], taken: a}]", "/disputed/0/readings", "minimum 2");
    check_action("effect: {change: ring_call, user: A, call: B}", "/effect/change", "must be one of");
    check_action("preconditions: [{check: call_exists, otherwise: 5}]", "/preconditions/0", "call");
    check_action("codes: [Success]", "/codes/0", "want integer");
    check_action("codes: [{code: 5, recovery: pray}]", "/codes/0/recovery", "must be one of");
    check_action("reply: {A: {type: i64, doc: A., unit: minutes}}", "/reply/A/unit", "must be one of");
    check_action("params: {1st: {type: i64, doc: A.}}", "/params", "1st");
}

#[test]
fn keys_of_a_parameter() {
    check(REJECT, FROM, "FromUserId: {type: UserId, requird: true, ", "/params/FromUserId", "requird");
    check(REJECT, FROM, "FromUserId: {required: true, ", "/params/FromUserId", "type");
    check(REJECT, FROM, "FromUserId: {type: UserId, required: 5, ", "/params/FromUserId/required", "want boolean");
    check(REJECT, "max_bytes: 2048", "max_length: 2048", "/params/ExtendedData", "max_length");
    check(REJECT, "max_bytes: 2048", "max_bytes: -1", "/params/ExtendedData/max_bytes", "must be >=0");
    check(REJECT, "max_bytes: 2048", "max_bytes: 2 KB", "/params/ExtendedData/max_bytes", "want integer");
    check_param("type: list<UserId", "/type", "pattern");
    check_param("type: 5", "/type", "want string");
    check_param("type: string, default: [1]", "/default", "want");
    check_param("type: string, raisable: [max_byte]", "/raisable/0", "must be one of");
    check_param("type: string, raisable: {max_bytes: far}", "/raisable/max_bytes", "want integer");
    check_param("type: string, limit_codes: {max_byte: 5}", "/limit_codes", "max_byte");
    check_param("type: i64, sentinels: {none: never}", "/sentinels", "none");
    check_param("type: i64, clamps: {}", "/clamps", "minimum 1");
    check_param("type: i64, only: []", "/only", "minimum 1");
    check_param("type: i64, unit: min", "/unit", "must be one of");
    check_param("type: string, base64_when: {A: 1, B: 2}", "/base64_when", "maximum 1");
    check_param("type: string, base64_when: {A: {has: 0}}", "/base64_when/A/has", "must be >=1");
    check_param("type: string, rust_name: User", "/rust_name", "pattern");
}

#[test]
fn rules_between_parameters() {
    check_action("rules: [{required: A}]", "/rules/0", "when");
    check_action("rules: [{code: 5}]", "/rules/0", "at_least_one");
    check_action("rules: [{differ: [A, B, C]}]", "/rules/0/differ", "maximum 2");
    check_action("rules: [{at_least_one: [A]}]", "/rules/0/at_least_one", "minimum 2");
    check_action("rules: [{differ: [A, B], when: {A: 1}}]", "/rules/0/when", "false");
    check_action("rules: [{all_equal: A.B.C}]", "/rules/0/all_equal", "pattern");
}

#[test]
fn items_and_paging() {
    check_action("items: {failed: {list: A}}", "/items/failed", "key");
    check_action(
        "items: {failed: {list: A, key: B, nested: {list: C, key: D, nested: {list: E, key: F}}}}",
        "/items/failed/nested/nested",
        "false",
    );
    check_action("items: {failed: {list: A, key: []}}", "/items/failed/key", "minimum 1");
    check_action("items: {failed: {list: A, key: B}, request: {list: A}}", "/items/request", "keys");
    check_action("paging: {cursor: A, next: B, list: C}", "/paging", "done");
    check_action("paging: {cursor: A, next: B, list: C, done: {feild: D}}", "/paging/done", "feild");
}

#[test]
fn named_types() {
    check_type("doc: T.", "", "type");
    check_type("type: string", "", "doc");
    check_type("doc: T., type: i32, fields: {A: {type: i32, doc: A.}}", "/type", "false");
    check_type("doc: T., by: K, variants: {A: string}, values: {1: {name: A, doc: A.}}", "/values", "false");
    check_type("doc: T., by: K", "", "variants");
    check_type(
        "doc: T., type: i32, values: {1: {name: A, doc: A.}}, flags: {1: {name: A, doc: A.}}",
        "/values",
        "false",
    );
    check_type("doc: T., type: bool, values: {1: {name: A, doc: A.}}", "/type", "must be one of");
    check_type("doc: T., type: i32, values: {one: {name: A, doc: A.}}", "/values", "one");
    check_type("doc: T., type: i32, values: {1: {name: a b, doc: A.}}", "/values/1/name", "pattern");
    check_type("doc: T., type: i32, open: true", "/open", "false");
    check_type("doc: T., fields: {A: {type: i32, doc: A.}}, max_bytes: 5", "/max_bytes", "false");
    check_type("doc: T., type: i32, rules: [{differ: [A, B]}]", "/rules", "false");
    check_text(Kind::Types, "types: {userId: {type: i32, doc: A.}}\n", "/types", "userId");
    check_text(Kind::Types, "charsets: {Digits: {doc: Digits., chars: é}}\n", "/charsets/Digits/chars", "pattern");
}

#[test]
fn codes() {
    let good = "name: A, layer: public, recovery: retry, meaning: A., meaning_zh: 甲, advice: A.";
    check_text(Kind::Codes, "5: {}\n", "/5", "recovery");
    check_text(Kind::Codes, &format!("5: {{{good}}}\nfive: {{{good}}}\n"), "", "five");
    check_text(Kind::Codes, &format!("5: {{{}}}\n", good.replace("retry", "pray")), "/5/recovery", "must be one of");
    check_text(Kind::Codes, &format!("5: {{{}}}\n", good.replace("advice: A.", "advice: ''")), "/5/advice", "pattern");
    check_text(Kind::Codes, &format!("allow: why\n5: {{{good}}}\n"), "/allow", "want object");
}

#[test]
fn service_and_callbacks() {
    let service = "service.yaml";
    check(service, "window: 600s", "window: 10 minutes", "/signing/window", "pattern");
    check(service, "version: \"2.0\"", "version: 2.0", "/signing/version", "want string");
    check(service, "algorithm: md5_hex", "algorithm: md5", "/signing/algorithm", "must be");
    check(service, "  nonce_missing: 100000008\n", "", "/refusals", "nonce_missing");
    check(service, "  nonce_missing:", "  nonce_lost:", "/refusals", "nonce_lost");
    check(service, ", request_id: RequestId", "", "/envelope", "request_id");
    check(service, "  signature: Signature\n", "", "/common", "signature");
    check(service, "Mumbai: {host: zim-api-bom.zego.im", "Mumbai: {host: zim_api", "/hosts/Mumbai/host", "pattern");
    check(service, "retries: [2s,", "retries: [2,", "/callbacks/retries/0", "want string");
    let callback = "callbacks/call/call_accept.yaml";
    check(callback, "callback: call_accept", "callback: callAccept", "/callback", "pattern");
    check(callback, "\nfields:", "\nfeilds:", "", "feilds");
}

/// Of a file that says nothing that is known.
#[test]
fn files_of_no_kind() {
    for text in ["{acton: A}", "[]", "5"] {
        let faults = VALIDATOR.combined(&json(text).unwrap());
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault.at.is_empty()), "{text}: {faults:#?}");
    }
}
