//! What a request holds is what travels: every case of every action, encoded and read back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::{Map, Value};
use zim_generated::http::Request;
use zim_generated::runtime::{Policy, Zim};
use zim_spec::interpret::{Input, check};
use zim_spec::model::{Action, Method, Spec};
use zim_tests::{boundary, bridge, sample, transport};

fn spec() -> Spec {
    zim_tests::spec().unwrap_or_else(|error| panic!("the spec has mistakes:\n{error}"))
}

fn encode(zim: &Zim, action: &Action, params: &Map<String, Value>) -> Request<Vec<u8>> {
    let request = bridge::build(&action.name, params, Policy::None).unwrap().unwrap();
    zim.encode(&*request, &transport::stamp().unwrap()).unwrap()
}

/// The pairs of a query, decoded; only `%XX` is decoded, since that is all that is written.
fn pairs(request: &Request<Vec<u8>>) -> Vec<(String, String)> {
    let query = request.uri().query().unwrap_or_default();
    let decode = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let Some((first, after)) = rest.split_first() {
            if *first == b'%' {
                let (digits, after) = after.split_at(2);
                bytes.push(u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap());
                rest = after;
            } else {
                bytes.push(*first);
                rest = after;
            }
        }
        String::from_utf8(bytes).unwrap()
    };
    query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

#[test]
fn every_case_arrives_as_it_left() {
    let spec = spec();
    let zim = transport::zim("http://127.0.0.1:9").unwrap().with_policy(Policy::None);
    for action in &spec.actions {
        let cases = boundary::cases(&spec, action).into_iter().map(|case| case.params);
        for params in cases.chain([sample::params(&spec, action)]) {
            let request = encode(&zim, action, &params);
            let sent = Value::Object(params.clone());
            match action.method {
                Method::Post => {
                    let body: Value = serde_json::from_slice(request.body()).unwrap();
                    assert_eq!(body, sent, "{}: the body (left) is not what was meant (right)", action.name);
                }
                Method::Get => {
                    // A query has no empty lists: they arrive as absent.
                    let present =
                        params.iter().filter(|(_, value)| value.as_array().is_none_or(|list| !list.is_empty()));
                    let present = Value::Object(present.map(|(name, value)| (name.clone(), value.clone())).collect());
                    let pairs = pairs(&request);
                    let arrived = check(&spec, action, Input::Query(&pairs));
                    let meant = check(&spec, action, Input::Json(&present));
                    assert_eq!(arrived, meant, "{} sent {present} and {pairs:?} arrived", action.name);
                    assert!(request.body().is_empty(), "{}: a GET has no body", action.name);
                }
            }
        }
    }
}

#[test]
fn a_list_in_a_query_is_its_name_with_brackets() {
    let spec = spec();
    let zim = transport::zim("http://127.0.0.1:9").unwrap();
    let action = spec.action("EveryQuery").unwrap();
    let mut params = sample::params(&spec, action);
    params.insert("Names".to_owned(), serde_json::json!(["a", "b c"]));
    params.insert("Colour".to_owned(), serde_json::json!(7));
    let request = encode(&zim, action, &params);
    let query = request.uri().query().unwrap();
    assert!(query.ends_with("&Colour=7&Names[]=a&Names[]=b%20c"), "{query}");
    assert!(!query.contains("Flag") && !query.contains("Small"), "what is absent is not sent: {query}");
}
