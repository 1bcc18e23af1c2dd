//! Every action of the shipped spec says whether it may be sent again, and the generated code says the same.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use zim_generated::runtime::Action;
use zim_generated::{call, messaging, user};

#[test]
fn every_entry_says_it() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../zim-spec/spec"));
    let spec = zim_spec::load::shipped().unwrap();
    for action in &spec.actions {
        let text = fs::read_to_string(folder.join(&action.file)).unwrap();
        let line = format!("\nrepeatable: {}\n", action.repeatable);
        assert!(text.contains(&line), "{}: write `repeatable: true` or `repeatable: false`", action.file);
    }
}

#[test]
fn what_people_would_see_twice_is_not_sent_again() {
    let spec = zim_spec::load::shipped().unwrap();
    for action in spec.actions.iter().filter(|action| action.repeatable) {
        let words = ["Send", "Import", "Create", "Invite", "Register", "Revoke", "Edit", "Add", "Delete", "Clear"];
        let risky = words.iter().find(|word| action.name.starts_with(**word));
        // It sets a number to zero.
        assert!(risky.is_none() || action.name == "ClearConversationUnread", "{}", action.name);
    }
}

#[test]
fn the_generated_code_says_the_same() {
    assert!(!call::CallReject::INFO.repeatable);
    assert!(!messaging::SendPeerMessage::INFO.repeatable);
    assert!(!user::UserRegister::INFO.repeatable);
    assert!(user::QueryUserInfos::INFO.repeatable);
}
