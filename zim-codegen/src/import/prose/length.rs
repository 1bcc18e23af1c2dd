//! Ranges and bounds: the numbers of a sentence that limit the field.

use super::super::FieldType;
use super::super::rules::{ADVICE, CONDITION, OTHER, UNIT, UNREAD};
use super::bound::{Bound, around, bound};
use super::number::{Number, numbers};
use super::reader::Reader;
use super::text::Sentence;
use super::unit::{Counts, counts};
use super::words::{find, find_last, has, leading_name, same_name};
use zim_spec::diagnostic::quoted;
use zim_spec::model::LimitKind;

/// Words that say that a number is advice.
const RECOMMENDED: &[&str] =
    &["建议", "推荐", "最好", "recommended", "recommend", "suggested", "suggest", "advised", "preferably"];

/// Words after which a range may stand without brackets.
const RANGE: &[&str] = &["range", "范围", "between", "取值", "from", "介于"];

/// Words that say how far a limit is raised.
const RAISED: &[&str] =
    &["提升至", "提高至", "提高到", "提升到", "上调至", "调整至", "increased to", "raised to", "extended to"];

/// Words that say that a number is a length.
const LENGTH: &[&str] = &["长度", "字数", "最长", "最短", "length", "long", "longer", "size"];

/// Words that begin a condition.
const IF: &[&str] = &["if", "when", "unless", "where", "while", "如果", "若", "当", "如", "除非", "一旦"];

/// Words that make a condition one of use, not of the limit.
const ONLY: &[&str] = &["only", "才", "仅", "只有", "unless", "除非"];

/// Words that say that the server refuses.
const REFUSED: &[&str] = &["报错", "error", "fail", "fails", "失败", "拒绝", "rejected", "refused", "invalid"];

/// A bound and what it is of.
#[derive(Clone, Copy)]
struct Said {
    number: Number,
    bound: Bound,
    counts: Counts,
}

/// Reads what bounds the field; `used` are the numbers that already mean something.
pub(super) fn read(reader: &mut Reader<'_>, sentence: &Sentence, used: &mut Vec<usize>) {
    let all = numbers(&sentence.lower);
    ranges(reader, sentence, &all, used);
    for (at, number) in all.iter().enumerate() {
        if used.contains(&number.start) {
            continue;
        }
        let clause = clause_start(&sentence.lower, number.start, &all);
        let (before, after) = around(&sentence.lower, number);
        let before = before.get(clause..).unwrap_or_default();
        let (counted, length) = counts(after);
        let behind = after.get(length..).unwrap_or_default();
        // What is behind the next number belongs to it.
        let next = all.get(at + 1).map_or(sentence.lower.len(), |next| next.start);
        let behind = head_to(behind, next.saturating_sub(number.end + length));
        let Some(mut bound) = bound(before, behind) else { continue };
        if has(before, RAISED) {
            // `(最高可提升至 40)` says how far the limit before it goes.
            ceiling(reader, *number, counted);
            used.push(number.start);
            continue;
        }
        let open = matches!(bound, Bound::Above | Bound::Below);
        if open && super::fallback::takes_another(&sentence.lower) {
            used.push(number.start);
            let what = format!("{} of {} is corrected by the server", number.value, quoted(&reader.field.name.value));
            reader.warn(UNREAD, sentence, what, "write `clamps` beside the limit that is meant");
            continue;
        }
        if open && has(&sentence.lower, REFUSED) {
            bound = if bound == Bound::Above { Bound::Max } else { Bound::Min };
            refuses_none(reader, sentence);
        }
        used.push(number.start);
        judge(reader, sentence, Said { number: *number, bound, counts: counted }, clause);
    }
}

/// The limit that was stated last is raised up to `number`.
fn ceiling(reader: &mut Reader<'_>, number: Number, counted: Counts) {
    let each = if let Counts::Bytes(each) = counted { each } else { 1 };
    if let Some(found) = reader.last.and_then(|at| reader.field.limits.get_mut(at)) {
        found.value.raisable = true;
        found.value.ceiling = Some(number.value.saturating_mul(each));
    }
}

/// The part of `text` of `length` bytes, or all.
fn head_to(text: &str, length: usize) -> &str {
    text.get(..length).unwrap_or(text)
}

/// Where the clause of the number at `at` starts: behind a comma or bracket, unless that is part of a number.
fn clause_start(text: &str, at: usize, numbers: &[Number]) -> usize {
    let is_part = |comma: usize| {
        let within = |number: &Number| number.start < comma && comma < number.end;
        // `30 days (2592000 seconds)` is one.
        let restated = text.get(comma..).is_some_and(|rest| rest.starts_with('('))
            && numbers.iter().any(|number| number.end <= comma && comma - number.end < 10);
        numbers.iter().any(within) || restated
    };
    let before = text.get(..at).unwrap_or_default();
    let start = before.char_indices().rev().find(|(comma, c)| matches!(c, ',' | '(') && !is_part(*comma));
    let start = start.map_or(0, |(comma, _)| comma + 1);
    // Nor do words before another number bound this one.
    let last = numbers.iter().rev().find(|number| number.end <= at).map_or(0, |number| number.end);
    let restates = before.get(last..).is_some_and(|gap| gap.contains('(') && gap.chars().count() < 10);
    if restates { start } else { start.max(last) }
}

/// `it exceeds 100 or is 0`: an empty list is refused, too.
fn refuses_none(reader: &mut Reader<'_>, sentence: &Sentence) {
    let none = ["is 0", "or 0", "为0", "为 0", "等于0", "等于 0", "is empty", "为空"];
    if has(&sentence.lower, &none) && (reader.is_list() || reader.ty == Some(FieldType::Map)) {
        reader.add(LimitKind::MinItems(1), sentence);
    }
}

/// Ranges: `[1, 30]`, `(0, 600]`, `1 ~ 30`, `1-30`, `1 到 30`, *between 1 and 30*.
fn ranges(reader: &mut Reader<'_>, sentence: &Sentence, all: &[Number], used: &mut Vec<usize>) {
    for (low, high) in all.iter().zip(all.iter().skip(1)) {
        if used.contains(&low.start) || used.contains(&high.start) {
            continue;
        }
        let Some((open_low, open_high)) = range(&sentence.lower, low, high) else { continue };
        if low.value > high.value {
            continue;
        }
        used.extend([low.start, high.start]);
        let closing = usize::from(sentence.lower.get(high.end..).is_some_and(|after| after.starts_with([']', ')'])));
        let (counted, _) = counts(sentence.lower.get(high.end + closing..).unwrap_or_default());
        let start = clause_start(&sentence.lower, low.start, all);
        let min = if open_low { Bound::Above } else { Bound::Min };
        let max = if open_high { Bound::Below } else { Bound::Max };
        judge(reader, sentence, Said { number: *low, bound: min, counts: counted }, start);
        judge(reader, sentence, Said { number: *high, bound: max, counts: counted }, start);
    }
}

/// Whether the two numbers are the ends of a range, and which of the ends it leaves out.
fn range(text: &str, low: &Number, high: &Number) -> Option<(bool, bool)> {
    let before = text.get(..low.start)?.trim_end_matches([' ', '`', '-']);
    let between = text.get(low.end..high.start)?.trim_matches([' ', '`']);
    let after = text.get(high.end..)?.trim_start_matches([' ', '`']);
    let bracketed = before.ends_with(['[', '(']) && after.starts_with([']', ')']);
    // `[0, 200]`, but not the call `f(1, 2)` or the link `](1, 2)`.
    let is_call = before.strip_suffix('(').is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_alphanumeric()));
    if bracketed && !is_call && matches!(between, "," | "~" | "-" | "、") {
        // Round brackets alone are an aside more often than a range.
        let round = before.ends_with('(') && after.starts_with(')');
        if !round || has(text, RANGE) {
            return Some((before.ends_with('('), after.starts_with(')')));
        }
    }
    let joined = matches!(between, "~" | "-" | "—" | "到" | "至" | "to" | "through");
    let spelled = between == "and" && find(text.get(..low.start)?, "between").is_some();
    // `1-64 bytes` needs no word: nothing else has such a unit.
    let counted = matches!(counts(text.get(high.end..)?).0, Counts::Bytes(_) | Counts::Chars);
    (spelled || joined && (counted || has(text.get(..low.start)?, RANGE))).then_some((false, false))
}

/// Takes a bound for what it is, or says why not.
fn judge(reader: &mut Reader<'_>, sentence: &Sentence, said: Said, clause: usize) {
    let lower = &sentence.lower;
    let before = lower.get(..said.number.start).unwrap_or_default();
    if has(before, RECOMMENDED) {
        let what = format!("{} is advice about {}, not a limit", said.number.value, quoted(&reader.field.name.value));
        return reader.warn(ADVICE, sentence, what, "write a limit only if ZEGO refuses what is beyond it");
    }
    let subject = sentence.text.get(clause..).and_then(leading_name);
    if let Some(name) = subject.filter(|name| !same_name(name, &reader.field.name.value))
        && (said.counts != Counts::Nothing || !reader.is_list())
    {
        let what = format!("{} at {} is about {}", said.number.value, quoted(&reader.field.name.value), quoted(name));
        return reader.warn(OTHER, sentence, what, "write the limit where it belongs");
    }
    if is_conditional(lower, said.number.start, said.bound) {
        if said.bound != Bound::Max {
            // *If 1 or more users …* is a case, not a limit.
            return;
        }
        let what = format!("{} limits {} under a condition only", said.number.value, quoted(&reader.field.name.value));
        return reader.warn(
            CONDITION,
            sentence,
            what,
            "say it in the field's `doc`: no limit of the spec has a condition",
        );
    }
    match kind(reader, sentence, said, clause) {
        Ok(kind) => reader.add(kind, sentence),
        Err(Silent) if said.counts == Counts::LongTime => {}
        Err(_) => {
            let has_length = has(lower, LENGTH) && reader.has_text();
            let what = if has_length {
                format!("{} as a length of {} has no unit", said.number.value, quoted(&reader.field.name.value))
            } else {
                format!(
                    "{} looks like a limit of {}, but of what?",
                    said.number.value,
                    quoted(&reader.field.name.value)
                )
            };
            let rule = if has_length { UNIT } else { UNREAD };
            let help = if has_length {
                "write `max_bytes` or `max_chars`, whichever it is"
            } else {
                "read the sentence, and write the limit if it is one"
            };
            reader.warn(rule, sentence, what, help);
        }
    }
}

/// The number limits nothing that is known.
struct Silent;

/// Whether the number at `at` holds only under a condition, or is part of one.
fn is_conditional(text: &str, at: usize, bound: Bound) -> bool {
    let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    // *…, when a message is sent, …* goes on about what was said before.
    let begins = |word: &&str| {
        find(before, word).is_some_and(|at| before.get(..at).is_some_and(|lead| lead.trim().is_empty()))
            || find_last(before, word).is_some_and(|at| {
                let lead = before.get(..at).unwrap_or_default().trim_end();
                lead.ends_with(',') && !before.get(at..).is_some_and(|rest| rest.contains(','))
            })
    };
    if IF.iter().any(begins) {
        // `当 … 时,才可填写,上限 64` is a condition of use.
        let open = matches!(bound, Bound::Above | Bound::Below);
        return open || !has(before, ONLY) || !before.contains(',');
    }
    let clause = after.split([',', '(']).next().unwrap_or_default();
    IF.iter().take(5).any(|word| find(clause, word).is_some()) && !has(clause, &["if you need", "if needed"])
}

/// The limit that a bound is, for what the field is and what the number counts.
fn kind(reader: &Reader<'_>, sentence: &Sentence, said: Said, clause: usize) -> Result<LimitKind, Silent> {
    let Said { number: Number { value, .. }, bound, counts } = said;
    let size = u64::try_from(value).map_err(|_| Silent);
    match counts {
        Counts::Bytes(each) => {
            let bytes = u64::try_from(value.saturating_mul(each)).map_err(|_| Silent)?;
            let total = ["总长度", "总大小", "总字节", "总和", "total", "combined", "altogether"];
            if has(&sentence.lower, &total) && (reader.is_list() || reader.ty == Some(FieldType::Map)) {
                return if matches!(bound, Bound::Max) { Ok(LimitKind::MaxTotalBytes(bytes)) } else { Err(Silent) };
            }
            if reader.has_text() { length(bound, bytes, LimitKind::MinBytes, LimitKind::MaxBytes) } else { Err(Silent) }
        }
        Counts::Chars if reader.has_text() => length(bound, size?, LimitKind::MinChars, LimitKind::MaxChars),
        Counts::Seconds | Counts::Milliseconds if reader.is_number() => Ok(of_number(bound, value)),
        Counts::Things | Counts::Nothing => {
            if reader.is_number() {
                return Ok(of_number(bound, value));
            }
            let each = ["每个", "单个", "每条", "各", "each", "every", "individual"];
            let lead = sentence.lower.get(clause..said.number.start).unwrap_or_default();
            let of_each = counts == Counts::Nothing && has(lead, &each);
            let is_keyed = reader.ty == Some(FieldType::Map);
            let is_counted = (reader.is_list() && !of_each) || (is_keyed && counts == Counts::Things);
            if is_counted { length(bound, size?, LimitKind::MinItems, LimitKind::MaxItems) } else { Err(Silent) }
        }
        _ => Err(Silent),
    }
}

fn of_number(bound: Bound, value: i64) -> LimitKind {
    match bound {
        Bound::Min => LimitKind::Min(value),
        Bound::Above => LimitKind::Above(value),
        Bound::Max => LimitKind::Max(value),
        Bound::Below => LimitKind::Below(value),
    }
}

/// A limit of a size; what lies below or above it is one less or more.
fn length(bound: Bound, size: u64, min: fn(u64) -> LimitKind, max: fn(u64) -> LimitKind) -> Result<LimitKind, Silent> {
    match bound {
        Bound::Min => Ok(min(size)),
        Bound::Above => size.checked_add(1).map(min).ok_or(Silent),
        Bound::Max => Ok(max(size)),
        Bound::Below => size.checked_sub(1).map(max).ok_or(Silent),
    }
}

/// Which unit `text` gives the length `number`, if any: of a schema that gives none.
pub(crate) fn unit_of(text: &str, number: i64) -> Option<fn(u64) -> LimitKind> {
    for sentence in super::text::sentences(text) {
        for found in numbers(&sentence.lower) {
            let (counted, _) = counts(sentence.lower.get(found.end..).unwrap_or_default());
            match counted {
                Counts::Bytes(each) if found.value.saturating_mul(each) == number => return Some(LimitKind::MaxBytes),
                Counts::Chars if found.value == number => return Some(LimitKind::MaxChars),
                _ => {}
            }
        }
    }
    None
}
