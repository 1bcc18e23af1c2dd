//! What differs between pages and the spec's entries, page by page.

use super::pages::{Page, Pages};
use super::{Base, Format, Outcome, Request, json, merge, report};
use std::fmt::Write as _;
use zim_codegen::import::compare::{Compared, Comparison, Verdict, compare};
use zim_spec::diagnostic::{Diagnostics, visible};

/// A page and how it compares with the entry of its action; none if the spec has no such action.
pub(super) struct Judged<'p> {
    pub(super) page: &'p Page,
    pub(super) name: String,
    pub(super) comparison: Option<Comparison>,
}

pub(super) fn judge<'p>(base: &Base, pages: &'p Pages) -> Vec<Judged<'p>> {
    let judged = pages.pages.iter().map(|page| {
        let name = page.facts.action.as_ref().map(|name| name.value.clone()).unwrap_or_default();
        let action = base.spec.action(&name);
        Judged { page, comparison: action.map(|action| compare(&page.facts, action, &base.spec)), name }
    });
    judged.collect()
}

pub(super) fn run(request: &Request, base: &Base, pages: &Pages) -> Result<Outcome, Box<dyn std::error::Error>> {
    let judged = judge(base, pages);
    match request.format {
        Format::Json => report::text(&json::differences(&judged, base)?)?,
        Format::Human => {
            let mut findings = Diagnostics::default();
            for page in &pages.pages {
                merge::add(&mut findings, &page.facts.findings);
            }
            report::to_stderr(&findings)?;
            report::text(&judged.iter().map(|judged| printed(judged, base)).collect::<String>())?;
        }
    }
    let differs = |judged: &Judged<'_>| judged.comparison.as_ref().is_none_or(|all| all.differences().next().is_some());
    Ok(if judged.iter().any(differs) { Outcome::Problems } else { Outcome::Fine })
}

fn printed(judged: &Judged<'_>, base: &Base) -> String {
    let path = visible(&judged.page.path.display().to_string());
    let Some(comparison) = &judged.comparison else {
        return format!("{path}: the spec has no {}\n", zim_spec::diagnostic::quoted(&judged.name));
    };
    let right = comparison.facts.iter().filter(|fact| fact.verdict == Verdict::Right).count();
    let mut text = format!("{path}: {}, {right} of {} facts agree\n", visible(&judged.name), comparison.facts.len());
    let file = base.spec.action(&judged.name).map(|action| action.file.as_str()).unwrap_or_default();
    for fact in comparison.differences() {
        // Writing to a `String` does not fail.
        let _ = writeln!(text, "  {}{}", visible(&fact.to_string()), whereabouts(fact, judged.page, file));
    }
    text
}

/// `  (page.mdx:12:3; actions/call/call_reject.yaml)`
fn whereabouts(fact: &Compared, page: &Page, file: &str) -> String {
    let place = fact.place.as_ref().map(|place| {
        let findings = &page.facts.findings;
        let (line, column) = findings.position(place);
        let name = findings.file(place.file).map_or("?", |file| file.name.as_str());
        format!("{}:{line}:{column}", visible(name))
    });
    let spec = fact.spec.is_some().then(|| file.to_owned());
    let places: Vec<String> = place.into_iter().chain(spec).collect();
    format!("  ({})", places.join("; "))
}
