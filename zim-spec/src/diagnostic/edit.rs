//! Changes of text that mend a finding by themselves.

use super::{Diagnostic, Diagnostics, FileId, Place};
use std::ops::Range;

/// A change of text that mends a finding, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edit {
    /// The piece of a file that it is about.
    pub place: Place,
    /// What is wrong within it, the first time that it stands there as a word; the whole piece if empty.
    pub wrong: String,
    /// What to write instead.
    pub text: String,
}

/// An [`Edit`] whose exact place is known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Replacement<'a> {
    /// What is replaced; empty where something is added.
    pub place: Place,
    /// What stands there then.
    pub text: &'a str,
}

impl Diagnostics {
    /// What mends `item`, with exact places; nothing if one of its edits does not fit the files.
    #[must_use]
    pub fn replacements<'a>(&self, item: &'a Diagnostic) -> Vec<Replacement<'a>> {
        let exact = item.edits.iter().map(|edit| {
            let place = self.exact(edit)?;
            Some(Replacement { place, text: edit.text.as_str() })
        });
        exact.collect::<Option<_>>().unwrap_or_default()
    }

    /// How many findings can be mended without a decision by anybody.
    #[must_use]
    pub fn mendable(&self) -> usize {
        self.iter().filter(|item| !self.replacements(item).is_empty()).count()
    }

    /// The text of `file` with all findings mended that can be, and how many these are; `None` if there are none.
    ///
    /// Of edits that overlap, those of the first finding are taken: another look finds the rest.
    #[must_use]
    pub fn mended(&self, file: FileId) -> Option<(String, usize)> {
        let source = &self.file(file)?.text;
        let mut taken: Vec<Replacement<'_>> = Vec::new();
        let mut count = 0;
        for item in self {
            let replacements = self.replacements(item);
            let fits = |new: &Replacement<'_>| {
                new.place.file == file && taken.iter().all(|old| !overlap(&old.place.span, &new.place.span))
            };
            if !replacements.is_empty() && replacements.iter().all(fits) {
                taken.extend(replacements);
                count += 1;
            }
        }
        taken.sort_by_key(|replacement| (replacement.place.span.start, replacement.place.span.end));
        let mut text = String::with_capacity(source.len());
        let mut end = 0;
        for Replacement { place, text: new } in &taken {
            text.push_str(source.get(end..place.span.start)?);
            text.push_str(new);
            end = place.span.end;
        }
        text.push_str(source.get(end..)?);
        (count > 0).then_some((text, count))
    }

    fn exact(&self, edit: &Edit) -> Option<Place> {
        let Range { start, end } = edit.place.span;
        let within = self.file(edit.place.file)?.text.get(start..end)?;
        let (start, end) = match edit.wrong.as_str() {
            "" => (start, end),
            wrong => {
                let is_word = |&(at, _): &(usize, &str)| {
                    let before = within.get(..at).and_then(|before| before.chars().next_back());
                    let after = within.get(at + wrong.len()..).and_then(|after| after.chars().next());
                    ![before, after].into_iter().flatten().any(|char| char.is_alphanumeric() || char == '_')
                };
                let offset = start + within.match_indices(wrong).find(is_word)?.0;
                (offset, offset + wrong.len())
            }
        };
        Some(Place { file: edit.place.file, span: start..end })
    }
}

/// Whether two pieces of a text have a character in common, or start at the same.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start == b.start || (a.start < b.end && b.start < a.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceFile;

    const FILE: FileId = FileId(0);

    fn place(span: Range<usize>) -> Place {
        Place { file: FILE, span }
    }

    #[track_caller]
    fn check(text: &str, edits: &[Diagnostic], expected: Option<(&str, usize)>) {
        let mut diagnostics = Diagnostics::new(vec![SourceFile::new("a.yaml", text)]);
        diagnostics.extend(edits.iter().cloned());
        assert_eq!(diagnostics.mended(FILE), expected.map(|(text, count)| (text.to_owned(), count)));
    }

    fn finding() -> Diagnostic {
        Diagnostic::error("rule", "wrong")
    }

    #[test]
    fn edits_are_carried_out_from_the_start_to_the_end() {
        check("abc def", &[], None);
        check("abc def", &[finding()], None);
        check("abc def", &[finding().mend(place(4..7), "DEF"), finding().mend(place(0..3), "A")], Some(("A DEF", 2)));
        check("abc def", &[finding().mend(place(3..3), "!")], Some(("abc! def", 1)));
        check("abc def", &[finding().mend(place(0..4), "")], Some(("def", 1)));
        check("map<MyUsr, Usr>", &[finding().mend_word(place(0..15), "Usr", "User")], Some(("map<MyUsr, User>", 1)));
        check("a: list<Usr>", &[finding().mend_word(place(3..12), "Usr", "User")], Some(("a: list<User>", 1)));
    }

    #[test]
    fn what_overlaps_or_does_not_fit_waits() {
        check("abcdef", &[finding().mend(place(0..4), "1"), finding().mend(place(3..6), "2")], Some(("1ef", 1)));
        check("abcdef", &[finding().mend(place(0..3), "1").mend(place(9..10), "2")], None);
        check("abcdef", &[finding().mend_word(place(0..3), "bc", "2")], None);
        check("aé", &[finding().mend(place(2..3), "")], None);
    }
}
