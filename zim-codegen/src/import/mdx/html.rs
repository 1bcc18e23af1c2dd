//! Tables of HTML, as far as they are written: rows and cells need not be closed.

use super::block::{Row, Table};
use super::inline::{attribute, tag};
use std::ops::Range;

/// Columns that a table can have; what comes further right is left out.
const WIDEST: usize = 32;

/// Where the tables of `text` are, the outermost of those inside each other. One that is not closed goes up to the
/// next heading or table.
pub(super) fn tables(text: &str) -> Vec<Range<usize>> {
    let mut starts: Vec<(usize, Option<usize>)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, rest) in tags(text) {
        match tag(rest) {
            Some((name, length)) if name == "table" && rest.starts_with("</") => {
                if let Some((_, end)) = open.pop().and_then(|index| starts.get_mut(index)) {
                    *end = Some(at + length);
                }
            }
            Some((name, _)) if name == "table" => {
                open.push(starts.len());
                starts.push((at, None));
            }
            _ => {}
        }
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, (start, end)) in starts.iter().enumerate() {
        if found.last().is_some_and(|last| *start < last.end) {
            continue;
        }
        let next = starts.get(index + 1).map_or(text.len(), |(next, _)| *next);
        let until_heading = || {
            let rest = text.get(*start..next).unwrap_or_default();
            start + rest.find("\n#").unwrap_or(rest.len())
        };
        found.push(*start..end.unwrap_or_else(until_heading));
    }
    found
}

/// The table at `raw` of `text`.
pub(super) fn table(text: &str, raw: Range<usize>) -> Table {
    let mut reader = Reader::default();
    let inner = text.get(raw.clone()).unwrap_or_default();
    for (at, rest) in tags(inner) {
        if let Some((name, length)) = tag(rest) {
            let at = raw.start + at;
            reader.take(&name, rest, at..at + length);
        }
    }
    reader.end_row(raw.end);
    let mut rows = grid(reader.rows).into_iter();
    Table { header: rows.next().unwrap_or_default(), rows: rows.collect(), raw }
}

/// Every `<` of `text`, and what follows.
fn tags(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('<').filter_map(|(at, _)| Some((at, text.get(at..)?)))
}

#[derive(Default)]
struct Reader {
    rows: Vec<RawRow>,
    row: Option<RawRow>,
    cell: Option<RawCell>,
    /// Tables that are open.
    depth: usize,
}

#[derive(Default)]
struct RawRow {
    cells: Vec<RawCell>,
    level: Option<String>,
    raw: Range<usize>,
}

#[derive(Clone, Default)]
struct RawCell {
    raw: Range<usize>,
    columns: usize,
    rows: usize,
}

impl Reader {
    fn take(&mut self, name: &str, rest: &str, at: Range<usize>) {
        let closes = rest.starts_with("</");
        match name {
            "table" if closes => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_row(at.start);
                }
            }
            "table" => self.depth += 1,
            // A table inside a cell is a part of its text.
            _ if self.depth > 1 => {}
            "tr" if closes => self.end_row(at.start),
            "tr" => {
                self.end_row(at.start);
                let level = attribute(rest, "data-row-level").map(str::to_owned);
                self.row = Some(RawRow { cells: Vec::new(), level, raw: at });
            }
            "td" | "th" if closes => self.end_cell(at.start),
            "td" | "th" => {
                self.end_cell(at.start);
                let span = |name| attribute(rest, name).and_then(|n| n.trim().parse().ok()).unwrap_or(1).max(1);
                let (columns, rows) = (span("colspan"), span("rowspan"));
                self.cell = Some(RawCell { raw: at.end..at.end, columns, rows });
                self.row.get_or_insert_with(|| RawRow { raw: at.clone(), ..RawRow::default() });
            }
            _ => {}
        }
    }

    fn end_cell(&mut self, at: usize) {
        if let (Some(mut cell), Some(row)) = (self.cell.take(), self.row.as_mut()) {
            cell.raw.end = at.max(cell.raw.start);
            row.raw.end = at.max(row.raw.end);
            row.cells.push(cell);
        }
    }

    fn end_row(&mut self, at: usize) {
        self.end_cell(at);
        self.rows.extend(self.row.take().filter(|row| !row.cells.is_empty()));
    }
}

/// The rows with every cell in its column, and in all of them that it spans.
fn grid(rows: Vec<RawRow>) -> Vec<Row> {
    // For each column the cell from above that reaches into the next rows, and how many these are.
    let mut above: Vec<(Range<usize>, usize)> = Vec::new();
    let lay = |row: RawRow| {
        let mut cells: Vec<Range<usize>> = Vec::new();
        let mut own = row.cells.into_iter();
        loop {
            while let Some((raw, rows)) = above.get_mut(cells.len()).filter(|(_, rows)| *rows > 0) {
                *rows -= 1;
                cells.push(raw.clone());
            }
            let Some(cell) = own.next().filter(|_| cells.len() < WIDEST) else { break };
            for _ in 0..cell.columns.min(WIDEST) {
                let column = cells.len();
                if above.len() <= column {
                    above.resize(column + 1, (0..0, 0));
                }
                if let Some(below) = above.get_mut(column) {
                    *below = (cell.raw.clone(), cell.rows - 1);
                }
                cells.push(cell.raw.clone());
            }
        }
        Row { cells, level: row.level, was_cut: false, raw: row.raw }
    };
    rows.into_iter().map(lay).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let ranges = tables(text);
        let table = table(text, ranges.first().cloned().unwrap_or_default());
        let shown =
            |row: &Row| row.cells.iter().map(|c| text.get(c.clone()).unwrap().trim().to_owned()).collect::<Vec<_>>();
        let found: Vec<Vec<String>> = std::iter::once(&table.header).chain(&table.rows).map(shown).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn rows_and_cells() {
        check(
            "x <table class=\"c\">\n<tbody><tr>\n<th>A</th>\n<th>B</th>\n</tr><tr><td> 1</td><td></td></tr></table> y",
            &[&["A", "B"], &["1", ""]],
        );
        check("<table><tr><td>A<td>B<tr><td>1<td>2</table>", &[&["A", "B"], &["1", "2"]]);
        check("<TABLE><TR><TD>A</TD></TR></TABLE>", &[&["A"]]);
        check("<table><tr><td>A</td></tr><tr></tr>\n\n# Next\n", &[&["A"]]);
        check("<table><tr><td>'<'</td></tr></table>", &[&["'<'"]]);
        check("<table></table>", &[&[]]);
    }

    #[test]
    fn spans_reach_into_other_rows_and_columns() {
        let text = "<table><tr><th>A</th><th>B</th><th>C</th></tr>\
                    <tr><td>1</td><td rowspan=\"2\">2</td><td>3</td></tr><tr><td>4</td><td>5</td></tr>\
                    <tr><td colspan=\"3\">6</td></tr></table>";
        check(text, &[&["A", "B", "C"], &["1", "2", "3"], &["4", "2", "5"], &["6", "6", "6"]]);
    }

    #[test]
    fn tables_inside_each_other() {
        check(
            "<table><tr><td>A</td></tr><tr><td>x <table><tr><td>in</td></tr></table> y</td></tr></table>",
            &[&["A"], &["x <table><tr><td>in</td></tr></table> y"]],
        );
        let text = "<table><tr><td>A\n\n<table><tr><td>B</td></tr></table>";
        assert_eq!(tables(text).len(), 2, "the first is not closed");
    }
}
