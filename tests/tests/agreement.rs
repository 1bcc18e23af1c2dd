//! The generated validators and the interpreter are two independent readings of one spec: they agree on
//! every edge of every limit and rule, and on random requests.
//!
//! Random requests are the same in each run; `ZIM_SEED=7 cargo test -p zim-tests --test agreement` gives others, and
//! `ZIM_REQUESTS=1000000` more of them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::env;
use zim_generated::runtime::{Policy, Violation};
use zim_spec::interpret::{Breach, Input, check};
use zim_spec::model::{Action, Spec};
use zim_tests::boundary::{self, Case, Constraint};
use zim_tests::random::Random;
use zim_tests::shrink::smallest;
use zim_tests::{bridge, sample};

type Params = Map<String, Value>;

/// Over all actions together.
const REQUESTS: usize = 120_000;

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

/// What both find; or how they differ, under whichever policy.
fn compared(spec: &Spec, action: &Action, params: &Params) -> Result<Vec<Finding>, String> {
    let json = Value::Object(params.clone());
    let breaches = check(spec, action, Input::Json(&json));
    for policy in [Policy::All, Policy::Fixed] {
        let kept = |breach: &&Breach| policy == Policy::All || !breach.raisable;
        let interpreted: Vec<Finding> = breaches.iter().filter(kept).map(Finding::from).collect();
        let generated: Vec<Finding> = match bridge::build(&action.name, params, policy) {
            None => {
                return Err("the bridge cannot build it: it has a type or a gap that Rust would not let through".into());
            }
            Some(Ok(_)) => Vec::new(),
            Some(Err(violations)) => violations.iter().map(Finding::from).collect(),
        };
        if generated != interpreted {
            return Err(format!(
                "under {policy:?}, generated code finds {generated:#?}, the interpreter {interpreted:#?}"
            ));
        }
    }
    Ok(breaches.iter().map(Finding::from).collect())
}

/// The actions of one of `SHARDS` parts, so that tests share the work.
fn shard(spec: &Spec, part: usize) -> impl Iterator<Item = &Action> {
    spec.actions.iter().skip(part).step_by(SHARDS)
}

const SHARDS: usize = 4;

macro_rules! in_shards {
    ($test:ident, $($name:ident $part:literal),+) => {
        mod $test {
            const _: () = assert!([$($part),+].len() == super::SHARDS, "a part for each shard");
            $(#[test]
            fn $name() {
                super::$test($part);
            })+
        }
    };
}

in_shards!(every_limit, part_1 0, part_2 1, part_3 2, part_4 3);
in_shards!(random_requests, part_1 0, part_2 1, part_3 2, part_4 3);

/// Every case is found broken or kept as it was made, and every constraint has both.
fn every_limit(part: usize) {
    let spec = spec();
    let mut failures = Vec::new();
    let (mut cases, mut constraints, mut unbreakable) = (0, 0, 0);
    for action in shard(&spec, part) {
        let (mut broken, mut kept) = (BTreeSet::new(), BTreeSet::new());
        for case in boundary::cases(&spec, action) {
            cases += 1;
            match judged(&spec, action, &case) {
                Err(failure) => failures.push(failure),
                // Not only this limit is kept, but all of them.
                Ok(findings) if !case.broken && findings == 0 => drop(kept.insert(case.constraint)),
                Ok(_) if case.broken => drop(broken.insert(case.constraint)),
                Ok(_) => {}
            }
        }
        for (constraint, breakable) in boundary::constraints(&spec, action) {
            constraints += 1;
            unbreakable += usize::from(!breakable);
            let Constraint { place, rule, limit } = &constraint;
            if breakable && !broken.contains(&constraint) {
                failures.push(format!("{}: no case breaks {rule} {limit} at {place}", action.name));
            }
            if !kept.contains(&constraint) {
                failures.push(format!("{}: no valid case keeps {rule} {limit} at {place}", action.name));
            }
        }
    }
    println!("{cases} cases on both sides of {constraints} constraints, {unbreakable} of which no request can break");
    report(&failures);
}

/// How many findings there are, if the one that the case is about is among them as it should be.
fn judged(spec: &Spec, action: &Action, case: &Case) -> Result<usize, String> {
    let described = || format!("{} with {}", action.name, Value::Object(case.params.clone()));
    let findings = compared(spec, action, &case.params).map_err(|failure| format!("{}: {failure}", described()))?;
    let is_about = |finding: &Finding| {
        let limit = &case.constraint.limit;
        finding.rule == case.constraint.rule
            && finding.path == case.path
            && (limit.is_empty() || finding.limit == *limit)
    };
    if findings.iter().any(is_about) == case.broken {
        return Ok(findings.len());
    }
    let Constraint { place, rule, .. } = &case.constraint;
    let expected = if case.broken { "broken" } else { "kept" };
    Err(format!("{rule} at {place} ({}) should be {expected} in {}; found {findings:#?}", case.path, described()))
}

#[track_caller]
fn report(failures: &[String]) {
    let shown: Vec<String> = failures.iter().take(12).map(|failure| failure.chars().take(3000).collect()).collect();
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), shown.join("\n\n"));
}

fn random_requests(part: usize) {
    let spec = spec();
    let number = |name: &str, otherwise: usize| env::var(name).map_or(otherwise, |text| text.parse().unwrap());
    let seed = number("ZIM_SEED", 1) as u64;
    let each = number("ZIM_REQUESTS", REQUESTS).div_ceil(spec.actions.len());
    let (mut valid, mut count) = (0, 0);
    for action in shard(&spec, part) {
        // Its own seed for each action, so that a new action changes nothing for others.
        let own = action.name.bytes().fold(seed, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
        let mut random = Random::new(&spec, own);
        for _ in 0..each {
            let params = random.request(action);
            count += 1;
            match compared(&spec, action, &params) {
                Ok(findings) => valid += usize::from(findings.is_empty()),
                Err(_) => {
                    let smallest = smallest(&params, |params| is_disagreement(&spec, action, params));
                    let failure = compared(&spec, action, &smallest).err().unwrap_or_default();
                    let params = Value::Object(smallest);
                    panic!("ZIM_SEED={seed}: {} with {params}: {failure}", action.name);
                }
            }
        }
    }
    println!("ZIM_SEED={seed}: {count} requests, {valid} of them valid");
    assert!(
        valid * 20 > count && valid * 20 < count * 19,
        "{valid} of {count} random requests are valid: say more of both"
    );
}

/// Whether the two differ; a request that cannot be built any more has lost what made them differ.
fn is_disagreement(spec: &Spec, action: &Action, params: &Params) -> bool {
    bridge::build(&action.name, params, Policy::None).is_some() && compared(spec, action, params).is_err()
}

#[test]
fn every_kind_of_limit_is_seen_kept_and_broken() {
    let spec = spec();
    let cases = spec.actions.iter().flat_map(|action| boundary::cases(&spec, action));
    let seen: BTreeSet<_> = cases.map(|case| (case.constraint.rule, case.broken)).collect();
    let missing: Vec<_> =
        RULES.iter().filter(|rule| !(seen.contains(&(rule, true)) && seen.contains(&(rule, false)))).collect();
    assert!(
        missing.is_empty(),
        "no case on either side of {missing:?}: give it to the lab's spec, and its edges to boundary/"
    );
    let unknown: Vec<_> = seen.iter().filter(|(rule, _)| !RULES.contains(rule)).collect();
    assert!(unknown.is_empty(), "{unknown:?} are not in RULES");
}

/// Every kind of limit and rule: each is to be seen broken and kept.
const RULES: [&str; 28] = [
    "non_empty",
    "base64",
    "min_bytes",
    "max_bytes",
    "min_chars",
    "max_chars",
    "charset",
    "prefix",
    "forbidden_prefix",
    "one_of",
    "min",
    "above",
    "max",
    "below",
    "flags",
    "min_items",
    "max_items",
    "unique_items",
    "unique_by",
    "max_total_bytes",
    "required_if",
    "allowed_if",
    "at_least_one",
    "exactly_one",
    "differ",
    "not_among",
    "among",
    "all_equal",
];

#[test]
fn samples_keep_every_limit_and_rule() {
    let spec = spec();
    let mut failures = Vec::new();
    for action in &spec.actions {
        for (kind, params) in [("lean", sample::params(&spec, action)), ("full", sample::full(&spec, action))] {
            match compared(&spec, action, &params) {
                Ok(findings) if findings.is_empty() => {}
                found => failures.push(format!(
                    "{}: the {kind} sample {} breaks {found:#?}",
                    action.name,
                    Value::Object(params)
                )),
            }
        }
    }
    report(&failures);
}

/// What is in a request cannot hide what both look for: no policy holds nothing.
#[test]
fn no_policy_lets_everything_pass() {
    let spec = spec();
    for action in &spec.actions {
        for case in boundary::cases(&spec, action).into_iter().filter(|case| case.broken).take(50) {
            let built = bridge::build(&action.name, &case.params, Policy::None);
            assert!(matches!(built, Some(Ok(_))), "{}: {:?}", action.name, case.params);
        }
    }
}
