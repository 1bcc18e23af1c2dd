//! Lists and maps on either side of their limits.

use super::Place;
use super::edge::Edge;
use super::texts::{around, as_usize};
use crate::sample::{self, How, Pins};
use serde_json::{Value, json};
use zim_spec::model::{LimitKind, Schema, Type};

pub(super) fn edges(place: Place<'_>, schema: &Schema, kind: &LimitKind) -> Vec<Edge> {
    match kind {
        LimitKind::MinItems(n) | LimitKind::MaxItems(n) => {
            let case = |count: usize| {
                let broken =
                    if matches!(kind, LimitKind::MinItems(_)) { count < as_usize(*n) } else { count > as_usize(*n) };
                Edge::new(kind, several(place, schema, count), broken)
            };
            around(as_usize(*n)).map(case).collect()
        }
        LimitKind::UniqueItems => {
            let two = several(place, schema, 2);
            let mut edges = vec![Edge::new(kind, place.sample(schema), false)];
            if let Value::Array(items) = &two
                && items.first() != items.last()
            {
                edges.push(Edge::new(kind, two.clone(), false));
            }
            edges.extend(repeated(kind, two));
            edges
        }
        LimitKind::UniqueBy(field) => unique_by(place, schema, kind, field),
        LimitKind::MaxTotalBytes(n) => total(place, schema, kind, as_usize(*n)),
        _ => Vec::new(),
    }
}

/// A list or map of so many items that differ, as far as their limits allow.
fn several(place: Place<'_>, schema: &Schema, count: usize) -> Value {
    let selected = place.selected.map(|(number, _)| number);
    match schema.ty {
        Type::Map { .. } => sample::entries(place.spec, schema, selected, count, How::LEAN),
        _ => sample::items(place.spec, schema, selected, count, How::LEAN),
    }
}

/// The list with its first item once more at its end, and right at its start.
fn repeated(kind: &LimitKind, list: Value) -> Vec<Edge> {
    let Value::Array(items) = list else { return Vec::new() };
    let Some(first) = items.first().cloned() else { return Vec::new() };
    let last = format!("[{}]", items.len());
    let with = |at: usize| {
        let mut items = items.clone();
        items.insert(at, first.clone());
        Value::Array(items)
    };
    // If the two items are the same already, the second is the one that repeats.
    let last = if items.iter().skip(1).any(|item| *item == first) { "[1]".to_owned() } else { last };
    vec![Edge::new(kind, with(items.len()), true).at(last), Edge::new(kind, with(0), true).at("[1]")]
}

/// Two structs with the same in a field, different in it, and without it.
fn unique_by(place: Place<'_>, schema: &Schema, kind: &LimitKind, field: &str) -> Vec<Edge> {
    let Type::List(item) = &schema.ty else { return Vec::new() };
    let Type::Struct(name) = &item.ty else { return Vec::new() };
    let scope = sample::of_struct(place.spec, name);
    let Some(param) = scope.field(field) else { return Vec::new() };
    let with = |value: Option<usize>, nth: usize| {
        let value = value.map(|variant| sample::value(place.spec, &param.schema, None, How::LEAN.nth(variant)));
        let pins = Pins::from([(field.to_owned(), value)]);
        Value::Object(sample::object(place.spec, scope, &pins, How::LEAN.nth(nth)))
    };
    let mut edges = vec![
        Edge::new(kind, json!([with(Some(0), 0), with(Some(1), 1)]), false),
        Edge::new(kind, json!([with(Some(0), 0), with(Some(0), 1)]), true).at("[1]"),
        Edge::new(kind, json!([with(Some(0), 0), with(Some(1), 1), with(Some(1), 2)]), true).at("[2]"),
    ];
    if !param.required {
        edges.push(Edge::new(kind, json!([with(None, 0), with(None, 1)]), false));
    }
    edges
}

/// Structs whose texts have so many bytes in all, one less and one more.
fn total(place: Place<'_>, schema: &Schema, kind: &LimitKind, most: usize) -> Vec<Edge> {
    let Type::List(item) = &schema.ty else { return Vec::new() };
    let Type::Struct(name) = &item.ty else { return Vec::new() };
    let scope = sample::of_struct(place.spec, name);
    let texts = || scope.fields.iter().filter(|field| field.schema.ty == Type::Text);
    // The texts of one item, filled up one after the other; further items where one cannot hold it all.
    let filled = |bytes: usize| {
        let mut items = Vec::new();
        let mut left = bytes;
        while left > 0 && items.len() < 1000 {
            let mut pins = Pins::new();
            for field in texts() {
                let (low, high) = (sample::text::shortest(&field.schema), sample::text::longest(&field.schema));
                let length = left.min(high);
                if length >= low && length > 0 && (field.required || left > 0) {
                    let text = sample::text::text(place.spec, &field.schema, length, items.len());
                    left -= length;
                    pins.insert(field.name.clone(), Some(json!(text)));
                } else if field.required {
                    pins.insert(field.name.clone(), Some(json!("")));
                } else {
                    pins.insert(field.name.clone(), None);
                }
            }
            items.push(Value::Object(sample::object(place.spec, scope, &pins, How::LEAN.nth(items.len()))));
        }
        (left == 0).then_some(Value::Array(items))
    };
    let edge = |bytes: usize| filled(bytes).map(|list| Edge::new(kind, list, bytes > most));
    let mut edges: Vec<Edge> = around(most).filter_map(edge).collect();
    // Characters of several bytes count as such.
    if let Some(field) = texts().next() {
        let pins = Pins::from([(field.name.clone(), Some(json!("語".repeat(most / 3 + 1))))]);
        let object = sample::object(place.spec, scope, &pins, How::LEAN);
        edges.push(Edge::new(kind, json!([object]), true));
    }
    edges.push(Edge::new(kind, place.sample(schema), false));
    edges
}
