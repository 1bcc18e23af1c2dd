//! What a page consists of, before anybody asks what it means.

use std::ops::Range;

/// A heading, a line of text, a table or a block of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading, its words without the `#`.
    Heading {
        level: usize,
        raw: Range<usize>,
    },
    /// A paragraph or the item of a list, however many lines it has.
    Line {
        indent: usize,
        is_item: bool,
        raw: Range<usize>,
    },
    Table(Table),
    /// What stands between fences.
    Code {
        raw: Range<usize>,
    },
}

/// A table, of Markdown or HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// The first row.
    pub(super) header: Row,
    pub(super) rows: Vec<Row>,
    /// All of it.
    pub(super) raw: Range<usize>,
}

/// A row, each of whose cells stands in its column; what spans several is in all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) cells: Vec<Range<usize>>,
    /// What `data-row-level` says.
    pub(super) level: Option<String>,
    /// Whether pipes within its texts seem to have cut it.
    pub(super) was_cut: bool,
    pub(super) raw: Range<usize>,
}

impl Row {
    pub(super) fn cell(&self, column: Option<usize>) -> Option<Range<usize>> {
        self.cells.get(column?).cloned()
    }
}
