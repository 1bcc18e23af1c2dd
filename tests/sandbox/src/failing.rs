//! Items of batches that tests made fail.

use crate::params::{Params, text};
use serde_json::Value;
use std::collections::BTreeMap;
use zim_spec::interpret::Failing;
use zim_spec::model::{Action, ItemSource, Items};

/// The items that fail, by the name of the action.
#[derive(Debug, Default)]
pub(crate) struct Failures {
    items: BTreeMap<String, Vec<Failing>>,
}

impl Failures {
    /// Makes an item fail; one with the same keys fails with the new code instead.
    pub(crate) fn add(&mut self, action: &str, item: Failing) {
        let items = self.items.entry(action.to_owned()).or_default();
        items.retain(|earlier| earlier.keys != item.keys);
        items.push(item);
    }

    /// Lets all items of an action succeed.
    pub(crate) fn clear(&mut self, action: &str) {
        self.items.remove(action);
    }

    /// Those that a request names, in the order in which they were made to fail.
    pub(crate) fn named(&self, action: &Action, params: &Params) -> Vec<Failing> {
        let (Some(items), Some(failing)) = (&action.items, self.items.get(&action.name)) else {
            return Vec::new();
        };
        failing.iter().filter(|item| names(params, items, &item.keys)).cloned().collect()
    }
}

/// Whether the request names the item.
fn names(params: &Params, items: &Items, keys: &[String]) -> bool {
    if items.request.is_empty() {
        return keys.iter().all(|key| params.mention(key));
    }
    let (keys, of_part) = keys.split_at(items.failed.keys.len().min(keys.len()));
    let has = |source: &ItemSource| {
        params.items(&source.list).iter().any(|item| is_item(item, source, keys) && has_part(item, source, of_part))
    };
    items.request.iter().any(has)
}

/// Whether the item of a list has these keys.
fn is_item(item: &Value, source: &ItemSource, keys: &[String]) -> bool {
    if source.keys.is_empty() {
        return keys.first().is_some_and(|key| text(item).as_ref() == Some(key));
    }
    source.keys.iter().zip(keys).all(|(name, key)| item.get(name).and_then(text).as_ref() == Some(key))
}

/// Whether the item has a part whose first key this is; true if no part is meant.
fn has_part(item: &Value, source: &ItemSource, of_part: &[String]) -> bool {
    of_part
        .first()
        .is_none_or(|key| source.parts.iter().any(|part| item.get(part).is_some_and(|map| map.get(key).is_some())))
}
