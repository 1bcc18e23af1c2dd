//! Batches of which some items failed: never taken for success, each with its typed code, and sent again alone.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use serde_json::{Map, Value, json};
use zim_generated::http::Response;
use zim_generated::runtime::Policy;
use zim_sandbox::{Clock, Sandbox};
use zim_spec::interpret::{Failing, partial_reply};
use zim_spec::model::{Action, Carrier, CodeLevel, ItemSource, Items, Schema, Spec, Type};
use zim_tests::bridge::{self, Failed, Outcome};
use zim_tests::sample::{self, How, Pins};
use zim_tests::transport::{APP_ID, SECRET, send_any, stamp, zim};
use zim_tests::wire::Sent;

fn spec() -> Spec {
    zim_tests::spec().unwrap_or_else(|error| panic!("the spec has mistakes:\n{error}"))
}

/// The actions whose replies tell of failed items.
fn batches(spec: &Spec) -> Vec<(&Action, &Items)> {
    let batches: Vec<_> = spec.actions.iter().filter_map(|action| Some((action, action.items.as_ref()?))).collect();
    assert!(batches.len() > 12, "{} batches", batches.len());
    batches
}

/// The same once for each list of the request whose items can fail, or once if there is none.
fn each_source(spec: &Spec) -> Vec<(&Action, &Items, Option<&ItemSource>)> {
    let mut all = Vec::new();
    for (action, items) in batches(spec) {
        all.extend(items.request.is_empty().then_some((action, items, None)));
        all.extend(items.request.iter().map(|source| (action, items, Some(source))));
    }
    all
}

/// A request with several items, as far as it may have them.
fn several(spec: &Spec, action: &Action, source: Option<&ItemSource>) -> Map<String, Value> {
    let scope = sample::of_action(action);
    let mut pins = Pins::new();
    if let Some(param) = source.and_then(|source| action.param(&source.list)) {
        let count = most(&param.schema).min(3);
        // Full structs, so that they have parts.
        let how = How { full: true, variant: 0 };
        pins.insert(param.name.clone(), Some(sample::items(spec, &param.schema, None, count, how)));
    }
    sample::object(spec, scope, &pins, How::LEAN)
}

fn most(schema: &Schema) -> usize {
    use zim_spec::model::LimitKind;
    let most = schema.limits.iter().find_map(|limit| match limit.kind {
        LimitKind::MaxItems(n) => usize::try_from(n).ok(),
        _ => None,
    });
    most.unwrap_or(3)
}

/// The keys of the items of a request, and of a part of the first, if items have such.
fn keys(items: &Items, source: Option<&ItemSource>, params: &Map<String, Value>) -> Vec<Vec<String>> {
    let Some(source) = source else {
        // Which items those are does not follow from the request.
        return vec![vec!["a".to_owned(); items.failed.keys.len()], vec!["b".to_owned(); items.failed.keys.len()]];
    };
    let list = params[&source.list].as_array().unwrap();
    let key = |item: &Value| match source.keys.as_slice() {
        [] => vec![text(item)],
        names => names.iter().map(|name| text(&item[name])).collect(),
    };
    list.iter().map(key).collect()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A code that an item of the action may have, with the name of the variant.
fn item_code(spec: &Spec, action: &Action) -> (i64, String) {
    let own = action.codes.iter().find(|code| code.level == CodeLevel::Item).or(action.codes.first());
    let code = own.map_or(660_000_002, |code| code.code);
    let name = spec.codes[&code].name.clone();
    let listed = action.codes.iter().any(|listed| listed.code == code);
    (code, if listed { name } else { format!("Unlisted({code})") })
}

fn expected(keys: &[String], items: &Items, code: i64, kind: &str) -> (Vec<String>, Option<i64>, Option<String>) {
    let has_code = items.failed.code.is_some();
    (keys.to_vec(), has_code.then_some(code), has_code.then(|| kind.to_owned()))
}

fn told(failed: &Failed) -> (Vec<String>, Option<i64>, Option<String>) {
    (failed.keys.clone(), failed.code, failed.kind.clone())
}

#[test]
fn failed_items_are_no_success_and_have_typed_codes() {
    let spec = spec();
    for (action, items, source) in each_source(&spec) {
        let name = &action.name;
        let params = several(&spec, action, source);
        let (code, kind) = item_code(&spec, action);
        let keys = keys(items, source, &params);
        let failing: Vec<_> = keys.iter().take(1).chain(keys.iter().skip(2)).cloned().collect();
        let reply = partial_reply(
            &spec,
            action,
            "7",
            &failing.iter().map(|keys| Failing::new(keys.clone(), code)).collect::<Vec<_>>(),
        );
        let expected: Vec<_> = failing.iter().map(|keys| expected(keys, items, code, &kind)).collect();
        match bridge::failures(name, reply.to_string().as_bytes()).unwrap() {
            Outcome::Partial(failed) => {
                assert_eq!(failed.iter().map(told).collect::<Vec<_>>(), expected, "{name}: {reply}");
                let recoverable = failed.iter().all(|failed| failed.recovery.is_some() == failed.code.is_some());
                assert!(recoverable, "{name}: {failed:?}");
            }
            other => panic!("{name}: {reply} is {other:?}"),
        }
        // A refusal tells of them too.
        let mut refused = reply.clone();
        let envelope = action.envelope.as_ref().unwrap_or(&spec.service.envelope);
        refused[&envelope.code] = json!(660_000_001);
        match bridge::failures(name, refused.to_string().as_bytes()).unwrap() {
            Outcome::Refused(660_000_001, failed) => {
                assert_eq!(failed.iter().map(told).collect::<Vec<_>>(), expected, "{name}: {refused}");
            }
            other => panic!("{name}: {refused} is {other:?}"),
        }
        let none = partial_reply(&spec, action, "7", &[]);
        assert_eq!(bridge::failures(name, none.to_string().as_bytes()), Some(Outcome::Success), "{name}: {none}");
    }
}

#[test]
fn a_retry_has_just_the_failed_items() {
    let spec = spec();
    let mut retried = 0;
    for (action, items, source) in each_source(&spec) {
        let name = &action.name;
        let params = several(&spec, action, source);
        let keys = keys(items, source, &params);
        let failing: Vec<_> = keys
            .iter()
            .take(1)
            .chain(keys.iter().skip(2))
            .map(|keys| Failing::new(keys.clone(), 660_000_002))
            .collect();
        let reply = partial_reply(&spec, action, "7", &failing).to_string();
        let again = bridge::retry(name, &params, reply.as_bytes());
        let Some(source) = source else {
            assert_eq!(again, None, "{name}: to send it again would do something else");
            continue;
        };
        retried += 1;
        let mut expected = params.clone();
        let list = expected[&source.list].as_array_mut().unwrap();
        if list.len() > 1 {
            list.remove(1);
        }
        assert_sent(action, again, &expected);
    }
    assert!(retried > 8, "{retried} actions can be retried");
}

#[track_caller]
fn assert_sent(action: &Action, sent: Option<Sent>, expected: &Map<String, Value>) {
    match (action.carrier, sent) {
        (Carrier::Body, Some(Sent::Body(body))) => assert_eq!(body, json!(expected), "{}", action.name),
        (Carrier::Query, Some(Sent::Query(pairs))) => {
            let mut wanted = Vec::new();
            for param in &action.params {
                match expected.get(&param.name) {
                    Some(Value::Array(items)) => {
                        wanted.extend(items.iter().map(|item| (format!("{}[]", param.name), text(item))))
                    }
                    Some(value) => wanted.push((param.name.clone(), text(value))),
                    None => {}
                }
            }
            assert_eq!(pairs, wanted, "{}", action.name);
        }
        (_, other) => panic!("{}: {other:?} instead of {expected:?}", action.name),
    }
}

/// The failed parts of an item are sent again without those that succeeded.
#[test]
fn a_retry_of_parts_has_just_the_failed_parts() {
    let spec = spec();
    let mut seen = 0;
    for (action, items, source) in each_source(&spec) {
        let (Some(nested), Some(source)) = (&items.failed.nested, source) else { continue };
        seen += 1;
        let name = &action.name;
        let mut params = several(&spec, action, Some(source));
        let part = source.parts.first().unwrap();
        let items_of = |params: &mut Map<String, Value>| params[&source.list].as_array().unwrap().clone();
        // Two entries in the first part of the first item.
        let mut list = items_of(&mut params);
        let entries = list[0][part].as_object().unwrap().clone();
        let (first, value) = entries.iter().next().map(|(key, value)| (key.clone(), value.clone())).unwrap();
        list[0][part] = json!({first.clone(): value, "second": value});
        params.insert(source.list.clone(), json!(list));
        let whole: Vec<String> = source.keys.iter().map(|key| text(&list[0][key])).collect();
        let keys: Vec<String> = whole.iter().cloned().chain(["second".to_owned()]).collect();
        let reply = partial_reply(&spec, action, "7", &[Failing::new(keys.clone(), 660_000_002)]).to_string();
        match bridge::failures(name, reply.as_bytes()).unwrap() {
            Outcome::Partial(failed) => {
                assert_eq!(failed.len(), 1, "{name}: the item of the part has not failed itself: {reply}");
                let given = nested.keys.len().min(1) + whole.len();
                assert_eq!(failed[0].keys[..given], keys[..given], "{name}: {reply}");
                assert_eq!(failed[0].code, Some(660_000_002));
            }
            other => panic!("{name}: {reply} is {other:?}"),
        }
        let mut only = list[0].clone();
        for part in &source.parts {
            only.as_object_mut().unwrap().remove(part);
        }
        only[part] = json!({"second": value});
        match bridge::retry(name, &params, reply.as_bytes()) {
            Some(Sent::Body(body)) => {
                let mut sent = body[&source.list].clone();
                for part in &source.parts {
                    // An empty map and none are the same.
                    let fields = sent[0].as_object_mut().unwrap();
                    if fields.get(part).is_some_and(|map| map.as_object().is_some_and(Map::is_empty)) {
                        fields.remove(part);
                    }
                }
                assert_eq!(sent, json!([only]), "{name}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
    assert!(seen >= 1, "SetConvMark has parts");
}

/// The list of failed items under each of its names, as the documents show it.
#[test]
fn failed_items_have_many_names() {
    let spec = spec();
    let mut names: Vec<_> = batches(&spec).iter().map(|(_, items)| items.failed.list.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert!(names.len() >= 2, "{names:?}");
}

#[test]
fn items_that_fail_in_the_sandbox_are_told_and_sent_again() {
    let spec = spec();
    let now = stamp().unwrap().timestamp * 1000;
    let clock = Clock::manual(now);
    let sandbox = Sandbox::builder().app(APP_ID, SECRET).spec(spec.clone()).clock(clock).start().unwrap();
    let zim = zim(&sandbox.url()).unwrap();
    for (action, items, source) in each_source(&spec) {
        let Some(source) = source else { continue };
        let name = &action.name;
        let params = several(&spec, action, Some(source));
        let keys = keys(items, Some(source), &params);
        let (code, kind) = item_code(&spec, action);
        assert!(sandbox.fail_item(name, keys[0].clone(), code), "{name}");
        let arrange = |params: &Map<String, Value>| {
            assert!(sandbox.state().arrange(name, &Value::Object(params.clone())), "{name}");
        };
        arrange(&params);
        let request =
            bridge::build(name, &params, Policy::All).unwrap().unwrap_or_else(|error| panic!("{name}: {error}"));
        let response = send_any(&zim, &*request).unwrap();
        match bridge::outcome(name, &response).unwrap() {
            Outcome::Partial(failed) => {
                assert_eq!(
                    failed.iter().map(told).collect::<Vec<_>>(),
                    [expected(&keys[0], items, code, &kind)],
                    "{name}"
                );
            }
            other => panic!("{name}: {other:?}"),
        }
        let mut expected = params.clone();
        expected[&source.list].as_array_mut().unwrap().truncate(1);
        assert_sent(action, bridge::retry(name, &params, response.body()), &expected);
        sandbox.pass_items(name);
        sandbox.clock().advance(1000);
        arrange(&expected);
        let request = bridge::build(name, &expected, Policy::All).unwrap().unwrap();
        let response = send_any(&zim, &*request).unwrap();
        assert_eq!(bridge::outcome(name, &response), Some(Outcome::Success), "{name}");
        sandbox.clock().advance(1000);
    }
}

/// `ErrorList` may be absent, null or empty: nothing failed then.
#[test]
fn no_list_is_no_failure() {
    let spec = spec();
    for (action, items) in batches(&spec) {
        let mut reply = partial_reply(&spec, action, "7", &[]);
        let optional = action
            .reply
            .iter()
            .any(|field| field.name == items.failed.list && matches!(field.schema.ty, Type::List(_)));
        assert!(optional, "{}", action.name);
        for list in [Some(json!([])), Some(Value::Null), None] {
            let fields = reply.as_object_mut().unwrap();
            match list {
                Some(list) => drop(fields.insert(items.failed.list.clone(), list)),
                None => drop(fields.remove(&items.failed.list)),
            }
            let outcome = bridge::outcome(&action.name, &Response::new(reply.to_string().into_bytes()));
            assert_eq!(outcome, Some(Outcome::Success), "{}: {reply}", action.name);
        }
    }
}
