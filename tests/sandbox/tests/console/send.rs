//! Requests that the sandbox signs itself.

use crate::common::{self, CALL};
use crate::{ask, last, requests, sandbox};
use serde_json::{Value, json};

#[test]
fn a_request_is_signed_and_answered_like_any() {
    let sandbox = sandbox();
    let wanted = json!({"action": "CallReject", "params": {"FromUserId": "user0", "CallId": CALL}});
    let (status, sent) = ask(&sandbox, "POST", "/send", &wanted.to_string());
    assert_eq!((status, &sent["code"], &sent["origin"]), (200, &json!(0), &json!("console")), "{sent}");
    assert_eq!((sandbox.received("CallReject"), last(&sandbox)), (1, sent));
    // Parameters are sent as they are given, so that refusals can be tried; each request has its own nonce.
    for (params, code) in [
        (json!({"FromUserId": "user0", "CallId": "none"}), 660_900_004),
        (json!({"FromUserId": "", "CallId": CALL}), 660_000_002),
        (json!({"FromUserId": null, "CallId": CALL}), 660_000_002),
        (json!({"CallId": ["a", "b"], "FromUserId": "user0"}), 660_000_002),
        (json!({}), 660_000_002),
    ] {
        let wanted = json!({"action": "CallReject", "app": 12345, "params": params});
        assert_eq!(ask(&sandbox, "POST", "/send", &wanted.to_string()).1["code"], code, "{wanted}");
    }
    assert!(last(&sandbox)["query"]["text"].as_str().unwrap().contains("SignatureNonce=console000000006"));
}

#[test]
fn bodies_are_sent_as_they_are_given() {
    let sandbox = sandbox();
    let params = json!({
        "FromUserId": "user0", "ToUserId": ["user1", "user2"], "MessageType": 1, "Priority": 1,
        "MessageBody": {"Message": "Hi"}, "Unknown": 9_007_199_254_740_993_i64,
    });
    let sent = ask(&sandbox, "POST", "/send", &json!({"action": "SendPeerMessage", "params": params}).to_string()).1;
    assert_eq!(sent["code"], 0, "{sent}");
    assert_eq!(serde_json::from_str::<Value>(sent["body"]["text"].as_str().unwrap()).unwrap(), params);
}

#[test]
fn what_cannot_be_sent_says_why() {
    let sandbox = sandbox();
    for (body, error) in [
        ("", "the body is not JSON"),
        ("{}", r#"send {"action": NAME"#),
        ("[]", r#"send {"action": NAME"#),
        (r#"{"action": "CallRejekt"}"#, "did you mean CallReject?"),
        (r#"{"action": "CallReject", "app": 1}"#, "there is no application 1; there is: 12345"),
        (r#"{"action": "CallReject", "app": "x"}"#, "app is not the number"),
        (r#"{"action": "CallReject", "params": []}"#, "params is not an object"),
    ] {
        let (status, answer) = ask(&sandbox, "POST", "/send", body);
        assert_eq!(status, 400, "{body}");
        assert!(answer["error"].as_str().unwrap().contains(error), "{answer}");
    }
    assert_eq!(requests(&sandbox), [] as [Value; 0]);
    assert_eq!(ask(&sandbox, "GET", "/send", "").0, 405);
}

/// The example of each action, as the form fills it in, is a request that its action takes.
#[test]
fn the_examples_break_no_limit_of_a_parameter() {
    let sandbox = sandbox();
    let (_, spec) = ask(&sandbox, "GET", "/spec", "");
    let actions = spec["actions"].as_array().unwrap();
    assert!(actions.len() > 70);
    for action in actions {
        let params: serde_json::Map<String, Value> = action["params"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|param| param["required"] == true)
            .map(|param| (param["name"].as_str().unwrap().to_owned(), param["example"].clone()))
            .collect();
        let wanted = json!({"action": action["name"], "params": params});
        let sent = ask(&sandbox, "POST", "/send", &wanted.to_string()).1;
        let rules =
            ["required_if", "at_least_one", "exactly_one", "not_among", "differ", "allowed_if", "among", "all_equal"];
        let message = sent["answer"]["text"].as_str().unwrap();
        let by_rule = rules.iter().any(|rule| message.contains(rule));
        assert!(sent["refused_by"] != "parameter limit" || by_rule, "{wanted}: {sent}");
    }
    assert_eq!(requests(&sandbox).len(), actions.len());
    // And that of the flagship is carried out as it is.
    sandbox.register_user("user0");
    sandbox.add_call(zim_sandbox::Call::new(CALL).invite("user0"));
    sandbox.clock().advance(2_000);
    let answer = common::get(&sandbox, "CallReject", &[("FromUserId", "user0"), ("CallId", CALL)]);
    assert_eq!(answer.code(), 0);
}
