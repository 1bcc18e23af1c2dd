//! Makes true what an action wants to be true, so that a request can be tried without its history.

use super::compare::Test;
use super::eval::{Eval, Scope};
use super::item::Failed;
use super::key::Part;
use super::run::Asked;
use super::store::{Key, Row, Store};
use serde_json::Value;
use zim_spec::model::{Check, CheckKind, Precondition};

/// Puts the rows that the preconditions of a request want, and removes those that they do not.
pub(crate) fn arrange(asked: &Asked<'_>, store: &mut Store) {
    let Asked { spec, action, params, now, .. } = *asked;
    let mut eval = Eval { spec, action, params, now, store, failed: Failed::ordered(&[]) };
    let mut scope = Scope::default();
    for precondition in &action.preconditions {
        eval.arrange(precondition, &mut scope);
    }
}

impl Eval<'_> {
    fn arrange(&mut self, precondition: &Precondition, scope: &mut Scope) {
        let Some(each) = &precondition.each else {
            let row = self.arrange_once(precondition, scope);
            if let (Some(name), Some(row)) = (&precondition.name, row) {
                scope.bind(name, Value::Object(row));
            }
            return;
        };
        for turn in self.all_turns(each, scope) {
            self.arrange_once(precondition, &turn.scope);
        }
    }

    fn arrange_once(&mut self, precondition: &Precondition, scope: &Scope) -> Option<Row> {
        if !self.applies(precondition, scope) {
            return None;
        }
        let check = &precondition.check;
        let found = self.rows(&check.rows, scope);
        match &check.kind {
            CheckKind::Has => match found.into_iter().next() {
                Some((_, row)) => Some(row),
                None => self.put_wanted(check, scope),
            },
            CheckKind::Lacks => {
                for (key, row) in found {
                    self.take_away(check, key, row, scope);
                }
                None
            }
            CheckKind::AtMost(max) => {
                let max = self.value(max, scope).and_then(|max| max.as_u64()).and_then(|max| usize::try_from(max).ok());
                // One place is left for whatever the request adds.
                let kept = max.map_or(usize::MAX, |max| max.saturating_sub(1));
                self.remove_all(check, found.into_iter().skip(kept).map(|(key, _)| key));
                None
            }
            _ => None,
        }
    }

    /// Takes from a row the columns by which it is found, or removes it if it still is.
    fn take_away(&mut self, check: &Check, key: Key, mut row: Row, scope: &Scope) {
        let table = &check.rows.table;
        let of_key = self.spec.tables.get(table).map(|table| table.key.as_slice()).unwrap_or_default();
        for (column, _) in &check.rows.tests {
            if of_key.iter().all(|key| key.name != *column) {
                row.remove(column);
            }
        }
        self.store.put(table, key.clone(), row);
        if self.rows(&check.rows, scope).iter().any(|(found, _)| *found == key) {
            self.store.remove(table, &key);
        }
    }

    fn remove_all(&mut self, check: &Check, keys: impl Iterator<Item = Key>) {
        for key in keys {
            self.store.remove(&check.rows.table, &key);
        }
    }

    /// Puts a row for which the tests hold, as far as they say what would do.
    fn put_wanted(&mut self, check: &Check, scope: &Scope) -> Option<Row> {
        let table = self.spec.tables.get(&check.rows.table)?;
        let mut wanted: Vec<(String, Option<Value>)> = Vec::new();
        for (column, test) in &check.rows.tests {
            let more = |bound: Option<i128>, by: i128| {
                let number = i64::try_from(bound?.saturating_add(by)).ok()?;
                Some(Value::from(number))
            };
            let value = match self.test(test, scope) {
                Test::Is(values) => values.into_iter().next(),
                Test::Above(bound) => more(bound, 1),
                Test::Below(bound) => more(bound, -1),
                Test::Min(bound) | Test::Max(bound) => more(bound, 0),
                Test::Given => Some(Value::from(true)),
                Test::Not(_) | Test::Absent => None,
                Test::Always | Test::Never => continue,
            };
            wanted.push((column.clone(), value));
        }
        let of_column =
            |name: &str| wanted.iter().find(|(column, _)| column == name).and_then(|(_, value)| value.clone());
        let key: Key = match self.key(&check.rows.key, scope).filter(|key| !key.is_empty()) {
            Some(key) => key,
            // Any will do where nothing is said about it.
            None => table
                .key
                .iter()
                .map(|column| Part::of(&of_column(&column.name).unwrap_or_else(|| "any".into())))
                .collect(),
        };
        let fresh = || table.key.iter().zip(&key).map(|(column, part)| (column.name.clone(), part.value())).collect();
        let mut row: Row = self.store.row(&table.name, &key).cloned().unwrap_or_else(fresh);
        for (column, value) in wanted.into_iter().filter(|(name, _)| table.key.iter().all(|key| key.name != *name)) {
            match value {
                Some(value) => drop(row.insert(column, value)),
                None => drop(row.remove(&column)),
            }
        }
        self.store.put(&table.name, key, row.clone());
        Some(row)
    }
}
