//! Scenarios over HTTP: which calls each kind of rule acts on, and what wins.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{APP_ID, NOW, SECRET, batch, get, post};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use zim_sandbox::{Clock, Fault, Rule, Sandbox, Scenario};

const BUSY: i64 = 1;
const FAILED: i64 = 660_000_001;
const WRONG: i64 = 660_000_002;
/// No code of the spec, for the library takes any.
const OWN: i64 = 4242;

fn scenario(rules: &str) -> Scenario {
    Scenario::read("test.yaml", &format!("rules:\n{rules}")).unwrap_or_else(|error| panic!("{error}"))
}

/// `MakeTeam ann`: the code, and the items that failed: `0 ann=1`.
fn call(sandbox: &Sandbox, call: &str) -> String {
    sandbox.clock().advance(1_000);
    let mut words = call.split(' ');
    let action = words.next().unwrap();
    let users: Vec<&str> = words.collect();
    let answer = match action {
        "MakeTeam" => get(sandbox, action, &users.iter().map(|user| ("UserIds[]", *user)).collect::<Vec<_>>()),
        "TagUsers" => post(sandbox, action, &json!({ "UserIds": users }).to_string()),
        other => panic!("{other} is no action of these tests"),
    };
    let failed = answer.json.get("ErrorUsers").or(answer.json.get("ErrorList"));
    let failed = failed.and_then(Value::as_array).into_iter().flatten();
    let failed = failed.map(|item| format!(" {}={}", item["UserId"].as_str().unwrap(), item["SubCode"]));
    format!("{}{}", answer.code(), failed.collect::<String>())
}

/// What the calls are answered, one after the other, under these rules.
#[track_caller]
fn check(rules: &str, calls: &[&str], expected: &[&str]) {
    let sandbox = batch();
    sandbox.set_scenario(scenario(rules)).unwrap_or_else(|error| panic!("{error}"));
    let answers: Vec<String> = calls.iter().map(|one| call(&sandbox, one)).collect();
    assert_eq!(answers, expected, "{rules}");
}

const TEAM: &str = "MakeTeam ann";

#[test]
fn which_calls() {
    check("  - {action: MakeTeam, code: 1}", &[TEAM, "TagUsers ann", TEAM], &["1", "0", "1"]);
    check("  - {action: MakeTeam, code: 1, from: 3}", &[TEAM; 4], &["0", "0", "1", "1"]);
    check("  - {action: MakeTeam, code: 1, to: 2}", &[TEAM; 4], &["1", "1", "0", "0"]);
    check("  - {action: MakeTeam, code: 1, from: 2, to: 3}", &[TEAM; 4], &["0", "1", "1", "0"]);
    check("  - {action: MakeTeam, code: 1, times: 2}", &[TEAM; 4], &["1", "1", "0", "0"]);
    check("  - {action: MakeTeam, code: 1, every: 2}", &[TEAM; 5], &["0", "1", "0", "1", "0"]);
    check("  - {action: MakeTeam, code: 1, every: 2, from: 2}", &[TEAM; 5], &["0", "0", "1", "0", "1"]);
    check("  - {action: MakeTeam, code: 1, every: 2, times: 1, to: 4}", &[TEAM; 5], &["0", "1", "0", "0", "0"]);
    check("  - {action: MakeTeam, code: 1, share: 100%}", &[TEAM; 2], &["1", "1"]);
    check(r#"  - {action: "*", code: 1, from: 2}"#, &[TEAM, "TagUsers ann"], &["0", "1"]);
    // Calls of others are not counted.
    let mixed = [TEAM, "TagUsers ann", "TagUsers ann", TEAM];
    check("  - {action: MakeTeam, code: 1, from: 2}", &mixed, &["0", "0", "0", "1"]);
}

#[test]
fn which_parameters() {
    let calls = ["MakeTeam ann", "MakeTeam bob ann", "MakeTeam bob", "MakeTeam"];
    check("  - {action: MakeTeam, code: 1, when: {UserIds: ann}}", &calls, &["1", "1", "0", "0"]);
    let calls = calls.map(|call| call.replace("MakeTeam", "TagUsers"));
    let calls: Vec<&str> = calls.iter().map(String::as_str).collect();
    check("  - {action: TagUsers, code: 1, when: {UserIds: ann}}", &calls[..3], &["1", "1", "0"]);
    check("  - {action: TagUsers, code: 1, when: {UserIds: ann}, from: 2}", &calls[..3], &["0", "1", "0"]);
    // Fields inside, numbers and bools.
    let sandbox = common::lab();
    let rule = |name: &str, value: Value| Rule::code("MeasureLevels", FAILED).when(name, value);
    let body = r#"{"Title":"t","Level":5,"Loud":true,"UserIds":["user0"]}"#;
    for (name, value, code) in [
        ("Level", json!(5), FAILED),
        ("Level", json!("5"), FAILED),
        ("Level", json!(6), 0),
        ("Loud", json!(true), FAILED),
        ("Loud", json!(false), 0),
        ("Big", json!(5), 0),
    ] {
        sandbox.set_scenario(Scenario::new().rule(rule(name, value.clone()))).unwrap();
        sandbox.clock().advance(10_000);
        assert_eq!(post(&sandbox, "MeasureLevels", body).code(), code, "{name}: {value}");
    }
    let sandbox = batch();
    sandbox.set_scenario(scenario("  - {action: MarkConvs, code: 1, when: {MarkList.UserId: ann}}")).unwrap();
    for (user, code) in [("ann", BUSY), ("bob", 0)] {
        let body = json!({"MarkList": [{"UserId": "carl"}, {"UserId": user}]}).to_string();
        assert_eq!(post(&sandbox, "MarkConvs", &body).code(), code, "{user}");
    }
}

#[test]
fn which_application() {
    let sandbox = common::with_actions_of("batch")
        .app(APP_ID, SECRET)
        .app(7, "other")
        .clock(Clock::manual(NOW * 1000))
        .scenario(scenario(
            "  - {action: MakeTeam, code: 1, app: 12345}\n  - {action: MakeTeam, code: 2, app: 7, from: 2}",
        ))
        .start()
        .unwrap();
    let other = || {
        let nonce = common::nonce();
        let signature = common::md5_hex(&format!("7{nonce}other{NOW}"));
        let query = format!(
            "Action=MakeTeam&AppId=7&SignatureNonce={nonce}&Timestamp={NOW}&SignatureVersion=2.0&Signature={signature}"
        );
        common::send(&sandbox, "GET", &query, "").code()
    };
    assert_eq!(get(&sandbox, "MakeTeam", &[]).code(), BUSY);
    assert_eq!((other(), other()), (0, 2));
}

#[test]
fn items() {
    let batch = "  - {action: TagUsers, item: ann, code: 660000002}";
    check(batch, &["TagUsers ann bob", "TagUsers bob"], &["0 ann=660000002", "0"]);
    check(
        &batch.replace("code", "from: 2, code"),
        &["TagUsers ann", "TagUsers bob", "TagUsers ann"],
        &["0", "0", "0 ann=660000002"],
    );
    // The first that names an item decides about it, and only that uses its `times` up.
    let two =
        "  - {action: TagUsers, item: ann, code: 1, times: 1}\n  - {action: TagUsers, item: [ann], code: 2, times: 1}";
    check(two, &["TagUsers ann"; 3], &["0 ann=1", "0 ann=2", "0"]);
    let all = "  - {action: TagUsers, item: ann, code: 1}\n  - {action: TagUsers, item: bob, code: 2}";
    check(all, &["TagUsers bob ann"], &["0 ann=1 bob=2"]);
}

#[test]
fn what_wins() {
    let codes = "  - {action: MakeTeam, code: 1, times: 1}\n  - {action: \"*\", code: 660000001, times: 2}";
    // The second rule counts the first call, and keeps its `times`.
    check(codes, &[TEAM; 4], &["1", "660000001", "660000001", "0"]);
    check(&codes.replace("times: 2", "to: 2"), &[TEAM; 4], &["1", "660000001", "0", "0"]);
    // A code beats items; both count.
    let both = "  - {action: TagUsers, item: ann, code: 2, from: 2}\n  - {action: TagUsers, code: 1, to: 1}";
    check(both, &["TagUsers ann"; 2], &["1", "0 ann=2"]);
}

#[test]
fn a_code_comes_before_parameters_and_rates_and_after_the_signature() {
    let sandbox = common::lab();
    sandbox.set_scenario(scenario("  - {action: MeasureLevels, code: 1, to: 11}")).unwrap();
    let unsigned = |sandbox: &Sandbox| common::send(sandbox, "POST", "Action=MeasureLevels", "{}").code();
    assert_eq!(unsigned(&sandbox), 100_000_001);
    // Far beyond the rate, and nothing is right in the body.
    for body in ["{}", "", "[", "{}", "{}", "{}", "{}", "{}", "{}", "{}"] {
        let answer = post(&sandbox, "MeasureLevels", body);
        assert_eq!((answer.code(), answer.message()), (BUSY, "rule 1 of the scenario orders this"));
    }
    // The unsigned one was the first of eleven; those refused took no part in the rate.
    for _ in 0..5 {
        assert_eq!(post(&sandbox, "MeasureLevels", "{}").code(), WRONG);
    }
    assert_eq!(post(&sandbox, "MeasureLevels", "{}").code(), 660_300_005);
}

/// The numbers of those of a hundred calls that fail.
fn drawn(seed: u64, share: f64) -> BTreeSet<usize> {
    let sandbox = batch();
    let rule = Rule::code("MakeTeam", BUSY).share(share);
    sandbox.set_scenario(Scenario::new().seed(seed).rule(rule)).unwrap();
    (0..100).filter(|_| call(&sandbox, TEAM) == "1").collect()
}

#[test]
fn a_share_is_drawn_by_the_seed() {
    let first = drawn(7, 0.3);
    assert_eq!(first, drawn(7, 0.3));
    assert_ne!(first, drawn(8, 0.3));
    // Fixed, since the draw is: 30 or so of a hundred, and a larger share holds the smaller.
    assert!((20..=40).contains(&first.len()), "{first:?}");
    assert!(first.is_subset(&drawn(7, 0.6)));
    assert_eq!(drawn(7, 0.0).len(), 0);
}

#[test]
fn a_share_follows_from_the_number_of_the_call_whatever_comes_between() {
    let rules = "  - {action: MakeTeam, code: 1, share: 50%}";
    let alone = batch();
    alone.set_scenario(scenario(rules)).unwrap();
    let expected: Vec<String> = (0..20).map(|_| call(&alone, TEAM)).collect();
    let mixed = batch();
    mixed.set_scenario(scenario(rules)).unwrap();
    let found: Vec<String> = (0..20)
        .map(|_| {
            call(&mixed, "TagUsers ann");
            call(&mixed, TEAM)
        })
        .collect();
    assert_eq!(found, expected);
    assert!(expected.contains(&"0".to_owned()) && expected.contains(&"1".to_owned()));
}

#[test]
fn what_the_library_orders_goes_before() {
    let sandbox = batch();
    let rules = "  - {action: TagUsers, code: 1, from: 2}\n  - {action: TagUsers, item: ann, code: 5}";
    sandbox.set_scenario(scenario(&rules.replace("code: 5", "code: 660000011"))).unwrap();
    sandbox.fault("TagUsers", &Fault::Code(OWN), 1);
    sandbox.fault("TagUsers", &Fault::Code(OWN + 1), 2);
    assert!(sandbox.fail_item("TagUsers", ["ann"], 7));
    let answers = [0; 4].map(|_| call(&sandbox, "TagUsers ann"));
    // The scenario counts the calls that are spoken for.
    assert_eq!(answers, ["4242", "4243", "4243", "1"]);
    sandbox.clear_scenario();
    assert_eq!(call(&sandbox, "TagUsers ann"), "0 ann=7");
    sandbox.pass_items("TagUsers");
    assert_eq!(call(&sandbox, "TagUsers ann"), "0");
}

#[test]
fn lists_are_paged() {
    let rules = "  - {action: QueryGroupMemberList, items: [{UserId: ann}, {UserId: bob}, {UserId: carl}], to: 2}";
    let mut spec = zim_spec::shipped().unwrap();
    spec.actions.iter_mut().for_each(|action| action.preconditions.clear());
    let sandbox = Sandbox::builder().app(APP_ID, SECRET).clock(Clock::manual(NOW * 1000)).spec(spec).start().unwrap();
    sandbox.set_scenario(scenario(rules)).unwrap();
    let page = |next: u32| {
        let answer =
            post(&sandbox, "QueryGroupMemberList", &json!({"GroupId": "g", "Limit": 2, "Next": next}).to_string());
        let members = answer.json["MemberList"].as_array().into_iter().flatten();
        let users: Vec<_> = members.map(|member| member["UserId"].as_str().unwrap().to_owned()).collect();
        (users, answer.json["Next"].clone())
    };
    assert_eq!(page(0), (vec!["ann".to_owned(), "bob".to_owned()], json!(2)));
    assert_eq!(page(2), (vec!["carl".to_owned()], json!(0)));
    // Then what is made up.
    assert!(!page(0).0.contains(&"ann".to_owned()));
}

#[test]
fn a_scenario_is_written_as_it_was_read() {
    let text = json!({
        "seed": 7,
        "rules": [
            {"action": "*", "code": 1, "share": "2.5%"},
            {"action": "TagUsers", "item": ["ann"], "code": 660_000_002, "from": 2, "to": 9, "every": 3, "times": 1},
            {"action": "MakeTeam", "fault": "reset", "app": 12345, "when": {"UserIds": "ann"}},
            {"action": "MakeTeam", "fault": {"delay_ms": 500}},
            {"action": "MakeTeam", "fault": {"status": 502, "body": "<html>", "content_type": "text/html"}},
            {"action": "MakeTeam", "fault": {"content_type": "text/plain"}},
            {"action": "QueryGroupMemberList", "items": [{"UserId": "ann"}]},
        ],
    });
    let scenario = Scenario::read("test.json", &text.to_string()).unwrap();
    assert_eq!(serde_json::to_value(&scenario).unwrap(), text);
    let again: Scenario = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(serde_json::to_value(&again).unwrap(), text);
    // JSON indented with tabs is JSON, too.
    assert!(Scenario::read("tabs.json", "{\n\t\"rules\": []\n}").is_ok());
}

#[test]
fn setting_it_again_begins_anew_and_reset_returns_to_the_start() {
    let start = || scenario("  - {action: MakeTeam, code: 1, from: 2}");
    let sandbox = common::with_actions_of("batch")
        .app(APP_ID, SECRET)
        .clock(Clock::manual(NOW * 1000))
        .register_user("ann")
        .first_request_id(5)
        .scenario(start())
        .fail_item("TagUsers", ["ann"], 7)
        .start()
        .unwrap();
    let begins = |sandbox: &Sandbox| {
        assert_eq!([0; 3].map(|_| call(sandbox, TEAM)), ["0", "1", "1"]);
    };
    begins(&sandbox);
    sandbox.set_scenario(start()).unwrap();
    begins(&sandbox);
    sandbox.clear_scenario();
    assert_eq!(call(&sandbox, TEAM), "0");
    sandbox.pass_items("TagUsers");
    sandbox.fault("MakeTeam", &Fault::Code(OWN), 9);
    let nonces: Vec<_> = (0..2).map(|_| common::query(&common::signed("MakeTeam", NOW))).collect();
    let replay = |query: &str| common::send(&sandbox, "GET", query, "").code();
    assert_eq!((replay(&nonces[0]), replay(&nonces[0])), (OWN, 100_000_005));
    sandbox.reset();
    assert_eq!((sandbox.clock().now(), sandbox.received("MakeTeam")), (NOW * 1000, 0));
    // Its nonce may be used again, the ids of answers start over, and so does the scenario.
    let answer = common::send(&sandbox, "GET", &nonces[0], "");
    assert_eq!((answer.code(), answer.json["RequestId"].as_str()), (0, Some("5")));
    assert_eq!([0; 2].map(|_| call(&sandbox, TEAM)), ["1", "1"]);
    assert_eq!(call(&sandbox, "TagUsers ann"), "0 ann=7");
}
