//! A client for the tests: signs requests on its own, and sends them.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

pub mod receiver;
pub mod staff;
pub mod steps;

use md5::{Digest, Md5};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use zim_sandbox::{Builder, Call, Clock, Sandbox};
use zim_spec::model::Spec;

pub const APP_ID: u32 = 12345;
pub const SECRET: &str = "9193cc662a4c0ec135ec71fb57194b38";
/// The manual clock stands here, in seconds.
pub const NOW: i64 = 1_615_186_943;
pub const CALL: &str = "12261423186766631832";

/// A sandbox with a manual clock, `user0` to `user2` registered, and a call that invites `user0`.
pub fn sandbox() -> Sandbox {
    seeded(Sandbox::builder())
}

/// The same with the actions of `tests/spec` too.
pub fn lab() -> Sandbox {
    seeded(with_actions_of("spec"))
}

/// The same with the actions of `tests/batch` in place of those: on several items, and unlike others.
pub fn batch() -> Sandbox {
    seeded(with_actions_of("batch"))
}

/// A sandbox that is not started, with the actions of a folder of `tests` too.
pub fn with_actions_of(folder: &str) -> Builder {
    use zim_spec::load::{Layer, load};
    /// Each is loaded once.
    static SPECS: Mutex<BTreeMap<String, Spec>> = Mutex::new(BTreeMap::new());
    let mut specs = SPECS.lock().unwrap_or_else(PoisonError::into_inner);
    let spec = specs.entry(folder.to_owned()).or_insert_with(|| {
        let folder = format!("{}/tests/{folder}", env!("CARGO_MANIFEST_DIR"));
        let layers = [Layer::shipped(), Layer::folder(folder.as_ref()).unwrap()];
        load(&layers).into_result().unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
    });
    Sandbox::builder().spec(spec.clone())
}

fn seeded(builder: Builder) -> Sandbox {
    let sandbox = builder.app(APP_ID, SECRET).clock(Clock::manual(NOW * 1000)).start().unwrap();
    for user in ["user0", "user1", "user2"] {
        sandbox.register_user(user);
    }
    sandbox.add_call(Call::new(CALL).invite("user0"));
    sandbox
}

pub fn md5_hex(text: &str) -> String {
    Md5::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A nonce that no other request has.
pub fn nonce() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("{:016x}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The common parameters of a signed request, in the order in which the sandbox checks them.
pub fn signed(action: &str, timestamp: i64) -> Vec<(String, String)> {
    let nonce = nonce();
    let signature = md5_hex(&format!("{APP_ID}{nonce}{SECRET}{timestamp}"));
    let pairs = [
        ("Action", action.to_owned()),
        ("AppId", APP_ID.to_string()),
        ("Timestamp", timestamp.to_string()),
        ("SignatureNonce", nonce),
        ("SignatureVersion", "2.0".to_owned()),
        ("Signature", signature),
    ];
    pairs.map(|(name, value)| (name.to_owned(), value)).into()
}

/// Percent-encodes all but letters and digits, brackets in names aside.
pub fn query(pairs: &[(String, String)]) -> String {
    let encode = |text: &str, kept: &str| -> String {
        let one = |byte: u8| match char::from(byte) {
            c if c.is_ascii_alphanumeric() || kept.contains(c) => c.to_string(),
            _ => format!("%{byte:02X}"),
        };
        text.bytes().map(one).collect()
    };
    let pairs: Vec<_> = pairs.iter().map(|(k, v)| format!("{}={}", encode(k, "[]"), encode(v, ""))).collect();
    pairs.join("&")
}

/// An answer of the sandbox.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub json: Value,
}

impl Answer {
    pub fn code(&self) -> i64 {
        self.json["Code"].as_i64().unwrap()
    }

    pub fn message(&self) -> &str {
        self.json["Message"].as_str().unwrap()
    }
}

/// Sends a request with the query as it is given. Every answer is checked to be an envelope without secret.
#[track_caller]
pub fn send(sandbox: &Sandbox, method: &str, query: &str, body: &str) -> Answer {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let request = ureq::http::Request::builder().method(method).uri(format!("{}/?{query}", sandbox.url()));
    let mut response = agent.run(request.body(body.to_owned()).unwrap()).unwrap();
    assert_eq!(response.headers()["content-type"], "application/json");
    let text = response.body_mut().read_to_string().unwrap();
    assert!(!text.contains(SECRET), "{text}");
    let json: Value = serde_json::from_str(&text).unwrap();
    assert!(json["RequestId"].as_str().unwrap().bytes().all(|byte| byte.is_ascii_digit()));
    Answer { status: response.status().as_u16(), json }
}

/// Sends a signed GET.
#[track_caller]
pub fn get(sandbox: &Sandbox, action: &str, params: &[(&str, &str)]) -> Answer {
    let mut pairs = signed(action, sandbox.clock().now().div_euclid(1000));
    pairs.extend(params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    send(sandbox, "GET", &query(&pairs), "")
}

/// Sends a signed POST.
#[track_caller]
pub fn post(sandbox: &Sandbox, action: &str, body: &str) -> Answer {
    send(sandbox, "POST", &query(&signed(action, sandbox.clock().now().div_euclid(1000))), body)
}
