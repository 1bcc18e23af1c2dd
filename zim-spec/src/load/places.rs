//! Where the entries of a spec that was loaded stand, for those who report about it later.

use super::{Documents, Index, Path};
use crate::diagnostic::Place;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An entry of a spec, by what it is called there and the keys that lead to a value in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The entry.
    pub home: Home,
    /// The keys from its top to a value in it, as the file writes them; of a list the position, from 0. Empty for the
    /// entry itself.
    pub keys: Vec<String>,
}

impl Entry {
    /// The entry itself.
    #[must_use]
    pub fn of(home: Home) -> Self {
        Self { home, keys: Vec::new() }
    }

    /// What `key` holds in it.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.keys.push(key.into());
        self
    }

    /// Item `position`, from 0, of this list.
    #[must_use]
    pub fn item(self, position: usize) -> Self {
        self.key(position.to_string())
    }
}

/// What a spec holds under a name of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Home {
    /// What all actions share.
    Service,
    /// The action of that name on the wire.
    Action(String),
    /// The callback with that event.
    Callback(String),
    /// The named type of that name.
    Type(String),
    /// The charset of that name.
    Charset(String),
    /// The return code of that number.
    Code(i64),
    /// The table of that name.
    Table(String),
    /// The counter of that name.
    Counter(String),
}

/// Where the entries of a spec stand.
#[derive(Clone, Debug, Default)]
pub struct Places {
    homes: BTreeMap<Home, (Arc<Index>, Path)>,
}

impl Places {
    /// The place of the entry's last key, or of the nearest thing around it that is there; `None` if no file has
    /// the entry at all. The place lies in the files of the diagnostics that came with it.
    #[must_use]
    pub fn find(&self, entry: &Entry) -> Option<Place> {
        let (index, path) = self.homes.get(&entry.home)?;
        Some(index.nearest(path, &entry.keys))
    }

    /// The places of what `documents` define; of what is defined twice, the first.
    pub(super) fn of(documents: Documents) -> Self {
        let mut places = Self::default();
        for doc in documents.service {
            places.add(Home::Service, &Arc::new(doc.index), Path::root());
        }
        for doc in documents.types {
            let (index, content) = (Arc::new(doc.index), doc.content);
            for (name, _) in content.charsets.iter() {
                places.add(Home::Charset(name.to_owned()), &index, Path::root().key("charsets").key(name));
            }
            for (name, _) in content.types.iter() {
                places.add(Home::Type(name.to_owned()), &index, Path::root().key("types").key(name));
            }
        }
        for doc in documents.codes {
            let index = Arc::new(doc.index);
            for (number, _) in doc.content.iter() {
                if let Ok(code) = number.parse() {
                    places.add(Home::Code(code), &index, Path::root().key(number));
                }
            }
        }
        for doc in documents.state {
            let (index, content) = (Arc::new(doc.index), doc.content);
            for (name, _) in content.tables.iter() {
                places.add(Home::Table(name.to_owned()), &index, Path::root().key("tables").key(name));
            }
            for (name, _) in content.counters.iter() {
                places.add(Home::Counter(name.to_owned()), &index, Path::root().key("counters").key(name));
            }
        }
        for doc in documents.actions {
            if let Some(name) = doc.content.action {
                places.add(Home::Action(name), &Arc::new(doc.index), Path::root());
            }
        }
        for doc in documents.callbacks {
            if let Some(event) = doc.content.callback {
                places.add(Home::Callback(event), &Arc::new(doc.index), Path::root());
            }
        }
        places
    }

    fn add(&mut self, home: Home, index: &Arc<Index>, path: Path) {
        self.homes.entry(home).or_insert_with(|| (Arc::clone(index), path));
    }
}
