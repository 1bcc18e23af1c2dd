//! The findings of one file, not more than a person can use.

use crate::diagnostic::{Diagnostic, FileId, Place};
use std::ops::Range;

/// So many findings of one file are reported. A file of nothing but mistakes would otherwise cost time that
/// grows with the square of its size.
const MOST: usize = 100;

/// The findings of one file.
#[derive(Debug)]
pub(super) struct Findings {
    file: FileId,
    items: Vec<Diagnostic>,
}

impl Findings {
    /// None yet, about `file`.
    pub(super) fn new(file: FileId) -> Self {
        Self { file, items: Vec::new() }
    }

    /// The file.
    pub(super) fn file(&self) -> FileId {
        self.file
    }

    /// The piece `span` of the file.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place { file: self.file, span }
    }

    /// Adds a finding, unless there are too many.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        if !self.is_full() {
            self.items.push(diagnostic);
        }
    }

    /// Whether there are so many that it is time to stop.
    pub(super) fn is_full(&self) -> bool {
        self.items.len() >= MOST
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All of them, and a word about those that were left out.
    pub(super) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        if self.is_full() {
            let last = self.items.iter().filter_map(|item| item.place.clone()).max_by_key(|place| place.span.start);
            let mut more = Diagnostic::error(
                "too-many-problems",
                format!("only the first {MOST} problems of this file are shown"),
            );
            more.place = last;
            self.items.push(more.help("correct these, then look again"));
        }
        self.items
    }
}
