//! The generated validators and the interpreter are two independent readings of one spec: they agree on
//! every edge of every limit, and on random requests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use zim_generated::runtime::{Policy, Violation};
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
    raisable: bool,
}

impl From<&Breach> for Finding {
    fn from(breach: &Breach) -> Self {
        let Breach { path, rule, limit, actual, code, raisable, .. } = breach;
        Self {
            path: path.clone(),
            rule: (*rule).to_owned(),
            limit: limit.clone(),
            actual: actual.clone(),
            code: *code,
            raisable: *raisable,
        }
    }
}

impl From<&Violation> for Finding {
    fn from(violation: &Violation) -> Self {
        let (rule, code) = (violation.rule.as_str().to_owned(), violation.code.get());
        let (limit, actual) = (violation.limit.to_string(), violation.actual.to_string());
        Self { path: violation.path.clone(), rule, limit, actual, code, raisable: violation.raisable }
    }
}

/// Every action of ZIM, and the lab's, which have limits of every kind.
fn spec() -> Spec {
    zim_tests::spec().unwrap_or_else(|error| panic!("the spec has mistakes:\n{error}"))
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
    let spec = spec();
    let mut seen = BTreeSet::new();
    for action in &spec.actions {
        for case in boundary::cases(&spec, action) {
            let findings = both(&spec, action, &case.params);
            let is_about =
                |finding: &Finding| finding.rule == case.rule && without_positions(&finding.path) == case.path;
            assert_eq!(findings.iter().any(is_about), case.broken, "{case:?}: found {findings:?}");
            seen.insert((case.rule, case.broken));
        }
    }
    for rule in RULES {
        assert!(
            seen.contains(&(rule, true)) && seen.contains(&(rule, false)),
            "no case on either side of `{rule}`: give it to the lab's spec, and its edges to boundary.rs"
        );
    }
}

/// Every kind of limit: each is to be seen broken and kept.
const RULES: [&str; 14] = [
    "non_empty",
    "min_bytes",
    "max_bytes",
    "min_chars",
    "max_chars",
    "charset",
    "prefix",
    "forbidden_prefix",
    "min",
    "max",
    "one_of",
    "min_items",
    "max_items",
    "unique_items",
];

#[test]
fn a_sample_of_every_action_keeps_every_limit() {
    let spec = spec();
    for action in &spec.actions {
        let findings = both(&spec, action, &sample::params(&spec, action));
        assert!(findings.is_empty(), "{}: a sample breaks {findings:?}", action.name);
    }
}

#[test]
fn they_agree_on_random_requests() {
    let spec = spec();
    let config = ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() };
    for action in &spec.actions {
        let outcome = TestRunner::new(config.clone()).run(&request(&spec, action), |params| {
            both(&spec, action, &params);
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{}: {error}", action.name));
    }
}

/// `Lines[3].From.X` → `Lines.From.X`
fn without_positions(path: &str) -> String {
    let keep = |part: &str| part.split('[').next().unwrap_or_default().to_owned();
    path.split('.').map(keep).collect::<Vec<_>>().join(".")
}

fn request(spec: &Spec, action: &Action) -> BoxedStrategy<Map<String, Value>> {
    object(spec, &action.params, 3)
}

/// Structs are filled `depth` deep; below that they have only what is required.
fn object(spec: &Spec, fields: &[Param], depth: usize) -> BoxedStrategy<Map<String, Value>> {
    let fields: Vec<_> = fields.iter().map(|field| parameter(spec, field, depth)).collect();
    fields.prop_map(|fields| fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()).boxed()
}

fn parameter(spec: &Spec, param: &Param, depth: usize) -> BoxedStrategy<(String, Option<Value>)> {
    let value = value(spec, &param.schema, depth);
    let name = param.name.clone();
    let present =
        if param.required { value.prop_map(Some).boxed() } else { proptest::option::weighted(0.7, value).boxed() };
    present.prop_map(move |value| (name.clone(), value)).boxed()
}

fn value(spec: &Spec, schema: &Schema, depth: usize) -> BoxedStrategy<Value> {
    match &schema.ty {
        Type::Bool => any::<bool>().prop_map(|flag| json!(flag)).boxed(),
        Type::Int(int) => number(schema, int.range()),
        Type::List(item) => proptest::collection::vec(value(spec, item, depth), 0..6).prop_map(Value::Array).boxed(),
        Type::Struct(_) if depth == 0 => Just(sample::value(spec, schema, 0)).boxed(),
        Type::Struct(name) => object(spec, sample::fields(spec, name), depth - 1).prop_map(Value::Object).boxed(),
        _ => text(spec, schema),
    }
}

/// Numbers near the limits, and any that Rust's type can hold.
fn number(schema: &Schema, (low, high): (i128, i128)) -> BoxedStrategy<Value> {
    let near = schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::Min(n) | LimitKind::Max(n) => Some(i128::from(*n)),
        LimitKind::OneOf(numbers) => numbers.first().map(|n| i128::from(*n)),
        _ => None,
    });
    let near = near.unwrap_or(0);
    let close = (near - 4).max(low)..=(near + 4).min(high);
    let json = |n: i128| i64::try_from(n).map_or_else(|_| json!(u64::try_from(n).unwrap_or(u64::MAX)), |n| json!(n));
    prop_oneof![4 => close, 1 => low..=high].prop_map(json).boxed()
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
