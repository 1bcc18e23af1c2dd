//! Responses to replies and errors: what a server, a proxy or an enemy may answer.

use crate::sample::call_reject::{CallReject, CallRejectReply, SampleError};
use crate::sample::codes;
use http::{Response, StatusCode};
use std::error::Error as _;
use zim_runtime::*;

pub(crate) fn response(status: u16, body: &[u8]) -> Response<&[u8]> {
    Response::builder().status(status).body(body).unwrap()
}

fn call_reject(status: u16, body: &[u8]) -> Result<CallRejectReply, Error<CallReject>> {
    decode::<CallReject>(&response(status, body))
}

/// More than a reply ever has; Miri would take hours for as much.
const MUCH: usize = if cfg!(miri) { 1000 } else { 1_000_000 };

/// A result in short: `ok MESSAGE REQUEST_ID`, `api CODE MESSAGE REQUEST_ID`, `malformed` or `status STATUS`.
fn short(result: Result<CallRejectReply, Error<CallReject>>) -> String {
    match result {
        Ok(reply) => format!("ok {} {}", reply.message, reply.request_id),
        Err(Error::Api(ApiError { code, message, request_id, .. })) => format!("api {code} {message} {request_id}"),
        Err(Error::Malformed(malformed)) => {
            assert!(malformed.excerpt.len() <= 512);
            assert!(malformed.status.is_success());
            "malformed".to_owned()
        }
        Err(Error::Status(error)) => format!("status {}", error.status.as_u16()),
        Err(other) => panic!("{other:?}"),
    }
}

#[track_caller]
fn check(status: u16, body: impl AsRef<[u8]>, expected: &str) {
    assert_eq!(short(call_reject(status, body.as_ref())), expected);
}

#[test]
fn successes() {
    check(200, r#"{"Code":0,"Message":"success","RequestId":"343"}"#, "ok success 343");
    check(201, " \n{ \"Code\" : 0 } ", "ok  ");
    check(200, r#"{"Code":"0"}"#, "ok  ");
    check(200, r#"{"RequestId":3434389440099516416,"Message":null,"Code":0}"#, "ok  3434389440099516416");
    check(200, r#"{"Code":0,"Message":true,"RequestId":18446744073709551615}"#, "ok true 18446744073709551615");
    check(200, b"{\"Code\":0,\"Message\":\"cut \xe4\xbd\"}", "ok cut \u{fffd} ");
    check(200, r#"{"Code":0,"Message":{"a":[1]},"New":{"x":[{}]},"code":7}"#, "ok  ");
}

#[test]
fn refusals() {
    check(200, r#"{"Code":660900005,"Message":"call ended","RequestId":"343"}"#, "api 660900005 call ended 343");
    check(200, r#"{"Code":"660900005"}"#, "api 660900005  ");
    check(200, r#"{"Code":-1}"#, "api -1  ");
    check(200, r#"{"Code":9223372036854775807}"#, "api 9223372036854775807  ");
    check(200, r#"{"Message":[1],"RequestId":1.5,"Code":7}"#, "api 7  1.5");
    // A name that lost digits in decoding would be another request's.
    check(200, r#"{"Code":7,"RequestId":12345678901234567890123}"#, "api 7  ");
    check(200, r#"{"Code":0,"RequestId":12345678901234567890123}"#, "ok  ");
    // What cannot be read after the code does not hide it.
    check(200, b"{\"Code\":7,\"Message\":\"\xff\"}", "api 7 \u{fffd} ");
    check(200, r#"{"Code":7,"Message":1e400}"#, "api 7  ");
    check(200, r#"{"Data":{"Code":0},"Code":7,"Message":""}"#, "api 7  ");
    // Whatever the HTTP status says.
    check(403, r#"{"Code":100000005,"Message":"m"}"#, "api 100000005 m ");
    check(500, r#"{"Code":"1"}"#, "api 1  ");
}

#[test]
fn malformed_successes() {
    for body in [
        "",
        " ",
        "null",
        "0",
        "\"Code\"",
        "{}",
        "[]",
        "[0,\"success\",\"1\"]",
        "<html><body>login</body></html>",
        r#"{"Code":0"#,
        r#"{"Code":0,"Message":"suc"#,
        r#"{"Code":0} x"#,
        r#"{"Code":0}{"Code":0}"#,
        r#"{"Code":null}"#,
        r#"{"Code":0.0}"#,
        r#"{"Code":660900005.0}"#,
        r#"{"Code":1e3}"#,
        r#"{"Code":""}"#,
        r#"{"Code":"ok"}"#,
        r#"{"Code":true}"#,
        r#"{"Code":[0]}"#,
        r#"{"Code":{"Code":0}}"#,
        r#"{"Code":9223372036854775808}"#,
        r#"{"code":0}"#,
        r#"{"Message":"success","RequestId":"1"}"#,
        r#"{"Code":5,"Code":0}"#,
        "\u{feff}{\"Code\":0}",
    ] {
        check(200, body, "malformed");
    }
    check(200, b"\xff\xfe{\"Code\":0}", "malformed");
    check(200, vec![0; 100], "malformed");
    check(200, "[".repeat(MUCH), "malformed");
    check(200, format!("{{\"Code\":0,\"Message\":{}", "[".repeat(MUCH)), "malformed");
    check(200, format!("{{\"Code\":0,\"New\":{}", "{\"a\":".repeat(MUCH)), "malformed");
    check(200, "x".repeat(10 * MUCH), "malformed");
}

#[test]
fn a_large_reply_is_read() {
    let body = format!(r#"{{"Padding":"{}","Code":0,"Message":"m"}}"#, "x".repeat(10 * MUCH));
    check(200, body, "ok m ");
}

#[test]
fn a_cut_refusal_is_never_a_success() {
    let body = br#"{"Code":660900005,"Message":"call \u00e9nded","RequestId":"343"}"#;
    // From the next key on it is certain that the code is whole, and it says more than the rest would.
    let certain = body.iter().position(|byte| *byte == b'M').unwrap() + "Message\"".len();
    for end in 0..body.len() {
        check(200, &body[..end], if end < certain { "malformed" } else { "api 660900005  " });
    }
    for index in 0..body.len() {
        for byte in [0, b'"', b'{', b'}', 0xff] {
            let mut body = body.to_vec();
            body[index] = byte;
            let short = short(call_reject(200, &body));
            assert!(!short.starts_with("ok"), "{short}");
        }
    }
}

#[test]
fn other_statuses() {
    check(502, "<html>Bad Gateway</html>", "status 502");
    check(500, "", "status 500");
    check(404, r#"{"Code":0}"#, "status 404");
    check(404, r#"{"error":"not found"}"#, "status 404");
    check(302, "", "status 302");
    check(304, r#"{"Code":null}"#, "status 304");
}

#[test]
fn a_malformed_reply_keeps_status_and_excerpt() {
    let body = format!("<html>\u{1b}[2J\n{}", "é".repeat(1000));
    let Err(Error::Malformed(malformed)) = call_reject(203, body.as_bytes()) else { panic!() };
    assert_eq!(malformed.status, StatusCode::NON_AUTHORITATIVE_INFORMATION);
    assert_eq!(malformed.body_bytes, body.len());
    assert_eq!(malformed.excerpt, format!("<html>\\u{{1b}}[2J\\n{}", "é".repeat(247)));
    assert_eq!(
        malformed.to_string(),
        format!("the response with status 203 and {} bytes is no reply of the action", body.len())
    );
    assert!(malformed.source().is_some());
    let error: Error<CallReject> = Error::Malformed(malformed);
    assert!(error.source().is_some());
}

#[test]
fn errors_are_matched_in_one_level() {
    let result = call_reject(200, br#"{"Code":660900005,"Message":"m","RequestId":"343\u001b"}"#);
    match result {
        Err(Error::Api(e)) if e.kind == SampleError::CallEnded => {
            assert_eq!(e.action, "CallReject");
            let text =
                "CallReject refused with 660900005 CallEnded: The call has ended. Nothing to do. (request 343\\u{1b})";
            assert_eq!(e.to_string(), text);
        }
        other => panic!("{other:?}"),
    }
    let unknown = call_reject(200, br#"{"Code":42}"#).unwrap_err();
    assert_eq!(unknown.to_string(), "CallReject refused with 42, a code that this crate does not know");
    assert_eq!(unknown.api().map(|error| error.kind), Some(SampleError::Unlisted(Code::new(42))));
    assert_eq!(unknown.code(), Some(Code::new(42)));
}

#[track_caller]
fn check_recovery(error: &Error<CallReject>, expected: Option<Recovery>) {
    assert_eq!(error.recovery(), expected, "{error}");
}

#[test]
fn recoveries() {
    let failed = |status, body: &str| call_reject(status, body.as_bytes()).unwrap_err();
    check_recovery(&failed(200, r#"{"Code":660900005}"#), Some(Recovery::NothingToDo));
    check_recovery(&failed(500, r#"{"Code":660000002}"#), Some(Recovery::FixRequest));
    check_recovery(&failed(200, r#"{"Code":42}"#), None);
    check_recovery(&failed(200, ""), None);
    check_recovery(&failed(429, ""), Some(Recovery::WaitForRate));
    check_recovery(&failed(503, ""), Some(Recovery::Retry));
    check_recovery(&failed(404, ""), None);
    check_recovery(&EncodeError::UriTooLong { bytes: 2, limit: 1 }.into(), Some(Recovery::FixRequest));
}

#[test]
fn kinds_say_what_they_know() {
    let known = SampleError::from_code(codes::CALL_ENDED);
    assert_eq!((known.name(), known.advice()), (Some("CallEnded"), "Nothing to do."));
    assert_eq!(known.to_string(), "660900005 CallEnded: The call has ended.");
    let unknown = SampleError::from_code(Code::new(42));
    assert_eq!((unknown.name(), unknown.recovery(), unknown.code()), (None, None, Code::new(42)));
    assert_eq!(unknown.to_string(), "42, a code that this crate does not know");
}

#[test]
fn a_reply_prints_as_it_came() {
    let reply = call_reject(200, br#"{"Code":"0","Message":"m","RequestId":1}"#).unwrap();
    assert_eq!(serde_json::to_string(&reply).unwrap(), r#"{"Code":0,"Message":"m","RequestId":"1"}"#);
}

#[test]
fn errors_can_be_boxed_and_sent() {
    fn assert<T: std::error::Error + Send + Sync + 'static>() {}
    assert::<Error<CallReject>>();
    assert::<ApiError<SampleError>>();
    assert!(size_of::<Error<CallReject>>() <= 128);
    assert!(Endpoint::parse("x").is_err());
}

/// A reply that reads itself, out of whatever it is given.
#[derive(Debug, PartialEq)]
struct Anything {
    code: Code,
}
received! { Anything: code = "Code" }

impl Reply for Anything {
    fn code(&self) -> Code {
        self.code
    }

    fn from_json(_: &str) -> Result<Self, serde_json::Error> {
        Ok(Self { code: Code::default() })
    }
}

#[derive(Debug, Clone)]
struct AskAnything;

impl Action for AskAnything {
    type Reply = Anything;
    type Error = SampleError;
    const INFO: &'static ActionInfo = CallReject::INFO;

    fn visit(&self, _: &mut Params<'_>) {}
}

#[test]
fn a_reply_is_an_object_whoever_reads_it() {
    let is_read = |body: &[u8]| decode::<AskAnything>(&response(200, body)).is_ok();
    assert!(is_read(b"{}") && is_read(b" \n{}"));
    assert!(!is_read(b"[0]") && !is_read(b"0") && !is_read(b""));
}
