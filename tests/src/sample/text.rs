//! Texts that keep their limits, of any length.

use zim_spec::model::{LimitKind, Schema, Spec};

/// A text that keeps every limit; another one for another `variant`, as far as limits allow. Where it may have to be
/// base64, it is.
#[must_use]
pub fn sample(spec: &Spec, schema: &Schema, variant: usize) -> String {
    if let Some(texts) = one_of(schema) {
        return texts.get(variant % texts.len().max(1)).cloned().unwrap_or_default();
    }
    let length = shortest(schema).max(prefix(schema).len() + PLACES).min(longest(schema));
    let length = if is_base64(schema) { length.next_multiple_of(4) } else { length };
    text(spec, schema, length, variant)
}

/// In so many places variants are told apart, where a text may be that long.
const PLACES: usize = 3;

/// A text of exactly `bytes` bytes, of characters that the schema allows, all of them one byte long.
#[must_use]
pub fn text(spec: &Spec, schema: &Schema, bytes: usize, variant: usize) -> String {
    let allowed = allowed(spec, schema);
    let mut text: String = prefix(schema).chars().take(bytes).collect();
    // The variant is written in the set's own characters, last digit first.
    let mut rest = variant;
    while text.len() < bytes {
        text.push(allowed.get(rest % allowed.len().max(1)).copied().unwrap_or('a'));
        rest /= allowed.len().max(1);
    }
    text
}

/// Base64 of exactly `bytes` bytes, all zero.
#[must_use]
pub fn base64(bytes: usize) -> String {
    let mut text = "AAAA".repeat(bytes / 3);
    text.push_str(match bytes % 3 {
        0 => "",
        1 => "AA==",
        _ => "AAA=",
    });
    text
}

/// The texts that are allowed, if they are listed.
#[must_use]
pub fn one_of(schema: &Schema) -> Option<&[String]> {
    find(schema, |kind| if let LimitKind::OneOfTexts(texts) = kind { Some(texts.as_slice()) } else { None })
}

/// The prefix that a text must have.
#[must_use]
pub fn prefix(schema: &Schema) -> &str {
    find(schema, |kind| if let LimitKind::Prefix(text) = kind { Some(text.as_str()) } else { None }).unwrap_or_default()
}

/// The characters that a text may have, if they are limited.
#[must_use]
pub fn charset<'a>(spec: &'a Spec, schema: &Schema) -> Option<&'a str> {
    let name = find(schema, |kind| if let LimitKind::Charset(name) = kind { Some(name) } else { None })?;
    spec.charsets.get(name).map(|set| set.chars.as_str())
}

/// Whether the text is base64 under some condition.
#[must_use]
pub fn is_base64(schema: &Schema) -> bool {
    schema.limits.iter().any(|limit| matches!(limit.kind, LimitKind::Base64(_)))
}

/// The fewest bytes that a text may have.
#[must_use]
pub fn shortest(schema: &Schema) -> usize {
    let least = schema.limits.iter().filter_map(|limit| match limit.kind {
        LimitKind::MinBytes(n) | LimitKind::MinChars(n) => usize::try_from(n).ok(),
        LimitKind::NonEmpty => Some(1),
        _ => None,
    });
    least.max().unwrap_or(0).max(prefix(schema).len())
}

/// The most bytes that a text of one-byte characters may have.
#[must_use]
pub fn longest(schema: &Schema) -> usize {
    let most = schema.limits.iter().filter_map(|limit| match limit.kind {
        LimitKind::MaxBytes(n) | LimitKind::MaxChars(n) => usize::try_from(n).ok(),
        _ => None,
    });
    most.min().unwrap_or(usize::MAX)
}

/// Characters that may fill a text: of the set, letters and digits where it has some, and not able to make a forbidden
/// prefix.
fn allowed(spec: &Spec, schema: &Schema) -> Vec<char> {
    let set = charset(spec, schema).unwrap_or("abcdefghijklmnopqrstuvwxyz");
    let first = |kind: &LimitKind| match kind {
        LimitKind::ForbiddenPrefix(text) => text.chars().next(),
        _ => None,
    };
    let forbidden = find_copy(schema, first);
    let usable: Vec<char> = set.chars().filter(|c| Some(*c) != forbidden).collect();
    let letters: Vec<char> = usable.iter().copied().filter(char::is_ascii_alphanumeric).collect();
    if letters.is_empty() { usable } else { letters }
}

fn find<'a, T>(schema: &'a Schema, pick: impl Fn(&'a LimitKind) -> Option<T>) -> Option<T> {
    schema.limits.iter().find_map(|limit| pick(&limit.kind))
}

fn find_copy<T>(schema: &Schema, pick: impl Fn(&LimitKind) -> Option<T>) -> Option<T> {
    schema.limits.iter().find_map(|limit| pick(&limit.kind))
}
