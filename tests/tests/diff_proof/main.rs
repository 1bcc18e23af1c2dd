//! What `zim_codegen::diff` says of Rust callers is what the compiler says.
//!
//! `base/` is a small spec, and `callers/` is code of people who use what is generated for it: all of it, each file for
//! one purpose. `cases/` are edits of the spec. For each the code is generated anew and the callers are compiled
//! against it, from outside as any user's crate is. The edit breaks Rust callers if and only if a caller no longer
//! compiles: exactly those listed, each with the error that is listed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod case;
mod compile;

use case::{Case, cases};
use compile::{Api, Callers, Compiler};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;
use zim_codegen::diff::{Rust, diff, rules};
use zim_codegen::{Options, generate_bundle};
use zim_spec::model::Spec;

static COMPILER: LazyLock<Compiler> = LazyLock::new(Compiler::new);

#[test]
fn every_verdict_on_rust_is_what_the_compiler_says() {
    let (cases, next, wrong) = (cases(), AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let base = api("base", &case::base());
    let said = COMPILER.check(&base, COMPILER.callers()).err().unwrap_or_default();
    assert!(said.is_empty(), "the callers do not suit the base, adapt callers/:\n{said}");
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(why) = prove(case) {
                        wrong.lock().unwrap_or_else(PoisonError::into_inner).insert(&case.name, why);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap_or_else(PoisonError::into_inner);
    let listed: Vec<_> = wrong.iter().map(|(name, why)| format!("{name}: {why}")).collect();
    assert!(listed.is_empty(), "{} of {} cases:\n\n{}", listed.len(), cases.len(), listed.join("\n\n"));
}

#[test]
fn every_kind_of_change_has_a_case() {
    let cases = cases();
    let proved: BTreeSet<_> =
        cases.iter().flat_map(|case| &case.changes).filter_map(|change| change.split(' ').next()).collect();
    let missing: Vec<_> = rules().iter().map(|rule| rule.id).filter(|id| !proved.contains(id)).collect();
    assert!(missing.is_empty(), "what do these do to callers? Add a case of each to cases/: {missing:?}");
}

/// Compiles the callers against both sides of a case and compares with its verdicts, and these with the report's.
fn prove(case: &Case) -> Result<(), String> {
    let (old, new) = case.specs()?;
    let mut callers = COMPILER.callers().clone();
    for name in &case.without {
        callers.remove(name).ok_or_else(|| format!("there is no caller `{name}` to leave out"))?;
    }
    callers.extend(case.own.as_ref().map(|text| ("own".to_owned(), COMPILER.caller(&case.id(), text))));
    if case.is_special() {
        let old_api = api(&format!("{}-before", case.id()), &old);
        COMPILER.check(&old_api, &callers).map_err(|said| format!("a caller fails before the edit:\n{said}"))?;
    }
    let new_api = api(&case.id(), &new);
    let (broken, going): (Callers, Callers) = callers.into_iter().partition(|(name, _)| case.breaks.contains_key(name));
    COMPILER.check(&new_api, &going).map_err(|said| format!("a caller that is not listed fails:\n{said}"))?;
    for (caller, expected) in &case.breaks {
        let path = broken.get(caller).ok_or_else(|| format!("there is no caller `{caller}`"))?;
        match COMPILER.check(&new_api, &Callers::from([(caller.clone(), path.clone())])) {
            Ok(()) => return Err(format!("the caller `{caller}` still compiles; expected {expected}")),
            Err(said) if said.contains(&format!("error[{expected}]")) => {}
            Err(said) => {
                return Err(format!("the caller `{caller}` fails with another error than {expected}:\n{said}"));
            }
        }
    }
    let found = diff(&old, &new);
    let said: BTreeSet<_> = found.iter().map(|change| format!("{} {}", change.rule.id, change.rust)).collect();
    if said != case.changes {
        let messages: Vec<_> = found.iter().map(|change| format!("{}: {}", change.subject, change.message)).collect();
        return Err(format!("expected {:?}; the report says {said:?}: {messages:?}", case.changes));
    }
    let breaks = found.iter().any(|change| change.rust == Rust::Breaking);
    match (breaks, case.breaks.is_empty(), &case.silent) {
        (true, true, None) => Err("said to be breaking, and every caller compiles".to_owned()),
        (false, false, _) => Err("said to break nothing, and callers do not compile".to_owned()),
        (_, false, Some(_)) | (false, _, Some(_)) => Err("`silent` is of no use here: leave it out".to_owned()),
        _ => Ok(()),
    }
}

/// The compiled code for a spec.
#[track_caller]
fn api(name: &str, spec: &Spec) -> Api {
    let options = Options::default().with_runtime("::zim_generated::runtime");
    let text = generate_bundle(spec, &options).unwrap_or_else(|diagnostics| panic!("{name}: {diagnostics}"));
    COMPILER.api(name, &text).unwrap_or_else(|said| panic!("{name}: generated code does not compile:\n{said}"))
}
