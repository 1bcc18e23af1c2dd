//! Where in a file an item of the spec stands, so that anything about it can be reported.

use crate::diagnostic::Place;
use crate::load::{Index, Path};

/// An item of a file. Its places are looked up only when something is reported.
#[derive(Clone, Debug)]
pub(crate) struct At<'a> {
    index: &'a Index,
    path: Path,
}

impl<'a> At<'a> {
    /// The whole of a file.
    pub(crate) fn top(index: &'a Index) -> Self {
        Self { index, path: Path::root() }
    }

    /// What `name` holds in this item.
    pub(crate) fn key(&self, name: &str) -> Self {
        Self { index: self.index, path: self.path.key(name) }
    }

    /// The item at `position`, from 0, of this list.
    pub(crate) fn item(&self, position: usize) -> Self {
        Self { index: self.index, path: self.path.item(position) }
    }

    /// Whether the file has this item, even if it could not be read.
    pub(crate) fn is_there(&self) -> bool {
        self.index.contains(&self.path)
    }

    /// The key under which this stands.
    pub(crate) fn name(&self) -> Place {
        self.index.key(&self.path)
    }

    /// The value.
    pub(crate) fn value(&self) -> Place {
        self.index.value(&self.path)
    }

    /// How many entries the file has in this mapping or list, even if they could not be read.
    pub(crate) fn count(&self) -> usize {
        self.index.count(&self.path)
    }

    /// Whether the file has an empty mapping or list here.
    pub(crate) fn is_empty(&self) -> bool {
        self.index.is_empty(&self.path)
    }

    /// Whether the file has the key `name` here, even if what it holds could not be read.
    ///
    /// What is there but unreadable was reported when the file was parsed, and is not missing.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.index.contains(&self.path.key(name))
    }
}
