//! Every action against a sandbox over HTTP: valid requests are answered, broken ones refused with the code that the
//! validator says, pages end, rates count what they should.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use zim_generated::http::Response;
use zim_generated::runtime::{Policy, Zim};
use zim_sandbox::{Clock, Sandbox};
use zim_spec::model::{Action, RateUnit, Spec};
use zim_tests::bridge::{self, Outcome};
use zim_tests::transport::{APP_ID, SECRET, send_any, zim};
use zim_tests::{boundary, sample};

static SPEC: LazyLock<Spec> =
    LazyLock::new(|| zim_tests::spec().unwrap_or_else(|error| panic!("the spec has mistakes:\n{error}")));

/// A sandbox whose clock stands still at the time of the stamps: rates are counted exactly.
struct Bench {
    spec: Spec,
    sandbox: Sandbox,
    zim: Zim,
}

impl Bench {
    fn new() -> Self {
        let spec = SPEC.clone();
        let now = zim_tests::transport::stamp().unwrap().timestamp * 1000;
        let sandbox =
            Sandbox::builder().app(APP_ID, SECRET).spec(spec.clone()).clock(Clock::manual(now)).start().unwrap();
        let zim = zim(&sandbox.url()).unwrap().with_policy(Policy::None);
        Self { spec, sandbox, zim }
    }

    /// What the action needs to find there.
    fn prepare(&self, action: &Action, params: &Map<String, Value>) {
        assert!(self.sandbox.state().arrange(&action.name, &Value::Object(params.clone())), "{}", action.name);
    }

    #[track_caller]
    fn send(&self, action: &str, params: &Map<String, Value>) -> Response<Vec<u8>> {
        let request = bridge::build(action, params, Policy::None).unwrap().unwrap();
        send_any(&self.zim, &*request).unwrap_or_else(|error| panic!("{action}: {error}"))
    }

    /// Longer than any rate's window is not possible without the stamp being too old: a fresh sandbox is.
    #[track_caller]
    fn outcome(&self, action: &str, params: &Map<String, Value>) -> Outcome {
        bridge::outcome(action, &self.send(action, params)).unwrap()
    }
}

#[test]
fn every_action_is_answered() {
    let bench = Bench::new();
    for action in &bench.spec.actions {
        for params in [sample::params(&bench.spec, action), sample::full(&bench.spec, action)] {
            bench.prepare(action, &params);
            let response = bench.send(&action.name, &params);
            let text = String::from_utf8_lossy(response.body()).into_owned();
            let outcome = bridge::outcome(&action.name, &response).unwrap();
            // The second of the two may be one too many.
            if let Outcome::Refused(code, _) = &outcome
                && rate_codes(&bench.spec, action).contains(code)
            {
                assert!(action.rate_limits.iter().any(|rate| rate.count == 1), "{}: {text}", action.name);
                continue;
            }
            assert_eq!(outcome, Outcome::Success, "{} with {}: {text}", action.name, Value::Object(params));
            let reply = bridge::reply(&action.name, response.body()).unwrap();
            let reply = reply.unwrap_or_else(|error| panic!("{}: {error}: {text}", action.name));
            let sent: Value = serde_json::from_slice(response.body()).unwrap();
            let lost: Vec<_> = sent.as_object().unwrap().keys().filter(|name| reply.get(name).is_none()).collect();
            assert!(lost.is_empty(), "{}: {lost:?} of {sent} is lost in {reply}", action.name);
        }
    }
}

/// One broken request for each kind of limit or rule of each action.
#[test]
fn every_broken_request_is_refused_with_the_code_of_the_validator() {
    let mut bench = Bench::new();
    let mut sent = 0;
    for at in 0..bench.spec.actions.len() {
        let mut seen = BTreeSet::new();
        let action = bench.spec.actions[at].clone();
        for case in boundary::cases(&bench.spec, &action) {
            if !case.broken
                || !seen.insert((
                    case.constraint.rule,
                    case.constraint.place.split(['.', '[', '<']).next().unwrap_or_default().to_owned(),
                ))
            {
                continue;
            }
            let Some(Err(violations)) = bridge::build(&action.name, &case.params, Policy::All) else {
                panic!("{}: {:?} breaks nothing", action.name, case.params);
            };
            sent += 1;
            if sent % 15 == 0 {
                // Before any rate limit is met.
                bench = Bench::new();
            }
            if never_admitted(&action, &case.params) {
                // Rates are looked at first.
                let refused = Outcome::Refused(bench.spec.service.refusals.rate_app, Vec::new());
                assert_eq!(bench.outcome(&action.name, &case.params), refused, "{}", action.name);
                continue;
            }
            let codes: Vec<i64> = violations.iter().map(|violation| violation.code.get()).collect();
            let found = match bench.outcome(&action.name, &case.params) {
                Outcome::Refused(code, _) => code,
                other => panic!("{} with {:?}: {other:?}, not refused with one of {codes:?}", action.name, case.params),
            };
            let rates = rate_codes(&bench.spec, &action);
            if rates.contains(&found) && action.rate_limits.iter().any(|rate| rate.count < 15) {
                bench = Bench::new();
                let again = bench.outcome(&action.name, &case.params);
                assert_eq!(again, Outcome::Refused(codes[0], Vec::new()), "{} with {:?}", action.name, case.params);
                continue;
            }
            assert_eq!(Some(&found), codes.first(), "{} with {:?}: {violations}", action.name, case.params);
        }
    }
    assert!(sent > 500, "{sent} broken requests");
}

/// The codes that tell of too many requests to an action.
fn rate_codes(spec: &Spec, action: &Action) -> Vec<i64> {
    let refusals = &spec.service.refusals;
    let own = action.rate_limits.iter().filter_map(|rate| rate.code);
    own.chain([refusals.rate_app, refusals.rate_scoped]).collect()
}

/// Whether a request has more items than a rate lets pass at once.
fn never_admitted(action: &Action, params: &Map<String, Value>) -> bool {
    action.rate_limits.iter().any(|rate| match &rate.counts {
        RateUnit::Items(name) => {
            let items = params.get(name).and_then(Value::as_array).map_or(0, Vec::len);
            items > usize::try_from(rate.count).unwrap()
        }
        _ => false,
    })
}

#[test]
fn pages_end() {
    let bench = Bench::new();
    let paged: Vec<_> = bench.spec.actions.iter().filter(|action| action.paging.is_some()).collect();
    assert!(paged.len() >= 5, "{} actions have pages", paged.len());
    for action in paged {
        let params = sample::params(&bench.spec, action);
        let response = bench.send(&action.name, &params);
        let text = String::from_utf8_lossy(response.body()).into_owned();
        assert_eq!(bridge::next_page(&action.name, &params, response.body()), Some(None), "{}: {text}", action.name);
    }
}

#[test]
fn a_page_that_is_not_the_last_leads_to_the_next() {
    use zim_spec::model::{PageEnd, Type};
    use zim_tests::wire::Sent;
    let bench = Bench::new();
    for action in &bench.spec.actions {
        let Some(paging) = &action.paging else { continue };
        let params = sample::params(&bench.spec, action);
        let mut reply = zim_spec::interpret::reply(&bench.spec, action, "7");
        let next = action.reply.iter().find(|field| field.name == paging.next).unwrap();
        let cursor = if matches!(next.schema.ty, Type::Text) { json!("cursor7") } else { json!(7) };
        reply[&paging.next] = cursor.clone();
        if let PageEnd::Field(field) = &paging.end {
            let end = action.reply.iter().find(|other| other.name == *field).unwrap();
            reply[field] = if matches!(end.schema.ty, Type::Bool) { json!(false) } else { json!(0) };
        }
        let again = bridge::next_page(&action.name, &params, reply.to_string().as_bytes());
        let found = match &again {
            Some(Some(Sent::Body(body))) => body.get(&paging.cursor).cloned(),
            Some(Some(Sent::Query(pairs))) => {
                pairs.iter().find(|(name, _)| *name == paging.cursor).map(|(_, value)| json!(value))
            }
            _ => None,
        };
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        assert_eq!(found.as_ref().map(text), Some(text(&cursor)), "{}: {reply} leads to {again:?}", action.name);
    }
}

#[test]
fn messages_count_against_the_rate_not_calls() {
    let bench = Bench::new();
    let action = bench.spec.action("QueryMessagesByMsgSeq").unwrap();
    assert!(action.rate_limits.iter().any(|rate| matches!(rate.counts, RateUnit::Items(_))));
    let with = |seqs: std::ops::Range<i64>| {
        let mut params = sample::params(&bench.spec, action);
        params.insert("MsgSeqList".to_owned(), seqs.collect());
        params
    };
    bench.prepare(action, &with(0..1));
    let refused = Outcome::Refused(bench.spec.service.refusals.rate_app, Vec::new());
    assert_eq!(bench.outcome(&action.name, &with(0..15)), Outcome::Success);
    assert_eq!(bench.outcome(&action.name, &with(0..6)), refused, "that would be the 21st message");
    assert_eq!(bench.outcome(&action.name, &with(0..5)), Outcome::Success, "20 fit");
    assert_eq!(bench.outcome(&action.name, &with(0..1)), refused);
    bench.sandbox.clock().advance(1000);
    assert_eq!(bench.outcome(&action.name, &with(0..20)), Outcome::Success, "a second later");
}

#[test]
fn two_windows_hold_at_once() {
    let bench = Bench::new();
    let action = bench.spec.action("SendMessageToAllUsers").unwrap();
    let windows: Vec<_> = action.rate_limits.iter().map(|rate| (rate.count, rate.window_seconds)).collect();
    assert_eq!(windows, [(1, 1), (100, 86_400)]);
    let params = sample::params(&bench.spec, action);
    bench.prepare(action, &params);
    // This action has a code of its own for it.
    let refused = Outcome::Refused(action.rate_limits[0].code.unwrap(), Vec::new());
    for sent in 0..100 {
        assert_eq!(bench.outcome(&action.name, &params), Outcome::Success, "message {sent}");
        if sent < 2 {
            assert_eq!(bench.outcome(&action.name, &params), refused, "a second in the same second");
        }
        bench.sandbox.clock().advance(1000);
    }
    assert_eq!(bench.outcome(&action.name, &params), refused, "the 101st of the day");
}
