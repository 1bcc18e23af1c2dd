//! `circular-rule`: parameters each of which is allowed only if the other is there.

use super::Lint;
use super::context::Context;
use super::ruled::{Ruled, ruled};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const LINT: Lint = Lint::new(
    "circular-rule",
    "parameters that are allowed only where each other is",
    "`allowed: A, when: {B: …}` beside `allowed: B, when: {A: …}`, directly or through others, lets neither be added before the other. One of them usually decides: leave it out of the circle, and where both come together, write `required` for the other.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for ruled in ruled(context) {
        circles(&ruled, report);
    }
}

/// What each parameter is allowed for, and the rule that says so.
type Needs<'r> = BTreeMap<&'r str, Vec<(&'r str, usize)>>;

fn circles(ruled: &Ruled<'_>, report: &mut Diagnostics) {
    let mut needs = Needs::new();
    for (position, rule) in ruled.rules.iter().enumerate() {
        let Some((name, condition)) = rule.allowed.as_deref().zip(ruled.condition(position)) else { continue };
        // One that needs itself is refused where it is resolved.
        if condition.param != name && ruled.needs_the_other(condition) {
            needs.entry(name).or_default().push((condition.param.as_str(), position));
        }
    }
    // Each parameter is looked at once: what leads back to one that is still being looked at is a circle.
    let mut done = BTreeSet::new();
    for &start in needs.keys() {
        let mut way = vec![Step { name: start, rule: None, next: 0 }];
        let mut on_way = BTreeMap::from([(start, 0)]);
        while let Some(step) = way.last_mut() {
            let next =
                needs.get(step.name).and_then(|needed| needed.get(step.next)).filter(|_| !done.contains(step.name));
            step.next += 1;
            let Some(&(name, rule)) = next else {
                if let Some(step) = way.pop() {
                    on_way.remove(step.name);
                    done.insert(step.name);
                }
                continue;
            };
            match on_way.get(name) {
                Some(&at) => {
                    let inside = way.iter().skip(at + 1).filter_map(|step| step.rule);
                    report.push(circle(ruled, inside.chain([rule]).collect()));
                }
                None => {
                    on_way.insert(name, way.len());
                    way.push(Step { name, rule: Some(rule), next: 0 });
                }
            }
        }
    }
}

/// A parameter on the way, the rule that led to it, and which of its needs comes next.
struct Step<'r> {
    name: &'r str,
    rule: Option<usize>,
    next: usize,
}

/// The finding about rules each of which leads to the next, and the last to the first.
fn circle(ruled: &Ruled<'_>, mut rules: Vec<usize>) -> Diagnostic {
    // It has no beginning: the first of its rules in the file will do.
    let first = rules.iter().enumerate().min_by_key(|(_, rule)| **rule).map_or(0, |(at, _)| at);
    rules.rotate_left(first);
    let names: Vec<&str> = rules.iter().filter_map(|&rule| ruled.rules.get(rule)?.allowed.as_deref()).collect();
    let round = names.iter().chain(names.first()).map(|name| quoted(name)).collect::<Vec<_>>().join(" needs ");
    let place = |rule: &usize| ruled.at.item(*rule).value();
    let mut finding = Diagnostic::error(LINT.id, round).at(rules.first().map_or_else(|| ruled.at.value(), place));
    for rule in rules.iter().skip(1) {
        finding = finding.note("and this leads back", place(rule));
    }
    finding.help("remove one of these rules, or state it with `required`")
}
