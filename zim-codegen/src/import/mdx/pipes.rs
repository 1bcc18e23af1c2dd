//! Tables of Markdown: rows of cells between pipes.

use super::block::{Row, Table};
use super::inline::trimmed;
use super::lines::Line;
use std::ops::Range;

/// Lines that one row can have; more than that is no row.
const TALLEST: usize = 40;

/// Whether a table starts at the first of `lines`: its second says so.
pub(super) fn starts(text: &str, lines: &[Line]) -> bool {
    let [head, rule, ..] = lines else { return false };
    head.of(text).contains('|') && is_rule(rule.of(text))
}

/// The table at the start of `lines`, and how many of them it has. `starts` has been asked before.
pub(super) fn table(text: &str, lines: &[Line]) -> (Table, usize) {
    let header = lines.first().map(|line| row(text, line.raw.clone())).unwrap_or_default();
    let mut table = Table { raw: header.raw.clone(), header, rows: Vec::new() };
    let columns = table.header.cells.len();
    let mut taken = lines.len().min(2);
    while let Some(line) = lines.get(taken).filter(|line| continues(line.of(text))) {
        let mut span = line.raw.clone();
        taken += 1;
        let mut cells = row(text, span.clone());
        // A text with a line break inside its cell: the row goes on until it has its cells.
        let more = lines.get(taken..).unwrap_or_default().iter().take(TALLEST);
        let rest: Vec<&Line> = more.take_while(|line| is_rest(line.of(text))).collect();
        let is_whole = cells.cells.len() >= columns && line.of(text).trim_end().ends_with('|');
        if !is_whole
            && line.of(text).trim_start().starts_with('|')
            && let Some(height) = height(text, &span, &rest, columns)
        {
            span.end = rest.get(height - 1).map_or(span.end, |line| line.raw.end);
            taken += height;
            cells = row(text, span);
        }
        fit(text, &mut cells, columns);
        table.raw.end = cells.raw.end;
        table.rows.push(cells);
    }
    (table, taken)
}

/// How many of the lines `rest` complete the row that starts at `span`; `None` if they do not.
fn height(text: &str, span: &Range<usize>, rest: &[&Line], columns: usize) -> Option<usize> {
    let first = text.get(span.clone()).unwrap_or_default();
    let mut pipes = count(first) + usize::from(!first.trim_start().starts_with('|'));
    let mut height = 0;
    for line in rest {
        let line = line.of(text);
        height += 1;
        pipes += count(line);
        let is_open = !line.trim_end().ends_with('|');
        if line.contains('|') && pipes + usize::from(is_open) > columns {
            return Some(height);
        }
    }
    None
}

/// How many pipes of `line` are not escaped.
fn count(line: &str) -> usize {
    line.matches('|').count() - line.matches("\\|").count()
}

/// Whether a line of a table can follow as this: no blank, heading, fence, or other block.
fn continues(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.contains('|') && !line.starts_with('#') && !line.starts_with("```")
}

/// Whether a line can be the rest of a row that the line before it started.
fn is_rest(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with(['|', '#']) && !line.starts_with("```")
}

/// Whether `line` is that of dashes under the header.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('-') && line.contains('|') && line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' ' | '\t'))
}

fn row(text: &str, raw: Range<usize>) -> Row {
    let raw = trimmed(text, raw);
    Row { cells: split(text, raw.clone()), level: None, was_cut: false, raw }
}

/// The cells between the pipes of `raw` that are not escaped.
fn split(text: &str, raw: Range<usize>) -> Vec<Range<usize>> {
    let raw = trimmed(text, raw);
    let line = text.get(raw.clone()).unwrap_or_default();
    let mut cells = Vec::new();
    let mut start = 0;
    let mut is_escaped = false;
    for (at, character) in line.char_indices() {
        if character == '|' && !is_escaped {
            if at > 0 {
                cells.push(raw.start + start..raw.start + at);
            }
            start = at + 1;
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    if start < line.len() {
        cells.push(raw.start + start..raw.end);
    }
    cells
}

/// Mends a row with more cells than the table has columns: a pipe within a text has cut it.
fn fit(text: &str, row: &mut Row, columns: usize) {
    while row.cells.len() > columns && row.cells.last().is_some_and(|cell| is_blank(text, cell)) {
        row.cells.pop();
    }
    if row.cells.len() <= columns || columns == 0 {
        return;
    }
    row.was_cut = true;
    // A quoted pipe first, wherever it is; then all that is too many belongs to the last column.
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut excess = row.cells.len() - columns;
    for cell in std::mem::take(&mut row.cells) {
        match cells.last_mut() {
            Some(last) if excess > 0 && is_quoted(text, last, &cell) => {
                last.end = cell.end;
                excess -= 1;
            }
            _ => cells.push(cell),
        }
    }
    if let Some(end) = cells.last().map(|cell| cell.end).filter(|_| cells.len() > columns) {
        cells.truncate(columns);
        cells.iter_mut().skip(columns - 1).for_each(|cell| cell.end = end);
    }
    row.cells = cells;
}

fn is_blank(text: &str, cell: &Range<usize>) -> bool {
    text.get(cell.clone()).is_none_or(|cell| cell.trim().is_empty())
}

/// Whether the pipe between two cells stands in quotes or in code.
fn is_quoted(text: &str, left: &Range<usize>, right: &Range<usize>) -> bool {
    let quotes = ['\'', '"', '`', '‘', '’', '“', '”'];
    let ends = text.get(left.clone()).is_some_and(|left| left.ends_with(quotes));
    ends && text.get(right.clone()).is_some_and(|right| right.starts_with(quotes))
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let lines = lines(text);
        assert!(starts(text, &lines), "{text}");
        let (table, _) = table(text, &lines);
        let shown =
            |row: &Row| row.cells.iter().map(|c| text.get(c.clone()).unwrap().trim().to_owned()).collect::<Vec<_>>();
        let found: Vec<Vec<String>> = std::iter::once(&table.header).chain(&table.rows).map(shown).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn cells_are_between_pipes() {
        check("| A | B |\n|---|:-:|\n| 1 | 2 |\n| 3 | 4", &[&["A", "B"], &["1", "2"], &["3", "4"]]);
        check("A | B\n-|-\n1 | 2\n\n| 3 | 4 |", &[&["A", "B"], &["1", "2"]]);
        check("| A | B |\n|-|-|\n| 1 \\| 2 | 3 |", &[&["A", "B"], &["1 \\| 2", "3"]]);
        check("|A|B|\n|-|-|\n|| 2 |\n", &[&["A", "B"], &["", "2"]]);
    }

    #[test]
    fn rows_that_are_cut_are_mended() {
        check("| A | B |\n|-|-|\n| 'x'，'|'，'y' | 2 |", &[&["A", "B"], &["'x'，'|'，'y'", "2"]]);
        check("| A | B |\n|-|-|\n| 1 | 2 | 3 |", &[&["A", "B"], &["1", "2 | 3"]]);
        check("| A | B |\n|-|-|\n| 1 | 2 | | |", &[&["A", "B"], &["1", "2"]]);
        check("| A | B |\n|-|-|\n| 1 |\n| 2 | 3 |", &[&["A", "B"], &["1"], &["2", "3"]]);
        check("| A | B |\n|-|-|\n| 1 | <ul>\n<li>x</li></ul> |", &[&["A", "B"], &["1", "<ul>\n<li>x</li></ul>"]]);
    }
}
