//! Where a piece of a text stands in the file that the text was read from.

use super::refs::At;
use std::ops::Range;
use zim_spec::diagnostic::{Diagnostics, Place};

/// Texts longer than this are not searched: their place is the whole.
const LONGEST: usize = 256 * 1024;

/// A paragraph of a text, and where it stands.
pub(super) struct Paragraph<'t> {
    pub(super) text: &'t str,
    pub(super) place: Place,
}

/// The place of the line at `offset` of `text`, which is that of the scalar `at`.
pub(super) fn place(findings: &Diagnostics, at: At<'_>, text: &str, offset: usize) -> Place {
    let whole = at.place();
    let raw = findings.file(at.file).and_then(|file| file.text.get(whole.span.clone()));
    let Some(raw) = raw.filter(|raw| raw.len() <= LONGEST) else { return whole };
    let nth = text.get(..offset).map_or(0, |before| before.matches('\n').count());
    // The lines of a block stand in the file as they are, behind the line with its mark where the parser gives that.
    let skipped = nth + usize::from(raw.starts_with(['|', '>']));
    let line = raw.split_inclusive('\n').nth(skipped).unwrap_or_default();
    let said = text.split('\n').nth(nth).unwrap_or_default();
    if line.trim().is_empty() || line.trim() != said.trim() {
        return whole;
    }
    let start: usize = raw.split_inclusive('\n').take(skipped).map(str::len).sum();
    let blank = line.len() - line.trim_start().len();
    within(&whole, start + blank..start + blank + line.trim().len())
}

/// The paragraphs of `text`, which is that of the scalar `at`, parted by empty lines and tags.
pub(super) fn paragraphs<'t>(findings: &Diagnostics, at: At<'_>, text: &'t str) -> Vec<Paragraph<'t>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if is_break(line.trim()) {
            found.push(start..offset);
            start = offset + line.len();
        }
        offset += line.len();
    }
    found.push(start..text.len());
    let paragraph = |range: Range<usize>| {
        let words = text.get(range.clone()).filter(|words| !words.trim().is_empty())?;
        let blank = words.len() - words.trim_start().len();
        Some(Paragraph { text: words, place: place(findings, at, text, range.start + blank) })
    };
    found.into_iter().take(500).filter_map(paragraph).collect()
}

/// Whether a line parts paragraphs: nothing, or a tag, is on it.
fn is_break(line: &str) -> bool {
    let line = line.trim_start_matches('>').trim();
    line.is_empty() || line.starts_with('<') && line.ends_with('>') && line.matches('<').count() == 1
}

fn within(whole: &Place, span: Range<usize>) -> Place {
    Place { file: whole.file, span: whole.span.start + span.start..whole.span.start + span.end }
}
