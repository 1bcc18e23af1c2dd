//! What the sandbox knows, what must be true for an action to succeed, what it changes, and what it answers of it.

use super::{Check, Each, Expr, Guard, Rows};
use serde::Serialize;

/// A table of what the sandbox knows of one application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Table {
    /// Its name, in snake_case.
    pub name: String,
    /// One sentence about what a row is.
    pub doc: String,
    /// The columns that tell one row from another, in order; never empty.
    pub key: Vec<Column>,
    /// The other columns, in the order of the spec.
    pub columns: Vec<Column>,
    /// Why an action is refused that wants a row where there is none; in it, `$row` has the columns of the key.
    pub absent: Option<Template>,
    /// Why an action is refused that wants no row where there is one.
    pub present: Option<Template>,
}

impl Table {
    /// Whether it has a column of that name, be it of the key or not.
    #[must_use]
    pub fn has_column(&self, name: &str) -> bool {
        self.key.iter().chain(&self.columns).any(|column| column.name == name)
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Column {
    /// Its name, in snake_case.
    pub name: String,
    /// One sentence about it.
    pub doc: String,
}

/// Numbers that count up from 1, for each of whatever they are counted for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counter {
    /// Its name, in snake_case.
    pub name: String,
    /// One sentence about what it counts.
    pub doc: String,
}

/// A text with values in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Template {
    /// What it is made of, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a text with values in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Piece {
    /// Text as it is.
    Text(String),
    /// A value.
    Value(Expr),
}

/// Something that must be true for an action to succeed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Precondition {
    /// What must be true of a table. It is where a value of its key is absent.
    pub check: Check,
    /// What it must be true for, one after another.
    pub each: Option<Each>,
    /// Whether it is looked at at all.
    pub guard: Guard,
    /// What the row is called from then on.
    pub name: Option<String>,
    /// The code when it is not true: of the item, if the action tells which of its items failed, else of the reply.
    pub otherwise: i64,
    /// The code of the reply if no item is left.
    pub none_left: Option<i64>,
    /// The reason, where the table has no fitting one.
    pub says: Option<Template>,
}

/// Something that an action changes when it succeeds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Effect {
    /// What becomes of the rows.
    pub change: Change,
    /// Which rows; of [`Change::Put`] the one of that key.
    pub rows: Rows,
    /// The columns that they get, in the order of the spec; one whose value is absent stays as it is.
    pub set: Vec<Assignment>,
    /// What it happens for, one after another.
    pub each: Option<Each>,
    /// Whether it happens at all.
    pub guard: Guard,
    /// What the row is called from then on.
    pub name: Option<String>,
}

/// What becomes of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Change {
    /// They are there afterwards, with the columns that are set; others stay.
    Put,
    /// Those that are there get the columns that are set.
    Update,
    /// They are gone afterwards.
    Remove,
}

/// A column or field, and what it becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Assignment {
    /// The column of a table, the field of a reply, callback or object.
    pub name: String,
    /// What it becomes.
    pub value: Expr,
}

/// A callback that an action causes when it has succeeded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Notification {
    /// The name of its event.
    pub event: String,
    /// The fields that follow from the request and from state, in the order of the spec.
    pub fields: Vec<Assignment>,
    /// What it is sent for, one after another.
    pub each: Option<Each>,
    /// Whether it is sent at all.
    pub guard: Guard,
    /// When it is sent, in milliseconds of Unix time, if not at once. Then whether, for what and with what are looked at
    /// at that time: parameters and named rows are as they were, tables as they are.
    pub at: Option<Expr>,
    /// Whether all of this is looked at before the effects, for what they remove.
    pub before: bool,
}
