//! Values that keep every limit, made from the limits alone.

use serde_json::{Map, Value, json};
use zim_spec::model::{Action, LimitKind, Param, Schema, Spec, Type};

/// A request that keeps every limit, with its required parameters and no others.
#[must_use]
pub fn params(spec: &Spec, action: &Action) -> Map<String, Value> {
    required(spec, &action.params)
}

/// The fields of the struct `name`.
#[must_use]
pub fn fields<'a>(spec: &'a Spec, name: &str) -> &'a [Param] {
    spec.types.get(name).map(|named| named.fields.as_slice()).unwrap_or_default()
}

fn required(spec: &Spec, fields: &[Param]) -> Map<String, Value> {
    let required = fields.iter().filter(|param| param.required);
    required.map(|param| (param.name.clone(), value(spec, &param.schema, 0))).collect()
}

/// A value that keeps every limit; another one for another `variant`, as far as limits allow.
#[must_use]
pub fn value(spec: &Spec, schema: &Schema, variant: usize) -> Value {
    match &schema.ty {
        Type::Text => Value::String(text(spec, schema, shortest(schema), variant)),
        Type::Bool => json!(variant.is_multiple_of(2)),
        Type::Struct(name) => Value::Object(required(spec, fields(spec, name))),
        Type::Int(_) if one_of(schema).is_some() => {
            let numbers = one_of(schema).unwrap_or_default();
            json!(numbers.get(variant % numbers.len().max(1)))
        }
        Type::Int(_) => json!(low(schema) + i64::try_from(variant).unwrap_or(0)),
        Type::List(item) => {
            let least = number(schema, |kind| if let LimitKind::MinItems(n) = kind { Some(*n) } else { None });
            let count = usize::try_from(least.unwrap_or(1).max(1)).unwrap_or(1);
            (0..count).map(|at| value(spec, item, at)).collect()
        }
        _ => Value::Null,
    }
}

/// A text of exactly `bytes` bytes, of characters that the schema allows, all of them one byte long.
#[must_use]
pub fn text(spec: &Spec, schema: &Schema, bytes: usize, variant: usize) -> String {
    let allowed = allowed(spec, schema);
    let prefix = prefix(schema);
    let mut text: String = prefix.chars().take(bytes).collect();
    // The variant is written in the set's own characters, last digit first.
    let mut rest = variant;
    while text.len() < bytes {
        text.push(allowed.get(rest % allowed.len().max(1)).copied().unwrap_or('a'));
        rest /= allowed.len().max(1);
    }
    text
}

/// Characters that may fill a text: of the set, and not able to make a forbidden prefix.
fn allowed(spec: &Spec, schema: &Schema) -> Vec<char> {
    let set = schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::Charset(name) => spec.charsets.get(name),
        _ => None,
    });
    let chars = set.map_or_else(|| "abcdefghijklmnopqrstuvwxyz".to_owned(), |set| set.chars.clone());
    let forbidden = schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::ForbiddenPrefix(text) => text.chars().next(),
        _ => None,
    });
    chars.chars().filter(|c| c.is_ascii_alphanumeric() && Some(*c) != forbidden).collect()
}

/// The prefix that a text must have.
#[must_use]
pub fn prefix(schema: &Schema) -> &str {
    let prefix = schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::Prefix(text) => Some(text.as_str()),
        _ => None,
    });
    prefix.unwrap_or_default()
}

/// The fewest bytes that a text may have, and room for more than one variant.
fn shortest(schema: &Schema) -> usize {
    let least = number(schema, |kind| match kind {
        LimitKind::MinBytes(n) | LimitKind::MinChars(n) => Some(*n),
        _ => None,
    });
    let least = usize::try_from(least.unwrap_or(0)).unwrap_or(0);
    least.max(prefix(schema).len() + 1)
}

fn one_of(schema: &Schema) -> Option<&[i64]> {
    schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::OneOf(numbers) => Some(numbers.as_slice()),
        _ => None,
    })
}

fn low(schema: &Schema) -> i64 {
    let least = schema.limits.iter().find_map(|limit| match limit.kind {
        LimitKind::Min(n) => Some(n),
        _ => None,
    });
    let most = schema.limits.iter().find_map(|limit| match limit.kind {
        LimitKind::Max(n) => Some(n),
        _ => None,
    });
    least.unwrap_or_else(|| most.unwrap_or(1).min(1))
}

fn number(schema: &Schema, pick: impl Fn(&LimitKind) -> Option<u64>) -> Option<u64> {
    schema.limits.iter().filter_map(|limit| pick(&limit.kind)).max()
}
