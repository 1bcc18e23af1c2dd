//! Friends, applications and blacklists: what one action writes the others read, and every state has its code.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{NOW, post};
use serde_json::{Value, json};
use zim_sandbox::Sandbox;

/// Posts a request, and gives its code, the codes of the items that failed, and the reply.
#[track_caller]
fn ask(sandbox: &Sandbox, action: &str, body: &Value) -> (i64, Value, Value) {
    let answer = post(sandbox, action, &body.to_string());
    let lists = ["ErrorList", "ErrList", "Fails"];
    let failed = lists.iter().find_map(|list| answer.json.get(list)).cloned().unwrap_or_default();
    let codes = failed.as_array().into_iter().flatten().map(|item| (item["UserId"].clone(), item["SubCode"].clone()));
    let codes: serde_json::Map<_, _> = codes.map(|(user, code)| (user.as_str().unwrap().to_owned(), code)).collect();
    (answer.code(), codes.into(), answer.json)
}

/// The code of the reply and those of its items.
#[track_caller]
fn check(sandbox: &Sandbox, action: &str, body: &Value, code: i64, failed: &Value) -> Value {
    let (answered, items, reply) = ask(sandbox, action, body);
    assert_eq!((answered, &items), (code, failed), "{action} {body}: {reply}");
    reply
}

fn infos(users: &[&str]) -> Value {
    users.iter().map(|user| json!({"UserId": user})).collect()
}

/// How each user is related to `user`, two ways.
fn relations(sandbox: &Sandbox, user: &str, others: &[&str]) -> Vec<i64> {
    let body = json!({"FromUserId": user, "UserIds": others, "CheckType": 0});
    let reply = check(sandbox, "CheckFriendsRelation", &body, 0, &json!({}));
    reply["Successes"].as_array().unwrap().iter().map(|one| one["Relation"].as_i64().unwrap()).collect()
}

#[test]
fn friends_are_made_listed_and_unmade() {
    let sandbox = common::sandbox();
    let friend = json!({"UserId": "user1", "Wording": "Hello", "FriendAlias": "Annie", "FriendTime": 1_600_000_000_000_i64,
        "Attributes": [{"Key": "k1", "Value": "climber"}]});
    let body = json!({"FromUserId": "user0", "FriendInfos": [friend, {"UserId": "nobody"}]});
    check(&sandbox, "AddFriends", &body, 0, &json!({"nobody": 660_700_015}));
    check(
        &sandbox,
        "AddFriends",
        &json!({"FromUserId": "user0", "FriendInfos": infos(&["user1"])}),
        0,
        &json!({"user1": 660_800_027}),
    );
    check(
        &sandbox,
        "AddFriends",
        &json!({"FromUserId": "user0", "FriendInfos": infos(&["nobody"])}),
        660_800_025,
        &json!({"nobody": 660_700_015}),
    );
    check(
        &sandbox,
        "AddFriends",
        &json!({"FromUserId": "nobody", "FriendInfos": infos(&["user1"])}),
        660_500_002,
        &json!({}),
    );

    let alias = |alias: &str| json!({"FromUserId": "user0", "UserIds": [{"UserId": "user1", "FriendAlias": alias}, {"UserId": "user2", "FriendAlias": "x"}]});
    check(&sandbox, "UpdateFriendsAlias", &alias("Ann"), 0, &json!({"user2": 660_800_034}));
    let attributes = json!([{"Key": "k1", "Value": "hiker"}, {"Key": "k2", "Value": "tall"}]);
    check(
        &sandbox,
        "UpdateFriendAttributes",
        &json!({"FromUserId": "user0", "UserId": "user1", "Attributes": attributes, "Action": 0}),
        0,
        &json!({}),
    );

    let list =
        common::get(&sandbox, "QueryFriendList", &[("FromUserId", "user0"), ("Limit", "10"), ("Next", "0")]).json;
    assert_eq!((&list["TotalCount"], &list["Next"]), (&json!(1), &json!(0)));
    let friend = &list["FriendInfos"][0];
    for (field, expected) in [
        ("UserId", json!("user1")),
        ("FriendAlias", json!("Ann")),
        ("Wording", json!("Hello")),
        ("CreateTime", json!(1_600_000_000_000_i64)),
        ("Attributes", attributes),
    ] {
        assert_eq!(friend[field], expected, "{field} of {friend}");
    }

    assert_eq!(relations(&sandbox, "user0", &["user1", "user2"]), [6, 3]);
    let unfriend =
        |user: &str, other: &str, ways: i64| json!({"FromUserId": user, "UserIds": [other], "DeleteType": ways});
    check(&sandbox, "DeleteFriends", &unfriend("user0", "user2", 0), 0, &json!({"user2": 660_800_034}));
    check(&sandbox, "DeleteFriends", &unfriend("nobody", "user2", 0), 660_500_002, &json!({}));
    // One way: the other keeps this user.
    check(&sandbox, "DeleteFriends", &unfriend("user0", "user1", 1), 0, &json!({}));
    assert_eq!(relations(&sandbox, "user0", &["user1"]), [5]);
    assert_eq!(relations(&sandbox, "user1", &["user0"]), [4]);
    check(&sandbox, "DeleteFriends", &unfriend("user1", "user0", 0), 0, &json!({}));
    assert_eq!(relations(&sandbox, "user0", &["user1"]), [3]);
}

#[test]
fn all_friends_go_at_once() {
    let sandbox = common::sandbox();
    for (ways, left) in [("1", [5, 5]), ("0", [3, 3])] {
        check(
            &sandbox,
            "AddFriends",
            &json!({"FromUserId": "user0", "FriendInfos": infos(&["user1", "user2"])}),
            0,
            &json!({}),
        );
        assert_eq!(relations(&sandbox, "user0", &["user1", "user2"]), [6, 6]);
        assert_eq!(
            common::get(&sandbox, "DeleteAllFriends", &[("FromUserId", "user0"), ("DeleteType", ways)]).code(),
            0
        );
        assert_eq!(relations(&sandbox, "user0", &["user1", "user2"]), left, "DeleteType {ways}");
    }
}

#[test]
fn who_has_the_user_as_a_friend_is_not_asked() {
    let sandbox = common::sandbox();
    let apply = |users: &[&str]| json!({"FromUserId": "user0", "FriendInfos": infos(users)});
    check(&sandbox, "AddFriends", &json!({"FromUserId": "user1", "FriendInfos": infos(&["user0"])}), 0, &json!({}));
    check(
        &sandbox,
        "DeleteFriends",
        &json!({"FromUserId": "user0", "UserIds": ["user1"], "DeleteType": 1}),
        0,
        &json!({}),
    );
    check(&sandbox, "SendFriendApplication", &apply(&["user1", "user2", "nobody"]), 0, &json!({"nobody": 660_700_015}));
    assert_eq!(relations(&sandbox, "user0", &["user1", "user2"]), [6, 3]);
    check(&sandbox, "SendFriendApplication", &apply(&["user1"]), 0, &json!({"user1": 660_800_027}));
    check(&sandbox, "SendFriendApplication", &apply(&["nobody"]), 660_800_025, &json!({"nobody": 660_700_015}));
}

#[test]
fn blacklists() {
    let sandbox = common::sandbox();
    let users = |from: &str, users: &[&str]| json!({"FromUserId": from, "UserIds": users});
    for (action, from, others, code, failed) in [
        ("AddUsersToBlacklist", "user0", &["user1", "nobody"][..], 0, json!({"nobody": 6_607_000_015_i64})),
        ("AddUsersToBlacklist", "user0", &["user1"], 660_800_041, json!({"user1": 660_800_037})),
        ("AddUsersToBlacklist", "nobody", &["user1"], 660_500_002, json!({})),
        ("CheckUsersIsInBlacklist", "user0", &["nobody", "user1", "user2"], 0, json!({"nobody": 660_700_015})),
        ("RemoveUsersFromBlacklist", "user0", &["user2", "user1"], 0, json!({"user2": 660_800_044})),
        ("RemoveUsersFromBlacklist", "user0", &["user1"], 660_800_042, json!({"user1": 660_800_044})),
        ("RemoveUsersFromBlacklist", "nobody", &["user1"], 660_500_002, json!({})),
    ] {
        let reply = check(&sandbox, action, &users(from, others), code, &failed);
        if action == "CheckUsersIsInBlacklist" {
            let expected = json!([{"UserId": "user1", "Result": 1}, {"UserId": "user2", "Result": 0}]);
            assert_eq!(reply["Succ"], expected);
            let list =
                common::get(&sandbox, "QueryBlacklist", &[("FromUserId", "user0"), ("Limit", "10"), ("Next", "0")])
                    .json;
            assert_eq!(list["Blacklist"][0]["UserId"], "user1", "{list}");
            assert_eq!(list["Blacklist"][0]["UpdateTime"], NOW * 1000, "{list}");
        }
    }
    let list = common::get(&sandbox, "QueryBlacklist", &[("FromUserId", "user0"), ("Limit", "10"), ("Next", "0")]).json;
    assert_eq!((&list["Blacklist"], &list["TotalCount"]), (&json!([]), &json!(0)));
}

#[test]
fn lists_of_friends_and_blacklists_have_an_end() {
    let sandbox = common::sandbox();
    for number in 0..3000 {
        let other = format!("friend{number:04}");
        sandbox.put("friends", json!({"user_id": "user0", "friend_id": other, "created_at": number})).unwrap();
        sandbox.put("blocked", json!({"user_id": "user0", "blocked_id": other, "created_at": number})).unwrap();
    }
    check(
        &sandbox,
        "AddFriends",
        &json!({"FromUserId": "user0", "FriendInfos": infos(&["user1"])}),
        0,
        &json!({"user1": 660_800_028}),
    );
    let block = json!({"FromUserId": "user0", "UserIds": ["user1"]});
    check(&sandbox, "AddUsersToBlacklist", &block, 660_800_041, &json!({"user1": 660_800_040}));
    let page = |next: &str| {
        common::get(&sandbox, "QueryFriendList", &[("FromUserId", "user0"), ("Limit", "100"), ("Next", next)]).json
    };
    let second = page(&page("0")["Next"].to_string());
    assert_eq!((&second["FriendInfos"][0]["UserId"], &second["TotalCount"]), (&json!("friend0100"), &json!(3000)));
}

#[test]
fn online_are_those_of_whom_a_test_says_so() {
    let sandbox = common::sandbox();
    sandbox.put("users", json!({"user_id": "user1", "online": "Online"})).unwrap();
    let answer = common::get(
        &sandbox,
        "QueryUserOnlineState",
        &[("UserId[]", "user0"), ("UserId[]", "user1"), ("UserId[]", "nobody")],
    )
    .json;
    assert_eq!(answer["Result"], json!([{"UserId": "user1", "Status": "Online"}]));
    let codes: Vec<_> =
        answer["ErrorList"].as_array().unwrap().iter().map(|item| item["SubCode"].as_i64().unwrap()).collect();
    assert_eq!(codes, [660_200_001, 660_200_001]);
}
