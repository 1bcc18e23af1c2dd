//! Any bytes as a callback, unsigned and signed, under any content type.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use sha1::{Digest, Sha1};
use std::time::{Duration, SystemTime};
use zim_generated::callbacks::CALLBACKS;
use zim_generated::runtime::CallbackSecret;
use zim_generated::webhooks::Webhooks;

const SECRET: &str = "callback secret";
const TIME: &str = "1700000000";
const NONCE: &str = "350176";

fuzz_target!(|input: &[u8]| {
    let [kind, body @ ..] = input else { return };
    let kind = [None, Some("application/json"), Some("application/x-www-form-urlencoded"), Some("text/plain; a=\"")]
        [usize::from(*kind % 4)];
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let webhooks = Webhooks::new(&CALLBACKS, CallbackSecret::new(SECRET)).refuse_replays(8);
    let unsigned = webhooks.receive(now, kind, body);
    assert!(unsigned.is_err(), "nobody signed it");

    let Ok(Value::Object(mut fields)) = serde_json::from_slice(body) else { return };
    let mut parts = [SECRET, TIME, NONCE];
    parts.sort_unstable();
    let signature: String = Sha1::digest(parts.concat()).iter().map(|byte| format!("{byte:02x}")).collect();
    for (name, value) in [("timestamp", TIME), ("nonce", NONCE), ("signature", &signature)] {
        fields.insert(name.to_owned(), value.into());
    }
    let body = Value::Object(fields).to_string();
    if webhooks.receive(now, kind, body.as_bytes()).is_ok() {
        assert!(webhooks.receive(now, kind, body.as_bytes()).is_err(), "it came before");
    }
});
