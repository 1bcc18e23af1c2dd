//! Actions on several items, which fail one by one, and those with an envelope and a carrier of their own.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::{batch, get, post};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use zim_sandbox::{Sandbox, StartError};

fn tag(sandbox: &Sandbox, users: Value) -> Value {
    let answer = post(sandbox, "TagUsers", &json!({ "UserIds": users }).to_string());
    assert_eq!((answer.status, answer.code()), (200, 0), "{answer:?}");
    answer.json["ErrorList"].clone()
}

#[test]
fn items_fail_where_the_request_names_them() {
    let sandbox = batch();
    assert!(sandbox.fail_item("TagUsers", ["user1"], 1));
    assert!(sandbox.fail_item("TagUsers", ["user1"], 660_000_002));
    assert!(!sandbox.fail_item("CallReject", ["user1"], 1));
    assert!(!sandbox.fail_item("tagusers", ["user1"], 1));
    let failed = tag(&sandbox, json!(["user0", "user1"]));
    assert_eq!(failed.as_array().map(Vec::len), Some(1));
    assert_eq!((&failed[0]["UserId"], &failed[0]["SubCode"]), (&json!("user1"), &json!(660_000_002)));
    assert!(failed[0]["SubMessage"].as_str().is_some_and(|text| text.starts_with(char::is_uppercase)), "{failed}");
    assert_eq!(tag(&sandbox, json!(["user0", "user2"])), json!([]));
    sandbox.clock().advance(2_000);
    sandbox.pass_items("TagUsers");
    assert_eq!(tag(&sandbox, json!(["user1"])), json!([]));
}

#[test]
fn parts_of_items_fail() {
    let sandbox = batch();
    assert!(sandbox.fail_item("MarkConvs", ["user0", "peer"], 5));
    assert!(sandbox.fail_item("MarkConvs", ["user0", "group"], 6));
    assert!(sandbox.fail_item("MarkConvs", ["user1"], 7));
    let mark =
        |list: Value| post(&sandbox, "MarkConvs", &json!({ "MarkList": list }).to_string()).json["FailList"].clone();
    let list = json!([
        {"UserId": "user0", "Peer": {"peer": true}, "Group": {"other": true}},
        {"UserId": "user1", "Group": {"group": true}},
    ]);
    let expected = json!([
        {"UserId": "user0", "SubCode": 0, "FailList": [{"ConvId": "peer", "Code": 5}]},
        {"UserId": "user1", "SubCode": 7, "FailList": []},
    ]);
    assert_eq!(mark(list), expected);
    assert_eq!(mark(json!([{"UserId": "user0", "Group": {"other": true}}])), json!([]));
}

#[test]
fn items_that_stand_nowhere_in_particular_fail_where_they_are_mentioned() {
    let sandbox = batch();
    assert!(sandbox.fail_item("MakeTeam", ["user1"], 5));
    let failed = |user: &str| get(&sandbox, "MakeTeam", &[("UserIds[]", user)]).json;
    assert_eq!(failed("user1")["ErrorUsers"], json!([{"UserId": "user1", "SubCode": 5}]));
    assert_eq!((&failed("user0")["ErrorUsers"], &failed("user0")["TeamId"]), (&json!([]), &json!("team0")));
}

#[test]
fn the_builder_says_which_items_cannot_fail() {
    let builder = || common::with_actions_of("batch").app(1, "x");
    assert!(builder().fail_item("TagUsers", ["user1"], 1).start().is_ok());
    let error = builder().fail_item("CallReject", ["user1"], 1).start().unwrap_err();
    assert!(matches!(error, StartError::NoItems { .. }), "{error}");
}

#[test]
fn items_are_counted_where_the_rate_is_one_of_items() {
    let sandbox = batch();
    let tag = |users: usize| {
        let answer = post(&sandbox, "TagUsers", &json!({ "UserIds": vec!["user0"; users] }).to_string());
        (answer.code(), answer.message().to_owned())
    };
    let refused = |rest: &str| {
        (660_300_005, format!("TagUsers is limited to 5 items of UserIds in 2 s for the application; {rest}"))
    };
    assert_eq!(tag(6), refused("send fewer at once"));
    assert_eq!(tag(2).0, 0);
    sandbox.clock().advance(500);
    assert_eq!(tag(2).0, 0);
    assert_eq!(tag(2), refused("there is room again in 1500 ms"));
    assert_eq!(tag(4), refused("there is room again in 2000 ms"));
    assert_eq!(tag(1).0, 0);
    assert_eq!(tag(0).0, 0);
    sandbox.clock().advance(1_500);
    assert_eq!(tag(2).0, 0);
}

/// Sends a GET with a body, signed or not.
fn get_with_body(sandbox: &Sandbox, query: &str, body: &str) -> Value {
    let mut stream = TcpStream::connect(sandbox.addr()).unwrap();
    let length = body.len();
    let head =
        format!("GET /?{query} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (_, json) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(json).unwrap()
}

#[test]
fn parameters_and_envelope_are_where_the_action_has_them() {
    let sandbox = batch();
    let read = |body: &str| get_with_body(&sandbox, &common::query(&common::signed("ReadLicense", common::NOW)), body);
    let success = json!({"code": 0, "text": "success", "Next": 7});
    assert_eq!(read(r#"{"Limit":1}"#), success);
    assert_eq!(read("{}"), success);
    assert_eq!(read(""), success);
    assert_eq!(read(r#"{"Limit":0}"#), json!({"code": 660_000_002, "text": "Limit: min 1, found 0"}));
    assert_eq!(read("[]"), json!({"code": 100_000_012, "text": "the body is JSON but not an object"}));
    let unsigned = get_with_body(&sandbox, "Action=ReadLicense", "{}");
    assert_eq!(unsigned, json!({"code": 100_000_001, "text": "AppId is missing"}));
}
