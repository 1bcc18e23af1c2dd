//! `circular-rule`: parameters each of which is allowed only if the other is there.

use super::Lint;
use super::context::Context;
use super::ruled::{Ruled, condition, ruled};
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
type Needs = BTreeMap<String, Vec<(String, usize)>>;

fn circles(ruled: &Ruled<'_>, report: &mut Diagnostics) {
    let mut needs = Needs::new();
    for (position, rule) in ruled.rules.iter().enumerate() {
        if let (Some(name), Some(condition)) = (&rule.allowed, condition(rule)) {
            // One that needs itself is refused where it is resolved.
            if condition.param != *name {
                needs.entry(name.clone()).or_default().push((condition.param, position));
            }
        }
    }
    let mut reported: BTreeSet<Vec<String>> = BTreeSet::new();
    for start in needs.keys() {
        let Some(mut circle) = circle(start, &needs) else { continue };
        // It has no beginning: the first of its rules in the file will do.
        let first = circle.iter().enumerate().min_by_key(|(_, (_, rule))| *rule).map_or(0, |(at, _)| at);
        circle.rotate_left(first);
        let mut members: Vec<String> = circle.iter().map(|(name, _)| name.clone()).collect();
        let path = members.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(" needs ");
        members.sort();
        if !reported.insert(members) {
            continue;
        }
        let Some((name, rule)) = circle.first() else { continue };
        let message = format!("{path} needs {}", quoted(name));
        let mut finding = Diagnostic::error(LINT.id, message).at(ruled.at.item(*rule).value());
        for (_, rule) in circle.iter().skip(1) {
            finding = finding.note("and this leads back", ruled.at.item(*rule).value());
        }
        report.push(finding.help("remove one of these rules, or state it with `required`"));
    }
}

/// The way from `start` back to it, each step with its rule.
fn circle(start: &str, needs: &Needs) -> Option<Vec<(String, usize)>> {
    // Breadth first: the shortest way, and each parameter once.
    let mut seen = BTreeSet::new();
    let mut ways: Vec<(&str, Vec<(String, usize)>)> = vec![(start, Vec::new())];
    while !ways.is_empty() {
        let mut next = Vec::new();
        for (name, way) in ways {
            for (needed, position) in needs.get(name).into_iter().flatten() {
                let mut way = way.clone();
                way.push((name.to_owned(), *position));
                if needed == start {
                    return Some(way);
                }
                if seen.insert(needed.as_str()) {
                    next.push((needed.as_str(), way));
                }
            }
        }
        ways = next;
    }
    None
}
