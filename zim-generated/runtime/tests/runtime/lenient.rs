//! The fields of a reply in every form that servers send them in.

use crate::decode::response;
use crate::sample::codes;
use crate::sample::everything::{Everything, EverythingReply};
use zim_runtime::{Error, decode};

/// A reply of [`Everything`] with `members` after or instead of the required ones.
fn everything(members: &str) -> Result<EverythingReply, String> {
    let required = r#""Code":0,"CallId":"c","Time":1,"Done":true"#;
    let missing = |key: &str| !members.contains(&format!("\"{key}\""));
    let required = required.split(',').filter(|member| missing(member.split('"').nth(1).unwrap()));
    let body = required.chain((!members.is_empty()).then_some(members)).collect::<Vec<_>>().join(",");
    decode::<Everything>(&response(200, format!("{{{body}}}").as_bytes())).map_err(|error| match error {
        Error::Malformed(malformed) => malformed.reason.to_string(),
        other => panic!("{other:?}"),
    })
}

#[track_caller]
fn check_field<T: PartialEq + std::fmt::Debug>(members: &str, field: impl Fn(EverythingReply) -> T, expected: T) {
    assert_eq!(everything(members).map(field), Ok(expected), "{members}");
}

#[track_caller]
fn check_refused(members: &str, reason: &str) {
    let error = everything(members).expect_err(members);
    assert!(error.contains(reason), "{members}: {error}");
}

#[test]
fn texts_are_read_leniently() {
    check_field(r#""CallId":"x""#, |reply| reply.call_id, "x".to_owned());
    check_field(r#""CallId":123456789012345678"#, |reply| reply.call_id, "123456789012345678".to_owned());
    check_field(r#""CallId":12261423186766631832"#, |reply| reply.call_id, "12261423186766631832".to_owned());
    check_field(r#""CallId":-1"#, |reply| reply.call_id, "-1".to_owned());
    check_field(r#""CallId":1.5"#, |reply| reply.call_id, "1.5".to_owned());
    check_refused(r#""CallId":99999999999999999999"#, "expected a text");
    check_refused(r#""CallId":null"#, "invalid type: null, expected a text");
    check_refused(r#""CallId":true"#, "expected a text");
    check_refused(r#""CallId":["x"]"#, "invalid type: sequence, expected a text");
    check_field("", |reply| reply.note, None);
    check_field(r#""Note":null"#, |reply| reply.note, None);
    check_field(r#""Note":"""#, |reply| reply.note, Some(String::new()));
    check_field(r#""Note":7"#, |reply| reply.note, Some("7".to_owned()));
    check_refused(r#""Note":{}"#, "invalid type: map, expected a text");
    check_field("", |reply| reply.names, vec![]);
    check_field(r#""Names":null"#, |reply| reply.names, vec![]);
    check_field(r#""Names":["a",1]"#, |reply| reply.names, vec!["a".to_owned(), "1".to_owned()]);
    check_refused(r#""Names":["a",null]"#, "expected a text");
    check_refused(r#""Names":"a""#, "expected a sequence");
    check_refused(r#""Names":-5"#, "invalid type: integer `-5`, expected a sequence");
    check_refused(
        r#""Names":18446744073709551615"#,
        "invalid type: integer `18446744073709551615`, expected a sequence",
    );
    check_refused(r#""Names":1.5"#, "invalid type: floating point `1.5`, expected a sequence");
}

#[test]
fn integers_are_read_leniently() {
    check_field(r#""Time":123456789012345678"#, |reply| reply.time, 123_456_789_012_345_678);
    check_field(r#""Time":"123456789012345678""#, |reply| reply.time, 123_456_789_012_345_678);
    check_field(r#""Time":-9223372036854775808"#, |reply| reply.time, i64::MIN);
    check_field(r#""Time":1.0"#, |reply| reply.time, 1);
    check_field(r#""Time":1e3"#, |reply| reply.time, 1000);
    check_field(r#""Time":9007199254740992.0"#, |reply| reply.time, 1 << 53);
    check_refused(r#""Time":9007199254740994.0"#, "expected an integer");
    check_refused(r#""Time":1.5"#, "expected an integer");
    check_refused(r#""Time":9223372036854775808"#, "out of range, expected an integer");
    check_refused(r#""Time":null"#, "expected an integer");
    check_refused(r#""Time":true"#, "expected an integer");
    check_refused(r#""Time":"""#, "another text, expected an integer");
    check_refused(r#""Time":"private""#, "another text, expected an integer");
    check_field("", |reply| reply.small, None);
    check_field(r#""Small":null"#, |reply| reply.small, None);
    check_field(r#""Small":"4294967295""#, |reply| reply.small, Some(u32::MAX));
    check_refused(r#""Small":4294967296"#, "out of range");
    check_refused(r#""Small":-1"#, "out of range");
    check_field(r#""Seqs":[1,"2",18446744073709551615]"#, |reply| reply.seqs, vec![1, 2, u64::MAX]);
    // The code of a reply is one too, but a number that is none has the right type.
    check_refused(r#""Code":"x""#, "invalid value: another text, expected a return code");
    check_refused(
        r#""Code":18446744073709551615"#,
        "invalid value: integer `18446744073709551615`, expected a return code",
    );
    check_refused(r#""Code":true"#, "invalid type: boolean `true`, expected a return code");
    check_field(r#""Seqs":null"#, |reply| reply.seqs, vec![]);
    check_refused(r#""Seqs":[-1]"#, "out of range");
}

#[test]
fn truth_values_are_read_leniently() {
    for (value, expected) in [("true", true), ("false", false), ("1", true), ("0", false), ("1.0", true)] {
        check_field(&format!(r#""Done":{value}"#), |reply| reply.done, expected);
    }
    for (text, expected) in [("true", true), ("false", false), ("1", true), ("0", false)] {
        check_field(&format!(r#""Done":"{text}""#), |reply| reply.done, expected);
    }
    check_refused(r#""Done":2"#, "expected true or false");
    check_refused(r#""Done":"yes""#, "expected true or false");
    check_refused(r#""Done":null"#, "expected true or false");
    check_field(r#""Maybe":null"#, |reply| reply.maybe, None);
    check_field(r#""Maybe":0"#, |reply| reply.maybe, Some(false));
    check_field(r#""Flags":[true,0,"1"]"#, |reply| reply.flags, vec![true, false, true]);
}

#[test]
fn an_optional_list_may_be_absent_or_empty() {
    for absent in ["", r#""Tags":null,"Counts":null,"Marks":null"#] {
        check_field(absent, |reply| (reply.tags, reply.counts, reply.marks), (None, None, None));
    }
    check_field(r#""Tags":[]"#, |reply| reply.tags, Some(vec![]));
    check_field(r#""Tags":[1]"#, |reply| reply.tags, Some(vec!["1".to_owned()]));
    check_field(r#""Counts":["-1"]"#, |reply| reply.counts, Some(vec![-1]));
    check_field(r#""Marks":[0]"#, |reply| reply.marks, Some(vec![false]));
    check_refused(r#""Counts":[2147483648]"#, "out of range");
    check_refused(r#""Marks":["x"]"#, "expected true or false");
    check_refused(r#""Tags":"x""#, "expected a sequence");
}

#[test]
fn a_required_field_may_not_be_missing() {
    let body = br#"{"Code":0,"Time":1,"Done":true}"#;
    let error = decode::<Everything>(&response(200, body)).unwrap_err();
    let Error::Malformed(malformed) = error else { panic!("{error:?}") };
    assert!(malformed.reason.to_string().contains("missing field `CallId`"));
    // A refusal has none of them.
    let error = decode::<Everything>(&response(200, br#"{"Code":660900005}"#)).unwrap_err();
    assert_eq!(error.code(), Some(codes::CALL_ENDED));
}

#[test]
fn a_text_in_place_of_a_list_is_not_quoted() {
    let error = everything(r#""Names":"secret""#).unwrap_err();
    assert!(error.starts_with("invalid type: a text, expected a sequence"), "{error}");
    let error = decode::<Everything>(&response(200, br#""secret""#)).unwrap_err();
    assert!(matches!(&error, Error::Malformed(malformed) if !malformed.reason.to_string().contains("secret")));
}

/// What a reply that somebody writes by hand reads its fields with.
#[test]
fn the_same_for_types_of_ones_own() {
    use zim_runtime::lenient::{boolean, code, int, optional_raw_text, raw_text, text, text_or_empty};
    use zim_runtime::serde_json::Deserializer;
    for (json, expected) in [("1", true), ("\"0\"", false), ("true", true), ("\"false\"", false)] {
        assert_eq!(boolean(&mut Deserializer::from_str(json)).unwrap(), expected, "{json}");
    }
    let from = Deserializer::from_str;
    assert_eq!(text(&mut from("12")).unwrap(), "12");
    assert_eq!(text_or_empty(&mut from("[1]")).unwrap(), "");
    assert_eq!(int::<u32, _>(&mut from("\"7\"")).unwrap(), 7);
    assert_eq!(code(&mut from("\"660900005\"")).unwrap().get(), 660_900_005);
    assert_eq!(raw_text(&mut from("{\"a\": 1}")).unwrap(), "{\"a\": 1}");
    assert_eq!(raw_text(&mut from("null")).unwrap(), "");
    assert_eq!(optional_raw_text(&mut from("null")).unwrap(), None);
    assert_eq!(optional_raw_text(&mut from("\"é\"")).unwrap().as_deref(), Some("é"));
    assert!(boolean(&mut from("2")).is_err() && int::<u32, _>(&mut from("-1")).is_err());
}
