//! Every return code of the spec is answered at least once, over HTTP: by the gateway where that gives it, else by a
//! scenario, for every action that lists it, as the code of the reply and of an item.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{APP_ID, NOW, SECRET, query, signed};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use zim_sandbox::{Clock, Rule, Sandbox, Scenario};
use zim_spec::model::{Action, Carrier, CodeLevel, Spec};

/// The shipped spec. What the state has to be is not what this is about.
fn spec() -> Spec {
    let mut spec = zim_spec::shipped().unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    spec.actions.iter_mut().for_each(|action| action.preconditions.clear());
    spec
}

fn start(spec: &Spec) -> Sandbox {
    let clock = Clock::manual(NOW * 1000);
    Sandbox::builder().app(APP_ID, SECRET).spec(spec.clone()).clock(clock).start().unwrap()
}

/// Sends a signed request with these parameters, long after the one before.
fn call(sandbox: &Sandbox, action: &Action, params: &Map<String, Value>) -> Value {
    sandbox.clock().advance(86_401_000);
    let mut pairs = signed(&action.name, sandbox.clock().now() / 1000);
    if action.carrier == Carrier::Body {
        return send(sandbox, action.method.as_str(), &query(&pairs), &Value::from(params.clone()).to_string());
    }
    for (name, value) in params {
        match value {
            Value::Array(items) => pairs.extend(items.iter().map(|item| (format!("{name}[]"), text(item)))),
            one => pairs.push((name.clone(), text(one))),
        }
    }
    send(sandbox, action.method.as_str(), &query(&pairs), "")
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The answer to a request. Not every envelope has an id.
fn send(sandbox: &Sandbox, method: &str, query: &str, body: &str) -> Value {
    let agent = ureq::Agent::new_with_defaults();
    let request = ureq::http::Request::builder().method(method).uri(format!("{}/?{query}", sandbox.url()));
    let mut response = agent.run(request.body(body.to_owned()).unwrap()).unwrap();
    serde_json::from_str(&response.body_mut().read_to_string().unwrap()).unwrap()
}

fn set(sandbox: &Sandbox, rule: Rule) {
    sandbox.set_scenario(Scenario::new().rule(rule)).unwrap_or_else(|error| panic!("{error}"));
}

/// The code of an answer, whatever its envelope calls it.
fn code(action: &Action, answer: &Value) -> i64 {
    let name = action.envelope.as_ref().map_or("Code", |envelope| &envelope.code);
    answer[name].as_i64().unwrap_or_else(|| panic!("{}: {answer} has no {name}", action.name))
}

/// A request of each action whose items can fail, and the keys of one of its items.
fn batches() -> Vec<(&'static str, Value, Vec<&'static str>)> {
    let text = json!({"MessageType": 1, "MessageBody": {"Message": "hello"}});
    let with_text = |mut params: Value| {
        let fields = params.as_object_mut().unwrap();
        fields.extend(text.as_object().unwrap().clone());
        params
    };
    let attribute = json!([{"Key": "colour", "Value": "red"}]);
    let mark = json!({"UserId": "ann", "MarkType": 1, "Action": true, "SetMarkC2c": {"carl": {"MarkContent": 1}}});
    let room_attribute = json!({"Key": "colour", "Value": "red", "Action": 0});
    vec![
        ("RobotRegister", json!({"UserInfo": [{"UserId": "@RBT#ann"}]}), vec!["@RBT#ann"]),
        ("CallInvite", json!({"FromUserId": "bob", "UserIds": ["ann"], "OfflinePush": {}}), vec!["ann"]),
        (
            "ConvPinned",
            json!({"FromUserId": "bob", "ConvList": [{"ConvId": "ann", "ConvType": 0}], "PinnedType": 1}),
            vec!["ann", "0"],
        ),
        ("SetConvMark", json!({"FromUserId": "bob", "ConvMarkInfoList": [mark]}), vec!["ann"]),
        (
            "SilenceConvNotification",
            json!({"FromUserId": "bob", "ConvType": 2, "ConvIds": ["ann"], "Enable": true}),
            vec!["ann"],
        ),
        ("CreateGroup", json!({"GroupOwner": "bob", "UserId": ["ann"]}), vec!["ann"]),
        ("InviteUsersIntoGroup", json!({"FromUserId": "bob", "GroupId": "group0", "UserIds": ["ann"]}), vec!["ann"]),
        ("KickoutGroupUser", json!({"FromUserId": "bob", "GroupId": "group0", "UserId": ["ann"]}), vec!["ann"]),
        (
            "ModifyGroupAttribute",
            json!({"FromUserId": "bob", "GroupId": "group0", "Action": 0, "Attributes": attribute}),
            vec!["colour"],
        ),
        (
            "MuteGroupMembers",
            json!({"FromUserId": "bob", "GroupId": "group0", "UserIds": ["ann"], "Duration": 60}),
            vec!["ann"],
        ),
        (
            "SetGroupMembersNickname",
            json!({"FromUserId": "bob", "GroupId": "group0", "UserIds": [{"UserId": "ann", "Nickname": "A"}]}),
            vec!["ann"],
        ),
        ("SendPeerMessage", with_text(json!({"FromUserId": "bob", "ToUserId": ["ann"], "Priority": 1})), vec!["ann"]),
        (
            "ModifyRoomAttribute",
            json!({"RoomId": "room0", "FromUserId": "bob", "Attributes": [room_attribute]}),
            vec!["colour"],
        ),
        ("QueryRoomMembers", json!({"RoomId": "room0", "UserId": ["ann"]}), vec!["ann"]),
        ("AddFriends", json!({"FromUserId": "bob", "FriendInfos": [{"UserId": "ann"}]}), vec!["ann"]),
        ("AddUsersToBlacklist", json!({"FromUserId": "bob", "UserIds": ["ann"]}), vec!["ann"]),
        ("CheckFriendsRelation", json!({"FromUserId": "bob", "CheckType": 0, "UserIds": ["ann"]}), vec!["ann"]),
        ("CheckUsersIsInBlacklist", json!({"FromUserId": "bob", "UserIds": ["ann"]}), vec!["ann"]),
        ("DeleteFriends", json!({"FromUserId": "bob", "UserIds": ["ann"], "DeleteType": 0}), vec!["ann"]),
        ("ModifyUserInfo", json!({"UserInfo": [{"UserId": "ann", "UserName": "Ann"}]}), vec!["ann"]),
        ("QueryUserInfos", json!({"UserIds": ["ann"]}), vec!["ann"]),
        ("QueryUserOnlineState", json!({"UserId": ["ann"]}), vec!["ann"]),
        ("RemoveUsersFromBlacklist", json!({"FromUserId": "bob", "UserIds": ["ann"]}), vec!["ann"]),
        ("SendFriendApplication", json!({"FromUserId": "bob", "FriendInfos": [{"UserId": "ann"}]}), vec!["ann"]),
        (
            "UpdateFriendAttributes",
            json!({"FromUserId": "bob", "UserId": "ann", "Action": 0, "Attributes": [{"Key": "k0", "Value": "red"}]}),
            vec!["k0"],
        ),
        (
            "UpdateFriendsAlias",
            json!({"FromUserId": "bob", "UserIds": [{"UserId": "ann", "FriendAlias": "A"}]}),
            vec!["ann"],
        ),
        ("UserRegister", json!({"UserInfo": [{"UserId": "ann"}]}), vec!["ann"]),
    ]
}

#[test]
fn every_code_is_answered() {
    let spec = spec();
    let mut answered = BTreeSet::new();
    by_the_gateway(&spec, &mut answered);
    as_the_code_of_replies(&spec, &mut answered);
    as_the_code_of_items(&spec, &mut answered);
    unlisted(&spec, &mut answered);
    let missing: Vec<_> = spec.codes.keys().filter(|code| !answered.contains(*code)).collect();
    assert!(missing.is_empty(), "{} of {} codes were answered, not {missing:?}", answered.len(), spec.codes.len());
    assert_eq!(answered.len(), spec.codes.len(), "{answered:?} holds what is no code of the spec");
}

/// Success, and what the gateway refuses of its own accord.
fn by_the_gateway(spec: &Spec, answered: &mut BTreeSet<i64>) {
    let sandbox = start(spec);
    let good = || {
        let mut pairs = signed("CallReject", sandbox.clock().now() / 1000);
        pairs.extend([("FromUserId", "ann"), ("CallId", "call")].map(|(name, value)| (name.into(), value.into())));
        pairs
    };
    let refusals = &spec.service.refusals;
    assert_eq!(send(&sandbox, "GET", &query(&good()), "")["Code"], 0);
    answered.insert(0);
    for (name, value, code) in [
        ("Action", None, refusals.action_missing),
        ("Action", Some("Nothing"), refusals.action_unsupported),
        ("AppId", Some("x"), refusals.app_id_format),
        ("AppId", Some("1"), refusals.app_id_unknown),
        ("Timestamp", None, refusals.timestamp_missing),
        ("Timestamp", Some("x"), refusals.timestamp_format),
        ("Timestamp", Some("1"), refusals.signature_expired),
        ("SignatureNonce", None, refusals.nonce_missing),
        ("SignatureVersion", None, refusals.signature_version_missing),
        ("SignatureVersion", Some("1"), refusals.signature_version_unsupported),
        ("Signature", None, refusals.signature_missing),
        ("Signature", Some("x"), refusals.signature_wrong),
        ("CallId", Some(""), refusals.parameter),
    ] {
        let mut pairs = good();
        pairs.retain(|(key, _)| key != name);
        pairs.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        assert_eq!(send(&sandbox, "GET", &query(&pairs), "")["Code"], code, "{name}: {value:?}");
        answered.insert(code);
    }
    let body = query(&signed("UserRegister", sandbox.clock().now() / 1000));
    assert_eq!(send(&sandbox, "POST", &body, "{")["Code"], refusals.body_unreadable);
    answered.insert(refusals.body_unreadable);
    for (action, params, code) in [
        ("CallReject", "&FromUserId=ann&CallId=call", refusals.rate_app),
        ("DismissGroup", "&FromUserId=ann&GroupId=group0", refusals.rate_scoped),
    ] {
        let many = || {
            let pairs = query(&signed(action, sandbox.clock().now() / 1000));
            send(&sandbox, "GET", &format!("{pairs}{params}"), "")["Code"].clone()
        };
        assert!((0..21).any(|_| many() == code), "{action}");
        answered.insert(code);
    }
    let mut stream = TcpStream::connect(sandbox.addr()).unwrap();
    write!(stream, "GET /?{} HTTP/1.1\r\nhost: example.com\r\nconnection: close\r\n\r\n", query(&good())).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains(&format!("\"Code\":{}", refusals.host)), "{answer}");
    answered.insert(refusals.host);
}

/// Of every action, each code that it lists for its reply.
fn as_the_code_of_replies(spec: &Spec, answered: &mut BTreeSet<i64>) {
    let sandbox = start(spec);
    for action in &spec.actions {
        for listed in action.codes.iter().filter(|listed| listed.level != CodeLevel::Item) {
            set(&sandbox, Rule::code(&action.name, listed.code));
            let answer = call(&sandbox, action, &Map::new());
            assert_eq!(code(action, &answer), listed.code, "{}", action.name);
            answered.insert(listed.code);
        }
    }
}

/// Of every batch, each code that it lists for its items.
fn as_the_code_of_items(spec: &Spec, answered: &mut BTreeSet<i64>) {
    let sandbox = start(spec);
    let batches = batches();
    let known: BTreeSet<&str> = batches.iter().map(|(name, ..)| *name).collect();
    let with_items = spec.actions.iter().filter(|action| action.items.is_some());
    let missing: Vec<_> = with_items.map(|action| &action.name).filter(|name| !known.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?} can fail in part: add a request of each to `batches`");
    for (name, params, keys) in &batches {
        let action = spec.action(name).unwrap();
        let failed = &action.items.as_ref().unwrap().failed;
        for listed in action.codes.iter().filter(|listed| listed.level != CodeLevel::Reply) {
            set(&sandbox, Rule::item(*name, keys.iter().copied(), listed.code));
            let answer = call(&sandbox, action, params.as_object().unwrap());
            assert_eq!(code(action, &answer), 0, "{name}: {answer}");
            let item = &answer[&failed.list][0];
            assert_eq!(text(&item[&failed.keys[0]]), keys[0], "{name}: {answer}");
            if let Some(field) = &failed.code {
                assert_eq!(item[field], listed.code, "{name}: {answer}");
                answered.insert(listed.code);
            }
        }
    }
}

/// Those that no action's page lists, and that the gateway gives for reasons of its own.
fn unlisted(spec: &Spec, answered: &mut BTreeSet<i64>) {
    let sandbox = start(spec);
    let action = spec.action("CallReject").unwrap();
    let rest: Vec<i64> = spec.codes.keys().copied().filter(|code| !answered.contains(code)).collect();
    for code in rest {
        set(&sandbox, Rule::code("*", code));
        answered.extend(call(&sandbox, action, &Map::new())["Code"].as_i64());
    }
}
