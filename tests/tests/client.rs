//! Both clients against a sandbox that goes wrong: each fault ends in the right reply or typed error, and the sandbox
//! counts the attempts.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod listener;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::LazyLock;
use std::time::Duration;
use zim_generated::call::{CallReject, CallRejectError};
use zim_generated::client::{
    Asynchronous, Blocking, Builder, Client, ClientError, Doubt, Failure, Options, Retries, SendErrorKind, Stopped,
    blocking,
};
use zim_generated::community::QueryAppCommunityList;
use zim_generated::runtime::{Action, Credentials, Endpoint, Policy, Recovery, Request, Valid};
use zim_generated::user::QueryUserInfos;
use zim_generated::{codes, types};
use zim_sandbox::{Call, Fault, Sandbox};
use zim_spec::model::Spec;
use zim_tests::transport::{APP_ID, SECRET, WRITTEN};

const MS: Duration = Duration::from_millis(1);

/// Longer than an answer takes on a busy machine.
const TIMEOUT: Duration = Duration::from_secs(2);
const TOO_LATE: Duration = Duration::from_secs(60);
const YEAR: Duration = Duration::from_secs(365 * 86_400);

/// Read once, since that takes longer than anything else here.
static SPEC: LazyLock<Spec> = LazyLock::new(|| zim_spec::load::shipped().unwrap());

#[derive(Clone, Copy, Debug)]
enum Way {
    Awaited,
    Blocking,
}

const WAYS: [Way; 2] = [Way::Awaited, Way::Blocking];

/// What came of a call, without what differs from run to run.
#[derive(Debug, PartialEq)]
enum End {
    Done,
    Api(i64, Stopped),
    /// Turned away with a status and no code.
    Status(u16, Stopped),
    NotSent(Stopped),
    Lost(SendErrorKind, Stopped),
    ServerError(u16, Stopped),
    Unreadable(Stopped),
    Other(String),
}

fn end<A: Action>(result: &Result<A::Reply, ClientError<A>>) -> End {
    let error = match result {
        Ok(_) => return End::Done,
        Err(error) => error,
    };
    match &error.failure {
        Failure::Api(api) => End::Api(api.code.get(), error.stopped),
        Failure::Status(status) => End::Status(status.status.as_u16(), error.stopped),
        Failure::NotSent(_) => End::NotSent(error.stopped),
        Failure::Ambiguous(Doubt::Transport(lost)) => End::Lost(lost.kind(), error.stopped),
        Failure::Ambiguous(Doubt::Status(status)) => End::ServerError(status.status.as_u16(), error.stopped),
        Failure::Ambiguous(Doubt::Malformed(_)) => End::Unreadable(error.stopped),
        other => End::Other(format!("{other:?}")),
    }
}

fn set<K>(builder: Builder<K>) -> Builder<K> {
    builder.timeout(TIMEOUT).deadline(None).retries(Retries::default().pauses(MS, 2 * MS))
}

fn awaited(endpoint: Endpoint) -> Builder<Asynchronous> {
    set(Client::builder(Credentials::new(APP_ID, SECRET), endpoint))
}

fn blocks(endpoint: Endpoint) -> Builder<Blocking> {
    set(blocking::Client::builder(Credentials::new(APP_ID, SECRET), endpoint))
}

fn endpoint(sandbox: &Sandbox) -> Endpoint {
    Endpoint::parse(&sandbox.url()).unwrap()
}

fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn send<A: Action>(
    way: Way,
    endpoint: Endpoint,
    request: &Valid<A>,
    options: &Options,
) -> Result<A::Reply, ClientError<A>> {
    let result = match way {
        Way::Awaited => wait(awaited(endpoint).build().unwrap().send_with(request, options)),
        Way::Blocking => blocks(endpoint).build().send_with(request, options),
    };
    listener::show(&result);
    result
}

fn sandbox() -> Sandbox {
    listener::watch();
    let sandbox = Sandbox::builder().app(APP_ID, SECRET).spec(SPEC.clone()).start().unwrap();
    sandbox.register_user("ann");
    sandbox.add_call(Call::new("ringing").invite("ann"));
    sandbox
}

/// May not be sent again where it may have been carried out.
fn reject() -> Valid<CallReject> {
    CallReject::builder("ann", "ringing").extended_data(WRITTEN).build().unwrap()
}

/// May be.
fn query() -> Valid<QueryUserInfos> {
    QueryUserInfos::builder(["ann"]).build().unwrap()
}

#[track_caller]
fn check_one<A: Action>(way: Way, request: &Valid<A>, fault: &Fault, times: usize, expected: &End, attempts: u32) {
    let sandbox = sandbox();
    sandbox.fault(A::INFO.name, fault, times);
    let result = send(way, endpoint(&sandbox), request, &Options::new());
    assert_eq!(end(&result), *expected, "{way:?}, {fault:?} {times} times: {result:?}");
    assert_eq!(sandbox.received(A::INFO.name), u64::from(attempts), "{way:?}, {fault:?} {times} times");
    if let Err(error) = result {
        assert_eq!(error.attempts, attempts, "{error}");
    }
}

/// Both clients, sending what may not be repeated.
#[track_caller]
fn once(fault: Fault, times: usize, expected: End, attempts: u32) {
    for way in WAYS {
        check_one(way, &reject(), &fault, times, &expected, attempts);
    }
}

/// Both clients, sending what may be.
#[track_caller]
fn again(fault: Fault, times: usize, expected: End, attempts: u32) {
    for way in WAYS {
        check_one(way, &query(), &fault, times, &expected, attempts);
    }
}

fn page(status: u16) -> Fault {
    Fault::Replace { status, body: "<html><body>Bad Gateway</body></html>".to_owned(), content_type: None }
}

#[test]
fn nothing_goes_wrong() {
    once(Fault::Delay(MS), 1, End::Done, 1);
    again(Fault::Delay(MS), 1, End::Done, 1);
}

/// Answers one request, and gives the bytes of it.
fn heard(listener: &TcpListener) -> String {
    let (mut stream, _) = listener.accept().unwrap();
    let (mut heard, mut chunk) = (Vec::new(), [0; 4096]);
    while !heard.ends_with(b"}") {
        let read = stream.read(&mut chunk).unwrap();
        assert!(read > 0, "there is no body: {}", String::from_utf8_lossy(&heard));
        heard.extend_from_slice(chunk.get(..read).unwrap());
    }
    let body = r#"{"Code":0,"Message":"","RequestId":"1","Next":0}"#;
    write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len()).unwrap();
    String::from_utf8(heard).unwrap()
}

#[test]
fn parameters_in_the_body_of_a_get() {
    for way in WAYS {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = Endpoint::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let server = std::thread::spawn(move || heard(&listener));
        let communities = QueryAppCommunityList::builder().limit(5_u32).build().unwrap();
        send(way, endpoint, &communities, &Options::new()).unwrap();
        let heard = server.join().unwrap();
        assert!(heard.starts_with("GET /?Action=QueryAppCommunityList&"), "{way:?}: {heard}");
        assert!(heard.ends_with("\r\n\r\n{\"Limit\":5}"), "{way:?}: {heard}");
    }
}

#[test]
fn a_connection_that_closes_without_an_answer() {
    once(Fault::HangUp, 1, End::Lost(SendErrorKind::Interrupted, Stopped::NoUse), 1);
    again(Fault::HangUp, 1, End::Done, 2);
    again(Fault::HangUp, 9, End::Lost(SendErrorKind::Interrupted, Stopped::Attempts), 4);
}

#[test]
fn a_connection_that_breaks_in_mid_body() {
    once(Fault::BreakOff, 1, End::Lost(SendErrorKind::Interrupted, Stopped::NoUse), 1);
    again(Fault::BreakOff, 1, End::Done, 2);
}

#[test]
fn server_errors_of_http() {
    let empty = Fault::Replace { status: 500, body: String::new(), content_type: None };
    once(empty.clone(), 1, End::ServerError(500, Stopped::NoUse), 1);
    again(empty, 1, End::Done, 2);
    once(page(502), 1, End::ServerError(502, Stopped::NoUse), 1);
    again(page(502), 2, End::Done, 3);
    again(page(502), 9, End::ServerError(502, Stopped::Attempts), 4);
}

#[test]
fn an_answer_that_cannot_be_read() {
    once(Fault::Truncate, 1, End::Unreadable(Stopped::NoUse), 1);
    again(Fault::Truncate, 1, End::Done, 2);
    once(page(200), 1, End::Unreadable(Stopped::NoUse), 1);
}

#[test]
fn what_is_turned_away_by_http() {
    once(page(404), 1, End::Status(404, Stopped::NoUse), 1);
    once(page(302), 1, End::Status(302, Stopped::NoUse), 1);
    once(page(429), 1, End::Done, 2);
    again(page(403), 1, End::Status(403, Stopped::NoUse), 1);
}

#[test]
fn the_rate_is_exceeded() {
    let code = codes::APP_RATE_EXCEEDED.get();
    once(Fault::Code(code), 3, End::Done, 4);
    once(Fault::Code(code), 4, End::Api(code, Stopped::Attempts), 4);
}

#[test]
fn a_signature_is_refused() {
    let code = codes::SIGNATURE_EXPIRED.get();
    once(Fault::Code(code), 1, End::Done, 2);
    once(Fault::Code(code), 9, End::Api(code, Stopped::NoUse), 3);
}

#[test]
fn servers_that_are_busy_and_servers_that_fail() {
    once(Fault::Code(codes::SERVER_BUSY.get()), 1, End::Done, 2);
    // It failed while it carried the action out: how far that went is not known.
    let code = codes::SERVER_FAILED.get();
    once(Fault::Code(code), 1, End::Api(code, Stopped::NoUse), 1);
    again(Fault::Code(code), 1, End::Done, 2);
}

#[test]
fn a_refusal_that_a_retry_does_not_help() {
    let code = codes::CALL_ENDED.get();
    once(Fault::Code(code), 1, End::Api(code, Stopped::NoUse), 1);
    once(Fault::Code(424_242), 1, End::Api(424_242, Stopped::NoUse), 1);
}

#[test]
fn an_answer_that_comes_too_late() {
    once(Fault::Delay(TOO_LATE), 1, End::Lost(SendErrorKind::TimedOut, Stopped::NoUse), 1);
    again(Fault::Delay(TOO_LATE), 1, End::Done, 2);
}

/// An endpoint where nobody listens.
fn nobody() -> Endpoint {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    Endpoint::parse(&format!("http://{address}")).unwrap()
}

#[test]
fn a_connection_that_is_refused() {
    for way in WAYS {
        let error = send(way, nobody(), &reject(), &Options::new()).unwrap_err();
        assert!(matches!(error.failure, Failure::NotSent(_)), "{way:?}: {error:?}");
        assert_eq!((error.attempts, error.stopped), (4, Stopped::Attempts), "{way:?}");
        assert!(!error.is_ambiguous() && error.recovery() == Some(Recovery::Retry));
    }
}

#[test]
fn while_a_host_is_away_calls_go_to_the_other() {
    let sandbox = sandbox();
    let away = nobody();
    let client = awaited(away.clone()).fallback(endpoint(&sandbox)).build().unwrap();
    wait(async {
        client.send(&reject()).await.unwrap();
        // It is known by now: one attempt is enough.
        let once = Options::new().retries(Retries::none());
        client.send_with(&query(), &once).await.unwrap();
    });
    let client = blocks(away).fallback(endpoint(&sandbox)).build();
    client.send(&query()).unwrap();
    client.send_with(&query(), &Options::new().retries(Retries::none())).unwrap();
    assert_eq!(sandbox.received("CallReject"), 1);
    assert_eq!(sandbox.received("QueryUserInfos"), 3);
}

#[test]
fn what_breaks_a_limit_is_not_sent() {
    let too_long = CallReject::builder("ann", "x".repeat(33)).build_with(Policy::None).unwrap();
    for way in WAYS {
        let sandbox = sandbox();
        let error = send(way, endpoint(&sandbox), &too_long, &Options::new()).unwrap_err();
        assert!(matches!(error.failure, Failure::Request(_)), "{error:?}");
        assert_eq!((error.attempts, sandbox.received("CallReject")), (0, 0));
        // Unless the caller wants it.
        let error = send(way, endpoint(&sandbox), &too_long, &Options::new().policy(Policy::None)).unwrap_err();
        assert_eq!(error.kind(), Some(CallRejectError::InvalidParameter), "{error}");
    }
}

#[test]
fn a_call_may_have_a_deadline() {
    for way in WAYS {
        let sandbox = sandbox();
        sandbox.fault("CallReject", &Fault::Code(codes::SERVER_BUSY.get()), 9);
        // What is drawn from a year lies beyond the deadline, but for one in three million times, when there is another.
        let slow = Retries::default().pauses(YEAR, YEAR);
        let options = Options::new().deadline(5 * TIMEOUT).retries(slow);
        let error = send(way, endpoint(&sandbox), &reject(), &options).unwrap_err();
        assert_eq!(error.stopped, Stopped::Deadline, "{error}");
        let options = Options::new().deadline(Duration::ZERO);
        let error = send(way, endpoint(&sandbox), &reject(), &options).unwrap_err();
        assert!(matches!(error.failure, Failure::TimedOut) && error.attempts == 0, "{error}");
    }
}

#[test]
fn an_outage_is_not_amplified() {
    let sandbox = sandbox();
    let client = blocks(endpoint(&sandbox)).build();
    sandbox.fault("QueryUserInfos", &page(500), 1000);
    let mut spent = 0;
    for _ in 0..15 {
        let error = client.send(&query()).unwrap_err();
        spent += u64::from(error.stopped == Stopped::Budget);
    }
    // Ten retries were saved up, and fifteen calls earn one more.
    assert_eq!(sandbox.received("QueryUserInfos"), 15 + 11);
    assert!(spent >= 11, "{spent} calls were stopped by the budget");
}

#[test]
fn clones_are_one_client_in_many_threads() {
    let sandbox = sandbox();
    let client = blocks(endpoint(&sandbox)).build();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let client = client.clone();
            scope.spawn(move || client.send(&query()).unwrap());
        }
    });
    assert_eq!(sandbox.received("QueryUserInfos"), 8);
    let shown = format!("{client:?}");
    assert!(shown.contains("12345") && !shown.contains(SECRET), "{shown}");
}

#[test]
fn calls_can_be_awaited_on_any_thread() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let sandbox = sandbox();
    let client = awaited(endpoint(&sandbox)).build().unwrap();
    let reply = wait(is_send(async move { client.send(&query()).await })).unwrap();
    let _: &Vec<types::QueriedUser> = &reply.result;
}
