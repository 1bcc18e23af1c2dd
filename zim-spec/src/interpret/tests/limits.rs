//! Limits, one by one; types; structs and their codes.

use super::{breaches, check, check_query, lines};
use crate::interpret::Input;
use crate::interpret::fixture::{PARAMETER, action, enumeration, int, list, object, param, schema, spec, text};
use crate::model::LimitKind::{
    Above, Below, Charset, ForbiddenPrefix, Max, MaxBytes, MaxChars, MaxItems, Min, MinBytes, MinChars, MinItems,
    NonEmpty, OneOf, OneOfTexts, Prefix, UniqueItems,
};
use crate::model::{Int, Limit, Schema, Sentinel, Type};
use serde_json::{Value, json};

#[test]
fn lengths_are_counted_in_their_unit() {
    check(text(vec![MinBytes(3)]), json!("ab"), &["X min_bytes 3 2"]);
    check(text(vec![MinBytes(3)]), json!("a\u{e9}"), &[]);
    check(text(vec![MaxBytes(32)]), json!("x".repeat(32)), &[]);
    check(text(vec![MaxBytes(32)]), json!("x".repeat(33)), &["X max_bytes 32 33"]);
    check(text(vec![MaxBytes(32)]), json!("\u{4e2d}".repeat(11)), &["X max_bytes 32 33"]);
    check(text(vec![MinChars(2)]), json!("\u{4e2d}"), &["X min_chars 2 1"]);
    check(text(vec![MinChars(2)]), json!("ab"), &[]);
    check(text(vec![MaxChars(2)]), json!("\u{4e2d}\u{4e2d}"), &[]);
    check(text(vec![MaxChars(2)]), json!("abc"), &["X max_chars 2 3"]);
}

#[test]
fn charset_names_the_first_character_outside_and_its_position_in_characters() {
    check(text(vec![Charset("Hex".into())]), json!("ff-0"), &[]);
    check(text(vec![Charset("Hex".into())]), json!("0g\u{e9}"), &["X charset Hex g@1"]);
    check(text(vec![Charset("Hex".into())]), json!("\u{e9}g"), &["X charset Hex \u{e9}@0"]);
}

#[test]
fn prefixes() {
    check(text(vec![Prefix("#".into())]), json!("#a"), &[]);
    check(text(vec![Prefix("#".into())]), json!("a#"), &["X prefix # -"]);
    check(text(vec![ForbiddenPrefix("#".into())]), json!("#a"), &["X forbidden_prefix # -"]);
    check(text(vec![ForbiddenPrefix("#".into())]), json!("a#"), &[]);
}

#[test]
fn empty_text_breaks_only_non_empty_where_that_is_a_limit() {
    check(text(vec![NonEmpty, MinBytes(2), Prefix("#".into())]), json!(""), &["X non_empty - -"]);
    check(text(vec![MinBytes(2), Prefix("#".into())]), json!(""), &["X min_bytes 2 0", "X prefix # -"]);
    check(text(vec![NonEmpty, MinBytes(2)]), json!("a"), &["X min_bytes 2 1"]);
}

#[test]
fn integers() {
    let timeout = || int(Int::I32, vec![Min(1), Max(600)]);
    check(timeout(), json!(0), &["X min 1 0"]);
    check(timeout(), json!(1), &[]);
    check(timeout(), json!(600), &[]);
    check(timeout(), json!(601), &["X max 600 601"]);
    check(timeout(), json!(2_147_483_648_i64), &["X type i32 2147483648"]);
    check(timeout(), json!(2.0), &["X type i32 2.0"]);
    check(timeout(), json!("5"), &["X type i32 string"]);
    check(int(Int::U32, vec![]), json!(-1), &["X type u32 -1"]);
    check(int(Int::U64, vec![]), json!(u64::MAX), &[]);
    check(int(Int::I64, vec![]), json!(u64::MAX), &["X type i64 18446744073709551615"]);
}

#[test]
fn types_are_strict_in_json() {
    check(text(vec![MaxBytes(1)]), json!(12), &["X type string number"]);
    check(schema(Type::Bool, vec![]), json!("true"), &["X type bool string"]);
    check(schema(Type::Bool, vec![]), json!(true), &[]);
    check(list(text(vec![]), vec![MaxItems(0)]), json!({}), &["X type list object"]);
    check(text(vec![]), json!(null), &["X required - -"]);
}

#[test]
fn lists_are_checked_before_their_items() {
    let ids = || list(text(vec![NonEmpty, MaxBytes(2)]), vec![MinItems(1), MaxItems(2), UniqueItems]);
    check(ids(), json!([]), &["X min_items 1 0"]);
    check(ids(), json!(["a", "b"]), &[]);
    check(
        ids(),
        json!(["abc", "", "abc", 5, null]),
        &[
            "X max_items 2 5",
            "X[2] unique_items - -",
            "X[0] max_bytes 2 3",
            "X[1] non_empty - -",
            "X[2] max_bytes 2 3",
            "X[3] type string number",
            "X[4] type string null",
        ],
    );
    check(list(int(Int::I64, vec![]), vec![UniqueItems]), json!([1, 2, 1, 2]), &["X[2] unique_items - -"]);
    // Items of the wrong type are not compared.
    check(
        list(text(vec![]), vec![UniqueItems]),
        json!([1, 1]),
        &["X[0] type string number", "X[1] type string number"],
    );
}

#[test]
fn query_values_are_read_from_text() {
    check_query(text(vec![]), &[("X", "")], &[]);
    check_query(text(vec![]), &[("Y", "a")], &["X required - -"]);
    check_query(text(vec![]), &[("X", "a"), ("X", "a")], &["X type string 2 values"]);
    check_query(text(vec![]), &[("X[]", "a")], &["X type string list"]);
    check_query(text(vec![]), &[("X", "a"), ("X[]", "a")], &["X type string 2 values"]);
    check_query(schema(Type::Bool, vec![]), &[("X", "true")], &[]);
    check_query(schema(Type::Bool, vec![]), &[("X", "1")], &["X type bool string"]);
    check_query(int(Int::I64, vec![Min(0)]), &[("X", "-5")], &["X min 0 -5"]);
    check_query(int(Int::U32, vec![]), &[("X", "4294967296")], &["X type u32 4294967296"]);
    for text in ["+5", "5 ", "0x5", "", "-", "5.0", "\u{663}"] {
        check_query(int(Int::I64, vec![]), &[("X", text)], &["X type i64 string"]);
    }
    let huge = "9".repeat(40);
    check_query(int(Int::U64, vec![]), &[("X", &huge)], &[&format!("X type u64 {huge}")]);
    let ids = || list(text(vec![MaxBytes(1)]), vec![MaxItems(1)]);
    check_query(ids(), &[("X[]", "a"), ("Z", "z"), ("X[]", "bc")], &["X max_items 1 2", "X[1] max_bytes 1 2"]);
    check_query(ids(), &[("X", "a")], &["X type list string"]);
    check_query(
        list(int(Int::I32, vec![]), vec![UniqueItems]),
        &[("X[]", "1"), ("X[]", "01")],
        &["X[1] unique_items - -"],
    );
}

#[test]
fn parameters_come_in_the_order_of_the_spec_and_absent_optional_ones_are_fine() {
    let mut late = param("A", true, text(vec![MaxBytes(1)]));
    late.code = 7;
    late.schema.limits = vec![Limit { raisable: true, ..Limit::new(MaxBytes(1)) }];
    let action =
        action(vec![param("Z", true, text(vec![NonEmpty])), late, param("O", false, text(vec![NonEmpty]))], Vec::new());
    let body = json!({ "A": "xy", "O": null, "Unknown": 1 });
    let found = breaches(&spec(), &action, Input::Json(&body));
    assert_eq!(lines(&found), ["Z required - -", "A max_bytes 1 2"]);
    let flags: Vec<_> = found.iter().map(|breach| (breach.code, breach.raisable)).collect();
    assert_eq!(flags, [(PARAMETER, false), (7, true)]);
    let shown: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["Z: required", "A: max_bytes 1, found 2"]);
    let found = breaches(&spec(), &action, Input::Json(&json!([])));
    assert_eq!(lines(&found), ["- type object list"]);
}

/// What an object breaks as `path rule limit actual code`.
#[track_caller]
fn check_object(schema: Schema, value: Value, expected: &[&str]) {
    let action = action(vec![param("X", true, schema), param("Y", true, text(vec![]))], Vec::new());
    let found = breaches(&spec(), &action, Input::Json(&json!({ "X": value })));
    let shown: Vec<_> =
        lines(&found).iter().zip(&found).map(|(line, found)| format!("{line} {}", found.code)).collect();
    // What comes after an object has its own code again.
    let expected: Vec<_> = expected.iter().copied().chain(["Y required - - 42"]).collect();
    assert_eq!(shown, expected);
}

#[test]
fn fields_of_structs_are_checked_in_order_each_under_its_code() {
    check_object(object("Friend"), json!({"Name": "a"}), &[]);
    check_object(object("Friend"), json!({"Name": "a", "Kind": null, "Further": 5}), &[]);
    check_object(
        object("Friend"),
        json!({"Kind": 1, "Name": "abc"}),
        &["X.Name max_bytes 2 3 42", "X.Kind one_of 0, 2 1 7"],
    );
    check_object(object("Friend"), json!({}), &["X.Name required - - 42"]);
    check_object(object("Friend"), json!({"Name": null}), &["X.Name required - - 42"]);
    check_object(object("Friend"), json!({"Name": ""}), &["X.Name non_empty - - 42"]);
    check_object(object("Friend"), json!({"name": "a"}), &["X.Name required - - 42"]);
    for (value, found) in [(json!("a"), "string"), (json!([]), "list"), (json!(5), "number"), (json!(true), "bool")] {
        check_object(object("Friend"), value, &[&format!("X type object {found} 42")]);
    }
    check_object(object("Friend"), json!(null), &["X required - - 42"]);
}

#[test]
fn structs_are_checked_inside_lists_and_each_other() {
    check_object(
        object("User"),
        json!({"Best": {"Kind": "2"}, "Friends": [{"Name": "abc"}, null, {"Kind": 5}]}),
        &[
            "X.Friends max_items 2 3 8",
            "X.Friends[0].Name max_bytes 2 3 42",
            "X.Friends[1] type object null 8",
            "X.Friends[2].Name required - - 42",
            "X.Friends[2].Kind one_of 0, 2 5 7",
            "X.Best.Name required - - 42",
            "X.Best.Kind type i32 string 7",
        ],
    );
    check_object(
        list(object("User"), vec![MaxItems(1)]),
        json!([{}, {"Best": [], "Friends": {}}]),
        &[
            "X max_items 1 2 42",
            "X[0].Best required - - 42",
            "X[1].Friends type list object 8",
            "X[1].Best type object list 42",
        ],
    );
    // A query has no objects.
    check_query(object("User"), &[("X", "{}")], &["X type object string"]);
    check_query(list(object("User"), vec![]), &[("X[]", "a")], &["X[0] type object string"]);
}

#[test]
fn enumerations() {
    let closed = || enumeration("Kind", vec![OneOf(vec![-1, 0, 2])]);
    check(closed(), json!(2), &[]);
    check(closed(), json!(-1), &[]);
    check(closed(), json!(1), &["X one_of -1, 0, 2 1"]);
    check(closed(), json!("2"), &["X type i32 string"]);
    check(closed(), json!(4_294_967_296_i64), &["X type i32 4294967296"]);
    check(enumeration("Kind", vec![]), json!(1), &[]);
    check_query(closed(), &[("X", "3")], &["X one_of -1, 0, 2 3"]);
    check(list(closed(), vec![UniqueItems]), json!([0, 1, 0]), &["X[2] unique_items - -", "X[1] one_of -1, 0, 2 1"]);
    check(
        int(Int::U64, vec![OneOf(vec![i64::MAX])]),
        json!(u64::MAX),
        &[&format!("X one_of {} {}", i64::MAX, u64::MAX)],
    );
}

#[test]
fn open_ranges_and_numbers_with_a_meaning_of_their_own() {
    let open = || int(Int::I64, vec![Above(0), Below(10)]);
    check(open(), json!(1), &[]);
    check(open(), json!(9), &[]);
    check(open(), json!(0), &["X above 0 0"]);
    check(open(), json!(10), &["X below 10 10"]);
    let sentinel = |value| Sentinel { value, doc: String::new() };
    let ever = |limits| Schema { sentinels: vec![sentinel(-1), sentinel(0)], ..int(Int::I32, limits) };
    check(ever(vec![Min(5), OneOf(vec![6])]), json!(-1), &[]);
    check(ever(vec![Min(5), OneOf(vec![6])]), json!(0), &[]);
    check(ever(vec![Min(5), OneOf(vec![6])]), json!(-2), &["X min 5 -2", "X one_of 6 -2"]);
}

#[test]
fn limits_that_the_server_corrects_are_never_broken() {
    let mut corrected = int(Int::I32, vec![Min(1), Max(100)]);
    corrected.limits[0].clamped_to = Some(10);
    check(corrected.clone(), json!(0), &[]);
    check(corrected, json!(101), &["X max 100 101"]);
}

#[test]
fn a_limit_can_have_a_code_of_its_own() {
    let mut own = list(text(vec![NonEmpty]), vec![MaxItems(1)]);
    own.limits[0].code = Some(5);
    let action = action(vec![param("X", true, own)], Vec::new());
    let found = breaches(&spec(), &action, Input::Json(&json!({"X": ["", "a"]})));
    let shown: Vec<_> = found.iter().map(|breach| (breach.rule, breach.code)).collect();
    assert_eq!(shown, [("max_items", 5), ("non_empty", PARAMETER)]);
}

#[test]
fn texts_of_a_list_and_bits_of_flags() {
    let key = || text(vec![NonEmpty, OneOfTexts(vec!["k0".into(), "k1".into()])]);
    check(key(), json!("k1"), &[]);
    check(key(), json!("K1"), &["X one_of k0, k1 -"]);
    check(key(), json!(""), &["X non_empty - -"]);
    check(text(vec![OneOfTexts(vec!["k0".into()])]), json!(""), &["X one_of k0 -"]);
    let edit = || enumeration("Edit", vec![crate::model::LimitKind::Flags(5)]);
    check(edit(), json!(0), &[]);
    check(edit(), json!(5), &[]);
    check(edit(), json!(7), &["X flags 5 7"]);
    check(edit(), json!(-1), &["X flags 5 -1"]);
    check(int(Int::U64, vec![crate::model::LimitKind::Flags(5)]), json!(u64::MAX), &["X flags 5 18446744073709551615"]);
}
