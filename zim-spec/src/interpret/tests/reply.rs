//! Replies keep the limits, and hold what the spec says of them.

use super::{breaches, lines};
use crate::interpret::fixture::{action, enumeration, field, int, list, object, param, schema, spec, text};
use crate::interpret::{Input, reply};
use crate::model::LimitKind::{
    Charset, ForbiddenPrefix, Max, MaxBytes, MaxChars, MaxItems, Min, MinBytes, MinChars, MinItems, NonEmpty, OneOf,
    Prefix, UniqueItems,
};
use crate::model::{Int, Scalar, Schema, Type};
use serde_json::{Value, json};

/// A made-up value of `schema` breaks none of its limits.
#[track_caller]
fn check_reply(schema: Schema) -> Value {
    let action = action(vec![param("X", true, schema.clone())], vec![field("X", schema, None)]);
    let reply = reply(&spec(), &action, "1");
    assert_eq!(lines(&breaches(&spec(), &action, Input::Json(&reply))), [""; 0], "{reply}");
    reply["X"].clone()
}

#[test]
fn made_up_replies_keep_the_limits() {
    let hex = || Charset("Hex".into());
    check_reply(text(vec![]));
    check_reply(text(vec![MaxBytes(0)]));
    check_reply(text(vec![NonEmpty, MaxBytes(1), hex(), ForbiddenPrefix("0".into())]));
    check_reply(text(vec![MinBytes(40), MaxBytes(40), hex(), Prefix("ab-".into())]));
    check_reply(text(vec![MinChars(5), MaxChars(5), Prefix("\u{4e2d}".into())]));
    check_reply(int(Int::I32, vec![Min(100), Max(100)]));
    check_reply(int(Int::U64, vec![]));
    check_reply(int(Int::I32, vec![Max(-5)]));
    check_reply(schema(Type::Bool, vec![]));
    check_reply(list(text(vec![]), vec![MaxItems(0)]));
    let ids = check_reply(list(text(vec![NonEmpty, MaxBytes(3), hex()]), vec![MinItems(300), UniqueItems]));
    assert_eq!(ids.as_array().map(Vec::len), Some(300));
    check_reply(list(int(Int::U32, vec![Min(5)]), vec![MinItems(30), UniqueItems]));
    check_reply(list(list(schema(Type::Bool, vec![]), vec![MinItems(2)]), vec![]));
    let kind = || enumeration("Kind", vec![OneOf(vec![0, 2])]);
    assert_eq!(check_reply(kind()), json!(2), "the first number of the spec");
    assert_eq!(check_reply(list(kind(), vec![MinItems(2), UniqueItems])), json!([2, 0]));
    assert_eq!(check_reply(object("User")), json!({"Best": {"Name": "a"}, "Shown": "Bob"}));
    check_reply(list(object("User"), vec![MinItems(3)]));
}

#[test]
fn replies_hold_the_envelope_the_examples_and_nothing_optional_without_one() {
    let mut absent = field("Absent", text(vec![]), None);
    absent.optional = true;
    let fields = vec![
        field("Id", text(vec![]), Some(Scalar::Text("call0".into()))),
        field("Time", int(Int::I64, vec![]), Some(Scalar::Int(971_503_777_289_036_700))),
        field("Users", list(text(vec![]), vec![]), Some(Scalar::Text("user0".into()))),
        absent,
    ];
    assert_eq!(
        reply(&spec(), &action(Vec::new(), fields), "343"),
        json!({
            "Code": 0, "Message": "success", "RequestId": "343",
            "Id": "call0", "Time": 971_503_777_289_036_700_i64, "Users": ["user0"],
        })
    );
}

/// Structs that each need the next one twice: 2^32 of them in all.
#[test]
fn replies_end_somewhere() {
    let mut spec = spec();
    for level in 0..32 {
        let next = object(&format!("Level{}", level + 1));
        let mut named = spec.types["User"].clone();
        named.name = format!("Level{level}");
        named.fields = vec![param("Left", true, next.clone()), param("Right", true, next)];
        spec.types.insert(named.name.clone(), named);
    }
    let many = || list(text(vec![MinBytes(60_000)]), vec![MinItems(60_000)]);
    for schema in [object("Level0"), list(object("Level0"), vec![MinItems(9)]), many()] {
        let action = action(Vec::new(), vec![field("X", schema, None), field("Y", many(), None)]);
        let made = reply(&spec, &action, "1");
        assert!(made["X"].is_object() || made["X"].is_array());
        assert_eq!(made["RequestId"], "1");
        let length = made.to_string().len();
        assert!(length < 3 << 20, "{length} bytes");
        assert!(made == reply(&spec, &action, "1"), "the same each time");
    }
}
