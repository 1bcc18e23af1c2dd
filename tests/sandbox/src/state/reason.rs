//! Why a precondition does not hold, in a sentence.

use super::eval::{Eval, ROW, Scope};
use crate::params::text;
use crate::refusal::quoted;
use serde_json::{Map, Value};
use zim_spec::model::{CheckKind, Piece, Precondition, Template};

impl Eval<'_> {
    /// Why it does not hold.
    pub(super) fn reason(&mut self, precondition: &Precondition, scope: &Scope) -> String {
        if let Some(says) = &precondition.says {
            return self.filled(says, scope);
        }
        let rows = &precondition.check.rows;
        let name = quoted(&rows.table);
        let spec = self.spec;
        let table = spec.tables.get(&rows.table).filter(|_| !rows.key.is_empty());
        let sentence = match precondition.check.kind {
            CheckKind::Has => table.and_then(|table| table.absent.as_ref()),
            CheckKind::Lacks => table.and_then(|table| table.present.as_ref()),
            _ => None,
        };
        let sentence = match (sentence, table) {
            (Some(sentence), Some(table)) => {
                let values = rows.key.iter().map(|part| self.value(part, scope).unwrap_or_default());
                let columns = table.key.iter().map(|column| column.name.clone());
                let row: Map<_, _> = columns.zip(values).collect();
                self.filled(sentence, &scope.with(ROW, Value::Object(row)))
            }
            _ => match precondition.check.kind {
                CheckKind::Has => format!("there is no such row in table {name}"),
                CheckKind::Lacks => format!("there is such a row in table {name}"),
                _ => format!("there are too many rows in table {name}"),
            },
        };
        match precondition.check.kind {
            CheckKind::Has => format!("{sentence}{}", self.difference(precondition, scope)),
            _ => sentence,
        }
    }

    /// Of a row that is there, what is wrong with it: `` : state is `rejected` ``.
    fn difference(&mut self, precondition: &Precondition, scope: &Scope) -> String {
        let rows = &precondition.check.rows;
        let Some(key) = self.key(&rows.key, scope).filter(|key| !key.is_empty()) else { return String::new() };
        let Some(row) = self.store.row(&rows.table, &key).cloned() else { return String::new() };
        let wrong = rows.tests.iter().find(|(column, test)| !self.test(test, scope).holds(row.get(column)));
        match wrong.map(|(column, _)| (column, row.get(column))) {
            Some((column, Some(value))) => format!(": {column} is {}", shown(value)),
            Some((column, None)) => format!(": {column} is absent"),
            None => String::new(),
        }
    }

    /// The text with its values.
    fn filled(&mut self, template: &Template, scope: &Scope) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Value(value) => shown(&self.value(value, scope).unwrap_or_default()),
            _ => String::new(),
        };
        template.pieces.iter().map(piece).collect()
    }
}

fn shown(value: &Value) -> String {
    quoted(&text(value).unwrap_or_else(|| value.to_string()))
}
