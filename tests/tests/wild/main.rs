//! Specs that nobody wrote: random ones, as far as they are valid, become code that compiles without a warning, documents
//! without one, and finds in requests what the interpreter finds. So does the lab, which has on purpose what these have by
//! chance. A few in each run; `ZIM_SPECS` says how many, `ZIM_SEED` from where.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod limits;
mod names;
mod replies;
mod rules;
mod spec;
mod types;

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use zim_codegen::{Options, generate_bundle, generate_with};
use zim_spec::diagnostic::{Diagnostics, Severity};
use zim_spec::interpret::{Input, check};
use zim_spec::load::{Layer, load};
use zim_spec::model::Spec;
use zim_tests::bridge_code;
use zim_tests::random::Random;
use zim_tests::scratch::Scratch;

/// How many specs share a crate.
const BATCH: usize = 50;
/// What a build script would write.
const BUNDLE: &str = "bundle.rs";
/// What the language has for what becomes code; in many specs, each is somewhere.
const KEYS: &str = "\
    type doc required default example sensitive code optional selector base64_when non_empty min_bytes max_bytes \
    min_chars max_chars charset prefix forbidden_prefix min max above below only min_items max_items unique_items \
    unique_by max_total_bytes raisable clamps limit_codes sentinels unit not_in_future disputed values flags open \
    fields by variants chars action summary method in host envelope rate_limit repeatable source params rules reply \
    codes items paging about meaning meaning_zh advice recovery failed request succeeded message cursor next done \
    limit total list when given has allowed at_least_one exactly_one differ value among not_among all_equal callback \
    retries verdict refuse unanswered reason replace";
/// How many specs are many.
const MANY: usize = 100;
/// How many requests are tried of each action.
const REQUESTS: u64 = 40;

#[test]
fn valid_specs_become_code_that_keeps_them() {
    let (count, seed) = (number("ZIM_SPECS", 10), number("ZIM_SEED", 1));
    let mut refused = BTreeMap::new();
    let mut seeds = seed..seed + 1000 * count;
    let (mut done, count) = (0, usize::try_from(count).unwrap());
    let mut unseen: Vec<&str> = KEYS.split(' ').collect();
    while done < count {
        let valid = seeds.by_ref().filter_map(|seed| wild(seed, &mut refused));
        let batch: Vec<_> = valid.take(BATCH.min(count - done)).collect();
        assert!(!batch.is_empty(), "only {done} random specs are valid, of others: {refused:?}");
        if done == 0 {
            try_out(&[lab()]);
        }
        done += batch.len();
        unseen.retain(|key| !batch.iter().any(|wild| wild.source.contains(&format!("\"{key}\":"))));
        try_out(&batch);
    }
    println!("{done} specs; refused by others: {refused:?}; not in any: {unseen:?}");
    assert!(unseen.is_empty() || done < MANY, "none of {done} specs has {unseen:?}");
}

fn number(variable: &str, otherwise: u64) -> u64 {
    match env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable} is no number: {text:?}")),
        Err(_) => otherwise,
    }
}

/// A spec and its code: in files, or in one text for `include!` as a build script writes it.
struct Wild {
    seed: u64,
    spec: Spec,
    /// What was read.
    source: String,
    /// Their paths and texts.
    files: Vec<(String, String)>,
}

/// That of a seed, if it is valid. Whatever it is, it is read without a panic.
fn wild(seed: u64, refused: &mut BTreeMap<&'static str, usize>) -> Option<Wild> {
    let files = spec::files(seed);
    let source = files.iter().map(|file| file.text.as_str()).collect();
    let loaded = load(&[Layer::from_files("wild", files)]);
    let outcome = match loaded.spec {
        Some(spec) => code(&spec, seed.is_multiple_of(2)).map(|files| Wild { seed, spec, source, files }),
        None => Err(loaded.diagnostics),
    };
    outcome.map_err(|found| *refused.entry(first_error(&found)).or_default() += 1).ok()
}

/// The actions and callbacks of the lab, with what they share with the shipped ones.
fn lab() -> Wild {
    let shipped = load(&[Layer::shipped()]).spec.unwrap();
    let mut spec = zim_tests::spec().unwrap();
    spec.actions.retain(|action| shipped.action(&action.name).is_none());
    spec.callbacks.retain(|callback| shipped.callbacks.iter().all(|known| known.name != callback.name));
    let files = code(&spec, false).unwrap();
    Wild { seed: 0, spec, source: String::new(), files }
}

fn code(spec: &Spec, bundled: bool) -> Result<Vec<(String, String)>, Diagnostics> {
    let options = Options::default().with_runtime("::zim_generated::runtime");
    if bundled {
        return Ok(vec![(BUNDLE.to_owned(), generate_bundle(spec, &options)?)]);
    }
    Ok(generate_with(spec, &options)?.into_iter().map(|file| (file.path, file.text)).collect())
}

fn first_error(found: &Diagnostics) -> &'static str {
    let error = found.iter().find(|found| found.severity == Severity::Error);
    error.unwrap_or_else(|| panic!("refused without an error:\n{found}")).rule
}

/// Compiles the code of all, documents it, and holds it against the interpreter.
fn try_out(specs: &[Wild]) {
    let scratch = Scratch::new(
        Path::new(env!("CARGO_TARGET_TMPDIR")),
        "wild",
        ", default-features = false, features = [\"callbacks\"]",
    );
    let scratch = scratch.unwrap_or_else(|error| panic!("{error}"));
    let put = |name: &str, text: &str| scratch.put(name, text).unwrap_or_else(|error| panic!("{error}"));
    let mut lib = LIB.to_owned();
    let (mut bridges, mut cases) = (String::new(), Vec::new());
    for Wild { seed, spec, files, .. } in specs {
        for (path, text) in files {
            put(&format!("src/wild{seed}/{path}"), text);
        }
        lib += &if files.iter().any(|(path, _)| path == BUNDLE) {
            format!("/// In one text.\npub mod wild{seed} {{\n    include!(\"wild{seed}/{BUNDLE}\");\n}}\n")
        } else {
            format!("pub mod wild{seed};\n")
        };
        bridges += &bridge(*seed, spec);
        cases.extend(requests(*seed, spec));
    }
    put("src/lib.rs", &lib);
    let seeds: Vec<String> =
        specs.iter().map(|Wild { seed, .. }| format!("{seed} => bridge{seed}::build(action, params),")).collect();
    put("tests/agreement.rs", &TEST.replace("// bridges", &bridges).replace("// seeds", &seeds.join("\n")));
    put("tests/cases.json", &Value::Array(cases).to_string());
    // The workspace's own, by the runtime's serde_json, so that the crate needs no other dependency.
    let read = include_str!("../../src/bridge/read.rs").replace("super::row::", "super::");
    put("tests/read/mod.rs", &read.replace("use serde_json::Value;", "use super::{Value, serde_json};"));
    cargo(&scratch, &["clippy", "--lib"]);
    cargo(&scratch, &["doc", "--no-deps", "--lib"]);
    let doctests = cargo(&scratch, &["test", "--doc"]);
    assert!(doctests.contains("running 0 tests"), "spec text became a doctest:\n{doctests}");
    let told = cargo(&scratch, &["test", "--test", "agreement", "--", "--nocapture"]);
    println!("{}", told.lines().find(|line| line.contains("requests")).unwrap_or_default());
}

#[track_caller]
fn cargo(scratch: &Scratch, arguments: &[&str]) -> String {
    scratch.cargo(arguments).unwrap_or_else(|error| panic!("on generated code: {error}"))
}

/// How requests of the spec are built out of JSON.
fn bridge(seed: u64, spec: &Spec) -> String {
    let built = bridge_code::implementations(spec).unwrap();
    let request = |action| (bridge_code::request(action), &action.name);
    let arms: String = spec
        .actions
        .iter()
        .map(|action| {
            let (path, name) = request(action);
            format!("{name:?} => super::verdict(home::{path}::from_params(params)),\n")
        })
        .collect();
    format!(
        "#[allow(unused, clippy::all)]\nmod bridge{seed} {{\nuse super::read::{{self, FromParams, FromUnion}};\nuse super::{{Params, Value}};\nuse wild::wild{seed} as home;\n{built}\npub(super) fn build(action: &str, params: &Params) -> super::Verdict {{\nmatch action {{\n{arms}_ => None,\n}}\n}}\n}}\n"
    )
}

/// Requests, and what the interpreter finds in them.
fn requests(seed: u64, spec: &Spec) -> Vec<Value> {
    let mut cases = Vec::new();
    for action in &spec.actions {
        let mut random = Random::new(spec, seed);
        for _ in 0..REQUESTS {
            let params = Value::Object(random.request(action));
            let found = check(spec, action, Input::Json(&params)).into_iter();
            let found: Vec<_> = found
                .map(|breach| json!([breach.path, breach.rule, breach.limit, breach.actual, breach.code]))
                .collect();
            cases.push(json!([seed, action.name, params, found]));
        }
    }
    cases
}

const LIB: &str = "//! Generated code under the strictest lints.
#![deny(warnings, missing_docs, unreachable_pub, rust_2018_idioms)]
#![forbid(unsafe_code)]

";

const TEST: &str = "//! What the interpreter found, and what the generated code finds.
mod read;

use zim_generated::runtime::{Action, Policy, Request, serde_json};
use zim_generated::runtime::serde_json::{Value, json};

type Params = serde_json::Map<String, Value>;
type Verdict = Option<Value>;

fn verdict(built: Option<impl Action>) -> Verdict {
    let violations = built?.build_with(Policy::All).err();
    Some(violations.iter().flatten().map(|found| {
        json!([found.path, found.rule.as_str(), found.limit.to_string(), found.actual.to_string(), found.code.get()])
    }).collect())
}

// bridges

fn build(seed: u64, action: &str, params: &Params) -> Verdict {
    match seed {
        // seeds
        _ => None,
    }
}

#[test]
fn both_find_the_same() {
    let cases: Vec<(u64, String, Params, Value)> = serde_json::from_str(include_str!(\"cases.json\")).unwrap();
    let (mut built, mut broken) = (0, 0);
    for (seed, action, params, expected) in &cases {
        let Some(found) = build(*seed, action, params) else { continue };
        built += 1;
        broken += usize::from(found != json!([]));
        assert_eq!(found, *expected, \"seed {seed}, {action} with {}\", Value::Object(params.clone()));
    }
    assert!(2 * built > cases.len(), \"{built} of {} can be built\", cases.len());
    assert!(10 * broken > built && 10 * broken < 9 * built, \"{broken} of {built} break a limit\");
    println!(\"{} requests: {built} can be built in Rust, {broken} break a limit\", cases.len());
}
";
