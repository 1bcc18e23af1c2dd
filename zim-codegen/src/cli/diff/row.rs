//! Changes as they are shown: what breaks first, each with its places.

use zim_codegen::diff::{Behaviour, Change, Rust, Wire};
use zim_spec::diagnostic::visible;
use zim_spec::load::{Entry, Loaded};

/// A change to show.
pub(super) struct Row<'c> {
    pub(super) change: &'c Change,
    pub(super) kind: Kind,
    /// Where it is in the old spec.
    pub(super) old: Option<Position>,
    /// Where it is in the new spec.
    pub(super) new: Option<Position>,
}

/// What a change is first of all; the gravest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Some caller does not compile any more, or ZIM and an old caller do not understand each other.
    Breaking,
    /// Callers experience something else at run time.
    Behaviour,
    /// There is more than before.
    Addition,
    /// Only what is told about the API.
    Description,
}

/// A place for people.
pub(super) struct Position {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// `changes` with their places: the gravest kind first, otherwise in their order.
pub(super) fn rows<'c>(changes: &'c [Change], old: &Loaded, new: &Loaded) -> Vec<Row<'c>> {
    let row = |change: &'c Change| Row {
        change,
        kind: Kind::of(change),
        old: change.old.as_ref().and_then(|entry| position(old, entry)),
        new: change.new.as_ref().and_then(|entry| position(new, entry)),
    };
    let mut rows: Vec<_> = changes.iter().map(row).collect();
    rows.sort_by_key(|row| row.kind);
    rows
}

impl Kind {
    /// All kinds, the gravest first.
    pub(super) const ALL: [Self; 4] = [Self::Breaking, Self::Behaviour, Self::Addition, Self::Description];

    /// `breaking`, `behaviour`, …
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Behaviour => "behaviour",
            Self::Addition => "addition",
            Self::Description => "description",
        }
    }

    fn of(change: &Change) -> Self {
        if change.rust == Rust::Breaking || change.wire == Wire::Breaking {
            Self::Breaking
        } else if change.behaviour != Behaviour::Same {
            Self::Behaviour
        } else if change.rust != Rust::Same || change.wire != Wire::Same {
            Self::Addition
        } else {
            Self::Description
        }
    }
}

fn position(loaded: &Loaded, entry: &Entry) -> Option<Position> {
    let place = loaded.places.find(entry)?;
    let (line, column) = loaded.diagnostics.position(&place);
    let file = loaded.diagnostics.file(place.file)?;
    Some(Position { file: visible(&file.name), line, column })
}
