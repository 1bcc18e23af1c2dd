//! What the server takes instead: for nothing, for a number of its own meaning, for one beyond the limits.

use super::super::Found;
use super::number::{Number, numbers};
use super::reader::Reader;
use super::text::Sentence;
use super::words::{find, find_last, has, tail};
use std::ops::Range;
use zim_spec::model::{LimitKind, Scalar};

/// A limit of a number.
type OfNumber = fn(i64) -> LimitKind;

/// Words between a condition and what is taken then.
const THEN: &[&str] = &[
    "使用默认值",
    "the default value",
    "corrected to",
    "treated as",
    "set to",
    "adjusted to",
    "changed to",
    "truncated to",
    "capped at",
    "clamped to",
    "the default value is",
    "the default is",
    "default value of",
    "defaults to",
    "the value is",
    "value will be",
    "counts as",
    "修正为",
    "按照",
    "按",
    "默认取值为",
    "取默认值",
    "默认值为",
    "默认为",
    "取值为",
    "视为",
    "则取",
    "会被设为",
    "取",
];

/// Words behind what is taken.
const TAKEN: &[&str] = &["is taken", "is used", "will be used", "will be taken", "applies", "is assumed"];

/// Words for a value that is not there.
const ABSENT: &[&str] = &[
    "empty",
    "not filled",
    "not passed",
    "not specified",
    "not provided",
    "not set",
    "not given",
    "omitted",
    "absent",
    "left out",
    "missing",
    "unspecified",
    "do not pass",
    "不填",
    "不传",
    "未填",
    "未传",
    "为空",
    "传空",
    "或空",
    "缺省",
    "不设置",
    "未设置",
    "不指定",
    "未指定",
];

/// Words that begin a condition about the field itself.
const IF: &[&str] = &[
    "values",
    "a value",
    "any value",
    "numbers",
    "if",
    "when",
    "如果",
    "如",
    "若",
    "当",
    "传",
    "为",
    "不填",
    "不传",
    "未填",
    "超过",
    "大于",
    "小于",
];

/// Reads a sentence of the form *if …, N is taken*, or several such; whether it is one.
pub(super) fn read(reader: &mut Reader<'_>, sentence: &Sentence, used: &mut Vec<usize>) -> bool {
    let starts = conditions(&sentence.lower);
    let mut understood = false;
    let mut from = None;
    for (at, start) in starts.iter().enumerate() {
        let until = starts.get(at + 1).copied().unwrap_or(sentence.lower.len());
        // A condition without a consequence goes on in the next.
        let start = from.unwrap_or(*start);
        match consequence(sentence.lower.get(..until).unwrap_or_default(), start) {
            Some((end, taken)) => {
                understood |= case(reader, sentence, start..end, taken, used);
                from = None;
            }
            None => from = Some(start),
        }
    }
    understood
}

/// Reads one case: its condition, and the number that is taken then.
fn case(
    reader: &mut Reader<'_>,
    sentence: &Sentence,
    condition: Range<usize>,
    taken: Number,
    used: &mut Vec<usize>,
) -> bool {
    let lower = &sentence.lower;
    let words = lower.get(condition.clone()).unwrap_or_default();
    let is_within = |number: &Number| number.start >= condition.start && number.end <= condition.end;
    let mut said: Vec<Number> = numbers(lower).into_iter().filter(is_within).collect();
    if !reader.is_number() {
        said.clear();
    }
    let mut understood = false;
    let mut from = condition.start;
    for number in &said {
        let before = lower.get(from..number.start).unwrap_or_default();
        from = number.end;
        match compared(before) {
            Some(limit) => {
                let kind = limit(number.value);
                reader.add(kind.clone(), sentence);
                clamp(reader, &kind, taken.value);
            }
            None if names_another(before) => continue,
            None => {
                let text = sentence.text.get(condition.end..).unwrap_or_default().trim_matches([',', ' ']).to_owned();
                sentinel(reader, sentence, number.value, &text);
            }
        }
        understood = true;
        used.push(number.start);
    }
    if has(words, ABSENT) && reader.is_number() {
        understood = true;
        super::defaults::set(reader, sentence, Scalar::Int(taken.value));
    }
    if understood {
        used.push(taken.start);
    }
    understood
}

/// Whether a sentence, in lower case, says that the server takes another number than the one that was sent.
pub(super) fn takes_another(lower: &str) -> bool {
    let corrected =
        ["corrected to", "treated as", "adjusted to", "truncated to", "clamped to", "修正为", "视为", "处理"];
    has(lower, &corrected) || has(lower, TAKEN)
}

/// Where the clauses start that begin with a condition.
fn conditions(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for clause in text.split_inclusive([',', ':']) {
        let blank = clause.len() - clause.trim_start().len();
        if IF.iter().any(|word| find(clause, word) == Some(blank)) {
            found.push(start + blank);
        }
        start += clause.len();
    }
    found
}

/// Where the condition that begins at `start` ends, and the number that is taken then.
fn consequence(text: &str, start: usize) -> Option<(usize, Number)> {
    let rest = text.get(start..)?;
    let then = THEN
        .iter()
        .filter_map(|word| find_last(rest, word).map(|at| (at, at + word.len())))
        .max_by_key(|(at, end)| (*end, usize::MAX - *at));
    if let Some((at, end)) = then {
        let number = numbers(text).into_iter().find(|number| number.start >= start + end);
        let near =
            number.filter(|number| text.get(start + end..number.start).is_some_and(|gap| gap.chars().count() <= 4));
        if let Some(number) = near {
            return Some((start + at, number));
        }
    }
    let at = TAKEN.iter().filter_map(|word| find_last(rest, word)).max()? + start;
    let number = numbers(text).into_iter().rev().find(|number| number.end <= at && number.start > start)?;
    let comma = text.get(..number.start)?.rfind(',')?;
    (comma > start).then_some((comma, number))
}

/// The end of the allowed numbers that a comparison names, as a limit.
fn compared(before: &str) -> Option<OfNumber> {
    fn above_as_min(n: i64) -> LimitKind {
        n.checked_add(1).map_or(LimitKind::Above(n), LimitKind::Min)
    }
    fn below_as_max(n: i64) -> LimitKind {
        n.checked_sub(1).map_or(LimitKind::Below(n), LimitKind::Max)
    }
    let words: [(&[&str], OfNumber); 4] = [
        (&["≤", "<=", "less than or equal to", "小于等于", "小于或等于", "不大于", "not greater than"], above_as_min),
        (&["≥", ">=", "greater than or equal to", "大于等于", "大于或等于", "不小于", "not less than"], below_as_max),
        (&["<", "less than", "smaller than", "lower than", "below", "小于", "低于", "少于"], LimitKind::Min),
        (
            &[
                ">",
                "greater than",
                "larger than",
                "more than",
                "above",
                "exceeds",
                "exceed",
                "大于",
                "超过",
                "超出",
                "高于",
            ],
            LimitKind::Max,
        ),
    ];
    let near = tail(before, 30);
    words.into_iter().find(|(words, _)| has(near, words)).map(|(_, limit)| limit)
}

/// Whether the words before a number name another parameter that has it.
fn names_another(before: &str) -> bool {
    before.contains('`')
        || before.chars().any(|c| c.is_ascii_alphabetic()) && has(before, &["type", "code", "number of"])
}

/// Says of the limit `kind` what is taken in its place.
fn clamp(reader: &mut Reader<'_>, kind: &LimitKind, to: i64) {
    let Some(found) = reader.last.and_then(|at| reader.field.limits.get_mut(at)) else { return };
    if super::reader::is_same(&found.value.kind, kind) {
        found.value.kind = kind.clone();
        found.value.clamped_to = Some(to);
    }
}

/// Adds a number with a meaning of its own.
pub(super) fn sentinel(reader: &mut Reader<'_>, sentence: &Sentence, value: i64, text: &str) {
    if reader.field.sentinels.iter().all(|known| known.value.0 != value) {
        let place = reader.place(sentence);
        reader.field.sentinels.push(Found::new((value, text.to_owned()), place));
    }
}
