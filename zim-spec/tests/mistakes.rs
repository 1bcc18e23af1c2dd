//! Every mistake a spec can have, and exactly what is said about it.
//!
//! A case is `mistakes/NAME.yaml`: files, each below a line `=== PATH`, or `=== LAYER: PATH` for a second folder.
//! They join the files of `mistakes/base`, replacing those of the same path; `=== without PATH` removes one.
//! `<U+202E>` stands for that character. What is expected is in `mistakes/NAME.expected`; `ZIM_BLESS=1 cargo test -p zim-spec` writes it.

// Clippy's leave for tests does not reach their helper functions.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use zim_spec::diagnostic::{Severity, SourceFile};
use zim_spec::load::{Layer, Loaded, load};

#[test]
fn every_mistake_is_reported_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let rendered = format!("{}\n", load_case(&case).diagnostics.render(false).trim_end());
        let path = case.with_extension("expected");
        if std::env::var_os("ZIM_BLESS").is_some() {
            std::fs::write(&path, &rendered).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if rendered != expected {
            wrong.push(format!("{}\n--- expected\n{expected}--- found\n{rendered}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\n`ZIM_BLESS=1 cargo test -p zim-spec` accepts what was found", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case_that_breaks_it() {
    let mut broken = broken_by_cases();
    for (rule, layer) in built() {
        let found: Vec<String> = load(&[Layer::from_files("base", base()), layer]).diagnostics.lines().collect();
        assert!(found.iter().any(|line| line.contains(&format!("[{rule}]"))), "{rule} is not among {found:?}");
        broken.insert(rule);
    }
    for example in zim_spec::lints().iter().filter_map(zim_spec::Lint::example) {
        broken.extend(example.load().diagnostics.iter().map(|finding| finding.rule));
    }
    let untested: Vec<&str> = zim_spec::lints().iter().map(|lint| lint.id).filter(|id| !broken.contains(id)).collect();
    assert_eq!(untested, Vec::<&str>::new());
}

/// Whatever is found, somebody can ask what it means.
#[test]
fn every_finding_is_of_a_rule_that_is_explained() {
    let explained: BTreeSet<&str> = zim_spec::lints().iter().map(|lint| lint.id).collect();
    let unexplained: Vec<&str> = broken_by_cases().into_iter().filter(|rule| !explained.contains(rule)).collect();
    assert_eq!(unexplained, Vec::<&str>::new(), "add each to the table of rules of its stage");
}

#[test]
fn rules_are_ordered_told_apart_and_explained() {
    let lints = zim_spec::lints();
    assert!(lints.windows(2).all(|pair| pair[0].id < pair[1].id));
    for lint in lints {
        assert!(lint.id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')), "{}", lint.id);
        assert!(!lint.summary.is_empty() && !lint.summary.ends_with('.'), "{}", lint.id);
        assert!(lint.explanation.ends_with('.'), "{}", lint.id);
    }
}

#[test]
fn a_spec_comes_without_errors_alone() {
    for case in cases() {
        let Loaded { spec, diagnostics, .. } = load_case(&case);
        assert_eq!(spec.is_none(), diagnostics.has_errors(), "{}", case.display());
        assert!(!diagnostics.is_empty(), "{}", case.display());
    }
}

/// In one run over several files, each of these is found once, with a place and a way out.
#[test]
fn all_mistakes_of_all_files_come_in_one_run() {
    let diagnostics = load_case(&folder().join("all-at-once.yaml")).diagnostics;
    let found: Vec<&str> = diagnostics.iter().map(|finding| finding.rule).collect();
    for rule in [
        "unknown-key",
        "unknown-type",
        "duplicate-key",
        "length-unit",
        "limit-contradiction",
        "undefined-code",
        "name-collision",
        "reserved-name",
        "tab-indentation",
        "empty-file",
        "wrong-type",
        "default-outside-limits",
    ] {
        assert!(found.contains(&rule), "{rule} is not among {found:?}");
    }
    for finding in &diagnostics {
        assert_eq!(finding.severity, Severity::Error, "{}", finding.message);
        assert!(finding.place.is_some() && finding.help.is_some(), "{}: {}", finding.rule, finding.message);
    }
}

#[test]
fn the_base_of_the_cases_has_no_finding() {
    check_faultless(load(&[Layer::from_files("base", base())]));
}

#[test]
fn the_shipped_spec_has_no_finding() {
    check_faultless(load(&[Layer::shipped()]));
}

/// The order of files tells nothing: what is found is the same.
#[test]
fn findings_do_not_depend_on_the_order_of_files() {
    for case in cases() {
        let layers = layers(&case);
        let turned = layers
            .iter()
            .map(|layer| Layer::from_files(layer.name.clone(), layer.files.iter().rev().cloned().collect::<Vec<_>>()));
        let turned = load(&turned.collect::<Vec<_>>()).diagnostics.render(false);
        assert_eq!(turned, load(&layers).diagnostics.render(false), "{}", case.display());
    }
}

/// Whatever line is missing, there is a spec or an error, and never a panic.
#[test]
fn no_missing_line_is_too_much() {
    for case in cases() {
        let layers = layers(&case);
        for (layer, file) in
            layers.iter().enumerate().flat_map(|(at, layer)| (0..layer.files.len()).map(move |file| (at, file)))
        {
            let lines = layers[layer].files[file].text.lines().count().min(20);
            for missing in 0..lines {
                let mut layers = layers.clone();
                let text = &mut layers[layer].files[file].text;
                *text = text
                    .lines()
                    .enumerate()
                    .filter(|(line, _)| *line != missing)
                    .fold(String::new(), |text, (_, line)| text + line + "\n");
                let loaded = load(&layers);
                assert_eq!(
                    loaded.spec.is_none(),
                    loaded.diagnostics.has_errors(),
                    "{} without line {missing}",
                    case.display()
                );
            }
        }
    }
}

#[track_caller]
fn check_faultless(loaded: Loaded) {
    assert_eq!(loaded.diagnostics.render(false), "");
    assert!(loaded.spec.is_some());
}

fn broken_by_cases() -> BTreeSet<&'static str> {
    let findings = |case: &PathBuf| load_case(case).diagnostics.iter().map(|finding| finding.rule).collect::<Vec<_>>();
    cases().iter().flat_map(findings).collect()
}

/// Rules that no folder of a few readable files breaks, each with files, beside the base, that do.
fn built() -> Vec<(&'static str, Layer)> {
    let layer = |files: &[(&str, String)]| {
        let files = files.iter().map(|(name, text)| SourceFile::new(*name, text.clone())).collect();
        Layer::from_files("built", files)
    };
    let types = "types.yaml";
    vec![
        ("duplicate-file", layer(&[(types, "types: {}".to_owned()), (types, "types: {}".to_owned())])),
        ("file-too-large", layer(&[(types, "# A comment.\n".repeat(100_000))])),
        ("too-many-problems", layer(&[(types, (0..200).map(|line| format!("key{line}: 1\n")).collect())])),
    ]
}

fn load_case(case: &Path) -> Loaded {
    load(&layers(case))
}

fn layers(case: &Path) -> Vec<Layer> {
    let mut layers: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let main = layers.entry("case".to_owned()).or_default();
    main.extend(base().into_iter().map(|file| (file.name, file.text)));
    for section in std::fs::read_to_string(case).unwrap().split("=== ").skip(1) {
        let (heading, text) = section.split_once('\n').unwrap();
        if let Some(path) = heading.strip_prefix("without ") {
            layers.entry("case".to_owned()).or_default().remove(path);
            continue;
        }
        let (layer, path) = heading.split_once(": ").unwrap_or(("case", heading));
        layers.entry(layer.to_owned()).or_default().insert(path.to_owned(), characters(text));
    }
    let files =
        |files: BTreeMap<String, String>| files.into_iter().map(|(name, text)| SourceFile::new(name, text)).collect();
    layers.into_iter().map(|(name, content)| Layer::from_files(name, files(content))).collect()
}

/// `<U+202E>` → the character.
fn characters(text: &str) -> String {
    let mut parts = text.split("<U+");
    let mut written = parts.next().unwrap().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('>').unwrap();
        written.push(char::from_u32(u32::from_str_radix(number, 16).unwrap()).unwrap());
        written.push_str(rest);
    }
    written
}

fn base() -> Vec<SourceFile> {
    zim_spec::load::read_folder(&folder().join("base")).unwrap()
}

fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|name| name == "yaml")).collect();
    cases.sort();
    assert!(cases.len() > 20);
    cases
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes")
}
