//! Long lists against the sandbox: registered in batches, paged through in each dialect.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use zim_generated::group::{FetchForbidGroupList, QueryGroupMemberList};
use zim_generated::room::QueryRoomUserList;
use zim_generated::runtime::lists::{Chunks, Pages, SplitError};
use zim_generated::runtime::{Error, Paged, Policy, Request, Valid, Zim};
use zim_generated::types::NewUser;
use zim_generated::user::{QueryFriendList, QueryGroupsInfoOfUser, UserRegister, UserRegisterError, UserRegisterReply};
use zim_sandbox::{Clock, Sandbox};
use zim_tests::transport::{APP_ID, SECRET, send, stamp, zim};

/// Counts the requests for each action, and those refused for their rate.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<BTreeMap<String, (usize, usize)>>>);

impl Seen {
    fn of(&self, action: &str) -> (usize, usize) {
        self.0.lock().unwrap().get(action).copied().unwrap_or_default()
    }
}

/// A sandbox whose clock stands still: how long requests take changes nothing. There are a user, a group, and a room that
/// somebody is in.
fn sandbox() -> (Sandbox, Zim, Seen) {
    let seen = Seen::default();
    let counted = seen.clone();
    let sandbox = Sandbox::builder()
        .app(APP_ID, SECRET)
        .clock(Clock::manual(stamp().unwrap().timestamp * 1000))
        .observe(move |exchange| {
            let mut seen = counted.0.lock().unwrap();
            let (sent, refused) = seen.entry(exchange.action.clone().unwrap_or_default()).or_default();
            *sent += 1;
            *refused += usize::from(exchange.code != 0);
        })
        .start()
        .unwrap();
    for (table, row) in [
        ("users", json!({"user_id": "ann"})),
        ("groups", json!({"group_id": "group"})),
        ("rooms", json!({"room_id": "room"})),
        ("room_members", json!({"room_id": "room", "user_id": "ann"})),
    ] {
        sandbox.put(table, row).unwrap();
    }
    let zim = zim(&sandbox.url()).unwrap();
    (sandbox, zim, seen)
}

/// So many users.
fn users(count: usize) -> UserRegister {
    UserRegister::builder((0..count).map(|number| NewUser::new(format!("user{number}"))))
}

/// Sends one, which must be answered.
fn answered(zim: &Zim, request: &Valid<UserRegister>) -> Result<UserRegisterReply, Error<UserRegister>> {
    send(zim, request).unwrap_or_else(|error| panic!("no answer: {error}"))
}

#[test]
fn a_thousand_users_are_registered_in_ten_requests() {
    let (sandbox, zim, seen) = sandbox();
    let (exists, unknown) = (660_700_002, 660_799_999);
    // In the first of the requests, in the fourth, and at the very end of the last.
    let failing = [(0, exists), (99, exists), (317, unknown), (318, exists), (999, exists)];
    for (position, code) in failing {
        assert!(sandbox.fail_item("UserRegister", [format!("user{position}")], code));
    }

    let merged = Chunks::new(users(1000)).unwrap().send(|request| answered(&zim, request));

    assert_eq!(seen.of("UserRegister"), (10, 0), "requests, and those that were refused");
    let failed: Vec<_> = merged.failed.iter().map(|failed| (failed.item.position, &failed.failures[..])).collect();
    assert_eq!(failed.len(), failing.len());
    for ((position, failures), (expected, code)) in failed.iter().zip(failing) {
        let [failure] = failures else { panic!("{failures:?}") };
        assert_eq!((*position, failure.key().to_owned()), (expected, format!("user{expected}")));
        let is_known = failure.kind == Some(UserRegisterError::UserAlreadyRegistered);
        assert_eq!((failure.code.map(|code| code.get()), is_known), (Some(code), code == exists));
    }
    let expected = (0..1000).filter(|position| !failing.iter().any(|(failing, _)| failing == position));
    let succeeded = merged.succeeded.iter().map(|item| (item.position, item.keys.concat()));
    assert!(succeeded.eq(expected.map(|position| (position, format!("user{position}")))));
    assert_eq!((merged.broken.len(), merged.unanswered.len(), merged.unsent.len(), merged.stray.len()), (0, 0, 0, 0));
    assert_eq!(merged.replies.len(), 10);

    // Those alone once more, and now nothing is in their way.
    sandbox.pass_items("UserRegister");
    let again = merged.retry(&users(1000)).unwrap();
    assert_eq!(again.user_info.len(), failing.len());
    assert!(Chunks::new(again).unwrap().send(|request| answered(&zim, request)).is_complete());
    assert_eq!(seen.of("UserRegister"), (11, 0));
}

#[test]
fn what_the_rate_refuses_is_never_lost() {
    let (_sandbox, zim, seen) = sandbox();
    // The clock stands still, so that after 20 requests none passes.
    let merged = Chunks::new(users(2450)).unwrap().send(|request| answered(&zim, request));
    assert_eq!(seen.of("UserRegister"), (21, 1));
    assert_eq!((merged.succeeded.len(), merged.failed.len(), merged.unsent.len()), (2000, 0, 350));
    let [broken] = merged.broken.as_slice() else { panic!("{} chunks", merged.broken.len()) };
    let positions: Vec<usize> = broken.items.iter().map(|item| item.position).collect();
    assert_eq!(positions, (2000..2100).collect::<Vec<_>>());
    assert_eq!(broken.error.api().map(|error| error.kind), Some(UserRegisterError::RegistrationRateExceeded));
    let rest = merged.rest(&users(2450)).unwrap();
    assert_eq!((rest.user_info.len(), &*rest.user_info.first().unwrap().user_id), (350, "user2100"));
}

#[test]
fn a_mistake_in_the_last_user_is_found_before_the_first_is_sent() {
    let (_sandbox, _zim, seen) = sandbox();
    let mut request = users(1000);
    request.user_info.push(NewUser::new("x".repeat(33)));
    let Err(SplitError::Invalid(violations)) = Chunks::<UserRegister>::new(request) else { panic!("it was split") };
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path.as_str()).collect();
    assert_eq!(paths, ["UserInfo[1000].UserId"]);
    assert_eq!(seen.of("UserRegister"), (0, 0));
}

#[test]
fn ten_thousand_members_come_with_one_page_in_memory() {
    let (sandbox, zim, seen) = sandbox();
    let members = (0..10_000).map(|number| json!({"UserId": format!("user{number}")}));
    assert!(sandbox.list_items("QueryGroupMemberList", members));
    let request = QueryGroupMemberList::builder("group").limit(1000);
    let all = Pages::new(request).each(|request| send(&zim, &Policy::All.valid(request.clone())?).unwrap());
    let mut count = 0;
    for (number, member) in all.items().enumerate() {
        assert_eq!(member.unwrap().user_id, format!("user{number}"));
        count += 1;
        // Until a page is used up, the next is not asked for; and the one before is gone.
        assert_eq!(seen.of("QueryGroupMemberList"), (number / 1000 + 1, 0));
    }
    assert_eq!((count, seen.of("QueryGroupMemberList")), (10_000, (10, 0)));
}

/// Pages through as many items as `count`, and says how many came in how many requests.
#[track_caller]
fn check<R: Paged>(first: R, size: usize) {
    for count in [0, 1, size, size + 1, 3 * size] {
        let (sandbox, zim, seen) = sandbox();
        let info = first.info();
        assert!(sandbox.list_items(info.name, (0..count).map(|_| json!({}))), "{} has no pages", info.name);
        let send = |request: &R| send(&zim, &Policy::All.valid(request.clone())?).unwrap();
        let items: Result<Vec<R::Item>, _> = Pages::new(first.clone()).each(send).items().collect();
        let found = items.unwrap_or_else(|error| panic!("{}: {error}", info.name)).len();
        let requests = count.div_ceil(size).max(1);
        assert_eq!((found, seen.of(info.name)), (count, (requests, 0)), "{} of {count} items", info.name);
    }
}

#[test]
fn each_dialect_ends_rightly() {
    // A number, which is 0 after the last; it is required, or not.
    check(QueryFriendList::builder("ann", 10, 0), 10);
    check(QueryGroupMemberList::builder("group").limit(7), 7);
    // A text under two names, which is `0` or nothing after the last.
    check(QueryGroupsInfoOfUser::builder("ann", 20), 20);
    check(QueryRoomUserList::builder("room").limit(20), 20);
    // A flag beside the cursor.
    check(FetchForbidGroupList::builder("ann", 0), 100);
}
