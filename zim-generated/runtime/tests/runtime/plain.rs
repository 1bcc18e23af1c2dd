//! The short way of reading JSON and serde_json's: whatever a text holds, both read the same or refuse with the same
//! words.

use crate::sample::everything::EverythingReply;
use crate::sample::send::SendMsgReply;
use proptest::prelude::*;
use zim_runtime::Reply;

/// Values of every kind, usual, unusual and broken.
const VALUES: [&str; 44] = [
    "0",
    "1",
    "-1",
    "-0",
    "00",
    "01",
    "7.0",
    "1.5",
    "1e3",
    "1E400",
    "2147483648",
    "999999999999999999",
    "1000000000000000000",
    "-9223372036854775808",
    "18446744073709551615",
    "99999999999999999999",
    "-",
    "true",
    "false",
    "null",
    "tru",
    "nulll",
    r#""""#,
    r#""text""#,
    r#""12""#,
    r#""true""#,
    r#""h\u00e9""#,
    r#""é中\n\t\"\\\/\b\f\r""#,
    r#""\ud83d\ude00""#,
    r#""\ud800""#,
    r#""\x""#,
    r#""\u00zz""#,
    "\"tab\there\"",
    r#""long enough to take two steps of eight""#,
    r#"["a","b"]"#,
    r#"[1,"2",null]"#,
    "[true,0]",
    "[]",
    "[1,]",
    "{}",
    r#"{"a":1,"b":["x"]}"#,
    r#"{"a":{"Key":"k","Value":"v"}}"#,
    r#"[{"a":[[[]]]},"\ud800"]"#,
    "{,}",
];

/// Names of members: those of both replies, and others.
const NAMES: [&str; 24] = [
    "Code",
    "CallId",
    "Note",
    "Names",
    "Time",
    "Small",
    "Seqs",
    "Done",
    "Maybe",
    "Flags",
    "Tags",
    "Counts",
    "Marks",
    "Text",
    "MsgType",
    "MsgBody",
    "Texts",
    "Lists",
    "Message",
    "RequestId",
    "",
    "code",
    r"\u0043ode",
    "New",
];

/// What the short way gives, or serde_json where that is not taken, and what serde_json gives alone.
fn check<R: Reply + PartialEq>(text: &str) -> Result<(), TestCaseError> {
    let (read, expected) = (R::from_json(text), serde_json::from_str::<R>(text));
    match (&read, &expected) {
        (Ok(read), Ok(expected)) => prop_assert!(read == expected, "{text}\nread as {read:?}, not {expected:?}"),
        (Err(read), Err(expected)) => prop_assert_eq!(read.to_string(), expected.to_string(), "{}", text),
        _ => prop_assert!(false, "{text}\nread as {read:?}, not {expected:?}"),
    }
    Ok(())
}

fn member() -> impl Strategy<Value = (&'static str, &'static str)> {
    (prop::sample::select(&NAMES[..]), prop::sample::select(&VALUES[..]))
}

/// What makes a reply whole, so that it does not end at the first that is missing.
const REQUIRED: &str = r#""Code":0,"CallId":"c","Time":1,"Done":true"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 4 } else { 4000 }))]

    #[test]
    fn both_ways_read_the_same(
        required in any::<bool>(),
        members in prop::collection::vec(member(), 0..6),
        space in prop::sample::select(&["", "", " ", "\n\t", "\u{a0}"][..]),
        end in prop::sample::select(&["}", "}", "}", "} ", "", "}}", "]"][..]),
        broken in prop::option::weighted(0.3, (any::<prop::sample::Index>(), prop::sample::select(&["", "\"", "\\", "\u{1}", ",", "é"][..]))),
    ) {
        let mut parts: Vec<String> = required.then(|| REQUIRED.to_owned()).into_iter().collect();
        parts.extend(members.iter().map(|(name, value)| format!("\"{name}\"{space}:{space}{value}")));
        let mut text: Vec<char> = format!("{space}{{{}{end}", parts.join(&format!("{space},{space}"))).chars().collect();
        if let Some((at, instead)) = broken {
            let at = at.index(text.len());
            text.splice(at..=at, instead.chars());
        }
        let text: String = text.into_iter().collect();
        check::<EverythingReply>(&text)?;
        check::<SendMsgReply>(&text)?;
    }
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    for depth in [31, 32, 33, 127, 128, if cfg!(miri) { 1000 } else { 100_000 }] {
        for member in ["New", "MsgBody"] {
            let text = format!("{{\"Code\":0,\"{member}\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
            check::<SendMsgReply>(&text).unwrap_or_else(|error| panic!("{depth}: {error}"));
        }
    }
}
