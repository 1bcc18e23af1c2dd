//! Effects: what changes once all preconditions hold.

use super::eval::{Eval, ROW, Scope};
use super::store::{Key, Row};
use serde_json::Value;
use zim_spec::model::{Assignment, Change, Effect};

impl Eval<'_> {
    /// Carries out an effect.
    pub(super) fn apply(&mut self, effect: &Effect, scope: &mut Scope) {
        match &effect.each {
            Some(each) => {
                for turn in self.turns(each, scope) {
                    self.apply_once(effect, &turn.scope);
                }
            }
            None => {
                let row = self.apply_once(effect, scope);
                if let (Some(name), Some(row)) = (&effect.name, row) {
                    scope.bind(name, Value::Object(row));
                }
            }
        }
    }

    /// The last row that it was about.
    fn apply_once(&mut self, effect: &Effect, scope: &Scope) -> Option<Row> {
        if !self.passes(&effect.guard, scope) {
            return None;
        }
        let table = &effect.rows.table;
        let rows = match effect.change {
            Change::Put => {
                let key = self.key(&effect.rows.key, scope)?;
                let row = self.store.row(table, &key).cloned().unwrap_or_else(|| self.new_row(table, &key));
                vec![(key, row)]
            }
            _ => self.rows(&effect.rows, scope),
        };
        let mut last = None;
        for (key, row) in rows {
            if effect.change == Change::Remove {
                self.store.remove(table, &key);
                last = Some(row);
            } else {
                let row = self.changed(row, &effect.set, scope);
                self.store.put(table, key, row.clone());
                last = Some(row);
            }
        }
        last
    }

    /// A row with the columns of its key.
    fn new_row(&self, table: &str, key: &Key) -> Row {
        let columns = self.spec.tables.get(table).map(|table| table.key.as_slice()).unwrap_or_default();
        columns.iter().zip(key).map(|(column, part)| (column.name.clone(), part.value())).collect()
    }

    /// The row with the columns that are set; each value sees the row as it was.
    fn changed(&mut self, row: Row, set: &[Assignment], scope: &Scope) -> Row {
        let scope = scope.with(ROW, Value::Object(row.clone()));
        let mut changed = row;
        for assignment in set {
            if let Some(value) = self.value(&assignment.value, &scope) {
                changed.insert(assignment.name.clone(), super::without_nulls(value));
            }
        }
        changed
    }
}
