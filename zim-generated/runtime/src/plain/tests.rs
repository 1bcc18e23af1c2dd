//! Which JSON is read without serde_json, and as what; `tests/runtime/plain.rs` holds the two to each other.

use super::*;
use crate::received;
use std::collections::BTreeMap;

#[derive(Debug, PartialEq)]
struct Sample {
    text: String,
    number: i64,
    flag: Option<bool>,
    raw: String,
    maybe_raw: Option<String>,
    names: Vec<String>,
    marks: BTreeMap<String, i64>,
    inner: Option<Inner>,
}
received! {
    Sample: text = "Text", number = "Number", flag = "Flag", raw(raw_text) = "Raw", maybe_raw(raw_text) = "MaybeRaw",
    names = "Names", marks = "Marks", inner = "Inner"
}

#[derive(Debug, PartialEq)]
struct Inner {
    text: String,
}
received! { Inner: text = "Text" }

/// What is read of `members` besides what must be there, if serde_json is not asked.
fn read(members: &str) -> Option<Sample> {
    let mut value = Sample::empty();
    fill_plainly(&mut value, &format!(r#"{{"Text":"t","Number":7,"Raw":"r"{members}}}"#)).then_some(value)
}

#[track_caller]
fn check(members: &str, expected: impl FnOnce(&mut Sample)) {
    let mut sample = Sample { text: "t".to_owned(), number: 7, raw: "r".to_owned(), ..Sample::empty() };
    expected(&mut sample);
    assert_eq!(read(members), Some(sample), "{members}");
}

#[test]
fn what_servers_usually_write_is_read_here() {
    check("", |_| {});
    check(r#" , "New" : [ { "a" : -1 , "b" : "\\\"" } , true , false , null , "" ] "#, |_| {});
    check(r#","Flag":true"#, |sample| sample.flag = Some(true));
    check(r#","Flag":false"#, |sample| sample.flag = Some(false));
    check(r#","Flag":null,"Names":null"#, |_| {});
    check(r#","MaybeRaw":{"a":[1,"]}"],"b":{}}"#, |sample| {
        sample.maybe_raw = Some(r#"{"a":[1,"]}"],"b":{}}"#.to_owned());
    });
    check(r#","MaybeRaw":"é\n\u00e9\/""#, |sample| sample.maybe_raw = Some("é\né/".to_owned()));
    check(r#","MaybeRaw":"\b\f\n\r\t\"\\\/""#, |sample| {
        sample.maybe_raw = Some("\u{8}\u{c}\n\r\t\"\\/".to_owned());
    });
    check(r#","Names":["a","\tb",12]"#, |sample| {
        sample.names = ["a", "\tb", "12"].map(str::to_owned).into();
    });
    check(r#","Names":[],"Marks":{}"#, |_| {});
    check(r#","Marks":{"a":-999999999999999999,"b\\":0}"#, |sample| {
        sample.marks = [("a".to_owned(), -999_999_999_999_999_999), ("b\\".to_owned(), 0)].into();
    });
    check(r#","Inner":{"Text":"long enough to take two steps"}"#, |sample| {
        sample.inner = Some(Inner { text: "long enough to take two steps".to_owned() });
    });
}

#[test]
fn json_where_text_may_stand_is_kept_as_it_is() {
    let mut sample = Sample::empty();
    assert!(fill_plainly(&mut sample, r#"{"Text":"t","Number":7,"Raw":{"a": [1]}}"#));
    assert_eq!(sample.raw, r#"{"a": [1]}"#);
}

#[test]
fn names_are_found_in_any_order_and_form() {
    let mut value = Inner::empty();
    assert!(fill_plainly(&mut value, "\n{\t\"Other\" : 1 ,\r\n \"Te\\u0078t\":\"a\"} "));
    assert_eq!(value.text, "a");
}

#[test]
fn what_is_unusual_or_wrong_is_left_to_serde_json() {
    for members in [
        r#","Text":"again""#,
        r#","Flag":2"#,
        r#","Number2":1.5"#,
        r#","A":1000000000000000000"#,
        r#","A":01"#,
        r#","A":-01"#,
        r#","A":-"#,
        r#","A":tru"#,
        r#","A":nul}"#,
        r#","A":"\ud800""#,
        r#","A":"\x""#,
        r#","A":"\u00g0""#,
        r#","A":"\u00""#,
        ",\"A\":\"\n\"",
        r#","A":"#,
        r#","A""#,
        r#","A"1"#,
        r#","A":[1,]"#,
        r#","A":{"b":1,}"#,
        r#","A":{1:2}"#,
        r#","Inner":{}"#,
        r#","Inner":[]"#,
        r#","Names":{}"#,
        ",",
        "}",
    ] {
        assert_eq!(read(members), None, "{members}");
    }
    for text in ["", "7", "[]", "{}", r#"{"Text":"a"} {"#, r#"{"Text" "a"}"#, r#"{"Text":"a"]"#] {
        assert!(!fill_plainly(&mut Inner::empty(), text), "{text}");
    }
}

#[test]
fn depth_has_an_end() {
    let nested = |depth| format!(r#","A":{}{}"#, "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(DEPTH)).is_some());
    assert_eq!(read(&nested(DEPTH + 1)), None);
}

#[test]
fn runs_end_where_they_must() {
    for length in 0..20 {
        let text = "é".repeat(length);
        check(&format!(r#","MaybeRaw":"{text}\\{text}""#), |sample| {
            sample.maybe_raw = Some(format!("{text}\\{text}"));
        });
        for control in ['\0', '\u{1f}'] {
            assert_eq!(read(&format!(r#","MaybeRaw":"{text}{control}""#)), None);
        }
    }
}
