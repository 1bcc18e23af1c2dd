//! Batches: which items failed, and what is sent again.

use crate::decode::response;
use crate::sample::codes;
use crate::sample::marks::{Marks, SetMarks};
use crate::sample::types::Attribute;
use crate::sample::users::{AddUsers, AddUsersError};
use zim_runtime::{Action, Error, ErrorKind, Partial, Recovery, decode};

fn partial<A: Action>(body: &str) -> Partial<A> {
    match decode::<A>(&response(200, body.as_bytes())) {
        Err(Error::Partial(partial)) => *partial,
        other => panic!("{other:?}"),
    }
}

fn users(ids: &[&str]) -> AddUsers {
    AddUsers { user_ids: Some(ids.iter().map(|id| (*id).to_owned()).collect()) }
}

#[track_caller]
fn check(failed: &str, expected: Option<&[&str]>) {
    let partial = partial::<AddUsers>(&format!(r#"{{"Code":0,"ErrorList":{failed}}}"#));
    assert_eq!(partial.retry(&users(&["a", "b", "c"])), expected.map(users), "{failed}");
}

#[test]
fn just_the_failed_items_are_sent_again() {
    check(r#"[{"UserId":"b","SubCode":7}]"#, Some(&["b"]));
    check(r#"[{"UserId":"c","SubCode":7},{"UserId":"a","SubCode":8}]"#, Some(&["a", "c"]));
    // Who is not named may be anybody.
    check(r#"[{"UserId":"","SubCode":7}]"#, Some(&["a", "b", "c"]));
    check(r#"[{"SubCode":7}]"#, Some(&["a", "b", "c"]));
    // Nobody is left who could be sent again.
    check(r#"[{"UserId":"x","SubCode":7}]"#, None);
}

#[test]
fn a_success_with_failed_items_is_an_error() {
    let body = r#"{"Code":0,"ErrorList":[{"UserId":"b\u001b","SubCode":660000002,"SubMessage":"m"},{"UserId":"c","SubCode":"42"}]}"#;
    let error = decode::<AddUsers>(&response(200, body.as_bytes())).unwrap_err();
    assert_eq!((error.recovery(), error.code()), (Some(Recovery::SeeItems), None));
    assert_eq!(
        error.to_string(),
        "AddUsers succeeded, but not for 2 items: b\\u{1b}: 660000002 InvalidParameter: The user is unknown.; \
         c: 42, a code that this crate does not know"
    );
    let partial = error.partial().unwrap();
    assert_eq!(partial.reply.error_list.len(), 2);
    let [first, second] = partial.failures.as_slice() else { panic!() };
    assert_eq!((first.key(), first.message.as_str()), ("b\u{1b}", "m"));
    assert_eq!(first.kind, Some(AddUsersError::InvalidParameter));
    assert_eq!((first.recovery(), first.advice()), (Some(Recovery::FixState), "Register the user."));
    assert_eq!((second.recovery(), second.message.as_str()), (None, ""));
    assert!(decode::<AddUsers>(&response(200, br#"{"Code":0,"ErrorList":[]}"#)).is_ok());
    assert!(decode::<AddUsers>(&response(200, br#"{"Code":0,"ErrorList":null}"#)).is_ok());
}

#[test]
fn many_failures_are_not_all_named() {
    let failed: Vec<_> = (0..9).map(|id| format!(r#"{{"UserId":"u{id}","SubCode":7}}"#)).collect();
    let partial = partial::<AddUsers>(&format!(r#"{{"Code":0,"ErrorList":[{}]}}"#, failed.join(",")));
    let shown = partial.to_string();
    assert!(shown.contains("9 items: u0: 7") && shown.contains("u2") && !shown.contains("u3"), "{shown}");
    assert!(shown.ends_with("; …"), "{shown}");
    let failed = failed[..3].join(",");
    let shown = self::partial::<AddUsers>(&format!(r#"{{"Code":0,"ErrorList":[{failed}]}}"#)).to_string();
    assert!(shown.contains("3 items: u0: 7") && shown.contains("; u2: 7") && !shown.contains('…'), "{shown}");
}

#[test]
fn a_refusal_tells_of_items_too() {
    for status in [200, 500] {
        let body = br#"{"Code":660900005,"Message":"m","ErrorList":[{"UserId":"a","SubCode":660900005}]}"#;
        let error = decode::<AddUsers>(&response(status, body)).unwrap_err();
        let api = error.api().unwrap();
        // What a code means in a reply and in an item is not the same.
        assert_eq!((api.recovery(), api.kind.meaning()), (Some(Recovery::SeeItems), "All failed."));
        let [failure] = api.failures.as_slice() else { panic!("{api:?}") };
        assert_eq!((failure.key(), failure.code), ("a", Some(codes::CALL_ENDED)));
        // Items fall back to what it means in replies.
        assert_eq!(failure.recovery(), Some(Recovery::SeeItems));
    }
    // Where the items cannot be read, the refusal remains.
    let error = decode::<AddUsers>(&response(200, br#"{"Code":7,"ErrorList":[{"SubCode":null}]}"#)).unwrap_err();
    assert!(error.api().unwrap().failures.is_empty());
    // An HTTP status that is no success is none, whatever the items say.
    let body = br#"{"Code":0,"ErrorList":[{"UserId":"a","SubCode":7}]}"#;
    assert!(matches!(decode::<AddUsers>(&response(500, body)), Err(Error::Status(_))));
}

#[test]
fn kinds_say_what_a_code_means_where() {
    let kind = AddUsersError::InvalidParameter;
    assert_eq!(kind.meaning(), "A parameter is wrong.");
    assert_eq!(kind.item_info().map(|info| info.meaning), Some("The user is unknown."));
    let unlisted = AddUsersError::from_code(codes::SAME_USER);
    assert_eq!(unlisted, AddUsersError::Unlisted(codes::SAME_USER));
    assert_eq!(unlisted.name(), Some("SameUser"));
}

fn marks(user_id: &str, peers: &[&str], groups: &[&str]) -> Marks {
    let map = |keys: &[&str]| {
        (!keys.is_empty()).then(|| keys.iter().map(|key| ((*key).to_owned(), Attribute::new("k0", ""))).collect())
    };
    Marks { user_id: user_id.to_owned(), peers: map(peers), groups: map(groups) }
}

#[track_caller]
fn check_marks(failed: &str, expected: &[Marks]) {
    let partial = partial::<SetMarks>(&format!(r#"{{"Code":0,"FailList":{failed}}}"#));
    let request = SetMarks { list: vec![marks("a", &["p", "q"], &["g"]), marks("b", &["p"], &["h"])] };
    assert_eq!(partial.retry(&request).unwrap().list, expected, "{failed}");
}

#[test]
fn just_the_failed_parts_are_sent_again() {
    check_marks(
        r#"[{"UserId":"a","FailList":[{"ConvId":"q","Code":7}]},{"UserId":"b","FailList":[{"ConvId":"h","Code":7}]}]"#,
        &[marks("a", &["q"], &[]), marks("b", &[], &["h"])],
    );
    // The same conversation of another user did not fail.
    check_marks(r#"[{"UserId":"b","FailList":[{"ConvId":"p","Code":7}]}]"#, &[marks("b", &["p"], &[])]);
    check_marks(r#"[{"UserId":"a","SubCode":7}]"#, &[marks("a", &["p", "q"], &["g"])]);
    check_marks(r#"[{"UserId":"a","FailList":[{"ConvId":"","Code":7}]}]"#, &[marks("a", &["p", "q"], &["g"])]);
}
