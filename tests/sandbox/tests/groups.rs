//! Groups from their creation to their end: what one action writes another reads, and every state has its code.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::sandbox;
use common::staff::{by, with_group};
use common::steps::{ask, walk};
use serde_json::{Value, json};

#[test]
fn a_group_is_created_and_dismissed() {
    let sandbox = sandbox();
    sandbox.put("users", json!({"user_id": "user1", "user_name": "Ann"})).unwrap();
    let group = json!({
        "GroupId": "staff", "GroupOwner": "user0", "UserId": ["user0", "user1", "nobody"], "GroupName": "Staff",
        "GroupNotice": "Hello", "GroupAvatar": "https://example.com/g.png",
        "Attributes": [{"Key": "level", "Value": "3"}], "CreateGroupTime": 1_600_000_000_000_i64,
    });
    let created = json!({
        "GroupId": "staff", "Members": [{"UserId": "user0", "UserName": null}, {"UserId": "user1", "UserName": "Ann"}],
        "ErrorUsers": [{"UserId": "nobody", "SubCode": 660_600_017}],
    });
    let info = json!({
        "GroupId": "staff", "GroupName": "Staff", "GroupNotice": "Hello", "GroupAvatar": "https://example.com/g.png",
        "GroupDataSeq": 0, "GroupCreateTime": 1_600_000_000_000_i64, "IsAllForbid": false, "ForbidList": null,
        "ForbidExpireTime": null, "LimitInfo": {"JoinMode": 0, "InviteMode": 0, "BeInvitedMode": 0},
        "GroupAttributes": [{"Key": "level", "Value": "3"}],
    });
    let joined = json!({"HasJoinGroupNum": 1, "GroupInfoList": [{"GroupId": "staff", "GroupName": "Staff"}]});
    let changes = json!({"GroupName": "", "GroupNotice": "Bye"});
    walk(
        &sandbox,
        &[
            ("CreateGroup", group.clone(), 0, created),
            ("CreateGroup", group, 660_600_011, json!({"Message": "group `staff` exists already"})),
            ("CreateGroup", json!({"GroupOwner": "nobody"}), 660_600_013, json!({})),
            ("QueryGroupInfo", by("user2", json!({})), 0, info),
            ("QueryGroupInfo", by("nobody", json!({})), 660_500_002, json!({})),
            ("QueryGroupsInfoOfUser", json!({"FromUserId": "user1", "Limit": 10}), 0, joined),
            ("UpdateGroupData", by("nobody", changes.clone()), 660_500_002, json!({})),
            ("UpdateGroupData", by("user2", changes), 0, json!({})),
            (
                "QueryGroupInfo",
                by("user0", json!({})),
                0,
                json!({"GroupName": "", "GroupNotice": "Bye", "GroupAvatar": "https://example.com/g.png", "GroupDataSeq": 1}),
            ),
            (
                "QueryAppGroupList",
                json!({}),
                0,
                json!({"TotalCount": 1, "Next": 0, "GroupIdList": [{"GroupId": "staff", "GroupName": ""}]}),
            ),
            ("DismissGroup", by("nobody", json!({})), 660_500_002, json!({})),
            ("DismissGroup", by("user2", json!({})), 0, json!({})),
            ("DismissGroup", by("user2", json!({})), 660_600_001, json!({"Message": "group `staff` does not exist"})),
            ("UpdateGroupData", by("user2", json!({"GroupName": "x"})), 660_600_001, json!({})),
            ("QueryGroupMemberList", json!({"GroupId": "staff"}), 660_600_001, json!({})),
            (
                "QueryGroupInfo",
                by("user0", json!({})),
                0,
                json!({"GroupId": null, "GroupName": null, "LimitInfo": null}),
            ),
            ("QueryAppGroupList", json!({}), 0, json!({"TotalCount": 0, "GroupIdList": []})),
            (
                "QueryGroupsInfoOfUser",
                json!({"FromUserId": "user1", "Limit": 10}),
                0,
                json!({"HasJoinGroupNum": 0, "GroupInfoList": []}),
            ),
        ],
    );
    for table in ["groups", "members", "group_attributes"] {
        assert_eq!(sandbox.rows(table).unwrap(), Vec::<Value>::new(), "{table}");
    }
}

#[test]
fn a_group_without_an_id_gets_one() {
    let sandbox = sandbox();
    let ids: Vec<_> = ["user0", "user1"]
        .map(|owner| ask(&sandbox, "CreateGroup", &json!({"GroupOwner": owner})).json["GroupId"].clone())
        .into();
    assert!(ids.iter().all(|id| id.as_str().unwrap().starts_with('#')) && ids[0] != ids[1], "{ids:?}");
    let list = json!({"MemberList": [{"UserId": "user1", "Role": 1}]});
    walk(&sandbox, &[("QueryGroupMemberList", json!({"GroupId": ids[1]}), 0, list)]);
}

#[test]
fn a_plan_ends_at_some_number_of_groups() {
    let sandbox = sandbox();
    sandbox.put("quotas", json!({"what": "groups", "most": 1})).unwrap();
    let group = json!({"GroupOwner": "user0"});
    walk(
        &sandbox,
        &[
            ("CreateGroup", group.clone(), 0, json!({})),
            (
                "CreateGroup",
                group,
                660_600_012,
                json!({"Message": "the application has as many groups as it may have"}),
            ),
        ],
    );
}

#[test]
fn limits_and_attributes() {
    let sandbox = with_group();
    let limits = json!({"JoinMode": 2, "MemberCountLimit": 50});
    let change = |action: i64, keys: &[&str]| {
        let attributes: Value = keys.iter().map(|key| json!({"Key": key, "Value": format!("the {key}")})).collect();
        json!({"Action": action, "Attributes": attributes})
    };
    let info = json!({
        "LimitInfo": {"JoinMode": 2, "InviteMode": 1, "BeInvitedMode": 0, "MemberCountLimit": 50},
        "GroupAttributes": [{"Key": "a", "Value": "the a"}, {"Key": "c", "Value": "the c"}],
    });
    let gone = json!({"FromUserId": "user0", "GroupId": "other"});
    let mut set_in_none = change(0, &["a"]);
    set_in_none.as_object_mut().unwrap().extend(gone.as_object().unwrap().clone());
    walk(
        &sandbox,
        &[
            ("ModifyGroupLimit", by("user2", limits.clone()), 0, json!({})),
            // What is left out stays.
            ("ModifyGroupLimit", by("user2", json!({"InviteMode": 1})), 0, json!({})),
            ("ModifyGroupLimit", by("nobody", limits), 660_500_002, json!({})),
            ("ModifyGroupLimit", gone, 660_600_001, json!({})),
            (
                "ModifyGroupAttribute",
                by("user2", change(0, &["a", "b", "c"])),
                0,
                json!({"FailKeys": [], "Attributes": {"Attributes": [{"Key": "a"}, {"Key": "b"}, {"Key": "c"}]}}),
            ),
            (
                "ModifyGroupAttribute",
                by("user2", change(1, &["b", "d"])),
                0,
                json!({"FailKeys": [{"Key": "d"}], "Attributes": {"Attributes": [{"Key": "b"}]}}),
            ),
            ("ModifyGroupAttribute", by("nobody", change(0, &["a"])), 660_500_002, json!({})),
            ("ModifyGroupAttribute", set_in_none, 660_600_001, json!({})),
            ("QueryGroupInfo", by("user0", json!({})), 0, info),
        ],
    );
}

#[test]
fn what_creates_and_dismisses_a_group_is_told() {
    let sandbox = with_group();
    sandbox.clock().advance(1000);
    assert_eq!(ask(&sandbox, "DismissGroup", &by("user2", json!({}))).code(), 0);
    let told: Vec<_> =
        sandbox.take_notices().into_iter().map(|notice| (notice.event, Value::from(notice.fields))).collect();
    let created = json!({
        "group_id": "staff", "operator_account": "user0", "owner_account": "user0", "group_name": "Staff",
        "attributes": [], "user_ids": ["user0", "user1"],
    });
    let dismissed = json!({
        "group_id": "staff", "operator_account": "user2", "owner_account": "user0", "user_ids": ["user0", "user1"],
    });
    assert_eq!(told, [("group_create".to_owned(), created), ("group_destroy".to_owned(), dismissed)]);
}

#[test]
fn lists_of_groups_and_members_have_pages() {
    let sandbox = with_group();
    let long = |number: usize| format!("m{number:03}");
    for number in 0..5 {
        sandbox.put("groups", json!({"group_id": long(number), "created_at": number})).unwrap();
        let row = json!({"group_id": "staff", "user_id": long(number), "role": 3, "joined_at": number});
        sandbox.put("members", row).unwrap();
    }
    walk(
        &sandbox,
        &[
            (
                "QueryAppGroupList",
                json!({"Limit": 4, "Next": 0}),
                0,
                json!({"TotalCount": 6, "Next": 4, "GroupIdList": [{}, {}, {}, {"GroupId": "m003"}]}),
            ),
            (
                "QueryAppGroupList",
                json!({"Limit": 4, "Next": 4}),
                0,
                json!({"TotalCount": 6, "Next": 0, "GroupIdList": [{"GroupId": "m004"}, {"GroupId": "staff"}]}),
            ),
            (
                "QueryGroupMemberList",
                json!({"GroupId": "staff", "Limit": 5}),
                0,
                json!({"TotalCount": 7, "Next": 5, "MemberList": [{"UserId": "m000"}, {}, {}, {}, {"UserId": "m004"}]}),
            ),
        ],
    );
}
