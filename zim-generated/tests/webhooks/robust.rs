//! No byte string makes it panic, and none that was not signed gets in.

use crate::{NONCE, TIME, at, example, json, webhooks};
use proptest::prelude::*;
use zim_generated::http::Request;
use zim_generated::webhooks::Delivery;

const TYPES: [Option<&str>; 4] =
    [None, Some("application/json"), Some("application/x-www-form-urlencoded"), Some("\u{e9};=,")];

const FORM: &str = "([a-z\\[\\]%&=+]|%[0-9a-f]{2}|&(nonce|timestamp|event|appid|signature)(\\[\\])?=){0,40}";
const EVENT: &str = "(call_accept|send_msg|group_create|[a-z]{3})";
const VALUE: &str = r#"(null|1|"%7B"|\[\[\]\]|\{\}|1e999|"\\u0000")"#;

fn receive(body: &[u8]) {
    let guarded = webhooks().refuse_replays(2);
    for content_type in TYPES {
        if let Err(error) = guarded.receive(at(TIME), content_type, body) {
            let _ = (error.response(), format!("{error} {error:?} {:?}", error.reason()));
        }
    }
}

proptest! {
    #[test]
    fn any_bytes(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        receive(&body);
        prop_assert!(webhooks().receive(at(TIME), None, &body).is_err());
    }

    #[test]
    fn any_form(body in FORM) {
        receive(body.as_bytes());
        prop_assert!(webhooks().receive(at(TIME), TYPES[2], body.as_bytes()).is_err());
    }

    /// What is signed and odd is read or malformed.
    #[test]
    fn any_members(event in EVENT, value in VALUE) {
        for name in ["call_id", "user_id", "msg_body", "msg_type", "attributes", "user_ids", "group_id", "nonce"] {
            let members = format!(r#","from_user_id":"a","conv_type":0,"{name}":{value}"#);
            receive(json(&event, &TIME.to_string(), NONCE, &members).as_bytes());
        }
    }

    #[test]
    fn a_callback_with_a_stretch_replaced(
        start in 0..200_usize,
        length in 0..20_usize,
        with in proptest::collection::vec(any::<u8>(), 0..9),
    ) {
        let mut body = example().into_bytes();
        let start = start.min(body.len());
        let end = (start + length).min(body.len());
        body.splice(start..end, with);
        receive(&body);
        let request = Request::post("/").body(body).unwrap();
        let status = webhooks().respond(at(TIME), &request, |_| Delivery::ok()).status();
        prop_assert!([200, 400, 403].contains(&status.as_u16()), "{status}");
    }
}

#[test]
fn deep_nesting_is_no_harm() {
    for depth in [100, 200_000] {
        let nested = "[".repeat(depth) + &"]".repeat(depth);
        receive(nested.as_bytes());
        receive(json("call_accept", &TIME.to_string(), NONCE, &format!(r#","call_id":{nested}"#)).as_bytes());
        receive(json("call_forward", &TIME.to_string(), NONCE, &format!(r#","x":{nested}"#)).as_bytes());
        receive(format!("user_ids={nested}&event=call_create&appid=1").as_bytes());
    }
}
