//! The cases on either side of every limit and rule of every action, made from the spec, wherever they are nested.

mod constraints;
mod edge;
mod lists;
mod numbers;
mod rules;
mod texts;

pub use constraints::{Constraint, constraints};

use crate::bridge::Params;
use crate::rules::Scope;
use crate::sample::{self, How, Pins};
use edge::Edge;
use serde_json::{Map, Value};
use zim_spec::model::{Action, LimitKind, Param, Schema, Spec, Type};

/// A request at the edge of a limit or rule.
#[derive(Clone, Debug)]
pub struct Case {
    /// The action.
    pub action: String,
    /// All parameters.
    pub params: Params,
    /// What is at its edge.
    pub constraint: Constraint,
    /// The path of the breach, if it is broken: `Lines[0].From.X`.
    pub path: String,
    /// Whether it is broken. Others may be broken by the case too.
    pub broken: bool,
}

/// Every case of an action.
#[must_use]
pub fn cases(spec: &Spec, action: &Action) -> Vec<Case> {
    let scope = sample::of_action(action);
    let case = |edge: Edge| {
        let params = sample::object(spec, scope, &edge.beside, How::LEAN);
        let Edge { path, constraint, broken, .. } = edge;
        Case { action: action.name.clone(), params, constraint, path, broken }
    };
    in_scope(spec, scope).into_iter().filter(|edge| buildable(spec, scope, edge)).map(case).collect()
}

/// Whether Rust lets the edge through: what is required is there, and a union has a variant.
fn buildable(spec: &Spec, scope: Scope<'_>, edge: &Edge) -> bool {
    edge.beside.iter().all(|(name, value)| {
        let field = scope.field(name);
        let there = value.is_some() || field.is_some_and(|field| !field.required);
        let number = value.as_ref().and_then(Value::as_i64);
        let variant = !is_union_given(spec, scope, edge, name)
            || number.is_some_and(|number| has_variant(spec, scope, name, number));
        there && variant
    })
}

/// Whether a union that `name` selects is there.
fn is_union_given(spec: &Spec, scope: Scope<'_>, edge: &Edge, name: &str) -> bool {
    scope.fields.iter().any(|field| {
        sample::selection(spec, scope, field).is_some_and(|(by, _)| by == name)
            && match edge.beside.get(&field.name) {
                Some(pinned) => pinned.is_some(),
                None => field.required,
            }
    })
}

fn has_variant(spec: &Spec, scope: Scope<'_>, selector: &str, number: i64) -> bool {
    let mut unions = scope.fields.iter().filter_map(|field| sample::selection(spec, scope, field));
    unions.all(|(by, union)| by != selector || union.variant(number).is_some())
}

/// The edges of a scope: of each field's limits, and of the rules. Everything that an edge needs is in its `beside`.
fn in_scope(spec: &Spec, scope: Scope<'_>) -> Vec<Edge> {
    let mut edges = Vec::new();
    for field in scope.fields {
        for edge in of_field(spec, scope, field) {
            let mut edge = edge.below(&field.name, &field.name);
            edge.beside.insert(field.name.clone(), Some(std::mem::take(&mut edge.value)));
            edges.push(edge);
        }
    }
    edges.extend(rules::edges(spec, scope));
    edges
}

fn of_field(spec: &Spec, scope: Scope<'_>, field: &Param) -> Vec<Edge> {
    match sample::selection(spec, scope, field) {
        // Each variant beside the number that selects it.
        Some((selector, union)) => {
            let mut edges = Vec::new();
            for number in sample::allowed_selectors(spec, scope, selector) {
                let Some(variant) = union.variant(number) else { continue };
                let place = Place { spec, scope, selected: Some((number, &variant.name)) };
                for mut edge in place.edges(&field.schema) {
                    edge.beside.insert(selector.to_owned(), Some(number.into()));
                    edges.push(edge);
                }
            }
            edges
        }
        None => Place { spec, scope, selected: None }.edges(&field.schema),
    }
}

/// Where a value stands: beside which fields, and as which variant if it is a union.
#[derive(Clone, Copy)]
struct Place<'a> {
    spec: &'a Spec,
    scope: Scope<'a>,
    selected: Option<(i64, &'a str)>,
}

impl Place<'_> {
    /// The edges of a value and of its parts.
    fn edges(self, schema: &Schema) -> Vec<Edge> {
        let mut edges = self.own(schema);
        match &schema.ty {
            Type::List(item) => {
                for edge in self.edges(item) {
                    edges.push(edge.wrap("[0]", "[]", |value| self.list_around(schema, value)));
                }
            }
            Type::Map { key, value: item } => {
                for edge in self.own(key) {
                    let name = edge.value.as_str().unwrap_or_default().to_owned();
                    let position = format!("[{name}]");
                    edges.push(edge.wrap(&position, "{key}", |_| self.map_around(schema, name, None)));
                }
                let name = sample::text::sample(self.spec, key, 0);
                for edge in self.edges(item) {
                    let around = |value| self.map_around(schema, name.clone(), Some(value));
                    edges.push(edge.wrap(&format!("[{name}]"), "{}", around));
                }
            }
            Type::Struct(name) => {
                let inner = sample::of_struct(self.spec, name);
                let found = in_scope(self.spec, inner).into_iter();
                for mut edge in found.filter(|edge| buildable(self.spec, inner, edge)) {
                    let beside = std::mem::take(&mut edge.beside);
                    let object = sample::object(self.spec, inner, &beside, How::LEAN);
                    edges.push(edge.wrap(".", ".", |_| Value::Object(object)));
                }
            }
            Type::Union(name) => {
                let union = self.spec.types.get(name).and_then(|named| named.union.as_ref());
                let selected = self.selected.and_then(|(number, _)| union?.variant(number));
                if let (Some(variant), Some((_, name))) = (selected, self.selected) {
                    let inner = Place { selected: None, ..self }.edges(&variant.schema);
                    edges.extend(inner.into_iter().map(|edge| edge.wrap("", &format!("<{name}>"), |value| value)));
                }
            }
            Type::Json { value: inside, .. } => {
                let inner = self.edges(inside).into_iter();
                edges.extend(inner.map(|edge| edge.wrap("", "$", |value| Value::String(value.to_string()))));
            }
            _ => {}
        }
        edges
    }

    /// The edges of a value's own limits.
    fn own(self, schema: &Schema) -> Vec<Edge> {
        let mut edges = Vec::new();
        for limit in &schema.limits {
            let found = match &schema.ty {
                Type::Text => texts::edges(self, schema, &limit.kind),
                Type::Json { .. } => texts::json_edges(self, schema, &limit.kind),
                Type::Int(width) => numbers::edges(*width, schema, limit),
                _ => lists::edges(self, schema, &limit.kind),
            };
            edges.extend(found);
        }
        edges
    }

    fn sample(self, schema: &Schema) -> Value {
        sample::value(self.spec, schema, self.selected.map(|(number, _)| number), How::LEAN)
    }

    /// A list that begins with `value` and has as many items as are needed.
    fn list_around(self, schema: &Schema, value: Value) -> Value {
        let Type::List(item) = &schema.ty else { return Value::Null };
        let selected = self.selected.map(|(number, _)| number);
        let more = 1..sample::item_count(schema);
        let more = more.map(|at| sample::value(self.spec, item, selected, How::LEAN.nth(at)));
        std::iter::once(value).chain(more).collect()
    }

    /// A map that has the entry `key` and as many as are needed.
    fn map_around(self, schema: &Schema, key: String, value: Option<Value>) -> Value {
        let Type::Map { value: item, .. } = &schema.ty else { return Value::Null };
        let selected = self.selected.map(|(number, _)| number);
        let count = sample::item_count(schema);
        let mut entries = match sample::entries(self.spec, schema, selected, count, How::LEAN.nth(1)) {
            Value::Object(entries) if count > 1 => entries.into_iter().take(count - 1).collect(),
            _ => Map::new(),
        };
        entries.insert(key, value.unwrap_or_else(|| self.sample(item)));
        Value::Object(entries)
    }
}

/// Whether an empty text breaks another limit than this one, which then says nothing.
fn is_silenced(schema: &Schema, text: &str, kind: &LimitKind) -> bool {
    text.is_empty()
        && *kind != LimitKind::NonEmpty
        && schema.limits.iter().any(|limit| limit.kind == LimitKind::NonEmpty)
}

/// The fields that a condition needs to hold, or not to.
fn settled(place: Place<'_>, condition: &zim_spec::model::Condition, holds: bool) -> Vec<Pins> {
    let values = sample::settings(place.spec, place.scope, condition, holds);
    values.into_iter().map(|value| Pins::from([(condition.param.clone(), value)])).collect()
}
