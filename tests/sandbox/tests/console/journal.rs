//! The journal: what is recorded of a request, in which order, how much, and never the secret.

use crate::common::{self, CALL, SECRET, query, signed};
use crate::{ask, last, requests, sandbox, seeded};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use zim_sandbox::Fault;

#[test]
fn requests_come_in_their_order_page_by_page() {
    let sandbox = sandbox();
    assert_eq!(
        ask(&sandbox, "GET", "/requests", ""),
        (200, json!({"entries": [], "last": 0, "more": false, "now": common::NOW * 1000}))
    );
    for index in 0..103 {
        common::send(&sandbox, "GET", &format!("Action=a{index}"), "");
    }
    let numbers = |path: &str| {
        let answer = ask(&sandbox, "GET", path, "").1;
        let numbers: Vec<u64> =
            answer["entries"].as_array().unwrap().iter().map(|entry| entry["sequence"].as_u64().unwrap()).collect();
        (numbers.len(), numbers.first().copied(), answer["last"].clone(), answer["more"].clone())
    };
    assert_eq!(numbers("/requests"), (100, Some(1), json!(103), json!(true)));
    assert_eq!(numbers("/requests?after=100"), (3, Some(101), json!(103), json!(false)));
    assert_eq!(numbers("/requests?after=103"), (0, None, json!(103), json!(false)));
    assert_eq!(ask(&sandbox, "DELETE", "/requests", ""), (200, json!({})));
    assert_eq!(numbers("/requests"), (0, None, json!(103), json!(false)));
    for wrong in ["/requests?after=x", "/requests?wait=-1", "/requests?after=1&after=2"] {
        assert_eq!(ask(&sandbox, "GET", wrong, "").0, 400, "{wrong}");
    }
}

#[test]
fn what_was_understood() {
    let sandbox = sandbox();
    common::get(&sandbox, "CallReject", &[("FromUserId", "user0"), ("CallId", CALL), ("callid", "1")]);
    let entry = last(&sandbox);
    assert_eq!(
        (&entry["action"], &entry["app_id"], &entry["code"], &entry["status"], &entry["origin"], &entry["refused_by"]),
        (&json!("CallReject"), &json!(12345), &json!(0), &json!(200), &json!("client"), &Value::Null)
    );
    assert_eq!(
        entry["params"],
        json!([
            {"name": "FromUserId", "type": "UserId", "value": "user0", "note": null},
            {"name": "CallId", "type": "CallId", "value": CALL, "note": null},
            {
                "name": "callid", "type": null, "value": "1",
                "note": "The action has no such parameter. Did you mean CallId?",
            },
        ])
    );
    let answer: Value = serde_json::from_str(entry["answer"]["text"].as_str().unwrap()).unwrap();
    assert_eq!((&answer["Code"], &answer["RequestId"]), (&json!(0), &entry["request_id"]));
    assert!(entry["headers"].as_array().unwrap().contains(&json!(["host", sandbox.addr().to_string()])), "{entry}");

    let body = json!({
        "FromUserId": "user0", "ToUserId": ["user1"], "MessageType": 1, "Priority": 1, "MessageBody": {"Message": "Hi"},
    });
    common::post(&sandbox, "SendPeerMessage", &body.to_string());
    let entry = last(&sandbox);
    assert_eq!(
        entry["params"],
        json!([
            {"name": "FromUserId", "type": "UserId", "value": "user0", "note": null},
            {"name": "ToUserId", "type": "list<UserId>", "value": ["user1"], "note": null},
            {"name": "MessageType", "type": "MessageType", "value": 1, "note": "Text"},
            {"name": "Priority", "type": "MessagePriority", "value": 1, "note": "Low"},
            {"name": "MessageBody", "type": "MessageBody", "value": {"Message": "Hi"}, "note": null},
        ])
    );
    assert_eq!(entry["body"], json!({"text": body.to_string(), "bytes": body.to_string().len(), "cut": false}));
}

#[test]
fn lists_and_numbers_of_a_query_are_read_as_their_types() {
    let sandbox = seeded(common::with_actions_of("spec"));
    let params = [("UserIds[]", "user0"), ("UserIds[]", "7"), ("Level", "20"), ("Loud", "true"), ("CallId", "8")];
    common::get(&sandbox, "ReadLevels", &params);
    let entry = last(&sandbox);
    let values: Vec<_> = entry["params"].as_array().unwrap().iter().map(|one| (&one["name"], &one["value"])).collect();
    let expected = json!({"CallId": "8", "UserIds": ["user0", "7"], "Level": 20, "Loud": true});
    let expected = ["CallId", "UserIds", "Level", "Loud"].map(|name| (json!(name), expected[name].clone()));
    assert!(values.iter().copied().eq(expected.iter().map(|(name, value)| (name, value))), "{values:?}");
}

/// The secret, wherever a client puts it, and whole or cut.
#[test]
fn no_secret_is_kept() {
    let sandbox = sandbox();
    let long = format!("{}{SECRET}", "x".repeat((16 << 10) - 12));
    for (method, target, body) in [
        ("GET", format!("/?Action={SECRET}"), String::new()),
        ("GET", format!("/{SECRET}?Action=CallReject"), String::new()),
        ("GET", format!("/?Action=CallReject&AppId=12345&ServerSecret={SECRET}"), String::new()),
        ("GET", format!("/?{SECRET}=1&Action=CallReject"), String::new()),
        ("GET", format!("/?Action=CallReject&FromUserId={long}"), String::new()),
        ("POST", "/?Action=SendPeerMessage".to_owned(), format!("{{\"FromUserId\": \"{SECRET}\", \"{SECRET}\": [1]}}")),
        ("POST", "/?Action=SendPeerMessage".to_owned(), long.clone()),
        ("POST", "/?Action=SendPeerMessage".to_owned(), json!({"FromUserId": long}).to_string()),
    ] {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{target}", sandbox.url()))
            .header("Authorization", format!("Bearer {SECRET}"));
        agent.run(request.body(body).unwrap()).unwrap();
        let entry = last(&sandbox).to_string();
        assert!(!entry.contains(SECRET.get(..12).unwrap()), "{entry}");
        assert!(entry.contains("Bearer <ServerSecret>"), "{entry}");
    }
}

#[test]
fn long_requests_are_cut() {
    let sandbox = sandbox();
    let body = json!({"FromUserId": "é".repeat(50_000)}).to_string();
    common::post(&sandbox, "SendPeerMessage", &body);
    let entry = last(&sandbox);
    assert_eq!((&entry["body"]["bytes"], &entry["body"]["cut"]), (&json!(body.len()), &json!(true)));
    assert!(entry["body"]["text"].as_str().unwrap().len() <= 16 << 10);
    assert!(body.starts_with(entry["body"]["text"].as_str().unwrap()));
    assert!(entry["params"][0]["value"].as_str().unwrap().ends_with('…'), "{entry}");
    // What could not be read at all says so.
    let longer = "x".repeat((1 << 20) + 1);
    common::send(&sandbox, "POST", &query(&signed("SendPeerMessage", common::NOW)), &longer);
    let entry = last(&sandbox);
    assert_eq!((&entry["refused_by"], &entry["body"]["text"]), (&json!("body"), &json!("")));
    assert!(entry["unreadable"].as_str().unwrap().contains("longer than"), "{entry}");
}

#[test]
fn failed_items_and_faults_are_told() {
    let sandbox = sandbox();
    assert!(sandbox.fail_item("SendPeerMessage", ["user1"], 660_500_003));
    let body = json!({
        "FromUserId": "user0", "ToUserId": ["user1"], "MessageType": 1, "Priority": 1, "MessageBody": {"Message": "Hi"},
    });
    common::post(&sandbox, "SendPeerMessage", &body.to_string());
    let entry = last(&sandbox);
    assert_eq!((&entry["code"], &entry["failed_items"], &entry["fault"]), (&json!(0), &json!(1), &Value::Null));

    sandbox.fault("CallReject", &Fault::Truncate, 1);
    let target = format!("{}/?{}", sandbox.url(), query(&signed("CallReject", common::NOW)));
    let _ = ureq::get(target).call().unwrap().body_mut().read_to_string();
    assert_eq!(last(&sandbox)["fault"], "The answer ended in the middle of its JSON.");
}

#[test]
fn a_wait_ends_with_the_next_request() {
    let sandbox = sandbox();
    let waiting = format!("{}/_sandbox/requests?after=0&wait=60000", sandbox.url());
    let waiter = std::thread::spawn(move || ureq::get(waiting).call().unwrap().body_mut().read_to_string().unwrap());
    common::send(&sandbox, "GET", "Action=one", "");
    let answer: Value = serde_json::from_str(&waiter.join().unwrap()).unwrap();
    assert_eq!(answer["entries"][0]["named"]["action"], "one");
    // There is nothing to wait for after a number of an earlier run.
    let (status, answer) = ask(&sandbox, "GET", "/requests?after=900&wait=60000", "");
    assert_eq!((status, answer["entries"].as_array().map(Vec::len)), (200, Some(1)));
    // A wait that nothing ends is over after its time.
    assert_eq!(ask(&sandbox, "GET", "/requests?after=1&wait=1", "").1["entries"], json!([]));
}

#[test]
fn whoever_waits_is_answered_when_the_sandbox_stops() {
    let sandbox = sandbox();
    let mut stream = TcpStream::connect(sandbox.addr()).unwrap();
    write!(stream, "GET /_sandbox/requests?wait=60000 HTTP/1.1\r\nhost: {}\r\n\r\n", sandbox.addr()).unwrap();
    // It has read that once it has answered a later request to the control endpoint.
    ask(&sandbox, "GET", "/clock", "");
    sandbox.stop();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with('}'), "{answer}");
}

#[test]
fn pages_from_elsewhere_read_nothing() {
    let sandbox = sandbox();
    common::send(&sandbox, "GET", "Action=one", "");
    for (header, value) in [("Host", "example.com"), ("Origin", "http://example.com")] {
        for (method, path) in
            [("GET", "/requests"), ("GET", "/requests?after=1&wait=60000"), ("POST", "/send"), ("GET", "")]
        {
            let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
            let uri = format!("{}/_sandbox{path}", sandbox.url());
            let request = ureq::http::Request::builder().method(method).uri(uri).header(header, value);
            assert_eq!(agent.run(request.body("{}").unwrap()).unwrap().status(), 403, "{header} {method} {path}");
        }
    }
    assert_eq!(requests(&sandbox).len(), 1);
}
