//! CallReject: each of the codes that its page lists, and what is recorded.
#![allow(missing_docs)]

mod common;

use common::{Answer, CALL, get, sandbox};
use zim_sandbox::{Call, Invitation, Sandbox};

fn reject(sandbox: &Sandbox, user: &str, call: &str) -> Answer {
    get(sandbox, "CallReject", &[("FromUserId", user), ("CallId", call)])
}

#[track_caller]
fn check(answer: &Answer, code: i64, message: &str) {
    assert_eq!((answer.status, answer.code(), answer.message()), (200, code, message));
}

#[test]
fn a_reject_is_recorded() {
    let sandbox = sandbox();
    let pending = sandbox.call(CALL).and_then(|call| call.invitation("user0"));
    assert_eq!(pending, Some(Invitation::Pending));
    let answer = get(&sandbox, "CallReject", &[("FromUserId", "user0"), ("CallId", CALL), ("ExtendedData", "busy")]);
    check(&answer, 0, "success");
    assert_eq!(answer.json.as_object().map(|fields| fields.len()), Some(3));
    let rejected = sandbox.call(CALL).and_then(|call| call.invitation("user0"));
    assert_eq!(rejected, Some(Invitation::Rejected));
}

#[test]
fn each_precondition_has_its_code() {
    let sandbox = sandbox();
    check(&reject(&sandbox, "nobody", CALL), 660_500_002, "user `nobody` is not registered");
    check(&reject(&sandbox, "user0", "other"), 660_900_004, "call `other` does not exist");
    check(&reject(&sandbox, "user1", CALL), 660_900_008, &format!("user `user1` is not invited to call `{CALL}`"));
    assert!(sandbox.time_out_call(CALL));
    check(&reject(&sandbox, "user0", CALL), 660_900_006, &format!("the invitation to call `{CALL}` has timed out"));
    assert!(sandbox.end_call(CALL));
    check(&reject(&sandbox, "user0", CALL), 660_900_005, &format!("call `{CALL}` has ended"));
    assert!(!sandbox.end_call("other"));
    assert!(!sandbox.time_out_call("other"));
    assert_eq!(sandbox.call("other"), None);
}

#[test]
fn wrong_parameters_are_all_named() {
    let sandbox = sandbox();
    let long = "x".repeat(2049);
    let all_wrong = [("FromUserId", "\u{e9}"), ("CallId", ""), ("ExtendedData", long.as_str())];
    let message =
        "FromUserId: charset IdCharacters, found \u{e9}@0; CallId: non_empty; ExtendedData: max_bytes 2048, found 2049";
    check(&get(&sandbox, "CallReject", &all_wrong), 660_000_002, message);
    check(&get(&sandbox, "CallReject", &[]), 660_000_002, "FromUserId: required; CallId: required");
    let eleven = "\u{4e2d}".repeat(11);
    let message = "FromUserId: max_bytes 32, found 33; FromUserId: charset IdCharacters, found \u{4e2d}@0";
    check(&reject(&sandbox, &eleven, CALL), 660_000_002, message);
    check(
        &get(&sandbox, "CallReject", &[("FromUserId[]", "user0"), ("CallId", CALL)]),
        660_000_002,
        "FromUserId: type string, found list",
    );
}

#[test]
fn values_arrive_as_they_left() {
    let sandbox = sandbox();
    let user = "a+b&c=d #?% [x]{y}|~^<>()!$:;@_-";
    sandbox.register_user(user);
    sandbox.add_call(Call::new("odd &=%+").invite(user));
    check(&reject(&sandbox, user, "odd &=%+"), 0, "success");
    assert_eq!(sandbox.call("odd &=%+").and_then(|call| call.invitation(user)), Some(Invitation::Rejected));
    // A space may also arrive as a plus.
    sandbox.register_user("a b");
    sandbox.add_call(Call::new("c d").invite("a b"));
    let pairs = common::query(&common::signed("CallReject", common::NOW));
    let answer = common::send(&sandbox, "GET", &format!("{pairs}&FromUserId=a+b&CallId=c+d"), "");
    check(&answer, 0, "success");
}

#[test]
fn request_ids_count_up() {
    let sandbox = Sandbox::builder().app(1, "x").first_request_id(41).start().unwrap();
    for expected in ["41", "42"] {
        let answer = common::send(&sandbox, "GET", "", "");
        assert_eq!(answer.json["RequestId"], expected);
    }
}
