//! Batches, unions, flags, maps and pages of the lab as a user writes them, answered by the sandbox.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::json;
use std::collections::BTreeMap;
use zim_generated::runtime::{Error, ErrorKind, Policy, Recovery, Request, Rule, Valid};
use zim_sandbox::Sandbox;
use zim_tests::lab::batches::{BatchOfTasks, BatchOfTasksError};
use zim_tests::lab::places::FarAway;
use zim_tests::lab::shapes::{EveryNumber, EveryShape, EveryShapeReply};
use zim_tests::lab::types::{Letter, Mood, Paint, Payload, PayloadKind, Point, ReadBody, Task, Wish};
use zim_tests::transport::{APP_ID, SECRET, send, zim};

fn sandbox() -> Sandbox {
    Sandbox::builder().app(APP_ID, SECRET).spec(zim_tests::spec().unwrap()).start().unwrap()
}

fn parts<const COUNT: usize>(parts: [(&str, i32); COUNT]) -> BTreeMap<String, Point> {
    parts.map(|(name, x)| (name.to_owned(), Point::new(x, 2))).into()
}

fn task(owner: &str, number: i32) -> Task {
    Task::new(owner, number).parts(parts([("door", 1), ("roof", 3)]))
}

fn tasks() -> Valid<BatchOfTasks> {
    BatchOfTasks::builder([task("ann", 1), task("bob", 2), task("eve", 3)]).build().unwrap()
}

#[test]
fn failed_items_say_what_to_do_and_are_sent_again() {
    let sandbox = sandbox();
    sandbox.fail_item("BatchOfTasks", ["bob", "2"], 660_300_005);
    sandbox.fail_item("BatchOfTasks", ["eve", "3", "door"], 660_300_005);
    let zim = zim(&sandbox.url()).unwrap();
    let request = tasks();
    let partial = match send(&zim, &request).unwrap() {
        Err(Error::Partial(partial)) => partial,
        other => panic!("two items failed: {other:?}"),
    };
    let told: Vec<_> =
        partial.failures.iter().map(|failed| (failed.keys.join(" "), failed.kind, failed.recovery())).collect();
    let why = Some(BatchOfTasksError::AppRateExceeded);
    let fix = Some(Recovery::FixState);
    assert_eq!(told, [("bob 2".to_owned(), why, fix), ("eve 3 door".to_owned(), why, fix)]);
    assert_eq!(partial.failures[0].advice(), "Make it first.");
    assert_eq!(BatchOfTasksError::AppRateExceeded.recovery(), Some(Recovery::Retry), "as the code of a reply");
    let again = partial.retry(&request).unwrap();
    let expected = [task("bob", 2), Task::new("eve", 3).parts(parts([("door", 1)]))];
    assert_eq!(again.tasks.len(), 2);
    assert_eq!(again.tasks[0], expected[0]);
    assert_eq!(again.tasks[1].parts, expected[1].parts);
    sandbox.pass_items("BatchOfTasks");
    assert!(send(&zim, &again.build().unwrap()).unwrap().is_ok());
}

#[test]
fn a_selector_follows_from_the_variant() {
    let request = EveryShape::builder(Payload::Letter(Letter::default().text("hello"))).build().unwrap();
    let sent = zim_tests::wire::sent(&request);
    assert_eq!(sent, zim_tests::wire::Sent::Body(json!({"Kind": 7, "Payload": {"Text": "hello"}})));
    let violations = EveryShape::builder(Payload::Switch(true)).build().unwrap_err();
    let found: Vec<_> = violations.iter().map(|found| (found.path.as_str(), found.rule)).collect();
    assert_eq!(found, [("Kind", Rule::OneOf)], "there is a variant for it, but not here");
}

#[test]
fn what_is_read_by_its_kind() {
    let spec = zim_tests::spec().unwrap();
    let reply = zim_spec::interpret::reply(&spec, spec.action("EveryShape").unwrap(), "7");
    let read = |kind: i64, body: &str| {
        let mut changed = reply.clone();
        changed["Kind"] = json!(kind);
        changed["Body"] = json!(body);
        serde_json::from_value::<EveryShapeReply>(changed).unwrap()
    };
    let as_it_came: EveryShapeReply = serde_json::from_value(reply.clone()).unwrap();
    assert!(matches!(as_it_came.read_body(), Ok(ReadBody::Place(place)) if place.x == Some(4)), "{reply}");
    assert_eq!(as_it_came.read_place().unwrap().label.as_deref(), Some("tree"));
    assert!(matches!(read(1, "a word").read_body(), Ok(ReadBody::Word(word)) if word == "a word"));
    assert!(matches!(read(2, "%7B%22X%22%3A5%7D").read_body(), Ok(ReadBody::Place(place)) if place.x == Some(5)));
    assert!(matches!(read(3, r#"{"X": 5}"#).read_body(), Ok(ReadBody::Sketch(place)) if place.x == Some(5)));
    assert!(matches!(read(99, "{").read_body(), Ok(ReadBody::Other(text)) if text == "{"));
    assert!(read(3, "{").read_body().is_err());
    let mut several = reply.clone();
    several["Sketches"] = json!([r#"{"X": 5}"#, r#"{"X": 6}"#]);
    let several: EveryShapeReply = serde_json::from_value(several).unwrap();
    let xs: Vec<_> = several.read_sketches().unwrap().iter().map(|place| place.x).collect();
    assert_eq!(xs, [Some(5), Some(6)]);
    assert_eq!(read(99, "").kind, PayloadKind::Other(99), "a kind newer than this code is kept");
}

#[test]
fn texts_and_bits_that_are_listed() {
    assert_eq!(Mood::from("so so"), Mood::SoSo);
    assert_eq!(Mood::from("furious").as_str(), "furious");
    let paint = Paint::DOOR | Paint::ROOF;
    assert_eq!(paint.bits(), 9);
    assert!(paint.contains(Paint::ROOF) && !paint.contains(Paint::WALL));
    let request = EveryNumber::builder("ann", Mood::Happy, paint).wish(Wish::from(64)).wait(-1).page(100_000).build();
    assert!(request.is_ok(), "further bits, a sentinel, and a limit that the server corrects: {request:?}");
    let violations =
        EveryNumber::builder("ann", "furious".into(), Paint::from(16)).wait(1).ratio(100).build().unwrap_err();
    let found: Vec<_> = violations.iter().map(|found| (found.path.as_str(), found.rule)).collect();
    let expected = [("Ratio", Rule::Below), ("Wait", Rule::Min), ("Mood", Rule::OneOf), ("Paint", Rule::Flags)];
    assert_eq!(found, expected);
}

#[test]
fn a_get_with_a_body_and_its_own_envelope_is_answered() {
    let sandbox = sandbox();
    let request = FarAway::builder("Walk").app_id(7).build_with(Policy::All).unwrap();
    let reply = send(&zim(&sandbox.url()).unwrap(), &request).unwrap().unwrap();
    assert_eq!(reply.err_text, "success");
}
