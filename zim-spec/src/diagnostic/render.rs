//! Findings for people, as rustc prints its own: message, place, the line with a caret, help.

use super::{Diagnostic, Diagnostics, FileId, Place, Severity, quote};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// Of a line, so many bytes after what the finding is about may be shown.
const WIDEST: usize = 300;

/// All findings, one after the other, an empty line between them.
pub(super) fn render(diagnostics: &Diagnostics, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for item in diagnostics {
        text.push_str(renderer.render(&[group(diagnostics, item)]).trim_end());
        text.push_str("\n\n");
    }
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn group<'a>(diagnostics: &'a Diagnostics, item: &'a Diagnostic) -> Group<'a> {
    let level = match item.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(quote::visible(&item.message)).id(item.rule));
    if let Some(place) = &item.place {
        let mut marks = vec![Mark { place, label: None }];
        marks.extend(item.notes.iter().map(|note| Mark { place: &note.place, label: Some(&note.message) }));
        while let Some(file) = marks.first().map(|mark| mark.place.file) {
            let (here, elsewhere): (Vec<_>, Vec<_>) = marks.into_iter().partition(|mark| mark.place.file == file);
            group = group.elements(excerpt(diagnostics, file, &here));
            marks = elsewhere;
        }
    }
    match &item.help {
        Some(help) => group.element(Level::HELP.message(quote::visible(help))),
        None => group,
    }
}

/// A place to show; the one without a label is what the finding is about.
struct Mark<'a> {
    place: &'a Place,
    label: Option<&'a str>,
}

/// The lines of one file from the first that `marks` are in to the last.
fn excerpt<'a>(diagnostics: &'a Diagnostics, file: FileId, marks: &[Mark<'a>]) -> Option<Snippet<'a, Annotation<'a>>> {
    let source = diagnostics.file(file)?;
    let start = marks.iter().map(|mark| mark.place.span.start).min()?;
    let end = marks.iter().map(|mark| mark.place.span.start).max()?;
    let bounds = bounds(&source.text, start, end);
    let number = diagnostics.position(&Place { file, span: bounds.start..bounds.start }).0;
    let mut lines = source.text.get(bounds.clone())?.to_owned();
    for secret in diagnostics.hidden(file) {
        let start = secret.span.start.max(bounds.start).saturating_sub(bounds.start);
        let end = secret.span.end.min(bounds.end).saturating_sub(bounds.start);
        if start < end && lines.is_char_boundary(start) && lines.is_char_boundary(end) {
            lines.replace_range(start..end, &"*".repeat(end - start));
        }
    }
    let shown = Shown::new(&lines);
    let annotations = marks.iter().map(|mark| {
        let kind = if mark.label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
        kind.span(shown.span(&mark.place.span, bounds.start)).label(mark.label.map(quote::visible))
    });
    let annotations = annotations.collect::<Vec<_>>();
    Some(Snippet::source(shown.text).path(quote::visible(&source.name)).line_start(number).annotations(annotations))
}

/// The bytes of the lines that hold bytes `start` and `end`, but of a very long last line only what comes soon
/// after `end`.
fn bounds(text: &str, start: usize, end: usize) -> Range<usize> {
    let (start, end) = (start.min(text.len()), end.min(text.len()));
    let line_start =
        text.as_bytes().iter().take(start).rposition(|&byte| byte == b'\n').map_or(0, |position| position + 1);
    let rest = text.as_bytes().iter().skip(end).take(WIDEST);
    let mut line_end = end + rest.take_while(|&&byte| byte != b'\n').count();
    while !text.is_char_boundary(line_end) {
        line_end += 1;
    }
    if line_end > end && text.get(line_end - 1..).is_some_and(|rest| rest.starts_with("\r\n")) {
        line_end -= 1;
    }
    line_start..line_end
}

/// A text as it is printed: each invisible character is one `�`, so that columns stay right.
struct Shown {
    text: String,
    /// For each character that takes another number of bytes now: where it started, and by how many bytes less
    /// or more what comes after it has moved, all changes together.
    moved: Vec<(usize, isize)>,
}

impl Shown {
    fn new(source: &str) -> Self {
        let mut shown = Self { text: String::with_capacity(source.len()), moved: Vec::new() };
        for (at, character) in source.char_indices() {
            let stays = matches!(character, '\t' | '\n') || !quote::is_invisible(character);
            // The line end of Windows is a line end.
            if !source.get(at..).is_some_and(|rest| rest.starts_with("\r\n")) {
                shown.text.push(if stays { character } else { '\u{fffd}' });
            }
            let change = shown.text.len().cast_signed() - (at + character.len_utf8()).cast_signed();
            if shown.moved.last().map_or(0, |&(_, change)| change) != change {
                shown.moved.push((at, change));
            }
        }
        shown
    }

    /// Where the first line of `span` is now; `span` is of a text that this one starts at byte `base` of.
    fn span(&self, span: &Range<usize>, base: usize) -> Range<usize> {
        let start = self.offset(span.start.saturating_sub(base));
        let end = self.offset(span.end.saturating_sub(base)).max(start);
        let length = self.text.get(start..end).map_or(0, |text| text.lines().next().map_or(0, str::len));
        start..start + length
    }

    fn offset(&self, at: usize) -> usize {
        let before = self.moved.partition_point(|&(start, _)| start < at);
        let change = before.checked_sub(1).and_then(|last| self.moved.get(last)).map_or(0, |&(_, change)| change);
        at.saturating_add_signed(change).min(self.text.len())
    }
}
