//! What holds values: maps, JSON in texts, unions, lists of structs, and base64.

use super::{breaches, check, check_query, lines};
use crate::interpret::Input;
use crate::interpret::fixture::{
    action, body_beside, int, json_text, list, map, object, param, schema, spec, text, union,
};
use crate::model::LimitKind::{
    Base64, Charset, Max, MaxBytes, MaxChars, MaxItems, MaxTotalBytes, Min, MinBytes, MinItems, NonEmpty, UniqueBy,
};
use crate::model::{Condition, Int, Param, Scalar, Test, Type};
use serde_json::{Value, json};

/// What `body` breaks of these parameters, as `path rule limit actual code`.
#[track_caller]
fn check_beside(params: Vec<Param>, body: Value, expected: &[&str]) {
    let found = breaches(&spec(), &action(params, Vec::new()), Input::Json(&body));
    let shown: Vec<_> =
        lines(&found).iter().zip(&found).map(|(line, found)| format!("{line} {}", found.code)).collect();
    assert_eq!(shown, expected, "{body}");
}

#[test]
fn maps_are_checked_entry_by_entry_in_the_order_of_their_keys() {
    let levels = || {
        let key = text(vec![NonEmpty, MaxBytes(2), Charset("Hex".into())]);
        map(key, int(Int::I32, vec![Min(1)]), vec![MinItems(1), MaxItems(3)])
    };
    check(levels(), json!({"a": 1}), &[]);
    check(levels(), json!({}), &["X min_items 1 0"]);
    check(
        levels(),
        json!({"b": 0, "": 0, "zzz": 1, "a": null}),
        &[
            "X max_items 3 4",
            "X[] non_empty - -",
            "X[] min 1 0",
            "X[a] type i32 null",
            "X[b] min 1 0",
            "X[zzz] max_bytes 2 3",
            "X[zzz] charset Hex z@0",
        ],
    );
    check(levels(), json!([]), &["X type object list"]);
    check_query(levels(), &[("X", "a")], &["X type object string"]);
    let friends = map(text(vec![]), list(object("Friend"), vec![MaxItems(1)]), vec![]);
    check(friends, json!({"a": [{}, {"Name": "b"}]}), &["X[a] max_items 1 2", "X[a][0].Name required - -"]);
}

#[test]
fn json_in_a_text_is_checked_at_the_same_path() {
    let friend = || json_text(object("Friend"), vec![NonEmpty, MaxBytes(20)]);
    check(friend(), json!(r#"{"Name":"a"}"#), &[]);
    check(friend(), json!(r#"{"Name":"abc","Kind":2}"#), &["X max_bytes 20 23", "X.Name max_bytes 2 3"]);
    check(friend(), json!("{"), &["X json - -"]);
    check(friend(), json!("[]"), &["X type object list"]);
    check(friend(), json!(""), &["X non_empty - -"]);
    check(json_text(object("Friend"), vec![]), json!(""), &["X json - -"]);
    check(friend(), json!({"Name": "a"}), &["X type string object"]);
    check_query(friend(), &[("X", "{}")], &["X.Name required - -"]);
    let url = schema(Type::Json { value: Box::new(int(Int::I32, vec![Max(5)])), url_encoded: true }, vec![]);
    check(url.clone(), json!("%36"), &["X max 5 6"]);
    check(url, json!("%ff"), &["X json - -"]);
}

#[test]
fn a_union_is_of_the_variant_that_the_field_beside_it_selects() {
    let kind = || param("Kind", false, int(Int::I64, vec![]));
    let both = || vec![body_beside("Body", "Kind"), kind()];
    check_beside(both(), json!({"Kind": 0, "Body": "abc"}), &["Body max_bytes 2 3 42"]);
    check_beside(both(), json!({"Kind": 0, "Body": {}}), &["Body type string object 42"]);
    check_beside(
        both(),
        json!({"Kind": 2, "Body": {"Kind": 1}}),
        &["Body.Name required - - 42", "Body.Kind one_of 0, 2 1 7"],
    );
    check_beside(both(), json!({"Kind": 3, "Body": "{}"}), &["Body.Name required - - 42"]);
    check_beside(both(), json!({"Kind": 3, "Body": null}), &["Body required - - 42"]);
    // Nobody knows what these are.
    check_beside(both(), json!({"Kind": 1, "Body": 5}), &[]);
    check_beside(both(), json!({"Body": 5}), &[]);
    check_beside(both(), json!({"Kind": "0", "Body": 5}), &["Kind type i64 string 42"]);
    let default = Param { default: Some(Scalar::Int(0)), ..kind() };
    check_beside(vec![body_beside("Body", "Kind"), default], json!({"Body": "abc"}), &["Body max_bytes 2 3 42"]);
    let several = Param { schema: list(union("Body"), vec![MaxItems(1)]), ..body_beside("Bodies", "Kind") };
    check_beside(
        vec![several, kind()],
        json!({"Kind": 0, "Bodies": ["a", "abc"]}),
        &["Bodies max_items 1 2 42", "Bodies[1] max_bytes 2 3 42"],
    );
    check_query(union("Body"), &[("X", "a")], &[]);
}

#[test]
fn unions_and_rules_inside_structs() {
    check(object("Message"), json!({"Kind": 0, "Body": "ab"}), &[]);
    // Each under its own code; what follows has that of its parameter again.
    check_beside(
        vec![param("X", true, list(object("Message"), vec![])), param("Y", true, text(vec![]))],
        json!({"X": [{"Kind": 2, "Body": {}}, {"Kind": 0, "Body": "abc"}, {"Kind": 2, "Body": {"Name": "a"}, "Sub": 0}]}),
        &[
            "X[0].Body.Name required - - 42",
            "X[0].Sub required_if Kind = 2 - 10",
            "X[1].Body max_bytes 2 3 9",
            "Y required - - 42",
        ],
    );
}

#[test]
fn structs_of_a_list_can_have_to_differ_in_a_field() {
    let friends = || list(object("Friend"), vec![MinItems(1), UniqueBy("Name".into()), MaxTotalBytes(4)]);
    check(friends(), json!([{"Name": "a"}, {"Name": "b"}]), &[]);
    check(friends(), json!([{"Name": "a"}, {"Name": "b"}, {"Name": "a"}, {"Name": "b"}]), &["X[2] unique_by Name -"]);
    check(
        friends(),
        json!([{"Name": 1}, {"Name": 1}, {}, {}, {"Name": null}]),
        &[
            "X[0].Name type string number",
            "X[1].Name type string number",
            "X[2].Name required - -",
            "X[3].Name required - -",
            "X[4].Name required - -",
        ],
    );
    check(
        friends(),
        json!([{"Name": "\u{e9}a"}, {"Name": "cc", "Other": "ccc"}, 5]),
        &["X max_total_bytes 4 5", "X[0].Name max_bytes 2 3", "X[2] type object number"],
    );
    let by_kind = || list(object("Friend"), vec![UniqueBy("Kind".into())]);
    check(by_kind(), json!([{"Name": "a", "Kind": 2}, {"Name": "b"}, {"Name": "c"}]), &[]);
    check(
        by_kind(),
        json!([{"Name": "a", "Kind": 2}, {"Name": "b"}, {"Name": "c", "Kind": 2}]),
        &["X[2] unique_by Kind -"],
    );
}

/// A text that is base64 if `Flag` is 1, and has 2 to 4 bytes.
fn payload() -> Vec<Param> {
    let when = Condition::new("Flag", Test::Is(vec![Scalar::Int(1)]));
    let limits = vec![NonEmpty, Base64(when), MinBytes(2), MaxBytes(4), MaxChars(8)];
    vec![param("X", false, text(limits)), param("Flag", false, int(Int::I32, vec![]))]
}

#[test]
fn bytes_are_those_that_base64_stands_for_where_it_is_base64() {
    check_beside(payload(), json!({"X": "abcde"}), &["X max_bytes 4 5 42"]);
    check_beside(payload(), json!({"X": "abcde", "Flag": 0}), &["X max_bytes 4 5 42"]);
    check_beside(payload(), json!({"X": "abcde", "Flag": 1}), &["X base64 Flag = 1 - 42"]);
    check_beside(payload(), json!({"X": "YWJjZA==", "Flag": 1}), &[]);
    check_beside(payload(), json!({"X": "YWJjZGU=", "Flag": 1}), &["X max_bytes 4 5 42"]);
    check_beside(payload(), json!({"X": "YQ==", "Flag": 1}), &["X min_bytes 2 1 42"]);
    check_beside(payload(), json!({"X": "", "Flag": 1}), &["X non_empty - - 42"]);
    check_beside(payload(), json!({"X": "YWJjZGVmZ", "Flag": 1}), &["X base64 Flag = 1 - 42", "X max_chars 8 9 42"]);
    check_beside(payload(), json!({"X": "abcd", "Flag": "1"}), &["Flag type i32 string 42"]);
    for bad in ["YWI", "YWI-", "YW=I", "YW I", "Y===", "====", "YQ==YQ==", "YR==", "YWJ=", "\u{e9}YW"] {
        check_beside(payload(), json!({"X": bad, "Flag": 1}), &["X base64 Flag = 1 - 42"]);
    }
    let empty = Base64(Condition::new("X", Test::Given));
    check(text(vec![empty.clone()]), json!(""), &[]);
    check(text(vec![empty, MinBytes(1)]), json!(""), &["X min_bytes 1 0"]);
}
