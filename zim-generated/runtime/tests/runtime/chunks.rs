//! Lists that are longer than one request takes: what each request has, and what is told of each item.

use crate::decode::response;
use crate::sample::lists::{Enrol, EnrolReply, Guest};
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use zim_runtime::lists::{AfterError, Chunks, Item, Merged, SplitError, Splitting};
use zim_runtime::{Error, Policy, Valid, decode};

/// A request for these users, each one letter.
fn users(ids: &str) -> Enrol {
    Enrol { by: "admin".to_owned(), users: ids.chars().map(String::from).collect(), guests: None }
}

fn guests(ids: &[(&str, i64)]) -> Enrol {
    let guest = |(id, kind): &(&str, i64)| Guest { user_id: (*id).to_owned(), kind: *kind };
    Enrol { by: "admin".to_owned(), users: Vec::new(), guests: Some(ids.iter().map(guest).collect()) }
}

/// The server: the users in capitals fail, and `Y` and `Z` are refused with the whole chunk.
fn answer(request: &Enrol) -> Result<EnrolReply, Error<Enrol>> {
    if request.users.iter().any(|user| user == "Y" || user == "Z") {
        return decode(&response(200, br#"{"Code":660900005,"Message":"m"}"#));
    }
    let failed = request.users.iter().filter(|user| user.starts_with(char::is_uppercase));
    let failed: Vec<_> = failed.map(|user| format!(r#"{{"UserId":"{user}","SubCode":660000002}}"#)).collect();
    decode(&response(200, format!(r#"{{"Code":0,"ErrorList":[{}]}}"#, failed.join(",")).as_bytes()))
}

fn ids<'a>(items: impl IntoIterator<Item = &'a Item>) -> String {
    items.into_iter().map(|item| item.keys.concat()).collect()
}

fn positions<'a>(items: impl IntoIterator<Item = &'a Item>) -> Vec<usize> {
    items.into_iter().map(|item| item.position).collect()
}

/// `succeeded/failed/broken, broken/unanswered/unsent`
fn shown(merged: &Merged<Enrol>) -> String {
    let broken: Vec<_> = merged.broken.iter().map(|chunk| ids(&chunk.items)).collect();
    format!(
        "{}/{}/{}/{}/{}",
        ids(&merged.succeeded),
        ids(merged.failed.iter().map(|failed| &failed.item)),
        broken.join(","),
        ids(&merged.unanswered),
        ids(&merged.unsent)
    )
}

/// What is sent for these users, and what comes of it.
#[track_caller]
fn check(after_error: AfterError, list: &str, sent: &[&str], expected: &str) {
    let splitting = Splitting::new().after_error(after_error);
    let mut requests = Vec::new();
    let merged = Chunks::with(users(list), &splitting).unwrap().send(|request: &Valid<Enrol>| {
        assert_eq!(request.by, "admin");
        requests.push(request.users.concat());
        answer(request)
    });
    assert_eq!((requests, shown(&merged).as_str()), (sent.iter().map(|&ids| ids.to_owned()).collect(), expected));
    // Each is told of once.
    let mut all = positions(&merged.succeeded);
    all.extend(positions(merged.failed.iter().map(|failed| &failed.item)));
    all.extend(merged.broken.iter().flat_map(|chunk| positions(&chunk.items)));
    all.extend(positions(&merged.unsent));
    all.sort_unstable();
    assert_eq!(all, (0..list.len()).collect::<Vec<_>>());
    let is_complete = expected.strip_prefix(list).is_some_and(|rest| rest == "////");
    assert_eq!(merged.is_complete(), is_complete);
    assert_eq!(merged.replies.len(), sent.len() - merged.broken.len());

    let streamed = Chunks::with(users(list), &splitting).unwrap().send_async(|request| async move { answer(&request) });
    let Poll::Ready(streamed) = pin!(streamed).poll(&mut Context::from_waker(Waker::noop())) else { panic!() };
    assert_eq!(shown(&streamed), expected, "with futures");
}

#[test]
fn a_list_is_sent_in_parts_of_the_documented_length() {
    for after_error in [AfterError::Stop, AfterError::GoOn] {
        check(after_error, "a", &["a"], "a////");
        check(after_error, "abc", &["abc"], "abc////");
        check(after_error, "abcd", &["abc", "d"], "abcd////");
        check(after_error, "abcdef", &["abc", "def"], "abcdef////");
        let list = "abcdefghijklmnopqrstuvwxyz0123";
        let parts = ["abc", "def", "ghi", "jkl", "mno", "pqr", "stu", "vwx", "yz0", "123"];
        check(after_error, list, &parts, &format!("{list}////"));
    }
}

#[test]
fn items_that_failed_are_told_from_those_that_did_not() {
    check(AfterError::Stop, "aBcdEFg", &["aBc", "dEF", "g"], "acdg/BEF///");
    check(AfterError::Stop, "ABC", &["ABC"], "/ABC///");
}

#[test]
fn after_a_chunk_that_failed_as_a_whole_the_rest_is_sent_or_not() {
    check(AfterError::Stop, "abcdeZfghi", &["abc", "deZ"], "abc//deZ//fghi");
    check(AfterError::GoOn, "abcdeZfghi", &["abc", "deZ", "fgh", "i"], "abcfghi//deZ//");
    check(AfterError::GoOn, "aZbYc", &["aZb", "Yc"], "//aZb,Yc//");
}

#[test]
fn what_failed_and_what_was_never_sent_can_be_sent_again() {
    let request = users("aBcdeZfgh");
    let merged = Chunks::new(request.clone()).unwrap().send(|request| answer(request));
    assert_eq!(merged.retry(&request), Some(users("B")));
    assert_eq!(merged.rest(&request), Some(users("fgh")));
    let error = &merged.broken.first().unwrap().error;
    assert_eq!(error.code().map(|code| code.get()), Some(660_900_005));
    let done = Chunks::new(users("abcd")).unwrap().send(|request| answer(request));
    assert_eq!((done.retry(&request), done.rest(&request)), (None, None));
}

/// An item is named by the server as the first of its keys, or all of them, or not at all.
#[track_caller]
fn check_failures(failed: &str, succeeded: &str, expected: &str, stray: usize) {
    let request = guests(&[("a", 1), ("a", 2), ("b", 1)]);
    let splitting = Splitting::new().policy(Policy::Fixed).size(3);
    let body = format!(r#"{{"Code":0,"ErrorList":{failed}}}"#);
    let send = |_: &Valid<Enrol>| decode::<Enrol>(&response(200, body.as_bytes()));
    let merged = Chunks::with(request, &splitting).unwrap().send(send);
    let failed = ids(merged.failed.iter().map(|failed| &failed.item));
    assert_eq!((ids(&merged.succeeded).as_str(), failed.as_str(), merged.stray.len()), (succeeded, expected, stray));
    assert_eq!(merged.is_complete(), expected.is_empty() && stray == 0, "a failure is never passed over");
    assert!(merged.failed.iter().all(|failed| !failed.failures.is_empty()));
}

#[test]
fn an_item_goes_by_its_keys() {
    check_failures("[]", "a1a2b1", "", 0);
    check_failures(r#"[{"UserId":"b","SubCode":7}]"#, "a1a2", "b1", 0);
    // Both items with that user may be meant.
    check_failures(r#"[{"UserId":"a","SubCode":7},{"UserId":"a","SubCode":8}]"#, "b1", "a1a2", 0);
    check_failures(r#"[{"UserId":"","SubCode":7}]"#, "", "a1a2b1", 0);
    check_failures(r#"[{"UserId":"x","SubCode":7}]"#, "a1a2b1", "", 1);
}

#[test]
fn the_typed_codes_of_items_are_kept() {
    let merged = Chunks::new(users("aB")).unwrap().send(|request| answer(request));
    let [failed] = merged.failed.as_slice() else { panic!("{merged:?}") };
    assert_eq!((failed.item.position, failed.item.keys.as_slice()), (1, ["B".to_owned()].as_slice()));
    assert_eq!(failed.failures.first().unwrap().code.unwrap().get(), 660_000_002);
}

/// Which limits are broken; nothing is sent.
#[track_caller]
fn check_refused(request: Enrol, splitting: &Splitting, expected: &[&str]) {
    match Chunks::<Enrol>::with(request, splitting) {
        Err(SplitError::Invalid(violations)) => {
            let found: Vec<_> = violations.iter().map(|found| format!("{} {}", found.path, found.rule)).collect();
            assert_eq!(found, expected);
        }
        other => panic!("{other:?} is not refused"),
    }
}

#[test]
fn everything_is_checked_before_anything_is_sent() {
    let by_default = Splitting::new();
    // An item that is there twice is found across chunks.
    check_refused(users("abcda"), &by_default, &["Users[4] unique_items"]);
    check_refused(users(""), &by_default, &["Users at_least_one"]);
    let mut wrong = users("abcd");
    wrong.users.push("long".repeat(30));
    wrong.by = String::new();
    check_refused(wrong, &by_default, &["By non_empty", "Users[4] max_bytes"]);
    // The bytes of all may be too many for one, but not for each; those of one chunk may.
    let many = guests(&[("aaaa", 1), ("bbbb", 1), ("cccc", 1), ("dddd", 1)]);
    assert_eq!(Chunks::<Enrol>::new(many).unwrap().count(), 2);
    check_refused(
        guests(&[("aaaa", 1), ("bbbb", 1), ("aaaaaaaaa", 1), ("d", 1), ("bbbbbbbbbbbb", 1), ("c", 1)]),
        &by_default,
        &["Guests max_total_bytes"],
    );
}

#[test]
fn the_length_of_a_chunk_can_be_given() {
    let count = |request, policy, size| {
        let splitting = Splitting::new().policy(policy).size(size);
        Chunks::<Enrol>::with(request, &splitting).map(|chunks| chunks.count())
    };
    let three = || guests(&[("a", 1), ("b", 1), ("c", 1)]);
    assert_eq!(count(users("abcd"), Policy::All, 1), Ok(4));
    assert_eq!(count(three(), Policy::Fixed, 3), Ok(1));
    assert_eq!(count(users("abcd"), Policy::None, 4), Ok(1));
    assert_eq!(count(users("abcd"), Policy::All, 0), Err(SplitError::NoSize));
    // More than are documented, with a policy that knows of no more.
    let refused = |found: Result<usize, SplitError>| matches!(found, Err(SplitError::Invalid(_)));
    assert!(refused(count(three(), Policy::All, 3)));
    assert!(refused(count(users("abcd"), Policy::Fixed, 4)));
}

#[test]
fn two_lists_are_not_split() {
    let mut both = users("a");
    both.guests = guests(&[("b", 1)]).guests;
    let error = Chunks::<Enrol>::new(both).unwrap_err();
    assert_eq!(error, SplitError::SeveralLists { first: "Users", second: "Guests" });
    assert_eq!(error.to_string(), "both Users and Guests have items; a request with several lists cannot be split");
    // One that is there and empty is as good as absent.
    let mut one = users("abcd");
    one.guests = Some(Vec::new());
    assert_eq!(Chunks::<Enrol>::new(one).unwrap().count(), 2);
}

#[test]
fn chunks_can_be_under_way_at_once() {
    let mut chunks = Chunks::new(users("abcDefghij")).unwrap();
    let (first, second, third) =
        (chunks.next_chunk().unwrap(), chunks.next_chunk().unwrap(), chunks.next_chunk().unwrap());
    assert_eq!((second.number, second.items.clone()), (1, 3..6));
    assert!(chunks.record(second.number, answer(&second.request)));
    assert!(chunks.record(first.number, answer(&first.request)));
    // What was told is told, and what is not under way cannot be.
    assert!(!chunks.record(first.number, answer(&third.request)));
    assert!(!chunks.record(3, answer(&third.request)));
    assert!(!chunks.record(9, answer(&third.request)));
    chunks.stop();
    assert!(chunks.next_chunk().is_none());
    let merged: Merged<Enrol> = chunks.merge();
    assert_eq!(shown(&merged), "abcef/D//ghi/j");
    assert!(!merged.is_complete());
}
