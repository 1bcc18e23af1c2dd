//! JSON, percent-encoded JSON and forms, whatever their content type says.

use crate::{NONCE, TIME, at, example, json, signature, webhooks};
use zim_generated::callbacks::Event;
use zim_generated::webhooks::WebhookError;

const JSON: Option<&str> = Some("application/json; charset=utf-8");
const FORM: Option<&str> = Some("Application/X-WWW-Form-Urlencoded; charset=UTF-8");

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

/// Pairs, encoded, behind those that every callback carries.
fn form(event: &str, pairs: &[(&str, &str)]) -> String {
    let time = TIME.to_string();
    let signature = signature(&time, NONCE);
    let common = [("appid", "1"), ("event", event), ("nonce", NONCE), ("timestamp", &time), ("signature", &signature)];
    let pairs: Vec<_> = common.iter().chain(pairs).map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    pairs.join("&")
}

#[track_caller]
fn receive(content_type: Option<&str>, body: &str) -> Event {
    let delivery = webhooks().receive(at(TIME), content_type, body.as_bytes());
    delivery.unwrap_or_else(|error| panic!("{content_type:?} {body}: {error:?} {:?}", error.reason())).event
}

#[test]
fn json_is_read_whatever_its_type() {
    let plain = example();
    let expected = receive(JSON, &plain);
    for content_type in [JSON, FORM, None, Some("text/plain"), Some(""), Some(";;=")] {
        for body in [plain.clone(), encoded(&plain), format!("\n {plain}\n")] {
            assert_eq!(receive(content_type, &body), expected, "{content_type:?}: {body}");
        }
    }
}

#[test]
fn a_form_is_read() {
    let pairs = [("call_id", "9"), ("user_id", "ann"), ("extend_data", "words")];
    for content_type in [FORM, None] {
        assert_eq!(receive(content_type, &form("call_accept", &pairs)), receive(JSON, &example()));
    }
    for content_type in [JSON, Some("text/plain")] {
        let error = webhooks().receive(at(TIME), content_type, form("call_accept", &pairs).as_bytes()).unwrap_err();
        assert!(matches!(error, WebhookError::Malformed(_)), "{error:?}");
    }
}

#[test]
fn lists_of_a_form() {
    let expected = r#","call_id":"9","user_ids":["ann","b&b"],"payload":"[1]""#;
    let expected = receive(JSON, &json("call_create", &TIME.to_string(), NONCE, expected));
    let rest = [("call_id", "9"), ("payload", "[1]")];
    for lists in [
        [("user_ids", "ann"), ("user_ids", "b&b")],
        [("user_ids[]", "ann"), ("user_ids[]", "b&b")],
        [("user_ids%5B%5D", "ann"), ("user_ids%5B%5D", "b&b")],
    ] {
        assert_eq!(receive(FORM, &form("call_create", &[&rest[..], &lists[..]].concat())), expected);
    }
    // As JSON in a text, which stays a text where the event has one.
    let Event::CallCreate(call) = receive(FORM, &form("call_create", &[("call_id", "9"), ("user_ids", r#"["ann"]"#)]))
    else {
        panic!()
    };
    assert_eq!(call.user_ids, ["ann"]);
    let Event::CallCreate(call) = receive(FORM, &form("call_create", &[("call_id", "9"), ("payload", "[1]")])) else {
        panic!()
    };
    assert_eq!(call.payload.as_deref(), Some("[1]"));
}

#[test]
fn a_field_that_comes_twice_is_no_text() {
    let body = form("call_accept", &[("call_id", "9"), ("user_id", "ann"), ("nonce", NONCE)]);
    let error = webhooks().receive(at(TIME), FORM, body.as_bytes()).unwrap_err();
    assert_eq!(error.status(), 403, "{error:?}");
}

/// The content of a message is JSON in a text, percent-encoded or not; a text is left alone.
#[test]
fn encoded_fields_are_read() {
    let content = r#"{"file_name":"a b+c","download_url":"u"}"#;
    for sent in [content.to_owned(), encoded(content)] {
        let members = [("from_user_id", "ann"), ("conv_type", "0"), ("msg_type", "11"), ("msg_body", sent.as_str())];
        let Event::SendMsg(message) = receive(FORM, &form("send_msg", &members)) else { panic!() };
        assert!(format!("{:?}", message.read_msg_body().map(drop)).starts_with("Ok"), "{sent}");
    }
    let members = [("from_user_id", "ann"), ("conv_type", "0"), ("msg_type", "1"), ("msg_body", "100%25+")];
    let Event::SendMsg(message) = receive(FORM, &form("send_msg", &members)) else { panic!() };
    assert_eq!(message.msg_body, "100%25+");
}

#[test]
fn an_unknown_event_keeps_its_json() {
    let body = json("call_forward", &TIME.to_string(), NONCE, r#","to":{"user":"zoe"}"#);
    let Event::Unknown(notice) = receive(JSON, &body) else { panic!() };
    assert_eq!((notice.event(), notice.json()), ("call_forward", body.as_str()));
    let Event::Unknown(notice) = receive(FORM, &form("call_forward", &[("to", "zoe \" \u{1}")])) else { panic!() };
    let json: serde_json::Value = serde_json::from_str(notice.json()).unwrap();
    assert_eq!(json["to"], "zoe \" \u{1}");
}
