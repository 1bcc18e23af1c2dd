//! Actions that share a page: what it says of one of them alone.

use super::super::rules::DOUBT;
use super::super::{Facts, Field, Found, Required};
use super::prototype::Call;
use zim_spec::diagnostic::{Diagnostic, quoted};

/// The facts of each of `calls`: those of the page, but for what its descriptions say of the one or the other.
pub(super) fn split(facts: Facts, calls: &[Call]) -> Vec<Facts> {
    let keys = keys(calls);
    let each = calls.iter().enumerate().map(|(index, call)| {
        let mut facts = facts.clone();
        facts.action = Some(call.action.clone());
        let mut notes = Vec::new();
        for field in &mut facts.params {
            adapt(field, index, &keys, &mut notes);
        }
        facts.findings.extend(notes);
        facts
    });
    each.collect()
}

/// What is special about the label of each call: without what all of them start and end with.
fn keys(calls: &[Call]) -> Vec<String> {
    let labels: Vec<Vec<char>> = calls.iter().map(|call| call.label.to_lowercase().chars().collect()).collect();
    let Some((first, others)) = labels.split_first() else { return Vec::new() };
    let shared = |at: &dyn Fn(&[char], usize) -> Option<char>| {
        let is_shared =
            |n: &usize| others.iter().all(|other| at(first, *n).is_some() && at(other, *n) == at(first, *n));
        (0..first.len()).take_while(|n| is_shared(n)).count()
    };
    let start = shared(&|label, n| label.get(n).copied());
    let end = shared(&|label, n| label.len().checked_sub(n + 1).and_then(|at| label.get(at)).copied());
    let key = |label: &Vec<char>| label.iter().skip(start).take(label.len().saturating_sub(start + end)).collect();
    labels.iter().map(key).map(|key: String| key.trim().to_owned()).collect()
}

/// Takes what a line of the description says of this action alone: whether the field must be there.
fn adapt(field: &mut Field, index: usize, keys: &[String], notes: &mut Vec<Diagnostic>) {
    let Some(text) = field.text.as_ref().map(|text| text.value.to_lowercase()) else { return };
    let Some(key) = keys.get(index).filter(|key| !key.is_empty()) else { return };
    let is_own = |line: &&str| {
        let others = keys.iter().enumerate().filter(|(other, _)| *other != index);
        line.contains(key.as_str()) && others.into_iter().all(|(_, other)| !line.contains(other.as_str()))
    };
    let Some(required) = text.lines().filter(is_own).find_map(required) else { return };
    let place = field.text.as_ref().map_or_else(|| field.name.place.clone(), |text| text.place.clone());
    if field.required.as_ref().is_none_or(|known| known.value != required) {
        let word = if required == Required::Yes { "required" } else { "optional" };
        let message = format!("{} is {word} for one action of this page alone", quoted(&field.name.value));
        notes.push(Diagnostic::warning(DOUBT, message).at(place.clone()));
        field.required = Some(Found::new(required, place));
    }
}

fn required(line: &str) -> Option<Required> {
    let has = |any: &[&str]| any.iter().any(|word| line.contains(word));
    if has(&["选填", "可选", "非必填", "不必填", "optional", "not required", "need not"]) {
        Some(Required::No)
    } else if has(&["必填", "必选", "必传", "required", "must be"]) {
        Some(Required::Yes)
    } else {
        None
    }
}
