//! Values: what an expression of the spec is for this request and this state.

use super::item::Failed;
use super::key::{Part, number};
use super::store::{Key, Row, Store};
use crate::params::Params;
use serde_json::{Map, Value};
use zim_spec::model::{Action, Assignment, Expr, Rows, Scalar, Spec};

/// The name of the row that is looked at.
pub(super) const ROW: &str = "row";

/// What values depend on.
pub(super) struct Eval<'e> {
    pub(super) spec: &'e Spec,
    pub(super) action: &'e Action,
    pub(super) params: &'e Params,
    /// In milliseconds of Unix time.
    pub(super) now: i64,
    pub(super) store: &'e mut Store,
    /// The items that take no further part.
    pub(super) failed: Failed<'e>,
}

/// What has a name, such as rows and items of loops.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    bound: Vec<(String, Value)>,
}

impl Scope {
    /// Calls a value `name` from now on.
    pub(super) fn bind(&mut self, name: &str, value: Value) {
        self.bound.retain(|(taken, _)| taken != name);
        self.bound.push((name.to_owned(), value));
    }

    pub(super) fn with(&self, name: &str, value: Value) -> Self {
        let mut inside = self.clone();
        inside.bind(name, value);
        inside
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.bound.iter().find(|(bound, _)| bound == name).map(|(_, value)| value)
    }
}

impl Eval<'_> {
    /// The value; `None` if it is absent.
    pub(super) fn value(&mut self, expr: &Expr, scope: &Scope) -> Option<Value> {
        let value = match expr {
            Expr::Literal(literal) => Some(scalar(literal)),
            Expr::Param { name, path } => {
                let param = self.action.param(name)?;
                let value = self.params.value(param).or_else(|| param.default.as_ref().map(scalar))?;
                walk(&value, path)
            }
            Expr::Bound { name, path } => walk(scope.get(name)?, path),
            Expr::Now => Some(Value::from(self.now)),
            Expr::FreshText(prefix) => Some(Value::from(self.store.fresh_text(prefix))),
            Expr::FreshNumber => Some(Value::from(self.store.fresh_number())),
            Expr::Next { counter, per } => {
                let per = per.iter().map(|part| Part::of(&self.value(part, scope).unwrap_or_default())).collect();
                Some(Value::from(self.store.next(counter, per)))
            }
            Expr::First(values) => values.iter().find_map(|value| self.value(value, scope)),
            Expr::Sum(terms) => {
                let terms = terms.iter().filter_map(|term| self.value(term, scope).as_ref().and_then(number));
                Some(integer(terms.fold(0, i128::saturating_add)))
            }
            Expr::Seconds(of) => Some(integer(number(&self.value(of, scope)?)?.div_euclid(1000))),
            Expr::Milliseconds(of) => Some(integer(number(&self.value(of, scope)?)?.saturating_mul(1000))),
            Expr::Switch { of, cases, otherwise } => {
                let of = self.value(of, scope);
                let case = cases.iter().find(|(case, _)| of.as_ref() == Some(&scalar(case))).map(|(_, value)| value);
                self.value(case.or(otherwise.as_deref())?, scope)
            }
            Expr::Pair(both) => {
                let mut both = [self.value(&both.0, scope)?, self.value(&both.1, scope)?];
                both.sort_by_key(Part::of);
                Some(Value::from_iter(both))
            }
            Expr::Column { table, key, column } => {
                let key = self.key(key, scope)?;
                self.store.row(table, &key)?.get(column).cloned()
            }
            Expr::Count(rows) => Some(Value::from(self.rows(rows, scope).len())),
            Expr::Size(of) => match self.value(of, scope)? {
                Value::Array(items) => Some(Value::from(items.len())),
                Value::Object(entries) => Some(Value::from(entries.len())),
                _ => None,
            },
            Expr::List(values) => Some(Value::Array(self.all(values, scope))),
            Expr::Object(fields) => Some(Value::Object(self.fields(fields, scope))),
            Expr::ForEach(each) => {
                let turns = self.turns(&each.0, scope);
                let values = turns.iter().filter_map(|turn| self.value(&each.1, &turn.scope));
                Some(values.collect())
            }
            Expr::ForRows(rows) => {
                let found = self.rows(&rows.0, scope);
                let values = found.into_iter().filter_map(|(_, row)| {
                    let inside = scope.with(ROW, Value::Object(row));
                    self.value(&rows.1, &inside)
                });
                Some(values.collect())
            }
            // The server does not start with a spec that has others.
            _ => None,
        };
        value.filter(|value| !value.is_null())
    }

    /// An object with these fields; what is absent is null, so that it can be told from what is not mentioned.
    pub(super) fn fields(&mut self, fields: &[Assignment], scope: &Scope) -> Map<String, Value> {
        let field = |field: &Assignment| (field.name.clone(), self.value(&field.value, scope).unwrap_or_default());
        fields.iter().map(field).collect()
    }

    /// A key; `None` if a value of it is absent.
    pub(super) fn key(&mut self, key: &[Expr], scope: &Scope) -> Option<Key> {
        key.iter().map(|part| self.value(part, scope).as_ref().map(Part::of)).collect()
    }

    /// The rows that are meant, in their order.
    pub(super) fn rows(&mut self, rows: &Rows, scope: &Scope) -> Vec<(Key, Row)> {
        let tests: Vec<_> = rows.tests.iter().map(|(column, test)| (column, self.test(test, scope))).collect();
        let fits = |row: &Row| tests.iter().all(|(column, test)| test.holds(row.get(*column)));
        if !rows.key.is_empty() {
            let Some(key) = self.key(&rows.key, scope) else { return Vec::new() };
            let row = self.store.row(&rows.table, &key).filter(|row| fits(row)).cloned();
            return row.map(|row| (key, row)).into_iter().collect();
        }
        let all = self.store.rows(&rows.table).filter(|(_, row)| fits(row));
        let mut found: Vec<(Key, Row)> = all.map(|(key, row)| (key.clone(), row.clone())).collect();
        // Each sort keeps the order of what it finds equal.
        for order in rows.order.iter().rev() {
            let part = |row: &Row| row.get(&order.column).map_or(Part::Absent, Part::of);
            found.sort_by(|(_, one), (_, other)| {
                let ascending = part(one).cmp(&part(other));
                if order.descending { ascending.reverse() } else { ascending }
            });
        }
        found
    }
}

pub(super) fn scalar(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => Value::from(text.as_str()),
        Scalar::Bool(flag) => Value::from(*flag),
        Scalar::Int(number) => Value::from(*number),
    }
}

fn integer(number: i128) -> Value {
    Value::from(i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX }))
}

/// The value at the end of `path`; a text on the way is JSON.
fn walk(value: &Value, path: &[String]) -> Option<Value> {
    let Some((first, rest)) = path.split_first() else { return Some(value.clone()) };
    match value {
        Value::Object(fields) => walk(fields.get(first)?, rest),
        Value::String(text) => walk(serde_json::from_str::<Value>(text).ok()?.get(first)?, rest),
        _ => None,
    }
}
