//! Each pattern accepts what the reader of its notation accepts, and nothing else.

use crate::naming::{is_identifier, is_pascal_case, is_snake_case};
use crate::resolve::tables::readers::{is_duration, is_host_name, is_pause, is_rate, is_type};
use crate::resolve::{is_date, is_module_name};
use crate::schema::notation::{
    characters, date, duration, event, host, number_key, pascal_case, pause, rate, rust_name, sentence, ty, wire_name,
};
use boon::{Compiler, Schemas};
use serde_json::{Value, json};

/// Texts for one notation are tried on all others too.
const TEXTS: &[&str] = &[
    "",
    " ",
    "a",
    "A",
    "_",
    "é",
    "a b",
    "a_b",
    "a__b",
    "a_",
    "_a",
    "aB",
    "AB",
    "A1",
    "1A",
    "1",
    "-1",
    "+1",
    "0",
    "00",
    "01",
    "1.5",
    "0x10",
    "user_id",
    "type_",
    "call_accept",
    "callAccept",
    "FromUserId",
    "from-user",
    "Ünïcode",
    "a.b",
    "a..b",
    ".a",
    "a.",
    "-a",
    "a-",
    "a-b.c-d",
    "zim-api.zego.im",
    "https://zim-api.zego.im",
    "zim-api.zego.im:80",
    "ZIM.im",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "string",
    "list",
    "list<i64>",
    "list< i64 >",
    " list<i64> ",
    "list <i64>",
    "list<",
    "list<>",
    "list<i64>>",
    "map<string>",
    "map<string,i64>",
    "map<string, list<Mark>>",
    "map<,i64>",
    "map<string,>",
    "map<A, B, C>",
    "json",
    "json<>",
    "json<list<Mark>>",
    "url_json<Mark>",
    "urljson<Mark>",
    "list<json<map<string, A>>>",
    "string?",
    "list<1a>",
    "20/s",
    "0/s",
    "20/0s",
    "020/s",
    "20/10s",
    "100/24h",
    "5/d",
    "20",
    "20/",
    "/s",
    "-1/s",
    "+1/s",
    "20 / s",
    "20/week",
    "20/ms",
    "1/s per GroupId",
    "1/s  per  GroupId",
    "1/s per",
    "1/s of",
    "20/s of Seqs",
    "20/s of Seqs per Id",
    "20/s per Id of Seqs",
    "20/s of Seqs of Ids",
    "20/s per A per B",
    "20/s for A",
    " 20/s ",
    "3/d per app",
    "600s",
    "10m",
    "24h",
    "1d",
    "0s",
    "s",
    "1.5h",
    "-1s",
    "1s1s",
    "600",
    "007s",
    "3s",
    "2500ms",
    "0ms",
    "ms",
    "1 s",
    "2026-11-22",
    "2026-11-31",
    "2026-02-30",
    "2026-04-31",
    "2026-12-31",
    "2024-02-29",
    "2026-13-01",
    "2026-00-01",
    "2026-01-00",
    "2026-1-1",
    "2026-11-22-",
    "+026-11-22",
    "yesterday",
    "x2026-11-22",
];

#[track_caller]
fn check(notation: Value, reads: impl Fn(&str) -> bool) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let url = "http://spec/notation";
    compiler
        .add_resource(url, json!({"$schema": "http://json-schema.org/draft-07/schema#", "allOf": [notation]}))
        .unwrap();
    let index = compiler.compile(url, &mut schemas).unwrap();
    let mut read = 0;
    for text in TEXTS {
        let accepted = schemas.validate(&json!(text), index).is_ok();
        assert_eq!(accepted, reads(text), "{text:?} by the pattern of {notation}, and by its reader");
        read += usize::from(accepted);
    }
    assert!(0 < read && read < TEXTS.len(), "the texts tell nothing about {notation}");
    for example in notation["examples"].as_array().into_iter().flatten() {
        assert!(reads(example.as_str().unwrap()), "the example {example} of {notation}");
    }
}

#[test]
fn names() {
    check(wire_name(), is_identifier);
    check(pascal_case("ZIM"), is_pascal_case);
    check(event(), is_module_name);
    check(rust_name(), |text| is_snake_case(text) && !text.contains("__"));
    check(host(), is_host_name);
}

#[test]
fn types_rates_and_durations() {
    check(ty(), is_type);
    check(rate(), is_rate);
    check(duration(), is_duration);
    check(pause(), is_pause);
}

#[test]
fn dates_and_numbers() {
    check(date(), is_date);
    check(number_key(), |text| text.parse::<i64>().is_ok_and(|_| !text.starts_with('+')));
    assert!(number_key()["type"].is_null(), "to yaml-language-server, such a key is no text");
}

#[test]
fn texts() {
    check(sentence(), |text| !text.trim().is_empty());
    check(characters(), |text| !text.is_empty() && text.chars().all(|char| matches!(char, ' '..='~')));
}

/// A leap day of another year is the one thing that a date's pattern does not see, and types as deep as nobody
/// writes them.
#[test]
fn what_is_left_to_the_loader() {
    assert!(!is_date("2026-02-29"));
    let deep = (0..7).fold("A".to_owned(), |ty, _| format!("json<{ty}>"));
    assert!(is_type(&deep));
}
