//! The interpreter on the shipped spec: what breaks which limit of `CallReject`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use zim_spec::interpret::{Input, check as breaches, reply};
use zim_spec::load::shipped;

/// Query parameters of `CallReject`, and what they break as `path rule limit actual`.
#[track_caller]
fn check(params: &[(&str, &str)], expected: &[&str]) {
    let spec = shipped().unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    let action = spec.action("CallReject").unwrap();
    let pairs: Vec<_> = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let found = breaches(&spec, action, Input::Query(&pairs));
    let shown: Vec<_> = found.iter().map(|b| format!("{} {} {} {}", b.path, b.rule, b.limit, b.actual)).collect();
    assert_eq!(shown, expected);
    assert!(found.iter().all(|breach| breach.code == 660_000_002 && !breach.raisable));
    // The same as a JSON body.
    let body = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    assert_eq!(breaches(&spec, action, Input::Json(&serde_json::Value::Object(body))), found);
}

#[test]
fn valid_requests_break_nothing() {
    check(&[("FromUserId", "user0"), ("CallId", "1")], &[]);
    check(&[("FromUserId", &"x".repeat(32)), ("CallId", &"\u{4e2d}".repeat(10)), ("ExtendedData", "")], &[]);
    check(&[("FromUserId", "a+b&c=d #?%"), ("CallId", "1"), ("Action", "x"), ("Unknown", "x")], &[]);
    check(&[("FromUserId", "a-b c"), ("CallId", "1"), ("ExtendedData", &"\u{e9}".repeat(1024))], &[]);
}

#[test]
fn every_broken_limit_is_reported() {
    check(&[], &["FromUserId required  ", "CallId required  "]);
    check(
        &[("FromUserId", &"\u{4e2d}".repeat(11)), ("CallId", ""), ("ExtendedData", &"\u{e9}".repeat(1025))],
        &[
            "FromUserId max_bytes 32 33",
            "FromUserId charset IdCharacters \u{4e2d}@0",
            "CallId non_empty  ",
            "ExtendedData max_bytes 2048 2050",
        ],
    );
    check(&[("FromUserId", "a+b&c=d #?%\u{e9},"), ("CallId", "1")], &["FromUserId charset IdCharacters \u{e9}@11"]);
    check(
        &[("FromUserId", "a,b"), ("CallId", &"x".repeat(33))],
        &["FromUserId charset IdCharacters ,@1", "CallId max_bytes 32 33"],
    );
}

#[test]
fn every_action_has_a_reply_in_the_envelope() {
    let spec = shipped().unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    for action in &spec.actions {
        let reply = reply(&spec, action, "343");
        let fields = reply.as_object().unwrap();
        let envelope = action.envelope.as_ref().unwrap_or(&spec.service.envelope);
        assert_eq!(fields[&envelope.code], 0);
        if let Some(name) = &envelope.request_id {
            assert_eq!(fields[name], "343");
        }
        let always = action.reply.iter().filter(|field| !field.optional);
        assert!(always.into_iter().all(|field| fields.contains_key(&field.name)), "{}: {reply}", action.name);
    }
}
