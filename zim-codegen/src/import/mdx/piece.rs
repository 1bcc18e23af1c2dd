//! A text as it reads, that knows where on the page each of its characters stands.

use std::ops::Range;
use zim_spec::diagnostic::{FileId, Place};

/// The only file of the findings of a page.
pub(super) const PAGE: FileId = FileId(0);

/// Where `span` of the page is.
pub(super) fn place(span: Range<usize>) -> Place {
    Place { file: PAGE, span }
}

/// A text without markup, and where on the page it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    text: String,
    /// Where the text jumps on the page: an offset in the text, and the one on the page. Ascending.
    jumps: Vec<(usize, usize)>,
    /// The whole of it on the page.
    span: Range<usize>,
}

impl Piece {
    /// Nothing yet, of what stands at `span`.
    pub(super) fn new(span: Range<usize>) -> Self {
        Self { text: String::new(), jumps: Vec::new(), span }
    }

    /// Adds a character that stands at `at` of the page.
    pub(super) fn push(&mut self, character: char, at: usize) {
        let here = self.text.len();
        let expected = self.jumps.last().map(|(text, page)| page + (here - text));
        if expected != Some(at) {
            self.jumps.push((here, at));
        }
        self.text.push(character);
    }

    /// Drops the blanks at its end.
    pub(super) fn trim_end(&mut self) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        while self.jumps.last().is_some_and(|(text, _)| *text >= length) {
            self.jumps.pop();
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where all of it stands.
    pub(super) fn place(&self) -> Place {
        place(self.span.clone())
    }

    /// Where `span` of the text stands on the page.
    pub(super) fn at(&self, span: Range<usize>) -> Place {
        let start = self.offset(span.start);
        let end = if span.end > span.start { self.offset(span.end - 1) + 1 } else { start };
        place(start..end.clamp(start, self.span.end.max(start)))
    }

    /// Where on the page the character at `offset` of the text is.
    fn offset(&self, offset: usize) -> usize {
        let count = self.jumps.partition_point(|(text, _)| *text <= offset);
        let jump = count.checked_sub(1).and_then(|last| self.jumps.get(last));
        let page = jump.map_or(self.span.start, |(text, page)| page + (offset - text));
        page.clamp(self.span.start, self.span.end.max(self.span.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_has_its_place() {
        let mut piece = Piece::new(10..30);
        for (character, at) in [('a', 12), ('b', 13), (' ', 17), ('c', 20), (' ', 21)] {
            piece.push(character, at);
        }
        piece.trim_end();
        assert_eq!(piece.text(), "ab c");
        assert_eq!(piece.at(0..2), place(12..14));
        assert_eq!(piece.at(1..4), place(13..21));
        assert_eq!(piece.at(3..4), place(20..21));
        assert_eq!(piece.at(3..3), place(20..20));
        assert_eq!(piece.at(90..99).span.end, 30);
    }
}
