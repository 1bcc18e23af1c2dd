//! A spec with dozens of mistakes: each is found in one run, once, at its line, and nothing that only follows from it.
//!
//! In the files of `forty/`, a line whose mistake is known ends with `# ! RULE`, or several rules.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;
use zim_spec::Day;
use zim_spec::load::{Layer, Loaded, load_on, over_shipped};

#[test]
fn each_seeded_mistake_is_found_once_in_the_order_of_the_files() {
    let loaded = read();
    let found: Vec<(String, usize, &str)> = loaded
        .diagnostics
        .iter()
        .map(|finding| {
            let place = finding.place.as_ref().unwrap_or_else(|| panic!("{} has no place", finding.message));
            let file = loaded.diagnostics.file(place.file).unwrap().name.clone();
            (file, loaded.diagnostics.position(place).0, finding.rule)
        })
        .collect();
    assert_eq!(set(&found).len(), found.len(), "a finding comes twice:\n{}", loaded.diagnostics);
    let seeded = seeded();
    assert!(seeded.len() >= 40, "only {} mistakes are seeded", seeded.len());
    let (found_set, seeded_set) = (set(&found), set(&seeded));
    let missed: Vec<_> = seeded_set.difference(&found_set).collect();
    let noise: Vec<_> = found_set.difference(&seeded_set).collect();
    assert!(missed.is_empty() && noise.is_empty(), "missed {missed:#?}\nnoise {noise:#?}\n{}", loaded.diagnostics);
    let lines =
        |all: &[(String, usize, &str)]| all.iter().map(|(file, line, _)| (file.clone(), *line)).collect::<Vec<_>>();
    assert_eq!(lines(&found), lines(&seeded), "not in the order of the files");
}

#[test]
fn each_has_a_way_out() {
    for finding in &read().diagnostics {
        assert!(finding.help.is_some(), "{}[{}] gives no help", finding.message, finding.rule);
    }
}

fn read() -> Loaded {
    load_on(&over_shipped(vec![layer()]), &Day::new("2026-11-25").unwrap())
}

fn layer() -> Layer {
    let mut layer = Layer::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forty")).unwrap();
    layer.name = "forty".to_owned();
    layer
}

/// File, line and rule of every mark, in the order of the files.
fn seeded() -> Vec<(String, usize, &'static str)> {
    let mut marks = Vec::new();
    for file in layer().files {
        for (position, line) in file.text.lines().enumerate() {
            let rules = line.split_once("# ! ").map_or("", |(_, rules)| rules);
            for rule in rules.split_whitespace() {
                let lint = zim_spec::lints().iter().find(|lint| lint.id == rule);
                let lint = lint.unwrap_or_else(|| panic!("{}: no rule is called {rule}", file.name));
                marks.push((format!("forty/{}", file.name), position + 1, lint.id));
            }
        }
    }
    marks
}

fn set<'a>(all: &[(String, usize, &'a str)]) -> BTreeSet<(String, usize, &'a str)> {
    all.iter().cloned().collect()
}
