//! Adding to a schema what the types of Rust do not say.

use super::notation::sentence;
use crate::lint::lints;
use schemars::Schema;
use serde_json::{Map, Value, json};

/// The schema of an object, to be made stricter. A key that the object does not have would become one without a
/// description, which a test refuses.
pub(super) struct Edit<'s>(&'s mut Map<String, Value>);

impl<'s> Edit<'s> {
    pub(super) fn of(schema: &'s mut Schema) -> Self {
        Self(schema.ensure_object())
    }

    /// What an editor calls it.
    pub(super) fn title(self, title: &str) -> Self {
        self.with("title", json!(title))
    }

    /// These keys must be there, and no others need be.
    pub(super) fn required(self, keys: &[&str]) -> Self {
        self.with("required", json!(keys))
    }

    /// No key must be there.
    pub(super) fn nothing_required(self) -> Self {
        self.0.remove("required");
        self
    }

    /// The keywords in `says` hold for the value of `key`, beside or instead of what is there.
    pub(super) fn key(self, key: &str, says: Value) -> Self {
        let properties = self.0.entry("properties").or_insert_with(|| json!({}));
        if let (Some(properties), Value::Object(says)) = (properties.as_object_mut(), says)
            && let Some(property) = properties.entry(key).or_insert_with(|| json!({})).as_object_mut()
        {
            property.extend(says);
        }
        self
    }

    /// [`key`](Self::key) for each of `keys`.
    pub(super) fn keys(self, keys: &[&str], says: &Value) -> Self {
        keys.iter().fold(self, |edit, key| edit.key(key, says.clone()))
    }

    /// A keyword of the object itself.
    pub(super) fn with(self, keyword: &str, value: Value) -> Self {
        self.0.insert(keyword.to_owned(), value);
        self
    }

    /// The object is the root of a file, which may also say which rules it may break.
    pub(super) fn root(self) -> Self {
        self.key("allow", allow())
    }

    /// All keys that the object may have, in the order of the alphabet.
    pub(super) fn known(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.0.get("properties").map(keys_of).unwrap_or_default();
        keys.sort();
        keys
    }
}

/// The root's key that is not part of a document: the loader takes it out before.
pub(super) fn allow() -> Value {
    let reasons = json!({
        "description": "The reasons for single entries, by what the finding is at.",
        "type": "object",
        "additionalProperties": sentence(),
        "minProperties": 1,
    });
    let rules = lints().iter().filter(|lint| lint.can_be_allowed).map(|lint| {
        let says = json!({"description": format!("Allows {}.", lint.summary), "anyOf": [sentence(), reasons]});
        (lint.id.to_owned(), says)
    });
    json!({
        "description": "Rules that this file may break, each with the reason.",
        "type": "object",
        "properties": rules.collect::<Map<_, _>>(),
        "additionalProperties": false,
    })
}

/// The keys of an object.
pub(super) fn keys_of(object: &Value) -> Vec<String> {
    object.as_object().into_iter().flat_map(Map::keys).cloned().collect()
}
