//! A text of any kind as a parameter of a query: it comes back as it went, alone and as the item of a list.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::{Map, json};
use zim_generated::runtime::Policy;
use zim_tests::bridge;
use zim_tests::wire::{Sent, sent};

fuzz_target!(|text: &str| {
    returns("CallReject", "FromUserId", json!({"FromUserId": text, "CallId": "c", "ExtendedData": text}), text);
    returns("KickoutRoomUser", "UserId[]", json!({"RoomId": "r", "UserId": [text, "x"]}), text);
});

fn returns(action: &str, name: &str, params: serde_json::Value, text: &str) {
    let params: Map<_, _> = params.as_object().cloned().unwrap_or_default();
    let built = bridge::build(action, &params, Policy::None).expect("the bridge knows the action");
    let request = built.expect("no policy refuses nothing");
    match sent(&*request) {
        Sent::Query(pairs) if pairs.is_empty() => assert!(text.len() > 1000, "{text:?} is too much for an address"),
        Sent::Query(pairs) => {
            let values: Vec<_> = pairs.iter().filter(|pair| pair.0 == name).map(|pair| pair.1.as_str()).collect();
            assert_eq!(values.first(), Some(&text), "{action}: {name} in {pairs:?}");
        }
        Sent::Body(body) => assert!(body.is_object(), "{action}"),
    }
}
