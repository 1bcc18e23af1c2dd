//! Makes values of every type, within their limits, until there are enough.

use super::slot::Slot;
use super::{number, text};
use crate::model::{LimitKind, Scalar, Schema, Spec, Type, Union, Variant};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// So many values and characters at most are made for one reply: structs that need each other several times
/// would otherwise make it grow with each of their levels.
const MOST: usize = 1 << 18;
/// How deep values are made inside each other; further in, they are empty. Types may lead back to themselves.
const DEEPEST: usize = 48;
/// How deep JSON is made inside texts of JSON: each level escapes all that is in it once more.
const DEEPEST_JSON: usize = 3;

/// Makes values until there are enough.
pub(super) struct Maker<'s> {
    pub(super) spec: &'s Spec,
    /// How many more values and characters may be made.
    left: usize,
    depth: usize,
    json_depth: usize,
}

/// Which of the possible values is made.
#[derive(Clone, Copy, Default)]
struct Wish<'a> {
    /// Values differ for different numbers, as far as the limits allow.
    nth: usize,
    /// The example; lists and maps have none. Only used where it fits the type.
    example: Option<&'a Scalar>,
    /// The variant of a union.
    variant: Option<&'a Variant>,
}

impl<'s> Maker<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        Self { spec, left: MOST, depth: 0, json_depth: 0 }
    }

    /// The fields of the struct called `name`.
    pub(super) fn slots(&self, name: &str) -> Vec<Slot<'s>> {
        let named = self.spec.types.get(name);
        named.map(|named| Slot::of_struct(&named.fields)).unwrap_or_default()
    }

    /// An object of the fields that are `known`, and of the slots that are shown and not known.
    pub(super) fn object(&mut self, slots: &[Slot<'_>], known: Map<String, Value>, nth: usize) -> Map<String, Value> {
        let selected = self.selected(slots, &known);
        let mut object = known;
        for slot in slots {
            if self.left == 0 {
                break;
            }
            if object.contains_key(slot.name) {
                continue;
            }
            if let Some(number) = selected.get(slot.name) {
                object.insert(slot.name.to_owned(), Value::from(*number));
            } else if slot.shown {
                let number = slot.selector.and_then(|selector| selected.get(selector));
                let union = self.union(slot.schema);
                let variant = number.and_then(|number| union?.variant(*number));
                // Only the first item is the one that the example shows: others have to differ from it.
                let example = slot.example.filter(|_| nth == 0);
                object.insert(slot.name.to_owned(), self.value(slot.schema, Wish { nth, example, variant }));
            }
        }
        object
    }

    /// A value within the limits of `schema`.
    pub(super) fn one(&mut self, schema: &Schema) -> Value {
        self.value(schema, Wish::default())
    }

    /// The numbers of the fields that select variants, so that each goes with the union beside it.
    fn selected<'a>(&self, slots: &[Slot<'a>], known: &Map<String, Value>) -> BTreeMap<&'a str, i64> {
        let mut selected = BTreeMap::new();
        for slot in slots.iter().filter(|slot| slot.shown) {
            if let (Some(selector), Some(union)) = (slot.selector, self.union(slot.schema)) {
                let beside = slots.iter().find(|slot| slot.name == selector);
                let number = known.get(selector).and_then(Value::as_i64).or_else(|| select(union, beside));
                if let Some(number) = number {
                    selected.entry(selector).or_insert(number);
                }
            }
        }
        selected
    }

    /// The union that values of `schema` are, or its items.
    pub(super) fn union(&self, schema: &Schema) -> Option<&'s Union> {
        match &schema.ty {
            Type::Union(name) => self.spec.types.get(name)?.union.as_ref(),
            Type::List(part) | Type::Map { value: part, .. } | Type::Json { value: part, .. } => self.union(part),
            _ => None,
        }
    }

    fn value(&mut self, schema: &Schema, wish: Wish<'_>) -> Value {
        self.spend(1);
        if self.depth == DEEPEST {
            return empty(&schema.ty);
        }
        self.depth += 1;
        let value = self.value_here(schema, wish);
        self.depth -= 1;
        value
    }

    fn value_here(&mut self, schema: &Schema, wish: Wish<'_>) -> Value {
        match (&schema.ty, wish.example) {
            (Type::Text | Type::Json { .. }, Some(Scalar::Text(text))) => self.text(text.clone()),
            (Type::Bool, Some(Scalar::Bool(flag))) => Value::from(*flag),
            (Type::Int(_), Some(Scalar::Int(number))) => Value::from(*number),
            (Type::Text, _) if self.left == 0 => Value::from(""),
            (Type::Text, _) => self.text(text::made_up(self.spec, schema, wish.nth)),
            (Type::Bool, _) => Value::from(wish.nth.is_multiple_of(2)),
            (Type::Int(width), _) => number::made_up(self.spec, *width, schema, wish.nth),
            (Type::List(item), _) => {
                let mut items = Vec::new();
                self.each(schema, wish, |maker, wish| items.push(maker.value(item, wish)));
                Value::Array(items)
            }
            (Type::Map { key, value }, _) => {
                let mut entries = Map::new();
                self.each(schema, wish, |maker, wish| {
                    let key = text::made_up(maker.spec, key, wish.nth);
                    maker.spend(key.len());
                    entries.insert(key, maker.value(value, wish));
                });
                Value::Object(entries)
            }
            (Type::Struct(name), _) => Value::Object(self.object(&self.slots(name), Map::new(), wish.nth)),
            (Type::Union(_), _) => match wish.variant {
                // It is no union: that would need a selector of its own.
                Some(variant) => self.value(&variant.schema, wish),
                None => self.text("?".to_owned()),
            },
            (Type::Json { value, url_encoded }, _) => self.json(value, *url_encoded, wish),
        }
    }

    /// Calls `make` for one item, or for as many as a list or map needs at least.
    fn each<'a>(&mut self, schema: &Schema, wish: Wish<'a>, mut make: impl FnMut(&mut Self, Wish<'a>)) {
        for nth in 0..item_count(schema) {
            if self.left == 0 && nth > 0 {
                break;
            }
            make(self, Wish { nth, ..wish });
        }
    }

    /// A text that holds a value.
    fn json(&mut self, schema: &Schema, url_encoded: bool, wish: Wish<'_>) -> Value {
        if self.json_depth == DEEPEST_JSON {
            return self.text("null".to_owned());
        }
        self.json_depth += 1;
        let json = self.value(schema, wish).to_string();
        self.json_depth -= 1;
        self.text(if url_encoded { percent_encoded(&json) } else { json })
    }

    fn text(&mut self, text: String) -> Value {
        self.spend(text.len());
        Value::from(text)
    }

    fn spend(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
    }
}

/// The number that the field beside a union holds: its example if that selects a variant, else that of the first
/// variant that the field may select.
fn select(union: &Union, beside: Option<&Slot<'_>>) -> Option<i64> {
    let example = match beside.and_then(|slot| slot.example) {
        Some(Scalar::Int(number)) => Some(*number).filter(|number| union.variant(*number).is_some()),
        _ => None,
    };
    let allowed = |number: i64| beside.is_none_or(|slot| number::is_listed(slot.schema, number));
    let mut numbers = union.variants.iter().map(|variant| variant.selector);
    example.or_else(|| numbers.find(|number| allowed(*number)))
}

/// What stands where values are too deep inside each other.
fn empty(ty: &Type) -> Value {
    match ty {
        Type::Text | Type::Json { .. } => Value::from(""),
        Type::Bool => Value::from(false),
        Type::Int(_) => Value::from(0),
        Type::List(_) => Value::Array(Vec::new()),
        Type::Struct(_) | Type::Map { .. } | Type::Union(_) => Value::Object(Map::new()),
    }
}

/// One item, or as many as a list or map needs at least; none if none is allowed.
fn item_count(schema: &Schema) -> usize {
    let mut count = 1;
    for limit in &schema.limits {
        match limit.kind {
            LimitKind::MinItems(least) => count = count.max(text::to_length(least)),
            LimitKind::MaxItems(most) => count = count.min(text::to_length(most)),
            _ => {}
        }
    }
    count
}

/// `text` with everything but letters, digits and `-._~` as `%XX`.
pub(super) fn percent_encoded(text: &str) -> String {
    let one = |byte: u8| match char::from(byte) {
        c if c.is_ascii_alphanumeric() || "-._~".contains(c) => c.to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}
