//! The group `staff`, and what is asked about it.

use super::sandbox;
use super::steps::{Step, ask};
use serde_json::{Value, json};
use zim_sandbox::Sandbox;

/// A request of the user who acts, about group `staff`.
pub fn by(user: &str, more: Value) -> Value {
    let mut params = json!({"FromUserId": user, "GroupId": "staff"});
    params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    params
}

/// A sandbox with the group `staff` of `user0`, who owns it, and `user1`. There is `user2` too.
pub fn with_group() -> Sandbox {
    let sandbox = sandbox();
    let group = json!({"GroupId": "staff", "GroupOwner": "user0", "UserId": ["user1"], "GroupName": "Staff"});
    assert_eq!(ask(&sandbox, "CreateGroup", &group).code(), 0);
    sandbox
}

/// The query of the members, and what they are.
pub fn members(expected: &[(&str, i64)]) -> Step<'static> {
    let list: Value = expected.iter().map(|(user, role)| json!({"UserId": user, "Role": role})).collect();
    ("QueryGroupMemberList", json!({"GroupId": "staff"}), 0, json!({"TotalCount": expected.len(), "MemberList": list}))
}

/// The piece of a reply that lists users with their codes.
pub fn failed(list: &str, users: &[(&str, i64)]) -> Value {
    let items: Value = users.iter().map(|(user, code)| json!({"UserId": user, "SubCode": code})).collect();
    json!({list: items})
}
