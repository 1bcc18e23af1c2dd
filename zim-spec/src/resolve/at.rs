//! Where in a file an item of the spec stands, so that anything about it can be reported.

use crate::diagnostic::Place;
use crate::load::{Index, Spot};

/// An item of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'a> {
    index: &'a Index,
    /// The item, or the nearest on the way to it that the file has.
    spot: &'a Spot,
    is_there: bool,
}

impl<'a> At<'a> {
    /// The whole of a file.
    pub(crate) fn top(index: &'a Index) -> Self {
        Self { index, spot: index.top(), is_there: true }
    }

    /// What `name` holds in this item.
    pub(crate) fn key(&self, name: &str) -> Self {
        self.inside(self.spot.key(name))
    }

    /// The item at `position`, from 0, of this list.
    pub(crate) fn item(&self, position: usize) -> Self {
        self.inside(self.spot.item(position))
    }

    fn inside(&self, found: Option<&'a Spot>) -> Self {
        match found.filter(|_| self.is_there) {
            Some(spot) => Self { spot, ..*self },
            None => Self { is_there: false, ..*self },
        }
    }

    /// Whether the file has this item, even if it could not be read.
    pub(crate) fn is_there(&self) -> bool {
        self.is_there
    }

    /// The key under which this stands; for an item of a list, the item itself. Where the file has no such key, the
    /// nearest that it has on the way.
    pub(crate) fn name(&self) -> Place {
        self.index.place(self.spot.name())
    }

    /// The value. Where the file has none, the nearest that it has on the way.
    pub(crate) fn value(&self) -> Place {
        self.index.place(self.spot.value())
    }

    /// How many entries the file has in this mapping or list, even if they could not be read.
    pub(crate) fn count(&self) -> usize {
        if self.is_there { self.spot.count().unwrap_or(0) } else { 0 }
    }

    /// Whether the file has an empty mapping or list here.
    pub(crate) fn is_empty(&self) -> bool {
        self.is_there && self.spot.count() == Some(0)
    }

    /// Whether the file has the key `name` here, even if what it holds could not be read.
    ///
    /// What is there but unreadable was reported when the file was parsed, and is not missing.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.key(name).is_there
    }
}
