//! What a value is and which limits it has: each sentence is made from the very value that is checked.

use super::super::markdown::{code, escape, sentence};
use zim_spec::model::{Charset, Condition, Limit, LimitKind, Scalar, Schema, Spec, Test, Type, Unit};

/// What is to be said of a value in a request beside what it is for.
pub(crate) fn value(spec: &Spec, schema: &Schema) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Type::Json { .. } = schema.ty {
        sentences.push("It travels as JSON in a text.".to_owned());
    }
    let phrases: Vec<String> = limits(spec, schema).into_iter().map(|(_, phrase)| phrase).collect();
    if !phrases.is_empty() {
        sentences.push(format!("Limits: {}.", phrases.join("; ")));
    }
    sentences.extend(facts(schema));
    sentences
}

/// The same of a value in a reply, whose limits nobody checks.
pub(crate) fn received(schema: &Schema) -> Vec<String> {
    facts(schema)
}

/// `Default: 90.`, for a value that is absent.
pub(crate) fn default(value: &Scalar) -> String {
    format!("Default: {}.", scalar(value))
}

pub(super) fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) if text.is_empty() => "empty".to_owned(),
        Scalar::Text(text) => code(text),
        Scalar::Bool(flag) => code(&flag.to_string()),
        Scalar::Int(number) => code(&number.to_string()),
    }
}

/// `MessageType is 200`, with names as code.
pub(super) fn condition(condition: &Condition) -> String {
    let param = code(&condition.param);
    match &condition.test {
        Test::Is(values) => {
            let values: Vec<String> = values.iter().map(scalar).collect();
            format!("{param} is {}", values.join(" or "))
        }
        Test::Has(bits) => format!("{param} has a bit of {}", code(&bits.to_string())),
        Test::Given => format!("{param} is given"),
        Test::Absent => format!("{param} is absent"),
        _ => condition.to_string(),
    }
}

/// Units, special numbers, and that a time may not lie ahead.
fn facts(schema: &Schema) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(schema.unit.map(|unit| {
        let text = match unit {
            Unit::Seconds => "In seconds.",
            Unit::Milliseconds => "In milliseconds.",
            Unit::UnixSeconds => "Unix time in seconds.",
            Unit::UnixMilliseconds => "Unix time in milliseconds.",
            _ => "With a unit.",
        };
        text.to_owned()
    }));
    let sentinels: Vec<String> = schema
        .sentinels
        .iter()
        .map(|sentinel| format!("{} stands for {}", code(&sentinel.value.to_string()), without_stop(&sentinel.doc)))
        .collect();
    if !sentinels.is_empty() {
        facts.push(format!("{}.", sentinels.join("; ")));
    }
    if schema.not_in_future {
        facts.push("It may not lie in the future, which is not checked here.".to_owned());
    }
    facts
}

fn without_stop(text: &str) -> String {
    let text = escape(text.trim());
    text.trim_end_matches('.').to_owned()
}

/// Its own limits, then those of what it holds, each in words.
pub(crate) fn limits<'s>(spec: &Spec, schema: &'s Schema) -> Vec<(&'s Limit, String)> {
    let mut limits: Vec<(&Limit, String)> = schema.limits.iter().map(|limit| (limit, phrase(spec, limit))).collect();
    let inner: Vec<(&str, &Schema)> = match &schema.ty {
        Type::List(item) => vec![("each item", item)],
        Type::Map { key, value } => vec![("each key", key), ("each value", value)],
        _ => Vec::new(),
    };
    for (what, schema) in inner {
        limits
            .extend(self::limits(spec, schema).into_iter().map(|(limit, phrase)| (limit, format!("{what} {phrase}"))));
    }
    limits
}

fn phrase(spec: &Spec, limit: &Limit) -> String {
    if let Some(taken) = limit.clamped_to {
        return match &limit.kind {
            LimitKind::Min(n) => format!("below {n} the server takes {taken}"),
            LimitKind::Max(n) => format!("above {n} the server takes {taken}"),
            other => other.key().to_owned(),
        };
    }
    let text = kind(spec, &limit.kind);
    match (limit.raisable, limit.ceiling) {
        (true, Some(ceiling)) => format!("{text} (ZEGO raises it on request, to at most {ceiling})"),
        (true, None) => format!("{text} (ZEGO raises it on request)"),
        (false, _) => text,
    }
}

fn kind(spec: &Spec, kind: &LimitKind) -> String {
    match kind {
        LimitKind::NonEmpty => "not empty".to_owned(),
        LimitKind::Base64(when) => format!("base64 where {}, bytes then being those it encodes", condition(when)),
        LimitKind::MinBytes(n) => format!("at least {}", count(*n, "byte")),
        LimitKind::MaxBytes(n) => format!("at most {}", count(*n, "byte")),
        LimitKind::MinChars(n) => format!("at least {}", count(*n, "character")),
        LimitKind::MaxChars(n) => format!("at most {}", count(*n, "character")),
        LimitKind::Charset(name) => spec.charsets.get(name).map_or_else(|| format!("only {}", code(name)), only),
        LimitKind::Prefix(text) => format!("starts with {}", code(text)),
        LimitKind::ForbiddenPrefix(text) => format!("does not start with {}", code(text)),
        LimitKind::OneOfTexts(texts) => {
            format!("one of {}", texts.iter().map(|text| code(text)).collect::<Vec<_>>().join(", "))
        }
        LimitKind::Min(n) => format!("at least {n}"),
        LimitKind::Above(n) => format!("above {n}"),
        LimitKind::Max(n) => format!("at most {n}"),
        LimitKind::Below(n) => format!("below {n}"),
        LimitKind::OneOf(numbers) => {
            format!("one of {}", numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", "))
        }
        LimitKind::Flags(mask) => format!("no bits but those of {mask}"),
        LimitKind::MinItems(n) => format!("at least {}", count(*n, "item")),
        LimitKind::MaxItems(n) => format!("at most {}", count(*n, "item")),
        LimitKind::UniqueItems => "no item twice".to_owned(),
        LimitKind::UniqueBy(field) => format!("no two items with the same {}", code(field)),
        LimitKind::MaxTotalBytes(n) => format!("at most {} in all texts of all items", count(*n, "byte")),
        other => other.key().to_owned(),
    }
}

fn only(charset: &Charset) -> String {
    let doc = sentence(&charset.doc);
    let doc = doc.trim_end_matches('.');
    // A space cannot be seen in code: the charset's own words name it.
    let signs: String = charset.chars.chars().filter(|c| !c.is_ascii_alphanumeric() && *c != ' ').collect();
    if signs.is_empty() { format!("only {doc}") } else { format!("only {doc} ({})", code(&signs)) }
}

pub(super) fn count(n: u64, unit: &str) -> String {
    if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
}
