//! POST with a JSON body, lists and scalars in a query, and replies with fields: on a spec of its own.
#![allow(missing_docs)]

mod common;

use common::{CALL, get, lab, post};
use serde_json::json;
use zim_sandbox::{Call, Invitation};

#[track_caller]
fn check(body: &str, code: i64, message: &str) {
    let answer = post(&lab(), "MeasureLevels", body);
    assert_eq!((answer.status, answer.code()), (200, code), "{answer:?}");
    assert!(answer.message().contains(message), "{answer:?}");
}

#[test]
fn a_success_has_the_fields_of_the_reply() {
    let body = r#"{"Title":"\u4e2d\u4e2d\u4e2d\u4e2d","Level":600,"Big":18446744073709551615,"Loud":false,
        "UserIds":["user0","user1"],"Marks":[1,-1,1],"GroupId":null,"Unknown":{"x":[]}}"#;
    let answer = post(&lab(), "MeasureLevels", body);
    let mut reply = answer.json;
    assert!(reply["RequestId"].take().is_string());
    let expected = json!({
        "Code": 0, "Message": "success", "RequestId": null,
        "ReportId": "report0", "Time": 1, "Accepted": true, "UserIds": ["0"],
    });
    assert_eq!(reply, expected);
}

#[test]
fn unreadable_bodies() {
    for body in ["", "x", "{", "\u{0}", "{\"Title\":1,}"] {
        check(body, 100_000_012, "the body is not JSON");
    }
    for body in ["[]", "1", "null", "\"{}\""] {
        check(body, 100_000_012, "JSON but not an object");
    }
    check(&"[".repeat(100_000), 100_000_012, "the body is not JSON");
    check(&format!("{{\"Title\":\"{}\"}}", "x".repeat(1 << 20)), 100_000_012, "longer than 1048576 bytes");
    check(&"x".repeat(4 << 20), 100_000_012, "longer than 1048576 bytes");
}

#[test]
fn a_body_of_just_a_mebibyte_is_read() {
    let frame = r#"{"Title":"","Level":1,"UserIds":["user0"]}"#;
    let title = "x".repeat((1 << 20) - frame.len());
    check(&frame.replacen("\"\"", &format!("\"{title}\""), 1), 660_000_002, "Title: max_chars 4, found 1048534");
}

#[test]
fn wrong_parameters() {
    check("{}", 660_000_002, "Title: required; Level: required; UserIds: required");
    check(r#"{"Title":"t","Level":601,"UserIds":["user0"]}"#, 669_000_001, "Level: max 600, found 601");
    check(r#"{"Title":"t","Level":"5","UserIds":["user0"]}"#, 669_000_001, "Level: type i32, found string");
    check(r#"{"Title":"t","Level":1.0,"UserIds":["user0"]}"#, 669_000_001, "Level: type i32, found 1.0");
    // The code is that of the first.
    check(
        r#"{"Title":"","Level":0,"UserIds":[]}"#,
        660_000_002,
        "Title: non_empty; Level: min 1, found 0; UserIds: min_items 1, found 0",
    );
    let ids = "UserIds: max_items 3, found 4; UserIds[2]: unique_items; UserIds[1]: non_empty; UserIds[3]: type string, found number";
    check(r#"{"Title":"t","Level":1,"UserIds":["a","","a",4]}"#, 660_000_002, ids);
    check(
        r#"{"Title":"t","Level":1,"UserIds":["a"],"Loud":1,"Big":-1}"#,
        660_000_002,
        "Big: type u64, found -1; Loud: type bool, found number",
    );
    let many = format!(r#"{{"Title":"t","Level":1,"UserIds":["a"],"Marks":[{}0]}}"#, "true,".repeat(1000));
    check(&many, 660_000_002, "Marks[99]: type i64, found bool; and 900 more");
}

#[test]
fn parameters_of_a_post_are_not_read_from_the_query() {
    let sandbox = lab();
    let query = common::query(&common::signed("MeasureLevels", common::NOW));
    let answer = common::send(&sandbox, "POST", &format!("{query}&Title=t&Level=1&UserIds[]=a&x=%"), "{}");
    assert_eq!(answer.message(), "Title: required; Level: required; UserIds: required");
}

#[test]
fn lists_in_a_query() {
    let sandbox = lab();
    sandbox.add_call(Call::new(CALL).invite("user0").invite("user1"));
    let read = |params: &[(&str, &str)]| get(&sandbox, "ReadLevels", params);
    let answer = read(&[("CallId", CALL), ("UserIds[]", "user0"), ("UserIds[]", "user2")]);
    assert_eq!(answer.message(), format!("user `user2` is not invited to call `{CALL}`"));
    let answer = read(&[("CallId", CALL), ("UserIds[]", "user0"), ("UserIds[]", "user1"), ("Loud", "true")]);
    assert_eq!(answer.code(), 0, "{answer:?}");
    let call = sandbox.call(CALL).unwrap();
    assert_eq!(
        (call.invitation("user0"), call.invitation("user1")),
        (Some(Invitation::Accepted), Some(Invitation::Accepted))
    );
    let answer = read(&[("CallId", CALL), ("UserIds", "user0"), ("Level", "0"), ("Loud", "yes")]);
    assert_eq!(
        answer.message(),
        "UserIds: type list, found string; Level: min 1, found 0; Loud: type bool, found string"
    );
}
