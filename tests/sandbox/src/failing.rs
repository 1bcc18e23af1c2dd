//! Items of batches that were made to fail: does a request name them?

use crate::params::{Params, text};
use serde_json::Value;
use zim_spec::model::{ItemSource, Items};

/// Whether the request names the item.
pub(crate) fn names(params: &Params, items: &Items, keys: &[String]) -> bool {
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
