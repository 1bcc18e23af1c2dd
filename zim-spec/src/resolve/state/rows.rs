//! Which rows of a table are meant: keys, tests of columns, loops, and what must be true of tables.

use super::super::{At, either, missing};
use super::reader::{Reader, heads, parts};
use super::scope::{Bound, ITEM, ROW, Scope};
use crate::diagnostic::{Diagnostic, nearest, quoted};
use crate::model::{Check, CheckKind, Compare, Each, Expr, Guard, Loop, Order, Over, Rows};
use crate::naming::is_snake_case;
use serde_yaml::{Mapping, Value};

/// The keys of tests.
pub(crate) const TESTS: &[&str] = &["not", "above", "below", "min", "max", "among", "if_given", "given"];
/// The keys that name the table of a check.
pub(crate) const CHECKS: &[&str] = &["has", "lacks", "count"];

impl<'a> Reader<'_, 'a> {
    /// The table that `value` names.
    pub(super) fn table(&mut self, value: &Value, at: &At<'_>) -> Option<String> {
        let Some(name) = value.as_str() else {
            return self.wrong("this names no table", at, "write the name of a table of state.yaml");
        };
        if self.names.tables.contains_key(name) {
            return Some(name.to_owned());
        }
        if !self.names.may_have_table(name) {
            let known = || self.names.tables.keys().copied();
            let help = match nearest(name, known()) {
                Some(meant) => format!("did you mean {}?", quoted(meant)),
                None if self.names.tables.is_empty() => "define it in state.yaml, under `tables`".to_owned(),
                None => format!("write one of {}, or define it in state.yaml", either(known())),
            };
            let message = format!("no table is called {}", quoted(name));
            self.report.push(Diagnostic::error("unknown-table", message).at(at.value()).help(help));
        }
        None
    }

    /// The rows that a mapping means, whose table stands under `head`.
    pub(super) fn rows(&mut self, mapping: &Mapping, head: &str, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Rows> {
        let table = self.table(mapping.get(head)?, &at.key(head));
        let (key, tests) = (mapping.get("key"), mapping.get("where"));
        let rows = self.selection(table, key, tests, at, scope);
        let order = match mapping.get("order") {
            Some(order) => self.order(order, &at.key("order"), rows.as_ref().map(|rows| rows.table.as_str())),
            None => Some(Vec::new()),
        };
        Some(Rows { order: order?, ..rows? })
    }

    /// The rows of a table with this key and these tests.
    pub(super) fn selection(
        &mut self,
        table: Option<String>,
        key: Option<&Value>,
        tests: Option<&Value>,
        at: &At<'_>,
        scope: &Scope<'_, 'a>,
    ) -> Option<Rows> {
        let table = table?;
        let key = match key {
            Some(key) => self.key(key, &at.key("key"), &table, scope),
            None => Some(Vec::new()),
        };
        let tests = match tests {
            Some(tests) => self.tests(tests, &at.key("where"), &table, scope),
            None => Some(Vec::new()),
        };
        Some(Rows { table, key: key?, tests: tests?, order: Vec::new() })
    }

    /// A value for each column of the key.
    pub(super) fn key(&mut self, value: &Value, at: &At<'_>, table: &str, scope: &Scope<'_, 'a>) -> Option<Vec<Expr>> {
        let key = self.one_or_more(value, at, scope)?;
        let columns = self.names.tables.get(table).and_then(|table| table.item.as_ref()).map(|table| &table.key);
        let Some(columns) = columns.filter(|columns| columns.len() != key.len()) else {
            return Some(key);
        };
        let names = either(columns.iter().map(|column| column.name.as_str()));
        let found =
            if key.len() == 1 { "here is one value".to_owned() } else { format!("here are {} values", key.len()) };
        let message = format!("the key of {} is {names}, and {found}", quoted(table));
        self.wrong(&message, at, "write a value for each column of the key, in that order")
    }

    /// What must hold for columns.
    fn tests(
        &mut self,
        value: &Value,
        at: &At<'_>,
        table: &str,
        scope: &Scope<'_, 'a>,
    ) -> Option<Vec<(String, Compare)>> {
        let Value::Mapping(mapping) = value else {
            return self.wrong("this tests no column", at, "write each column with its value: `{state: =pending}`");
        };
        let mut tests = Vec::new();
        let mut all = true;
        for (column, test) in mapping.iter().filter_map(|(column, test)| Some((column.as_str()?, test))) {
            let here = at.key(column);
            let known = super::check_column(table, column, &here.name(), self.names, self.report);
            match self.compare(test, &here, scope) {
                Some(test) if known => tests.push((column.to_owned(), test)),
                _ => all = false,
            }
        }
        all.then_some(tests)
    }

    /// What must hold for a value.
    fn compare(&mut self, value: &Value, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Compare> {
        let test = value.as_mapping().and_then(|mapping| TESTS.iter().find(|test| mapping.contains_key(**test)));
        let (Some(test), Value::Mapping(mapping)) = (test, value) else {
            let is_form = |mapping: &Mapping| heads().iter().any(|head| mapping.contains_key(*head));
            if let Some(mapping) = value.as_mapping().filter(|mapping| !is_form(mapping)) {
                return self.unknown_head(mapping, at, "test or value", &[TESTS, &heads()].concat());
            }
            return Some(Compare::Is(self.one_or_more(value, at, scope)?));
        };
        self.check_keys(mapping, at, &[test]);
        let here = at.key(test);
        let value = mapping.get(*test)?;
        match *test {
            "not" => Some(Compare::Not(self.one_or_more(value, &here, scope)?)),
            "above" => Some(Compare::Above(self.expr(value, &here, scope)?)),
            "below" => Some(Compare::Below(self.expr(value, &here, scope)?)),
            "min" => Some(Compare::Min(self.expr(value, &here, scope)?)),
            "max" => Some(Compare::Max(self.expr(value, &here, scope)?)),
            "among" => Some(Compare::Among(self.expr(value, &here, scope)?)),
            "if_given" => Some(Compare::IfGiven(self.expr(value, &here, scope)?)),
            _ => match value.as_bool() {
                Some(true) => Some(Compare::Given),
                Some(false) => Some(Compare::Absent),
                None => self.wrong("this is neither true nor false", &here, "write `given: true` or `given: false`"),
            },
        }
    }

    fn order(&mut self, value: &Value, at: &At<'_>, table: Option<&str>) -> Option<Vec<Order>> {
        let columns: Vec<(&Value, At<'_>)> = match value {
            Value::Sequence(list) => list.iter().enumerate().map(|(position, it)| (it, at.item(position))).collect(),
            value => vec![(value, *at)],
        };
        let table = table?;
        let mut order = Vec::new();
        for (column, at) in columns {
            let Some(text) = column.as_str() else {
                return self.wrong(
                    "this names no column",
                    &at,
                    "write `order: joined_at`, or `-joined_at` for the latest first",
                );
            };
            let (column, descending) = text.strip_prefix('-').map_or((text, false), |column| (column, true));
            if !super::check_column(table, column, &at.value(), self.names, self.report) {
                return None;
            }
            order.push(Order { column: column.to_owned(), descending });
        }
        Some(order)
    }

    /// The loops that `value` says, and what can be referred to inside.
    pub(super) fn each<'s>(
        &mut self,
        value: &Value,
        at: &At<'_>,
        scope: &Scope<'s, 'a>,
    ) -> Option<(Each, Scope<'s, 'a>)> {
        let mut inside = scope.clone();
        let named = value.as_mapping().filter(|mapping| !mapping.contains_key("rows") && !mapping.is_empty());
        let Some(named) = named else {
            let over = self.over(value, at, ITEM, &mut inside)?;
            return Some((Each { loops: vec![Loop { name: ITEM.to_owned(), over }] }, inside));
        };
        let mut loops = Vec::new();
        for (name, value) in named.iter().filter_map(|(name, value)| Some((name.as_str()?, value))) {
            let here = at.key(name);
            self.check_name(name, &here);
            let over = self.over(value, &here, name, &mut inside)?;
            loops.push(Loop { name: name.to_owned(), over });
        }
        Some((Each { loops }, inside))
    }

    /// What a loop goes through, whose items are called `name` from then on.
    fn over(&mut self, value: &Value, at: &At<'_>, name: &str, inside: &mut Scope<'_, 'a>) -> Option<Over> {
        if let Some(mapping) = value.as_mapping().filter(|mapping| mapping.contains_key("rows")) {
            self.check_keys(mapping, at, &["rows", "key", "where", "order"]);
            let rows = self.rows(mapping, "rows", at, inside)?;
            inside.bind(name, Bound::Row(rows.table.clone()));
            return Some(Over::Rows(rows));
        }
        if value.as_str().is_none_or(|text| text.starts_with('=')) {
            let help = "write a list (`each: UserIds`), `{rows: members, where: {…}}`, or names for several: `{user: List, conv: $user.Convs}`";
            return self.wrong("this is nothing to go through", at, help);
        }
        let (list, schema) = self.typed(value, at, inside)?;
        let bound = match schema.map(parts) {
            None => Bound::Item(None),
            Some(Some(bound)) => bound,
            Some(None) => {
                let message = format!("{} is neither a list nor a map", quoted(value.as_str().unwrap_or_default()));
                return self.wrong(&message, at, "name a parameter or field that is a `list<…>` or a `map<…, …>`");
            }
        };
        inside.bind(name, bound);
        Some(Over::Items(list))
    }

    /// Reports a name that is not one for rows and items.
    pub(super) fn check_name(&mut self, name: &str, at: &At<'_>) {
        if !is_snake_case(name) || [ROW, "now"].contains(&name) {
            let message = format!("nothing can be called {} here", quoted(&format!("${name}")));
            let help = "write a small letter, then small letters, digits and `_`, other than `row` and `now`";
            self.report.push(Diagnostic::error("bad-name", message).at(at.name()).help(help));
        }
    }

    /// Whether something is looked at, or happens, at all.
    pub(super) fn guard(
        &mut self,
        when: Option<&Value>,
        checks: Option<&Value>,
        at: &At<'_>,
        scope: &Scope<'_, 'a>,
    ) -> Option<Guard> {
        let mut guard = Guard::default();
        let mut all = true;
        match when {
            None => {}
            Some(Value::Mapping(when)) => {
                let at = at.key("when");
                for (value, test) in when.iter().filter_map(|(value, test)| Some((value.as_str()?, test))) {
                    let here = at.key(value);
                    let value = self.when(value, &here, scope);
                    let test = self.compare(test, &here, scope);
                    match (value, test) {
                        (Some(value), Some(test)) => guard.when.push((value, test)),
                        _ => all = false,
                    }
                }
            }
            Some(_) => {
                let help = "write a parameter or column and what it must be: `{Kind: 1}`, `{$call.state: =pending}`";
                return self.wrong("this is no condition", &at.key("when"), help);
            }
        }
        let at = at.key("if");
        let written: Vec<(&Value, At<'_>)> = match checks {
            None => Vec::new(),
            Some(Value::Sequence(list)) => {
                list.iter().enumerate().map(|(position, check)| (check, at.item(position))).collect()
            }
            Some(check) => vec![(check, at)],
        };
        for (check, at) in written {
            match self.check(check, &at, scope) {
                Some(check) => guard.checks.push(check),
                None => all = false,
            }
        }
        all.then_some(guard)
    }

    /// The value on the left of a condition, which is the key of a mapping.
    fn when(&mut self, text: &str, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Expr> {
        let mut found = crate::diagnostic::Diagnostics::default();
        let value = Reader { names: self.names, report: &mut found }.expr(&Value::from(text), at, scope);
        // What is wrong with it stands at the key.
        self.report.extend(found.iter().map(|finding| finding.clone().at(at.name())));
        value
    }

    fn check(&mut self, value: &Value, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Check> {
        let head = value.as_mapping().and_then(|mapping| CHECKS.iter().find(|head| mapping.contains_key(**head)));
        let (Some(head), Value::Mapping(mapping)) = (head, value) else {
            if let Value::Mapping(mapping) = value {
                return self.unknown_head(mapping, at, "check of a table", CHECKS);
            }
            let help = "write `{has: calls, key: CallId}`, `{lacks: …}` or `{count: members, where: {…}, max: 5}`";
            return self.wrong("this looks at no table", at, help);
        };
        self.check_keys(mapping, at, &[*head, "key", "where", "max"]);
        let rows = self.rows(mapping, head, at, scope);
        let kind = self.kind(head, mapping.get("max"), at, scope);
        Some(Check { kind: kind?, rows: rows? })
    }

    /// How many rows `head` wants.
    pub(super) fn kind(
        &mut self,
        head: &str,
        max: Option<&Value>,
        at: &At<'_>,
        scope: &Scope<'_, 'a>,
    ) -> Option<CheckKind> {
        match (head, max) {
            ("count", Some(max)) => Some(CheckKind::AtMost(self.expr(max, &at.key("max"), scope)?)),
            ("count", None) => {
                missing(at, "max", "max: 500", self.report);
                None
            }
            (_, Some(_)) => self.wrong("`max` goes with `count`", &at.key("max"), "remove it, or count the rows"),
            ("lacks", None) => Some(CheckKind::Lacks),
            (_, None) => Some(CheckKind::Has),
        }
    }
}
