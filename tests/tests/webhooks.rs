//! Every sample of a callback in ZEGO's guides, and every callback that the spec describes, comes in once it is signed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use std::fs;
use std::time::{Duration, SystemTime};
use zim_generated::callbacks::{CALLBACKS, Event};
use zim_generated::runtime::CallbackSecret;
use zim_generated::webhooks::Webhooks;
use zim_spec::interpret::{CallbackCommon, callback};
use zim_tests::documents;
use zim_tests::transport::WRITTEN;

const SECRET: &str = "callback secret";

/// Samples that are no JSON, each with what is wrong with it.
const NO_JSON: [(&str, &str); 4] = [
    ("call-invitation-canceled.mdx", "a comma before the last brace"),
    ("group-created.mdx", "no comma between two objects"),
    ("one-to-one-conversation-bot-message-sent.mdx", "commas before braces"),
    ("room-created.mdx", "no comma between two objects"),
];

/// Samples whose event is not the one that their page describes.
const OTHER_EVENT: [(&str, &str); 1] = [("group-joined.mdx", "Apply_join_group")];

/// What was read of a signed `body`; its time is in seconds or milliseconds, a number or a text.
#[track_caller]
fn receive(source: &str, mut body: Value) -> Event {
    let timestamp = text(&body, "timestamp");
    let nonce = text(&body, "nonce");
    let mut parts = [SECRET, &timestamp, &nonce];
    parts.sort_unstable();
    let signature: String = Sha1::digest(parts.concat()).iter().map(|byte| format!("{byte:02x}")).collect();
    let number: u64 = timestamp.parse().unwrap();
    let millis = if timestamp.len() > 11 { number } else { number * 1000 };
    let now = SystemTime::UNIX_EPOCH + Duration::from_millis(millis);

    let webhooks = Webhooks::new(&CALLBACKS, CallbackSecret::new(SECRET));
    // As it stands it is signed by nobody.
    let unsigned = webhooks.receive(now, Some("application/json"), body.to_string().as_bytes()).unwrap_err();
    assert_eq!(unsigned.status(), 403, "{source}: {unsigned:?}");
    body.as_object_mut().unwrap().insert("signature".to_owned(), json!(signature));
    let plain = body.to_string();
    let encoded: String = plain.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let [one, other] = [plain, encoded].map(|body| {
        let delivery = webhooks.receive(now, Some("application/json"), body.as_bytes());
        let delivery = delivery.unwrap_or_else(|error| panic!("{source}: {error:?} {:?}: {body}", error.reason()));
        delivery.event
    });
    assert_eq!(one, other, "{source}");
    one
}

fn text(body: &Value, name: &str) -> String {
    match body.get(name).unwrap() {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The blocks of code in a page that look like a callback.
fn samples(page: &str) -> Vec<String> {
    let blocks = page.split("```").skip(1).step_by(2);
    let bodies = blocks.filter_map(|block| block.split_once('\n').map(|(_, body)| body));
    bodies.filter(|body| body.contains("\"event\"")).map(str::to_owned).collect()
}

#[test]
fn every_sample_of_the_guides_comes_in() {
    let Some(folder) = documents::folder().map(|folder| folder.join("guides-en/callbacks")) else {
        println!("skipped: the documents are not beside the workspace (../shared/zim-docs)");
        return;
    };
    let (mut read, mut refused, mut strange) = (0, Vec::new(), Vec::new());
    let mut pages: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    for page in pages {
        let source = page.file_name().unwrap().to_str().unwrap();
        for sample in samples(&fs::read_to_string(&page).unwrap()) {
            let Ok(body) = serde_json::from_str::<Value>(&sample) else {
                refused.push(source.to_owned());
                continue;
            };
            read += 1;
            if let Event::Unknown(notice) = receive(source, body) {
                strange.push((source.to_owned(), notice.event().to_owned()));
            }
        }
    }
    println!("{read} samples came in, {} are no JSON: {refused:?}", refused.len());
    assert_eq!(read + refused.len(), 18, "not a sample for each event");
    assert_eq!(refused, NO_JSON.map(|(source, _)| source), "which are no JSON (left) is not as listed in NO_JSON");
    let listed = OTHER_EVENT.map(|(source, event)| (source.to_owned(), event.to_owned()));
    assert_eq!(strange, listed, "which events are unknown (left) is not as listed in OTHER_EVENT");
}

/// With words where people write, which then are not printed.
#[test]
fn every_callback_of_the_spec_comes_in() {
    let spec = zim_spec::shipped().unwrap_or_else(|error| panic!("the spec has mistakes:\n{error}"));
    let mut hidden = 0;
    for timestamp in ["1700000000", "1700000000123"] {
        let common = CallbackCommon { app_id: "12345", nonce: "7", timestamp, signature: "none" };
        for one in &spec.callbacks {
            let mut body = callback(&spec, one, &common);
            for field in one.fields.iter().filter(|field| field.sensitive) {
                if let Some(Value::String(text)) = body.get_mut(&field.name) {
                    *text = WRITTEN.to_owned();
                    hidden += 1;
                }
            }
            let event = receive(&one.name, body);
            assert!(!matches!(event, Event::Unknown(_)), "{}", one.name);
            let shown = format!("{event:?} {event:#?}");
            assert!(!shown.contains(WRITTEN) && !shown.contains(SECRET), "{}: {shown}", one.name);
        }
    }
    assert!(hidden > 20, "{hidden} texts");
}
