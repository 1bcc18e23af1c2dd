//! Values that keep every limit and every rule, made from the spec alone.

pub mod number;
mod repair;
mod reply;
pub mod text;

pub use repair::settings;
pub use reply::{fill, reply};

use crate::bridge::Params;
use crate::rules::{Scope, of_scalar};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use zim_spec::model::{Action, LimitKind, NamedType, Param, Schema, Spec, Type, Union};

/// Fields whose value is settled: a value, or `None` for absent.
pub type Pins = BTreeMap<String, Option<Value>>;

/// A request that keeps every limit and rule, with what it needs for that and no more.
#[must_use]
pub fn params(spec: &Spec, action: &Action) -> Params {
    object(spec, of_action(action), &Pins::new(), How::LEAN)
}

/// The same with everything that the rules allow to be there.
#[must_use]
pub fn full(spec: &Spec, action: &Action) -> Params {
    object(spec, of_action(action), &Pins::new(), How { full: true, variant: 0 })
}

/// How values are made.
#[derive(Clone, Copy, Debug)]
pub struct How {
    /// With every optional field, rather than none.
    pub full: bool,
    /// Which of many: different values for different variants, as far as limits allow.
    pub variant: usize,
}

impl How {
    /// With nothing optional.
    pub const LEAN: Self = Self { full: false, variant: 0 };

    /// The `nth` variant after this one.
    #[must_use]
    pub fn nth(self, nth: usize) -> Self {
        Self { variant: self.variant + nth, ..self }
    }
}

/// The parameters of an action.
#[must_use]
pub fn of_action(action: &Action) -> Scope<'_> {
    Scope { fields: &action.params, rules: &action.rules }
}

/// The fields of the struct `name`.
#[must_use]
pub fn of_struct<'a>(spec: &'a Spec, name: &str) -> Scope<'a> {
    let of = |named: &'a NamedType| Scope { fields: &named.fields, rules: &named.rules };
    spec.types.get(name).map_or(Scope { fields: &[], rules: &[] }, of)
}

/// An object in which pinned fields are as they are pinned, and everything else keeps every limit and, as far as
/// pinned fields leave room for it, every rule.
#[must_use]
pub fn object(spec: &Spec, scope: Scope<'_>, pins: &Pins, how: How) -> Params {
    let mut object = Map::new();
    for field in scope.fields {
        match pins.get(&field.name) {
            Some(Some(value)) => drop(object.insert(field.name.clone(), value.clone())),
            Some(None) => {}
            None if field.required || how.full => put(spec, scope, pins, &mut object, field, how),
            None => {}
        }
    }
    repair::repair(spec, scope, pins, &mut object, how);
    object
}

/// Gives a field a value, and what selects its variant, if it is a union, one that has such a variant.
fn put(spec: &Spec, scope: Scope<'_>, pins: &Pins, object: &mut Params, field: &Param, how: How) {
    let value = match selection(spec, scope, field) {
        None if selects(spec, scope, &field.name) => {
            // A number that each union beside it has a variant for.
            let numbers = allowed_selectors(spec, scope, &field.name);
            json!(numbers.get(how.variant % numbers.len().max(1)))
        }
        None => value(spec, &field.schema, None, how),
        Some((selector, union)) => {
            let known = scope.value(object, selector).and_then(|number| number.as_i64());
            let number = known.or_else(|| allowed_selectors(spec, scope, selector).first().copied());
            let Some(number) = number.filter(|number| union.variant(*number).is_some()) else { return };
            if known.is_none() {
                if pins.contains_key(selector) {
                    return;
                }
                object.insert(selector.to_owned(), json!(number));
            }
            value(spec, &field.schema, Some(number), how)
        }
    };
    object.insert(field.name.clone(), value);
    // What it selects follows it.
    for other in scope.fields.iter().filter(|other| other.selector.as_ref() == Some(&field.name)) {
        if object.contains_key(&other.name) && !pins.contains_key(&other.name) {
            object.remove(&other.name);
            put(spec, scope, pins, object, other, how);
        }
    }
}

/// By which field beside it the variant of a union, or of a list of them, is selected.
#[must_use]
pub fn selection<'a>(spec: &'a Spec, scope: Scope<'a>, field: &'a Param) -> Option<(&'a str, &'a Union)> {
    let mut schema = &field.schema;
    loop {
        match &schema.ty {
            Type::List(item) => schema = item,
            Type::Map { value, .. } => schema = value,
            Type::Union(name) => {
                let selector = scope.field(field.selector.as_deref()?)?;
                return Some((&selector.name, spec.types.get(name)?.union.as_ref()?));
            }
            _ => return None,
        }
    }
}

/// Whether a field selects the variant of another.
#[must_use]
pub fn selects(spec: &Spec, scope: Scope<'_>, name: &str) -> bool {
    scope.fields.iter().any(|field| selection(spec, scope, field).is_some_and(|(selector, _)| selector == name))
}

/// The numbers that a selector may have: those that its own limits allow and that every union has a variant for.
#[must_use]
pub fn allowed_selectors(spec: &Spec, scope: Scope<'_>, selector: &str) -> Vec<i64> {
    let Some(param) = scope.field(selector) else { return Vec::new() };
    let unions: Vec<_> = scope.fields.iter().filter_map(|field| selection(spec, scope, field)).collect();
    let unions = unions.into_iter().filter(|(by, _)| *by == selector);
    let mut numbers: Option<Vec<i64>> = number::one_of(&param.schema).map(<[i64]>::to_vec);
    for (_, union) in unions {
        let has: Vec<i64> = union.variants.iter().map(|variant| variant.selector).collect();
        numbers = Some(match numbers {
            None => has,
            Some(numbers) => numbers.into_iter().filter(|number| has.contains(number)).collect(),
        });
    }
    numbers.unwrap_or_default()
}

/// A value that keeps every limit. `selected` is the number that selects the variant, if it is a union.
#[must_use]
pub fn value(spec: &Spec, schema: &Schema, selected: Option<i64>, how: How) -> Value {
    match &schema.ty {
        Type::Text => Value::String(text::sample(spec, schema, how.variant)),
        Type::Bool => json!(how.variant.is_multiple_of(2)),
        Type::Int(width) => number::sample(*width, schema, how.variant),
        Type::List(_) => items(spec, schema, selected, item_count(schema), how),
        Type::Map { .. } => entries(spec, schema, selected, item_count(schema), how),
        Type::Struct(name) => Value::Object(object(spec, of_struct(spec, name), &Pins::new(), how)),
        Type::Union(name) => {
            let union = spec.types.get(name).and_then(|named| named.union.as_ref());
            let variant = union.and_then(|union| union.variant(selected?));
            variant.map_or(Value::Null, |variant| value(spec, &variant.schema, None, how))
        }
        Type::Json { value: inside, .. } => Value::String(value(spec, inside, selected, how).to_string()),
        _ => Value::Null,
    }
}

/// A list of exactly `count` items that differ, as far as their limits allow.
#[must_use]
pub fn items(spec: &Spec, schema: &Schema, selected: Option<i64>, count: usize, how: How) -> Value {
    let Type::List(item) = &schema.ty else { return Value::Null };
    (0..count).map(|at| value(spec, item, selected, how.nth(at))).collect()
}

/// A map of exactly `count` entries; keys beyond those that their limits allow are made up.
#[must_use]
pub fn entries(spec: &Spec, schema: &Schema, selected: Option<i64>, count: usize, how: How) -> Value {
    let Type::Map { key, value: item } = &schema.ty else { return Value::Null };
    let mut entries = Map::new();
    for at in 0..count {
        let mut name = text::sample(spec, key, how.variant + at);
        if entries.contains_key(&name) {
            name = format!("further{at}");
        }
        entries.insert(name, value(spec, item, selected, how.nth(at)));
    }
    Value::Object(entries)
}

/// One item, or as many as are needed.
#[must_use]
pub fn item_count(schema: &Schema) -> usize {
    let least = schema.limits.iter().find_map(|limit| match limit.kind {
        LimitKind::MinItems(n) => usize::try_from(n).ok(),
        _ => None,
    });
    least.unwrap_or(1).max(1)
}

/// The value that a field has when it is absent.
#[must_use]
pub fn default(field: &Param) -> Option<Value> {
    field.default.as_ref().map(of_scalar)
}
