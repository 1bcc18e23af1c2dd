//! All pages of a reply: where they end, what an error leaves, and that a page is asked for only when it is needed.

use crate::decode::response;
use crate::sample::lists::{ListNames, ListNamesReply};
use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use zim_runtime::decode;
use zim_runtime::lists::{PageError, Pages};

type Answer = Result<ListNamesReply, &'static str>;

/// The pages of a server: each has its cursor, its names, and the cursor of the next; 0 is the end.
type Server = &'static [(i64, &'static str, i64)];

const FIRST: ListNames = ListNames { next: None };

/// A page as it comes over the wire; a cursor that the server does not know is a call that fails.
fn answer(server: Server, request: &ListNames) -> Answer {
    let cursor = request.next.unwrap_or_default();
    let (_, names, next) = server.iter().find(|(at, ..)| *at == cursor).ok_or("refused")?;
    let names: Vec<String> = names.chars().map(String::from).collect();
    let body = format!(r#"{{"Code":0,"Next":{next},"Names":{names:?}}}"#);
    Ok(decode::<ListNames>(&response(200, body.as_bytes())).unwrap())
}

/// The future is never woken by anything else, so that it must make progress whenever it is polled.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}

/// A future that is not ready at first.
async fn later(answer: Answer) -> Answer {
    let mut waited = false;
    std::future::poll_fn(|_| if std::mem::replace(&mut waited, true) { Poll::Ready(()) } else { Poll::Pending }).await;
    answer
}

/// The names that come, and how it ends; both waiting and not.
#[track_caller]
fn check(server: Server, names: &str, end: Option<&str>, requests: usize) {
    let sent = Cell::new(0);
    let send = |request: &ListNames| {
        sent.set(sent.get() + 1);
        answer(server, request)
    };
    let mut all = Pages::new(FIRST).each(send).items();
    let (mut found, mut error) = (String::new(), None);
    for name in &mut all {
        match name {
            Ok(name) => found.push_str(&name),
            Err(failed) => assert_eq!(error.replace(failed), None, "one error at most"),
        }
    }
    assert!(all.next().is_none(), "after the end there is nothing");
    assert_eq!((found.as_str(), error.map(|error| error.to_string()).as_deref()), (names, end));
    assert_eq!(sent.get(), requests, "requests");

    let mut all = Pages::new(FIRST).stream(|request| later(answer(server, &request))).items();
    let (mut streamed, mut error) = (String::new(), None);
    while let Some(name) = block_on(all.next()) {
        match name {
            Ok(name) => streamed.push_str(&name),
            Err(failed) => error = Some(failed),
        }
    }
    assert!(block_on(all.next()).is_none(), "after the end there is nothing");
    assert_eq!((streamed.as_str(), error.map(|error| error.to_string()).as_deref()), (names, end), "as a stream");
}

#[test]
fn pages_end_after_the_last() {
    check(&[(0, "", 0)], "", None, 1);
    check(&[(0, "ab", 0)], "ab", None, 1);
    check(&[(0, "ab", 7), (7, "c", 0)], "abc", None, 2);
    // A page may be empty and not the last.
    check(&[(0, "ab", 7), (7, "", 8), (8, "c", 0)], "abc", None, 3);
}

#[test]
fn what_came_before_an_error_is_kept() {
    check(&[(0, "ab", 7)], "ab", Some("refused"), 2);
    check(&[], "", Some("refused"), 1);
}

#[test]
fn pages_that_would_never_end_are_an_error() {
    const END: &str = "the server leads back to one that was there already";
    check(&[(0, "a", 7), (7, "b", 7)], "ab", Some(&format!("after 2 pages {END}")), 2);
    // The first page without a cursor is not known to be the one with the cursor 5.
    check(&[(0, "a", 5), (5, "b", 6), (6, "c", 5)], "abc", Some(&format!("after 3 pages {END}")), 3);
    let circle = &[(0, "a", 1), (1, "b", 2), (2, "c", 3), (3, "d", 4), (4, "e", 1)];
    check(circle, "abcdebc", Some(&format!("after 7 pages {END}")), 7);
}

#[test]
fn a_page_that_could_not_be_had_can_be_asked_for_again() {
    let mut pages = Pages::new(FIRST).each(|request| answer(&[(0, "ab", 7)], request));
    assert_eq!(pages.next().unwrap().unwrap().names, ["a", "b"]);
    assert_eq!(pages.next().unwrap().unwrap_err(), PageError::Call("refused"));
    assert!(pages.next().is_none());
    let rest = pages.into_pages();
    assert_eq!((rest.count(), rest.request()), (1, Some(&ListNames { next: Some(7) })));
    let mut rest = rest.each(|request| answer(&[(7, "c", 0)], request));
    assert_eq!(rest.next().unwrap().unwrap().names, ["c"]);
    assert!(rest.next().is_none());
    assert_eq!(rest.into_pages().count(), 2);
}

#[test]
fn a_page_is_asked_for_when_the_one_before_is_used_up() {
    let sent = Cell::new(0);
    let names = Pages::new(FIRST).each(|request| {
        sent.set(sent.get() + 1);
        answer(&[(0, "abc", 7), (7, "def", 8), (8, "g", 0)], request)
    });
    let mut names = names.items();
    assert_eq!(sent.get(), 0);
    for (taken, requests) in [(3, 1), (1, 2), (2, 2), (1, 3)] {
        assert_eq!(names.by_ref().take(taken).filter(Result::is_ok).count(), taken);
        assert_eq!(sent.get(), requests, "no page is asked for before its turn");
    }
}

#[test]
fn a_page_that_is_waited_for_is_not_asked_for_twice() {
    let sent = Cell::new(0);
    let mut pages = Pages::new(FIRST).stream(|request| {
        sent.set(sent.get() + 1);
        later(answer(&[(0, "a", 0)], &request))
    });
    {
        let mut dropped = pin!(pages.next());
        assert!(dropped.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    assert_eq!(block_on(pages.next()).unwrap().unwrap().names, ["a"]);
    assert_eq!(sent.get(), 1);
    assert!(block_on(pages.next()).is_none());
}

#[cfg(feature = "stream")]
#[test]
fn pages_are_a_stream_of_the_ecosystem() {
    fn is_stream<S: futures_core::Stream<Item = Result<T, PageError<&'static str>>> + Send + Unpin, T>(_: &S) {}
    let send = |request: ListNames| std::future::ready(answer(&[(0, "a", 0)], &request));
    let pages = Pages::new(FIRST).stream(send);
    is_stream::<_, ListNamesReply>(&pages);
    let mut items = pages.items();
    is_stream::<_, String>(&items);
    let next = std::pin::Pin::new(&mut items);
    let first = futures_core::Stream::poll_next(next, &mut Context::from_waker(Waker::noop()));
    assert_eq!(first, Poll::Ready(Some(Ok("a".to_owned()))));
    let mut pages = Pages::new(FIRST).stream(send);
    let next = std::pin::Pin::new(&mut pages);
    let first = futures_core::Stream::poll_next(next, &mut Context::from_waker(Waker::noop()));
    assert!(matches!(first, Poll::Ready(Some(Ok(page))) if page.names == ["a"]));
}
