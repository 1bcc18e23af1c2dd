//! `allow`: findings that a file may have are dropped, and what is wrong with an allowance is reported.

use super::context::Context;
use super::{Lint, Needs, lints};
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Place, Severity, nearest, quoted};
use crate::load::{Allowance, Index};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) const BAD: Lint = Lint::rule(
    "bad-allowance",
    "`allow` names no rule, one that cannot be allowed, or gives no reason",
    "A file may break a rule with a reason, which is a sentence for those who come later: `allow: {get-with-body: The page shows a JSON body with GET.}`, or for one entry `allow: {unused-code: {660000028: Only the general table has it.}}`. Errors without which nothing could be generated cannot be allowed.",
);

pub(super) const STALE: Lint = Lint {
    level: Severity::Warning,
    ..Lint::rule(
        "stale-allowance",
        "`allow` names a rule that the file does not break",
        "What was wrong has been put right, or never was. An allowance that stays hides the next mistake of its kind.",
    )
};

/// Rules whose breach says nothing of what the rest of the file means.
const HARMLESS: [&str; 3] = ["file-name", "duplicate-definition", BAD.id];

/// Drops from `report` what the files may break, and reports allowances that are wrong or no longer needed.
///
/// `before` is how many findings there were before the lints looked.
pub(super) fn apply(context: &Context<'_>, before: usize, report: &mut Diagnostics) {
    // Where something could not be read, what it would break is not known.
    let is_in_the_way =
        |finding: &&Diagnostic| finding.severity == Severity::Error && !HARMLESS.contains(&finding.rule);
    let unsettled: BTreeSet<FileId> =
        report.iter().take(before).filter(is_in_the_way).filter_map(|it| it.place.as_ref().map(|at| at.file)).collect();
    let mut by_rule: BTreeMap<(FileId, &str), Vec<usize>> = BTreeMap::new();
    for (position, finding) in report.iter().enumerate() {
        if let Some(place) = &finding.place {
            by_rule.entry((place.file, finding.rule)).or_default().push(position);
        }
    }
    let (mut hidden, mut new) = (BTreeSet::new(), Vec::new());
    for (file, allowed, index) in context.documents.allowances() {
        let mut stale = Vec::new();
        for allowance in allowed {
            let Some(lint) = lints().iter().find(|lint| lint.id == allowance.rule) else {
                // What was probably meant is not reported as well.
                let meant = nearest(&allowance.rule, lints().iter().map(|lint| lint.id));
                let meant = lints().iter().find(|lint| Some(lint.id) == meant && lint.can_be_allowed);
                hidden.extend(meant.and_then(|lint| by_rule.get(&(file, lint.id))).into_iter().flatten());
                new.push(unknown(allowance, index));
                continue;
            };
            if !lint.can_be_allowed {
                let message = format!("{} cannot be allowed", quoted(lint.id));
                let help = "remove this, and correct what breaks the rule";
                new.push(Diagnostic::error(BAD.id, message).at(index.key(&allowance.path)).help(help));
                continue;
            }
            let candidates = by_rule.get(&(file, lint.id)).into_iter().flatten().copied();
            let meant: Vec<usize> = candidates.filter(|&position| is_meant(position, allowance, report)).collect();
            let could_be_found = match lint.needs {
                Needs::Nothing => !unsettled.contains(&file),
                Needs::Whole => !context.is_incomplete,
                Needs::Today => context.today.is_some(),
            };
            if meant.is_empty() && could_be_found {
                stale.push(allowance);
            }
            hidden.extend(meant);
        }
        no_longer_needed(file, &stale, index, report, &mut new);
    }
    let mut position = 0;
    report.retain(|_| {
        position += 1;
        !hidden.contains(&(position - 1))
    });
    report.extend(new);
}

/// Whether the allowance is about the finding at `position`, which is in its file and breaks its rule.
fn is_meant(position: usize, allowance: &Allowance, report: &Diagnostics) -> bool {
    let Some(subject) = &allowance.subject else { return true };
    let place = report.get(position).and_then(|finding| finding.place.as_ref());
    let stands_there = place.and_then(|place| report.file(place.file)?.text.get(place.span.clone()));
    stands_there.is_some_and(|text| text.trim_matches(['"', '\'']) == subject)
}

/// Reports allowances that are not needed, each mended by leaving out its lines; with the last of a rule, or of all,
/// goes the key above it.
fn no_longer_needed(
    file: FileId,
    stale: &[&Allowance],
    index: &Index,
    report: &Diagnostics,
    new: &mut Vec<Diagnostic>,
) {
    let of_rule = |rule: &str| stale.iter().filter(|allowance| allowance.rule == rule).count();
    let goes_whole = |allowance: &Allowance| match allowance.subject {
        Some(_) => of_rule(&allowance.rule) == index.count(&allowance.top().key(allowance.rule.as_str())),
        None => true,
    };
    let whole: BTreeSet<&str> =
        stale.iter().filter(|allowance| goes_whole(allowance)).map(|allowance| allowance.rule.as_str()).collect();
    let mut gone: BTreeSet<(usize, usize)> = BTreeSet::new();
    for allowance in stale {
        let top = allowance.top();
        let path = match whole.contains(allowance.rule.as_str()) {
            true if whole.len() == index.count(&top) => top,
            true => top.key(allowance.rule.as_str()),
            false => allowance.path.clone(),
        };
        let message = match &allowance.subject {
            Some(subject) => format!("{} does not break {}", quoted(subject), quoted(&allowance.rule)),
            None => format!("nothing in this file breaks {}", quoted(&allowance.rule)),
        };
        let finding = Diagnostic::warning(STALE.id, message).at(index.key(&allowance.path)).help("remove this");
        let piece = lines(file, &index.key(&path), &index.value(&path), report);
        new.push(match piece.filter(|span| gone.insert((span.start, span.end))) {
            Some(span) => finding.mend(Place { file, span }, ""),
            None => finding,
        });
    }
}

fn unknown(allowance: &Allowance, index: &Index) -> Diagnostic {
    let place = index.key(&allowance.top().key(allowance.rule.as_str()));
    let finding = Diagnostic::error(BAD.id, format!("no rule is called {}", quoted(&allowance.rule))).at(place);
    match nearest(&allowance.rule, lints().iter().map(|lint| lint.id)) {
        Some(meant) => finding.help(format!("did you mean {}?", quoted(meant))),
        None => finding.help("write the name in brackets of the finding that is to be allowed"),
    }
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
