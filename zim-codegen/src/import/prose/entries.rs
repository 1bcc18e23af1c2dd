//! Entries of a list of values: `0: off`, `1 (default): on`, `other: …`.

use super::text::Sentence;
use super::unit::{Counts, counts};
use super::words::has;
use zim_spec::model::Scalar;

/// Words of an entry for all other numbers.
const OTHERS: &[&str] = &["others", "other values", "other value", "other", "其他值", "其它值", "其他", "其它", "其余"];

/// Words of an entry for all numbers above one.
const ABOVE: &[&str] = &["greater than", "more than", "larger than", "大于", ">"];

/// Words of an entry for all numbers but one.
const NOT: &[&str] = &["非", "不为", "不是", "when it is not", "if it is not", "if not", "not", "non-"];

/// Words that a mark of the default consists of.
const MARKS: &[&str] =
    &["(default value)", "(default)", "default value,", "default value", "(默认值)", "(默认)", "默认值,", "默认值"];

/// Words for an absent value that stand beside a number.
const ABSENT: &[&str] = &[
    "or not",
    "or empty",
    "or omitted",
    "or absent",
    "or left",
    "or do not",
    "或不",
    "或者不",
    "或空",
    "或为空",
    "或未",
    "或缺省",
    "或没有",
    "or this field is not",
];

/// An entry of a list of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A number or word, its meaning, whether it is the default, and whether absence is the same.
    One { value: Scalar, text: String, is_default: bool, or_absent: bool },
    /// Any other number; above that one, if there is such.
    Rest(Option<i64>),
}

/// The entries of a sentence: one of a list item, several where they are strung together.
pub(super) fn entries(sentence: &Sentence) -> Vec<Entry> {
    if (sentence.is_item || !sentence.text.contains(','))
        && let Some(entry) = entry(&sentence.text, true)
    {
        return vec![entry];
    }
    let mut found = Vec::new();
    let mut bare = 0;
    for (nth, clause) in sentence.text.split(',').enumerate() {
        // `Kind: 0: off` and `Kind. 0: off` begin with words of their own.
        let clause_text = if nth == 0 { after_heading(clause) } else { clause };
        match entry(clause_text, false) {
            Some(entry) => found.push(entry),
            None => match bare_entry(clause_text) {
                Some(entry) => {
                    bare += 1;
                    found.push(entry);
                }
                None => {
                    // Words behind an entry go on about it.
                    let is_unit = has(clause, &["单位", "in seconds", "in milliseconds"]);
                    if let (Some(Entry::One { text, .. }), false) = (found.last_mut(), is_unit || nth == 0) {
                        text.push_str(", ");
                        text.push_str(clause.trim());
                    }
                }
            },
        }
    }
    let ones = found.iter().filter(|entry| matches!(entry, Entry::One { .. })).count();
    if (bare > 0 && ones < 2) || found.is_empty() { Vec::new() } else { found }
}

/// What follows the colon in front of the first entry, if there is one.
fn after_heading(clause: &str) -> &str {
    match clause.split_once(':') {
        Some((heading, rest))
            if number_at(heading.trim()).is_none_or(|(_, rest)| !rest.trim().is_empty())
                && number_at(rest.trim()).is_some() =>
        {
            rest
        }
        _ => clause,
    }
}

/// A number, in back ticks or quotes or plain, at the start, and what follows it.
fn number_at(text: &str) -> Option<(i64, &str)> {
    let text = text.trim_start_matches([' ', '`', '"', '\'']);
    let negative = text.starts_with('-');
    let digits = text.strip_prefix('-').unwrap_or(text);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let number: i64 = digits.get(..end)?.parse().ok()?;
    let rest = digits.get(end..)?.trim_start_matches(['`', '"', '\'']);
    let goes_on = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        || (rest.starts_with('.') && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
    if goes_on { None } else { Some((if negative { -number } else { number }, rest)) }
}

/// `true`, `false`, or a word in back ticks or quotes, at the start, and what follows it.
fn word_at(text: &str) -> Option<(Scalar, &str)> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '`' | '"' | '\''));
    let inner = if quote.is_some() { text.get(1..)? } else { text };
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(inner.len());
    let word = inner.get(..end)?;
    let rest = inner.get(end..)?.trim_start_matches(['`', '"', '\'']);
    match word.to_ascii_lowercase().as_str() {
        "true" => Some((Scalar::Bool(true), rest)),
        "false" => Some((Scalar::Bool(false), rest)),
        _ if quote.is_some() && !word.is_empty() && word.len() <= 32 => Some((Scalar::Text(word.to_owned()), rest)),
        _ => None,
    }
}

/// An entry such as `0: off`, `0 (default): off`, `0 or not passed: now`, `0 表示关闭`, `other: …`.
fn entry(text: &str, is_item: bool) -> Option<Entry> {
    let lower = text.trim_start().to_ascii_lowercase();
    if let Some(rest) = rest_entry(&lower) {
        return Some(rest);
    }
    let plain = strip_condition(text.trim_start());
    let is_condition = plain.len() < text.trim_start().len();
    let text = plain;
    let (value, rest) = match number_at(text) {
        Some((number, rest)) => (Scalar::Int(number), rest),
        None if is_item => word_at(text)?,
        None => return None,
    };
    let (rest, mut is_default) = without_mark(rest);
    let mut rest = rest.as_str().trim_start();
    let or_absent = ABSENT.iter().any(|word| rest.to_ascii_lowercase().starts_with(word));
    if or_absent {
        let end = rest.find([':', ',', '时'])?;
        rest = rest.get(end..)?;
    }
    rest = rest.trim_start_matches('时').trim_start();
    let separators = [":", "-", "=", "—", "表示", "代表", "为", "是", "means ", "indicates ", "stands for ", "for "];
    let separator = separators.iter().find(|separator| rest.starts_with(**separator));
    let meaning = match separator {
        // `0,…` goes on with the meaning only where nothing else could be meant.
        None if or_absent || (is_condition && is_item) => rest.strip_prefix(',')?,
        None => return None,
        Some(separator) => rest.get(separator.len()..)?,
    };
    let (meaning, marked) = without_mark(meaning);
    is_default |= marked;
    let meaning = meaning.trim().trim_start_matches(['-', '—', ':']).trim();
    if meaning.is_empty() && !is_default {
        return None;
    }
    Some(Entry::One { value, text: meaning.to_owned(), is_default, or_absent })
}

/// `0设置`: a number and its meaning with nothing between them.
fn bare_entry(text: &str) -> Option<Entry> {
    let (number, rest) = number_at(text)?;
    let is_meaning = rest.trim_start().starts_with(|c: char| !c.is_ascii()) && counts(rest).0 == Counts::Nothing;
    is_meaning.then(|| Entry::One {
        value: Scalar::Int(number),
        text: rest.trim().to_owned(),
        is_default: false,
        or_absent: false,
    })
}

/// `If 0 or not filled: …` and `为 0 时,…` without what makes a condition of them.
fn strip_condition(text: &str) -> &str {
    let starts = [
        "If it is ",
        "When it is ",
        "If the value is ",
        "When the value is ",
        "When this is ",
        "If ",
        "When ",
        "Pass ",
        "当值为",
        "当为",
        "值为",
        "为",
        "传",
        "填",
    ];
    let stripped = starts.iter().find_map(|start| text.strip_prefix(start)).map(str::trim_start);
    stripped.filter(|rest| number_at(rest).is_some()).unwrap_or(text)
}

/// An entry for all other numbers.
fn rest_entry(lower: &str) -> Option<Entry> {
    let lower = lower.trim_start_matches(['`', '"']);
    if ["non-zero", "nonzero"].iter().any(|word| lower.starts_with(word)) {
        return Some(Entry::Rest(None));
    }
    for word in ABOVE {
        if let Some((number, rest)) = lower.strip_prefix(word).and_then(number_at) {
            return rest.trim_start().starts_with([':', ',', '时']).then_some(Entry::Rest(Some(number)));
        }
    }
    for word in NOT {
        if let Some((_, rest)) = lower.strip_prefix(word).and_then(number_at) {
            let goes_on = [":", ",", "时", "表示", "仅表示", "代表", "means", "indicates"];
            return goes_on.iter().any(|word| rest.trim_start().starts_with(word)).then_some(Entry::Rest(None));
        }
    }
    let word = OTHERS.iter().find(|word| lower.starts_with(**word))?;
    let rest = lower.get(word.len()..)?.trim_start();
    rest.starts_with([':', ',']).then_some(Entry::Rest(None))
}

/// The text without a mark of the default, and whether there was one.
fn without_mark(text: &str) -> (String, bool) {
    let lower = text.to_ascii_lowercase();
    let trimmed = lower.trim_start_matches([':', ' ']);
    for mark in MARKS {
        let leads = trimmed.starts_with(mark);
        let ends = lower.trim_end().ends_with(mark) && mark.starts_with('(');
        if !(leads || ends) {
            continue;
        }
        let at = if leads { lower.len() - trimmed.len() } else { lower.trim_end().len() - mark.len() };
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + mark.len()..).unwrap_or_default();
        return (format!("{before}{}", if before.trim().is_empty() { after.trim_start() } else { after }), true);
    }
    (text.to_owned(), false)
}
