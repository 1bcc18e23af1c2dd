//! Whether a default or an example is a value that its own entry allows.

use super::context::{Context, Site, applies, describe};
use crate::diagnostic::{Diagnostic, quoted};
use crate::model::{Int, LimitKind, Schema, Type};
use crate::resolve::Names;
use serde_yaml::{Number, Value};

/// What is wrong with the value at `key` of `site`, all of it.
pub(super) fn wrong(
    rule: &'static str,
    key: &str,
    value: &Value,
    site: &Site<'_>,
    context: &Context<'_>,
) -> Vec<Diagnostic> {
    let Some(schema) = &site.schema else {
        return Vec::new();
    };
    let found = match (&schema.ty, value) {
        (Type::Text, Value::String(text)) => text_limits(text, schema, &context.names),
        (Type::Bool, Value::Bool(_)) => Vec::new(),
        (Type::Int(width), Value::Number(number)) => int_limits(number, *width, schema),
        (ty, value) => vec![other_type(ty, value)],
    };
    let report = |(message, help)| {
        Diagnostic::error(rule, format!("the {key} of {} {message}", quoted(site.name)))
            .at(site.at.key(key).value())
            .help(help)
    };
    found.into_iter().map(report).collect()
}

/// What is wrong, to be read after `the default of …`, and what to do.
type Wrong = (String, String);

fn other_type(ty: &Type, value: &Value) -> Wrong {
    let is = match value {
        Value::String(_) => "text",
        Value::Number(_) => "a number",
        Value::Bool(_) => "true or false",
        Value::Sequence(_) => "a list",
        _ => "not a single value",
    };
    let help = match (ty, value) {
        (Type::List(_) | Type::Map { .. } | Type::Struct(_) | Type::Union(_) | Type::Json { .. }, _) => {
            return (
                format!("is given, but the value is {}", describe(ty)),
                "remove it: only single values have one".to_owned(),
            );
        }
        (Type::Text, Value::Number(_) | Value::Bool(_)) => "write it in quotes".to_owned(),
        (Type::Int(_) | Type::Bool, Value::String(_)) => "write it without quotes".to_owned(),
        _ => format!("write {}", describe(ty)),
    };
    (format!("is {is}, but the value is {}", describe(ty)), help)
}

fn int_limits(number: &Number, width: Int, schema: &Schema) -> Vec<Wrong> {
    let shown = number.to_string();
    let exact = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    let Some(exact) = exact else {
        return vec![(format!("is `{shown}`, not a whole number"), "write a whole number".to_owned())];
    };
    let (low, high) = width.range();
    if !(low..=high).contains(&exact) {
        let help = "correct it, or take a wider type such as `i64`";
        return vec![(format!("is {shown}, outside the integer, which holds {low} to {high}"), help.to_owned())];
    }
    if number.as_i64().is_none() {
        let message = format!("is {shown}, above {}", i64::MAX);
        return vec![(message, "defaults and examples go up to that number".to_owned())];
    }
    if schema.sentinels.iter().any(|sentinel| i128::from(sentinel.value) == exact) {
        return Vec::new();
    }
    let breach = |limit: &LimitKind| match limit {
        LimitKind::Above(above) if exact <= i128::from(*above) => Some(format!("is {shown}, not `above: {above}`")),
        LimitKind::Below(below) if exact >= i128::from(*below) => Some(format!("is {shown}, not `below: {below}`")),
        LimitKind::Flags(mask) if exact & !i128::from(*mask) != 0 => {
            Some(format!("is {shown}, with the unknown bits {}", exact & !i128::from(*mask)))
        }
        LimitKind::Min(min) if exact < i128::from(*min) => Some(format!("is {shown}, below `min: {min}`")),
        LimitKind::Max(max) if exact > i128::from(*max) => Some(format!("is {shown}, above `max: {max}`")),
        LimitKind::OneOf(numbers) if !numbers.iter().any(|&number| i128::from(number) == exact) => {
            let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            Some(format!("is {shown}, not one of {}", numbers.join(", ")))
        }
        _ => None,
    };
    limits(schema).filter_map(breach).map(|message| (message, correct())).collect()
}

fn text_limits(text: &str, schema: &Schema, names: &Names<'_>) -> Vec<Wrong> {
    if text.is_empty() && limits(schema).any(|limit| *limit == LimitKind::NonEmpty) {
        return vec![("is empty, but `non_empty` is stated".to_owned(), correct())];
    }
    // Whether the text is base64, whose bytes count decoded, is not known here.
    let may_be_encoded = limits(schema).any(|limit| matches!(limit, LimitKind::Base64(_)));
    let counts =
        |limit: &&LimitKind| !may_be_encoded || !matches!(limit, LimitKind::MinBytes(_) | LimitKind::MaxBytes(_));
    limits(schema)
        .filter(counts)
        .filter_map(|limit| text_breach(text, limit, names))
        .map(|message| (message, correct()))
        .collect()
}

/// The limits that a value can break. One that the type cannot have is reported as misplaced; one that the server
/// corrects is never broken.
fn limits(schema: &Schema) -> impl Iterator<Item = &LimitKind> {
    let broken = schema.limits.iter().filter(|limit| limit.clamped_to.is_none());
    broken.map(|limit| &limit.kind).filter(|limit| applies(limit, schema))
}

fn text_breach(text: &str, limit: &LimitKind, names: &Names<'_>) -> Option<String> {
    let bytes = text.len() as u64;
    let chars = text.chars().count() as u64;
    match limit {
        LimitKind::MinBytes(min) if bytes < *min => {
            Some(format!("has {}, below `min_bytes: {min}`", count(bytes, "byte")))
        }
        LimitKind::MaxBytes(max) if bytes > *max => {
            Some(format!("has {}, above `max_bytes: {max}`", count(bytes, "byte")))
        }
        LimitKind::MinChars(min) if chars < *min => {
            Some(format!("has {}, below `min_chars: {min}`", count(chars, "character")))
        }
        LimitKind::MaxChars(max) if chars > *max => {
            Some(format!("has {}, above `max_chars: {max}`", count(chars, "character")))
        }
        LimitKind::OneOfTexts(texts) if !texts.iter().any(|known| known == text) => {
            let texts = crate::resolve::either(texts.iter().map(String::as_str));
            Some(format!("is {}, not one of {texts}", quoted(text)))
        }
        LimitKind::Charset(name) => {
            let charset = names.charsets.get(name.as_str())?.item.as_ref()?;
            let (position, outside) = text.chars().enumerate().find(|(_, char)| !charset.chars.contains(*char))?;
            let outside = quoted(&outside.to_string());
            Some(format!("has {outside} as character {}, which charset {} lacks", position + 1, quoted(name)))
        }
        LimitKind::Prefix(prefix) if !text.starts_with(prefix) => {
            Some(format!("does not start with {}", quoted(prefix)))
        }
        LimitKind::ForbiddenPrefix(prefix) if text.starts_with(prefix) => {
            Some(format!("starts with the forbidden {}", quoted(prefix)))
        }
        _ => None,
    }
}

fn count(count: u64, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

fn correct() -> String {
    "correct the value or the limit".to_owned()
}
