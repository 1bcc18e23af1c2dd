//! What the gateway refuses before an action is reached: each reason, its code, and their order.
#![allow(missing_docs)]

mod common;

use common::{CALL, NOW, SECRET, query, sandbox, send, signed};

/// Replaces (or with `None` removes) some common parameters of an otherwise good request.
#[track_caller]
fn check(method: &str, changes: &[(&str, Option<&str>)], code: i64, message: &str) {
    let sandbox = sandbox();
    let mut pairs = signed("CallReject", NOW);
    for (name, value) in changes {
        pairs.retain(|(key, _)| key != name);
        pairs.extend(value.map(|value| ((*name).to_owned(), value.to_owned())));
    }
    pairs.push(("FromUserId".to_owned(), "user0".to_owned()));
    pairs.push(("CallId".to_owned(), CALL.to_owned()));
    let answer = send(&sandbox, method, &query(&pairs), "");
    assert_eq!((answer.status, answer.code()), (200, code), "{answer:?}");
    assert!(answer.message().contains(message), "{answer:?}");
    let rejected = sandbox.call(CALL).and_then(|call| call.invitation("user0"));
    assert_eq!(
        rejected,
        Some(if code == 0 { zim_sandbox::Invitation::Rejected } else { zim_sandbox::Invitation::Pending })
    );
}

#[test]
fn a_good_request_is_answered() {
    check("GET", &[], 0, "success");
}

#[test]
fn each_reason_has_its_code() {
    check("GET", &[("Action", None)], 100_000_006, "Action is missing");
    check("GET", &[("Action", Some(""))], 100_000_006, "Action is missing");
    check("GET", &[("Action", Some("CallRejekt"))], 100_000_007, "no action `CallRejekt`");
    check("GET", &[("Action", Some("callreject"))], 100_000_007, "no action");
    check("POST", &[], 100_000_007, "called with GET, not `POST`");
    check("PUT", &[], 100_000_007, "called with GET, not `PUT`");
    check("GET", &[("AppId", None)], 100_000_001, "AppId is missing");
    for malformed in ["abc", "-1", "+12345", "12345.0", "4294967296", " 12345"] {
        check("GET", &[("AppId", Some(malformed))], 100_000_001, "is not an unsigned 32-bit number");
    }
    check("GET", &[("AppId", Some("54321"))], 100_000_011, "54321 is not known here");
    check("GET", &[("Timestamp", None)], 100_000_002, "Timestamp is missing");
    for malformed in ["now", "1615186943.5", "99999999999999999999", "+1615186943"] {
        check("GET", &[("Timestamp", Some(malformed))], 100_000_003, "is not a number of seconds");
    }
    check("GET", &[("SignatureNonce", None)], 100_000_008, "SignatureNonce is missing");
    check("GET", &[("SignatureVersion", None)], 100_000_013, "SignatureVersion is missing");
    check("GET", &[("SignatureVersion", Some("1.0"))], 100_000_014, "`1.0` is not supported; send 2.0");
    check("GET", &[("Signature", None)], 100_000_009, "Signature is missing");
    check("GET", &[("Signature", Some("0"))], 100_000_005, "is not the md5");
    // Milliseconds in place of seconds.
    check("GET", &[("Timestamp", Some("1615186943000"))], 100_000_004, "at most 600 s apart");
    check("GET", &[("Timestamp", Some("-9223372036854775808"))], 100_000_004, "at most 600 s apart");
}

#[test]
fn the_first_reason_is_answered() {
    let all: [(&str, Option<&str>); 6] = [
        ("Action", None),
        ("AppId", None),
        ("Timestamp", None),
        ("SignatureNonce", None),
        ("SignatureVersion", None),
        ("Signature", None),
    ];
    let codes = [100_000_006, 100_000_001, 100_000_002, 100_000_008, 100_000_013, 100_000_009];
    for (first, code) in codes.into_iter().enumerate() {
        check("GET", &all[first..], code, "is missing");
    }
    // The window before the signature; the signature before the parameters.
    check("GET", &[("Timestamp", Some("0")), ("Signature", Some("0"))], 100_000_004, "");
    check("GET", &[("Signature", Some("0")), ("FromUserId", Some(""))], 100_000_005, "");
}

#[test]
fn a_wrong_signature_is_explained_without_the_secret() {
    let nonce = "4fd24687296dd9f3";
    check(
        "GET",
        &[("SignatureNonce", Some(nonce)), ("Signature", Some("00"))],
        100_000_005,
        "`123454fd24687296dd9f3<ServerSecret>1615186943`",
    );
    let upper = "43E5CFCCA828314675F91B001390566A";
    check("GET", &[("SignatureNonce", Some(nonce)), ("Signature", Some(upper))], 100_000_005, "upper case");
    let right = upper.to_lowercase();
    check("GET", &[("SignatureNonce", Some(nonce)), ("Signature", Some(&right))], 0, "success");
    // A client that sends the secret itself does not get it back.
    check("GET", &[("SignatureNonce", Some(SECRET))], 100_000_005, "<ServerSecret>");
    check("GET", &[("Action", Some(SECRET))], 100_000_007, "<ServerSecret>");
}

/// A common parameter given twice, or undecodable.
#[track_caller]
fn check_raw(addition: &str, removed: &str, code: i64, message: &str) {
    let mut pairs = signed("CallReject", NOW);
    pairs.retain(|(name, _)| name != removed);
    let answer = send(&sandbox(), "GET", &format!("{}&{addition}", query(&pairs)), "");
    assert_eq!(answer.code(), code, "{answer:?}");
    assert!(answer.message().contains(message), "{answer:?}");
}

#[test]
fn common_parameters_given_twice_or_undecodable_are_malformed() {
    check_raw("Action=CallReject", "", 100_000_007, "Action is given twice");
    check_raw("AppId=12345", "", 100_000_001, "AppId is given twice");
    check_raw("Timestamp=1", "", 100_000_003, "Timestamp is given twice");
    check_raw("SignatureNonce=1", "", 100_000_008, "SignatureNonce is given twice");
    check_raw("SignatureVersion=2.0", "", 100_000_014, "SignatureVersion is given twice");
    check_raw("Signature=1", "", 100_000_005, "Signature is given twice");
    check_raw("AppId=%ff", "AppId", 100_000_001, "AppId is not UTF-8");
    check_raw("SignatureNonce=%zz", "SignatureNonce", 100_000_008, "two hex digits");
    check_raw("FromUserId=%ff&CallId=1", "", 660_000_002, "`FromUserId` is not UTF-8");
    check_raw("FromUserId=100%&CallId=1", "", 660_000_002, "send `%` itself as `%25`");
}
