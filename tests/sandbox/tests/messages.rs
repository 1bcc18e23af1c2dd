//! Messages and conversations: what is sent is listed, recalled, edited, counted as unread, and every state has its code.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{NOW, get, post};
use serde_json::{Value, json};
use zim_sandbox::Sandbox;

/// Posts a request, and gives the reply if its code is this one.
#[track_caller]
fn ask(sandbox: &Sandbox, action: &str, body: Value, code: i64) -> Value {
    let answer = post(sandbox, action, &body.to_string());
    assert_eq!(answer.code(), code, "{action} {body}: {}", answer.json);
    answer.json
}

fn text(from: &str, to: Value, words: &str) -> Value {
    let body = json!({"Message": words, "ExtendedData": "extra"});
    json!({"FromUserId": from, "ToUserId": to, "MessageType": 1, "Priority": 1, "MessageBody": body})
}

/// The texts of the messages between two users, as one of them lists them, and whether each is empty.
#[track_caller]
fn peer(sandbox: &Sandbox, user: &str, other: &str, with_empty: i64) -> Vec<(String, i64)> {
    let list =
        ask(sandbox, "QueryPeerMsg", json!({"FromUserId": user, "ToUserId": other, "WithEmptyMsg": with_empty}), 0);
    let messages = list["List"].as_array().unwrap().iter();
    messages.map(|one| (one["MsgBody"].as_str().unwrap().to_owned(), one["IsEmpty"].as_i64().unwrap())).collect()
}

fn listed(words: &[&str]) -> Vec<(String, i64)> {
    words.iter().map(|word| ((*word).to_owned(), 0)).collect()
}

/// A sandbox with `staff`, a group of `user0` and `user1`, and the room `hall` with `user0` in it.
fn sandbox() -> Sandbox {
    let sandbox = common::sandbox();
    for (table, row) in [
        ("groups", json!({"group_id": "staff", "owner": "user0"})),
        ("members", json!({"group_id": "staff", "user_id": "user0", "role": 1})),
        ("members", json!({"group_id": "staff", "user_id": "user1", "role": 3})),
        ("rooms", json!({"room_id": "hall"})),
        ("room_members", json!({"room_id": "hall", "user_id": "user0"})),
    ] {
        sandbox.put(table, row).unwrap();
    }
    sandbox
}

#[test]
fn messages_between_users() {
    let sandbox = sandbox();
    let sent = ask(&sandbox, "SendPeerMessage", text("user0", json!(["user1", "user2"]), "one"), 0);
    let numbers: Vec<_> = sent["SuccList"].as_array().unwrap().iter().map(|one| one["MsgSeq"].clone()).collect();
    assert_eq!(numbers, [1, 1], "each conversation has its own: {sent}");
    let back = ask(&sandbox, "SendPeerMessage", text("user1", json!(["user0"]), "two"), 0);
    assert_eq!(back["SuccList"][0]["MsgSeq"], 2, "{back}");

    for (user, other) in [("user0", "user1"), ("user1", "user0")] {
        assert_eq!(peer(&sandbox, user, other, 0), listed(&["one", "two"]));
    }
    let one = ask(&sandbox, "QueryPeerMsg", json!({"FromUserId": "user0", "ToUserId": "user1"}), 0)["List"][0].clone();
    for (field, expected) in
        [("Sender", json!("user0")), ("MsgType", json!(1)), ("Payload", json!("extra")), ("MsgTime", json!(NOW * 1000))]
    {
        assert_eq!(one[field], expected, "{field} of {one}");
    }
    assert_eq!(one["MsgId"].to_string(), sent["SuccList"][0]["MsgId"].as_str().unwrap());
    ask(&sandbox, "QueryPeerMsg", json!({"FromUserId": "nobody", "ToUserId": "user1"}), 660_500_002);

    let found = json!({"FromUserId": "user0", "ConvId": "user1", "ConvType": 0, "MsgSeqList": [2, 9]});
    assert_eq!(ask(&sandbox, "QueryMessagesByMsgSeq", found, 0)["MessageList"].as_array().unwrap().len(), 1);
    let unknown = json!({"FromUserId": "user0", "ConvId": "nobody", "ConvType": 0, "MsgSeqList": [2]});
    ask(&sandbox, "QueryMessagesByMsgSeq", unknown, 660_700_015);
}

#[test]
fn commands_are_not_kept() {
    let sandbox = sandbox();
    let command = json!({"FromUserId": "user0", "ToUserId": ["user1"], "MessageType": 2, "Priority": 1, "MessageBody": {"Message": "go"}});
    let sent = ask(&sandbox, "SendPeerMessage", command, 0);
    assert_eq!(sent["SuccList"][0].get("MsgSeq"), None, "{sent}");
    assert_eq!(peer(&sandbox, "user0", "user1", 1), []);
    let command = json!({"FromUserId": "user0", "GroupId": "staff", "MessageType": 2, "Priority": 1, "MessageBody": {"Message": "go"}});
    assert_eq!(ask(&sandbox, "SendGroupMessage", command, 0).get("MsgSeq"), None);
}

#[test]
fn pictures_travel_as_json_that_is_percent_encoded() {
    let sandbox = sandbox();
    let picture = json!({"Uid": "1", "Origin": {"Url": "https://example.com/a b.png", "Width": 1, "Height": 1}, "FileName": "a b.png"});
    let body = json!({"FromUserId": "user0", "ToUserId": ["user1"], "MessageType": 11, "Priority": 1,
        "MessageBody": {"Message": picture.to_string()}});
    ask(&sandbox, "SendPeerMessage", body, 0);
    let listed = peer(&sandbox, "user1", "user0", 0);
    assert!(listed[0].0.starts_with("%7B%22") && listed[0].0.contains("a%20b.png"), "{listed:?}");
}

#[test]
fn recalls() {
    let sandbox = sandbox();
    ask(&sandbox, "SendPeerMessage", text("user0", json!(["user1"]), "one"), 0);
    ask(&sandbox, "SendPeerMessage", text("user0", json!(["user1"]), "two"), 0);
    let recall = |from: &str, to: &str, number: i64| json!({"FromUserId": from, "ToUserId": to, "MsgSeq": number});
    ask(&sandbox, "RevokePeerMessage", recall("user0", "user1", 3), 660_000_022);
    ask(&sandbox, "RevokePeerMessage", recall("user1", "user0", 1), 660_000_026);
    sandbox.clock().advance(120_000);
    ask(&sandbox, "RevokePeerMessage", recall("user0", "user1", 1), 0);
    ask(&sandbox, "RevokePeerMessage", recall("user0", "user1", 1), 660_000_023);
    sandbox.clock().advance(1);
    ask(&sandbox, "RevokePeerMessage", recall("user0", "user1", 2), 660_000_024);
    assert_eq!(peer(&sandbox, "user1", "user0", 0), listed(&["two"]));
    assert_eq!(peer(&sandbox, "user1", "user0", 1), [("one".to_owned(), 1), ("two".to_owned(), 0)]);
}

#[test]
fn messages_in_groups_and_rooms() {
    let sandbox = sandbox();
    let message = |from: &str, key: &str, id: &str, words: &str| json!({"FromUserId": from, key: id, "MessageType": 1, "Priority": 1, "MessageBody": {"Message": words}});
    for (action, key, known, not_found) in
        [("SendGroupMessage", "GroupId", "staff", 660_600_001), ("SendRoomMessage", "RoomId", "hall", 660_300_001)]
    {
        ask(&sandbox, action, message("user0", key, known, "one"), 0);
        ask(&sandbox, action, message("nobody", key, known, "one"), 660_500_002);
        ask(&sandbox, action, message("user0", key, "nowhere", "one"), not_found);
    }
    let second = ask(&sandbox, "SendGroupMessage", message("user1", "GroupId", "staff", "two"), 0);
    assert_eq!(second["MsgSeq"], 2, "{second}");
    let list = ask(&sandbox, "QueryGroupMsg", json!({"GroupId": "staff"}), 0);
    assert_eq!(list["List"].as_array().unwrap().len(), 2, "{list}");
    ask(&sandbox, "QueryGroupMsg", json!({"GroupId": "nowhere"}), 660_600_001);

    for (action, key, id, from, number, code) in [
        ("RevokeGroupMessage", "GroupId", "nowhere", "user0", 1, 660_600_001),
        ("RevokeGroupMessage", "GroupId", "staff", "user0", 7, 660_000_022),
        ("RevokeGroupMessage", "GroupId", "staff", "user1", 1, 660_000_026),
        ("RevokeGroupMessage", "GroupId", "staff", "user0", 1, 0),
        ("RevokeGroupMessage", "GroupId", "staff", "user0", 1, 660_000_023),
        ("RevokeRoomMessage", "RoomId", "nowhere", "user0", 1, 660_300_001),
        ("RevokeRoomMessage", "RoomId", "hall", "user1", 1, 660_300_002),
        ("RevokeRoomMessage", "RoomId", "hall", "user0", 7, 660_000_022),
        ("RevokeRoomMessage", "RoomId", "hall", "user0", 1, 0),
        ("RevokeRoomMessage", "RoomId", "hall", "user0", 1, 660_000_023),
    ] {
        ask(&sandbox, action, json!({"FromUserId": from, key: id, "MsgSeq": number}), code);
    }
    let broadcast = json!({"FromUserId": "nobody", "MessageType": 1, "MessageBody": {"Message": "one"}});
    ask(&sandbox, "SendMessageToAllUsers", broadcast, 660_500_002);
}

#[test]
fn edits_show_and_come_too_late_after_a_day() {
    let sandbox = sandbox();
    ask(&sandbox, "SendPeerMessage", text("user0", json!(["user1"]), "one"), 0);
    let edit = json!({"FromUserId": "user0", "SenderId": "user0", "ConvId": "user1", "MsgType": 1, "ConvMsgSeq": 1,
        "EditType": 1, "MessageBody": {"Message": "uno"}});
    sandbox.clock().advance(86_400_000);
    let edited = ask(&sandbox, "EditC2cMsgBody", edit.clone(), 0);
    assert_eq!((&edited["EditMsgSeq"], &edited["LatestEditTime"]), (&json!(1), &json!(NOW + 86_400)));
    assert_eq!(peer(&sandbox, "user0", "user1", 0), listed(&["uno"]));
    sandbox.clock().advance(1000);
    ask(&sandbox, "EditC2cMsgBody", edit, 661_000_001);
}

#[test]
fn what_is_imported_is_listed_at_its_time() {
    let sandbox = sandbox();
    let mut peer_message = text("user0", json!("user1"), "old");
    peer_message["SendMessageTime"] = json!(1_600_000_000_000_i64);
    peer_message["ImportedUserId"] = json!("user0");
    assert_eq!(ask(&sandbox, "ImportPeerMsg", peer_message, 0)["MsgSeq"], 1);
    let list = ask(&sandbox, "QueryPeerMsg", json!({"FromUserId": "user0", "ToUserId": "user1"}), 0);
    assert_eq!(list["List"][0]["MsgTime"], 1_600_000_000_000_i64, "{list}");
    let import = |from: &str, group: &str| json!({"FromUserId": from, "GroupId": group, "MessageType": 1, "Priority": 1, "MessageBody": {"Message": "old"}});
    assert_eq!(ask(&sandbox, "ImportGroupMsg", import("user0", "staff"), 0)["MsgSeq"], 1);
    ask(&sandbox, "ImportGroupMsg", import("nobody", "staff"), 660_500_002);
    ask(&sandbox, "ImportGroupMsg", import("user0", "nowhere"), 660_600_001);
}

/// The conversations of a user, latest first.
#[track_caller]
fn conversations(sandbox: &Sandbox, user: &str) -> Vec<String> {
    let list = ask(sandbox, "QueryConversationList", json!({"FromUserId": user}), 0);
    list["List"].as_array().unwrap().iter().map(|one| one["ConvId"].as_str().unwrap().to_owned()).collect()
}

/// How many messages of a conversation a user has not read.
fn unread(sandbox: &Sandbox, user: &str, other: &str) -> Value {
    let rows = sandbox.rows("conversations").unwrap();
    let row = rows.iter().find(|row| row["user_id"] == user && row["conv_id"] == other).unwrap();
    row.get("unread").cloned().unwrap_or_default()
}

#[test]
fn conversations_of_both_sides() {
    let sandbox = sandbox();
    assert_eq!(conversations(&sandbox, "user1"), [""; 0]);
    ask(&sandbox, "SendPeerMessage", text("user0", json!(["user1"]), "one"), 0);
    sandbox.clock().advance(1000);
    let message = json!({"FromUserId": "user0", "GroupId": "staff", "MessageType": 1, "Priority": 1, "MessageBody": {"Message": "x"}});
    ask(&sandbox, "SendGroupMessage", message, 0);
    assert_eq!(conversations(&sandbox, "user1"), ["staff", "user0"]);
    assert_eq!(conversations(&sandbox, "user0"), ["staff", "user1"]);
    ask(&sandbox, "QueryConversationList", json!({"FromUserId": "nobody"}), 660_500_002);

    assert_eq!((unread(&sandbox, "user1", "user0"), unread(&sandbox, "user0", "user1")), (json!(1), Value::Null));
    let clear =
        |other: &str| [("FromUserId", "user1".to_owned()), ("ConvId", other.to_owned()), ("ConvType", "0".to_owned())];
    for (other, code) in [("user0", 0), ("user2", 660_800_002)] {
        let params = clear(other);
        let params: Vec<_> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(get(&sandbox, "ClearConversationUnread", &params).code(), code);
    }
    assert_eq!(unread(&sandbox, "user1", "user0"), 0);

    ask(&sandbox, "ClearPeerMessage", json!({"FromUserId": "user1", "ToUserId": "user0"}), 0);
    assert_eq!(peer(&sandbox, "user1", "user0", 0), []);
    assert_eq!(peer(&sandbox, "user0", "user1", 0), listed(&["one"]), "the other user keeps them");
    ask(&sandbox, "DeleteConv", json!({"FromUserId": "user1", "ConvId": "user0", "ConvType": 0}), 0);
    assert_eq!(conversations(&sandbox, "user1"), ["staff"]);
}

#[test]
fn pins_silence_and_marks() {
    let sandbox = sandbox();
    let item = |reply: &Value| reply["ErrorList"][0]["SubCode"].clone();
    let pin = |from: &str, other: &str| json!({"FromUserId": from, "ConvList": [{"ConvId": other, "ConvType": 0}], "PinnedType": 1});
    ask(&sandbox, "ConvPinned", pin("nobody", "user1"), 660_500_002);
    assert_eq!(item(&ask(&sandbox, "ConvPinned", pin("user0", "nobody"), 0)), 660_800_001);
    assert_eq!(item(&ask(&sandbox, "ConvPinned", pin("user0", "user1"), 0)), Value::Null);
    for number in 0..99 {
        let row = json!({"user_id": "user0", "conv_type": 0, "conv_id": format!("other{number}"), "pinned": true});
        sandbox.put("conversations", row).unwrap();
    }
    assert_eq!(item(&ask(&sandbox, "ConvPinned", pin("user0", "user2"), 0)), 660_800_048);

    let silence = |from: &str, kind: i64, other: &str, on: bool| json!({"FromUserId": from, "ConvType": kind, "ConvIds": [other], "Enable": on});
    for (from, kind, other, on, code, failed) in [
        ("nobody", 0, "user1", true, 660_500_002, None),
        ("user0", 0, "nobody", true, 660_700_015, Some(660_700_015)),
        ("user0", 2, "nowhere", true, 0, Some(660_600_001)),
        ("user2", 2, "staff", true, 0, Some(660_600_024)),
        ("user0", 0, "user1", false, 0, Some(660_800_052)),
        ("user0", 0, "user1", true, 0, None),
        ("user0", 0, "user1", true, 0, Some(660_800_051)),
        ("user0", 0, "user1", false, 0, None),
        ("user0", 2, "staff", true, 0, None),
    ] {
        let reply = ask(&sandbox, "SilenceConvNotification", silence(from, kind, other, on), code);
        assert_eq!(item(&reply).as_i64(), failed, "{from} {other} {on}: {reply}");
    }
    for number in 0..500 {
        let row = json!({"user_id": "user0", "conv_type": 0, "conv_id": format!("other{number}"), "silenced": true});
        sandbox.put("conversations", row).unwrap();
    }
    assert_eq!(item(&ask(&sandbox, "SilenceConvNotification", silence("user0", 0, "user2", true), 0)), 660_800_030);

    let mark = |user: &str, on: bool| json!({"FromUserId": "user0", "ConvMarkInfoList": [{"UserId": user, "SetMarkC2c": {"user1": {"MarkContent": 3}}, "Action": on}]});
    ask(&sandbox, "SetConvMark", mark("nobody", true), 660_800_054);
    ask(&sandbox, "SetConvMark", mark("user0", true), 0);
    assert_eq!(sandbox.rows("conversation_marks").unwrap().len(), 1);
    ask(&sandbox, "SetConvMark", mark("user0", false), 0);
    assert_eq!(sandbox.rows("conversation_marks").unwrap().len(), 0);
}
