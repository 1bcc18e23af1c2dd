//! What clients send, when they send it again and how long they wait, on a transport that plays a script.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use zim_generated::call::CallReject;
use zim_generated::client::blocking::Client;
use zim_generated::client::{
    BlockingTransport, ClientError, Failure, Options, Retries, SendError, SendErrorKind, Stopped,
};
use zim_generated::http::{Request, Response, Uri};
use zim_generated::runtime::{Action, Credentials, Endpoint, Valid};
use zim_generated::user::QueryUserInfos;
use zim_generated::zim_audio::CgiDescribeZimAudioLicense;
use zim_generated::{Region, codes};

/// What comes of one attempt.
#[derive(Clone, Debug)]
enum Turn {
    Fails(SendErrorKind),
    Answers(u16, String),
    /// Status 429, with a pause that is asked for.
    Asks(&'static str),
}

use Turn::{Answers, Asks, Fails};

/// An answer with this return code.
fn code(code: i64) -> Turn {
    Answers(200, format!(r#"{{"Code":{code},"Message":"","RequestId":"1"}}"#))
}

/// Plays the script, and writes down what was sent and how long was waited.
#[derive(Clone, Default)]
struct Stage {
    script: Arc<Mutex<VecDeque<Turn>>>,
    sent: Arc<Mutex<Vec<Uri>>>,
    pauses: Arc<Mutex<Vec<Duration>>>,
}

impl BlockingTransport for Stage {
    fn send(&self, request: Request<Vec<u8>>, _: Duration) -> Result<Response<Vec<u8>>, SendError> {
        self.sent.lock().unwrap().push(request.uri().clone());
        let turn = self.script.lock().unwrap().pop_front().unwrap_or_else(|| panic!("the script is over"));
        let answer = |status, body: String| Response::builder().status(status).body(body.into_bytes());
        match turn {
            Fails(kind) => Err(SendError::new(kind)),
            Answers(status, body) => Ok(answer(status, body).unwrap()),
            Asks(pause) => Ok(Response::builder().status(429).header("retry-after", pause).body(Vec::new()).unwrap()),
        }
    }

    fn pause(&self, duration: Duration) {
        self.pauses.lock().unwrap().push(duration);
    }
}

/// What came of a call.
struct Played<A: Action> {
    result: Result<A::Reply, ClientError<A>>,
    sent: Vec<Uri>,
    pauses: Vec<Duration>,
}

fn play<A: Action>(endpoint: impl Into<Endpoint>, request: &Valid<A>, script: impl Into<VecDeque<Turn>>) -> Played<A> {
    let stage = Stage { script: Arc::new(Mutex::new(script.into())), ..Stage::default() };
    let client = Client::builder(Credentials::new(12345, "secret"), endpoint).build_on(stage.clone());
    let result = client.send_with(request, &Options::new());
    assert!(stage.script.lock().unwrap().is_empty(), "not all of the script was played");
    let (sent, pauses) = (stage.sent.lock().unwrap().clone(), stage.pauses.lock().unwrap().clone());
    Played { result, sent, pauses }
}

fn reject() -> Valid<CallReject> {
    CallReject::builder("ann", "ringing").build().unwrap()
}

fn query() -> Valid<QueryUserInfos> {
    QueryUserInfos::builder(["ann"]).build().unwrap()
}

const BUSY: i64 = codes::SERVER_BUSY.get();
const RATE: i64 = codes::APP_RATE_EXCEEDED.get();
const STALE: i64 = codes::SIGNATURE_EXPIRED.get();

fn part<'u>(uri: &'u Uri, name: &str) -> &'u str {
    let mut pairs = uri.query().unwrap().split('&');
    pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).unwrap()
}

#[test]
fn every_attempt_is_signed_anew() {
    let played = play(Region::Unified, &reject(), [code(BUSY), code(BUSY), code(BUSY), code(0)]);
    played.result.unwrap();
    for name in ["SignatureNonce", "Signature"] {
        let values: BTreeSet<&str> = played.sent.iter().map(|uri| part(uri, name)).collect();
        assert_eq!(values.len(), 4, "{name}: {values:?}");
    }
}

#[track_caller]
fn check_hosts<A: Action>(region: Region, request: &Valid<A>, script: Vec<Turn>, expected: &[&str]) {
    let played = play(region, request, script);
    let hosts: Vec<&str> = played.sent.iter().filter_map(|uri| uri.host()).collect();
    assert_eq!(hosts, expected, "{:?}", played.result);
}

#[test]
fn a_region_that_cannot_be_reached_is_gone_around() {
    let away = || Fails(SendErrorKind::Unreachable);
    let (near, any) = ("zim-api-fra.zego.im", "zim-api.zego.im");
    check_hosts(Region::Frankfurt, &reject(), vec![code(0)], &[near]);
    check_hosts(Region::Frankfurt, &reject(), vec![away(), code(0)], &[near, any]);
    check_hosts(Region::Frankfurt, &reject(), vec![away(); 4], &[near, any, near, any]);
    check_hosts(Region::Unified, &reject(), vec![away(), code(0)], &[any, any]);
    // What may have arrived is not sent elsewhere, and busy servers are no reason to go.
    check_hosts(Region::Frankfurt, &query(), vec![Fails(SendErrorKind::TimedOut), code(0)], &[near, near]);
    check_hosts(Region::Frankfurt, &reject(), vec![code(BUSY), code(0)], &[near, near]);
    // It has a host of its own, and no other.
    let license = CgiDescribeZimAudioLicense::builder().build().unwrap();
    check_hosts(Region::Frankfurt, &license, vec![away(), code(910_001)], &["auth-api.zego.im"; 2]);
}

/// `expected` are the bounds, in milliseconds, of the pause before each attempt that has one.
#[track_caller]
fn check_pauses(script: Vec<Turn>, expected: &[(u64, u64)]) {
    let played = play(Region::Frankfurt, &reject(), script.clone());
    assert_eq!(played.pauses.len(), expected.len(), "{script:?}: {:?}", played.pauses);
    for (pause, (least, most)) in played.pauses.iter().zip(expected) {
        let bounds = Duration::from_millis(*least)..=Duration::from_millis(*most);
        assert!(bounds.contains(pause), "{script:?}: {:?}", played.pauses);
    }
}

#[test]
fn pauses_are_as_long_as_their_reason_wants() {
    check_pauses(vec![code(BUSY), code(BUSY), code(BUSY), code(0)], &[(0, 100), (0, 200), (0, 400)]);
    // The action may be called 20 times in any second.
    check_pauses(vec![code(RATE), code(RATE), code(0)], &[(1000, 1100), (1000, 1200)]);
    // At once, the first time.
    check_pauses(vec![code(STALE), code(STALE), code(0)], &[(0, 200)]);
    check_pauses(vec![Fails(SendErrorKind::Unreachable), code(0)], &[]);
    check_pauses(vec![Asks("7"), code(0)], &[(7000, 7000)]);
    check_pauses(vec![Asks("Wed, 21 Oct 2026 07:28:00 GMT"), code(0)], &[(1000, 1100)]);
}

#[track_caller]
fn check_error<A: Action>(
    request: &Valid<A>,
    script: Vec<Turn>,
    stopped: Stopped,
    says: &str,
    is: fn(&Failure<A>) -> bool,
) {
    let attempts = script.len();
    let error = play(Region::Unified, request, script).result.unwrap_err();
    assert!(is(&error.failure), "{error:?}");
    assert_eq!((error.attempts as usize, error.stopped), (attempts, stopped), "{error:?}");
    assert_eq!(error.to_string(), says);
}

#[test]
fn a_call_that_may_have_been_carried_out_is_never_said_not_to_have_been_sent() {
    let away = Fails(SendErrorKind::Unreachable);
    let script = vec![Fails(SendErrorKind::Interrupted), away.clone(), away.clone(), away.clone()];
    let says = "QueryUserInfos may have been carried out or not: the connection broke before the answer was whole; \
                after 4 attempts";
    check_error(&query(), script, Stopped::Attempts, says, |failure| matches!(failure, Failure::Ambiguous(_)));
    let says = "QueryUserInfos was not sent: there is no connection to the server; after 4 attempts";
    check_error(&query(), vec![away; 4], Stopped::Attempts, says, |failure| matches!(failure, Failure::NotSent(_)));
}

#[test]
fn what_the_server_asks_for_may_be_too_much() {
    let says = "the server answered with status 429 and without a return code; after 1 attempt, since the time for \
                the call would be over";
    let is = |failure: &Failure<CallReject>| matches!(failure, Failure::Status(_));
    check_error(&reject(), vec![Asks("3600")], Stopped::Deadline, says, is);
}

#[test]
fn a_client_may_send_everything_once() {
    let stage = Stage::default();
    stage.script.lock().unwrap().push_back(code(BUSY));
    let builder = Client::builder(Credentials::new(12345, "secret"), Region::Mumbai).retries(Retries::none());
    let error = builder.build_on(stage).send(&reject()).unwrap_err();
    assert_eq!((error.attempts, error.stopped), (1, Stopped::Attempts), "{error}");
}
