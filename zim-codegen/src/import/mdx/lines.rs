//! The lines of a page, and the blocks that they make.

use super::block::Block;
use super::{html, inline, pipes};
use std::ops::Range;

/// A line, without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) raw: Range<usize>,
}

impl Line {
    pub(super) fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.raw.clone()).unwrap_or_default()
    }
}

/// The lines of `text`.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    let all = text.split_inclusive('\n').map(|line| {
        let raw = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        Line { raw }
    });
    all.collect()
}

/// The blocks of the page `text`, in its order.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let tables = html::tables(text);
    let closes = |line: &Line| closes(line.of(text));
    let last_fence = lines.iter().rposition(closes).unwrap_or_default();
    let next = front_matter(text, &lines);
    let mut reader = Reader { text, lines: &lines, tables: &tables, last_fence, next, found: Vec::new() };
    while reader.block() {}
    reader.found
}

/// How many lines the front matter has: `---`, keys, `---`.
fn front_matter(text: &str, lines: &[Line]) -> usize {
    let is_rule = |line: &Line| line.of(text).trim_start_matches('\u{feff}').trim_end() == "---";
    let has_keys = lines.get(1).is_some_and(|line| line.of(text).contains(':'));
    if !lines.first().is_some_and(is_rule) || !has_keys {
        return 0;
    }
    lines.iter().skip(1).position(is_rule).map_or(0, |end| end + 2)
}

struct Reader<'a> {
    text: &'a str,
    lines: &'a [Line],
    /// The HTML tables of the page.
    tables: &'a [Range<usize>],
    /// The last line that can end a block of code.
    last_fence: usize,
    /// The line that comes next.
    next: usize,
    found: Vec<Block>,
}

impl Reader<'_> {
    /// Reads one block; whether there was one.
    fn block(&mut self) -> bool {
        let rest = self.lines.get(self.next..).unwrap_or_default();
        let Some(line) = rest.first() else { return false };
        let content = line.of(self.text).trim_start();
        if content.trim().is_empty() || is_import(content) || is_rule(content) {
            self.next += 1;
        } else if let Some(mark) = fence(content) {
            self.code(mark);
        } else if let Some(table) = self.html_table(line) {
            let (start, end) = (table.start, table.end);
            // What stands before the table on its line is a text of its own.
            if self.text.get(line.raw.start..start).is_some_and(|before| !before.trim().is_empty()) {
                self.found.push(Block::Line { indent: 0, is_item: false, raw: line.raw.start..start });
            }
            self.found.push(Block::Table(html::table(self.text, table)));
            self.next += rest.iter().take_while(|line| line.raw.start < end).count().max(1);
        } else if pipes::starts(self.text, rest) {
            let (table, taken) = pipes::table(self.text, rest);
            self.found.push(Block::Table(table));
            self.next += taken.max(1);
        } else if let Some((level, raw)) = heading(self.text, line) {
            self.found.push(Block::Heading { level, raw });
            self.next += 1;
        } else {
            self.paragraph();
        }
        true
    }

    /// The code up to a fence of `mark`; if none comes, up to the next heading.
    fn code(&mut self, mark: char) {
        let rest = self.lines.get(self.next + 1..).unwrap_or_default();
        let is_end = |line: &Line| closes(line.of(self.text)) && line.of(self.text).trim_start().starts_with(mark);
        let end = if self.next < self.last_fence { rest.iter().position(is_end) } else { None };
        let is_heading = |line: &Line| heading(self.text, line).is_some();
        let count = end.unwrap_or_else(|| rest.iter().position(is_heading).unwrap_or(rest.len()));
        let taken = count + usize::from(end.is_some());
        let code = rest.get(..count).unwrap_or_default();
        if let (Some(first), Some(last)) = (code.first(), code.last()) {
            self.found.push(Block::Code { raw: first.raw.start..last.raw.end });
        }
        self.next += taken + 1;
    }

    /// The HTML table that starts on `line`.
    fn html_table(&self, line: &Line) -> Option<Range<usize>> {
        let from = self.tables.partition_point(|table| table.start < line.raw.start);
        self.tables.get(from).filter(|table| table.start < line.raw.end).cloned()
    }

    /// A paragraph or an item: the lines up to a blank one, another item, or a block of another kind.
    fn paragraph(&mut self) {
        let rest = self.lines.get(self.next..).unwrap_or_default();
        let Some(first) = rest.first() else { return };
        let goes_on = |at: usize| {
            let Some(line) = rest.get(at) else { return false };
            let content = line.of(self.text).trim_start();
            let is_text = !content.trim().is_empty() && item(content).is_none() && !starts_with_tag(content);
            let is_block = fence(content).is_some() || is_rule(content) || heading(self.text, line).is_some();
            let is_table =
                self.html_table(line).is_some() || rest.get(at..).is_some_and(|rest| pipes::starts(self.text, rest));
            is_text && !is_block && !is_table
        };
        let is_alone = is_bold(first.of(self.text)) || is_only_tags(first.of(self.text));
        let count = if is_alone { 1 } else { 1 + (1..rest.len()).take_while(|at| goes_on(*at)).count() };
        let end = rest.get(count - 1).map_or(first.raw.end, |last| last.raw.end);
        let content = first.of(self.text);
        let indent = content.len() - content.trim_start().len();
        let mark = item(content.trim_start());
        let start = first.raw.start + indent + mark.unwrap_or_default();
        self.found.push(Block::Line { indent, is_item: mark.is_some(), raw: start..end });
        self.next += count;
    }
}

/// What the fence consists of that starts `line`.
fn fence(line: &str) -> Option<char> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let words = line.trim_start_matches(mark);
    (line.len() - words.len() >= 3 && !words.contains('`')).then_some(mark)
}

/// Whether `line` is nothing but a fence.
fn closes(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && ['`', '~'].iter().any(|mark| line.trim_matches(*mark).is_empty())
}

/// The level and the words of a heading, of Markdown or HTML.
fn heading(text: &str, line: &Line) -> Option<(usize, Range<usize>)> {
    let content = line.of(text).trim_start();
    let start = line.raw.start + (line.of(text).len() - content.len());
    if let Some((name, _)) = inline::tag(content) {
        let level = name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))?;
        return Some((level, start..line.raw.end));
    }
    let level = content.len() - content.trim_start_matches('#').len();
    let words = content.get(level..)?;
    let is_heading = (1..=6).contains(&level) && words.starts_with([' ', '\t', '\u{3000}', '\u{a0}']);
    // Without the blank a heading shows as text, and still is meant as one.
    let is_meant = (2..=6).contains(&level) && words.starts_with(|c: char| c.is_alphanumeric());
    if !is_heading && !is_meant {
        return None;
    }
    let words = words.trim_end().trim_end_matches('#');
    Some((level, inline::trimmed(text, start + level..start + level + words.len())))
}

/// How long the mark of an item of a list at the start of `line` is, with its blanks.
fn item(line: &str) -> Option<usize> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = match digits {
        0 if line.starts_with(['-', '*', '+', '•', '·']) => line.chars().next().map_or(0, char::len_utf8),
        1..=3 if line.get(digits..)?.starts_with(['.', ')']) => digits + 1,
        _ => return None,
    };
    let rest = line.get(mark..)?;
    let blanks = rest.len() - rest.trim_start().len();
    (blanks > 0).then_some(mark + blanks)
}

/// A line of its own that is bold: the caption of what follows.
fn is_bold(line: &str) -> bool {
    let line = line.trim();
    let is_bold = line.starts_with("**") || line.starts_with("<b>") || line.starts_with("<strong>");
    is_bold && line.trim_end_matches([':', '：']).ends_with(['*', '>'])
}

/// Whether nothing but tags stands on a line.
fn is_only_tags(line: &str) -> bool {
    let mut rest = line.trim();
    while let Some((_, length)) = inline::tag(rest) {
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    rest.is_empty()
}

fn starts_with_tag(line: &str) -> bool {
    inline::tag(line).is_some_and(|(name, _)| !matches!(name.as_str(), "br" | "code" | "b" | "strong" | "a" | "span"))
}

/// `import X from '…'` and `export …`: code of the page, and not a sentence that starts so.
fn is_import(line: &str) -> bool {
    let rest = line.strip_prefix("import ").or_else(|| line.strip_prefix("export "));
    rest.is_some_and(|rest| rest.contains(['\'', '"', '=', '{', '(']))
}

fn is_rule(line: &str) -> bool {
    let marks: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    marks.len() >= 3 && ['-', '*', '_', '='].iter().any(|mark| marks.chars().all(|c| c == *mark))
}
