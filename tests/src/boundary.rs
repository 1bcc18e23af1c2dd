//! The cases on either side of every limit of every action, made from the spec.

use crate::sample;
use serde_json::{Map, Value, json};
use zim_spec::model::{Action, LimitKind, Param, Schema, Spec, Type};

/// A request at the edge of a limit.
#[derive(Clone, Debug)]
pub struct Case {
    /// The action.
    pub action: String,
    /// All parameters.
    pub params: Map<String, Value>,
    /// The parameter or field that stands at an edge, without positions in lists: `Line.From.X`.
    pub path: String,
    /// The limit's rule.
    pub rule: &'static str,
    /// Whether the limit is broken.
    pub broken: bool,
}

/// Every case of an action.
#[must_use]
pub fn cases(spec: &Spec, action: &Action) -> Vec<Case> {
    let base = sample::params(spec, action);
    let cases = action.params.iter().flat_map(|param| {
        let edges = edges_within(spec, &param.schema, DEEPEST);
        edges.into_iter().map(|edge| case(action, &base, param, edge)).collect::<Vec<_>>()
    });
    cases.collect()
}

/// How many structs deep edges are made.
const DEEPEST: usize = 3;

fn case(action: &Action, base: &Map<String, Value>, param: &Param, edge: Edge) -> Case {
    let mut params = base.clone();
    params.insert(param.name.clone(), edge.value);
    let path = format!("{}{}", param.name, edge.path);
    Case { action: action.name.clone(), params, path, rule: edge.rule, broken: edge.broken }
}

/// A value at the edge of one of its limits, or of one of a part of it. Other limits may be broken by it too.
struct Edge {
    /// The part, from the value: empty for the value itself, `.X` for a field.
    path: String,
    value: Value,
    rule: &'static str,
    broken: bool,
}

impl Edge {
    /// The same edge as that of a larger value.
    fn inside(self, field: &str, change: impl FnOnce(Value) -> Value) -> Self {
        Self { value: change(self.value), path: format!("{field}{}", self.path), ..self }
    }
}

/// The edges of a value, of its items and of its fields.
fn edges_within(spec: &Spec, schema: &Schema, depth: usize) -> Vec<Edge> {
    let mut all = edges(spec, schema);
    match &schema.ty {
        Type::List(item) => {
            let inner = edges_within(spec, item, depth).into_iter();
            all.extend(inner.map(|edge| edge.inside("", |value| json!([value]))));
        }
        Type::Struct(name) if depth > 0 => {
            let base = sample::value(spec, schema, 0);
            for field in sample::fields(spec, name) {
                let inner = edges_within(spec, &field.schema, depth - 1).into_iter();
                all.extend(inner.map(|edge| {
                    edge.inside(&format!(".{}", field.name), |value| {
                        let mut whole = base.clone();
                        if let Some(fields) = whole.as_object_mut() {
                            fields.insert(field.name.clone(), value);
                        }
                        whole
                    })
                }));
            }
        }
        _ => {}
    }
    all
}

fn edges(spec: &Spec, schema: &Schema) -> Vec<Edge> {
    let non_empty = schema.limits.iter().any(|limit| limit.kind == LimitKind::NonEmpty);
    let mut edges = Vec::new();
    for limit in &schema.limits {
        let rule = limit.kind.key();
        let mut push = |value: Value, broken: bool| {
            // An empty text that may not be empty breaks that limit and no other.
            let silenced = non_empty && value == json!("") && rule != "non_empty";
            edges.push(Edge { path: String::new(), value, rule, broken: broken && !silenced });
        };
        match &limit.kind {
            LimitKind::NonEmpty => {
                push(json!(""), true);
                push(json!(sample::text(spec, schema, 1, 0)), false);
            }
            LimitKind::MinBytes(n) | LimitKind::MaxBytes(n) | LimitKind::MinChars(n) | LimitKind::MaxChars(n) => {
                for (text, bytes, chars) in texts_around(spec, schema, as_usize(*n)) {
                    let broken = match &limit.kind {
                        LimitKind::MinBytes(n) => bytes < as_usize(*n),
                        LimitKind::MaxBytes(n) => bytes > as_usize(*n),
                        LimitKind::MinChars(n) => chars < as_usize(*n),
                        _ => chars > as_usize(*n),
                    };
                    push(json!(text), broken);
                }
            }
            LimitKind::Charset(name) => {
                let set = spec.charsets.get(name).map(|set| set.chars.as_str()).unwrap_or_default();
                for c in neighbours(set) {
                    push(json!(format!("{}{c}", sample::prefix(schema))), !set.contains(c));
                }
            }
            LimitKind::Prefix(prefix) => {
                push(json!(prefix), false);
                push(json!(format!("x{prefix}")), !format!("x{prefix}").starts_with(prefix.as_str()));
                push(json!(prefix.chars().skip(1).collect::<String>()), true);
            }
            LimitKind::ForbiddenPrefix(prefix) => {
                push(json!(prefix), true);
                push(json!(format!("x{prefix}")), false);
            }
            LimitKind::Min(n) => {
                push(json!(n), false);
                push(json!(n.saturating_add(1)), false);
                if fits(schema, n.saturating_sub(1)) {
                    push(json!(n.saturating_sub(1)), *n > i64::MIN);
                }
            }
            LimitKind::Max(n) => {
                push(json!(n), false);
                push(json!(n.saturating_sub(1)), false);
                if fits(schema, n.saturating_add(1)) {
                    push(json!(n.saturating_add(1)), *n < i64::MAX);
                }
            }
            LimitKind::OneOf(numbers) => {
                for number in numbers.iter().flat_map(|n| [n - 1, *n, n + 1]) {
                    push(json!(number), !numbers.contains(&number));
                }
            }
            LimitKind::MinItems(n) | LimitKind::MaxItems(n) => {
                for count in around(as_usize(*n)) {
                    let broken = if matches!(limit.kind, LimitKind::MinItems(_)) {
                        count < as_usize(*n)
                    } else {
                        count > as_usize(*n)
                    };
                    push(items(spec, schema, count), broken);
                }
            }
            LimitKind::UniqueItems => {
                push(items(spec, schema, 2), false);
                let Value::Array(mut twice) = items(spec, schema, 2) else { continue };
                twice.extend(twice.first().cloned());
                push(Value::Array(twice), true);
            }
            _ => {}
        }
    }
    edges
}

/// Texts of one byte less than `n` bytes or characters, as many, and one more; of ASCII, and of characters
/// of two, three and four bytes that straddle the limit. With their bytes and characters.
fn texts_around(spec: &Spec, schema: &Schema, n: usize) -> Vec<(String, usize, usize)> {
    let mut texts: Vec<String> = around(n).map(|bytes| sample::text(spec, schema, bytes, 0)).collect();
    for wide in ['é', '語', '🦀'] {
        texts.extend(around(n).map(|chars| wide.to_string().repeat(chars)));
        texts.extend(around(n).map(|bytes| {
            let narrow = bytes.saturating_sub(wide.len_utf8());
            format!("{}{wide}", sample::text(spec, schema, narrow, 0))
        }));
    }
    texts
        .into_iter()
        .map(|text| (text.len(), text.chars().count(), text))
        .map(|(bytes, chars, text)| (text, bytes, chars))
        .collect()
}

/// Each character of the set, the characters next to it, and some that no set has.
fn neighbours(set: &str) -> Vec<char> {
    let around =
        set.chars().flat_map(|c| [char::from_u32(u32::from(c) - 1), Some(c), char::from_u32(u32::from(c) + 1)]);
    around.flatten().chain(['\0', '\n', '\u{7f}', '\u{80}', 'é', '語', '🦀']).collect()
}

/// Whether Rust's type for the value can hold `number`: what it cannot hold needs no check.
fn fits(schema: &Schema, number: i64) -> bool {
    let Type::Int(width) = &schema.ty else { return false };
    let (least, most) = width.range();
    (least..=most).contains(&number.into())
}

fn items(spec: &Spec, schema: &Schema, count: usize) -> Value {
    let Type::List(item) = &schema.ty else { return Value::Null };
    (0..count).map(|at| sample::value(spec, item, at)).collect()
}

fn around(n: usize) -> impl Iterator<Item = usize> {
    [n.checked_sub(1), Some(n), n.checked_add(1)].into_iter().flatten()
}

fn as_usize(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
