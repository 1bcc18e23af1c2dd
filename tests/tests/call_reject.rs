//! CallReject over real HTTP: what leaves the client arrives, and every refusal comes back typed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use zim_generated::call::{CallAccept, CallReject, CallRejectError};
use zim_generated::runtime::{
    Credentials, Endpoint, Error, ErrorKind, Policy, Recovery, Request, Rule, Valid, Zim, decode, sign,
};
use zim_generated::{codes, http};
use zim_sandbox::{Call, Clock, Invitation, Sandbox};
use zim_tests::transport::{APP_ID, SECRET, exchange, send, send_at, stamp, zim};

/// A sandbox whose clock stands still at the time of the stamps, with users and calls in every state.
fn sandbox() -> Sandbox {
    let now = stamp().unwrap().timestamp * 1000;
    let sandbox = Sandbox::builder().app(APP_ID, SECRET).clock(Clock::manual(now)).start().unwrap();
    for user in ["ann", "bob", "eve"] {
        sandbox.register_user(user);
    }
    for call in ["ringing", "over", "late"] {
        sandbox.add_call(Call::new(call).invite("ann").invite("bob"));
    }
    assert!(sandbox.end_call("over") && sandbox.time_out_call("late"));
    sandbox
}

fn unchecked(user: &str, call: &str) -> Valid<CallReject> {
    CallReject::builder(user, call).build_with(Policy::None).unwrap()
}

#[track_caller]
fn refused(user: &str, call: &str, expected: CallRejectError, recovery: Recovery) {
    let sandbox = sandbox();
    let zim = zim(&sandbox.url()).unwrap().with_policy(Policy::None);
    match send(&zim, &unchecked(user, call)).unwrap() {
        Err(Error::Api(error)) if error.kind == expected => {
            assert_eq!(error.recovery(), Some(recovery), "{error}");
            assert!(!error.advice().is_empty() && !error.request_id.is_empty(), "{error:?}");
        }
        other => panic!("expected {expected:?}, got {other:?}"),
    }
}

#[test]
fn a_reject_is_answered_and_recorded() {
    let sandbox = sandbox();
    let zim = zim(&sandbox.url()).unwrap();
    let reject = CallReject::builder("ann", "ringing").extended_data("忙 & 'busy' + 100%").build().unwrap();
    let reply = send(&zim, &reject).unwrap().unwrap();
    assert_eq!(reply.message, "success");
    assert!(!reply.request_id.is_empty());
    let accept = CallAccept::builder("bob", "ringing").build().unwrap();
    send(&zim, &accept).unwrap().unwrap();
    let call = sandbox.call("ringing").unwrap();
    assert_eq!(call.invitation("ann"), Some(Invitation::Rejected));
    assert_eq!(call.invitation("bob"), Some(Invitation::Accepted));
}

#[test]
fn every_code_of_the_page_is_a_typed_refusal() {
    refused("ann", "", CallRejectError::InvalidParameter, Recovery::FixRequest);
    refused("stranger", "ringing", CallRejectError::OperatorNotRegistered, Recovery::FixState);
    refused("ann", "unheard-of", CallRejectError::CallUnavailable, Recovery::FixState);
    refused("ann", "over", CallRejectError::CallEnded, Recovery::NothingToDo);
    refused("ann", "late", CallRejectError::InvitationTimedOut, Recovery::NothingToDo);
    refused("eve", "ringing", CallRejectError::UserNotInvited, Recovery::NothingToDo);
}

#[test]
fn the_21st_call_in_a_second_is_refused() {
    let sandbox = sandbox();
    let zim = zim(&sandbox.url()).unwrap();
    let request = CallReject::builder("ann", "ringing").build().unwrap();
    // Who has rejected is no longer invited.
    let invite = || sandbox.add_call(Call::new("ringing").invite("ann"));
    for at in 1..=20 {
        invite();
        assert!(send(&zim, &request).unwrap().is_ok(), "call {at} of 20");
    }
    let error = send(&zim, &request).unwrap().unwrap_err();
    assert_eq!(error.code(), Some(codes::APP_RATE_EXCEEDED), "{error}");
    assert_eq!(error.recovery(), Some(Recovery::WaitForRate));
    sandbox.clock().advance(1000);
    invite();
    assert!(send(&zim, &request).unwrap().is_ok(), "a second later the window is open again");
}

#[test]
fn a_code_that_the_page_does_not_list_keeps_its_number_and_its_meaning() {
    let sandbox = sandbox();
    let wrong = Zim::new(Credentials::new(APP_ID, "not the secret"), Endpoint::parse(&sandbox.url()).unwrap());
    match send(&wrong, &unchecked("ann", "ringing")).unwrap() {
        Err(Error::Api(error)) => {
            assert_eq!(error.kind, CallRejectError::Unlisted(codes::SIGNATURE_WRONG));
            assert_eq!(error.kind.name(), Some("SignatureWrong"));
            assert_eq!(error.recovery(), Some(Recovery::Resign));
            assert!(!format!("{error:?}{error}").contains(SECRET), "the server's secret is in {error:?}");
        }
        other => panic!("a wrong signature is refused, not {other:?}"),
    }
}

#[test]
fn an_old_stamp_and_a_used_one_are_refused() {
    let sandbox = sandbox();
    let zim = zim(&sandbox.url()).unwrap();
    let request = CallReject::builder("ann", "ringing").build().unwrap();
    let stamp = stamp().unwrap();
    assert!(send_at(&zim, &request, &stamp).unwrap().is_ok());
    let again = send_at(&zim, &request, &stamp).unwrap().unwrap_err();
    assert_eq!(again.code(), Some(codes::SIGNATURE_WRONG), "a nonce is used once: {again}");
    sandbox.clock().advance(3_600_000);
    let late = send(&zim, &request).unwrap().unwrap_err();
    assert_eq!(late.code(), Some(codes::SIGNATURE_EXPIRED), "{late}");
}

/// Ids full of what a query could misread arrive as they left: the sandbox finds the call by its id.
#[test]
fn an_id_arrives_as_it_left() {
    for id in [
        "a+b&c=d #?%é",
        "100%25",
        "%2B",
        "a b+c",
        "[]{}|~",
        "=&=&",
        "日本語🦀",
        "a\"b\\c/d'e`f",
        "#group",
        "\u{7f}\n\t",
    ] {
        let sandbox = sandbox();
        sandbox.register_user("a+b&c=d #?%");
        sandbox.add_call(Call::new(id).invite("a+b&c=d #?%"));
        let zim = zim(&sandbox.url()).unwrap();
        let request = CallReject::builder("a+b&c=d #?%", id).extended_data(id).build().unwrap();
        let reply = send(&zim, &request).unwrap();
        assert!(reply.is_ok(), "{id:?} did not arrive: {reply:?}");
        assert_eq!(sandbox.call(id).unwrap().invitation("a+b&c=d #?%"), Some(Invitation::Rejected), "{id:?}");
    }
}

#[test]
fn a_character_outside_the_charset_is_named_with_its_position() {
    let violations = CallReject::builder("a+b&c=d #?%é", "call").build().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "FromUserId: `é`, character 12, is outside IdCharacters (charset; ZIM would answer 660000002)"
    );
}

#[test]
fn every_broken_limit_is_told_at_once() {
    let violations = CallReject::builder("語".repeat(11), "").extended_data("x".repeat(2049)).build().unwrap_err();
    let found: Vec<_> = violations
        .iter()
        .map(|found| (found.path.as_str(), found.rule, found.limit.to_string(), found.actual.to_string()))
        .collect();
    let expected = [
        ("FromUserId", Rule::MaxBytes, "32", "33"),
        ("FromUserId", Rule::Charset, "IdCharacters", "語@0"),
        ("CallId", Rule::NonEmpty, "", ""),
        ("ExtendedData", Rule::MaxBytes, "2048", "2049"),
    ];
    assert_eq!(found, expected.map(|(path, rule, limit, actual)| (path, rule, limit.to_owned(), actual.to_owned())));
    assert!(CallReject::builder("a".repeat(32), "c".repeat(32)).extended_data("x".repeat(2048)).build().is_ok());
}

#[test]
fn the_client_checks_what_the_builder_did_not() {
    let zim = zim("http://127.0.0.1:9").unwrap();
    let error = send(&zim, &unchecked("", "call")).unwrap().unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "nothing is sent that breaks a limit: {error:?}");
}

#[test]
fn the_documented_example_is_signed_as_documented() {
    let signature = sign(12345, "4fd24687296dd9f3", "9193cc662a4c0ec135ec71fb57194b38", 1_615_186_943);
    assert_eq!(signature.as_str(), "43e5cfcca828314675f91b001390566a");
}

#[test]
fn secrets_and_texts_stay_out_of_debug() {
    let builder = CallReject::builder("ann", "ringing").extended_data("confidential");
    let request = builder.clone().build().unwrap();
    let zim = zim("http://127.0.0.1:9").unwrap();
    let shown = format!("{builder:?} {request:?} {zim:?}");
    assert!(!shown.contains(SECRET) && !shown.contains("confidential"), "{shown}");
    // The text travels in the URL; the secret does not.
    let http = zim.encode(&request, &stamp().unwrap()).unwrap();
    assert!(!format!("{http:?}").contains(SECRET), "{http:?}");
}

/// A limit of the spec is the sandbox's too: edit it, and the answer follows.
#[test]
fn the_sandbox_follows_the_spec() {
    let mut layer = zim_spec::load::Layer::shipped();
    for file in layer.files.iter_mut().filter(|file| file.name.ends_with("call_reject.yaml")) {
        file.text = file.text.replace("max_bytes: 2048", "max_bytes: 4");
    }
    let spec = zim_spec::load::load(&[layer]).into_result().unwrap();
    let sandbox = Sandbox::builder().app(APP_ID, SECRET).spec(spec).start().unwrap();
    let zim = zim(&sandbox.url()).unwrap();
    let request = CallReject::builder("ann", "ringing").extended_data("12345").build().unwrap();
    match send(&zim, &request).unwrap() {
        Err(Error::Api(error)) => {
            assert_eq!(error.kind, CallRejectError::InvalidParameter);
            assert!(
                error.message.contains("ExtendedData") && error.message.contains("max_bytes 4"),
                "{}",
                error.message
            );
        }
        other => panic!("the edited limit is refused, not {other:?}"),
    }
}

#[test]
fn what_is_no_answer_is_a_typed_error() {
    let sandbox = sandbox();
    let elsewhere = format!("{}/nowhere", sandbox.url());
    let mut response = exchange(http::Request::get(elsewhere).body(Vec::new()).unwrap()).unwrap();
    assert_eq!(response.status(), http::StatusCode::NOT_FOUND);
    assert!(
        matches!(decode::<CallReject>(&response), Err(Error::Api(_))),
        "a refusal keeps its code, whatever the status"
    );
    *response.body_mut() = b"<html>not found</html>".to_vec();
    assert!(matches!(decode::<CallReject>(&response), Err(Error::Status(_))));
    *response.status_mut() = http::StatusCode::OK;
    assert!(matches!(decode::<CallReject>(&response), Err(Error::Malformed(_))));
}
