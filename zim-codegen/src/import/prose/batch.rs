//! What is said of the whole action and is about its list: *up to 20 users at a time*, and who raises that.

use super::super::{Field, FieldType, Found, Limit};
use super::bound::{Bound, bound};
use super::number::numbers;
use super::text::sentences;
use super::unit::{Counts, counts};
use super::words::has;
use zim_spec::diagnostic::Place;
use zim_spec::model::LimitKind;

/// Words that say that several things are done by one call.
const BATCH: &[&str] = &[
    "batch",
    "at a time",
    "at once",
    "per request",
    "per call",
    "in one call",
    "in a single call",
    "批量",
    "单次",
    "一次",
    "每次",
];

/// Words that begin what to do for more.
const FOR_MORE: &[&str] = &["如需", "若需", "如果需要", "if you need", "to increase", "to raise", "to adjust"];

/// Reads `text`, which stands at `place` and is about the action that has `params`.
pub(super) fn read(text: &str, place: &Place, params: &mut [Field]) {
    // The lists of which the last number was said.
    let mut about: Vec<usize> = Vec::new();
    let sentences = sentences(text);
    for lower in sentences.iter().flat_map(|sentence| clauses(&sentence.lower)) {
        if super::marks::is_raise(lower) {
            let ceiling = ceiling(lower);
            for at in &about {
                if let Some(list) = params.get_mut(*at) {
                    raise(list, ceiling);
                }
            }
            continue;
        }
        if super::words::has(lower, super::STEPS)
            || !has(lower, BATCH) && !lower.contains("最多") && !lower.contains("maximum")
        {
            continue;
        }
        for number in numbers(lower) {
            let after = lower.get(number.end..).unwrap_or_default();
            let (counted, length) = counts(after);
            let Ok(size) = u64::try_from(number.value) else { continue };
            if !matches!(counted, Counts::Things | Counts::Nothing) || size == 0 {
                continue;
            }
            let limited = with_limit(params, size);
            if !limited.is_empty() {
                about = limited;
                continue;
            }
            let bound = bound(lower.get(..number.start).unwrap_or_default(), after.get(length..).unwrap_or_default());
            if bound == Some(Bound::Max) && counted == Counts::Things && has(lower, BATCH) {
                about = only_list(params).into_iter().collect();
                for at in &about {
                    if let Some(list) = params.get_mut(*at) {
                        list.limits.push(Found::new(Limit::new(LimitKind::MaxItems(size), true), place.clone()));
                    }
                }
            }
        }
    }
}

/// What is said of a batch, and after it in the same sentence who raises that.
fn clauses(lower: &str) -> Vec<&str> {
    let for_more = super::words::first(lower, FOR_MORE).and_then(|(at, _)| Some((lower.get(..at)?, lower.get(at..)?)));
    match for_more.filter(|(before, after)| has(before, BATCH) && super::marks::is_raise(after)) {
        Some((before, after)) => vec![before, after],
        None => vec![lower],
    }
}

/// The lists that have `size` items at most.
fn with_limit(params: &[Field], size: u64) -> Vec<usize> {
    let has = |field: &Field| field.limits.iter().any(|limit| limit.value.kind == LimitKind::MaxItems(size));
    params.iter().enumerate().filter(|(_, field)| has(field)).map(|(at, _)| at).collect()
}

/// The one list, if it has no limit yet.
fn only_list(params: &[Field]) -> Option<usize> {
    let is_list = |field: &Field| {
        let ty = field.ty.as_ref().map(|ty| ty.value);
        matches!(ty, Some(FieldType::List | FieldType::ListOfText | FieldType::ListOfNumber | FieldType::ListOfObject))
    };
    let mut lists = params.iter().enumerate().filter(|(_, field)| is_list(field));
    let (at, list) = lists.next()?;
    let is_limited = list.limits.iter().any(|limit| matches!(limit.value.kind, LimitKind::MaxItems(_)));
    (lists.next().is_none() && !is_limited).then_some(at)
}

fn raise(list: &mut Field, ceiling: Option<i64>) {
    for limit in &mut list.limits {
        if matches!(limit.value.kind, LimitKind::MaxItems(_)) {
            limit.value.raisable = true;
            limit.value.ceiling = limit.value.ceiling.or(ceiling);
        }
    }
}

/// How far, as a sentence about raising says it.
fn ceiling(lower: &str) -> Option<i64> {
    numbers(lower).into_iter().find_map(|number| {
        let after = lower.get(number.end..)?;
        let (counted, length) = counts(after);
        let is_max = bound(lower.get(..number.start)?, after.get(length..)?) == Some(Bound::Max);
        (is_max && matches!(counted, Counts::Things | Counts::Nothing)).then_some(number.value)
    })
}
