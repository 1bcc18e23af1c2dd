//! The generated validators and the interpreter are two independent readings of one spec: they agree on
//! every edge of every limit, and on random requests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};
use zim_generated::runtime::{Actual, Limit, Policy, Violation};
use zim_spec::interpret::{Breach, Input, check};
use zim_spec::model::{Action, LimitKind, Param, Schema, Spec, Type};
use zim_tests::{boundary, bridge, sample};

/// One broken limit as both readings tell it.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    path: String,
    rule: String,
    limit: String,
    actual: String,
    code: i64,
}

impl From<&Breach> for Finding {
    fn from(breach: &Breach) -> Self {
        let Breach { path, rule, limit, actual, code, .. } = breach;
        Self { path: path.clone(), rule: (*rule).to_owned(), limit: limit.clone(), actual: actual.clone(), code: *code }
    }
}

impl From<&Violation> for Finding {
    fn from(violation: &Violation) -> Self {
        let limit = match &violation.limit {
            Limit::Number(number) => number.to_string(),
            Limit::Text(text) => (*text).to_owned(),
            Limit::Charset(name) => (*name).to_owned(),
            _ => String::new(),
        };
        let actual = match &violation.actual {
            Actual::Number(number) => number.to_string(),
            Actual::Character { character, position } => format!("{character}@{position}"),
            _ => String::new(),
        };
        let (rule, code) = (violation.rule.as_str().to_owned(), violation.code.get());
        Self { path: violation.path.to_string(), rule, limit, actual, code }
    }
}

fn shipped() -> Spec {
    zim_spec::load::shipped().unwrap_or_else(|diagnostics| panic!("the shipped spec has mistakes:\n{diagnostics}"))
}

/// What the interpreter finds; the generated validator must find the same, under every policy.
fn both(spec: &Spec, action: &Action, params: &Map<String, Value>) -> Vec<Finding> {
    let json = Value::Object(params.clone());
    let breaches = check(spec, action, Input::Json(&json));
    for policy in [Policy::All, Policy::Fixed, Policy::None] {
        let kept = |breach: &&Breach| match policy {
            Policy::All => true,
            Policy::Fixed => !breach.raisable,
            _ => false,
        };
        let interpreted: Vec<Finding> = breaches.iter().filter(kept).map(Finding::from).collect();
        let generated: Vec<Finding> = match bridge::build(&action.name, params, policy) {
            None => panic!(
                "{} cannot be built from {json}: the case has a type or a gap that Rust would not let through",
                action.name
            ),
            Some(Ok(_)) => Vec::new(),
            Some(Err(violations)) => violations.iter().map(Finding::from).collect(),
        };
        assert_eq!(
            generated, interpreted,
            "{} with {json} under {policy:?}: generated code (left) and interpreter (right) disagree",
            action.name
        );
    }
    breaches.iter().map(Finding::from).collect()
}

#[test]
fn they_agree_on_both_sides_of_every_limit() {
    let spec = shipped();
    let mut count = 0;
    for action in &spec.actions {
        for case in boundary::cases(&spec, action) {
            let findings = both(&spec, action, &case.params);
            let is_about = |finding: &Finding| {
                finding.rule == case.rule && finding.path.split('[').next() == Some(case.param.as_str())
            };
            assert_eq!(findings.iter().any(is_about), case.broken, "{case:?}: found {findings:?}");
            count += 1;
        }
    }
    assert!(
        count > 100 * spec.actions.len(),
        "only {count} cases for {} actions: the edges are not being made",
        spec.actions.len()
    );
}

#[test]
fn a_sample_of_every_action_keeps_every_limit() {
    let spec = shipped();
    for action in &spec.actions {
        let findings = both(&spec, action, &sample::params(&spec, action));
        assert!(findings.is_empty(), "{}: a sample breaks {findings:?}", action.name);
    }
}

#[test]
fn they_agree_on_random_requests() {
    let spec = shipped();
    let config = ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() };
    for action in &spec.actions {
        let outcome = TestRunner::new(config.clone()).run(&request(&spec, action), |params| {
            both(&spec, action, &params);
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{}: {error}", action.name));
    }
}

fn request(spec: &Spec, action: &Action) -> impl Strategy<Value = Map<String, Value>> + use<> {
    let params: Vec<_> = action.params.iter().map(|param| parameter(spec, param)).collect();
    params.prop_map(|params| params.into_iter().filter_map(|(name, value)| Some((name, value?))).collect())
}

fn parameter(spec: &Spec, param: &Param) -> BoxedStrategy<(String, Option<Value>)> {
    let value = value(spec, &param.schema);
    let name = param.name.clone();
    let present =
        if param.required { value.prop_map(Some).boxed() } else { proptest::option::weighted(0.7, value).boxed() };
    present.prop_map(move |value| (name.clone(), value)).boxed()
}

fn value(spec: &Spec, schema: &Schema) -> BoxedStrategy<Value> {
    match &schema.ty {
        Type::Bool => any::<bool>().prop_map(|flag| json!(flag)).boxed(),
        Type::Int(int) => {
            let (low, high) = int.range();
            let near = schema.limits.iter().find_map(|limit| match limit.kind {
                LimitKind::Min(n) | LimitKind::Max(n) => Some(i128::from(n)),
                _ => None,
            });
            let near = near.unwrap_or(0);
            let close = (near - 3).max(low)..=(near + 3).min(high);
            let number =
                |n: i128| i64::try_from(n).map_or_else(|_| json!(u64::try_from(n).unwrap_or(u64::MAX)), |n| json!(n));
            prop_oneof![close, low..=high].prop_map(number).boxed()
        }
        Type::List(item) => proptest::collection::vec(value(spec, item), 0..6).prop_map(Value::Array).boxed(),
        _ => text(spec, schema),
    }
}

fn text(spec: &Spec, schema: &Schema) -> BoxedStrategy<Value> {
    let longest = schema.limits.iter().find_map(|limit| match limit.kind {
        LimitKind::MaxBytes(n) | LimitKind::MaxChars(n) => usize::try_from(n).ok(),
        _ => None,
    });
    let longest = longest.unwrap_or(40);
    let set = schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::Charset(name) => spec.charsets.get(name),
        _ => None,
    });
    let members: Vec<char> = set.map_or_else(|| ('a'..='z').collect(), |set| set.chars.chars().collect());
    let member = proptest::sample::select(members);
    let length = prop_oneof![0..=longest.min(40), longest.saturating_sub(2)..=longest + 2];
    let mostly_members = length.prop_flat_map(move |length| {
        proptest::collection::vec(prop_oneof![60 => member.clone(), 1 => any::<char>()], length)
    });
    let prefix = sample::prefix(schema).to_owned();
    prop_oneof![
        4 => mostly_members.prop_map(move |chars| format!("{prefix}{}", chars.into_iter().collect::<String>())),
        1 => any::<String>(),
    ]
    .prop_map(Value::String)
    .boxed()
}
