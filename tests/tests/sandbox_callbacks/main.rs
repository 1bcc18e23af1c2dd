//! Callbacks of the sandbox reach a backend that receives them with the generated crate: signed, typed, sent again,
//! and obeyed where the answer decides.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod backend;

use backend::Backend;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;
use zim_generated::call::CallReject;
use zim_generated::callbacks::{BeforeSendMsgAnswer, CALLBACKS, Event};
use zim_generated::http::{Response, StatusCode};
use zim_generated::runtime::Policy;
use zim_generated::types::SendVerdict;
use zim_generated::webhooks::Delivery;
use zim_sandbox::{Builder, Call, CallbackBody, CallbackUrl, Clock, Outcome, Sandbox};
use zim_spec::model::Spec;
use zim_tests::transport::{APP_ID, SECRET, send, send_any, stamp, zim};
use zim_tests::{bridge, sample};

static SPEC: LazyLock<Spec> =
    LazyLock::new(|| zim_tests::spec().unwrap_or_else(|error| panic!("the spec has mistakes:\n{error}")));

/// Far longer than anything takes: reached only where something hangs.
const LONG: Duration = Duration::from_secs(60);

/// A clock that stands at the time of the stamps.
fn clock() -> Clock {
    Clock::manual(stamp().unwrap().timestamp * 1000)
}

fn sandbox(clock: &Clock) -> Builder {
    Sandbox::builder().app(APP_ID, SECRET).clock(clock.clone()).spec(SPEC.clone())
}

fn reject(sandbox: &Sandbox) {
    sandbox.register_user("user0");
    sandbox.add_call(Call::new("call0").invite("user0"));
    let request = CallReject::builder("user0", "call0").extended_data("busy, \u{4e2d}").build().unwrap();
    send(&zim(&sandbox.url()).unwrap(), &request).unwrap().unwrap();
}

#[test]
fn a_reject_reaches_the_backend_in_every_encoding() {
    for (_, body) in CallbackBody::ALL {
        let clock = clock();
        let backend = Backend::ok(&clock);
        let sandbox = sandbox(&clock).callback_url(backend.url()).callback_body(body).start().unwrap();
        reject(&sandbox);
        assert!(sandbox.settle_callbacks(LONG));
        let heard = backend.take();
        let [Some((Event::CallReject(event), _))] = heard.as_slice() else { panic!("{body:?}: {heard:?}") };
        assert_eq!((event.call_id.as_str(), event.user_id.as_str()), ("call0", "user0"));
        assert_eq!(event.extend_data.as_deref(), Some("busy, \u{4e2d}"));
    }
}

#[test]
fn a_backend_with_another_secret_refuses_it() {
    let clock = clock();
    let backend = Backend::new("another secret", &clock, |_| Delivery::ok());
    let sandbox = sandbox(&clock).callback_url(backend.url()).start().unwrap();
    reject(&sandbox);
    assert!(sandbox.settle_callbacks(LONG));
    assert!(matches!(backend.take().as_slice(), [None]));
    assert_eq!(sandbox.deliveries()[0].attempts[0].result, Ok(403));
}

#[test]
fn a_backend_that_fails_hears_it_again_until_it_is_given_up() {
    let clock = clock();
    let backend = Backend::new(SECRET, &clock, |_| Delivery::again());
    let sandbox = sandbox(&clock).callback_url(backend.url()).start().unwrap();
    reject(&sandbox);
    assert!(sandbox.settle_callbacks(LONG));
    for pause in CALLBACKS.retries_ms {
        clock.advance(i64::from(*pause) - 1);
        assert!(sandbox.settle_callbacks(LONG));
        assert_eq!(backend.take().len(), 1, "before {pause} ms");
        clock.advance(1);
        assert!(sandbox.settle_callbacks(LONG));
    }
    assert_eq!(backend.take().len(), 1);
    clock.advance(3_600_000);
    assert!(sandbox.settle_callbacks(LONG));
    assert!(backend.take().is_empty());
    assert_eq!(sandbox.deliveries()[0].outcome, Outcome::GivenUp);
}

/// Sends a message to a group, whose callback is answered so: the code and text of the reply, the messages that the
/// sandbox then knows, and the callbacks that follow.
fn message(
    answer: impl Fn(&Clock) -> Response<Vec<u8>> + Send + Sync + 'static,
) -> (i64, String, Vec<Value>, Vec<Value>) {
    let clock = clock();
    let asking = clock.clone();
    let asked = Backend::new(SECRET, &clock, move |delivery| {
        assert!(matches!(&delivery.event, Event::BeforeSendMsg(message) if message.from_user_id == "user0"));
        answer(&asking)
    });
    let told = Backend::ok(&clock);
    let sandbox = sandbox(&clock)
        .callback_url(told.url())
        .callback_url(CallbackUrl::new(asked.url()).event("before_send_msg"))
        .start()
        .unwrap();
    let params = json!({
        "FromUserId": "user0", "GroupId": "group0", "MessageType": 1, "Priority": 1,
        "MessageBody": {"Message": "hello", "ExtendedData": "a"},
    });
    assert!(sandbox.state().arrange("SendGroupMessage", &params));
    let request = bridge::build("SendGroupMessage", params.as_object().unwrap(), Policy::All).unwrap().unwrap();
    let response = send_any(&zim(&sandbox.url()).unwrap(), &*request).unwrap();
    assert!(sandbox.settle_callbacks(LONG));
    let reply: Value = serde_json::from_slice(response.body()).unwrap();
    let text = reply["Message"].as_str().unwrap().to_owned();
    let told = told.take().into_iter().map(|heard| heard.unwrap().1).collect();
    (reply["Code"].as_i64().unwrap(), text, sandbox.rows("messages").unwrap(), told)
}

fn verdict(result: i64) -> impl Fn(&Clock) -> Response<Vec<u8>> {
    move |_| json_response(&json!({"result": result, "reason": "spam"}).to_string())
}

fn json_response(body: &str) -> Response<Vec<u8>> {
    Response::new(body.as_bytes().to_vec())
}

#[test]
fn a_message_that_the_backend_refuses_is_not_sent() {
    let (code, text, messages, told) = message(verdict(3));
    assert_eq!((code, text.as_str()), (660_500_010, "callback before_send_msg was answered with result 3: spam"));
    assert!(messages.is_empty() && told.is_empty(), "{messages:?} {told:?}");
}

#[test]
fn a_message_that_the_backend_lets_pass_is_sent() {
    for result in [0, 1, 2, 77] {
        let (code, _, messages, told) = message(verdict(result));
        assert_eq!((code, messages.len(), told.len()), (0, 1, 1), "{result}");
        assert_eq!((&told[0]["event"], &told[0]["msg_body"]), (&json!("send_msg"), &json!("hello")));
        assert_eq!(told[0]["msg_seq"], messages[0]["msg_seq"], "what is told is what is known");
    }
}

#[test]
fn a_message_is_sent_as_the_backend_changed_it() {
    let changed = r#"{"result": 1, "new_payload": "b", "new_msg_body": "goodbye"}"#;
    let (code, _, messages, told) = message(move |_| json_response(changed));
    assert_eq!(code, 0);
    assert_eq!((&messages[0]["body"], &messages[0]["extended_data"]), (&json!("goodbye"), &json!("b")));
    assert_eq!((&told[0]["msg_body"], &told[0]["payload"]), (&json!("goodbye"), &json!("b")));
}

#[test]
fn a_message_is_not_sent_if_the_backend_fails_twice() {
    let asked = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&asked);
    let (code, text, messages, _) = message(move |clock| {
        let mut counted = counted.lock().unwrap();
        *counted += 1;
        if *counted == 1 {
            // Asked again by then, whether this answer or the time comes first.
            clock.advance(2500);
        }
        let mut response = Response::new(Vec::new());
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    });
    assert_eq!((code, text.as_str()), (660_500_010, "callback before_send_msg was not answered"));
    assert!(messages.is_empty());
    assert_eq!(*asked.lock().unwrap(), 2);
}

#[test]
fn who_is_not_asked_by_name_is_not_asked() {
    let clock = clock();
    let backend = Backend::ok(&clock);
    let sandbox = sandbox(&clock).callback_url(backend.url()).start().unwrap();
    let spec = &*SPEC;
    let action = spec.action("SendRoomMessage").unwrap();
    let params = sample::params(spec, action);
    assert!(sandbox.state().arrange("SendRoomMessage", &Value::from(params.clone())));
    let request = bridge::build("SendRoomMessage", &params, Policy::All).unwrap().unwrap();
    send_any(&zim(&sandbox.url()).unwrap(), &*request).unwrap();
    assert!(sandbox.settle_callbacks(LONG));
    let events: Vec<_> = backend.take().into_iter().map(|heard| heard.unwrap().1["event"].clone()).collect();
    assert_eq!(events, ["send_msg"]);
}

/// Each event that an action declares comes once for one request or another, and decodes into its type.
#[test]
fn every_callback_of_every_action_comes() {
    let spec = &*SPEC;
    let telling: Vec<_> = spec.actions.iter().filter(|action| !action.notifications.is_empty()).collect();
    assert!(telling.len() >= 15, "{} actions", telling.len());
    let mut all = BTreeSet::new();
    for action in telling {
        let declared: BTreeSet<&str> = action.notifications.iter().map(|it| it.event.as_str()).collect();
        let mut come = BTreeSet::new();
        // Users as they are registered, and users who are bots and online.
        // One who acts on others.
        let mut apart = sample::full(spec, action);
        if action.param("FromUserId").is_some() {
            apart.insert("FromUserId".to_owned(), json!("operator"));
        }
        for (params, special) in [
            (sample::params(spec, action), false),
            (sample::params(spec, action), true),
            (sample::full(spec, action), false),
            (apart, false),
        ] {
            let clock = clock();
            let backend = Backend::new(SECRET, &clock, |delivery| match &delivery.event {
                Event::BeforeSendMsg(message) => {
                    Delivery::answer(message, &BeforeSendMsgAnswer::new(SendVerdict::Send))
                }
                Event::Unknown(notice) => panic!("{} is no event", notice.event()),
                _ => Delivery::ok(),
            });
            let asking = spec.callbacks.iter().filter(|callback| !callback.reply.is_empty());
            let builder = sandbox(&clock).callback_url(backend.url());
            let named =
                |builder: Builder, name: &str| builder.callback_url(CallbackUrl::new(backend.url()).event(name));
            let sandbox = asking.fold(builder, |builder, callback| named(builder, &callback.name)).start().unwrap();
            let given = Value::from(params.clone());
            assert!(sandbox.state().arrange(&action.name, &given));
            if special {
                for user in texts(&params) {
                    let row = json!({"user_id": user, "is_bot": true, "online": "Online"});
                    sandbox.put("users", row).unwrap();
                }
            }
            let request = bridge::build(&action.name, &params, Policy::None).unwrap().unwrap();
            let response = send_any(&zim(&sandbox.url()).unwrap(), &*request).unwrap();
            let reply: Value = serde_json::from_slice(response.body()).unwrap();
            assert_eq!(reply["Code"], 0, "{}: {reply}", action.name);
            assert!(sandbox.settle_callbacks(LONG));
            // What waits for a time comes within ten minutes.
            clock.advance(600_000);
            assert!(sandbox.settle_callbacks(LONG));
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for heard in backend.take() {
                let (event, body) = heard.unwrap_or_else(|| panic!("a callback of {} was refused", action.name));
                let name = body["event"].as_str().unwrap();
                assert!(!matches!(event, Event::Unknown(_)), "{name}");
                *counts.entry(name.to_owned()).or_default() += 1;
            }
            for (event, count) in counts {
                assert!(declared.contains(event.as_str()), "{} does not declare {event}", action.name);
                assert_eq!(count, 1, "{event} of {} with {given}", action.name);
                come.insert(event);
            }
            let unfinished = sandbox.deliveries().into_iter().find(|it| it.outcome != Outcome::Delivered);
            assert!(unfinished.is_none(), "{unfinished:?}");
        }
        let missing: Vec<_> = declared.iter().filter(|event| !come.contains(**event)).collect();
        assert!(missing.is_empty(), "{} never brings about {missing:?}", action.name);
        all.extend(come);
    }
    println!("{} events: {all:?}", all.len());
}

/// The texts among the parameters, and in lists among them.
fn texts(params: &Map<String, Value>) -> Vec<String> {
    let of = |value: &Value| match value {
        Value::Array(items) => items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
        value => value.as_str().map(str::to_owned).into_iter().collect::<Vec<_>>(),
    };
    params.values().flat_map(of).collect()
}

#[test]
fn calls_time_out() {
    // Who answers and whether the caller is online; the event, and whom it names.
    for (accepted, online, event, users) in [
        (&[][..], false, "call_timeout", &["user1", "user2"][..]),
        (&[], true, "call_cancel", &["user1", "user2"]),
        (&["user1"], true, "call_timeout", &["user2"]),
        (&["user1"], false, "call_timeout", &["user2"]),
        (&["user1", "user2"], true, "", &[]),
    ] {
        let clock = clock();
        let backend = Backend::ok(&clock);
        let sandbox = sandbox(&clock).callback_url(backend.url()).start().unwrap();
        ["user0", "user1", "user2"].into_iter().for_each(|user| sandbox.register_user(user));
        if online {
            sandbox.put("users", json!({"user_id": "user0", "online": "Online"})).unwrap();
        }
        let send = |action: &str, params: Value| {
            let request = bridge::build(action, params.as_object().unwrap(), Policy::None).unwrap().unwrap();
            let response = send_any(&zim(&sandbox.url()).unwrap(), &*request).unwrap();
            let reply: Value = serde_json::from_slice(response.body()).unwrap();
            assert_eq!(reply["Code"], 0, "{reply}");
            reply
        };
        let push = json!({"Enable": 0, "Title": "t", "Content": "c"});
        let invite = json!({"FromUserId": "user0", "UserIds": ["user1", "user2"], "Timeout": 30, "OfflinePush": push});
        let call = send("CallInvite", invite)["CallId"].clone();
        for user in accepted {
            send("CallAccept", json!({"FromUserId": user, "CallId": call}));
        }
        // Whoever is still to be answered would be late, too.
        assert!(sandbox.settle_callbacks(LONG));
        clock.advance(29_999);
        assert!(sandbox.settle_callbacks(LONG));
        assert_eq!(backend.take().len(), 1 + accepted.len(), "nothing has timed out");
        clock.advance(1);
        assert!(sandbox.settle_callbacks(LONG));
        let heard: Vec<Value> = backend.take().into_iter().map(|heard| heard.unwrap().1).collect();
        let found: Vec<_> = heard.iter().map(|it| (&it["event"], &it["call_id"], &it["user_ids"])).collect();
        let expected = (json!(event), call, json!(users));
        let expected: Vec<_> =
            (!event.is_empty()).then_some((&expected.0, &expected.1, &expected.2)).into_iter().collect();
        assert_eq!(found, expected, "{accepted:?} answered, online: {online}");
        assert!(heard.iter().all(|it| it["event"] != "call_cancel" || it["reason"] == "timeout_cancel"));
    }
}
