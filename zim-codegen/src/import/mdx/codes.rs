//! A table of return codes.

use super::super::rules::{DOUBT, UNREAD};
use super::super::{Code, Found};
use super::block::{Row, Table};
use super::inline::clean;
use super::piece::{Piece, place};
use super::words::{self, Column};
use std::collections::BTreeMap;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, quoted};

/// Rows of one table that are read.
const LONGEST: usize = 1000;

/// Where the columns of a table of codes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    code: usize,
    text: Option<usize>,
    cause: Option<usize>,
    advice: Option<usize>,
    count: usize,
    /// Whether the codes are those of items.
    in_items: bool,
}

impl Columns {
    /// The columns of `table`, if it is one of codes: one column has them, and none has types.
    pub(super) fn of(text: &str, table: &Table) -> Option<Self> {
        let headers = table.header.cells.iter().map(|cell| clean(text, cell.clone()));
        let headers: Vec<(Option<Column>, Piece)> = headers.map(|head| (words::column(head.text()), head)).collect();
        let column = |kind| headers.iter().position(|(column, _)| *column == Some(kind));
        if column(Column::Type).is_some() {
            return None;
        }
        let code = column(Column::Code)?;
        let in_items = headers.get(code).is_some_and(|(_, head)| {
            // A column for both is for none of the two alone.
            let head = head.text().to_lowercase().replace([' ', '-', '_'], "");
            head.contains("sub") && !["code", "码"].iter().any(|word| head.replace("subcode", "").contains(word))
        });
        Some(Self {
            code,
            text: column(Column::Text).or_else(|| column(Column::Cause)),
            cause: column(Column::Cause),
            advice: column(Column::Advice),
            count: headers.len(),
            in_items,
        })
    }
}

/// The codes of `table`, in its order, each once.
pub(super) fn codes(text: &str, table: &Table, columns: &Columns, findings: &mut Diagnostics) -> Vec<Found<Code>> {
    let mut found: Vec<Found<Code>> = Vec::new();
    let mut seen: BTreeMap<i64, usize> = BTreeMap::new();
    if let Some(row) = table.rows.get(LONGEST) {
        let message = format!("a table has more than {LONGEST} rows: the rest is left out");
        findings.push(Diagnostic::warning(UNREAD, message).at(place(row.raw.clone())));
    }
    for row in table.rows.iter().take(LONGEST) {
        let Some(code) = code(text, row, columns, findings) else { continue };
        if let Some(first) = seen.get(&code.value.number).and_then(|index| found.get(*index)) {
            let message = format!("the code {} is there twice: the first is taken", code.value.number);
            let finding = Diagnostic::warning(DOUBT, message).at(code.place);
            findings.push(finding.note("the first", first.place.clone()));
        // Zero says that nothing went wrong.
        } else if code.value.number != 0 {
            seen.insert(code.value.number, found.len());
            found.push(code);
        }
    }
    found
}

fn code(text: &str, row: &Row, columns: &Columns, findings: &mut Diagnostics) -> Option<Found<Code>> {
    let piece = |column| row.cell(column).map(|cell| clean(text, cell));
    let cell = piece(Some(columns.code))?;
    let number: String = cell.text().chars().filter(|c| !c.is_whitespace()).collect();
    let Ok(number) = number.parse() else {
        if !cell.is_empty() {
            let message = format!("{} is no number of a return code: its row is left out", quoted(cell.text()));
            findings.push(Diagnostic::warning(UNREAD, message).at(cell.place()));
        }
        return None;
    };
    let said = |column| piece(column).map(|piece| piece.text().to_owned()).unwrap_or_default();
    let mut code = Code { number, in_items: columns.in_items, text: said(columns.text), advice: said(columns.advice) };
    if row.cells.len() < columns.count {
        let message = format!("a cell is missing in the row of the code {number}");
        let mut finding = Diagnostic::warning(DOUBT, message).at(place(row.raw.clone()));
        // The last cell that is there is what to do, unless it is the meaning already.
        if columns.advice.is_some() && row.cells.len() > 2 && columns.cause.is_some() {
            code.advice = said(row.cells.len().checked_sub(1));
            finding = finding.help("its last text is taken as what to do about it");
        }
        findings.push(finding);
    }
    Some(Found::new(code, cell.place()))
}
