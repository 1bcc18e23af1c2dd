//! The console: its page, the journal of requests, requests sent through it; and the whole in a browser.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../common/mod.rs"]
mod common;

mod browser;
mod curl;
mod driver;
mod journal;
mod page;
mod send;
mod stages;

use common::{APP_ID, CALL, NOW, SECRET};
use serde_json::Value;
use zim_sandbox::{Builder, Call, Clock, Sandbox};

/// A sandbox with the control endpoint, a standing clock, `user0`, and a call that invites `user0`.
fn sandbox() -> Sandbox {
    seeded(Sandbox::builder())
}

fn seeded(builder: Builder) -> Sandbox {
    let sandbox = builder.app(APP_ID, SECRET).clock(Clock::manual(NOW * 1000)).control(true).start().unwrap();
    sandbox.register_user("user0");
    sandbox.add_call(Call::new(CALL).invite("user0"));
    sandbox
}

/// Sends a request below `/_sandbox`, and gives its status and answer. No answer holds the secret.
#[track_caller]
fn ask(sandbox: &Sandbox, method: &str, path: &str, body: &str) -> (u16, Value) {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let request = ureq::http::Request::builder().method(method).uri(format!("{}/_sandbox{path}", sandbox.url()));
    let mut response = agent.run(request.body(body.to_owned()).unwrap()).unwrap();
    let text = response.body_mut().with_config().limit(64 << 20).read_to_string().unwrap();
    assert!(!text.contains(SECRET), "the secret shows: {text}");
    (response.status().as_u16(), serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}")))
}

/// The requests of the journal.
#[track_caller]
fn requests(sandbox: &Sandbox) -> Vec<Value> {
    let (status, answer) = ask(sandbox, "GET", "/requests", "");
    assert_eq!(status, 200, "{answer}");
    answer["entries"].as_array().unwrap().clone()
}

/// The last request of the journal.
#[track_caller]
fn last(sandbox: &Sandbox) -> Value {
    requests(sandbox).pop().unwrap()
}
