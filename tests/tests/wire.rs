//! What a request holds is what travels: every case of every action, encoded and read back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::{Map, Value, json};
use zim_generated::http::Request;
use zim_generated::runtime::{Credentials, Endpoint, Policy, Zim};
use zim_spec::interpret::{Input, check};
use zim_spec::model::{Action, Carrier, Method, Schema, Spec, Type};
use zim_tests::wire::{COMMON, pairs};
use zim_tests::{boundary, bridge, sample, transport};

fn spec() -> Spec {
    zim_tests::spec().unwrap_or_else(|error| panic!("the spec has mistakes:\n{error}"))
}

fn zim() -> Zim {
    transport::zim("http://127.0.0.1:9").unwrap().with_policy(Policy::None)
}

#[track_caller]
fn encode(zim: &Zim, action: &str, params: &Map<String, Value>) -> Request<Vec<u8>> {
    let request = bridge::build(action, params, Policy::None);
    let request = request.unwrap_or_else(|| panic!("{action} cannot be built from {params:?}")).unwrap();
    zim.encode(&*request, &transport::stamp().unwrap()).unwrap()
}

/// The query without what every request has, as it is written.
#[track_caller]
fn query(action: &str, params: Value) -> String {
    let request = encode(&zim(), action, params.as_object().unwrap());
    let query = request.uri().query().unwrap();
    query.split('&').skip(COMMON).collect::<Vec<_>>().join("&")
}

#[track_caller]
fn body(action: &str, params: Value) -> String {
    let request = encode(&zim(), action, params.as_object().unwrap());
    String::from_utf8(request.body().clone()).unwrap()
}

#[test]
fn every_case_arrives_as_it_left() {
    let spec = spec();
    let zim = zim();
    for action in &spec.actions {
        let cases = boundary::cases(&spec, action).into_iter().map(|case| case.params);
        for params in cases.chain([sample::params(&spec, action), sample::full(&spec, action)]) {
            let request = encode(&zim, &action.name, &params);
            let name = &action.name;
            assert_eq!(request.method().as_str(), action.method.as_str(), "{name}");
            assert!(!(action.method == Method::Post && action.carrier == Carrier::Query), "{name}: untested");
            match action.carrier {
                Carrier::Body => {
                    let body: Value = serde_json::from_slice(request.body()).unwrap();
                    assert_eq!(opened(&spec, action, &body), opened(&spec, action, &json!(params)), "{name}: the body");
                    assert_eq!(request.uri().query().unwrap().split('&').count(), COMMON, "{name}: the query");
                }
                Carrier::Query => {
                    // A query has no empty lists: they arrive as absent.
                    let present =
                        params.iter().filter(|(_, value)| value.as_array().is_none_or(|list| !list.is_empty()));
                    let present = Value::Object(present.map(|(name, value)| (name.clone(), value.clone())).collect());
                    let pairs = pairs(&request);
                    let arrived = check(&spec, action, Input::Query(&pairs));
                    let meant = check(&spec, action, Input::Json(&present));
                    assert_eq!(arrived, meant, "{name} sent {present} and {pairs:?} arrived");
                    let mut sent: Vec<_> = pairs.iter().skip(COMMON).cloned().collect();
                    sent.sort_by(|a, b| a.0.cmp(&b.0));
                    assert_eq!(sent, as_pairs(&present), "{name} sent {present}");
                    assert!(request.body().is_empty(), "{name}: nothing is in the body");
                }
            }
        }
    }
}

/// The pairs of a query by name, those of a list in its order.
fn as_pairs(params: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut pairs = Vec::new();
    for (name, value) in params.as_object().into_iter().flatten() {
        match value {
            Value::Array(items) => pairs.extend(items.iter().map(|item| (format!("{name}[]"), text(item)))),
            value => pairs.push((name.clone(), text(value))),
        }
    }
    pairs.sort_by(|a: &(String, String), b| a.0.cmp(&b.0));
    pairs
}

/// The same with the JSON inside texts read: in which order its fields stand means nothing.
fn opened(spec: &Spec, action: &Action, params: &Value) -> Value {
    let fields = params.as_object().into_iter().flatten();
    let open = |(name, value): (&String, &Value)| {
        let schema = action.param(name).map(|param| &param.schema);
        (name.clone(), schema.map_or_else(|| value.clone(), |schema| open(spec, schema, value)))
    };
    Value::Object(fields.map(open).collect())
}

fn open(spec: &Spec, schema: &Schema, value: &Value) -> Value {
    match (&schema.ty, value) {
        (Type::Json { value: inside, .. }, Value::String(text)) => {
            let json: Value = serde_json::from_str(text).unwrap();
            json!({ "json": open(spec, inside, &json) })
        }
        (Type::List(item), Value::Array(items)) => items.iter().map(|value| open(spec, item, value)).collect(),
        (Type::Map { value: item, .. }, Value::Object(entries)) => {
            Value::Object(entries.iter().map(|(key, value)| (key.clone(), open(spec, item, value))).collect())
        }
        (Type::Struct(name), Value::Object(fields)) => {
            let scope = sample::of_struct(spec, name);
            let one = |(name, value): (&String, &Value)| {
                let field = scope.field(name);
                (name.clone(), field.map_or_else(|| value.clone(), |field| open(spec, &field.schema, value)))
            };
            Value::Object(fields.iter().map(one).collect())
        }
        // Whichever variant has a text that holds JSON: a text that does not is the same either way.
        (Type::Union(_), value) => loosened(value),
        _ => value.clone(),
    }
}

/// Every text that holds an object or list as JSON, read.
fn loosened(value: &Value) -> Value {
    match value {
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(inside @ (Value::Object(_) | Value::Array(_))) => json!({ "json": loosened(&inside) }),
            _ => value.clone(),
        },
        Value::Array(items) => items.iter().map(loosened).collect(),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), loosened(value))).collect())
        }
        _ => value.clone(),
    }
}

#[test]
fn a_list_in_a_query_is_its_name_with_brackets() {
    let params = json!({"Text": "é &=", "Names": ["a", "b c"], "Colour": 7});
    assert_eq!(query("EveryQuery", params), "Text=%C3%A9%20%26%3D&Colour=7&Names[]=a&Names[]=b%20c");
    let kicked = query("KickoutRoomUser", json!({"RoomId": "room", "UserId": ["a", "b"]}));
    assert!(kicked.contains("UserId[]=a&UserId[]=b"), "{kicked}");
}

#[test]
fn numbers_are_written_as_whole_numbers() {
    let spec = spec();
    let action = spec.action("DeleteAllFriends").unwrap();
    let sent = query("DeleteAllFriends", json!({"FromUserId": "a", "DeleteType": 1}));
    assert!(format!("{sent}&").contains("DeleteType=1&"), "{sent}");
    assert_eq!(action.carrier, Carrier::Query);
}

#[test]
fn what_is_absent_is_not_written_and_what_is_empty_is() {
    let spec = spec();
    for action in &spec.actions {
        let params = sample::params(&spec, action);
        let request = encode(&zim(), &action.name, &params);
        for absent in action.params.iter().filter(|param| !params.contains_key(&param.name)) {
            let written = match action.carrier {
                Carrier::Query => {
                    pairs(&request).iter().skip(COMMON).any(|(name, _)| name.trim_end_matches("[]") == absent.name)
                }
                Carrier::Body => serde_json::from_slice::<Value>(request.body()).unwrap().get(&absent.name).is_some(),
            };
            assert!(!written, "{} writes {}, which is absent", action.name, absent.name);
        }
    }
    let emptied = body("UpdateGroupData", json!({"GroupId": "group", "FromUserId": "a", "GroupNotice": ""}));
    assert!(emptied.contains(r#""GroupNotice":"""#) && !emptied.contains("GroupName"), "{emptied}");
}

#[test]
fn an_action_in_the_body_is_not_that_of_the_query() {
    let spec = spec();
    let action = spec.action("SetConvMark").unwrap();
    let request = encode(&zim(), "SetConvMark", &sample::params(&spec, action));
    let query = request.uri().query().unwrap();
    assert_eq!(query.matches("Action=").count(), 1, "{query}");
    assert!(query.starts_with("Action=SetConvMark&"), "{query}");
    let body: Value = serde_json::from_slice(request.body()).unwrap();
    assert!(body.pointer("/ConvMarkInfoList/0/Action").is_some_and(Value::is_boolean), "{body}");
}

#[test]
fn a_get_may_carry_its_parameters_in_a_body() {
    let spec = spec();
    let actions = spec.actions.iter().filter(|action| action.method == Method::Get && action.carrier == Carrier::Body);
    let mut count = 0;
    for action in actions {
        count += 1;
        let request = encode(&zim(), &action.name, &sample::params(&spec, action));
        assert_eq!(request.method(), "GET");
        assert!(serde_json::from_slice::<Value>(request.body()).unwrap().is_object());
        assert_eq!(request.headers()["content-type"], "application/json");
    }
    assert!(count > 0, "the lab has one");
}

#[test]
fn an_action_with_its_own_host_is_sent_there_unless_the_endpoint_is_ones_own() {
    let spec = spec();
    let own: Vec<_> = spec.actions.iter().filter_map(|action| Some((action, action.host.as_deref()?))).collect();
    assert!(own.iter().any(|(_, host)| *host == "auth-api.zego.im"), "the license action has its own host");
    let credentials = || Credentials::new(transport::APP_ID, transport::SECRET);
    let region = Zim::new(credentials(), zim_generated::Region::Unified).with_policy(Policy::None);
    for (action, host) in own {
        let params = sample::params(&spec, action);
        assert_eq!(encode(&region, &action.name, &params).uri().host(), Some(host), "{}", action.name);
        for url in ["http://127.0.0.1:9", "https://proxy.example.org"] {
            let custom = Zim::new(credentials(), Endpoint::parse(url).unwrap()).with_policy(Policy::None);
            let sent = encode(&custom, &action.name, &params);
            assert!(sent.uri().to_string().starts_with(url), "{}: {}", action.name, sent.uri());
        }
    }
    for action in spec.actions.iter().filter(|action| action.host.is_none()).take(3) {
        let params = sample::params(&spec, action);
        assert_eq!(encode(&region, &action.name, &params).uri().host(), Some("zim-api.zego.im"));
    }
}

#[test]
fn an_envelope_without_a_request_id_is_read() {
    let spec = spec();
    let mut actions =
        spec.actions.iter().filter(|action| action.envelope.as_ref().is_some_and(|own| own.request_id.is_none()));
    let action = actions.next().expect("the license action has its own envelope");
    let reply = zim_spec::interpret::reply(&spec, action, "7");
    assert!(reply.get("RequestId").is_none(), "{reply}");
    assert_eq!(bridge::failures(&action.name, reply.to_string().as_bytes()), Some(bridge::Outcome::Success));
    let again = bridge::reply(&action.name, reply.to_string().as_bytes()).unwrap().unwrap();
    assert!(again.get("RequestId").is_none(), "{again}");
}
