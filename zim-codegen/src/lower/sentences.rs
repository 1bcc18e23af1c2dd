//! Limits, rates and codes as English: each sentence is made from the very value that is checked.

use super::markdown::{code, sentence};
use zim_spec::model::{
    Charset, Limit, LimitKind, Method, RateLimit, RateScope, ReturnCode, Scalar, Schema, Spec, Type,
};

/// What a value is and which limits it has: `At most 32 bytes; only …`. Empty if it has none.
pub(super) fn limits(spec: &Spec, schema: &Schema) -> Option<String> {
    let own = schema.limits.iter().map(|limit| phrase(spec, limit));
    let items = match &schema.ty {
        Type::List(item) => item.limits.iter().map(|limit| format!("each item {}", phrase(spec, limit))).collect(),
        _ => Vec::new(),
    };
    let phrases: Vec<String> = own.chain(items).collect();
    if phrases.is_empty() { None } else { Some(format!("Limits: {}.", phrases.join("; "))) }
}

fn phrase(spec: &Spec, limit: &Limit) -> String {
    let text = match &limit.kind {
        LimitKind::NonEmpty => "not empty".to_owned(),
        LimitKind::MinBytes(n) => format!("at least {}", count(*n, "byte")),
        LimitKind::MaxBytes(n) => format!("at most {}", count(*n, "byte")),
        LimitKind::MinChars(n) => format!("at least {}", count(*n, "character")),
        LimitKind::MaxChars(n) => format!("at most {}", count(*n, "character")),
        LimitKind::Charset(name) => spec.charsets.get(name).map_or_else(|| format!("only {}", code(name)), only),
        LimitKind::Prefix(text) => format!("starts with {}", code(text)),
        LimitKind::ForbiddenPrefix(text) => format!("does not start with {}", code(text)),
        LimitKind::Min(n) => format!("at least {n}"),
        LimitKind::Max(n) => format!("at most {n}"),
        LimitKind::OneOf(numbers) => {
            format!("one of {}", numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", "))
        }
        LimitKind::MinItems(n) => format!("at least {}", count(*n, "item")),
        LimitKind::MaxItems(n) => format!("at most {}", count(*n, "item")),
        LimitKind::UniqueItems => "no item twice".to_owned(),
        other => other.key().to_owned(),
    };
    if limit.raisable { format!("{text} (ZEGO raises it on request)") } else { text }
}

fn only(charset: &Charset) -> String {
    let doc = sentence(&charset.doc);
    let doc = doc.trim_end_matches('.');
    // A space cannot be seen in code: the charset's own words name it.
    let signs: String = charset.chars.chars().filter(|c| !c.is_ascii_alphanumeric() && *c != ' ').collect();
    if signs.is_empty() { format!("only {doc}") } else { format!("only {doc} ({})", code(&signs)) }
}

fn count(n: u64, unit: &str) -> String {
    if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
}

/// `Default: 90.`, for a value that is absent.
pub(super) fn default(value: &Scalar) -> String {
    format!("Default: {}.", scalar(value))
}

fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => code(text),
        Scalar::Bool(flag) => code(&flag.to_string()),
        Scalar::Int(number) => code(&number.to_string()),
    }
}

/// How a request travels and how often: `A GET request, at most 20 calls a second for the application.`
pub(super) fn traffic(method: Method, rates: &[RateLimit]) -> String {
    let rates: Vec<String> = rates.iter().map(rate).collect();
    match rates.as_slice() {
        [] => format!("A {} request; its rate limit is not documented.", method.as_str()),
        rates => format!("A {} request, at most {}.", method.as_str(), rates.join(" and at most ")),
    }
}

fn rate(rate: &RateLimit) -> String {
    let window = match rate.window_seconds {
        1 => "a second".to_owned(),
        86_400 => "in 24 hours".to_owned(),
        seconds => format!("in {seconds} seconds"),
    };
    let scope = match rate.scope {
        RateScope::Group => "each group",
        RateScope::Room => "each room",
        _ => "the application",
    };
    format!("{} {window} for {scope}", count(rate.count.into(), "call"))
}

/// What a code means and what to do: `660900005: The call has ended. Nothing to do.`
pub(super) fn return_code(info: &ReturnCode) -> String {
    format!("{}: {} {}", info.code, sentence(&info.meaning), sentence(&info.advice))
}
