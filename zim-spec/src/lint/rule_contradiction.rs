//! `rule-contradiction`: rules between parameters that no request can keep together.

use super::Lint;
use super::context::Context;
use super::ruled::{Ruled, condition, exclude_each_other, ruled};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::Rule;

pub(super) const LINT: Lint = Lint::new(
    "rule-contradiction",
    "rules that no request can keep together",
    "One rule requires a parameter where another does not allow it, or exactly one of several is wanted that are all required. No request with that value could be built.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for ruled in ruled(context) {
        for (position, rule) in ruled.rules.iter().enumerate() {
            against_another(&ruled, position, rule, report);
            exactly_one(&ruled, position, rule, report);
        }
    }
}

/// `required` in one rule where another does not allow it.
fn against_another(ruled: &Ruled<'_>, position: usize, rule: &Rule, report: &mut Diagnostics) {
    let (Some(name), Some(required)) = (&rule.required, condition(rule)) else { return };
    for (other, allowing) in ruled.rules.iter().enumerate() {
        let Some(allowed) = condition(allowing).filter(|_| allowing.allowed.as_ref() == Some(name)) else { continue };
        if exclude_each_other(&required, &allowed) {
            let message = format!(
                "{} is required where {}, and allowed only where {}",
                quoted(name),
                quoted(&required.to_string()),
                quoted(&allowed.to_string())
            );
            report.push(
                Diagnostic::error(LINT.id, message)
                    .at(ruled.at.item(position).key("when").value())
                    .note("allowed here", ruled.at.item(other).key("when").value())
                    .help("correct one of the two conditions"),
            );
        }
    }
}

/// `exactly_one` of which several are required anyway, or one, so that the others never are allowed.
fn exactly_one(ruled: &Ruled<'_>, position: usize, rule: &Rule, report: &mut Diagnostics) {
    let Some(names) = &rule.exactly_one else { return };
    let required: Vec<&String> = names.iter().filter(|name| ruled.is_required(name)).collect();
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
