//! Any JSON, and requests by any seed, to the two readings of a spec: where Rust can build the request, both find the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use std::sync::LazyLock;
use zim_generated::runtime::Policy;
use zim_spec::interpret::{Input, check};
use zim_spec::model::{Action, Spec};
use zim_tests::bridge::{self, Params};
use zim_tests::random::Random;

static SPEC: LazyLock<Spec> = LazyLock::new(|| zim_tests::spec().expect("the spec loads"));

fuzz_target!(|input: &[u8]| {
    let [which, rest @ ..] = input else { return };
    let Some(action) = SPEC.actions.get(usize::from(*which) % SPEC.actions.len()) else { return };
    if let Ok(json @ Value::Object(_)) = serde_json::from_slice(rest) {
        // Whatever it is, the interpreter judges it.
        let _ = check(&SPEC, action, Input::Json(&json));
        if let Value::Object(params) = json {
            agree(action, &params);
        }
    } else if let Ok(seed) = rest.try_into().map(u64::from_le_bytes) {
        agree(action, &Random::new(&SPEC, seed).request(action));
    }
});

fn agree(action: &Action, params: &Params) {
    let Some(built) = bridge::build(&action.name, params, Policy::All) else { return };
    // What Rust read of it; a field that it does not know is not sent.
    let json = Value::Object(params.clone());
    let interpreted: Vec<_> = check(&SPEC, action, Input::Json(&json))
        .into_iter()
        .map(|breach| (breach.path, breach.rule.to_owned(), breach.limit, breach.actual, breach.code))
        .collect();
    let generated: Vec<_> = match &built {
        Ok(_) => Vec::new(),
        Err(violations) => violations.iter().map(told).collect(),
    };
    assert_eq!(generated, interpreted, "{} with {json}", action.name);
}

fn told(violation: &zim_generated::runtime::Violation) -> (String, String, String, String, i64) {
    let (rule, code) = (violation.rule.as_str().to_owned(), violation.code.get());
    (violation.path.clone(), rule, violation.limit.to_string(), violation.actual.to_string(), code)
}
