//! Every kind of change between two specs, exactly as it is told.
//!
//! A case is a section of `diff/AREA.cases`: `=== NAME`, then edits of the files of `diff/base`. `@ PATH` names the
//! file; lines that begin with `- ` stand in it once and are replaced by those that follow with `+ `. `@ add PATH`,
//! `@ without PATH` and `@ move PATH PATH` say themselves. What is told of it is in `diff/AREA.expected`, and what is
//! told of the opposite after `<==`; `ZIM_BLESS=1 cargo test -p zim-codegen --test diff` writes it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

#[path = "diff/api.rs"]
mod api;
#[path = "diff/cases.rs"]
mod cases;
#[path = "diff/mutants.rs"]
mod mutants;

use cases::{AREAS, Case, folder, loaded};
use std::collections::{BTreeMap, BTreeSet};
use zim_codegen::diff::{Behaviour, Bump, Change, Rust, Wire, diff, rules};
use zim_spec::load::{Entry, Layer, Loaded, load, shipped};

#[test]
fn every_change_is_told_as_expected() {
    let mut wrong = Vec::new();
    let base = cases::before();
    for area in AREAS {
        let mut told = String::new();
        for case in cases::all().iter().filter(|case| case.name.starts_with(&format!("{area}: "))) {
            let new = case.spec();
            told.push_str(&format!(
                "=== {}\n{}<==\n{}",
                case.name,
                show(case.there(), base, new),
                show(case.back(), new, base)
            ));
        }
        let path = folder().join(format!("{area}.expected"));
        if std::env::var_os("ZIM_BLESS").is_some() {
            std::fs::write(&path, &told).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if let Some((found, expected)) = told.lines().zip(expected.lines().chain([""])).find(|(one, two)| one != two) {
            wrong.push(format!("{area}: expected\n  {expected}\nfound\n  {found}"));
        } else if told.lines().count() != expected.lines().count() {
            wrong.push(format!("{area}: the number of lines differs"));
        }
    }
    let help = "`ZIM_BLESS=1 cargo test -p zim-codegen --test diff` accepts what was found; then read what git shows";
    assert!(wrong.is_empty(), "{}\n{help}", wrong.join("\n"));
}

#[test]
fn every_case_is_a_spec() {
    let mut wrong = String::new();
    for case in cases::all() {
        let files = case.apply(cases::base());
        let files = match files {
            Ok(files) => files,
            Err(problem) => {
                wrong.push_str(&format!("{}: {problem}\n", case.name));
                continue;
            }
        };
        let loaded = load(&[Layer::from_files("spec", files)]);
        if loaded.spec.is_none() {
            wrong.push_str(&format!("{}:\n{}", case.name, loaded.diagnostics));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_kind_of_change_has_a_case() {
    let mut told = BTreeSet::new();
    for case in cases::all() {
        told.extend(case.there().iter().chain(case.back()).map(|change| change.rule.id));
    }
    let untested: Vec<&str> = rules().iter().map(|rule| rule.id).filter(|id| !told.contains(id)).collect();
    assert_eq!(untested, Vec::<&str>::new(), "write a case for each in tests/diff/*.cases");
}

#[test]
fn kinds_are_ordered_told_apart_and_explained() {
    assert!(rules().len() > 80, "{} kinds", rules().len());
    assert!(rules().windows(2).all(|pair| pair[0].id < pair[1].id), "order them by their names");
    for rule in rules() {
        assert!(rule.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.id);
        assert!(!rule.summary.is_empty() && !rule.summary.ends_with('.'), "{}", rule.id);
        assert!(rule.explanation.ends_with('.') && !rule.explanation.contains("  "), "{}", rule.id);
    }
}

/// What is said to break callers does, and nothing else: the generated code of both specs is read and compared.
#[test]
fn the_verdict_about_rust_is_true_of_the_generated_code() {
    let base = cases::before();
    let before = api::of(base.spec.as_ref().unwrap()).unwrap();
    let mut wrong = Vec::new();
    for case in cases::all() {
        let new = case.spec();
        let after = api::of(new.spec.as_ref().unwrap()).unwrap();
        for (direction, said, is) in [
            ("", case.there(), api::compare(&before, &after)),
            (" backwards", case.back(), api::compare(&after, &before)),
        ] {
            let said = said.iter().map(|change| change.rust).max().unwrap_or(Rust::Same);
            if said != is.0 {
                wrong.push(format!("{}{direction}: said to be {said}, is {}: {:?}", case.name, is.0, is.1));
            }
        }
    }
    assert!(wrong.is_empty(), "the verdict is not that of the generated code:\n{}", wrong.join("\n"));
}

/// The same of whatever is done to any parameter and field, one at a time.
#[test]
fn the_verdict_about_rust_is_true_of_any_parameter_and_field() {
    let base = cases::before().spec.as_ref().unwrap();
    let before = api::of(base).unwrap();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (what, spec) in mutants::of(base) {
        // Some of them are no specs: what refers to a parameter that is gone is not there.
        let Some(after) = api::of(&spec) else { continue };
        let is = api::compare(&before, &after);
        let changes = diff(base, &spec);
        let said = changes.iter().map(|change| change.rust).max().unwrap_or(Rust::Same);
        tried += 1;
        if said != is.0 {
            wrong.push(format!("{what}: said to be {said}, is {}: {:?}", is.0, is.1));
        }
    }
    assert!(wrong.is_empty(), "the verdict is not that of the generated code:\n{}", wrong.join("\n"));
    assert!(tried > 80, "only {tried} could be tried");
}

#[test]
fn equal_specs_do_not_differ() {
    let spec = shipped().unwrap();
    assert_eq!(diff(&spec, &spec.clone()), []);
    let base = cases::before();
    assert_eq!(compare(base, &loaded(cases::base())), []);
    assert_eq!(Bump::of(&[]), Bump::None);
}

#[test]
fn both_directions_tell_something_and_opposites_mirror_each_other() {
    for case in cases::all() {
        let (there, back) = (case.there(), case.back());
        assert!(!there.is_empty() && !back.is_empty(), "{}: nothing is told of it", case.name);
        let opposites = |changes: &[Change], opposite: bool| {
            let mut found: Vec<String> = Vec::new();
            for change in changes {
                found.extend(mirrored(change.rule.id, opposite));
            }
            found.sort();
            found
        };
        assert_eq!(opposites(there, true), opposites(back, false), "{}: the opposites differ", case.name);
    }
}

/// The kind of the opposite change, for kinds that have one.
fn mirrored(id: &str, opposite: bool) -> Option<String> {
    let pairs = [
        ("-added", "-removed"),
        ("-tightened", "-relaxed"),
        ("-narrowed", "-widened"),
        ("-opened", "-closed"),
        ("-raisable", "-fixed"),
        ("-clamped", "-enforced"),
        ("-made-required", "-made-optional"),
        ("-added-in-request", "-removed-in-request"),
        ("-added-in-reply", "-removed-in-reply"),
        ("-added-optional", "-removed"),
        ("-added-required", "-removed"),
    ];
    for (one, other) in pairs {
        for (ending, turned) in [(one, other), (other, one)] {
            if let Some(of) = id.strip_suffix(ending) {
                let ending = if opposite { turned } else { ending };
                // A parameter that came may have been required or not: what went says nothing of it.
                return Some(format!("{of}{}", ending.trim_end_matches("-optional").trim_end_matches("-required")));
            }
        }
    }
    None
}

#[test]
fn a_wider_limit_and_a_narrower_one_are_judged_as_opposites() {
    for case in cases::all() {
        for (there, back) in case.there().iter().zip(case.back()) {
            let ids = (there.rule.id, back.rule.id);
            if matches!(ids, ("limit-tightened", "limit-relaxed") | ("rate-tightened", "rate-relaxed")) {
                assert_eq!(there.behaviour, Behaviour::Tightened, "{}", case.name);
                assert_eq!(back.behaviour, Behaviour::Relaxed, "{}", case.name);
                assert!(there.wire >= back.wire, "{}", case.name);
            }
        }
    }
}

/// The order of files tells nothing.
#[test]
fn changes_do_not_depend_on_the_order_of_files() {
    let base = cases::before();
    for case in cases::all() {
        let mut turned = case.files();
        turned.reverse();
        let other = loaded(turned);
        assert_eq!(show(case.there(), base, case.spec()), show(&compare(base, &other), base, &other), "{}", case.name);
    }
}

/// Two edits at once tell what each tells, if they are about different entries.
#[test]
fn two_changes_at_once_are_both_told() {
    let base = cases::before();
    let cases = cases::all();
    let alone: Vec<Vec<Change>> = cases.iter().map(|case| case.there().to_vec()).collect();
    let mut tried = 0;
    for (at, one) in cases.iter().enumerate() {
        // As good as random, and the same in each run.
        let next = (at * 31 + 47) % cases.len();
        let other = &cases[next];
        if let Some(files) = one.and(other) {
            let Loaded { spec: Some(spec), .. } = load(&[Layer::from_files("new", files)]) else { continue };
            let changes = diff(base.spec.as_ref().unwrap(), &spec);
            let back = diff(&spec, base.spec.as_ref().unwrap());
            assert!(!changes.is_empty() && !back.is_empty(), "{} and {}", one.name, other.name);
            tried += 1;
            if !homes(&alone[at]).is_disjoint(&homes(&alone[next])) {
                continue;
            }
            for change in alone[at].iter().chain(&alone[next]) {
                let is_told = changes.iter().any(|it| it.rule == change.rule);
                assert!(is_told, "{} and {}: {} is not told", one.name, other.name, change.rule.id);
            }
        }
    }
    assert!(tried > 100, "only {tried} pairs could be tried: the cases exclude each other");
}

/// What is told of an edit is about the entry that was edited: a type, and not each of its users.
#[test]
fn one_change_is_told_once() {
    for case in cases::all() {
        let changes = case.there();
        let told: BTreeSet<(&str, &Option<Entry>, &Option<Entry>, &str)> =
            changes.iter().map(|change| (change.rule.id, &change.old, &change.new, change.message.as_str())).collect();
        assert_eq!(told.len(), changes.len(), "{}: something is told twice", case.name);
    }
}

#[test]
fn what_is_both_stricter_and_looser_has_changed() {
    use Behaviour::{Changed, Relaxed, Same, Tightened};
    for one in [Same, Relaxed, Tightened, Changed] {
        assert_eq!([one.and(Same), Same.and(one), one.and(one)], [one; 3]);
        assert_eq!([one.and(Changed), Changed.and(one)], [Changed; 2]);
    }
    assert_eq!([Relaxed.and(Tightened), Tightened.and(Relaxed)], [Changed; 2]);
}

#[test]
fn versions_move_by_what_changed() {
    for (wire, rust, behaviour, bump) in [
        (Wire::Same, Rust::Same, Behaviour::Same, Bump::Patch),
        (Wire::Compatible, Rust::Same, Behaviour::Same, Bump::Minor),
        (Wire::Breaking, Rust::Same, Behaviour::Same, Bump::Major),
        (Wire::Same, Rust::Compatible, Behaviour::Same, Bump::Minor),
        (Wire::Same, Rust::Same, Behaviour::Tightened, Bump::Minor),
        (Wire::Same, Rust::Breaking, Behaviour::Same, Bump::Major),
    ] {
        let base = cases::before();
        let mut change = compare(base, cases::all()[0].spec()).remove(0);
        (change.wire, change.rust, change.behaviour) = (wire, rust, behaviour);
        assert_eq!(change.bump(), bump, "{wire} {rust} {behaviour}");
        assert_eq!(Bump::of(&[change]), bump);
    }
    assert!(Bump::None < Bump::Patch && Bump::Patch < Bump::Minor && Bump::Minor < Bump::Major);
    assert_eq!(format!("{} {} {:>6}", Wire::Breaking, Behaviour::Relaxed, Bump::Minor), "breaking relaxed  minor");
}

/// The shipped spec against parts of it, and against nothing that it has: total, and quick enough to be run here.
#[test]
fn the_shipped_spec_against_others() {
    let spec = shipped().unwrap();
    let base = cases::before().spec.clone().unwrap();
    assert!(diff(&spec, &base).len() > 200);
    assert!(diff(&base, &spec).len() > 200);
    let less = spec.clone().select(|action| action.group != "call");
    let gone = diff(&spec, &less);
    let count = |id: &str| gone.iter().filter(|change| change.rule.id == id).count();
    assert_eq!(count("action-removed"), spec.actions.iter().filter(|action| action.group == "call").count());
    assert_eq!(count("callback-removed"), spec.callbacks.len());
}

fn compare(old: &Loaded, new: &Loaded) -> Vec<Change> {
    diff(old.spec.as_ref().unwrap(), new.spec.as_ref().unwrap())
}

fn homes(changes: &[Change]) -> BTreeSet<String> {
    let entries = changes.iter().flat_map(|change| change.old.iter().chain(&change.new));
    entries.map(|entry| format!("{:?}", entry.home)).collect()
}

fn show(changes: &[Change], old: &Loaded, new: &Loaded) -> String {
    let mut shown = String::new();
    for change in changes {
        let Change { rule, subject, message, wire, rust, behaviour, .. } = change;
        shown.push_str(&format!("{}: {subject}: {message}\n", rule.id));
        shown.push_str(&format!("  wire {wire}, rust {rust}, behaviour {behaviour}: {}\n", change.bump()));
        shown.push_str(&format!("  {} -> {}\n", place(old, &change.old), place(new, &change.new)));
    }
    shown
}

/// `types.yaml:3:5`
fn place(loaded: &Loaded, entry: &Option<Entry>) -> String {
    let Some(entry) = entry else { return "-".to_owned() };
    let place = loaded.places.find(entry).unwrap_or_else(|| panic!("{entry:?} is nowhere"));
    let (line, column) = loaded.diagnostics.position(&place);
    let name = &loaded.diagnostics.file(place.file).unwrap().name;
    format!("{}:{line}:{column}", name.trim_start_matches("spec/"))
}

/// Names of cases, for whoever writes one twice.
#[test]
fn cases_are_told_apart() {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    cases::all().iter().for_each(|case: &Case| *names.entry(case.name.clone()).or_default() += 1);
    let twice: Vec<&String> = names.iter().filter(|(_, count)| **count > 1).map(|(name, _)| name).collect();
    assert!(twice.is_empty(), "give them names of their own: {twice:?}");
    assert!(names.len() >= 55, "there are {} cases", names.len());
}
