//! What follows a reply, as users write it: the request for the items that failed, and the next page.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use zim_generated::conversation::SetConvMark;
use zim_generated::group::{FetchForbidGroupList, InviteUsersIntoGroup};
use zim_generated::http::Response;
use zim_generated::messaging::EditC2cMsgBody;
use zim_generated::runtime::{Action, Error, Partial, Rule, Violations, decode};
use zim_generated::types::{
    ConvMark, ConvMarks, EditBody, EditMultiItemBody, EditTextBody, EditType, EditableType, GroupInvitee,
};
use zim_generated::user::QueryFriendList;

/// What is told of the items that failed.
#[track_caller]
fn partial<A: Action>(body: &str) -> Partial<A> {
    match decode::<A>(&Response::new(body.as_bytes().to_vec())) {
        Err(Error::Partial(partial)) => *partial,
        other => panic!("{body} is partial success, not {other:?}"),
    }
}

fn marks(conversations: &[&str]) -> BTreeMap<String, ConvMark> {
    conversations.iter().map(|conversation| ((*conversation).to_owned(), ConvMark::new(2))).collect()
}

#[test]
fn an_item_of_which_no_part_failed_is_not_sent_again() {
    let set = ConvMarks::new("bob", true).set_mark_c2c(marks(&["ann", "cat"]));
    let cancel = ConvMarks::new("bob", false).set_mark_c2c(marks(&["dan"]));
    let request = SetConvMark::builder("root", [set, cancel]).build().unwrap();
    let failed = partial::<SetConvMark>(
        r#"{"Code":0,"FailList":[{"UserId":"bob","SubCode":0,"FailList":[{"ConvId":"ann","Code":660000002}]}]}"#,
    );
    let again = failed.retry(&request).unwrap().build().unwrap();
    assert_eq!(again.conv_mark_info_list, [ConvMarks::new("bob", true).set_mark_c2c(marks(&["ann"]))]);
}

#[test]
fn an_item_that_failed_as_a_whole_is_sent_again_as_a_whole() {
    let item = ConvMarks::new("bob", true).set_mark_c2c(marks(&["ann", "cat"]));
    let request = SetConvMark::builder("root", [item.clone()]).build().unwrap();
    let failed = partial::<SetConvMark>(
        r#"{"Code":0,"FailList":[{"UserId":"bob","SubCode":660800001,"FailList":[{"ConvId":"ann","Code":660000002}]}]}"#,
    );
    assert_eq!(failed.retry(&request).unwrap().conv_mark_info_list, [item]);
}

#[test]
fn a_list_of_which_nothing_failed_is_left_out() {
    let request = InviteUsersIntoGroup::builder("root", "group")
        .user_ids(["ann", "bob"])
        .group_member_infos([GroupInvitee::new("cat")])
        .build()
        .unwrap();
    let failed = partial::<InviteUsersIntoGroup>(r#"{"Code":0,"ErrorUsers":[{"UserId":"bob","SubCode":660500002}]}"#);
    let again = failed.retry(&request).unwrap();
    assert_eq!((again.user_ids, again.group_member_infos), (Some(vec!["bob".to_owned()]), None));
}

#[test]
fn what_the_server_says_of_an_item_is_told() {
    let failed = partial::<InviteUsersIntoGroup>(
        r#"{"Code":0,"ErrorUsers":[{"UserId":"bob","SubCode":660500002,"SubMessage":"not there"}]}"#,
    );
    assert_eq!(failed.failures.first().unwrap().message, "not there");
}

#[test]
fn a_cursor_that_does_not_move_leads_nowhere() {
    let friends = QueryFriendList::builder("ann", 10, 7);
    let reply = |body: &str| decode::<QueryFriendList>(&Response::new(body.as_bytes().to_vec())).unwrap();
    assert_eq!(friends.next_page(&reply(r#"{"Code":0,"Next":8}"#)).unwrap().next, 8);
    assert_eq!(friends.next_page(&reply(r#"{"Code":0,"Next":7}"#)), None);

    let groups = FetchForbidGroupList::builder("ann", 0);
    let reply = |body: &str| decode::<FetchForbidGroupList>(&Response::new(body.as_bytes().to_vec())).unwrap();
    assert_eq!(groups.next_page(&reply(r#"{"Code":0,"NextFlag":0}"#)), None);
    assert_eq!(groups.next_page(&reply(r#"{"Code":0,"FetchEnd":1,"NextFlag":9}"#)), None);
    assert_eq!(groups.next_page(&reply(r#"{"Code":0,"FetchEnd":0,"NextFlag":9}"#)).unwrap().start_flag, 9);
}

#[test]
fn a_body_is_what_the_field_beside_it_says() {
    let edit = |body| {
        EditC2cMsgBody::builder("ann", "ann", "bob", EditableType::Text, 5, EditType::MESSAGE).message_body(body)
    };
    assert!(edit(EditBody::Text(EditTextBody::new().message("hi"))).build().is_ok());
    let violations: Violations = edit(EditBody::MultiItem(EditMultiItemBody::new())).build().unwrap_err();
    let found: Vec<_> = violations.iter().map(|found| (found.path.as_str(), found.rule)).collect();
    assert_eq!(found, [("MessageBody", Rule::Variant)]);
    assert_eq!(
        violations.to_string(),
        "MessageBody: not what MsgType says it is (variant; ZIM would answer 660000002)"
    );
}
