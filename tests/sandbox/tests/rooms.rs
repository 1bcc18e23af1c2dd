//! Rooms from their creation to their end: what one action writes another reads, and every state has its code.
//!
//! Users enter rooms with clients alone: here, a row is put.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::steps::{Step, ask, walk};
use common::{NOW, sandbox};
use serde_json::{Value, json};
use zim_sandbox::Sandbox;

const HALL: &str = "hall";

/// A request of `user0` about the room.
fn hall(more: Value) -> Value {
    let mut params = json!({"FromUserId": "user0", "RoomId": HALL});
    params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    params
}

fn enter(sandbox: &Sandbox, user: &str, joined_at: i64) {
    sandbox.put("room_members", json!({"room_id": HALL, "user_id": user, "joined_at": joined_at})).unwrap();
}

/// A sandbox with a room in which `user0` and `user1` are, and not `user2`.
fn with_room() -> Sandbox {
    let sandbox = sandbox();
    assert_eq!(ask(&sandbox, "CreateRoom", &hall(json!({}))).code(), 0);
    enter(&sandbox, "user0", 2);
    enter(&sandbox, "user1", 1);
    sandbox
}

/// The query of the attributes, and what they are: key, value, seq.
fn attributes(seq: i64, expected: &[(&str, &str, i64)]) -> Step<'static> {
    let list: Value =
        expected.iter().map(|(key, value, seq)| json!({"Key": key, "Value": value, "Seq": seq})).collect();
    ("QueryRoomAttribute", hall(json!({})), 0, json!({"AttributeSeq": seq, "Attributes": list}))
}

fn set(key: &str, value: &str) -> Value {
    json!({"Action": 0, "Key": key, "Value": value})
}

fn change(changes: &[Value]) -> Value {
    hall(json!({"Attributes": changes}))
}

#[test]
fn a_room_is_created_and_destroyed() {
    let sandbox = sandbox();
    let room = hall(json!({
        "RoomName": "Hall", "DestroyDelayTime": 60,
        "Attributes": [{"Key": "theme", "Value": "dark"}, {"Key": "size", "Value": "9", "AutoDelete": 1}],
    }));
    let list = json!({"RoomId": HALL});
    let made_by_create = json!({"AttributeSeq": 2, "Attributes": [
        {"Key": "size", "Value": "9", "Seq": 2, "AutoDelete": 1}, {"Key": "theme", "Value": "dark", "Seq": 1, "AutoDelete": 0},
    ]});
    walk(
        &sandbox,
        &[
            ("CreateRoom", room.clone(), 0, json!({"AttributeSeq": 2})),
            ("CreateRoom", room, 660_300_014, json!({"Message": "room `hall` exists already"})),
            ("QueryRoomAttribute", hall(json!({})), 0, made_by_create),
            ("QueryRoomUserList", list.clone(), 660_300_008, json!({"Message": "room `hall` has no users"})),
            ("DestroyRoom", list.clone(), 0, json!({})),
            ("DestroyRoom", list.clone(), 660_300_001, json!({"Message": "room `hall` does not exist"})),
            ("QueryRoomUserList", list, 660_300_001, json!({})),
            ("QueryRoomAttribute", hall(json!({})), 0, json!({"AttributeSeq": null, "Attributes": []})),
            // A new one knows nothing of the old.
            ("CreateRoom", hall(json!({})), 0, json!({"AttributeSeq": 0})),
            attributes(0, &[]),
        ],
    );
}

#[test]
fn a_plan_ends_at_some_number_of_rooms() {
    let sandbox = sandbox();
    sandbox.put("quotas", json!({"what": "rooms", "most": 1})).unwrap();
    let other = json!({"FromUserId": "user0", "RoomId": "other"});
    walk(
        &sandbox,
        &[
            ("CreateRoom", hall(json!({})), 0, json!({})),
            (
                "CreateRoom",
                other.clone(),
                660_300_015,
                json!({"Message": "the application has as many rooms as it may have"}),
            ),
            ("DestroyRoom", hall(json!({})), 0, json!({})),
            ("CreateRoom", other, 0, json!({})),
        ],
    );
}

#[test]
fn users_of_a_room() {
    let sandbox = with_room();
    sandbox.put("users", json!({"user_id": "user1", "user_name": "Ann", "extra": "x"})).unwrap();
    let list = |mode: i64, limit: i64| json!({"RoomId": HALL, "Mode": mode, "Limit": limit});
    let ask_for = |users: &[&str]| json!({"RoomId": HALL, "UserId": users});
    let ann = json!({"user_id": "user1", "user_name": "Ann", "avatar": null, "extra": "x"});
    let missing = |users: &[(&str, i64)]| -> Value {
        users.iter().map(|(user, code)| json!({"UserId": user, "SubCode": code})).collect()
    };
    walk(
        &sandbox,
        &[
            (
                "QueryRoomUserList",
                list(0, 10),
                0,
                json!({"Count": 2, "UserList": [{"UserId": "user1", "UserName": "Ann"}, {"UserId": "user0"}]}),
            ),
            ("QueryRoomUserList", list(1, 10), 0, json!({"UserList": [{"UserId": "user0"}, {"UserId": "user1"}]})),
            (
                "QueryRoomUserList",
                list(1, 1),
                0,
                json!({"Count": 2, "NextFlag": "1", "UserList": [{"UserId": "user0"}]}),
            ),
            (
                "QueryRoomMembers",
                ask_for(&["user1", "user2", "nobody"]),
                0,
                json!({"UserList": [ann], "ErrorList": missing(&[("nobody", 660_200_001), ("user2", 660_300_012)])}),
            ),
            (
                "QueryRoomMembers",
                ask_for(&["user2", "nobody"]),
                660_300_012,
                json!({"ErrorList": missing(&[("nobody", 660_200_001), ("user2", 660_300_012)])}),
            ),
            (
                "QueryRoomMembers",
                ask_for(&["nobody"]),
                660_200_001,
                json!({"ErrorList": missing(&[("nobody", 660_200_001)])}),
            ),
        ],
    );
}

#[test]
fn who_is_removed_takes_attributes_along() {
    let sandbox = with_room();
    drop(sandbox.take_notices());
    let kick = |users: &[&str]| hall(json!({"UserId": users}));
    let own = json!({"Action": 0, "Key": "own", "Value": "mine", "AutoDelete": 1});
    walk(
        &sandbox,
        &[
            ("ModifyRoomAttribute", change(&[own, set("theme", "dark")]), 0, json!({})),
            (
                "KickoutRoomUser",
                kick(&["user2"]),
                660_300_002,
                json!({"Message": "none of the users is in room `hall`"}),
            ),
            ("KickoutRoomUser", json!({"RoomId": "other", "UserId": ["user0"]}), 660_300_001, json!({})),
            ("KickoutRoomUser", kick(&["user2", "user0"]), 0, json!({})),
            attributes(2, &[("theme", "dark", 2)]),
            ("QueryRoomUserList", json!({"RoomId": HALL}), 0, json!({"Count": 1, "UserList": [{"UserId": "user1"}]})),
            // With the last user all are gone.
            ("KickoutRoomUser", kick(&["user1"]), 0, json!({})),
            attributes(2, &[]),
            ("QueryRoomUserList", json!({"RoomId": HALL}), 660_300_008, json!({})),
        ],
    );
    let first = &sandbox.take_notices()[0];
    let fields = json!({
        "room_id": HALL, "exit_type": "Kickout", "operator_account": "user0", "exit_user_ids": ["user0"],
    });
    assert_eq!((first.event.as_str(), Value::from(first.fields.clone())), ("room_exit", fields));
}

#[test]
fn attributes_are_set_and_deleted_in_order() {
    let sandbox = with_room();
    let delete = |key: &str| json!({"Action": 1, "Key": key});
    let wrong =
        |keys: &[&str]| -> Value { keys.iter().map(|key| json!({"Key": key, "SubCode": 660_000_002})).collect() };
    let done =
        |keys: &[(&str, Value)]| -> Value { keys.iter().map(|(key, seq)| json!({"Key": key, "Seq": seq})).collect() };
    let many: Vec<Value> = (0..16).map(|number| set(&format!("many{number:02}"), "x")).collect();
    let five: Vec<Value> = (0..5).map(|number| set(&format!("more{number}"), "x")).collect();
    let mut elsewhere = change(&[set("theme", "dark")]);
    elsewhere["RoomId"] = "other".into();
    walk(
        &sandbox,
        &[
            (
                "ModifyRoomAttribute",
                change(&[set("theme", "dark"), set("size", "9")]),
                0,
                json!({"AttributeSeq": 2, "SuccKeyList": done(&[("theme", json!(1)), ("size", json!(2))]), "ErrKeyList": []}),
            ),
            (
                "ModifyRoomAttribute",
                change(&[delete("size"), set("theme", "light"), delete("none")]),
                0,
                json!({
                    "AttributeSeq": 4, "SuccKeyList": done(&[("size", json!(null)), ("theme", json!(4))]),
                    "ErrKeyList": wrong(&["none"]),
                }),
            ),
            attributes(4, &[("theme", "light", 4)]),
            ("ModifyRoomAttribute", elsewhere, 0, json!({"SuccKeyList": [], "ErrKeyList": wrong(&["theme"])})),
            ("ModifyRoomAttribute", change(&many), 0, json!({"AttributeSeq": 20, "ErrKeyList": []})),
            // There may be 20; one that is there already takes no further place.
            (
                "ModifyRoomAttribute",
                change(&five),
                0,
                json!({"AttributeSeq": 23, "ErrKeyList": wrong(&["more3", "more4"])}),
            ),
            ("ModifyRoomAttribute", change(&[set("theme", "dark")]), 0, json!({"AttributeSeq": 24, "ErrKeyList": []})),
        ],
    );
}

#[test]
fn what_creates_and_destroys_a_room_is_told() {
    let sandbox = sandbox();
    let room = hall(json!({"RoomName": "Hall", "Attributes": [{"Key": "theme", "Value": "dark"}]}));
    walk(&sandbox, &[("CreateRoom", room, 0, json!({}))]);
    enter(&sandbox, "user1", NOW * 1000);
    walk(&sandbox, &[("DestroyRoom", hall(json!({})), 0, json!({}))]);
    let told: Vec<_> =
        sandbox.take_notices().into_iter().map(|notice| (notice.event, Value::from(notice.fields))).collect();
    let created = json!({
        "room_id": HALL, "operator_account": "user0", "room_name": "Hall",
        "attributes": [{"key": "theme", "value": "dark", "auto_delete": 0}],
    });
    let destroyed = json!({"room_id": HALL, "operator_account": "user0", "user_ids": ["user1"]});
    assert_eq!(told, [("room_create".to_owned(), created), ("room_destroy".to_owned(), destroyed)]);
}
