//! Any request to the sandbox, without a connection: as it is, and signed as it should be.
//!
//! The first byte is the method; then come the query, a line end, and the body. A query that names an action first is signed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::cell::Cell;
use std::sync::LazyLock;
use zim_generated::http::Request;
use zim_generated::runtime::sign;
use zim_sandbox::{Clock, Sandbox};

const APP_ID: u32 = 12345;
const SECRET: &str = "9193cc662a4c0ec135ec71fb57194b38";

static SANDBOX: LazyLock<Sandbox> = LazyLock::new(|| {
    let builder = Sandbox::builder().app(APP_ID, SECRET).register_user("user0").clock(Clock::manual(1_700_000_000_000));
    builder.start().expect("the sandbox starts")
});

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

fuzz_target!(|input: &[u8]| {
    let [method, rest @ ..] = input else { return };
    let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    let (query, body) = rest.split_at(end);
    let Ok(query) = std::str::from_utf8(query) else { return };
    let count = COUNT.replace(COUNT.get() + 1);
    if count % 256 == 0 {
        SANDBOX.reset();
    }
    // Rates are counted by the sandbox's own clock.
    SANDBOX.clock().advance(2000);
    let (nonce, time) = (format!("{count:016x}"), SANDBOX.clock().now() / 1000);
    let signature = sign(APP_ID, &nonce, SECRET, time);
    let signed = format!(
        "{query}&AppId={APP_ID}&SignatureNonce={nonce}&Timestamp={time}&Signature={}&SignatureVersion=2.0",
        signature.as_str()
    );
    for query in [query, &signed] {
        let method = if method % 2 == 0 { "GET" } else { "POST" };
        let body = body.get(1..).unwrap_or_default().to_vec();
        let request = Request::builder().method(method).uri(format!("http://127.0.0.1/?{query}")).body(body);
        // What is no address does not get past HTTP.
        let Ok(request) = request else { continue };
        let answer = SANDBOX.answer(&request);
        assert!(answer.is_object(), "an envelope");
        assert!(!answer.to_string().contains(SECRET), "the secret is told");
    }
});
