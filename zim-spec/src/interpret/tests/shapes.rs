//! What replies and callbacks look like: values of every type, failed items, pages, common fields.

use crate::interpret::fixture::{action, body_beside, field, int, json_text, list, map, object, param, spec, text};
use crate::interpret::fixture::{enumeration, schema, text_enumeration, union};
use crate::interpret::{CallbackCommon, Failing, callback, partial_reply, reply};
use crate::model::{
    Action, Callback, CallbackFields, CallbackService, CallbackSigning, Envelope, FailedItems, FieldPath, Int, Items,
    NamedType, PageEnd, Paging, ReplyField, Scalar, Schema, Source, Spec, Type, Unit,
};
use serde_json::{Value, json};

/// What the reply has beside the envelope.
fn fields_of(spec: &Spec, action: &Action) -> Value {
    without_envelope(reply(spec, action, "1"))
}

#[track_caller]
fn without_envelope(mut reply: Value) -> Value {
    let fields = reply.as_object_mut().map(std::mem::take).unwrap_or_default();
    assert_eq!((&fields["Code"], &fields["RequestId"]), (&json!(0), &json!("1")));
    Value::Object(
        fields.into_iter().filter(|(name, _)| !["Code", "Message", "RequestId"].contains(&name.as_str())).collect(),
    )
}

#[track_caller]
fn check(fields: Vec<ReplyField>, expected: Value) {
    assert_eq!(fields_of(&spec(), &action(Vec::new(), fields)), expected);
}

fn failed(keys: &[&str], nested: Option<FailedItems>) -> FailedItems {
    FailedItems {
        list: "Failed".to_owned(),
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        code: Some("SubCode".to_owned()),
        message: Some("SubMessage".to_owned()),
        nested: nested.map(Box::new),
    }
}

/// Two structs of failed items, `Part` inside `Whole`, and an action that answers them.
fn batch() -> (Spec, Action) {
    let mut spec = spec();
    let blank = spec.types["Friend"].clone();
    let mut put = |name: &str, fields| {
        spec.types.insert(name.to_owned(), NamedType { name: name.to_owned(), fields, ..blank.clone() });
    };
    let common = || vec![param("SubCode", true, int(Int::I64, vec![])), param("SubMessage", false, text(vec![]))];
    put("Part", [vec![param("ConvId", true, text(vec![]))], common()].concat());
    let keys = vec![param("UserId", true, text(vec![])), param("Kind", true, int(Int::I32, vec![]))];
    put("Whole", [keys, common(), vec![param("Failed", false, list(object("Part"), vec![]))]].concat());
    let mut list_field = field("Failed", list(object("Whole"), vec![]), None);
    list_field.optional = true;
    let mut action = action(Vec::new(), vec![list_field]);
    let failed = failed(&["UserId", "Kind"], Some(failed(&["ConvId"], None)));
    action.items = Some(Items { failed, request: Vec::new(), succeeded: None });
    (spec, action)
}

#[test]
fn failed_items_are_listed_under_their_names() {
    let (spec, action) = batch();
    assert_eq!(fields_of(&spec, &action), json!({"Failed": []}));
    let failing = [
        Failing::new(["u0", "2"], 5),
        Failing::new(["u1", "0", "c0"], 6),
        Failing::new(["u1", "0", "c1"], 7),
        Failing::new(["u0", "2", "c2"], 8),
    ];
    let part = |id: &str, code| json!({"ConvId": id, "SubCode": code, "SubMessage": "failed"});
    let expected = json!([
        {"UserId": "u0", "Kind": 2, "SubCode": 5, "SubMessage": "failed", "Failed": [part("c2", 8)]},
        {"UserId": "u1", "Kind": 0, "SubCode": 0, "SubMessage": "success", "Failed": [part("c0", 6), part("c1", 7)]},
    ]);
    let reply = without_envelope(partial_reply(&spec, &action, "1", &failing));
    assert_eq!(reply, json!({"Failed": expected}));
    // Of an action without such a list nothing fails.
    let none = super::super::fixture::action(Vec::new(), Vec::new());
    assert_eq!(without_envelope(partial_reply(&spec, &none, "1", &failing)), json!({}));
}

#[test]
fn keys_that_are_missing_or_too_many_do_no_harm() {
    let (spec, action) = batch();
    let failing = [Failing::new([""; 0], 5), Failing::new(["u", "x", "c", "d"], 6)];
    let reply = without_envelope(partial_reply(&spec, &action, "1", &failing));
    assert_eq!(reply["Failed"][0]["SubCode"], 5);
    assert_eq!((&reply["Failed"][1]["Kind"], &reply["Failed"][1]["Failed"][0]["ConvId"]), (&json!("x"), &json!("c")));
}

#[test]
fn an_action_can_have_an_envelope_of_its_own() {
    let mut action = action(Vec::new(), Vec::new());
    action.envelope = Some(Envelope { code: "code".to_owned(), message: "text".to_owned(), request_id: None });
    assert_eq!(reply(&spec(), &action, "1"), json!({"code": 0, "text": "success"}));
}

#[test]
fn there_is_never_a_further_page() {
    let paging = |end| Paging {
        cursor: "Next".to_owned(),
        next: "Next".to_owned(),
        end,
        limit: None,
        total: Some("Total".to_owned()),
        list: FieldPath::new("Ids", None),
    };
    let next = |schema: Schema| {
        let mut next = field("Next", schema, Some(Scalar::Int(5)));
        next.optional = true;
        let total = field("Total", int(Int::I32, vec![]), Some(Scalar::Int(9)));
        let ids = field("Ids", list(text(vec![]), vec![]), Some(Scalar::Text("a".to_owned())));
        vec![next, total, ids, field("End", schema_bool(), Some(Scalar::Bool(false)))]
    };
    let mut action = action(Vec::new(), next(int(Int::I64, vec![])));
    action.paging = Some(paging(PageEnd::Next(vec![Scalar::Int(0)])));
    assert_eq!(fields_of(&spec(), &action), json!({"Next": 0, "Total": 1, "Ids": ["a"], "End": false}));
    action.paging = Some(paging(PageEnd::Field("End".to_owned())));
    assert_eq!(fields_of(&spec(), &action), json!({"Next": 5, "Total": 1, "Ids": ["a"], "End": true}));
    action.reply = next(text(vec![]));
    action.paging = Some(paging(PageEnd::Next(vec![Scalar::Text(String::new()), Scalar::Text("0".to_owned())])));
    assert_eq!(fields_of(&spec(), &action)["Next"], "");
}

fn schema_bool() -> Schema {
    schema(Type::Bool, vec![])
}

#[test]
fn values_of_every_type() {
    let shown = || Some(Scalar::Text("shown".to_owned()));
    let mut absent = field("Absent", text(vec![]), None);
    absent.optional = true;
    let mut optional = field("Optional", text(vec![]), shown());
    optional.optional = true;
    check(vec![absent, optional], json!({"Optional": "shown"}));
    let levels = || map(text_enumeration("Key", &["k1"]), int(Int::I32, vec![]), vec![]);
    check(vec![field("Map", levels(), None)], json!({"Map": {"k1": 1}}));
    check(vec![field("Map", levels(), Some(Scalar::Int(7)))], json!({"Map": {"k1": 7}}));
    check(vec![field("Key", text_enumeration("Key", &["k0", "k1"]), None)], json!({"Key": "k0"}));
    check(vec![field("Edit", enumeration("Edit", vec![]), None)], json!({"Edit": 1}));
    let unit = |unit| Schema { unit: Some(unit), ..int(Int::I64, vec![]) };
    check(
        vec![field("At", unit(Unit::UnixMilliseconds), None), field("For", unit(Unit::Seconds), None)],
        json!({"At": 1_700_000_000_000_i64, "For": 60}),
    );
    let friend = || object("Friend");
    check(vec![field("J", json_text(friend(), vec![]), None)], json!({"J": r#"{"Name":"a"}"#}));
    let url = |value| schema(Type::Json { value: Box::new(value), url_encoded: true }, vec![]);
    check(vec![field("J", url(friend()), None)], json!({"J": "%7B%22Name%22%3A%22a%22%7D"}));
}

#[test]
fn unions_go_with_what_selects_them() {
    let mut body = field("Body", union("Body"), None);
    body.selector = Some("Kind".to_owned());
    let kind = |example| field("Kind", int(Int::I32, vec![]), example);
    check(vec![kind(None), body.clone()], json!({"Kind": 0, "Body": "a"}));
    check(vec![kind(Some(Scalar::Int(2))), body.clone()], json!({"Kind": 2, "Body": {"Name": "a"}}));
    check(vec![body.clone(), kind(Some(Scalar::Int(3)))], json!({"Kind": 3, "Body": r#"{"Name":"a"}"#}));
    // No variant has that number.
    check(vec![body.clone(), kind(Some(Scalar::Int(9)))], json!({"Kind": 0, "Body": "a"}));
    let only = field("Kind", enumeration("Kind", vec![crate::model::LimitKind::OneOf(vec![2])]), None);
    check(vec![body, only], json!({"Kind": 2, "Body": {"Name": "a"}}));
    check(vec![field("List", list(object("Message"), vec![]), None)], json!({"List": [{"Kind": 0, "Body": "a"}]}));
}

/// A type that leads back to itself through texts: each level escapes all that is in it once more.
#[test]
fn replies_that_could_go_on_for_ever_end() {
    let mut spec = spec();
    let mut endless = spec.types["Friend"].clone();
    endless.fields = vec![
        param("Again", true, json_text(object("Friend"), vec![])),
        param("List", true, list(object("Friend"), vec![])),
        body_beside("Body", "Kind"),
        param("Kind", true, enumeration("Kind", vec![crate::model::LimitKind::OneOf(vec![2])])),
    ];
    spec.types.insert("Friend".to_owned(), endless);
    let made = fields_of(&spec, &action(Vec::new(), vec![field("X", object("Friend"), None)]));
    assert!(made["X"]["Again"].is_string());
    let length = made.to_string().len();
    assert!(length < 4 << 20, "{length} bytes");
}

#[test]
fn callbacks_carry_the_common_fields() {
    let mut spec = spec();
    let source = || Source { page: String::new(), checked: String::new() };
    let name = str::to_owned;
    spec.service.callbacks = Some(CallbackService {
        common: CallbackFields {
            app_id: name("appid"),
            event: name("event"),
            nonce: name("nonce"),
            timestamp: name("timestamp"),
            signature: name("signature"),
        },
        algorithm: CallbackSigning::Sha1SortedHex,
        retries_ms: Vec::new(),
        source: source(),
        disputed: Vec::new(),
    });
    let accepted = Callback {
        name: name("call_accept"),
        group: name("call"),
        summary: String::new(),
        doc: None,
        source: source(),
        fields: vec![field("call_id", text(vec![]), Some(Scalar::Text(name("call0"))))],
        reply: Vec::new(),
        retries_ms: None,
        verdict: None,
        disputed: Vec::new(),
        file: String::new(),
    };
    let mut common = CallbackCommon { app_id: "1", nonce: "2", timestamp: "1470820198", signature: "s" };
    let mut expected = json!({
        "appid": "1", "event": "call_accept", "nonce": "2", "timestamp": 1_470_820_198, "signature": "s",
        "call_id": "call0",
    });
    assert_eq!(callback(&spec, &accepted, &common), expected);
    common.timestamp = "01470820198";
    expected["timestamp"] = json!("01470820198");
    assert_eq!(callback(&spec, &accepted, &common), expected);
}
