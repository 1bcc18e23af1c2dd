//! Why something cannot be put into the server's state.

use std::fmt;
use zim_spec::diagnostic::nearest;

/// Why something cannot be put into the server's state, or read from it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// The spec declares no such table.
    #[error("the spec has no table `{table}`{}", Meant(meant))]
    NoTable {
        /// What was given.
        table: String,
        /// The table that was probably meant.
        meant: Option<String>,
    },
    /// The table has no such column.
    #[error("table `{table}` has no column `{column}`{}", Meant(meant))]
    NoColumn {
        /// The table.
        table: String,
        /// What was given.
        column: String,
        /// The column that was probably meant.
        meant: Option<String>,
    },
    /// A row lacks a column of its key.
    #[error("a row of table `{table}` needs its key column `{column}`")]
    NoKey {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// A key has more or fewer values than the table has key columns.
    #[error("the key of table `{table}` has {expected} columns, and {found} values were given")]
    KeyLength {
        /// The table.
        table: String,
        /// How many columns it has.
        expected: usize,
        /// How many values were given.
        found: usize,
    },
    /// JSON is not what it has to be.
    #[error("expected {expected}")]
    Shape {
        /// What it has to be.
        expected: &'static str,
    },
    /// Something stands where the number of an application has to be.
    #[error("`{text}` is not the number of an application")]
    Application {
        /// What was given.
        text: String,
    },
}

/// `; did you mean …?`
struct Meant<'a>(&'a Option<String>);

impl fmt::Display for Meant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(meant) => write!(f, "; did you mean `{meant}`?"),
            None => Ok(()),
        }
    }
}

/// The one of `known` that was probably meant.
pub(super) fn meant<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(written, known).map(str::to_owned)
}
