//! What requests take of the limits of their actions.

use std::time::Duration;
use zim_generated::call::CallReject;
use zim_generated::client::RateError;
use zim_generated::client::limit::{Demand, LocalKeeper, demands};
use zim_generated::group::DismissGroup;
use zim_generated::messaging::QueryMessagesByMsgSeq;
use zim_generated::runtime::{Policy, Request, Valid};
use zim_generated::types::ConvType;
use zim_spec::model::{RateScope, RateUnit};
use zim_tests::{bridge, sample};

/// A request for so many messages, of which 20 a second are allowed.
pub(crate) fn messages(count: i64) -> Valid<QueryMessagesByMsgSeq> {
    let request = QueryMessagesByMsgSeq::builder("user0", "user1", ConvType::Peer, 0..count);
    request.build_with(Policy::None).unwrap()
}

/// Each demand as `KEY: COST of COUNT in SECONDS`.
#[track_caller]
fn check(request: &dyn Request, expected: &[&str]) {
    let shown = |demand: Demand| {
        let Demand { key, count, window, cost, .. } = demand;
        format!("{key}: {cost} of {count} in {}", window.as_secs())
    };
    let found: Vec<String> = demands(7, request).into_iter().map(shown).collect();
    assert_eq!(found, expected);
}

#[test]
fn calls_and_items_are_counted_for_the_application_or_a_value() {
    check(&CallReject::builder("user0", "call0"), &["7.CallReject.0: 1 of 20 in 1"]);
    check(&messages(3), &["7.QueryMessagesByMsgSeq.0: 3 of 20 in 1"]);
    check(&messages(0), &[]);
    check(&DismissGroup::builder("user0", "group0"), &["7.DismissGroup.0.group0: 1 of 1 in 1"]);
    // Whatever a value is, keys stay apart, in ASCII and on one line.
    check(&DismissGroup::builder("user0", "#a.b c\n组"), &["7.DismissGroup.0.%23a.b%20c%0A%E7%BB%84: 1 of 1 in 1"]);
    check(&DismissGroup::builder("user0", ""), &["7.DismissGroup.0.: 1 of 1 in 1"]);
}

#[test]
fn every_limit_of_the_spec_is_found_in_a_request() {
    let spec = zim_tests::spec().unwrap();
    let mut several = 0;
    for action in &spec.actions {
        let params = sample::full(&spec, action);
        let request = bridge::build(&action.name, &params, Policy::None).unwrap().unwrap();
        let found = demands(7, &*request);
        assert_eq!(found.len(), action.rate_limits.len(), "{}: {found:?}", action.name);
        several += usize::from(found.len() > 1);
        for (demand, limit) in found.iter().zip(&action.rate_limits) {
            let window = Duration::from_secs(limit.window_seconds.into());
            let cost = match &limit.counts {
                RateUnit::Items(list) => params[list.as_str()].as_array().unwrap().len() as u64,
                _ => 1,
            };
            assert_eq!((demand.count, demand.window, demand.cost), (limit.count, window, cost), "{}", action.name);
            let scoped = matches!(limit.scope, RateScope::Param(_));
            assert_eq!(demand.key.scope.as_ref().is_some_and(|scope| !scope.is_empty()), scoped, "{}", action.name);
        }
    }
    assert!(several > 0, "no action of the spec has several limits");
}

#[test]
fn what_never_fits_is_told_from_what_does_not_fit_now() {
    let keeper = LocalKeeper::with_margin(Duration::from_secs(1000));
    let ask = |count| keeper.reserve(&demands(7, &messages(count)), Duration::ZERO);
    assert!(matches!(ask(21), Err(RateError::TooLarge { limit: 20, items: 21 })));
    assert_eq!(ask(15).unwrap(), Duration::ZERO);
    assert!(matches!(ask(6), Err(RateError::Refused { wait }) if wait > Duration::from_secs(900)));
    assert_eq!(ask(5).unwrap(), Duration::ZERO, "what was refused took nothing");
    // Another application is another matter.
    assert_eq!(keeper.reserve(&demands(8, &messages(20)), Duration::ZERO).unwrap(), Duration::ZERO);
}
