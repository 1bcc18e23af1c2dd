//! The words around a number that make a bound of it: *at most 5*, *不少于 5*, *less than 5*, *5 or more*.

use super::number::Number;
use super::words::{find_last, has, head, tail};

/// On which side of a number the others lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// At least it.
    Min,
    /// Above it.
    Above,
    /// At most it.
    Max,
    /// Below it.
    Below,
}

/// Between the words and the number there are at most so many characters.
const REACH: usize = 56;

/// Words before a number that bound by themselves.
const BEFORE: &[(&str, Bound)] = &[
    ("at most", Bound::Max),
    ("up to", Bound::Max),
    ("as many as", Bound::Max),
    ("maximum", Bound::Max),
    ("max", Bound::Max),
    ("maximally", Bound::Max),
    ("upper limit", Bound::Max),
    ("limit", Bound::Max),
    ("limited to", Bound::Max),
    ("within", Bound::Max),
    ("no later than", Bound::Max),
    ("less than or equal to", Bound::Max),
    ("smaller than or equal to", Bound::Max),
    ("less than or equal", Bound::Max),
    ("lower than or equal to", Bound::Max),
    ("cap of", Bound::Max),
    ("capped at", Bound::Max),
    ("default length", Bound::Max),
    ("≤", Bound::Max),
    ("<=", Bound::Max),
    ("上限", Bound::Max),
    ("最大", Bound::Max),
    ("最多", Bound::Max),
    ("最长", Bound::Max),
    ("最高", Bound::Max),
    ("至多", Bound::Max),
    ("限制", Bound::Max),
    ("仅限", Bound::Max),
    ("限", Bound::Max),
    ("小于等于", Bound::Max),
    ("小于或等于", Bound::Max),
    ("小于或者等于", Bound::Max),
    ("默认长度", Bound::Max),
    ("长度默认", Bound::Max),
    ("at least", Bound::Min),
    ("minimum", Bound::Min),
    ("min", Bound::Min),
    ("lower limit", Bound::Min),
    ("greater than or equal to", Bound::Min),
    ("larger than or equal to", Bound::Min),
    ("more than or equal to", Bound::Min),
    ("greater than or equal", Bound::Min),
    ("≥", Bound::Min),
    (">=", Bound::Min),
    ("下限", Bound::Min),
    ("至少", Bound::Min),
    ("最少", Bound::Min),
    ("最小", Bound::Min),
    ("最短", Bound::Min),
    ("最低", Bound::Min),
    ("大于等于", Bound::Min),
    ("大于或等于", Bound::Min),
    ("大于或者等于", Bound::Min),
    ("above", Bound::Above),
    (">", Bound::Above),
    ("below", Bound::Below),
    ("under", Bound::Below),
    ("<", Bound::Below),
    ("upper bound", Bound::Max),
    ("lower bound", Bound::Min),
    ("supports up to", Bound::Max),
    ("最多为", Bound::Max),
    ("maximum of", Bound::Max),
    ("minimum of", Bound::Min),
    ("not to exceed", Bound::Max),
    ("不到", Bound::Below),
    ("至少为", Bound::Min),
    ("起码", Bound::Min),
];

/// Words that compare; a *not* before them turns them round.
const COMPARED: &[(&str, Bound)] = &[
    ("greater than", Bound::Above),
    ("larger than", Bound::Above),
    ("bigger than", Bound::Above),
    ("higher than", Bound::Above),
    ("longer than", Bound::Above),
    ("more than", Bound::Above),
    ("over", Bound::Above),
    ("exceed", Bound::Above),
    ("exceeds", Bound::Above),
    ("exceeding", Bound::Above),
    ("less than", Bound::Below),
    ("smaller than", Bound::Below),
    ("lower than", Bound::Below),
    ("shorter than", Bound::Below),
    ("fewer than", Bound::Below),
    ("大于", Bound::Above),
    ("高于", Bound::Above),
    ("多于", Bound::Above),
    ("长于", Bound::Above),
    ("超过", Bound::Above),
    ("超出", Bound::Above),
    ("小于", Bound::Below),
    ("低于", Bound::Below),
    ("少于", Bound::Below),
    ("短于", Bound::Below),
    ("早于", Bound::Below),
    ("晚于", Bound::Above),
];

/// Words after a number, and its unit, that bound.
const AFTER: &[(&str, Bound)] = &[
    ("or less", Bound::Max),
    ("or fewer", Bound::Max),
    ("or shorter", Bound::Max),
    ("at most", Bound::Max),
    ("at maximum", Bound::Max),
    ("max", Bound::Max),
    ("maximum", Bound::Max),
    ("以内", Bound::Max),
    ("之内", Bound::Max),
    ("及以下", Bound::Max),
    ("或以下", Bound::Max),
    ("or more", Bound::Min),
    ("or longer", Bound::Min),
    ("at least", Bound::Min),
    ("at minimum", Bound::Min),
    ("及以上", Bound::Min),
    ("或以上", Bound::Min),
];

/// How `number` bounds, in `clause`, which is in lower case and begins at `from` of what the number counts from.
///
/// `after` is what follows the number's unit.
pub(super) fn bound(before: &str, after: &str) -> Option<Bound> {
    // What is farther away than words reach need not be looked through.
    let before = tail(before, 2 * REACH);
    let mut best: Option<(usize, usize, Bound)> = None;
    let mut offer = |phrase: &str, at: usize, bound: Bound| {
        let end = at + phrase.len();
        if best.is_none_or(|(best_end, length, _)| (end, phrase.len()) > (best_end, length)) {
            best = Some((end, phrase.len(), bound));
        }
    };
    for (phrase, kind) in BEFORE.iter().copied() {
        if let Some(at) = find_last(before, phrase) {
            offer(phrase, at, kind);
        }
    }
    for (phrase, kind) in COMPARED.iter().copied() {
        if let Some(at) = find_last(before, phrase) {
            offer(phrase, at, if is_negated(before.get(..at).unwrap_or_default()) { opposite(kind) } else { kind });
        }
    }
    let near = best.filter(|(end, ..)| before.get(*end..).is_some_and(|gap| gap.chars().count() <= REACH));
    near.map(|(.., kind)| kind).or_else(|| behind(after))
}

/// The bound that words right behind a number and its unit make.
fn behind(after: &str) -> Option<Bound> {
    let after = head(after.trim_start_matches([' ', '(']), 14);
    AFTER.iter().find(|(phrase, _)| after.starts_with(phrase)).map(|(_, bound)| *bound)
}

/// Whether the words before a comparison deny it.
fn is_negated(before: &str) -> bool {
    let words: Vec<&str> = tail(before, 28).split_whitespace().rev().take(4).collect();
    let english = words.iter().any(|word| ["not", "cannot", "can't", "no", "never", "mustn't", "n't"].contains(word));
    english || has(tail(before, 5), &["不", "勿", "禁止"])
}

fn opposite(bound: Bound) -> Bound {
    match bound {
        Bound::Above => Bound::Max,
        Bound::Below => Bound::Min,
        other => other,
    }
}

/// The part of a clause before `number`, and the one behind it.
pub(super) fn around<'t>(clause: &'t str, number: &Number) -> (&'t str, &'t str) {
    (clause.get(..number.start).unwrap_or_default(), clause.get(number.end..).unwrap_or_default())
}
