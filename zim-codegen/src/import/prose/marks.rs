//! What is said in words without numbers: not empty, no item twice, how it begins, what it counts, who raises it.

use super::super::rules::{CONDITION, RULE, UNIT, UNREAD};
use super::super::{FieldType, Found};
use super::bound::{Bound, bound};
use super::number::numbers;
use super::reader::Reader;
use super::text::Sentence;
use super::unit::{Counts, counts};
use super::words::{find, first, has, leading_name, same_name};
use zim_spec::diagnostic::quoted;
use zim_spec::model::{LimitKind, Unit};

/// Words for those who raise limits.
const SUPPORT: &[&str] =
    &["联系", "商务", "工单", "contact", "technical support", "reach out", "support team", "sales"];

/// Words for raising a limit.
const RAISE: &[&str] = &[
    "提高", "上调", "调整", "增加", "扩大", "调大", "提升", "放宽", "更高", "更大", "更多", "increase", "raise",
    "raised", "adjust", "higher", "more", "extend", "larger",
];

/// Words that forbid an empty value.
const NON_EMPTY: &[&str] = &[
    "不能为空",
    "不可为空",
    "不得为空",
    "不允许为空",
    "不可以为空",
    "不支持为空",
    "必须非空",
    "需非空",
    "非空字符串",
    "cannot be empty",
    "can not be empty",
    "can't be empty",
    "must not be empty",
    "may not be empty",
    "should not be empty",
    "non-empty",
    "not be an empty",
];

/// Words that forbid repetitions.
const UNIQUE: &[&str] = &[
    "不能重复",
    "不可重复",
    "不得重复",
    "不允许重复",
    "不可以重复",
    "不能有重复",
    "不支持重复",
    "不能包含重复",
    "must be unique",
    "no duplicates",
    "cannot be repeated",
    "must not be repeated",
    "must not contain duplicates",
    "cannot contain duplicates",
    "duplicates are not allowed",
];

/// Words of spans of time.
const SPANS: &[&str] = &[
    "时长", "超时", "延迟", "间隔", "有效", "持续", "timeout", "duration", "delay", "delayed", "period", "interval",
    "timeouts", "span", "how long", "lasts", "ttl", "大于",
];

/// Words that tell of a rule between parameters.
const RULES: &[&str] = &[
    "需要此参数",
    "必填",
    "必选",
    "必传",
    "二者选其一",
    "二选一",
    "至少选择一个",
    "至少有一个",
    "至少传",
    "不能与",
    "不可与",
    "不能和",
    "才可填写",
    "才需",
    "仅在",
    "required when",
    "required if",
    "at least one of",
    "choose either",
    "either one",
    "cannot be the same",
    "must be different",
    "only valid when",
    "only be filled in when",
    "only meaningful when",
];

/// Where the words begin, in a sentence in lower case, that say who raises a limit.
pub(super) fn offer(lower: &str) -> Option<usize> {
    const STARTS: &[&str] = &[
        "如需",
        "如果需",
        "如果要",
        "若需",
        "如此",
        "请联系",
        "可联系",
        "联系",
        "if you need",
        "if you want",
        "if needed",
        "to raise",
        "to increase",
        "to adjust",
        "please contact",
        "contact",
    ];
    let start = is_raise(lower).then(|| first(lower, STARTS).map_or(0, |(at, _)| at))?;
    // Without a number before them all words are about it.
    if numbers(lower.get(..start)?).is_empty() { Some(0) } else { Some(start) }
}

/// Reads the words that say who raises the limit that was stated last, and how far.
pub(super) fn raise(reader: &mut Reader<'_>, sentence: &Sentence) {
    let lower = &sentence.lower;
    let stated = reader.last.and_then(|at| reader.field.limits.get_mut(at));
    let Some(found) = stated else { return };
    found.value.raisable = true;
    let is_bytes = matches!(found.value.kind, LimitKind::MaxBytes(_) | LimitKind::MaxTotalBytes(_));
    for number in numbers(lower) {
        let before = lower.get(..number.start).unwrap_or_default();
        let after = lower.get(number.end..).unwrap_or_default();
        let (counted, length) = counts(after);
        let each = match counted {
            Counts::Bytes(each) if is_bytes => each,
            Counts::Things | Counts::Nothing if !is_bytes => 1,
            Counts::Chars => 1,
            _ => continue,
        };
        let to = ["to a maximum of", "to", "至"].iter().any(|word| before.trim_end().ends_with(word));
        if to || bound(before, after.get(length..).unwrap_or_default()) == Some(Bound::Max) {
            found.value.ceiling = Some(number.value.saturating_mul(each));
        }
    }
}

/// Whether a sentence, in lower case, is about who raises a limit.
pub(super) fn is_raise(lower: &str) -> bool {
    has(lower, SUPPORT) && has(lower, RAISE)
}

/// Reads the rest of what words say.
pub(super) fn read(reader: &mut Reader<'_>, sentence: &Sentence) {
    non_empty(reader, sentence);
    unique(reader, sentence);
    prefix(reader, sentence);
    unit(reader, sentence);
    if find(&sentence.lower, "base64").is_some() && reader.has_text() {
        let what = format!("{} may be base64", quoted(&reader.field.name.value));
        reader.warn(
            RULE,
            sentence,
            what,
            "write `base64_when` if a field beside it tells: limits then count what is encoded",
        );
    }
    if has(&sentence.lower, RULES) {
        let what = format!("the words about {} make a rule", quoted(&reader.field.name.value));
        reader.warn(RULE, sentence, what, "write it under `rules:` of the action or struct");
    }
}

/// Whether the sentence, or its clause with the words at `at`, is about another parameter.
fn is_about_another(reader: &Reader<'_>, sentence: &Sentence, at: usize) -> bool {
    let before = sentence.text.get(..at).unwrap_or_default();
    let clause = before.rsplit([',', '(']).next().unwrap_or_default();
    leading_name(clause).is_some_and(|name| !same_name(name, &reader.field.name.value))
}

fn non_empty(reader: &mut Reader<'_>, sentence: &Sentence) {
    let Some((at, _)) = first(&sentence.lower, NON_EMPTY) else { return };
    if is_about_another(reader, sentence, at) {
        return;
    }
    let condition = ["当", "如果", "if", "when", "若"];
    if has(sentence.lower.get(..at).unwrap_or_default(), &condition) {
        let what = format!("{} is not empty under a condition only", quoted(&reader.field.name.value));
        return reader.warn(CONDITION, sentence, what, "say it in the field's `doc`, or write a rule");
    }
    match reader.ty {
        Some(FieldType::Text) => reader.add(LimitKind::NonEmpty, sentence),
        Some(FieldType::Map) => reader.add(LimitKind::MinItems(1), sentence),
        _ if reader.is_list() => reader.add(LimitKind::MinItems(1), sentence),
        _ => {}
    }
}

fn unique(reader: &mut Reader<'_>, sentence: &Sentence) {
    let Some((at, _)) = first(&sentence.lower, UNIQUE) else { return };
    if is_about_another(reader, sentence, at) || !reader.is_list() {
        return;
    }
    if matches!(reader.ty, Some(FieldType::ListOfText | FieldType::ListOfNumber)) {
        return reader.add(LimitKind::UniqueItems, sentence);
    }
    let what = format!("no item of {} twice, but by which field?", quoted(&reader.field.name.value));
    reader.warn(UNREAD, sentence, what, "write `unique_by` with the field");
}

/// `不能以 # 开头`, *must start with "a"*.
fn prefix(reader: &mut Reader<'_>, sentence: &Sentence) {
    const ENGLISH: &[&str] = &[
        "start with",
        "starts with",
        "begin with",
        "begins with",
        "be prefixed with",
        "starting with",
        "beginning with",
        "have the prefix",
    ];
    if reader.ty != Some(FieldType::Text) {
        return;
    }
    let lower = &sentence.lower;
    let (before, token) = if let Some((at, word)) = first(lower, ENGLISH) {
        (lower.get(..at), sentence.text.get(at + word.len()..))
    } else {
        let end = ["开头", "打头", "为前缀", "作为前缀"].iter().filter_map(|word| find(lower, word)).min();
        let Some(inner) = end.and_then(|end| sentence.text.get(..end)) else { return };
        let Some((before, token)) = inner.rsplit_once('以').or_else(|| inner.rsplit_once('用')) else { return };
        (Some(before), Some(token))
    };
    let (Some(before), Some(token)) = (before, token.and_then(token_of)) else { return };
    let before = super::words::tail(before, 14);
    let must = has(before, &["必须", "必需", "须", "需", "需要", "应", "must", "should", "needs to", "has to"]);
    if has(
        before,
        &[
            "不能",
            "不可",
            "不得",
            "不允许",
            "禁止",
            "不要",
            "cannot",
            "can not",
            "can't",
            "must not",
            "may not",
            "should not",
            "not",
        ],
    ) {
        reader.add(LimitKind::ForbiddenPrefix(token), sentence);
    } else if must {
        reader.add(LimitKind::Prefix(token), sentence);
    }
}

/// A piece of text to begin with: in quotes, or up to a blank.
fn token_of(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches([':', ' ']);
    let quotes = ['"', '\'', '`'];
    let inner = match text.chars().next().filter(|c| quotes.contains(c)) {
        Some(quote) => text.get(1..)?.split(quote).next()?,
        None => text.split([' ', ',']).next()?.trim_end_matches(['.', ')']),
    };
    let is_token =
        !inner.is_empty() && inner.chars().count() <= 32 && inner.is_ascii() && !["a", "an", "the"].contains(&inner);
    is_token.then(|| inner.to_owned())
}

/// `单位为秒`, *in milliseconds*, `毫秒时间戳`.
pub(super) fn unit(reader: &mut Reader<'_>, sentence: &Sentence) {
    if !reader.is_number() || reader.field.unit.is_some() {
        return;
    }
    let lower = &sentence.lower;
    // What may be *now* is a time, not a span of it.
    let is_time = has(lower, &["时间戳", "timestamp", "unix"]) || reader.may_be_now;
    let unit = lower.find("单位").and_then(|at| lower.get(at..)).unwrap_or_default();
    let unit = unit.trim_start_matches("单位").trim_start_matches(['为', '是', ':', ' ']);
    let milli = has(lower, &["毫秒", "milliseconds", "millisecond", "ms 时间戳", "(ms)", "in ms", "unit: ms", "ms级"])
        || unit.starts_with("ms");
    let per_second = ["次/秒", "每秒", "per second", "/second"];
    let stated = has(
        lower,
        &[
            "单位为秒",
            "单位:秒",
            "单位: 秒",
            "单位是秒",
            "单位秒",
            "(秒)",
            "秒级",
            "秒数",
            "in seconds",
            "of seconds",
            "(seconds)",
            "unit: second",
            "unit: seconds",
            "unit is second",
            "unit is seconds",
            "second-level",
            "(s)",
        ],
    );
    let counted =
        numbers(lower).iter().any(|number| counts(lower.get(number.end..).unwrap_or_default()).0 == Counts::Seconds);
    let seconds = (stated || counted || unit.starts_with("秒") || find(unit, "s") == Some(0))
        && !has(lower, &per_second)
        && !milli;
    let is_vague = !is_time && has(lower, &["时间", "time"]) && !has(lower, SPANS);
    let unit = match (milli, seconds, is_time) {
        (true, _, true) => Unit::UnixMilliseconds,
        // Nobody measures how long something lasts in *time in milliseconds* without saying so.
        (true, _, false) if is_vague => Unit::UnixMilliseconds,
        (true, _, false) => Unit::Milliseconds,
        (_, true, true) => Unit::UnixSeconds,
        (_, true, false) => Unit::Seconds,
        _ => return,
    };
    if is_vague {
        let what =
            format!("{} is a time or a span of time? `{}` is taken", quoted(&reader.field.name.value), unit.key());
        reader.warn(UNIT, sentence, what, "look at an example: today's seconds have 10 digits");
    }
    let place = reader.place(sentence);
    reader.field.unit = Some(Found::new(unit, place));
}
