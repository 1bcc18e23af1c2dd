//! Neither the secret nor what people wrote is printed.

use crate::{NONCE, TIME, at, json, signature};
use std::time::Duration;
use zim_generated::callbacks::CALLBACKS;
use zim_generated::runtime::CallbackSecret;
use zim_generated::webhooks::Webhooks;

const WORDS: &str = "hushed";

#[test]
fn debug_hides_them() {
    let guarded = Webhooks::new(&CALLBACKS, CallbackSecret::new("secret")).refuse_replays(9);
    let shown = format!("{guarded:?} {guarded:#?}");
    assert!(shown.contains("window") && !shown.contains("secret\""), "{shown}");
    for (event, members) in [
        ("call_accept", r#","call_id":"9","user_id":"ann","extend_data":"hushed""#),
        ("call_create", r#","call_id":"9","user_ids":["ann"],"payload":"hushed""#),
        ("send_msg", r#","from_user_id":"ann","conv_type":0,"msg_type":1,"msg_body":"hushed","payload":"hushed""#),
        ("group_create", r#","group_id":"9","group_name":"hushed","attributes":[{"key":"k","value":"hushed"}]"#),
        ("call_forward", r#","words":"hushed""#),
        // Not what the event carries.
        ("call_accept", r#","call_id":["hushed"]"#),
        ("group_create", r#","group_id":"9","attributes":"hushed""#),
    ] {
        let body = json(event, &TIME.to_string(), NONCE, members);
        let received = guarded.receive(at(TIME), None, body.as_bytes());
        if let Ok(delivery) = &received {
            guarded.forget(&delivery.notice);
        }
        let late = guarded.receive(at(TIME) + Duration::from_secs(999), None, body.as_bytes());
        let shown = format!("{received:?} {received:#?} {late:?} {guarded:?}");
        for hidden in [WORDS, &signature(&TIME.to_string(), NONCE)] {
            assert!(!shown.contains(hidden), "{event}: {shown}");
        }
    }
}
