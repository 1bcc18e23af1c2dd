//! The values that a field can have: lists of them with their meanings, and *1 or 2*.

use super::super::{FieldType, Found, Value};
use super::defaults;
use super::entries::{Entry, entries};
use super::fallback::sentinel;
use super::reader::Reader;
use super::text::Sentence;
use super::words::{find_last, first, has, head};
use zim_spec::model::{LimitKind, Scalar};

/// Entries of one description, at most.
const MOST: usize = 300;

/// Words behind which only the values follow.
const CHOICE: &[&str] = &[
    "取值范围为",
    "取值范围:",
    "取值范围是",
    "取值仅能为",
    "取值只能为",
    "取值只能是",
    "仅能为",
    "只能为",
    "只能是",
    "可选值为",
    "可选值:",
    "可选值",
    "取值包括",
    "取值为",
    "取值是",
    "取值:",
    "支持的值:",
    "can only be",
    "must be one of",
    "one of",
    "valid values are",
    "valid values:",
    "allowed values are",
    "allowed values:",
    "must be either",
];

/// Reads the values out of all sentences; which sentences list them.
pub(super) fn read(reader: &mut Reader<'_>, sentences: &[Sentence]) -> Vec<bool> {
    let mut listed = vec![false; sentences.len()];
    if matches!(reader.ty, Some(FieldType::Object | FieldType::Map | FieldType::ListOfObject)) {
        return listed;
    }
    let mut found: Vec<(usize, Entry)> = Vec::new();
    let mut is_example = false;
    for (at, sentence) in sentences.iter().enumerate() {
        if sentence.starts_line {
            is_example &= sentence.is_item;
        }
        let (shown, begins) = super::before_example(sentence);
        let entries = if is_example { Vec::new() } else { shown.as_ref().map(entries).unwrap_or_default() };
        is_example |= begins && !sentence.is_item;
        if let Some(mark) = listed.get_mut(at) {
            *mark = entries.iter().any(|entry| matches!(entry, Entry::One { .. }));
        }
        if found.len() > MOST {
            break;
        }
        found.extend(entries.into_iter().map(|entry| (at, entry)));
    }
    let ones = found.iter().filter(|(_, entry)| matches!(entry, Entry::One { .. })).count();
    let is_text = reader.ty == Some(FieldType::Text);
    let about_values =
        sentences.iter().any(|sentence| has(&sentence.lower, &["取值", "枚举", "类型", "values", "enum", "type"]));
    if ones == 0 || (is_text && (ones < 2 || !about_values)) {
        listed.fill(false);
        return listed;
    }
    settle(reader, sentences, found);
    listed
}

/// Makes sentinels of the entries where all other numbers are meant as such, and values elsewhere.
fn settle(reader: &mut Reader<'_>, sentences: &[Sentence], found: Vec<(usize, Entry)>) {
    let above = found.iter().find_map(|(at, entry)| match entry {
        Entry::Rest(Some(above)) => Some((*at, *above)),
        _ => None,
    });
    let rest = found.iter().find_map(|(at, entry)| matches!(entry, Entry::Rest(_)).then_some(*at));
    let few = found.iter().all(|(_, entry)| match entry {
        Entry::One { value: Scalar::Int(n), .. } => (-1..=0).contains(n),
        Entry::One { .. } => false,
        Entry::Rest(_) => true,
    });
    let counts_time = sentences.iter().any(|sentence| {
        has(&sentence.lower, &["时间", "时长", "秒", "seconds", "timestamp", "milliseconds", "duration"])
    });
    let special = reader.is_number()
        && (above.is_some()
            || few
                && (rest.is_some()
                    || counts_time
                    || found.iter().any(|(_, entry)| matches!(entry, Entry::One { or_absent: true, .. }))));
    // One number alone that *means* something is no choice.
    let ones = found.iter().filter(|(_, entry)| matches!(entry, Entry::One { .. })).count();
    let means = ["表示", "代表", "means", "indicates", "stands for"];
    let is_told = |at: &usize| sentences.get(*at).is_some_and(|sentence| has(&sentence.lower, &means));
    let special = special || reader.is_number() && ones == 1 && found.iter().all(|(at, _)| is_told(at));
    let flags = is_flags(&found, sentences);
    for (at, entry) in &found {
        let (Some(sentence), Entry::One { value, text, is_default, or_absent }) = (sentences.get(*at), entry) else {
            continue;
        };
        if *is_default || (*or_absent && special) {
            defaults::set(reader, sentence, value.clone());
        }
        match value {
            Scalar::Int(n) if special => sentinel(reader, sentence, *n, text),
            Scalar::Bool(_) => {}
            _ => add(reader, sentence, value.clone(), text),
        }
    }
    if special {
        if let Some((sentence, above)) =
            above.and_then(|(at, above)| sentences.get(at).map(|sentence| (sentence, above)))
        {
            reader.add(LimitKind::Above(above), sentence);
        }
    } else if rest.is_some() {
        reader.field.is_open = true;
    }
    reader.field.is_flags |= flags;
}

fn add(reader: &mut Reader<'_>, sentence: &Sentence, value: Scalar, text: &str) {
    let value = match (value, reader.ty) {
        (Scalar::Int(n), Some(FieldType::Text | FieldType::ListOfText)) => Scalar::Text(n.to_string()),
        (value, _) => value,
    };
    let known = reader.field.values.iter_mut().find(|known| known.value.value == value);
    match known {
        Some(known) if known.value.text.is_empty() => text.clone_into(&mut known.value.text),
        Some(_) => {}
        None => {
            let place = reader.place(sentence);
            reader.field.values.push(Found::new(Value { value, text: text.to_owned() }, place));
        }
    }
}

/// Whether the values are bits: powers of two, and the text adds them up.
fn is_flags(found: &[(usize, Entry)], sentences: &[Sentence]) -> bool {
    let powers = found.iter().all(|(_, entry)| match entry {
        Entry::One { value: Scalar::Int(n), .. } => *n > 0 && n.count_ones() == 1,
        _ => false,
    });
    let words = [
        "位运算",
        "按位",
        "相加",
        "之和",
        "bitwise",
        "bitmask",
        "combined",
        "added up",
        "sum of",
        "add these values",
        "叠加",
        "累加",
    ];
    powers && found.len() > 1 && sentences.iter().any(|sentence| has(&sentence.lower, &words))
}

/// Reads *1 or 2*, `取值仅能为 k0、k1`.
pub(super) fn choices(reader: &mut Reader<'_>, sentence: &Sentence, used: &mut Vec<usize>) {
    if matches!(reader.ty, Some(FieldType::Object | FieldType::Map | FieldType::ListOfObject | FieldType::Bool)) {
        return;
    }
    let Some((at, word)) = first(&sentence.lower, CHOICE) else { return };
    let only = find_last(head(word, 40), "能").is_some() || word.contains("one of") || word.contains("only");
    let from = at + word.len();
    let Some(list) = sentence.text.get(from..) else { return };
    let Some(tokens) = tokens(list, reader.is_number()) else { return };
    if tokens.len() < 2 && !only {
        return;
    }
    for (value, offset) in tokens {
        used.push(from + offset);
        add(reader, sentence, value, "");
    }
}

/// The tokens of a list and where each starts; `None` if something else is in it.
fn tokens(list: &str, numbers: bool) -> Option<Vec<(Scalar, usize)>> {
    let mut found = Vec::new();
    let mut rest = list;
    loop {
        rest = rest.trim_start_matches([' ', '`', '"', '\'', ':']);
        let offset = list.len() - rest.len();
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len());
        let token = rest.get(..end)?;
        let value = match token.parse::<i64>() {
            Ok(number) => Scalar::Int(number),
            Err(_) if numbers || token.is_empty() || token.len() > 32 => return None,
            Err(_) => Scalar::Text(token.to_owned()),
        };
        found.push((value, offset));
        let after = rest.get(end..)?.trim_start_matches(['`', '"', '\'']).trim_start();
        let mut next = after.trim_start_matches([',', '、', '/', '|']).trim_start();
        let mut joined = next.len() < after.len();
        for word in ["or ", "and ", "或者", "或", "和", "及"] {
            if let Some(behind) = next.strip_prefix(word) {
                next = behind.trim_start();
                joined = true;
            }
        }
        if !joined || next.is_empty() || found.len() > 500 {
            let ends = after.is_empty() || after.starts_with(['(', ')', ',', '的', '.', '两', '中', '之', ';']);
            return ends.then_some(found);
        }
        rest = next;
    }
}
