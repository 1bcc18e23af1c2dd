//! What one action writes another reads, over HTTP alone: users who are registered, called, and asked about.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{APP_ID, Answer, NOW, SECRET, get, post};
use serde_json::{Value, json};
use zim_sandbox::{Clock, Sandbox};

/// A sandbox that knows nobody.
fn empty() -> Sandbox {
    Sandbox::builder().app(APP_ID, SECRET).clock(Clock::manual(NOW * 1000)).start().unwrap()
}

fn register(sandbox: &Sandbox, users: &[&str]) -> Answer {
    let users: Vec<_> = users.iter().map(|user| json!({"UserId": user, "UserName": format!("the {user}")})).collect();
    post(sandbox, "UserRegister", &json!({"UserInfo": users}).to_string())
}

fn invite(sandbox: &Sandbox, caller: &str, users: &[&str], timeout: i64) -> Answer {
    let body = json!({
        "FromUserId": caller, "UserIds": users, "Timeout": timeout,
        "OfflinePush": {"Enable": 0, "Title": "t", "Content": "c"},
    });
    post(sandbox, "CallInvite", &body.to_string())
}

#[track_caller]
fn answer(sandbox: &Sandbox, action: &str, user: &str, call: &str, code: i64, message: &str) {
    let answer = get(sandbox, action, &[("FromUserId", user), ("CallId", call)]);
    assert_eq!((answer.code(), answer.message()), (code, message), "{action} by {user}");
}

fn call_of(answer: &Answer) -> String {
    assert_eq!(answer.code(), 0, "{answer:?}");
    answer.json["CallId"].as_str().unwrap().to_owned()
}

#[test]
fn a_call_from_its_invitations_to_its_end() {
    let sandbox = empty();
    assert_eq!(register(&sandbox, &["ann", "bob", "eve"]).code(), 0);
    let call = call_of(&invite(&sandbox, "ann", &["bob", "eve"], 30));

    answer(&sandbox, "CallAccept", "bob", &call, 0, "success");
    answer(&sandbox, "CallReject", "eve", &call, 0, "success");
    let again = format!("user `eve` is not invited to call `{call}`: state is `rejected`");
    answer(&sandbox, "CallReject", "eve", &call, 660_900_008, &again);
    answer(&sandbox, "CallReject", "ann", &call, 660_900_008, &format!("user `ann` is not invited to call `{call}`"));
    assert!(sandbox.end_call(&call));
    answer(&sandbox, "CallReject", "eve", &call, 660_900_005, &format!("call `{call}` has ended"));

    let late = call_of(&invite(&sandbox, "ann", &["bob"], 30));
    assert_ne!(late, call);
    sandbox.clock().advance(29_999);
    let early = call_of(&invite(&sandbox, "bob", &["ann"], 0));
    sandbox.clock().advance(1);
    answer(
        &sandbox,
        "CallReject",
        "bob",
        &late,
        660_900_006,
        &format!("the invitation to call `{late}` has timed out"),
    );
    // 0 is the default of 90 seconds.
    sandbox.clock().advance(89_998);
    answer(&sandbox, "CallAccept", "ann", &early, 0, "success");

    answer(&sandbox, "CallReject", "bob", "none", 660_900_004, "call `none` does not exist");
    answer(&sandbox, "CallReject", "zoe", &call, 660_500_002, "user `zoe` is not registered");
}

#[test]
fn a_call_ends_once_everybody_rejected() {
    let sandbox = empty();
    register(&sandbox, &["ann", "bob", "eve"]);
    let call = call_of(&invite(&sandbox, "ann", &["bob", "eve"], 30));
    answer(&sandbox, "CallReject", "bob", &call, 0, "success");
    assert!(!sandbox.call(&call).unwrap().has_ended());
    answer(&sandbox, "CallReject", "eve", &call, 0, "success");
    assert!(sandbox.call(&call).unwrap().has_ended());
    answer(&sandbox, "CallAccept", "bob", &call, 660_900_005, &format!("call `{call}` has ended"));
}

#[test]
fn who_is_not_registered_is_not_invited() {
    let sandbox = empty();
    register(&sandbox, &["ann", "bob"]);
    let some = invite(&sandbox, "ann", &["zoe", "bob"], 30);
    let call = call_of(&some);
    assert_eq!(some.json["CreateTime"], NOW * 1000);
    assert_eq!(failed(&some.json["ErrorUsers"]), [("zoe".to_owned(), 660_900_003)]);
    register(&sandbox, &["zoe"]);
    answer(&sandbox, "CallReject", "zoe", &call, 660_900_008, &format!("user `zoe` is not invited to call `{call}`"));

    let none = invite(&sandbox, "ann", &["x", "y"], 30);
    assert_eq!((none.code(), none.message()), (660_900_003, "user `y` is not registered"));
    assert_eq!(failed(&none.json["ErrorUsers"]).len(), 2);
    assert_eq!(none.json.get("CallId"), None);
    assert_eq!(invite(&sandbox, "nobody", &["bob"], 30).code(), 660_500_002);
    let ten: Vec<String> = (0..10).map(|n| format!("u{n}")).collect();
    let ten: Vec<&str> = ten.iter().map(String::as_str).collect();
    assert_eq!(invite(&sandbox, "ann", &ten, 30).code(), 660_900_007);
}

/// Keys and codes of a list of failed users.
fn failed(list: &Value) -> Vec<(String, i64)> {
    let one = |item: &Value| (item["UserId"].as_str().unwrap().to_owned(), item["SubCode"].as_i64().unwrap());
    list.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn what_is_known_of_users_is_what_was_written() {
    let sandbox = empty();
    register(&sandbox, &["ann", "bob"]);
    let again = register(&sandbox, &["bob", "eve"]);
    assert_eq!((again.code(), failed(&again.json["ErrorList"])), (0, vec![("bob".to_owned(), 660_700_002)]));
    let all_again = register(&sandbox, &["bob", "eve"]);
    assert_eq!((all_again.code(), all_again.message()), (660_700_002, "user `eve` is registered already"));
    assert_eq!(failed(&all_again.json["ErrorList"]).len(), 2);

    let bots = json!({"UserInfo": [{"UserId": "@RBT#1", "UserName": "helper"}]}).to_string();
    assert_eq!(post(&sandbox, "RobotRegister", &bots).code(), 0);
    let changes = json!({"UserInfo": [
        {"UserId": "ann", "UserAvatar": "https://example.com/ann.png", "Extra": "x"},
        {"UserId": "zoe", "UserName": "Zoe"},
    ]});
    let changed = post(&sandbox, "ModifyUserInfo", &changes.to_string());
    assert_eq!((changed.code(), failed(&changed.json["ErrorList"])), (0, vec![("zoe".to_owned(), 660_700_012)]));

    let asked = json!({"UserIds": ["ann", "zoe", "bob", "@RBT#1"]}).to_string();
    let found = post(&sandbox, "QueryUserInfos", &asked);
    assert_eq!(found.code(), 0);
    assert_eq!(
        found.json["Result"],
        json!([
            {"UserId": "ann", "UserName": "the ann", "UserAvatar": "https://example.com/ann.png", "Extra": "x"},
            {"UserId": "bob", "UserName": "the bob"},
            {"UserId": "@RBT#1", "UserName": "helper"},
        ])
    );
    assert_eq!(failed(&found.json["ErrorList"]), [("zoe".to_owned(), 660_000_002)]);
}

#[test]
fn callbacks_take_their_fields_from_what_happened() {
    let sandbox = empty();
    register(&sandbox, &["ann", "bob"]);
    let call = call_of(&invite(&sandbox, "ann", &["bob", "zoe"], 0));
    answer(&sandbox, "CallReject", "bob", &call, 0, "success");
    let notices = sandbox.take_notices();
    let told: Vec<_> =
        notices.iter().map(|notice| (notice.event.as_str(), Value::from(notice.fields.clone()))).collect();
    let created = json!({
        "call_id": call, "user_ids": ["bob"], "create_time": NOW, "payload": null, "caller": "ann", "timeout": 90,
    });
    let rejected = json!({"call_id": call, "user_id": "bob", "extend_data": null});
    assert_eq!(told, [("call_create", created), ("call_reject", rejected)]);
    assert_eq!(sandbox.take_notices(), []);
}

#[test]
fn applications_know_nothing_of_each_other() {
    let clock = Clock::manual(NOW * 1000);
    let sandbox = Sandbox::builder().app(APP_ID, SECRET).app(2, "other").clock(clock).start().unwrap();
    register(&sandbox, &["ann"]);
    assert_eq!(sandbox.state_of(APP_ID).rows("users").unwrap().len(), 1);
    assert_eq!(sandbox.state_of(2).rows("users").unwrap(), Vec::<Value>::new());
    sandbox.register_user("bob");
    assert_eq!(sandbox.state_of(2).rows("users").unwrap(), [json!({"user_id": "bob"})]);
}

#[test]
fn what_is_known_can_be_kept_and_restored() {
    let sandbox = empty();
    register(&sandbox, &["ann", "bob"]);
    let call = call_of(&invite(&sandbox, "ann", &["bob"], 30));
    let dump = sandbox.dump();
    let other = empty();
    other.load(&dump).unwrap();
    assert_eq!(other.dump(), dump);
    answer(&other, "CallReject", "bob", &call, 0, "success");
    // Ids go on where they were.
    assert_ne!(call_of(&invite(&other, "ann", &["bob"], 30)), call);

    let wrong = json!({APP_ID.to_string(): {"tables": {"user": [{"user_id": "x"}]}}});
    let error = other.load(&wrong).unwrap_err();
    assert_eq!(error.to_string(), "the spec has no table `user`; did you mean `users`?");
    assert!(other.call(&call).is_some());
    let error = other.put("users", json!({"user_id": "x", "user_nam": 1})).unwrap_err();
    assert_eq!(error.to_string(), "table `users` has no column `user_nam`; did you mean `user_name`?");
    let error = other.put("invitations", json!({"call_id": "x"})).unwrap_err();
    assert_eq!(error.to_string(), "a row of table `invitations` needs its key column `user_id`");
    assert_eq!(other.remove("users", ["ann"]), Ok(true));
    assert_eq!(other.remove("users", ["ann"]), Ok(false));
    assert_eq!(other.rows("users").unwrap().len(), 1);
}

#[test]
fn a_state_can_be_arranged_for_a_request() {
    let sandbox = empty();
    assert!(sandbox.state().arrange("CallReject", &json!({"FromUserId": "ann", "CallId": "c"})));
    answer(&sandbox, "CallReject", "ann", "c", 0, "success");
    assert!(!sandbox.state().arrange("CallRejct", &json!({})));
}
