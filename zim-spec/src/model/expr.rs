//! Values that follow from a request and from what the sandbox knows.

use super::{Assignment, Scalar};
use serde::Serialize;

/// A value. It may be absent: a parameter that was not sent, a column that was not set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Expr {
    /// This.
    Literal(Scalar),
    /// The parameter, or a field inside it; if it was not sent, its default.
    Param {
        /// The parameter.
        name: String,
        /// The fields that lead into it.
        path: Vec<String>,
    },
    /// What has this name here (a row, an item of a loop), or a column or field inside it.
    Bound {
        /// The name, without `$`.
        name: String,
        /// The columns or fields that lead into it.
        path: Vec<String>,
    },
    /// The time in milliseconds.
    Now,
    /// A text that was never given before: these characters, then digits.
    FreshText(String),
    /// A number that was never given before.
    FreshNumber,
    /// The next number of a counter.
    Next {
        /// The counter.
        counter: String,
        /// What it is counted for.
        per: Vec<Expr>,
    },
    /// The first that is not absent.
    First(Vec<Expr>),
    /// The sum of numbers; what is absent counts nothing.
    Sum(Vec<Expr>),
    /// Milliseconds as whole seconds.
    Seconds(Box<Expr>),
    /// Seconds as milliseconds.
    Milliseconds(Box<Expr>),
    /// The value of the case that another equals.
    Switch {
        /// The other.
        of: Box<Expr>,
        /// The cases, in the order of the spec.
        cases: Vec<(Scalar, Expr)>,
        /// If it equals none.
        otherwise: Option<Box<Expr>>,
    },
    /// Both, the same whichever comes first.
    Pair(Box<(Expr, Expr)>),
    /// A column of the row of that key.
    Column {
        /// The table.
        table: String,
        /// The key.
        key: Vec<Expr>,
        /// The column.
        column: String,
    },
    /// How many rows there are.
    Count(Box<Rows>),
    /// How many items a list has.
    Size(Box<Expr>),
    /// A list of these.
    List(Vec<Expr>),
    /// An object with these fields.
    Object(Vec<Assignment>),
    /// A list with a value for each item.
    ForEach(Box<(Each, Expr)>),
    /// A list with a value for each row, which is `$row` there.
    ForRows(Box<(Rows, Expr)>),
}

/// Rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rows {
    /// The table.
    pub table: String,
    /// The key, with a value for each of its columns; empty if it does not matter.
    pub key: Vec<Expr>,
    /// What must hold for columns, all of it.
    pub tests: Vec<(String, Compare)>,
    /// Their order; by key if it is empty or says nothing.
    pub order: Vec<Order>,
}

/// A column that rows are ordered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Order {
    /// The column.
    pub column: String,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// What must hold for a value. Nothing equals a value that is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Compare {
    /// It equals one of these.
    Is(Vec<Expr>),
    /// It equals none of these.
    Not(Vec<Expr>),
    /// It is a number above this.
    Above(Expr),
    /// It is a number below this.
    Below(Expr),
    /// It is a number that is at least this.
    Min(Expr),
    /// It is a number that is at most this.
    Max(Expr),
    /// It equals an item of this list.
    Among(Expr),
    /// It equals this, if this is not absent.
    IfGiven(Expr),
    /// It is not absent.
    Given,
    /// It is absent.
    Absent,
}

/// What is looked for in a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Check {
    /// How many of the rows there must be.
    pub kind: CheckKind,
    /// The rows.
    pub rows: Rows,
}

/// How many rows there must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum CheckKind {
    /// One or more.
    Has,
    /// None.
    Lacks,
    /// At most so many; of a precondition with a loop, each item that passes takes a place.
    AtMost(Expr),
}

/// Whether something is looked at, or happens, at all: if everything here holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Guard {
    /// Values, and what must hold for them.
    pub when: Vec<(Expr, Compare)>,
    /// What must be true of tables.
    pub checks: Vec<Check>,
}

/// Loops, one inside another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Each {
    /// The outermost first; never empty.
    pub loops: Vec<Loop>,
}

/// One loop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Loop {
    /// What an item is called inside, without `$`.
    pub name: String,
    /// What it goes through.
    pub over: Over,
}

/// What a loop goes through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Over {
    /// The items of a list, or the entries of a map, each with `key` and `value`.
    Items(Expr),
    /// The rows of a table.
    Rows(Rows),
}
