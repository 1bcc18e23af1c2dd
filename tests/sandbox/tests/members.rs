//! Members of groups: they come and go, and get roles and nicknames; every state has its code.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::staff::{by, failed, members, with_group};
use common::steps::walk;
use serde_json::{Value, json};

#[test]
fn members_come() {
    let sandbox = with_group();
    drop(sandbox.take_notices());
    let listed = json!([
        {"UserId": "user0"}, {"UserId": "user1", "EnterGroupTime": 1_600_000_000_000_i64},
        {"UserId": "user2", "EnterGroupTime": 1_600_000_000_000_i64}, {"UserId": "asked", "IsInvite": 1},
    ]);
    for user in ["asked", "user4", "user5", "boss"] {
        sandbox.register_user(user);
    }
    let users = |users: &[&str]| json!({"UserIds": users});
    let members_now = [("user2", 3), ("user0", 1), ("user1", 3), ("user4", 3), ("user5", 3)];
    walk(
        &sandbox,
        &[
            ("InviteUsersIntoGroup", by("nobody", users(&["user2"])), 660_500_002, json!({})),
            (
                "InviteUsersIntoGroup",
                json!({"FromUserId": "user0", "GroupId": "other", "UserIds": ["user2"]}),
                660_600_001,
                json!({}),
            ),
            // Those that are listed with more about them take the place of the others.
            (
                "InviteUsersIntoGroup",
                by("user0", json!({"GroupMemberInfos": listed, "UserIds": ["user4"]})),
                0,
                failed("ErrorUsers", &[]),
            ),
            (
                "InviteUsersIntoGroup",
                by("boss", users(&["boss", "user4", "nobody"])),
                0,
                failed("ErrorUsers", &[("nobody", 660_000_002)]),
            ),
            (
                "InviteUsersIntoGroup",
                by("boss", json!({"GroupMemberInfos": [], "UserIds": ["user5", "user4"]})),
                0,
                failed("ErrorUsers", &[]),
            ),
            (
                "InviteUsersIntoGroup",
                by("boss", users(&["nobody"])),
                660_000_002,
                failed("ErrorUsers", &[("nobody", 660_000_002)]),
            ),
            (
                "InviteUsersIntoGroup",
                by("boss", json!({"GroupMemberInfos": [{"UserId": "nobody"}]})),
                660_000_002,
                failed("ErrorUsers", &[("nobody", 660_000_002)]),
            ),
            members(&members_now),
        ],
    );
    let told: Vec<_> = sandbox
        .take_notices()
        .into_iter()
        .map(|notice| (notice.event, notice.fields["new_user_ids"].clone(), notice.fields["operator_account"].clone()))
        .collect();
    let join = |users: &[&str], by: &str| ("group_join".to_owned(), json!(users), json!(by));
    assert_eq!(told, [join(&["user2"], "user0"), join(&["user4"], "boss"), join(&["user5"], "boss")]);
}

#[test]
fn members_go_and_the_first_becomes_the_owner() {
    let sandbox = with_group();
    for (user, joined_at) in [("user2", 1), ("early", 0)] {
        let row = json!({"group_id": "staff", "user_id": user, "role": 3, "joined_at": joined_at});
        sandbox.put("members", row).unwrap();
    }
    drop(sandbox.take_notices());
    let kick = |users: &[&str]| by("nobody", json!({"UserId": users}));
    walk(
        &sandbox,
        &[
            ("KickoutGroupUser", kick(&["early", "zoe"]), 0, failed("ErrorList", &[("zoe", 660_600_008)])),
            members(&[("user2", 3), ("user0", 1), ("user1", 3)]),
            ("KickoutGroupUser", kick(&["early"]), 660_600_008, failed("ErrorList", &[("early", 660_600_008)])),
            ("KickoutGroupUser", kick(&["user0"]), 0, failed("ErrorList", &[])),
            members(&[("user2", 1), ("user1", 3)]),
            ("KickoutGroupUser", kick(&["user1", "user2"]), 0, json!({})),
            members(&[]),
            (
                "KickoutGroupUser",
                json!({"FromUserId": "user0", "GroupId": "other", "UserId": ["user0"]}),
                660_600_001,
                json!({}),
            ),
        ],
    );
    let first = &sandbox.take_notices()[0];
    let fields = json!({
        "group_id": "staff", "exit_type": "Kickout", "operator_account": "nobody", "exit_user_ids": ["early"],
    });
    assert_eq!((first.event.as_str(), Value::from(first.fields.clone())), ("group_exit", fields));
}

#[test]
fn roles_nicknames_and_owners() {
    let sandbox = with_group();
    let other = |more: Value| {
        let mut params = by("user0", more);
        params["GroupId"] = "other".into();
        params
    };
    let role = |to: &str, role: i64| json!({"ToUserId": to, "Role": role});
    let names = |users: &[&str]| -> Value {
        json!({"UserIds": users.iter().map(|user| json!({"UserId": user, "Nickname": "Nick"})).collect::<Value>()})
    };
    let nicknames = json!({"MemberList": [{"UserId": "user0", "UserNickName": null}, {"UserNickName": "Nick"}]});
    walk(
        &sandbox,
        &[
            ("SetGroupMemberRole", by("user0", role("user1", 2)), 0, json!({})),
            ("SetGroupMemberRole", by("user0", role("user2", 2)), 660_600_024, json!({})),
            ("SetGroupMemberRole", by("user0", role("user0", 2)), 660_600_030, json!({})),
            ("SetGroupMemberRole", by("user0", role("user1", 1)), 660_600_029, json!({})),
            ("SetGroupMemberRole", other(role("user1", 2)), 660_600_001, json!({})),
            // The owner stays the owner.
            ("SetGroupMemberRole", by("user1", role("user0", 3)), 0, json!({})),
            members(&[("user0", 1), ("user1", 2)]),
            (
                "SetGroupMembersNickname",
                by("user0", names(&["user1", "user2"])),
                0,
                failed("ErrorUsers", &[("user2", 660_000_002)]),
            ),
            (
                "SetGroupMembersNickname",
                by("user0", names(&["user2"])),
                660_000_002,
                failed("ErrorUsers", &[("user2", 660_000_002)]),
            ),
            ("SetGroupMembersNickname", by("nobody", names(&["user1"])), 660_500_002, json!({})),
            ("SetGroupMembersNickname", other(names(&["user1"])), 660_600_001, json!({})),
            ("QueryGroupMemberList", json!({"GroupId": "staff"}), 0, nicknames),
            ("TransferGroupOwner", by("nobody", json!({"NewOwner": "user1"})), 660_500_002, json!({})),
            ("TransferGroupOwner", by("user0", json!({"NewOwner": "user2"})), 660_600_024, json!({})),
            ("TransferGroupOwner", other(json!({"NewOwner": "user1"})), 660_600_001, json!({})),
            ("TransferGroupOwner", by("user2", json!({"NewOwner": "user1"})), 0, json!({})),
            members(&[("user0", 3), ("user1", 1)]),
            ("TransferGroupOwner", by("user2", json!({"NewOwner": "user1"})), 0, json!({})),
            members(&[("user0", 3), ("user1", 1)]),
        ],
    );
    assert_eq!(sandbox.rows("groups").unwrap()[0]["owner"], "user1");
}
