//! Items of a batch: which failed, and by which keys a reply names them.

use crate::params::text;
use serde_json::Value;
use zim_spec::interpret::Failing;
use zim_spec::model::Items;

/// Where an item stands: the list, the position in it or the key of an entry, and the item.
#[derive(Clone)]
pub(super) struct Step {
    pub(super) source: String,
    pub(super) position: String,
    pub(super) item: Value,
}

/// The items that failed.
pub(super) struct Failed<'e> {
    /// Those that a test made fail.
    ordered: &'e [Failing],
    /// Where those stand that preconditions made fail.
    places: Vec<Vec<(String, String)>>,
    /// The same for the reply, in the order in which they failed.
    pub(super) found: Vec<Failing>,
}

impl<'e> Failed<'e> {
    /// None yet but those that a test made fail.
    pub(super) fn ordered(ordered: &'e [Failing]) -> Self {
        Self { ordered, places: Vec::new(), found: Vec::new() }
    }

    /// Those that are known to have failed.
    pub(super) fn known(ordered: &'e [Failing], places: Vec<Vec<(String, String)>>) -> Self {
        Self { ordered, places, found: Vec::new() }
    }

    /// Where those stand that preconditions made fail.
    pub(super) fn places(&self) -> &[Vec<(String, String)>] {
        &self.places
    }

    /// An item fails.
    pub(super) fn add(&mut self, steps: &[Step], keys: Vec<String>, code: i64) {
        self.places.push(place(steps).collect());
        self.found.push(Failing { keys, code });
    }

    /// Whether an item failed, or what it is part of.
    pub(super) fn has(&self, items: Option<&Items>, steps: &[Step]) -> bool {
        let here: Vec<_> = place(steps).collect();
        if self.places.iter().any(|failed| here.starts_with(failed)) {
            return true;
        }
        let Some(keys) = items.and_then(|items| keys(items, steps)) else { return false };
        self.ordered.iter().any(|failing| keys.starts_with(&failing.keys))
    }
}

fn place(steps: &[Step]) -> impl Iterator<Item = (String, String)> {
    steps.iter().map(|step| (step.source.clone(), step.position.clone()))
}

/// The keys that tell an item in the reply; of a part of an item those of the item, then its own. `None` if it is
/// none of those that the reply can tell.
pub(super) fn keys(items: &Items, steps: &[Step]) -> Option<Vec<String>> {
    let (item, parts) = steps.split_first()?;
    let source = items.request.iter().find(|source| source.list == item.source);
    // Where the spec names none, every list whose items have the keys will do.
    if source.is_none() && !items.request.is_empty() {
        return None;
    }
    let names = source.map(|source| &source.keys).filter(|keys| !keys.is_empty()).unwrap_or(&items.failed.keys);
    let mut keys = match &item.item {
        Value::Object(fields) => {
            names.iter().map(|name| fields.get(name).and_then(text)).collect::<Option<Vec<_>>>()?
        }
        other => vec![text(other)?],
    };
    if let (Some(part), Some(nested)) = (parts.first(), &items.failed.nested) {
        let own = part.item.get("key").or_else(|| part.item.get(nested.keys.first()?)).unwrap_or(&part.item);
        keys.push(text(own)?);
    }
    Some(keys)
}
