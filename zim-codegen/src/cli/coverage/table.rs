//! Which facts the spec has, which are listed as left out, and which are neither.

use super::exceptions::Exceptions;
use super::fact::{Fact, KINDS};
use super::find;
use super::openapi::Document;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use zim_spec::model::Spec;

/// The facts of all files, judged.
#[derive(Debug)]
pub(super) struct Judged<'d> {
    rows: Vec<Row<'d>>,
    /// Facts listed as left out, by reason: the fact and the reason.
    listed: Vec<(&'d Fact, &'d str)>,
    /// Facts that are neither in the spec nor listed.
    unexplained: Vec<(&'d str, &'d Fact)>,
    /// Entries of the list that cover nothing any more.
    unused: Vec<&'d str>,
    /// Actions of the spec that no file describes.
    beyond: Vec<&'d str>,
}

impl Judged<'_> {
    /// Whether nothing is left to explain.
    pub(super) fn is_complete(&self) -> bool {
        self.unexplained.is_empty() && self.unused.is_empty()
    }
}

/// One file: per kind of fact, how many there are and how many of them the spec has.
#[derive(Debug)]
struct Row<'d> {
    actions: &'d [String],
    counts: [(usize, usize); KINDS.len()],
    listed: usize,
    unexplained: usize,
}

/// Looks for each fact of `documents` in `spec`.
pub(super) fn judge<'d>(spec: &'d Spec, documents: &'d [Document], exceptions: &'d Exceptions) -> Judged<'d> {
    let mut rows = Vec::new();
    let (mut listed, mut unexplained, mut used) = (Vec::new(), Vec::new(), BTreeSet::new());
    for document in documents {
        let Document { name, actions, facts } = document;
        let mut row = Row { actions, counts: [(0, 0); KINDS.len()], listed: 0, unexplained: 0 };
        for fact in facts {
            let found = find::holds(spec, fact);
            if let Some((all, have)) = row.counts.get_mut(fact.claim.kind()) {
                *all += 1;
                *have += usize::from(found);
            }
            if found {
                continue;
            }
            match exceptions.covering(&fact.to_string()) {
                Some(at) => {
                    row.listed += 1;
                    used.insert(at);
                    let reason = exceptions.list.get(at.0).map_or("", |exception| exception.reason.as_str());
                    listed.push((fact, reason));
                }
                None => {
                    row.unexplained += 1;
                    unexplained.push((name.as_str(), fact));
                }
            }
        }
        rows.push(row);
    }
    listed.sort_by_key(|(_, reason)| *reason);
    let patterns = exceptions.list.iter().enumerate().flat_map(|(at, exception)| {
        exception.facts.iter().enumerate().map(move |(nth, pattern)| ((at, nth), pattern.as_str()))
    });
    let unused = patterns.filter(|(at, _)| !used.contains(at)).map(|(_, pattern)| pattern).collect();
    let described = |name: &String| documents.iter().any(|document| document.actions.contains(name));
    let beyond = spec.actions.iter().filter(|action| !described(&action.name)).map(|action| action.name.as_str());
    Judged { rows, listed, unexplained, unused, beyond: beyond.collect() }
}

/// The table, what is left out with its reasons, and what is unexplained.
pub(super) fn render(judged: &Judged<'_>) -> String {
    let mut text = String::new();
    // Writing to a `String` does not fail.
    let _ = write!(text, "\n{:<44}", "in the spec / in the file");
    for kind in KINDS {
        let _ = write!(text, "{kind:>10}");
    }
    let _ = writeln!(text, "{:>8}{:>13}", "listed", "unexplained");
    let mut totals = [(0, 0); KINDS.len()];
    for row in &judged.rows {
        for (total, count) in totals.iter_mut().zip(row.counts) {
            *total = (total.0 + count.0, total.1 + count.1);
        }
        line(&mut text, &row.actions.join(" "), &row.counts, row.listed, row.unexplained);
    }
    line(&mut text, "all", &totals, judged.listed.len(), judged.unexplained.len());
    let mut last = "";
    for (fact, reason) in &judged.listed {
        if *reason != last {
            let _ = writeln!(text, "\nleft out: {reason}");
            last = reason;
        }
        let _ = writeln!(text, "  {fact}");
    }
    for (title, lines) in [
        ("unexplained:", judged.unexplained.iter().map(|(file, fact)| format!("{fact}  ({file})")).collect::<Vec<_>>()),
        ("listed as left out, but not needed:", judged.unused.iter().map(ToString::to_string).collect()),
        ("described by no file:", judged.beyond.iter().map(ToString::to_string).collect()),
    ] {
        if !lines.is_empty() {
            let _ = writeln!(text, "\n{title}");
        }
        for line in lines {
            let _ = writeln!(text, "  {line}");
        }
    }
    let files = judged.rows.len();
    let _ = writeln!(text, "\n{files} files, {} facts unexplained", judged.unexplained.len());
    text
}

fn line(text: &mut String, name: &str, counts: &[(usize, usize)], listed: usize, unexplained: usize) {
    let _ = write!(text, "{name:<44}");
    for (all, have) in counts {
        let shown = if *all == 0 { "-".to_owned() } else { format!("{have}/{all}") };
        let _ = write!(text, "{shown:>10}");
    }
    let _ = writeln!(text, "{listed:>8}{unexplained:>13}");
}
