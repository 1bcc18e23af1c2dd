//! What clients tell whoever listens: each call and attempt, and neither the secret nor what people wrote.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod listener;

use listener::listening;
use zim_generated::call::CallReject;
use zim_generated::client::{Client, Retries, blocking};
use zim_generated::codes;
use zim_generated::messaging::SendGroupMessage;
use zim_generated::runtime::{Credentials, Endpoint};
use zim_generated::types::{MessageBody, MessagePriority, TextBody};
use zim_sandbox::{Call, Fault, Sandbox};
use zim_tests::transport::{APP_ID, SECRET, WRITTEN};

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::builder().app(APP_ID, SECRET).first_request_id(700).start().unwrap();
    sandbox.register_user("ann");
    sandbox.add_call(Call::new("ringing").invite("ann"));
    sandbox.fault("CallReject", &Fault::Code(codes::SERVER_BUSY.get()), 1);
    sandbox.fault("SendGroupMessage", &Fault::HangUp, 1);
    sandbox
}

fn requests() -> (zim_generated::runtime::Valid<CallReject>, zim_generated::runtime::Valid<SendGroupMessage>) {
    let reject = CallReject::builder("ann", "ringing").extended_data(WRITTEN).build().unwrap();
    let body = MessageBody::Text(TextBody::new(WRITTEN));
    let message = SendGroupMessage::builder("ann", "staff", MessagePriority::Low, body).build().unwrap();
    (reject, message)
}

#[track_caller]
fn check(call: impl FnOnce(Endpoint) -> String) {
    let sandbox = sandbox();
    let endpoint = Endpoint::parse(&sandbox.url()).unwrap();
    let (shown, told) = listening(|| call(endpoint));
    for part in [
        r#"zim action="CallReject""#,
        r#"zim action="SendGroupMessage""#,
        "attempt=1",
        "attempt=2",
        "code=1\n",
        "code=0",
        r#"request_id="701""#,
        "latency_ms=",
        "pause_ms=",
        "not answered: the connection broke",
    ] {
        assert!(told.contains(part), "`{part}` is missing in:\n{told}");
    }
    for hidden in [SECRET, WRITTEN] {
        assert!(!told.contains(hidden) && !shown.contains(hidden), "{hidden} in:\n{told}\n{shown}");
    }
}

#[test]
fn calls_that_are_awaited() {
    check(|endpoint| {
        let retries = Retries::default().pauses(std::time::Duration::ZERO, std::time::Duration::ZERO);
        let client = Client::builder(Credentials::new(APP_ID, SECRET), endpoint).retries(retries).build().unwrap();
        let (reject, message) = requests();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let reply = client.send(&reject).await.unwrap();
            let error = client.send(&message).await.unwrap_err();
            format!("{client:?} {reject:?} {reply:?} {message:?} {error:?} {error}")
        })
    });
}

#[test]
fn calls_that_block() {
    check(|endpoint| {
        let client = blocking::Client::builder(Credentials::new(APP_ID, SECRET), endpoint).build();
        let (reject, message) = requests();
        let reply = client.send(&reject).unwrap();
        let error = client.send(&message).unwrap_err();
        format!("{client:?} {reject:?} {reply:?} {message:?} {error:?} {error}")
    });
}
