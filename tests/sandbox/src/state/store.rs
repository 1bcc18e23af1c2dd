//! The rows of one application, its counters, and the ids it has given.

use super::error::{StateError, meant};
use super::key::Part;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use zim_spec::model::{Spec, Table};

/// A row: its columns, those of the key too. A column that is absent is not in it.
pub(crate) type Row = Map<String, Value>;
/// The key of a row.
pub(crate) type Key = Vec<Part>;

/// The number that texts that were never given before begin behind, and that numbers do. As ZIM's, they are longer than
/// what a floating-point number holds.
const FIRST_TEXT: u64 = 350_176_117_361_249_300;
const FIRST_NUMBER: u64 = 971_503_777_289_036_700;

/// What the server knows of one application.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    tables: BTreeMap<String, BTreeMap<Key, Row>>,
    counters: BTreeMap<String, BTreeMap<Key, i64>>,
    /// How many ids it has given.
    given: u64,
}

impl Store {
    /// The row of that key.
    pub(crate) fn row(&self, table: &str, key: &Key) -> Option<&Row> {
        self.tables.get(table)?.get(key)
    }

    /// All rows of a table, by key.
    pub(crate) fn rows(&self, table: &str) -> impl Iterator<Item = (&Key, &Row)> {
        self.tables.get(table).into_iter().flatten()
    }

    /// Puts a row in place of one of that key.
    pub(crate) fn put(&mut self, table: &str, key: Key, row: Row) {
        self.tables.entry(table.to_owned()).or_default().insert(key, row);
    }

    /// Removes the row of that key.
    pub(crate) fn remove(&mut self, table: &str, key: &Key) -> Option<Row> {
        self.tables.get_mut(table)?.remove(key)
    }

    /// The next number of a counter.
    pub(crate) fn next(&mut self, counter: &str, per: Key) -> i64 {
        let last = self.counters.entry(counter.to_owned()).or_default().entry(per).or_default();
        *last = last.saturating_add(1);
        *last
    }

    /// A text that was never given before.
    pub(crate) fn fresh_text(&mut self, prefix: &str) -> String {
        self.given = self.given.wrapping_add(1);
        format!("{prefix}{}", FIRST_TEXT.wrapping_add(self.given))
    }

    /// A number that was never given before.
    pub(crate) fn fresh_number(&mut self) -> u64 {
        self.given = self.given.wrapping_add(1);
        FIRST_NUMBER.wrapping_add(self.given)
    }

    /// Puts a row that came from outside: every column must be one of the table, and none of the key may lack.
    pub(crate) fn put_row(&mut self, spec: &Spec, table: &str, row: Value) -> Result<(), StateError> {
        let table = find(spec, table)?;
        let Value::Object(row) = super::without_nulls(row) else {
            return Err(StateError::Shape { expected: "an object with the columns of a row" });
        };
        if let Some(column) = row.keys().find(|column| !table.has_column(column)) {
            let known = table.key.iter().chain(&table.columns).map(|column| column.name.as_str());
            let meant = meant(column, known);
            return Err(StateError::NoColumn { table: table.name.clone(), column: column.clone(), meant });
        }
        let part = |column: &str| {
            let absent = || StateError::NoKey { table: table.name.clone(), column: column.to_owned() };
            row.get(column).map(Part::of).ok_or_else(absent)
        };
        let key = table.key.iter().map(|column| part(&column.name)).collect::<Result<Key, _>>()?;
        self.put(&table.name, key, row);
        Ok(())
    }

    /// Removes the row of a key that came from outside; false if there is none.
    pub(crate) fn remove_row(&mut self, spec: &Spec, table: &str, key: &[Value]) -> Result<bool, StateError> {
        let table = find(spec, table)?;
        let (expected, found) = (table.key.len(), key.len());
        if expected != found {
            return Err(StateError::KeyLength { table: table.name.clone(), expected, found });
        }
        Ok(self.remove(&table.name, &key.iter().map(Part::of).collect()).is_some())
    }

    /// All rows of a table, by key.
    pub(crate) fn all_rows(&self, spec: &Spec, table: &str) -> Result<Vec<Value>, StateError> {
        let table = find(spec, table)?;
        Ok(self.rows(&table.name).map(|(_, row)| Value::Object(row.clone())).collect())
    }

    /// All of it as JSON; tables of the spec without rows too.
    pub(super) fn dump(&self, spec: &Spec) -> Value {
        let rows = |name: &String| self.rows(name).map(|(_, row)| Value::Object(row.clone())).collect::<Value>();
        let tables: Map<_, _> = spec.tables.keys().map(|name| (name.clone(), rows(name))).collect();
        let last =
            |(per, last): (&Key, &i64)| json!({"per": per.iter().map(Part::value).collect::<Value>(), "last": last});
        let counters = self.counters.iter().map(|(name, all)| (name.clone(), all.iter().map(last).collect::<Value>()));
        json!({"tables": tables, "counters": counters.collect::<Map<_, _>>(), "given": self.given})
    }

    pub(super) fn load(spec: &Spec, dump: &Value) -> Result<Self, StateError> {
        let wrong = |expected| StateError::Shape { expected };
        let mut store = Self::default();
        let tables = dump.get("tables").and_then(Value::as_object);
        for (table, rows) in tables.ok_or(wrong("an object of tables under `tables`"))? {
            for row in rows.as_array().ok_or(wrong("a list of rows under each table"))? {
                store.put_row(spec, table, row.clone())?;
            }
        }
        for (counter, all) in dump.get("counters").and_then(Value::as_object).into_iter().flatten() {
            for one in all.as_array().ok_or(wrong("a list under each counter"))? {
                let per = one.get("per").and_then(Value::as_array);
                let last = one.get("last").and_then(Value::as_i64);
                let (Some(per), Some(last)) = (per, last) else {
                    return Err(wrong("`{\"per\": […], \"last\": 5}` in a counter"));
                };
                let key = per.iter().map(Part::of).collect();
                store.counters.entry(counter.clone()).or_default().insert(key, last);
            }
        }
        store.given = dump.get("given").and_then(Value::as_u64).unwrap_or_default();
        Ok(store)
    }
}

fn find<'s>(spec: &'s Spec, table: &str) -> Result<&'s Table, StateError> {
    spec.tables.get(table).ok_or_else(|| {
        let meant = meant(table, spec.tables.keys().map(String::as_str));
        StateError::NoTable { table: table.to_owned(), meant }
    })
}
