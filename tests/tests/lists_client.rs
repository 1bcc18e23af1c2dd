//! Long lists through the clients, and the examples of them, against a sandbox that goes wrong.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod listener;

use serde_json::json;
use zim_generated::client::{Client, ClientError, Options, Retries, blocking};
use zim_generated::codes;
use zim_generated::group::{MuteGroupMembers, QueryGroupMemberList};
use zim_generated::runtime::lists::{AfterError, PageError, Splitting};
use zim_generated::runtime::{Credentials, Endpoint, Policy};
use zim_generated::types::FriendCheckType;
use zim_generated::user::CheckFriendsRelation;
use zim_sandbox::{Fault, Sandbox};
use zim_tests::transport::{APP_ID, SECRET};

#[allow(dead_code, unreachable_pub, missing_docs, reason = "it is a program of its own")]
#[path = "../../zim-generated/examples/page_through_groups.rs"]
mod page_through_groups;
#[allow(dead_code, unreachable_pub, missing_docs, reason = "it is a program of its own")]
#[path = "../../zim-generated/examples/register_users.rs"]
mod register_users;

/// With the group `group` of `ann` and 50 others.
fn sandbox() -> (Sandbox, Endpoint) {
    listener::watch();
    let sandbox = Sandbox::builder().app(APP_ID, SECRET).start().unwrap();
    sandbox.register_user("ann");
    sandbox.put("groups", json!({"group_id": "group", "owner": "ann"})).unwrap();
    let members = ids(50).into_iter().map(|id| (id, 3)).chain([("ann".to_owned(), 1)]);
    for (user, role) in members {
        sandbox.put("members", json!({"group_id": "group", "user_id": user, "role": role})).unwrap();
    }
    let endpoint = Endpoint::parse(&sandbox.url()).unwrap();
    (sandbox, endpoint)
}

fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn awaited(endpoint: Endpoint) -> Client {
    Client::builder(Credentials::new(APP_ID, SECRET), endpoint).build().unwrap()
}

fn blocks(endpoint: Endpoint) -> blocking::Client {
    blocking::Client::builder(Credentials::new(APP_ID, SECRET), endpoint).build()
}

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("user{number}")).collect()
}

#[test]
fn a_thousand_users_with_one_call() {
    let (sandbox, endpoint) = sandbox();
    for (number, code) in [(7, 660_700_002), (450, 660_700_006), (999, 660_700_002)] {
        assert!(sandbox.fail_item("UserRegister", [format!("user{number}")], code));
    }
    // One of the requests needs a second attempt.
    sandbox.fault("UserRegister", &Fault::Code(codes::SERVER_BUSY.get()), 1);
    let (there, to_do) = register_users::register(&blocks(endpoint), &ids(1000)).unwrap();
    assert_eq!((there, to_do.len()), (999, 1), "{to_do:?}");
    assert!(to_do.iter().all(|line| line.starts_with("user450: 660700006 UserNameTooLong")), "{to_do:?}");
    assert_eq!(sandbox.received("UserRegister"), 11);
}

#[test]
fn after_a_refusal_the_rest_is_never_sent() {
    let (sandbox, endpoint) = sandbox();
    sandbox.fault("UserRegister", &Fault::Code(codes::INVALID_PARAMETER.get()), 1);
    let (there, to_do) = register_users::register(&blocks(endpoint), &ids(230)).unwrap();
    assert_eq!((there, sandbox.received("UserRegister")), (0, 1));
    let [broken, unsent] = to_do.as_slice() else { panic!("{to_do:?}") };
    assert!(broken.starts_with("100 users: UserRegister refused with 660000002"), "{broken}");
    assert_eq!(unsent, "130 users were never sent");
}

/// The same awaited and blocking: items that succeeded, that were in chunks that failed, that were never sent, requests.
#[track_caller]
fn check(after_error: AfterError, expected: (usize, usize, usize, u64)) {
    let members = MuteGroupMembers::builder("ann", "group", ids(50));
    let splitting = Splitting::new().after_error(after_error);
    let options = Options::new().retries(Retries::none());
    let order = |sandbox: &Sandbox| sandbox.fault("MuteGroupMembers", &Fault::Code(codes::GROUP_NOT_FOUND.get()), 1);
    let sum = |sent: &zim_generated::client::Sent<MuteGroupMembers>| {
        let broken: usize = sent.broken.iter().map(|chunk| chunk.items.len()).sum();
        (sent.succeeded.len(), broken, sent.unsent.len())
    };

    let (sandbox, endpoint) = self::sandbox();
    order(&sandbox);
    let sent = blocks(endpoint).send_all_with(members.clone(), &splitting, &options).unwrap();
    let (succeeded, broken, unsent) = sum(&sent);
    assert_eq!((succeeded, broken, unsent, sandbox.received("MuteGroupMembers")), expected, "blocking");

    let (sandbox, endpoint) = self::sandbox();
    order(&sandbox);
    let client = awaited(endpoint);
    let sent = wait(client.send_all_with(members, &splitting, &options)).unwrap();
    let (succeeded, broken, unsent) = sum(&sent);
    assert_eq!((succeeded, broken, unsent, sandbox.received("MuteGroupMembers")), expected, "awaited");
}

#[test]
fn one_goes_on_after_an_error_or_not() {
    check(AfterError::Stop, (0, 20, 30, 1));
    check(AfterError::GoOn, (30, 20, 0, 3));
}

#[test]
fn a_limit_that_was_raised_is_the_callers_to_tell() {
    let (sandbox, endpoint) = sandbox();
    let client = blocks(endpoint);
    let friends = || CheckFriendsRelation::builder("ann", ids(45), FriendCheckType::OneWay);
    let fifty = Splitting::new().size(50);
    assert!(client.send_all_with(friends(), &fifty, &Options::new()).is_err());
    assert_eq!(sandbox.received("CheckFriendsRelation"), 0);
    // The sandbox knows of no higher limit.
    let fixed = Options::new().policy(Policy::Fixed);
    let sent = client.send_all_with(friends(), &fifty, &fixed).unwrap();
    assert_eq!((sent.broken.len(), sandbox.received("CheckFriendsRelation")), (1, 1));
}

#[test]
fn all_groups_of_a_user() {
    const ACTION: &str = "QueryGroupsInfoOfUser";
    let (sandbox, endpoint) = sandbox();
    let expected: Vec<String> = (0..250).map(|number| format!("group{number}")).collect();
    assert!(sandbox.list_items(ACTION, expected.iter().map(|id| json!({ "GroupId": id }))));
    let client = awaited(endpoint);
    let all = wait(page_through_groups::groups(&client, "ann", usize::MAX));
    assert_eq!((all, sandbox.received(ACTION)), ((expected, None), 3));
    // Nothing is asked for that is not needed.
    let (found, _) = wait(page_through_groups::groups(&client, "ann", 100));
    assert_eq!((found.len(), sandbox.received(ACTION)), (100, 4));
}

#[test]
fn what_came_before_an_error_is_kept() {
    let (sandbox, endpoint) = sandbox();
    assert!(sandbox.list_items("QueryGroupMemberList", (0..25).map(|_| json!({}))));
    let members = || QueryGroupMemberList::builder("group").limit(10);
    let refuse = |times| sandbox.fault("QueryGroupMemberList", &Fault::Code(codes::GROUP_NOT_FOUND.get()), times);

    let client = blocks(endpoint.clone());
    let mut found = 0;
    let mut pages = client.pages(members());
    assert!(pages.next().unwrap().is_ok());
    refuse(1);
    let error = pages.next().unwrap().unwrap_err();
    assert_eq!(error.call().and_then(ClientError::code), Some(codes::GROUP_NOT_FOUND));
    assert!(pages.next().is_none());
    // From there on, once more.
    let rest = pages.into_pages();
    for member in client.pages(rest.request().unwrap().clone()).items() {
        member.unwrap();
        found += 1;
    }
    assert_eq!((found, sandbox.received("QueryGroupMemberList")), (15, 4));

    let mut members = awaited(endpoint).pages(members()).items();
    wait(async {
        for _ in 0..10 {
            members.next().await.unwrap().unwrap();
        }
        refuse(1);
        assert!(matches!(members.next().await, Some(Err(PageError::Call(_)))));
        assert!(members.next().await.is_none());
    });
}

/// What a backend spawns has to be able to move between threads.
#[test]
fn futures_can_be_spawned() {
    fn is_send<T: Send>(_: T) {}
    let (_sandbox, endpoint) = sandbox();
    let client = awaited(endpoint);
    is_send(client.send_all(MuteGroupMembers::builder("ann", "group", ids(50))));
    let pages = client.pages(QueryGroupMemberList::builder("group"));
    let mut items = pages.items();
    is_send(items.next());
}
