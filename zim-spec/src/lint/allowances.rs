//! `allow`: findings that a file may have are dropped, and what is wrong with an allowance is reported.

use super::context::Context;
use super::{Lint, Needs, lints};
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Place, nearest, quoted};
use crate::load::{Allowance, Index};
use std::ops::Range;

pub(super) const BAD: Lint = Lint::rule(
    "bad-allowance",
    "`allow` names no rule, one that cannot be allowed, or gives no reason",
    "A file may break a rule with a reason, which is a sentence for those who come later: `allow: {get-with-body: The page shows a JSON body with GET.}`, or for one entry `allow: {unused-code: {660000028: Only the general table has it.}}`. Errors without which nothing could be generated cannot be allowed.",
);

pub(super) const STALE: Lint = Lint {
    level: crate::diagnostic::Severity::Warning,
    ..Lint::rule(
        "stale-allowance",
        "`allow` names a rule that the file does not break",
        "What was wrong has been put right, or never was. An allowance that stays hides the next mistake of its kind.",
    )
};

/// Drops from `report` what the files may break, and reports allowances that are wrong or no longer needed.
pub(super) fn apply(context: &Context<'_>, report: &mut Diagnostics) {
    for (file, allowed, index) in context.documents.allowances() {
        let mut stale = Vec::new();
        for allowance in allowed {
            let place = index.key(&allowance.path);
            let Some(lint) = lints().iter().find(|lint| lint.id == allowance.rule) else {
                report.push(unknown(allowance, index));
                continue;
            };
            if !lint.can_be_allowed {
                let message = format!("{} cannot be allowed", quoted(lint.id));
                let help = "remove this, and correct what breaks the rule";
                report.push(Diagnostic::error(BAD.id, message).at(place).help(help));
                continue;
            }
            let before = report.len();
            let hidden = matching(file, allowance, report);
            report.retain(|finding| !hidden.contains(finding));
            let could_be_found = match lint.needs {
                Needs::Nothing => true,
                Needs::Whole => !context.is_incomplete,
                Needs::Today => context.today.is_some(),
            };
            if report.len() == before && could_be_found {
                stale.push(allowance);
            }
        }
        let all_are = stale.len() == allowed.len();
        for (position, allowance) in stale.into_iter().enumerate() {
            let finding = no_longer_needed(allowance, index);
            // With the last of them goes the key itself.
            let piece = match (all_are, position) {
                (true, 0) => lines(file, &index.key(&allowance.top()), &index.value(&allowance.top()), report),
                (true, _) => None,
                (false, _) => lines(file, &index.key(&allowance.path), &index.value(&allowance.path), report),
            };
            report.push(match piece {
                Some(span) => finding.mend(Place { file, span }, ""),
                None => finding,
            });
        }
    }
}

/// The findings that the allowance is about.
fn matching(file: FileId, allowance: &Allowance, report: &Diagnostics) -> Vec<Diagnostic> {
    let text = report.file(file).map_or("", |file| file.text.as_str());
    let is_meant = |finding: &&Diagnostic| {
        let Some(place) = finding.place.as_ref().filter(|place| place.file == file) else { return false };
        let stands_there = || text.get(place.span.clone()).unwrap_or_default().trim_matches(['"', '\'']);
        finding.rule == allowance.rule && allowance.subject.as_deref().is_none_or(|subject| subject == stands_there())
    };
    report.iter().filter(is_meant).cloned().collect()
}

fn unknown(allowance: &Allowance, index: &Index) -> Diagnostic {
    let place = index.key(&allowance.top().key(allowance.rule.as_str()));
    let finding = Diagnostic::error(BAD.id, format!("no rule is called {}", quoted(&allowance.rule))).at(place);
    match nearest(&allowance.rule, lints().iter().map(|lint| lint.id)) {
        Some(meant) => finding.help(format!("did you mean {}?", quoted(meant))),
        None => finding.help("write the name in brackets of the finding that is to be allowed"),
    }
}

fn no_longer_needed(allowance: &Allowance, index: &Index) -> Diagnostic {
    let message = match &allowance.subject {
        Some(subject) => format!("{} does not break {}", quoted(subject), quoted(&allowance.rule)),
        None => format!("nothing in this file breaks {}", quoted(&allowance.rule)),
    };
    Diagnostic::warning(STALE.id, message).at(index.key(&allowance.path)).help("remove this")
}

/// The whole lines from a key to the end of its value, if nothing else stands on them.
fn lines(file: FileId, key: &Place, value: &Place, report: &Diagnostics) -> Option<Range<usize>> {
    let text = report.file(file)?.text.as_str();
    let start = text.get(..key.span.start)?.rfind('\n').map_or(0, |end| end + 1);
    let end = value.span.end + text.get(value.span.end..)?.find('\n').map_or(0, |offset| offset + 1);
    let is_blank = |piece: &str| piece.trim().is_empty() || piece.trim_start().starts_with('#');
    let alone = is_blank(text.get(start..key.span.start)?) && is_blank(text.get(value.span.end.min(end)..end)?);
    alone.then_some(start..end)
}
