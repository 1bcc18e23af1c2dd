//! Structs, lists of them and enumerations over HTTP, answered by the sandbox from the same spec.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use zim_generated::runtime::{Error, ErrorKind, Policy, Request, Rule};
use zim_sandbox::Sandbox;
use zim_tests::lab::kinds::{EveryKind, EveryKindError, EveryKindReply};
use zim_tests::lab::types::{Colour, Line, Point, Shape};
use zim_tests::transport::{APP_ID, SECRET, send, zim};

fn builder() -> EveryKind {
    EveryKind::builder("text", "x", true, -3, Colour::Green, ["ann", "bob"])
}

fn sandbox() -> Sandbox {
    Sandbox::builder().app(APP_ID, SECRET).spec(zim_tests::spec().unwrap()).start().unwrap()
}

fn line(x: i32) -> Line {
    Line::new(Point::new(x, 0).label("abc").colour(Colour::Blue))
        .via([Point::new(1, 2)])
        .shapes([Shape::Round, 99.into()])
}

#[test]
fn a_request_with_structs_is_understood() {
    let sandbox = sandbox();
    let request = builder().line(line(5)).lines([line(0), line(-5)]).numbers([1, 2]).build().unwrap();
    let reply: EveryKindReply = send(&zim(&sandbox.url()).unwrap(), &request).unwrap().unwrap();
    assert_eq!(reply.id, 971_503_777_289_036_711, "18 digits arrive exactly");
    assert_eq!(reply.colour, Colour::Red);
    assert!(!reply.lines.is_empty(), "{reply:?}");
}

#[test]
fn a_broken_limit_is_named_by_its_path_here_and_there() {
    let broken = builder().line(line(6)).lines([line(0), line(-6)]);
    let violations = broken.clone().build().unwrap_err();
    let found: Vec<_> = violations.iter().map(|found| (found.path.as_str(), found.rule)).collect();
    assert_eq!(found, [("Line.From.X", Rule::Max), ("Lines[1].From.X", Rule::Min)]);

    let sandbox = sandbox();
    let careless = zim(&sandbox.url()).unwrap().with_policy(Policy::None);
    match send(&careless, &broken.build_with(Policy::None).unwrap()).unwrap() {
        Err(Error::Api(error)) => {
            assert_eq!(error.kind, EveryKindError::InvalidParameter, "{error}");
            assert!(error.message.contains("Lines[1].From.X"), "{}", error.message);
        }
        other => panic!("the sandbox refuses it too, not {other:?}"),
    }
}

#[test]
fn numbers_without_a_name_are_kept() {
    assert_eq!(Colour::from(2), Colour::Green);
    assert_eq!(Colour::from(3), Colour::Other(3));
    assert_eq!(Shape::from(4_000_000_000).get(), 4_000_000_000);
    let violations = EveryKind::builder("text", "x", true, 0, Colour::Other(3), ["ann"]).build().unwrap_err();
    assert_eq!(violations.to_string(), "Colour: 3, one of 0, 2, 7 required (one_of; ZIM would answer 660000002)");
    assert_eq!(EveryKindError::InvalidParameter.name(), Some("InvalidParameter"));
}

#[test]
fn what_is_sensitive_in_a_struct_stays_out_of_debug() {
    let shown = format!("{:?}", builder().point(Point::new(1, 2).label("abc")).build().unwrap());
    assert!(!shown.contains("abc") && shown.contains("<3 bytes>"), "{shown}");
}
