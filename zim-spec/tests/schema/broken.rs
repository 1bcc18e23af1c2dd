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
    check_action("repeatable: 1", "/repeatable", "want boolean");
    check_action("rate_limit: [{rate: 1/s}]", "/rate_limit/0", "code");
    check_action("envelope: {code: code}", "/envelope", "message");
    check_action("disputed: [{about: it, readings: [a], taken: a}]", "/disputed/0/readings", "minimum 2");
    check_action("effects: [{put: calls, set: {a: 1}}]", "/effects/0", "key");
    check_action("effects: [{put: calls, key: A, where: {a: 1}}]", "/effects/0/where", "false");
    check_action("effects: [{update: calls, key: A}]", "/effects/0", "set");
    check_action("effects: [{remove: calls}]", "/effects/0", "key");
    check_action("effects: [{remove: calls, key: A, set: {a: 1}}]", "/effects/0/set", "false");
    check_action("effects: [{put: calls, key: A, remove: calls}]", "/effects/0/remove", "false");
    check_action("preconditions: [{has: calls, lacks: calls, otherwise: 5}]", "/preconditions/0/lacks", "false");
    check_action("preconditions: [{has: calls, max: 5, otherwise: 5}]", "/preconditions/0/max", "false");
    check_action("preconditions: [{count: calls, otherwise: 5}]", "/preconditions/0", "max");
    check_action("preconditions: [{has: calls, none_left: 5, otherwise: 5}]", "/preconditions/0", "each");
    check_action("answers: {A: {sum: 5}}", "/answers/A/sum", "want array");
    check_action("answers: {A: {switch: B}}", "/answers/A", "cases");
    check_action("answers: {A: {first: [B], per: C}}", "/answers/A/per", "false");
    check_action("answers: {A: {frist: [B]}}", "/answers/A", "frist");
    check_action("answers: {A: two words}", "/answers/A", "pattern");
    check_action("notifies: [{fields: {a: B}}]", "/notifies/0", "event");
    check_action("notifies: [{event: a, before: 1}]", "/notifies/0/before", "boolean");
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

/// Names on the wire, wherever one stands.
#[test]
fn names_on_the_wire() {
    let bad = "a-b";
    check_action(&format!("notifies: {bad}"), "/notifies", "pattern");
    check_action(&format!("reply: {{{bad}: {{type: i64, doc: A.}}}}"), "/reply", bad);
    check_action(&format!("reply: {{A: {{type: i64, doc: A., selector: {bad}}}}}"), "/reply/A/selector", "pattern");
    check_param(&format!("type: i64, selector: {bad}"), "/selector", "pattern");
    check_param(&format!("type: list<A>, unique_by: {bad}"), "/unique_by", "pattern");
    check_param(&format!("type: string, base64_when: {{{bad}: 1}}"), "/base64_when", bad);
    for rule in ["required", "allowed"] {
        check_action(&format!("rules: [{{{rule}: {bad}, when: {{A: 1}}}}]"), &format!("/rules/0/{rule}"), "pattern");
    }
    check_action(&format!("rules: [{{value: {bad}, among: [A]}}]"), "/rules/0/value", "pattern");
    check_action(&format!("rules: [{{value: A, among: [{bad}]}}]"), "/rules/0/among/0", "pattern");
    check_action(&format!("rules: [{{value: A, not_among: {bad}}}]"), "/rules/0/not_among", "pattern");
    check_action(&format!("rules: [{{exactly_one: [A, {bad}]}}]"), "/rules/0/exactly_one/1", "pattern");
    check_action(&format!("rules: [{{differ: [A, {bad}]}}]"), "/rules/0/differ/1", "pattern");
    check_action(&format!("items: {{failed: {{list: A, key: B}}, succeeded: {bad}}}"), "/items/succeeded", "pattern");
    for key in ["code", "message"] {
        let line = format!("items: {{failed: {{list: A, key: B, {key}: {bad}}}}}");
        check_action(&line, &format!("/items/failed/{key}"), "pattern");
    }
    for key in ["limit", "total"] {
        let line = format!("paging: {{cursor: A, next: B, list: C, done: 0, {key}: {bad}}}");
        check_action(&line, &format!("/paging/{key}"), "pattern");
    }
    check_action(&format!("paging: {{cursor: A, next: B, list: {bad}, done: 0}}"), "/paging/list", "pattern");
    check_action(&format!("codes: [{{code: 5, about: {bad}}}]"), "/codes/0/about", "pattern");
    let precondition = format!("preconditions: [{{has: users, key: {bad}, otherwise: 5}}]");
    check_action(&precondition, "/preconditions/0/key", "pattern");
    check_action(&format!("effects: [{{put: users, key: A, set: {{a: {bad}}}}}]"), "/effects/0/set/a", "pattern");
    check_type(&format!("doc: T., fields: {{{bad}: {{type: i32, doc: A.}}}}"), "/fields", bad);
    check_type(&format!("doc: T., by: {bad}, variants: {{A: string}}"), "/by", "pattern");
    check("service.yaml", "nonce: SignatureNonce", "nonce: a-b", "/common/nonce", "pattern");
    check("service.yaml", "event: event,", "event: a-b,", "/callbacks/common/event", "pattern");
    check("service.yaml", "message: Message", "message: a-b", "/envelope/message", "pattern");
    let callback = "callback: a\nsummary: A.\nsource: {page: a, checked: 2026-11-22}\n";
    check_text(Kind::Callback, &format!("{callback}fields: {{{bad}: {{type: i64, doc: A.}}}}\n"), "/fields", bad);
}

/// Keys that must be there, sentences that must not be empty, and lists that must not be.
#[test]
fn nothing_where_something_is_needed() {
    check(REJECT, "summary: Reject a call invitation on behalf of a user.", "summary: ' '", "/summary", "pattern");
    check(REJECT, "page: zim-server/call-invitation/reject-a-call-invitation", "page: ''", "/source/page", "pattern");
    check_action("params: {A: {type: i64, doc: ''}}", "/params/A/doc", "pattern");
    check_action("reply: {A: {type: i64, doc: ''}}", "/reply/A/doc", "pattern");
    check_action("reply: {A: {doc: A.}}", "/reply/A", "type");
    check_action("rules: [{value: A, among: []}]", "/rules/0/among", "minimum 1");
    check_action("items: {succeeded: A}", "/items", "failed");
    check_action("items: {failed: {key: A}}", "/items/failed", "list");
    check_action("codes: [{meaning: A.}]", "/codes/0", "code");
    check_action("effects: [{key: A}]", "/effects/0", "put");
    check_action("preconditions: [{has: calls, key: A}]", "/preconditions/0", "otherwise");
    check_action("preconditions: [{otherwise: 5}]", "/preconditions/0", "has");
    check_action("disputed: [{readings: [a, b], taken: a}]", "/disputed/0", "about");
    check_param("type: i64, sentinels: {0: ''}", "/sentinels/0", "pattern");
    check_type("doc: '', type: i32", "/doc", "pattern");
    check_type("doc: T., type: i32, values: {}", "/values", "minimum 1");
    check_type("doc: T., type: i32, flags: {}", "/flags", "minimum 1");
    check_type("doc: T., fields: {}", "/fields", "minimum 1");
    check_type("doc: T., by: K, variants: {}", "/variants", "minimum 1");
    check_type("doc: T., type: i32, values: {1: {name: A}}", "/values/1", "doc");
    check_type("doc: T., type: i32, values: {1: {name: A, doc: ''}}", "/values/1/doc", "pattern");
    check_text(Kind::Types, "charsets: {Digits: {doc: '', chars: '1'}}\n", "/charsets/Digits/doc", "pattern");
    check_text(Kind::Types, "charsets: {Digits: {doc: Digits.}}\n", "/charsets/Digits", "chars");
    let service = "service.yaml";
    check(service, "doc: Europe.", "doc: ''", "/hosts/Frankfurt/doc", "pattern");
    check(service, ", doc: Europe.", "", "/hosts/Frankfurt", "doc");
    check(service, "algorithm: md5_hex, ", "", "/signing", "algorithm");
    check(service, "  signing: sha1_sorted_hex\n", "", "/callbacks", "signing");
    check(service, "envelope: {code: Code, ", "envelope: {", "/envelope", "code");
}

/// Notations and words of what the other tests do not break.
#[test]
fn other_notations() {
    check_action("reply: {A: {type: list<, doc: A.}}", "/reply/A/type", "pattern");
    check_action("reply: {A: {type: i64, doc: A., rust_name: A}}", "/reply/A/rust_name", "pattern");
    check_action("preconditions: [{has: Calls, otherwise: 5}]", "/preconditions/0/has", "pattern");
    check_action("codes: [{code: 5, in: body}]", "/codes/0/in", "must be one of");
    check_param("type: string, charset: digits", "/charset", "pattern");
    check_param("type: i64, only: [1, 1]", "/only", "are equal");
    check_type("doc: T., type: list<", "/type", "pattern");
    check_type("doc: T., type: i32, flags: {one: {name: A, doc: A.}}", "/flags", "one");
    check_type("doc: T., by: K, variants: {a: string}", "/variants", "\"a\"");
    check_type("doc: T., by: K, variants: {A: list<}", "/variants/A", "pattern");
    check_text(Kind::Types, "charsets: {digits: {doc: Digits., chars: '1'}}\n", "/charsets", "digits");
    let code = "layer: public, recovery: retry, meaning: A., meaning_zh: 甲, advice: A.";
    check_text(Kind::Codes, &format!("5: {{name: call ended, {code}}}\n"), "/5/name", "pattern");
    let code = code.replace("public", "private");
    check_text(Kind::Codes, &format!("5: {{name: A, {code}}}\n"), "/5/layer", "must be one of");
    let service = "service.yaml";
    check(service, "service: ZIM", "service: z i m", "/service", "pattern");
    check(service, "doc: ZEGO's in-app chat service, called over HTTPS by a backend.", "doc: ''", "/doc", "pattern");
    check(service, "service: ZIM\n", "service: ZIM\nsigner: A\n", "", "signer");
    check(service, "query_lists: brackets", "query_lists: commas", "/query_lists", "must be");
    check(service, "Mumbai: {", "mumbai: {", "/hosts", "mumbai");
    check(service, "signing: sha1_sorted_hex", "signing: sha1", "/callbacks/signing", "must be");
    check(service, "retries: [2s,", "retries: [0s,", "/callbacks/retries/0", "pattern");
    let callback = "callback: a\nsummary: A.\nsource: {page: a, checked: 2026-11-22}\n";
    check_text(Kind::Callback, &format!("{callback}retries: [soon]\n"), "/retries/0", "pattern");
    check_text(Kind::Callback, &format!("{callback}verdict: {{refuse: {{3: 5}}}}\n"), "/verdict", "by");
    check_text(Kind::Callback, &format!("{callback}verdict: {{by: a, refuse: {{x: 5}}}}\n"), "/verdict/refuse", "x");
    check_text(Kind::Callback, &callback.replace("summary: A.", "summary: ''"), "/summary", "pattern");
    check_text(Kind::Callback, &callback.replace("summary: A.\n", ""), "", "summary");
}
