//! How much of each kind of fact of the pages is as in the spec, and which of the rest has a reason.

use super::differences::{Judged, judge};
use super::pages::Pages;
use super::{Base, Format, Outcome, Request, json, report};
use crate::cli::coverage::exceptions::{self, Exceptions};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use zim_codegen::import::compare::{Compared, Kind, Verdict};
use zim_spec::diagnostic::visible;

/// The file beside the spec's folder.
const FILE: &str = "import.yaml";

/// The facts of one kind, counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    pub(super) right: usize,
    pub(super) wrong: usize,
    pub(super) missed: usize,
    pub(super) extra: usize,
    pub(super) listed: usize,
}

/// All facts, judged.
pub(super) struct Score<'p> {
    pub(super) counts: BTreeMap<Kind, Count>,
    /// What differs and is listed: the reason, and the facts.
    listed: BTreeMap<&'p str, Vec<String>>,
    /// What differs and is not: the page, and the fact.
    pub(super) unlisted: Vec<(String, &'p Compared)>,
    /// What is listed and does not differ.
    pub(super) unused: Vec<&'p str>,
    /// Pages of actions that the spec does not have.
    pub(super) unknown: Vec<String>,
}

pub(super) fn run(request: &Request, base: &Base, pages: &Pages) -> Result<Outcome, Box<dyn std::error::Error>> {
    let exceptions = exceptions(request, base)?;
    let judged = judge(base, pages);
    let is_whole = base.spec.actions.iter().all(|action| judged.iter().any(|judged| judged.name == action.name));
    let score = score(&judged, &exceptions, is_whole);
    match request.format {
        Format::Json => report::text(&json::score(&score)?)?,
        Format::Human => report::text(&printed(&score, pages))?,
    }
    let is_fine = score.unlisted.is_empty() && score.unused.is_empty() && score.unknown.is_empty();
    Ok(if is_fine { Outcome::Fine } else { Outcome::Problems })
}

/// The list beside the spec's folder, unless another is named; there need not be one.
fn exceptions(request: &Request, base: &Base) -> Result<Exceptions, Box<dyn std::error::Error>> {
    if let Some(path) = &request.exceptions {
        return Ok(exceptions::read(path)?);
    }
    let path = base.folder.as_ref().map(|folder| folder.with_file_name(FILE)).filter(|path| path.exists());
    Ok(path.map_or_else(|| Ok(Exceptions::default()), |path| exceptions::read(&path))?)
}

/// Counts facts. What the list has and nothing needs is told only if the pages are about every action (`is_whole`).
fn score<'p>(judged: &'p [Judged<'_>], exceptions: &'p Exceptions, is_whole: bool) -> Score<'p> {
    let mut score = Score {
        counts: BTreeMap::new(),
        listed: BTreeMap::new(),
        unlisted: Vec::new(),
        unused: Vec::new(),
        unknown: Vec::new(),
    };
    let mut used = BTreeSet::new();
    for page in judged {
        let path = page.page.path.display().to_string();
        let Some(comparison) = &page.comparison else {
            score.unknown.push(format!("{path}: {}", page.name));
            continue;
        };
        for fact in &comparison.facts {
            let count = score.counts.entry(fact.kind).or_default();
            match fact.verdict {
                Verdict::Right => {
                    count.right += 1;
                    continue;
                }
                Verdict::Wrong => count.wrong += 1,
                Verdict::Missed => count.missed += 1,
                Verdict::Extra => count.extra += 1,
            }
            let shown = fact.to_string();
            match exceptions.covering(&shown) {
                Some(at) => {
                    count.listed += 1;
                    used.insert(at);
                    let reason = exceptions.list.get(at.0).map_or("", |exception| exception.reason.as_str());
                    score.listed.entry(reason).or_default().push(shown);
                }
                None => score.unlisted.push((path.clone(), fact)),
            }
        }
    }
    let patterns = exceptions.list.iter().enumerate().flat_map(|(at, exception)| {
        exception.facts.iter().enumerate().map(move |(nth, pattern)| ((at, nth), pattern.as_str()))
    });
    if is_whole {
        score.unused = patterns.filter(|(at, _)| !used.contains(at)).map(|(_, pattern)| pattern).collect();
    }
    score
}

fn printed(score: &Score<'_>, pages: &Pages) -> String {
    // Writing to a `String` does not fail.
    let mut text = format!(
        "{:<16}{:>7}{:>7}{:>8}{:>7}{:>8}{:>10}\n",
        "kind", "right", "wrong", "missed", "extra", "listed", "right %"
    );
    let mut all = Count::default();
    for kind in Kind::ALL {
        let count = score.counts.get(&kind).copied().unwrap_or_default();
        all = Count {
            right: all.right + count.right,
            wrong: all.wrong + count.wrong,
            missed: all.missed + count.missed,
            extra: all.extra + count.extra,
            listed: all.listed + count.listed,
        };
        row(&mut text, kind.as_str(), &count);
    }
    row(&mut text, "all", &all);
    for (reason, facts) in &score.listed {
        let _ = writeln!(text, "\nlisted: {}", visible(reason));
        let distinct: BTreeSet<&String> = facts.iter().collect();
        for fact in distinct {
            let _ = writeln!(text, "  {}", visible(fact));
        }
    }
    let unlisted = score.unlisted.iter().map(|(path, fact)| format!("{fact}  ({path})")).collect();
    for (title, lines) in [
        ("not listed:", unlisted),
        ("listed, but not needed:", score.unused.iter().map(ToString::to_string).collect()),
        ("not in the spec:", score.unknown.clone()),
    ] {
        let lines: Vec<String> = lines;
        if !lines.is_empty() {
            let _ = writeln!(text, "\n{title}");
        }
        for line in lines {
            let _ = writeln!(text, "  {}", visible(&line));
        }
    }
    let actions = report::count(pages.pages.len(), "page");
    let _ = writeln!(
        text,
        "\n{actions}, {} files without an action, {} facts not listed",
        pages.skipped,
        score.unlisted.len()
    );
    text
}

/// The share of what is right leaves out what is listed.
fn row(text: &mut String, name: &str, count: &Count) {
    let Count { right, wrong, missed, extra, listed } = count;
    let all = (right + wrong + missed + extra).saturating_sub(*listed);
    let share = (right * 1000).checked_div(all).map_or_else(|| "-".to_owned(), tenths);
    let _ = writeln!(text, "{name:<16}{right:>7}{wrong:>7}{missed:>8}{extra:>7}{listed:>8}{share:>10}");
}

/// `995` as `99.5`
fn tenths(thousandths: usize) -> String {
    format!("{}.{}", thousandths / 10, thousandths % 10)
}
