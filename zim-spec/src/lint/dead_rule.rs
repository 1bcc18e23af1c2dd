//! `dead-rule`: a rule between parameters that no request can break, or whose condition never holds.

use super::Lint;
use super::context::Context;
use super::ruled::{Ruled, ruled};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::Rule;
use std::collections::BTreeMap;

pub(super) const LINT: Lint = Lint::new(
    "dead-rule",
    "a rule that is never reached: its condition never or always holds, or it says what is clear anyway",
    "A rule about a parameter that is required anyway, with a condition on a value that the other parameter cannot have, or that stands there twice, checks nothing. Usually a name, a value or a `required` is not what was meant.",
    check,
)
.warns();

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for ruled in ruled(context) {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for (position, rule) in ruled.rules.iter().enumerate() {
            let known = *first.entry(format!("{rule:?}")).or_insert(position);
            let finding =
                if known < position { Some(twice(&ruled, known, position)) } else { dead(&ruled, position, rule) };
            report.extend(finding);
        }
    }
}

fn twice(ruled: &Ruled<'_>, first: usize, second: usize) -> Diagnostic {
    let finding = Diagnostic::warning(LINT.id, "this rule stands here twice").at(ruled.at.item(second).value());
    finding.note("first here", ruled.at.item(first).value()).help("remove one of the two")
}

fn dead(ruled: &Ruled<'_>, position: usize, rule: &Rule) -> Option<Diagnostic> {
    let at = ruled.at.item(position);
    let finding = |key: &str, message: String, help: String| {
        Some(Diagnostic::warning(LINT.id, message).at(at.key(key).value()).help(help))
    };
    for (key, name) in [("required", &rule.required), ("allowed", &rule.allowed)] {
        let Some(name) = name else { continue };
        // A rule about what is required anyway is refused where it is resolved.
        if ruled.is_required(name) {
            return None;
        }
        let condition = ruled.condition(position)?;
        return match ruled.settled(condition)? {
            false => finding(
                "when",
                format!("no request fulfils {}", quoted(&condition.to_string())),
                "correct the condition, or remove the rule".to_owned(),
            ),
            true if key == "required" => finding(
                "when",
                format!("every request fulfils {}", quoted(&condition.to_string())),
                format!("write `required: true` at {}, or correct the condition", quoted(name)),
            ),
            true => finding(
                "when",
                format!("every request fulfils {}", quoted(&condition.to_string())),
                "correct the condition, or remove the rule".to_owned(),
            ),
        };
    }
    let names = rule.at_least_one.as_ref()?;
    let given = names.iter().position(|name| ruled.is_always_given(name))?;
    let message = format!("{} is given in every request, so at least one always is", quoted(names.get(given)?));
    let finding = Diagnostic::warning(LINT.id, message).at(at.key("at_least_one").item(given).value());
    Some(finding.help("remove the rule, or `required: true`"))
}
