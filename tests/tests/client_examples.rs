//! The examples of the clients, against the sandbox.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod listener;

use serde_json::json;
use std::sync::LazyLock;
use zim_generated::client::Client;
use zim_generated::client::blocking;
use zim_generated::codes;
use zim_generated::http::Response;
use zim_generated::runtime::{Credentials, Endpoint};
use zim_sandbox::{Fault, Sandbox};
use zim_spec::model::Spec;
use zim_tests::transport::{APP_ID, SECRET};

#[allow(dead_code, unreachable_pub, missing_docs, reason = "it is a program of its own")]
#[path = "../../zim-generated/examples/invite_and_reject.rs"]
mod awaited;
#[allow(dead_code, unreachable_pub, missing_docs, reason = "it is a program of its own")]
#[path = "../../zim-generated/examples/invite_and_reject_blocking.rs"]
mod blocks;
#[allow(dead_code, unreachable_pub, missing_docs, reason = "it is a program of its own")]
#[path = "../../zim-generated/examples/own_http.rs"]
mod own_http;
#[allow(dead_code, unreachable_pub, missing_docs, reason = "it is a program of its own")]
#[path = "../../zim-generated/examples/own_transport.rs"]
mod own_transport;
#[allow(dead_code, unreachable_pub, missing_docs, reason = "it is a program of its own")]
#[path = "../../zim-generated/examples/send_to_group.rs"]
mod send_to_group;

static SPEC: LazyLock<Spec> = LazyLock::new(|| zim_spec::load::shipped().unwrap());

fn sandbox() -> (Sandbox, Endpoint) {
    listener::watch();
    let sandbox = Sandbox::builder().app(APP_ID, SECRET).spec(SPEC.clone()).start().unwrap();
    let endpoint = Endpoint::parse(&sandbox.url()).unwrap();
    (sandbox, endpoint)
}

fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// The same program, awaited and blocking: what it says, and what became of the call.
#[track_caller]
fn check_rejects(before: fn(&Sandbox), says: &str, attempts: u64) {
    type Program = fn(Endpoint) -> String;
    let awaited: Program = |at| wait(awaited::invite_and_reject(at, SECRET.to_owned())).unwrap();
    let blocks: Program = |at| blocks::invite_and_reject(at, SECRET.to_owned()).unwrap();
    for program in [awaited, blocks] {
        let (sandbox, endpoint) = sandbox();
        before(&sandbox);
        let said = program(endpoint);
        assert!(said.contains(says), "{said}");
        assert_eq!(sandbox.received("CallReject"), attempts);
    }
}

#[test]
fn users_are_registered_called_and_reject() {
    check_rejects(|_| {}, "rejected, request 3", 1);
    let over = |sandbox: &Sandbox| sandbox.fault("CallReject", &Fault::Code(codes::CALL_ENDED.get()), 1);
    check_rejects(over, "it was over already", 1);
    check_rejects(|sandbox| sandbox.fault("CallReject", &Fault::HangUp, 1), "rejected or not, nobody knows", 1);
    let busy = |sandbox: &Sandbox| sandbox.fault("CallReject", &Fault::Code(codes::SERVER_BUSY.get()), 2);
    check_rejects(busy, "rejected, request 3", 3);
    let (sandbox, endpoint) = sandbox();
    wait(awaited::invite_and_reject(endpoint, SECRET.to_owned())).unwrap();
    let told: Vec<_> =
        sandbox.rows("invitations").unwrap().iter().map(|row| (row["user_id"].clone(), row["state"].clone())).collect();
    assert_eq!(told, [("bob".into(), "rejected".into())]);
}

#[track_caller]
fn check_sends(fault: Option<Fault>, says: &str) {
    let (sandbox, endpoint) = sandbox();
    sandbox.register_user("ann");
    sandbox.put("groups", json!({"group_id": "staff"})).unwrap();
    if let Some(fault) = fault {
        sandbox.fault("SendGroupMessage", &fault, 1);
    }
    let client = blocking::Client::builder(Credentials::new(APP_ID, SECRET), endpoint).build();
    let said = send_to_group::send_to_group(&client, "staff", "Lunch is ready.").unwrap();
    assert!(said.contains(says), "{said}");
    assert_eq!(sandbox.received("SendGroupMessage"), 1, "a message is sent once");
}

#[test]
fn a_message_to_a_group() {
    check_sends(None, "sent, message");
    check_sends(Some(Fault::Code(codes::GROUP_NOT_FOUND.get())), "there is no such group");
    check_sends(Some(Fault::Code(codes::OPERATOR_NOT_REGISTERED.get())), "refused: Have the sender log in");
    check_sends(Some(Fault::BreakOff), "look whether it arrived");
    check_sends(Some(Fault::Truncate), "look whether it arrived");
}

#[test]
fn a_transport_of_ones_own() {
    let (sandbox, endpoint) = sandbox();
    sandbox.register_user("ann");
    sandbox.register_user("bob");
    sandbox.fault("QueryUserInfos", &Fault::HangUp, 2);
    let client = Client::builder(Credentials::new(APP_ID, SECRET), endpoint).build_on(own_transport::Hyper);
    wait(own_transport::known(&client, &["ann", "bob"])).unwrap();
    assert_eq!(sandbox.received("QueryUserInfos"), 3);
}

#[test]
fn no_client_at_all() {
    let answer = |body: &str| own_http::reject(|_| Response::new(body.into())).unwrap();
    assert_eq!(answer(r#"{"Code":0,"Message":"success","RequestId":"7"}"#), "rejected, request 7");
    assert_eq!(answer(r#"{"Code":660900005}"#), "it was over already");
    assert!(answer("<html>").contains("no reply of the action"));
}

/// The first of the examples is what a backend has to write: it stays short.
#[test]
fn a_whole_program_has_fewer_than_40_lines() {
    for name in ["invite_and_reject", "invite_and_reject_blocking"] {
        let path = format!("{}/../zim-generated/examples/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.lines().count() < 40, "{name} has {} lines", text.lines().count());
    }
}
