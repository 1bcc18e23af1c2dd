//! Every limit at and beyond its edges, and what a violation says.

use crate::sample::call_reject::CallReject;
use crate::sample::codes;
use crate::sample::everything::Everything;
use zim_runtime::{Actual, Limit, Policy, Request, Rule, Violation};

/// What `request` breaks, as `path rule limit actual`.
pub(crate) fn breaches(request: &dyn Request) -> Vec<String> {
    let violations = Policy::All.check(request).err();
    let line = |violation: &Violation| {
        let Violation { path, rule, limit, actual, .. } = violation;
        format!("{path} {rule} {limit} {actual}").trim_end().to_owned()
    };
    violations.iter().flatten().map(line).collect()
}

#[track_caller]
fn check(change: impl FnOnce(&mut Everything), expected: &[&str]) {
    let mut request = Everything::valid();
    change(&mut request);
    assert_eq!(breaches(&request), expected);
}

#[track_caller]
fn check_user_id(from_user_id: &str, expected: &[&str]) {
    assert_eq!(breaches(&CallReject::unchecked(from_user_id, "1", None)), expected);
}

pub(crate) fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|&item| item.to_owned()).collect()
}

#[test]
fn bytes() {
    check(|request| request.group_id = "a".into(), &["GroupId min_bytes 2 1"]);
    check(|request| request.group_id = "é".into(), &[]);
    check(|request| request.group_id = "abcd".into(), &[]);
    check(|request| request.group_id = "éé".into(), &[]);
    check(|request| request.group_id = "abcde".into(), &["GroupId max_bytes 4 5"]);
    check(|request| request.group_id = "ééa".into(), &["GroupId max_bytes 4 5"]);
    // It may be empty as far as `non_empty` goes, so the other limits speak.
    check(|request| request.group_id = String::new(), &["GroupId min_bytes 2 0"]);
}

#[test]
fn characters() {
    check(|request| request.title = String::new(), &["Title min_chars 2 0"]);
    check(|request| request.title = "中".into(), &["Title min_chars 2 1"]);
    check(|request| request.title = "中文".into(), &[]);
    check(|request| request.title = "😀😀😀😀".into(), &[]);
    check(|request| request.title = "😀😀😀😀😀".into(), &["Title max_chars 4 5"]);
    // A base letter and a combining accent are two characters.
    check(|request| request.title = "e\u{301}e\u{301}e".into(), &["Title max_chars 4 5"]);
}

#[test]
fn ids() {
    check_user_id("", &["FromUserId non_empty"]);
    check_user_id("u", &[]);
    check_user_id(&"u".repeat(31), &[]);
    check_user_id(&"u".repeat(32), &[]);
    check_user_id(&"u".repeat(33), &["FromUserId max_bytes 32 33"]);
    check_user_id(&"中".repeat(11), &["FromUserId max_bytes 32 33", "FromUserId charset IdCharacters 中@0"]);
    check_user_id("a+b&c=d #?%é", &["FromUserId charset IdCharacters é@11"]);
    check_user_id("a+b&c=d #?%", &[]);
    check_user_id("ab,c*", &["FromUserId charset IdCharacters ,@2"]);
    check_user_id("a\nb", &["FromUserId charset IdCharacters \n@1"]);
    // Positions count characters, and the call id has no charset.
    check_user_id("a\0", &["FromUserId charset IdCharacters \0@1"]);
    assert_eq!(breaches(&CallReject::unchecked("u", &"中".repeat(10), None)), [""; 0]);
    assert_eq!(breaches(&CallReject::unchecked("u", &"中".repeat(11), None)), ["CallId max_bytes 32 33"]);
}

#[test]
fn optional_text() {
    let with = |length: usize| breaches(&CallReject::unchecked("u", "1", Some(&"x".repeat(length))));
    assert_eq!(with(0), [""; 0]);
    assert_eq!(with(2048), [""; 0]);
    assert_eq!(with(2049), ["ExtendedData max_bytes 2048 2049"]);
}

#[test]
fn prefixes() {
    check(|request| request.robot_id = "@RBT#".into(), &[]);
    check(|request| request.robot_id = "@RBT".into(), &["RobotId prefix @RBT#"]);
    check(|request| request.robot_id = "x@RBT#".into(), &["RobotId prefix @RBT#"]);
    check(|request| request.robot_id = String::new(), &["RobotId non_empty"]);
    check(|request| request.robot_id = "é".into(), &["RobotId charset IdCharacters é@0", "RobotId prefix @RBT#"]);
    check(|request| request.group_id = "a#".into(), &[]);
    check(|request| request.group_id = "#a".into(), &["GroupId forbidden_prefix #"]);
    check(|request| request.group_id = "#".into(), &["GroupId min_bytes 2 1", "GroupId forbidden_prefix #"]);
}

#[test]
fn integers() {
    check(|request| request.timeout = 0, &["Timeout min 1 0"]);
    check(|request| request.timeout = 1, &[]);
    check(|request| request.timeout = 600, &[]);
    check(|request| request.timeout = 601, &["Timeout max 600 601"]);
    check(|request| request.timeout = i64::MIN, &["Timeout min 1 -9223372036854775808"]);
    check(|request| request.timeout = i64::MAX, &["Timeout max 600 9223372036854775807"]);
    check(|request| request.big = u64::MAX, &[]);
    check(|request| request.big = 0, &["Big min 1 0"]);
}

#[test]
fn lists() {
    check(|request| request.user_ids = vec![], &["UserIds min_items 1 0"]);
    check(|request| request.user_ids = texts(&["a"]), &[]);
    check(|request| request.user_ids = texts(&["a", "b", "c"]), &[]);
    check(|request| request.user_ids = texts(&["a", "b", "c", "d"]), &["UserIds max_items 3 4"]);
    check(|request| request.user_ids = texts(&["a", "b", "a"]), &["UserIds[2] unique_items"]);
    check(
        |request| request.user_ids = texts(&["", "é", "", "ok", "b*"]),
        &[
            "UserIds max_items 3 5",
            "UserIds[2] unique_items",
            "UserIds[0] non_empty",
            "UserIds[1] charset IdCharacters é@0",
            "UserIds[2] non_empty",
            "UserIds[4] charset IdCharacters *@1",
        ],
    );
    check(|request| request.levels = vec![], &[]);
    check(|request| request.levels = vec![1, 9], &[]);
    check(
        |request| request.levels = vec![0, 10, 10],
        &["Levels[2] unique_items", "Levels[0] min 1 0", "Levels[1] max 9 10", "Levels[2] max 9 10"],
    );
    check(|request| request.flags = vec![true; 3], &["Flags max_items 2 3"]);
}

#[test]
fn all_at_once_in_order() {
    let request = CallReject::unchecked(&"é".repeat(17), "", Some(&"x".repeat(5000)));
    let expected = [
        "FromUserId max_bytes 32 34",
        "FromUserId charset IdCharacters é@0",
        "CallId non_empty",
        "ExtendedData max_bytes 2048 5000",
    ];
    assert_eq!(breaches(&request), expected);
    let violations = Policy::All.check(&request).unwrap_err();
    assert_eq!(violations.len(), 4);
    let first = violations.into_iter().next().unwrap();
    assert_eq!((first.rule, first.limit, first.actual), (Rule::MaxBytes, Limit::Number(32), Actual::Number(34)));
}

#[test]
fn codes_and_marks() {
    let mut request = Everything::valid();
    request.user_ids = texts(&["é", "b", "c", "d"]);
    request.timeout = 601;
    let violations = Policy::All.check(&request).unwrap_err();
    let shown: Vec<_> = violations.iter().map(|v| (v.path.as_str(), v.code, v.raisable)).collect();
    let expected = [
        ("Timeout", codes::INVALID_PARAMETER, true),
        ("UserIds", codes::TOO_MANY_USERS, true),
        ("UserIds[0]", codes::TOO_MANY_USERS, false),
    ];
    assert_eq!(shown, expected);
}

#[track_caller]
fn check_display(change: impl FnOnce(&mut Everything), expected: &str) {
    let mut request = Everything::valid();
    change(&mut request);
    assert_eq!(Policy::All.check(&request).unwrap_err().to_string(), expected);
}

#[test]
fn sentences() {
    const ANSWER: &str = "ZIM would answer 660000002";
    let ids = |ids: &[&str]| {
        let ids = texts(ids);
        move |request: &mut Everything| request.user_ids = ids
    };
    check_display(|r| r.group_id = "a".into(), &format!("GroupId: 1 byte, at least 2 required (min_bytes; {ANSWER})"));
    check_display(
        |r| r.group_id = "abcde".into(),
        &format!("GroupId: 5 bytes, at most 4 allowed (max_bytes; {ANSWER})"),
    );
    check_display(|r| r.title = "x".into(), &format!("Title: 1 character, at least 2 required (min_chars; {ANSWER})"));
    check_display(
        |r| r.title = "secret".into(),
        &format!("Title: 6 characters, at most 4 allowed (max_chars; {ANSWER})"),
    );
    check_display(
        |r| r.robot_id = "@RBT#\u{1b}\u{202e}".into(),
        &format!("RobotId: `\\u{{1b}}`, character 6, is outside IdCharacters (charset; {ANSWER})"),
    );
    check_display(
        |r| r.robot_id = "@RBT#'".into(),
        &format!("RobotId: `'`, character 6, is outside IdCharacters (charset; {ANSWER})"),
    );
    check_display(|r| r.robot_id = "x".into(), &format!("RobotId: does not start with `@RBT#` (prefix; {ANSWER})"));
    check_display(
        |r| r.group_id = "#x".into(),
        &format!("GroupId: starts with `#`, which is not allowed (forbidden_prefix; {ANSWER})"),
    );
    check_display(|r| r.robot_id = String::new(), &format!("RobotId: empty, but must not be (non_empty; {ANSWER})"));
    check_display(|r| r.timeout = -1, &format!("Timeout: -1, at least 1 required (min; {ANSWER})"));
    check_display(|r| r.timeout = 999, &format!("Timeout: 999, at most 600 allowed (max; {ANSWER})"));
    check_display(ids(&[]), "UserIds: 0 items, at least 1 required (min_items; ZIM would answer 660000077)");
    check_display(
        ids(&["a", "b", "b", "a"]),
        "UserIds: 4 items, at most 3 allowed (max_items; ZIM would answer 660000077)\n\
         UserIds[2]: the same as an earlier item (unique_items; ZIM would answer 660000077)",
    );
}
