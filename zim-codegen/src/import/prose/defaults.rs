//! What the server takes for nothing: *the default is 5*, `默认为 5`, *false by default*.

use super::super::rules::CONFLICT;
use super::super::{FieldType, Found};
use super::number::numbers;
use super::reader::Reader;
use super::text::Sentence;
use super::unit::{Counts, counts};
use super::words::{find, has};
use zim_spec::model::Scalar;

/// Words for the default, longest first where one begins like another.
const DEFAULT: &[&str] = &[
    "default value is",
    "default value:",
    "default value of",
    "default is",
    "default to",
    "defaults to",
    "default:",
    "default value",
    "默认取值为",
    "默认值为",
    "默认值是",
    "默认值",
    "默认值:",
    "默认为",
    "默认是",
    "默认取",
    "默认:",
    "默认",
    "缺省为",
];

/// Sets the default, or says that another was stated.
pub(super) fn set(reader: &mut Reader<'_>, sentence: &Sentence, value: Scalar) {
    match &reader.field.default {
        None => {
            let place = reader.place(sentence);
            reader.field.default = Some(Found::new(value, place));
        }
        Some(known) if known.value != value => {
            let what = format!("a default of {value} contradicts {}, which was stated before", known.value);
            reader.warn(CONFLICT, sentence, what, "find out which is right");
        }
        Some(_) => {}
    }
}

/// Reads `默认为 100`, *the default is false*; a default length is a limit.
pub(super) fn read(reader: &mut Reader<'_>, sentence: &Sentence, used: &mut Vec<usize>) {
    if let Some((value, start)) = before_default(reader, sentence).filter(|(_, start)| !used.contains(start)) {
        used.push(start);
        return set(reader, sentence, value);
    }
    let lower = &sentence.lower;
    for word in DEFAULT {
        let mut from = 0;
        while let Some(at) = super::words::find_from(lower, word, from) {
            from = at + word.len();
            let Some((value, start)) = value(reader, sentence, from) else { continue };
            if used.contains(&start) || is_about_limit(lower, at) {
                continue;
            }
            used.push(start);
            return set(reader, sentence, value);
        }
    }
}

/// `false by default`
fn before_default(reader: &Reader<'_>, sentence: &Sentence) -> Option<(Scalar, usize)> {
    let at = find(&sentence.lower, "by default")?;
    let word = sentence.lower.get(..at)?.split_whitespace().next_back()?.trim_matches(['`', '"', '(', ',']);
    let start = sentence.lower.get(..at)?.rfind(word)?;
    match word {
        "true" | "false" if reader.ty == Some(FieldType::Bool) => Some((Scalar::Bool(word == "true"), start)),
        _ if reader.is_number() => word.parse().ok().map(|number| (Scalar::Int(number), start)),
        _ => None,
    }
}

/// Whether what defaults is a limit: *the maximum … defaults to 5*.
fn is_about_limit(lower: &str, at: usize) -> bool {
    let before = lower.get(..at).unwrap_or_default();
    let clause = before.rsplit(',').next().unwrap_or_default();
    has(
        clause,
        &["maximum", "minimum", "max", "limit", "上限", "最大", "最多", "最长", "长度", "length", "单次", "下限"],
    )
}

/// The value at `from`, for what the field is, and where it starts.
fn value(reader: &Reader<'_>, sentence: &Sentence, from: usize) -> Option<(Scalar, usize)> {
    let rest = sentence.text.get(from..)?;
    let trimmed = rest.trim_start_matches([' ', '`', '"', '\'', ':']);
    let start = from + rest.len() - trimmed.len();
    let quoted = rest.len() - trimmed.len() > 0 && rest.trim_start().starts_with(['`', '"', '\'']);
    let lower = trimmed.to_ascii_lowercase();
    if reader.ty.is_none_or(|ty| ty == FieldType::Bool) {
        for (word, flag) in [("true", true), ("false", false)] {
            if lower.starts_with(word) && find(&lower, word) == Some(0) {
                return Some((Scalar::Bool(flag), start));
            }
        }
    }
    if reader.is_number() {
        let number = numbers(&sentence.lower).into_iter().find(|number| number.start == start)?;
        let (counted, _) = counts(sentence.lower.get(number.end..)?);
        let is_value = !matches!(counted, Counts::Bytes(_) | Counts::Chars | Counts::LongTime);
        return is_value.then_some((Scalar::Int(number.value), start));
    }
    if reader.ty == Some(FieldType::Text) && quoted {
        let end = trimmed.find(['`', '"', '\''])?;
        return Some((Scalar::Text(trimmed.get(..end)?.to_owned()), start));
    }
    None
}
