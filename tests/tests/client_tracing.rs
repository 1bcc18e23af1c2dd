//! What clients tell whoever listens: each call and attempt, and neither the secret nor what people wrote.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use zim_generated::call::CallReject;
use zim_generated::client::{Client, Retries, blocking};
use zim_generated::codes;
use zim_generated::messaging::SendGroupMessage;
use zim_generated::runtime::{Credentials, Endpoint};
use zim_generated::types::{MessageBody, MessagePriority, TextBody};
use zim_sandbox::{Call, Fault, Sandbox};
use zim_tests::transport::{APP_ID, SECRET};

/// What people wrote, in requests of both kinds: with a query and with a body.
const WRITTEN: &str = "confidential";

/// Writes down everything that it hears, of every level and from every crate.
#[derive(Clone, Default)]
struct Listener {
    heard: Arc<Mutex<String>>,
    spans: Arc<AtomicU64>,
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Listener {
    fn hear(&self, what: &str, record: impl FnOnce(&mut Line<'_>)) {
        let mut heard = self.heard.lock().unwrap();
        heard.push_str(what);
        record(&mut Line(&mut heard));
        heard.push('\n');
    }

    fn told(&self) -> String {
        self.heard.lock().unwrap().clone()
    }
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.hear(span.metadata().name(), |line| span.record(line));
        Id::from_u64(self.spans.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.hear("record", |line| values.record(line));
    }

    fn event(&self, event: &Event<'_>) {
        self.hear("event", |line| event.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

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
    let (sandbox, listener) = (sandbox(), Listener::default());
    let endpoint = Endpoint::parse(&sandbox.url()).unwrap();
    let shown = tracing::subscriber::with_default(listener.clone(), || call(endpoint));
    let told = listener.told();
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
