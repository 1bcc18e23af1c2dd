//! Each rule that refuses: its name, and the way out.

use crate::common::{self, CALL, NOW, md5_hex, query, signed};
use crate::{last, sandbox};
use zim_sandbox::{Fault, Sandbox};

/// Sends `CallReject` with some pairs replaced (or with `None` removed), and expects a refusal of that rule with that way
/// out.
#[track_caller]
fn check(sandbox: &Sandbox, changes: &[(&str, Option<&str>)], stage: &str, mend: &str) {
    let mut pairs = signed("CallReject", NOW);
    pairs.extend([("FromUserId", "user0"), ("CallId", CALL)].map(|(name, value)| (name.to_owned(), value.to_owned())));
    for (name, value) in changes {
        pairs.retain(|(key, _)| key != name);
        pairs.extend(value.map(|value| ((*name).to_owned(), value.to_owned())));
    }
    common::send(sandbox, "GET", &query(&pairs), "");
    check_last(sandbox, stage, mend);
}

#[track_caller]
fn check_last(sandbox: &Sandbox, stage: &str, mend: &str) {
    let entry = last(sandbox);
    assert_eq!(entry["refused_by"], stage, "{entry}");
    let sentences: Vec<&str> = entry["mend"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert!(sentences.iter().any(|one| one.contains(mend)), "{stage}: {sentences:?}");
}

#[test]
fn each_rule_names_itself_and_the_way_out() {
    let sandbox = sandbox();
    check(&sandbox, &[("Action", None)], "action", "Name one action in the query");
    check(&sandbox, &[("Action", Some("CallRejekt"))], "action", "Did you mean `CallReject`?");
    check(&sandbox, &[("Action", Some("SendPeerMessage"))], "method", "Send it with POST.");
    check(&sandbox, &[("AppId", None)], "application", "Send the number of an application");
    check(&sandbox, &[("AppId", Some("54321"))], "application", "Send 12345, or start the sandbox");
    check(&sandbox, &[("Timestamp", None)], "timestamp", "whole seconds of Unix time");
    check(&sandbox, &[("Timestamp", Some("now"))], "timestamp", "whole seconds of Unix time");
    check(&sandbox, &[("SignatureNonce", None)], "nonce", "fresh random nonce");
    check(&sandbox, &[("SignatureVersion", Some("1.0"))], "version", "version of the signature");
    check(
        &sandbox,
        &[("Timestamp", Some("1615186943000"))],
        "timestamp window",
        "is in milliseconds: divide it by 1000",
    );
    check(
        &sandbox,
        &[("Timestamp", Some("1615208543"))],
        "timestamp window",
        "6 h ahead of the sandbox: Unix time has no",
    );
    check(&sandbox, &[("Signature", None)], "signature", "lower-case hex of the md5");
    check(&sandbox, &[("Signature", Some("0"))], "signature", "look at the secret first");
    check(&sandbox, &[("FromUserId", None)], "parameter limit", "FromUserId: required, and absent.");
    check(&sandbox, &[("CallId", Some(&"x".repeat(33)))], "parameter limit", "CallId: at most 32 bytes; it has 33.");
    check(&sandbox, &[("CallId", None), ("callId", Some(CALL))], "parameter limit", "did you mean `CallId`?");
    check(&sandbox, &[("FromUserId", Some("user9"))], "precondition", "Bring about what the action needs first");
    sandbox.fault("CallReject", &Fault::Code(660_000_027), 1);
    check(&sandbox, &[], "scenario", "Somebody ordered this answer");
    common::post(&sandbox, "SendPeerMessage", "[]");
    check_last(&sandbox, "body", "Send one JSON object as the body.");
}

#[test]
fn a_nonce_that_was_used_is_not_a_wrong_signature() {
    let sandbox = sandbox();
    let pairs = query(&signed("CallReject", NOW));
    common::send(&sandbox, "GET", &pairs, "");
    common::send(&sandbox, "GET", &pairs, "");
    check_last(&sandbox, "nonce", "fresh random nonce");
}

#[test]
fn rates() {
    let sandbox = sandbox();
    for _ in 0..=20 {
        common::get(&sandbox, "CallReject", &[]);
    }
    check_last(&sandbox, "rate", "advance the sandbox's clock");
}

#[test]
fn paths() {
    let sandbox = sandbox();
    let _ = ureq::get(format!("{}/v1/?Action=CallReject", sandbox.url())).call();
    check_last(&sandbox, "path", "Send requests to `/`");
}

/// The mistake is named to the client too.
#[test]
fn a_usual_mistake_is_named_in_the_answer() {
    let sandbox = sandbox();
    let nonce = common::nonce();
    let signature = md5_hex(&format!("{}{}{nonce}{NOW}", common::APP_ID, common::SECRET));
    let mut pairs = signed("CallReject", NOW);
    pairs.retain(|(name, _)| name != "SignatureNonce" && name != "Signature");
    pairs.extend([("SignatureNonce".to_owned(), nonce), ("Signature".to_owned(), signature)]);
    let answer = common::send(&sandbox, "GET", &query(&pairs), "");
    let order = "in the order AppId + server secret + SignatureNonce + Timestamp";
    assert!(answer.message().contains(order), "{answer:?}");
    check_last(&sandbox, "signature", "AppId + SignatureNonce + server secret + Timestamp, as they are sent");
}
