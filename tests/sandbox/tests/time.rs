//! Everything that depends on the clock: the timestamp's window, used nonces, rate limits.
#![allow(missing_docs, clippy::indexing_slicing)]

mod common;

use common::{CALL, NOW, get, lab, post, query, sandbox, send, signed};
use zim_sandbox::{Call, Clock, Sandbox};

const EXPIRED: i64 = 100_000_004;
const WRONG: i64 = 100_000_005;

/// A request for a call that does not exist is authenticated, and stays so for ever.
fn authenticated(query: &str) -> String {
    format!("{query}&FromUserId=user0&CallId=none")
}

#[track_caller]
fn check(sandbox: &Sandbox, query: &str, code: i64) {
    let answer = send(sandbox, "GET", query, "");
    assert_eq!(answer.code(), code, "{answer:?}");
}

#[test]
fn both_edges_of_the_window_pass() {
    for (apart, code) in [(-601, EXPIRED), (-600, 660_900_004), (0, 660_900_004), (600, 660_900_004), (601, EXPIRED)] {
        check(&sandbox(), &authenticated(&query(&signed("CallReject", NOW + apart))), code);
    }
}

#[test]
fn a_request_cannot_be_replayed_for_as_long_as_it_is_in_the_window() {
    let sandbox = sandbox();
    let (late, early) = (signed("CallReject", NOW - 600), signed("CallReject", NOW + 600));
    for pairs in [&late, &early] {
        check(&sandbox, &authenticated(&query(pairs)), 660_900_004);
        check(&sandbox, &authenticated(&query(pairs)), WRONG);
    }
    sandbox.clock().advance(1_200_000);
    check(&sandbox, &authenticated(&query(&early)), WRONG);
    sandbox.clock().advance(1_000);
    check(&sandbox, &authenticated(&query(&early)), EXPIRED);
}

/// A request with a nonce of its own choice, signed at the sandbox's time.
fn with_nonce(sandbox: &Sandbox, nonce: &str) -> String {
    let seconds = sandbox.clock().now() / 1000;
    let mut pairs = signed("CallReject", seconds);
    pairs[3].1 = nonce.to_owned();
    pairs[5].1 = common::md5_hex(&format!("{}{nonce}{}{seconds}", common::APP_ID, common::SECRET));
    authenticated(&query(&pairs))
}

#[test]
fn a_nonce_may_be_used_again_after_the_window() {
    let sandbox = sandbox();
    check(&sandbox, &with_nonce(&sandbox, "a"), 660_900_004);
    sandbox.clock().advance(600_000);
    check(&sandbox, &with_nonce(&sandbox, "a"), WRONG);
    sandbox.clock().advance(1_000);
    check(&sandbox, &with_nonce(&sandbox, "a"), 660_900_004);
}

#[test]
fn a_wrong_signature_uses_no_nonce() {
    let sandbox = sandbox();
    let good = signed("CallReject", NOW);
    let mut bad = good.clone();
    bad[5].1 = "0".to_owned();
    check(&sandbox, &authenticated(&query(&bad)), WRONG);
    check(&sandbox, &authenticated(&query(&good)), 660_900_004);
}

#[test]
fn twenty_a_second_pass_in_any_second() {
    let sandbox = sandbox();
    let reject = || {
        sandbox.add_call(Call::new(CALL).invite("user0"));
        get(&sandbox, "CallReject", &[("FromUserId", "user0"), ("CallId", CALL)])
    };
    for _ in 0..10 {
        assert_eq!(reject().code(), 0);
    }
    sandbox.clock().advance(500);
    for _ in 0..10 {
        assert_eq!(reject().code(), 0);
    }
    let refused = reject();
    assert_eq!(refused.code(), 660_300_005);
    let message = "CallReject is limited to 20 calls in 1 s for the application; there is room again in 500 ms";
    assert_eq!(refused.message(), message);
    sandbox.clock().advance(499);
    assert_eq!(reject().code(), 660_300_005);
    // The first ten leave the window; what was refused was not counted.
    sandbox.clock().advance(1);
    for _ in 0..10 {
        assert_eq!(reject().code(), 0);
    }
    assert_eq!(reject().code(), 660_300_005);
    sandbox.clock().advance(1_000);
    assert_eq!(reject().code(), 0);
}

#[test]
fn wrong_parameters_count_and_wrong_signatures_do_not() {
    let sandbox = sandbox();
    for _ in 0..40 {
        let mut pairs = signed("CallReject", NOW);
        pairs[5].1 = "0".to_owned();
        check(&sandbox, &query(&pairs), WRONG);
    }
    for _ in 0..20 {
        assert_eq!(get(&sandbox, "CallReject", &[]).code(), 660_000_002);
    }
    assert_eq!(get(&sandbox, "CallReject", &[]).code(), 660_300_005);
}

#[test]
fn applications_are_counted_apart() {
    let sandbox = Sandbox::builder().app(1, "one").app(2, "two").clock(Clock::manual(NOW * 1000)).start().unwrap();
    let send = |app: u32, secret: &str| {
        let nonce = common::nonce();
        let signature = common::md5_hex(&format!("{app}{nonce}{secret}{NOW}"));
        let common = format!("Action=CallReject&AppId={app}&SignatureNonce={nonce}&Timestamp={NOW}");
        send(&sandbox, "GET", &format!("{common}&SignatureVersion=2.0&Signature={signature}"), "").code()
    };
    for _ in 0..20 {
        assert_eq!(send(1, "one"), 660_000_002);
    }
    assert_eq!(send(1, "one"), 660_300_005);
    assert_eq!(send(2, "two"), 660_000_002);
    assert_eq!(send(2, "one"), WRONG);
}

#[test]
fn several_windows_and_groups_are_counted_apart() {
    let sandbox = lab();
    let measure = |group: &str| {
        let body = format!(r#"{{"Title":"t","Level":1,"UserIds":["user0"],"GroupId":{group}}}"#);
        post(&sandbox, "MeasureLevels", &body)
    };
    assert_eq!(measure(r#""a""#).code(), 0);
    assert_eq!(measure(r#""a""#).code(), 0);
    let refused = measure(r#""a""#);
    assert_eq!(refused.code(), 660_300_006);
    assert!(refused.message().contains("2 calls in 10 s for GroupId `a`"), "{refused:?}");
    assert_eq!(measure(r#""b""#).code(), 0);
    assert_eq!(measure("null").code(), 0);
    assert_eq!(measure("null").code(), 0);
    // Five passed: now the application's own window is full.
    assert_eq!(measure("null").code(), 660_300_005);
    sandbox.clock().advance(1_000);
    assert_eq!(measure(r#""a""#).code(), 660_300_006);
    sandbox.clock().advance(9_000);
    assert_eq!(measure(r#""a""#).code(), 0);
}

#[test]
fn clocks() {
    let manual = Clock::manual(5);
    manual.clone().advance(2);
    assert_eq!(manual.now(), 7);
    manual.set(-3);
    assert_eq!(manual.now(), -3);
    let system = Clock::system();
    let before = system.now();
    system.advance(3_600_000);
    assert!((3_600_000..3_700_000).contains(&(system.now() - before)));
    system.set(1_000);
    assert!((1_000..60_000).contains(&system.now()));
}
