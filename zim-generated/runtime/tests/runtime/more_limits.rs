//! Limits of enumerations, base64, maps, structs, unions and JSON in texts, and the order they come in.

use crate::limits::{breaches, texts};
use crate::sample::codes;
use crate::sample::send::{Body, SendMsg};
use crate::sample::types::{Attribute, AttributeKey, ConvType, EditType};
use std::collections::BTreeMap;
use zim_runtime::Policy;

#[track_caller]
fn check(change: impl FnOnce(&mut SendMsg), expected: &[&str]) {
    let mut request = SendMsg::valid();
    change(&mut request);
    assert_eq!(breaches(&request), expected);
}

#[test]
fn the_sample_is_valid() {
    check(|_| {}, &[]);
}

#[test]
fn an_absent_parameter_breaks_no_limit() {
    check(
        |r| r.to_user_ids = vec![],
        &["ToUserId at_least_one ToUserId, ToUserIds", "ToUserId exactly_one ToUserId, ToUserIds 0"],
    );
}

#[test]
fn enumerations_of_integers() {
    check(|r| r.conv_types = Some(vec![ConvType::Peer]), &[]);
    check(|r| r.conv_types = Some(vec![ConvType::Other(1)]), &["ConvTypes[0] one_of 0, 2 1"]);
    check(|r| r.conv_types = Some(vec![ConvType::Peer, ConvType::from(0)]), &["ConvTypes[1] unique_items"]);
}

#[test]
fn enumerations_of_texts() {
    check(|r| r.keys = Some(vec![AttributeKey::K0, "k1".into()]), &[]);
    check(|r| r.keys = Some(vec!["k2".into(), "".into()]), &["Keys[0] one_of k0, k1", "Keys[1] one_of k0, k1"]);
}

#[test]
fn flags() {
    check(|r| r.edit = Some(EditType::MESSAGE | EditType::EXTENDED_DATA), &[]);
    check(|r| r.edit = Some(EditType::from(0)), &[]);
    check(|r| r.edit = Some(EditType::from(2)), &["EditType flags 5 2"]);
    check(|r| r.edit = Some(EditType::from(-1)), &["EditType flags 5 -1"]);
}

#[test]
fn sentinels_break_nothing() {
    for timeout in [0, -1, 10, 600] {
        check(|r| r.timeout = Some(timeout), &[]);
    }
    check(|r| r.timeout = Some(9), &["Timeout min 10 9"]);
    check(|r| r.timeout = Some(-2), &["Timeout min 10 -2"]);
    check(|r| r.timeout = Some(601), &["Timeout max 600 601"]);
}

#[test]
fn open_ranges() {
    check(|r| r.ratio = Some(1), &[]);
    check(|r| r.ratio = Some(99), &[]);
    check(|r| r.ratio = Some(0), &["Ratio above 0 0"]);
    check(|r| r.ratio = Some(100), &["Ratio below 100 100"]);
}

#[track_caller]
fn check_data(is_base64: Option<bool>, data: &str, expected: &[&str]) {
    check(|r| (r.is_base64, r.data) = (is_base64, Some(data.to_owned())), expected);
}

#[test]
fn base64_counts_what_it_encodes() {
    check_data(None, "Zg", &[]);
    check_data(Some(false), "Z===", &[]);
    check_data(Some(false), "Zm9vYg==", &["Data max_bytes 4 8"]);
    check_data(Some(true), "Zm9vYg==", &[]);
    check_data(Some(true), "Zg==", &["Data min_bytes 2 1"]);
    check_data(Some(true), "Zm9vYmE=", &["Data max_bytes 4 5"]);
    // Empty is base64 of nothing, and still empty.
    check_data(Some(true), "", &["Data non_empty"]);
    // Of what is no base64 no byte limit is reported, but all others are.
    check_data(Some(true), "Zg", &["Data base64 IsBase64 = true"]);
    check_data(Some(true), "not base64", &["Data base64 IsBase64 = true", "Data max_chars 8 10"]);
}

#[test]
fn structs_and_lists_of_them() {
    let attributes = |items: &[(&str, &str)]| {
        let items: Vec<_> = items.iter().map(|&(key, value)| Attribute::new(key, value)).collect();
        move |r: &mut SendMsg| r.attributes = items
    };
    check(attributes(&[("k0", "x")]), &[]);
    check(
        attributes(&[("k0", "123456789")]),
        &["Attributes max_total_bytes 10 11", "Attributes[0].Value max_bytes 8 9"],
    );
    check(
        attributes(&[("k0", ""), ("k2", ""), ("k0", ""), ("k2", "")]),
        &[
            "Attributes max_items 3 4",
            "Attributes[2] unique_by Key",
            "Attributes[1].Key one_of k0, k1",
            "Attributes[3].Key one_of k0, k1",
        ],
    );
    check(|r| r.attribute = Some(Attribute::new("k1", "")), &["Attribute.ConvType required_if Key = k1"]);
}

#[test]
fn unions() {
    check(|r| r.body = Body::Text(String::new()), &["Body non_empty"]);
    check(|r| r.body = Body::Text("12345".into()), &["Body max_bytes 4 5"]);
    check(
        |r| r.body = Body::Attribute(Attribute::new("k", "")),
        &["MessageType one_of 1, 11 2", "Body.Key one_of k0, k1"],
    );
    check(
        |r| r.bodies = vec![Body::Text("12345".into()), Body::Json(Attribute::new("k", "")), Body::Text(String::new())],
        &["Bodies max_items 2 3", "Bodies[0] max_bytes 4 5", "Bodies[1].Key one_of k0, k1", "Bodies[2] non_empty"],
    );
}

#[test]
fn json_in_a_text() {
    // {"Key":"k0","Value":"x"} has 24 bytes.
    check(|r| r.json = Some(Attribute::new("k0", "x")), &[]);
    check(|r| r.json = Some(Attribute::new("k0", "1234567")), &[]);
    check(|r| r.json = Some(Attribute::new("k0", "12345678")), &["Json max_bytes 30 31"]);
    check(|r| r.json = Some(Attribute::new("k2", "\"\"\"\"\"")), &["Json max_bytes 30 33", "Json.Key one_of k0, k1"]);
    check(|r| r.json_ids = Some(texts(&["u", "é"])), &["JsonIds max_items 1 2", "JsonIds[1] charset IdCharacters é@0"]);
}

#[test]
fn maps() {
    let marks = |keys: &[&str]| {
        let marks: BTreeMap<_, _> = keys.iter().map(|key| ((*key).to_owned(), Attribute::new("k2", ""))).collect();
        move |r: &mut SendMsg| r.marks = Some(marks)
    };
    check(marks(&[]), &[]);
    check(
        marks(&["b", "abcd", "c"]),
        &[
            "Marks max_items 2 3",
            "Marks[abcd] max_bytes 3 4",
            "Marks[abcd].Key one_of k0, k1",
            "Marks[b].Key one_of k0, k1",
            "Marks[c].Key one_of k0, k1",
        ],
    );
    check(
        |r| r.texts = BTreeMap::from([(String::new(), "123".to_owned())]),
        &["Texts[] non_empty", "Texts[] max_chars 2 3"],
    );
    check(
        |r| r.lists = BTreeMap::from([("a".to_owned(), vec![1]), ("b".to_owned(), vec![1, 0])]),
        &["Lists[b] max_items 1 2", "Lists[b][1] min 1 0"],
    );
}

#[test]
fn codes() {
    let mut request = SendMsg::valid();
    request.to_user_ids = texts(&["a", "b", "c", "c", ""]);
    request.body = Body::Text(String::new());
    request.attribute = Some(Attribute::new("k2", "123456789"));
    let violations = Policy::All.check(&request).unwrap_err();
    let shown: Vec<_> = violations.iter().map(|v| (v.path.as_str(), v.rule.as_str(), v.code)).collect();
    let expected = [
        // The code of one limit is not that of the next, a union's scalar has the parameter's, a field its own.
        ("ToUserIds", "max_items", codes::TOO_MANY_USERS),
        ("ToUserIds[3]", "unique_items", codes::INVALID_PARAMETER),
        ("ToUserIds[4]", "non_empty", codes::INVALID_PARAMETER),
        ("Body", "non_empty", codes::CALL_ENDED),
        ("Attribute.Key", "one_of", codes::INVALID_PARAMETER),
        ("Attribute.Value", "max_bytes", codes::TOO_MANY_USERS),
    ];
    assert_eq!(shown, expected);
    request.body = Body::Attribute(Attribute::new("k2", ""));
    let violations = Policy::All.check(&request).unwrap_err();
    let field = violations.iter().find(|v| v.path == "Body.Key").unwrap();
    assert_eq!(field.code, codes::INVALID_PARAMETER);
}

#[test]
fn raisable_limits_of_every_kind() {
    let mut request = SendMsg::valid();
    request.body = Body::Text("12345".into());
    request.json = Some(Attribute::new("k0", "12345678"));
    let violations = Policy::All.check(&request).unwrap_err();
    let shown: Vec<_> = violations.iter().map(|v| (v.path.as_str(), v.raisable)).collect();
    assert_eq!(shown, [("Body", true), ("Json", true)]);
    assert!(Policy::Fixed.check(&request).is_ok());
}

#[track_caller]
fn check_display(change: impl FnOnce(&mut SendMsg), expected: &str) {
    let mut request = SendMsg::valid();
    change(&mut request);
    assert_eq!(
        Policy::All.check(&request).unwrap_err().to_string(),
        format!("{expected}; ZIM would answer 660000002)")
    );
}

#[test]
fn sentences() {
    check_display(|r| r.ratio = Some(0), "Ratio: 0, more than 0 required (above");
    check_display(|r| r.ratio = Some(100), "Ratio: 100, less than 100 required (below");
    check_display(|r| r.edit = Some(EditType::from(8)), "EditType: 8, no bits but those of 5 allowed (flags");
    check_display(|r| r.keys = Some(vec!["x".into()]), "Keys[0]: something else, one of k0, k1 required (one_of");
    check_display(
        |r| (r.is_base64, r.data) = (Some(true), Some("é".into())),
        "Data: not base64, which is required where IsBase64 = true (base64",
    );
    check_display(
        |r| r.texts = BTreeMap::from([("\u{1b}".to_owned(), String::new())]),
        "Texts[\\u{1b}]: `\\u{1b}`, character 1, is outside IdCharacters (charset",
    );
    let twice = || vec![Attribute::new("k0", ""), Attribute::new("k0", "")];
    check_display(|r| r.attributes = twice(), "Attributes[1]: the same Key as an earlier item (unique_by");
    check_display(
        |r| {
            r.attributes = vec![Attribute::new("k0", "1234567"), Attribute::new("k1", "")]
                .into_iter()
                .map(|mut a| {
                    a.conv_type = Some(ConvType::Peer);
                    a
                })
                .collect()
        },
        "Attributes: 11 bytes in all, at most 10 allowed (max_total_bytes",
    );
}
