//! A table of parameters: its columns, its rows, and how they lie inside each other.

use super::super::rules::{DOUBT, UNREAD};
use super::super::{Found, Required, prose};
use super::block::{Row, Table};
use super::inline::{anchors, clean};
use super::node::Node;
use super::piece::{Piece, place};
use super::row_name::{self, RowName};
use super::words::{self, Column};
use super::{nesting, types};
use zim_spec::diagnostic::{Diagnostic, Diagnostics, quoted};
use zim_spec::model::Scalar;

/// Rows of one table that are read.
const LONGEST: usize = 1000;

/// Where the columns of a table of parameters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    name: Option<usize>,
    ty: Option<usize>,
    required: Option<usize>,
    /// Whether the column of `required` says the opposite.
    is_optional: bool,
    text: Option<usize>,
    default: Option<usize>,
    example: Option<usize>,
    count: usize,
}

impl Columns {
    /// The columns of `table`, if it is one of parameters: it has names and types.
    pub(super) fn of(text: &str, table: &Table) -> Option<Self> {
        let mut columns = Self { count: table.header.cells.len(), ..Self::default() };
        for (at, cell) in table.header.cells.iter().enumerate() {
            let Some(column) = words::column(clean(text, cell.clone()).text()) else { continue };
            let slot = match column {
                Column::Name => &mut columns.name,
                Column::Type => &mut columns.ty,
                Column::Required => &mut columns.required,
                Column::Optional => {
                    columns.is_optional = columns.required.is_none();
                    &mut columns.required
                }
                Column::Text => &mut columns.text,
                Column::Default => &mut columns.default,
                Column::Example => &mut columns.example,
                Column::Code | Column::Cause | Column::Advice => continue,
            };
            slot.get_or_insert(at);
        }
        (columns.name.is_some() && columns.ty.is_some()).then_some(columns)
    }

    /// Whether a column says what must be there.
    pub(super) fn has_required(&self) -> bool {
        self.required.is_some()
    }
}

/// The parameters of `table`, inside each other as the page shows them.
pub(super) fn nodes(text: &str, table: &Table, columns: &Columns, findings: &mut Diagnostics) -> Vec<Node> {
    if let Some(row) = table.rows.get(LONGEST) {
        let message = format!("a table has more than {LONGEST} rows: the rest is left out");
        findings.push(Diagnostic::warning(UNREAD, message).at(place(row.raw.clone())));
    }
    let mut rows: Vec<(nesting::Signs, Node)> = Vec::new();
    let mut last: Option<Found<Required>> = None;
    for row in table.rows.iter().take(LONGEST) {
        let reader = RowReader { text, row, columns };
        if let Some((name, mut node)) = reader.node(findings) {
            if columns.required.is_some() {
                node.field.required = reader.required(last.as_ref(), findings);
            }
            last = node.field.required.clone();
            rows.push((nesting::Signs { level: row.level.clone(), marks: name.marks, indent: name.indent }, node));
        }
    }
    nesting::tree(rows, findings)
}

struct RowReader<'a> {
    text: &'a str,
    row: &'a Row,
    columns: &'a Columns,
}

impl RowReader<'_> {
    fn piece(&self, column: Option<usize>) -> Option<Piece> {
        self.row.cell(column).map(|cell| clean(self.text, cell))
    }

    /// Whether a cell is missing, and the description stands where the mark should.
    fn has_slid(&self) -> bool {
        let is_short = self.row.cells.len() < self.columns.count;
        let is_last = self.columns.required.is_some_and(|at| at + 1 == self.row.cells.len());
        let says = |piece: &Piece| prose::required(piece.text()).is_none() || piece.text().chars().count() > 24;
        is_short && is_last && self.piece(self.columns.required).is_some_and(|piece| says(&piece))
    }

    fn node(&self, findings: &mut Diagnostics) -> Option<(RowName, Node)> {
        let [first, rest @ ..] = self.row.cells.as_slice() else { return None };
        if !rest.is_empty() && rest.iter().all(|cell| cell == first) && self.columns.count > 1 {
            // One cell over the whole width is a title of the rows after it.
            return None;
        }
        let cell = self.row.cell(self.columns.name)?;
        let Some(name) = row_name::read(self.text, cell.clone()) else {
            let piece = clean(self.text, cell);
            if !piece.is_empty() {
                let message = format!("{} is no name of a parameter: its row is left out", quoted(piece.text()));
                findings.push(Diagnostic::warning(UNREAD, message).at(piece.place()));
            }
            return None;
        };
        let at = place(name.span.clone());
        if let Some(extra) = name.extra.as_ref().filter(|_| !name.is_starred) {
            let message = format!("beside the name {} stands {}, which is left out", quoted(&name.path), quoted(extra));
            findings.push(Diagnostic::warning(DOUBT, message).at(at.clone()));
        }
        if self.row.was_cut {
            let message = format!("the row of {} has more cells than the table has columns", quoted(&name.path));
            let help = "a `|` in its text has cut it: compare the description, and escape the `|` as `\\|`";
            findings.push(Diagnostic::warning(DOUBT, message).at(at.clone()).help(help));
        }
        let mut node = Node::new(name.path.clone(), at);
        node.is_marked = self.columns.has_required();
        self.describe(&mut node, name.is_list);
        Some((name, node))
    }

    fn describe(&self, node: &mut Node, is_list: bool) {
        if let Some(cell) = self.row.cell(self.columns.ty) {
            let piece = clean(self.text, cell.clone());
            let mut reading = types::read(piece.text());
            if is_list && reading.ty.is_none_or(|ty| !types::is_list(ty)) {
                let says_nothing = reading.ty.is_none() && reading.of.is_none();
                reading.ty = Some(types::list_of(reading.ty, says_nothing));
            }
            node.field.ty = reading.ty.map(|ty| Found::new(ty, piece.place()));
            node.refs.extend(anchors(self.text.get(cell).unwrap_or_default()));
            node.is_named = reading.of.is_some();
            node.refs.extend(reading.of);
        }
        let column = if self.has_slid() { self.columns.required } else { self.columns.text };
        if let Some(cell) = self.row.cell(column) {
            node.refs.extend(anchors(self.text.get(cell.clone()).unwrap_or_default()));
            node.about = Some(clean(self.text, cell)).filter(|piece| !piece.is_empty());
        }
        let value = |column| self.piece(column).filter(|piece| !words::is_nothing(piece.text()));
        if let Some(piece) = value(self.columns.default) {
            node.field.default = Some(Found::new(scalar(piece.text()), piece.place()));
        }
        if let Some(piece) = value(self.columns.example) {
            node.field.example = Some(Found::new(scalar(piece.text()), piece.place()));
        }
    }

    /// What the cell of the mark says; `last` is what the row above said.
    fn required(&self, last: Option<&Found<Required>>, findings: &mut Diagnostics) -> Option<Found<Required>> {
        let row = || place(self.row.raw.clone());
        if self.has_slid() {
            let message = "a cell is missing in this row: its last text is taken as the description";
            let help = "whether the parameter is required is not known";
            findings.push(Diagnostic::warning(DOUBT, message).at(row()).help(help));
            return None;
        }
        let Some(piece) = self.piece(self.columns.required).filter(|piece| !words::is_nothing(piece.text())) else {
            let message = "whether this is required is not said";
            findings.push(Diagnostic::warning(DOUBT, message).at(row()));
            return None;
        };
        if words::is_ditto(piece.text()) {
            return last.map(|last| Found::new(last.value.clone(), piece.place()));
        }
        let required = prose::required(piece.text())?;
        let value = match required {
            Required::Yes if self.columns.is_optional => Required::No,
            Required::No if self.columns.is_optional => Required::Yes,
            other => other,
        };
        Some(Found::new(value, piece.place()))
    }
}

fn scalar(text: &str) -> Scalar {
    match text {
        "true" => Scalar::Bool(true),
        "false" => Scalar::Bool(false),
        _ => text.parse().map_or_else(|_| Scalar::Text(text.trim_matches('"').to_owned()), Scalar::Int),
    }
}
