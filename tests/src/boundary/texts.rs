//! Texts on either side of their limits.

use super::edge::Edge;
use super::{Place, is_silenced, settled};
use crate::sample::{self, How, Pins, text};
use serde_json::Value;
use std::collections::BTreeSet;
use zim_spec::model::{LimitKind, Schema, Type};

/// Characters of two, three and four bytes.
const WIDE: [char; 3] = ['é', '語', '🦀'];

/// Texts are made of wide characters alone only up to this many.
const WIDE_UP_TO: usize = 4096;

pub(super) fn edges(place: Place<'_>, schema: &Schema, kind: &LimitKind) -> Vec<Edge> {
    let spec = place.spec;
    let plain = plain(place, schema);
    let mut edges = Vec::new();
    let mut push = |text: String, broken: bool, pins: &Pins| {
        let broken = broken && !is_silenced(schema, &text, kind);
        edges.push(Edge::new(kind, text, broken).beside(pins));
    };
    match kind {
        LimitKind::NonEmpty => {
            push(String::new(), true, &plain);
            push(text::sample(spec, schema, 0), false, &plain);
        }
        LimitKind::MinBytes(n) | LimitKind::MaxBytes(n) | LimitKind::MinChars(n) | LimitKind::MaxChars(n) => {
            for text in texts_around(place, schema, as_usize(*n)) {
                let broken = breaks(kind, text.len(), text.chars().count());
                push(text, broken, &plain);
            }
            if let (LimitKind::MinBytes(_) | LimitKind::MaxBytes(_), Some(coded)) = (kind, coded(place, schema)) {
                for bytes in around(as_usize(*n)) {
                    push(text::base64(bytes), breaks(kind, bytes, 0), &coded);
                }
                // Of what is not base64 nobody knows the length.
                push("!".repeat(as_usize(*n) + 1), false, &coded);
            }
        }
        LimitKind::Charset(_) => {
            let set = text::charset(spec, schema).unwrap_or_default();
            let start = text::text(spec, schema, text::shortest(schema).min(text::longest(schema) - 1), 0);
            for c in neighbours(set) {
                push(format!("{start}{c}"), !set.contains(c), &plain);
            }
        }
        LimitKind::Prefix(prefix) => {
            push(text::sample(spec, schema, 0), false, &plain);
            push(prefix.clone(), false, &plain);
            push(format!("x{prefix}"), !format!("x{prefix}").starts_with(prefix.as_str()), &plain);
            push(prefix.chars().skip(1).collect(), true, &plain);
        }
        LimitKind::ForbiddenPrefix(prefix) => {
            push(prefix.clone(), true, &plain);
            push(format!("{prefix}x"), true, &plain);
            push(format!("x{prefix}"), !prefix.is_empty() && format!("x{prefix}").starts_with(prefix.as_str()), &plain);
            push(text::sample(spec, schema, 0), false, &plain);
        }
        LimitKind::OneOfTexts(texts) => {
            let near = texts.iter().flat_map(|text| {
                let shorter: String = text.chars().skip(1).collect();
                [text.clone(), format!("{text}x"), shorter, text.to_uppercase(), text.to_lowercase()]
            });
            for text in near.collect::<BTreeSet<_>>() {
                let broken = !texts.contains(&text);
                push(text, broken, &plain);
            }
        }
        LimitKind::Base64(condition) => {
            for coded in settled(place, condition, true) {
                for (text, broken) in base64_texts() {
                    push(text.to_owned(), broken, &coded);
                }
            }
            for plain in settled(place, condition, false) {
                for (text, _) in base64_texts() {
                    push(text.to_owned(), false, &plain);
                }
            }
        }
        _ => {}
    }
    edges
}

/// Texts that are base64 and texts that are not, with whether they break it.
fn base64_texts() -> [(&'static str, bool); 14] {
    [
        ("", false),
        ("AAAA", false),
        ("ab+/", false),
        ("QQ==", false),
        ("QUI=", false),
        ("AAAAQQ==", false),
        ("QQ", true),
        ("QQ=", true),
        ("QR==", true),
        ("QUJ=", true),
        ("A===", true),
        ("QQ==QQ==", true),
        ("ab-_", true),
        ("AA A", true),
    ]
}

/// The edges of a text that holds JSON: only its length can be at one.
pub(super) fn json_edges(place: Place<'_>, schema: &Schema, kind: &LimitKind) -> Vec<Edge> {
    let Type::Json { value: inside, .. } = &schema.ty else { return Vec::new() };
    let sample = place.sample(inside);
    let mut edges = vec![Edge::new(kind, sample.to_string(), false)];
    if let LimitKind::MinBytes(n) | LimitKind::MaxBytes(n) | LimitKind::MinChars(n) | LimitKind::MaxChars(n) = kind {
        for length in around(as_usize(*n)) {
            for fill in ['x', 'é', '語', '🦀'] {
                let measure = |text: &str| match kind {
                    LimitKind::MinBytes(_) | LimitKind::MaxBytes(_) => text.len(),
                    _ => text.chars().count(),
                };
                if let Some(text) = grown(place, inside, length, fill, measure) {
                    let broken = breaks(kind, text.len(), text.chars().count());
                    edges.push(Edge::new(kind, text, broken));
                }
            }
        }
    }
    edges
}

/// The JSON of a value whose text has the length `wanted`: the first text in it is filled up, at last with ASCII.
fn grown(
    place: Place<'_>,
    schema: &Schema,
    wanted: usize,
    fill: char,
    measure: impl Fn(&str) -> usize,
) -> Option<String> {
    let mut value = match &schema.ty {
        Type::Struct(name) => {
            let scope = sample::of_struct(place.spec, name);
            let how = How { full: true, variant: 0 };
            Value::Object(sample::object(place.spec, scope, &Pins::new(), how))
        }
        _ => place.sample(schema),
    };
    let mut length = measure(&value.to_string());
    let lean = place.sample(schema);
    if length > wanted {
        value = lean;
        length = measure(&value.to_string());
    }
    let missing = wanted.checked_sub(length)?;
    let text = first_text(place, schema, &mut value)?;
    let step = measure(&fill.to_string());
    text.extend(std::iter::repeat_n(fill, missing / step));
    text.extend(std::iter::repeat_n('x', missing % step));
    Some(value.to_string()).filter(|text| measure(text) == wanted)
}

/// A text in a value that may be of any content: one without limits before others.
fn first_text<'v>(place: Place<'_>, schema: &Schema, value: &'v mut Value) -> Option<&'v mut String> {
    match (&schema.ty, value) {
        (Type::Text, Value::String(text)) => text::one_of(schema).is_none().then_some(text),
        (Type::List(item), Value::Array(items)) => first_text(place, item, items.first_mut()?),
        (Type::Map { value: item, .. }, Value::Object(entries)) => {
            first_text(place, item, entries.values_mut().next()?)
        }
        (Type::Struct(name), Value::Object(fields)) => {
            let scope = sample::of_struct(place.spec, name);
            let mut found: Vec<(&Schema, &mut Value)> = Vec::new();
            let object = fields.clone();
            for (name, value) in fields {
                let Some(field) = scope.field(name) else { continue };
                let variant = sample::selection(place.spec, scope, field)
                    .and_then(|(selector, union)| union.variant(object.get(selector).and_then(Value::as_i64)?));
                found.push((variant.map_or(&field.schema, |variant| &variant.schema), value));
            }
            found.sort_by_key(|(schema, _)| (schema.ty != Type::Text, !schema.limits.is_empty()));
            found.into_iter().find_map(|(schema, value)| first_text(place, schema, value))
        }
        _ => None,
    }
}

fn breaks(kind: &LimitKind, bytes: usize, chars: usize) -> bool {
    match kind {
        LimitKind::MinBytes(n) => bytes < as_usize(*n),
        LimitKind::MaxBytes(n) => bytes > as_usize(*n),
        LimitKind::MinChars(n) => chars < as_usize(*n),
        LimitKind::MaxChars(n) => chars > as_usize(*n),
        _ => false,
    }
}

/// What makes a text no base64, if it could be some.
fn plain(place: Place<'_>, schema: &Schema) -> Pins {
    condition(schema).and_then(|when| settled(place, when, false).into_iter().next()).unwrap_or_default()
}

/// What makes a text base64, if it could be some.
fn coded(place: Place<'_>, schema: &Schema) -> Option<Pins> {
    condition(schema).and_then(|when| settled(place, when, true).into_iter().next())
}

fn condition(schema: &Schema) -> Option<&zim_spec::model::Condition> {
    schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::Base64(condition) => Some(condition),
        _ => None,
    })
}

/// Texts of one byte less than `n` bytes or characters, as many, and one more; of ASCII, and of characters
/// of two, three and four bytes that straddle the limit.
fn texts_around(place: Place<'_>, schema: &Schema, n: usize) -> Vec<String> {
    let spec = place.spec;
    let mut texts: Vec<String> = around(n).map(|bytes| text::text(spec, schema, bytes, 0)).collect();
    for wide in WIDE {
        if n <= WIDE_UP_TO {
            texts.extend(around(n).map(|chars| wide.to_string().repeat(chars)));
        }
        texts.extend(around(n).map(|bytes| {
            let narrow = bytes.saturating_sub(wide.len_utf8());
            format!("{}{wide}", text::text(spec, schema, narrow, 0))
        }));
    }
    texts
}

/// Each character of the set, the characters next to it, and some that no set has.
fn neighbours(set: &str) -> BTreeSet<char> {
    let around =
        set.chars().flat_map(|c| [char::from_u32(u32::from(c) - 1), Some(c), char::from_u32(u32::from(c) + 1)]);
    around.flatten().chain(['\0', '\n', '\u{7f}', '\u{80}', 'é', '語', '🦀']).collect()
}

pub(super) fn around(n: usize) -> impl Iterator<Item = usize> {
    [n.checked_sub(1), Some(n), n.checked_add(1)].into_iter().flatten()
}

pub(super) fn as_usize(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
