//! Muting of groups, roles and members, which ends by itself.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::NOW;
use common::staff::{by, failed, with_group};
use common::steps::{Step, walk};
use serde_json::{Value, json};

/// The query of the groups in which anybody is muted, and in which ways `staff` is.
fn muted(ways: Option<i64>) -> Step<'static> {
    let list: Value = ways.iter().map(|ways| json!({"GroupId": "staff", "ForbidType": ways})).collect();
    let asked = json!({"FromUserId": "user0", "StartFlag": 0});
    ("FetchForbidGroupList", asked, 0, json!({"FetchEnd": 1, "GroupList": list}))
}

/// The query of the group, and what it says of muting: all, roles, the end.
fn mute_info(all: bool, roles: Value, end: Value) -> Step<'static> {
    let piece = json!({"IsAllForbid": all, "ForbidList": roles, "ForbidExpireTime": end});
    ("QueryGroupInfo", by("user0", json!({})), 0, piece)
}

#[test]
fn a_group_is_muted_for_a_time() {
    let sandbox = with_group();
    let roles = |user: &str, roles: &[i64]| by(user, json!({"MuteRoleList": roles, "Duration": 60}));
    let all = |user: &str, duration: i64| by(user, json!({"IsAllMuted": true, "Duration": duration}));
    // A step is a second.
    let at = |step: i64, more: i64| json!((NOW + step + more) * 1000);
    walk(
        &sandbox,
        &[
            ("MuteGroup", all("user2", 60), 660_600_024, json!({})),
            (
                "MuteGroup",
                all("user1", 60),
                660_600_032,
                json!({"Message": "user `user1` is neither the owner nor an administrator of group `staff`"}),
            ),
            ("MuteGroup", json!({"FromUserId": "user0", "GroupId": "other", "Duration": 60}), 660_600_001, json!({})),
            muted(None),
            ("MuteGroup", all("user0", 60), 0, json!({})),
            mute_info(true, json!(null), at(5, 60)),
            muted(Some(1)),
            // Before the end, it is extended.
            ("MuteGroup", roles("user0", &[2, 3]), 0, json!({})),
            mute_info(false, json!([2, 3]), at(5, 120)),
            muted(Some(2)),
            ("MuteGroup", by("user0", json!({})), 0, json!({})),
            mute_info(false, json!(null), json!(null)),
            muted(None),
            ("SetGroupMemberRole", by("user0", json!({"ToUserId": "user1", "Role": 2})), 0, json!({})),
            ("MuteGroup", roles("user1", &[3, 1]), 660_600_032, json!({})),
            ("MuteGroup", roles("user1", &[3]), 0, json!({})),
            mute_info(false, json!([3]), at(16, 60)),
        ],
    );
    sandbox.clock().advance(60_000);
    walk(
        &sandbox,
        &[
            mute_info(false, json!(null), json!(null)),
            muted(None),
            // Nothing is left to extend; neither all nor any roles are muted by this.
            ("MuteGroup", by("user1", json!({"Duration": 60})), 0, json!({})),
            muted(None),
            ("MuteGroup", all("user1", -1), 0, json!({})),
        ],
    );
    sandbox.clock().advance(100 * 365 * 86_400_000);
    walk(&sandbox, &[muted(Some(1))]);
}

#[test]
fn members_are_muted_for_a_time() {
    let sandbox = with_group();
    let mute = |user: &str, users: &[&str], duration: i64| by(user, json!({"UserIds": users, "Duration": duration}));
    walk(
        &sandbox,
        &[
            ("MuteGroupMembers", mute("user2", &["user1"], 60), 660_600_024, json!({})),
            ("MuteGroupMembers", mute("user1", &["user0"], 60), 660_600_032, json!({})),
            (
                "MuteGroupMembers",
                json!({"FromUserId": "user0", "GroupId": "other", "UserIds": ["user1"], "Duration": 60}),
                660_600_001,
                json!({}),
            ),
            (
                "MuteGroupMembers",
                mute("user0", &["user2"], 60),
                660_600_033,
                failed("ErrorUsers", &[("user2", 660_600_024)]),
            ),
            (
                "MuteGroupMembers",
                mute("user0", &["user1", "user2"], 60),
                0,
                failed("ErrorUsers", &[("user2", 660_600_024)]),
            ),
            muted(Some(4)),
            ("MuteGroup", by("user0", json!({"IsAllMuted": true, "Duration": 10})), 0, json!({})),
            muted(Some(5)),
            ("MuteGroupMembers", mute("user0", &["user1"], 0), 0, json!({})),
            muted(Some(1)),
            // It counts from the latest request on.
            ("MuteGroupMembers", mute("user0", &["user1"], 1000), 0, json!({})),
            ("MuteGroupMembers", mute("user0", &["user1"], 60), 0, json!({})),
        ],
    );
    sandbox.clock().advance(58_000);
    walk(&sandbox, &[muted(Some(4)), muted(None)]);
    walk(&sandbox, &[("MuteGroupMembers", mute("user0", &["user1"], -1), 0, json!({}))]);
    sandbox.clock().advance(100 * 365 * 86_400_000);
    walk(&sandbox, &[muted(Some(4)), ("KickoutGroupUser", by("user0", json!({"UserId": ["user1"]})), 0, json!({}))]);
    walk(&sandbox, &[muted(None)]);
}
