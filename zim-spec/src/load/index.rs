//! Where each key and value of a file stands.

use crate::diagnostic::{FileId, Place};
use std::collections::BTreeMap;
use std::ops::{Deref, Range};

/// One step from a value to a value inside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// Into a mapping. An integer key is its decimal text.
    Key(String),
    /// Into a list, from 0.
    Item(usize),
}

/// The way from the top of a file to a value. Dereferences to its steps.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Path(Vec<Step>);

impl Path {
    /// The top of the file.
    pub(crate) fn root() -> Self {
        Self::default()
    }

    /// The value of `name` in the mapping at this path.
    pub(crate) fn key(&self, name: impl Into<String>) -> Self {
        self.then(Step::Key(name.into()))
    }

    /// Item `position`, from 0, of the list at this path.
    pub(crate) fn item(&self, position: usize) -> Self {
        self.then(Step::Item(position))
    }

    fn then(&self, step: Step) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + 1);
        steps.extend_from_slice(&self.0);
        steps.push(step);
        Self(steps)
    }
}

impl Deref for Path {
    type Target = [Step];

    fn deref(&self) -> &[Step] {
        &self.0
    }
}

/// Where each key and value of a file stands.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    pub(super) file: FileId,
    pub(super) root: Spot,
    /// Whether the file may say what it is allowed to break.
    pub(super) allowances: bool,
}

/// Where one value stands, and the values inside it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spot {
    /// Its key; the value itself in a list.
    pub(super) key: Range<usize>,
    pub(super) value: Range<usize>,
    pub(super) inside: Inside,
}

/// The values inside a value.
#[derive(Clone, Debug, Default)]
pub(super) enum Inside {
    #[default]
    Nothing,
    Keys(BTreeMap<String, Spot>),
    Items(Vec<Spot>),
}

impl Spot {
    /// What `name` holds, if this is a mapping that has it.
    pub(crate) fn key(&self, name: &str) -> Option<&Self> {
        match &self.inside {
            Inside::Keys(keys) => keys.get(name),
            _ => None,
        }
    }

    /// The item at `position`, if this is a list that has it.
    pub(crate) fn item(&self, position: usize) -> Option<&Self> {
        match &self.inside {
            Inside::Items(items) => items.get(position),
            _ => None,
        }
    }

    /// How many entries there are, if this is a mapping or list of which anything could be used.
    pub(crate) fn count(&self) -> Option<usize> {
        match &self.inside {
            Inside::Nothing => None,
            Inside::Keys(keys) => Some(keys.len()),
            Inside::Items(items) => Some(items.len()),
        }
    }

    /// Where its key stands; for an item of a list, the item itself.
    pub(crate) fn name(&self) -> Range<usize> {
        self.key.clone()
    }

    /// Where it stands itself.
    pub(crate) fn value(&self) -> Range<usize> {
        self.value.clone()
    }
}

impl Index {
    /// Where the key at the end of `path` stands; for an item of a list, the item itself. Where the file has
    /// no such key, the place of the nearest that it has on the way.
    pub(crate) fn key(&self, path: &[Step]) -> Place {
        self.place(self.spot(path).key.clone())
    }

    /// Where the value at the end of `path` stands. Where the file has no such value, the place of the key of
    /// the nearest that it has on the way.
    pub(crate) fn value(&self, path: &[Step]) -> Place {
        self.place(self.spot(path).value.clone())
    }

    /// How many entries the mapping or list at the end of `path` has, even if they could not be used.
    pub(crate) fn count(&self, path: &[Step]) -> usize {
        match self.walk(path) {
            (spot, true) => spot.count().unwrap_or(0),
            _ => 0,
        }
    }

    /// The whole of the file.
    pub(crate) fn top(&self) -> &Spot {
        &self.root
    }

    /// Where the last of `keys` stands in what is at the end of `path`, or the nearest on the way that the file has. The
    /// key of an item of a list is its position. A whole file stands at its first key.
    pub(super) fn nearest(&self, path: &[Step], keys: &[String]) -> Place {
        self.place(Self::along(self.spot(path), keys).key.clone())
    }

    /// The same of the value, from the top of the file.
    pub(super) fn value_along(&self, keys: &[String]) -> Place {
        self.place(Self::along(&self.root, keys).value.clone())
    }

    fn along<'a>(mut spot: &'a Spot, keys: &[String]) -> &'a Spot {
        for key in keys {
            let next = match &spot.inside {
                Inside::Items(_) => key.parse().ok().and_then(|position| spot.item(position)),
                _ => spot.key(key),
            };
            match next {
                Some(next) => spot = next,
                None => break,
            }
        }
        spot
    }

    /// A piece of the file.
    pub(crate) fn place(&self, span: Range<usize>) -> Place {
        Place { file: self.file, span }
    }

    fn spot(&self, path: &[Step]) -> &Spot {
        self.walk(path).0
    }

    /// The last spot on `path` that exists, and whether that is its end.
    fn walk(&self, path: &[Step]) -> (&Spot, bool) {
        let mut spot = &self.root;
        for step in path {
            let next = match step {
                Step::Key(name) => spot.key(name),
                Step::Item(position) => spot.item(*position),
            };
            match next {
                Some(next) => spot = next,
                None => return (spot, false),
            }
        }
        (spot, true)
    }
}
