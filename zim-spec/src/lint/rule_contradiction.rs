//! `rule-contradiction`: rules between parameters that no request can keep together.

use super::Lint;
use super::context::Context;
use super::ruled::{Ruled, ruled};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::Rule;
use std::collections::BTreeMap;

pub(super) const LINT: Lint = Lint::new(
    "rule-contradiction",
    "rules that no request can keep together",
    "One rule requires a parameter where another does not allow it, or exactly one of several is wanted that are all required. No request with that value could be built.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for ruled in ruled(context) {
        let mut allowing: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (position, rule) in ruled.rules.iter().enumerate() {
            if let Some(name) = &rule.allowed {
                allowing.entry(name).or_default().push(position);
            }
        }
        for (position, rule) in ruled.rules.iter().enumerate() {
            if let Some(name) = &rule.required {
                let allowing = allowing.get(name.as_str()).map_or(&[][..], Vec::as_slice);
                report.extend(against_another(&ruled, position, name, allowing));
            }
            exactly_one(&ruled, position, rule, report);
        }
    }
}

/// `name` required by the rule at `position` where one of the rules at `allowing` does not allow it.
fn against_another(ruled: &Ruled<'_>, position: usize, name: &str, allowing: &[usize]) -> Option<Diagnostic> {
    // One that never holds is dead, and one that always does is another matter.
    let required = ruled.condition(position).filter(|condition| ruled.settled(condition).is_none())?;
    let is_in_the_way =
        |other: &&usize| ruled.condition(**other).is_some_and(|allowed| ruled.exclude_each_other(required, allowed));
    let other = *allowing.iter().find(is_in_the_way)?;
    let allowed = ruled.condition(other)?;
    let message = format!(
        "{} is required where {}, and allowed only where {}",
        quoted(name),
        quoted(&required.to_string()),
        quoted(&allowed.to_string())
    );
    Some(
        Diagnostic::error(LINT.id, message)
            .at(ruled.at.item(position).key("when").value())
            .note("allowed here", ruled.at.item(other).key("when").value())
            .help("correct one of the two conditions"),
    )
}

/// `exactly_one` of which several are required anyway, or one, so that the others never are allowed.
fn exactly_one(ruled: &Ruled<'_>, position: usize, rule: &Rule, report: &mut Diagnostics) {
    let Some(names) = &rule.exactly_one else { return };
    let required: Vec<&String> = names.iter().filter(|name| ruled.is_always_given(name)).collect();
    let (message, help) = match required.as_slice() {
        [] => return,
        [one] => (
            format!("{} is required, so that none of the others is ever allowed", quoted(one)),
            "remove `required: true` there, or the others",
        ),
        [one, two, ..] => (
            format!("{} and {} are both required, so that exactly one never is given", quoted(one), quoted(two)),
            "remove `required: true` there, or the rule",
        ),
    };
    report.push(Diagnostic::error(LINT.id, message).at(ruled.at.item(position).key("exactly_one").value()).help(help));
}
