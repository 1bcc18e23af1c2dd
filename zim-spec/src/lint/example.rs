//! For each rule the least spec that breaks it, with what is then said.

use crate::Day;
use crate::diagnostic::SourceFile;
use crate::load::{Layer, Loaded, load, load_on, over_shipped};

/// A spec that breaks one rule once.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// What is reported, one line each, as [`Diagnostics::lines`](crate::diagnostic::Diagnostics::lines) gives them.
    pub findings: Vec<String>,
    /// The files, as those of a folder called `spec`.
    pub files: Vec<SourceFile>,
    /// Whether they make a spec by themselves; others use the types and codes of the shipped one.
    pub is_whole: bool,
}

impl Example {
    /// Reads the files as a spec, on a day of 2026.
    pub fn load(&self) -> Loaded {
        let layer = Layer::from_files("spec", self.files.clone());
        let layers = if self.is_whole { vec![layer] } else { over_shipped(vec![layer]) };
        match Day::new("2026-11-25") {
            Some(day) => load_on(&layers, &day),
            None => load(&layers),
        }
    }
}

/// The example of the rule `id`.
///
/// Its file starts with the findings, each after `# `, and `# whole` for a spec by itself; then come the files, each
/// below a line `=== PATH`.
pub(super) fn of(id: &str) -> Option<Example> {
    let (_, text) = FILES.iter().find(|(name, _)| *name == id)?;
    let mut sections = text.split("=== ");
    let heads = sections.next()?.lines().filter_map(|line| line.strip_prefix("# "));
    let (marks, findings): (Vec<&str>, Vec<&str>) = heads.partition(|head| *head == "whole");
    let files = sections.filter_map(|section| section.split_once('\n'));
    Some(Example {
        findings: findings.into_iter().map(str::to_owned).collect(),
        files: files.map(|(name, text)| SourceFile::new(name, characters(&repeated(text)))).collect(),
        is_whole: !marks.is_empty(),
    })
}

/// A line that ends with `<x200>` stands there 200 times.
fn repeated(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let times = line.trim_end().strip_suffix('>').and_then(|line| line.rsplit_once("<x"));
        match times.and_then(|(line, times)| Some((line, times.parse::<usize>().ok()?))) {
            Some((line, times)) => format!("{line}\n").repeat(times),
            None => line.to_owned(),
        }
    });
    lines.collect()
}

/// `<U+202E>` is the character: as itself it could not be seen.
fn characters(text: &str) -> String {
    let mut parts = text.split("<U+");
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = part.split_once('>').and_then(|(number, rest)| {
            let char = char::from_u32(u32::from_str_radix(number, 16).ok()?)?;
            Some((char, rest))
        });
        match number {
            Some((char, rest)) => {
                written.push(char);
                written.push_str(rest);
            }
            None => {
                written.push_str("<U+");
                written.push_str(part);
            }
        }
    }
    written
}

macro_rules! files {
    ($($id:literal)*) => {
        &[$(($id, include_str!(concat!("examples/", $id, ".yaml")))),*]
    };
}

const FILES: &[(&str, &str)] = files! {
    "bad-allowance"
    "bad-charset"
    "bad-date"
    "bad-enum"
    "bad-items"
    "bad-name"
    "bad-paging"
    "bad-rule"
    "bad-state"
    "bad-struct"
    "bad-union"
    "bad-value"
    "bad-verdict"
    "circular-rule"
    "codes"
    "dead-rule"
    "default-outside-limits"
    "duplicate-definition"
    "duplicate-file"
    "duplicate-key"
    "empty-file"
    "example-outside-limits"
    "few-readings"
    "file-name"
    "file-too-large"
    "forbidden-character"
    "get-with-body"
    "hostile-text"
    "length-unit"
    "limit-contradiction"
    "limit-misplaced"
    "list-in-query"
    "missing-file"
    "missing-key"
    "missing-source"
    "missing-value"
    "name-collision"
    "no-actions"
    "no-files"
    "not-utf8"
    "number-range"
    "placeholder"
    "recovery-class"
    "recursive-type"
    "required-default"
    "reserved-name"
    "rule-contradiction"
    "secret-in-text"
    "several-documents"
    "stale-allowance"
    "stale-source"
    "struct-in-query"
    "syntax"
    "tab-indentation"
    "too-deep"
    "too-many-problems"
    "undefined-code"
    "undocumented"
    "unknown-callback"
    "unknown-charset"
    "unknown-column"
    "unknown-field"
    "unknown-file"
    "unknown-key"
    "unknown-param"
    "unknown-row"
    "unknown-table"
    "unknown-type"
    "unpronounceable"
    "unsupported-type"
    "unused"
    "unused-code"
    "wrong-key"
    "wrong-type"
    "yaml-alias"
    "yaml-anchor"
    "yaml-merge"
    "yaml-tag"
};
