//! All findings of one run, with the files that they are about.

use super::{Diagnostic, FileId, Place, Severity, SourceFile, quote};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// All findings of one run, with the files that they are about.
///
/// `Debug` shows what [`Display`](fmt::Display) does: it is what a test or a build script that gives up prints.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    /// Those who look for findings at the same time share them.
    files: Arc<Vec<SourceFile>>,
    items: Vec<Diagnostic>,
    /// Pieces of the files that are not to be shown.
    hidden: Vec<Place>,
    /// Where the lines of each file start, once somebody asked.
    lines: Vec<LineStarts>,
}

/// Where the lines of a file start, in bytes. It follows from the file, and tells nothing of its own.
#[derive(Clone, Debug, Default, Eq)]
struct LineStarts(OnceLock<Vec<usize>>);

impl PartialEq for LineStarts {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl LineStarts {
    fn of(&self, text: &str) -> &[usize] {
        self.0.get_or_init(|| std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }
}

impl Diagnostics {
    /// No findings yet, about `files`.
    #[must_use]
    pub fn new(files: Vec<SourceFile>) -> Self {
        Self::about(Arc::new(files))
    }

    fn about(files: Arc<Vec<SourceFile>>) -> Self {
        let lines = files.iter().map(|_| LineStarts::default()).collect();
        Self { files, items: Vec::new(), hidden: Vec::new(), lines }
    }

    /// No findings yet, about the same files.
    pub(crate) fn beside(&self) -> Self {
        Self::about(Arc::clone(&self.files))
    }

    /// Adds what was found [beside](Self::beside) these.
    pub(crate) fn append(&mut self, found: Self) {
        self.items.extend(found.items);
        self.hidden.extend(found.hidden);
    }

    /// Adds a file and says which it is.
    pub fn add_file(&mut self, file: SourceFile) -> FileId {
        Arc::make_mut(&mut self.files).push(file);
        self.lines.push(LineStarts::default());
        FileId(self.files.len() - 1)
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// The findings, in the order in which they were added or sorted.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }

    /// The finding at `position` among them.
    pub(crate) fn get(&self, position: usize) -> Option<&Diagnostic> {
        self.items.get(position)
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many findings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Error)
    }

    /// How many findings are errors.
    #[must_use]
    pub fn error_count(&self) -> usize {
        self.items.iter().filter(|item| item.severity == Severity::Error).count()
    }

    /// The files, in the order in which they were read.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The file called `id`, if it is one of these.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0)
    }

    /// Shows `*` for every byte of `place` where its line is shown.
    pub fn hide(&mut self, place: Place) {
        self.hidden.push(place);
    }

    /// Takes what is hidden out of all messages, too, and the edits that would write it.
    pub(crate) fn conceal(&mut self) {
        let hidden = self.hidden.iter().filter_map(|place| self.file(place.file)?.text.get(place.span.clone()));
        let hidden: BTreeSet<String> = hidden.flat_map(shapes).collect();
        if hidden.is_empty() {
            return;
        }
        let conceal = |text: &mut String| {
            for secret in hidden.iter().rev().filter(|secret| !secret.is_empty()) {
                if text.contains(secret.as_str()) {
                    *text = text.replace(secret.as_str(), &"*".repeat(secret.chars().count()));
                }
            }
        };
        for item in &mut self.items {
            conceal(&mut item.message);
            item.help.iter_mut().for_each(conceal);
            item.notes.iter_mut().for_each(|note| conceal(&mut note.message));
            item.edits
                .retain(|edit| !hidden.iter().any(|secret| edit.text.contains(secret) || edit.wrong.contains(secret)));
        }
    }

    /// The pieces of `file` that are not to be shown.
    pub(super) fn hidden(&self, file: FileId) -> impl Iterator<Item = &Place> {
        self.hidden.iter().filter(move |place| place.file == file)
    }

    /// Orders the findings by file, place and rule, those without a place first, and drops repetitions.
    pub fn sort(&mut self) {
        self.items.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        self.items.dedup();
    }

    /// Line and column at which `place` starts, both from 1, the column in characters.
    ///
    /// `(1, 1)` if the place lies in none of the files.
    #[must_use]
    pub fn position(&self, place: &Place) -> (usize, usize) {
        let (Some(file), Some(lines)) = (self.file(place.file), self.lines.get(place.file.0)) else {
            return (1, 1);
        };
        let Some(before) = text_before(&file.text, place.span.start) else { return (1, 1) };
        let starts = lines.of(&file.text);
        let number = starts.partition_point(|&start| start <= before.len());
        let start = number.checked_sub(1).and_then(|at| starts.get(at)).copied().unwrap_or_default();
        (number, before.get(start..).map_or(0, |line| line.chars().count()) + 1)
    }

    /// Line and column right after `place`, counted as in [`position`](Self::position).
    #[must_use]
    pub fn end_position(&self, place: &Place) -> (usize, usize) {
        self.position(&Place { file: place.file, span: place.span.end..place.span.end })
    }

    /// Keeps only the findings that `keep` accepts.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.items.retain(keep);
    }

    /// The findings for people, as rustc prints its own: message, place, the line with a caret, help.
    #[must_use]
    pub fn render(&self, color: bool) -> String {
        super::render::render(self, color)
    }

    /// The findings for machines, one line each: `file:line:col: error[rule]: message; help: …`.
    ///
    /// No line holds a line break or another control character.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.items.iter().map(|item| quote::visible(&self.line(item)))
    }

    fn line(&self, item: &Diagnostic) -> String {
        let mut line = String::new();
        if let Some(place) = &item.place {
            let (row, column) = self.position(place);
            let name = self.file(place.file).map_or("?", |file| &file.name);
            line.push_str(&format!("{name}:{row}:{column}: "));
        }
        line.push_str(&format!("{}[{}]: {}", item.severity.as_str(), item.rule, item.message));
        if let Some(help) = &item.help {
            line.push_str("; help: ");
            line.push_str(help);
        }
        line
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, items: I) {
        self.items.extend(items);
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// As [`Diagnostics::render`] without colour.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// The files themselves would be much, and may hold what is hidden.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for Diagnostics {}

/// A text as it stands, and as messages quote it.
fn shapes(text: &str) -> [String; 2] {
    let cut = quote::quoted(text);
    [text.to_owned(), cut.trim_matches('`').trim_end_matches('…').to_owned()]
}

type SortKey<'a> = (Option<(FileId, usize, usize)>, &'static str, &'a str);

fn sort_key(item: &Diagnostic) -> SortKey<'_> {
    (item.place.as_ref().map(|place| (place.file, place.span.start, place.span.end)), item.rule, &item.message)
}

/// The text before `offset`, moved back to the start of a character.
fn text_before(text: &str, offset: usize) -> Option<&str> {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    text.get(..offset)
}
