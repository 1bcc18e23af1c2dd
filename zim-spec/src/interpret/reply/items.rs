//! The list of those items of a batch that failed.

use super::maker::Maker;
use super::slot::Slot;
use crate::model::{Action, CodeLevel, FailedItems, Schema, Spec, Type};
use serde_json::{Map, Value};

/// An item that fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// Its keys, in the order of [`FailedItems::keys`]; of a part of an item, those of the item and then those of the
    /// part. Where some are missing they are made up, further ones are ignored.
    pub keys: Vec<String>,
    /// Its code.
    pub code: i64,
}

impl Failing {
    /// The item with these keys.
    #[must_use]
    pub fn new(keys: impl IntoIterator<Item = impl Into<String>>, code: i64) -> Self {
        Self { keys: keys.into_iter().map(Into::into).collect(), code }
    }
}

/// An item of the list, with its parts that failed.
struct Entry<'a> {
    keys: &'a [String],
    /// 0 if it did not fail itself.
    code: i64,
    parts: Vec<Failing>,
}

/// The list of those that failed, in the order of `failing`. `slots` are the fields beside it.
pub(super) fn failed(
    maker: &mut Maker<'_>,
    action: &Action,
    slots: &[Slot<'_>],
    failed: &FailedItems,
    failing: &[Failing],
) -> Value {
    let list = slots.iter().find(|slot| slot.name == failed.list).map(|slot| &slot.schema.ty);
    let Some(Type::List(item)) = list else {
        return Value::Array(Vec::new());
    };
    let Type::Struct(name) = &item.ty else {
        return Value::Array(Vec::new());
    };
    let slots = maker.slots(name);
    let entries = grouped(failed, failing);
    Value::Array(entries.iter().map(|entry| Value::Object(one(maker, action, &slots, failed, entry))).collect())
}

/// One item for those with the same keys, with their parts in it.
fn grouped<'a>(failed: &FailedItems, failing: &'a [Failing]) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for one in failing {
        let (keys, of_part) = one.keys.split_at(failed.keys.len().min(one.keys.len()));
        let is_part = failed.nested.is_some() && !of_part.is_empty();
        let position = entries.iter().position(|entry| entry.keys == keys).unwrap_or_else(|| {
            entries.push(Entry { keys, code: 0, parts: Vec::new() });
            entries.len() - 1
        });
        if let Some(entry) = entries.get_mut(position) {
            if is_part {
                entry.parts.push(Failing::new(of_part, one.code));
            } else {
                entry.code = one.code;
            }
        }
    }
    entries
}

fn one(
    maker: &mut Maker<'_>,
    action: &Action,
    slots: &[Slot<'_>],
    failed: &FailedItems,
    entry: &Entry<'_>,
) -> Map<String, Value> {
    let mut known = Map::new();
    let mut put = |name: &str, text: &str| {
        let schema = slots.iter().find(|slot| slot.name == name).map(|slot| slot.schema);
        known.extend(schema.map(|schema| (name.to_owned(), of_type(schema, text))));
    };
    for (name, key) in failed.keys.iter().zip(entry.keys) {
        put(name, key);
    }
    if let Some(name) = &failed.code {
        put(name, &entry.code.to_string());
    }
    if let Some(name) = &failed.message {
        let meaning = meaning(maker.spec, action, entry.code);
        put(name, meaning.unwrap_or(if entry.code == 0 { "success" } else { "failed" }));
    }
    if let Some(nested) = &failed.nested {
        known.insert(nested.list.clone(), self::failed(maker, action, slots, nested, &entry.parts));
    }
    maker.object(slots, known, 0)
}

/// What a code means for an item of the action.
fn meaning<'s>(spec: &'s Spec, action: &'s Action, code: i64) -> Option<&'s str> {
    let mut own = action.codes.iter().filter(|own| own.code == code && own.level != CodeLevel::Reply);
    let own = own.find_map(|own| own.meaning.as_deref());
    own.or_else(|| spec.codes.get(&code).map(|code| code.meaning.as_str()))
}

/// A key or a code as a field of that type holds it.
fn of_type(schema: &Schema, text: &str) -> Value {
    match (&schema.ty, text.parse::<i64>()) {
        (Type::Int(_), Ok(number)) => Value::from(number),
        _ => Value::from(text),
    }
}
