//! Preconditions, effects and answers of an action.

use super::super::siblings::Siblings;
use super::super::{At, codes, either, missing};
use super::reader::Reader;
use super::scope::{Bound, ROW, Scope};
use crate::diagnostic::{Diagnostic, quoted};
use crate::document;
use crate::load::Ordered;
use crate::model::{Assignment, Change, Check, Effect, Precondition, Schema, Type};
use serde_yaml::Value;

/// The keys that name the table of an effect.
const CHANGES: &[(&str, Change)] = &[("put", Change::Put), ("update", Change::Update), ("remove", Change::Remove)];

/// Further keys of preconditions and effects.
const KEYS: &[&str] = &["key", "where", "max", "set", "each", "when", "if", "as", "otherwise", "none_left", "says"];

impl<'a> Reader<'_, 'a> {
    pub(super) fn preconditions(
        &mut self,
        written: &[document::Precondition],
        at: &At<'_>,
        scope: &mut Scope<'_, 'a>,
    ) -> Vec<Precondition> {
        let all = written.iter().enumerate();
        all.filter_map(|(position, document)| self.precondition(document, &at.item(position), scope)).collect()
    }

    fn precondition(
        &mut self,
        document: &document::Precondition,
        at: &At<'_>,
        scope: &mut Scope<'_, 'a>,
    ) -> Option<Precondition> {
        let tables = [("has", &document.has), ("lacks", &document.lacks), ("count", &document.count)];
        let (each, inside) = match &document.each {
            Some(each) => self.each(each, &at.key("each"), scope).map(|(each, inside)| (Some(each), inside)),
            None => Some((None, scope.clone())),
        }
        // Without what it is for, nothing else can be told of it.
        .or_else(|| {
            self.name(document.name.as_deref(), None, at, scope);
            None
        })?;
        let head = self.head(&tables, at, "has: users");
        let mut named = inside.clone();
        let rows = match head {
            Some((head, table)) => {
                let table = self.table(&Value::from(table.as_str()), &at.key(head));
                let rows = self.selection(table, document.key.as_ref(), document.tests.as_ref(), at, &inside);
                self.name(document.name.as_deref(), rows.as_ref().map(|rows| rows.table.as_str()), at, &mut named);
                rows
            }
            None => {
                self.name(document.name.as_deref(), None, at, &mut named);
                None
            }
        };
        let kind = head.and_then(|(head, _)| self.kind(head, document.max.as_ref(), at, &inside));
        let guard = self.guard(document.when.as_ref(), document.checks.as_ref(), at, &inside);
        let says = document.says.as_ref().map(|says| self.template(says, &at.key("says"), &named));
        match document.otherwise {
            None => missing(at, "otherwise", "otherwise: 660900004", self.report),
            Some(code) => drop(codes::check_defined(code, &at.key("otherwise"), self.names, self.report)),
        }
        if let Some(code) = document.none_left {
            codes::check_defined(code, &at.key("none_left"), self.names, self.report);
            if each.is_none() && !at.has("each") {
                self.wrong::<()>("`none_left` without `each`", &at.key("none_left"), "remove it: there are no items");
            }
        }
        if each.is_none() {
            *scope = named;
        }
        Some(Precondition {
            check: Check { kind: kind?, rows: rows? },
            each,
            guard: guard?,
            name: document.name.clone(),
            otherwise: document.otherwise?,
            none_left: document.none_left,
            says: match says {
                None => None,
                Some(says) => Some(says?),
            },
        })
    }

    /// The one key of `tables` that is there, with the table it names.
    fn head<'k, 'd>(
        &mut self,
        tables: &[(&'k str, &'d Option<String>)],
        at: &At<'_>,
        example: &str,
    ) -> Option<(&'k str, &'d String)> {
        let mut given = tables.iter().filter_map(|(key, table)| Some((*key, table.as_ref()?)));
        let keys = || either(tables.iter().map(|(key, _)| *key));
        match (given.next(), given.next()) {
            (Some(one), None) => Some(one),
            (Some((first, _)), Some((second, _))) => {
                let message = format!("both {} and {}", quoted(first), quoted(second));
                self.report.push(
                    Diagnostic::error("bad-state", message)
                        .at(at.key(second).name())
                        .note("the other is here", at.key(first).name())
                        .help(format!("keep one of {}", keys())),
                );
                None
            }
            (None, _) => {
                // One that could not be read was reported, and so was a key that may stand for it.
                let known = KEYS.iter().filter(|key| at.has(key)).count();
                if !tables.iter().any(|(key, _)| at.has(key)) && at.count() == known {
                    let message = "this does not say which table it is about";
                    let help = format!("write one of {} with a table, such as `{example}`", keys());
                    self.report.push(Diagnostic::error("missing-key", message).at(at.name()).help(help));
                }
                None
            }
        }
    }

    /// Calls a row of `table` what `as` says.
    fn name(&mut self, name: Option<&str>, table: Option<&str>, at: &At<'_>, scope: &mut Scope<'_, 'a>) {
        let Some(name) = name else { return };
        self.check_name_value(name, &at.key("as"));
        scope.bind(name, table.map_or(Bound::Lost, |table| Bound::Row(table.to_owned())));
    }

    pub(super) fn effects(
        &mut self,
        written: &[document::Effect],
        at: &At<'_>,
        scope: &mut Scope<'_, 'a>,
    ) -> Vec<Effect> {
        let all = written.iter().enumerate();
        all.filter_map(|(position, document)| self.effect(document, &at.item(position), scope)).collect()
    }

    fn effect(&mut self, document: &document::Effect, at: &At<'_>, scope: &mut Scope<'_, 'a>) -> Option<Effect> {
        let tables = [("put", &document.put), ("update", &document.update), ("remove", &document.remove)];
        let looped = match &document.each {
            Some(each) => self.each(each, &at.key("each"), scope).map(|(each, inside)| (Some(each), inside)),
            None => Some((None, scope.clone())),
        };
        let Some((each, inside)) = looped else {
            self.name(document.name.as_deref(), None, at, scope);
            return None;
        };
        let head = self.head(&tables, at, "put: users");
        let table = head.and_then(|(head, table)| self.table(&Value::from(table.as_str()), &at.key(head)));
        self.name(document.name.as_deref(), table.as_deref(), at, scope);
        let (head, _) = head?;
        let change = CHANGES.iter().find(|(key, _)| *key == head).map(|(_, change)| *change)?;
        let rows = self.selection(table.clone(), document.key.as_ref(), document.tests.as_ref(), at, &inside);
        let row = table.clone().map_or(Bound::Lost, Bound::Row);
        let set = self.set(&document.set, &at.key("set"), table.as_deref(), &inside.with(ROW, row));
        let guard = self.guard(document.when.as_ref(), document.checks.as_ref(), at, &inside);
        let fits = self.check_parts(change, at);
        if each.is_some() && document.name.is_some() {
            self.wrong::<()>("`as` in a loop names many rows", &at.key("as"), "remove it, or the loop");
        }
        fits.then_some(())?;
        Some(Effect { change, rows: rows?, set: set?, each, guard: guard?, name: document.name.clone() })
    }

    /// Whether the keys of an effect go with what it does.
    fn check_parts(&mut self, change: Change, at: &At<'_>) -> bool {
        let (has_key, has_tests, has_set) = (at.has("key"), at.has("where"), at.has("set"));
        match change {
            Change::Put => {
                if !has_key {
                    missing(at, "key", "key: FromUserId", self.report);
                }
                if has_tests {
                    let help = "remove it: the row of the key is put; use `update` for rows that are so";
                    self.wrong::<()>("`where` does not go with `put`", &at.key("where"), help);
                }
                has_key && !has_tests
            }
            _ => {
                if !has_key && !has_tests {
                    let message = "this does not say which rows";
                    let help = "write `key: …` for one row, or `where: {…}` for all that are so";
                    self.report.push(Diagnostic::error("missing-key", message).at(at.name()).help(help));
                }
                if change == Change::Update && !has_set {
                    missing(at, "set", "set: {state: =rejected}", self.report);
                }
                if change == Change::Remove && has_set {
                    let help = "remove it: the rows are gone afterwards";
                    self.wrong::<()>("`set` does not go with `remove`", &at.key("set"), help);
                }
                (has_key || has_tests) && (change == Change::Remove || has_set)
            }
        }
    }

    fn set(
        &mut self,
        written: &Ordered<Value>,
        at: &At<'_>,
        table: Option<&str>,
        scope: &Scope<'_, 'a>,
    ) -> Option<Vec<Assignment>> {
        let mut all = true;
        let mut set = Vec::new();
        for (column, value) in written.iter() {
            let here = at.key(column);
            let known = table.is_some_and(|table| {
                let of_key = self.names.tables.get(table).and_then(|table| table.item.as_ref());
                if of_key.is_some_and(|table| table.key.iter().any(|key| key.name == column)) {
                    let message = format!("{} is part of the key of {}", quoted(column), quoted(table));
                    let help = "the key tells which row it is: remove this, or put another row";
                    self.report.push(Diagnostic::error("bad-state", message).at(here.name()).help(help));
                    return false;
                }
                super::check_column(table, column, &here.name(), self.names, self.report)
            });
            match self.expr(value, &here, scope) {
                Some(value) if known => set.push(Assignment { name: column.to_owned(), value }),
                _ => all = false,
            }
        }
        all.then_some(set)
    }

    pub(super) fn answers(
        &mut self,
        written: &Ordered<Value>,
        at: &At<'_>,
        reply: &Siblings<'a>,
        scope: &Scope<'_, 'a>,
    ) -> Vec<Assignment> {
        let answer = |(field, value): (&str, &Value)| {
            let here = at.key(field);
            let schema = reply.find(field, here.name(), self.report).cloned();
            if let Some(schema) = &schema {
                self.shape(value, schema, &here);
            }
            let value = self.expr(value, &here, scope)?;
            Some(Assignment { name: field.to_owned(), value })
        };
        written.iter().filter_map(answer).collect()
    }

    /// Reports fields inside the value for a field that is no such struct.
    pub(super) fn shape(&mut self, value: &Value, schema: &Schema, at: &At<'_>) {
        let inner = |schema: &Schema| match &schema.ty {
            Type::List(item) | Type::Json { value: item, .. } => Some((**item).clone()),
            _ => None,
        };
        if let Type::Json { value: inside, .. } = &schema.ty {
            return self.shape(value, inside, at);
        }
        match value {
            Value::Sequence(list) => {
                for (position, value) in list.iter().enumerate() {
                    if let Some(item) = inner(schema) {
                        self.shape(value, &item, &at.item(position));
                    }
                }
            }
            Value::Mapping(mapping) => {
                let is_list = mapping.contains_key("rows") || mapping.contains_key("each");
                let item = if is_list { inner(schema) } else { Some(schema.clone()) };
                if let (Some(Value::Mapping(fields)), Some(Schema { ty: Type::Struct(name), .. })) =
                    (mapping.get("fields"), &item)
                    && let Some(siblings) = Siblings::of_struct(name, self.names)
                {
                    let at = at.key("fields");
                    for (field, value) in fields.iter().filter_map(|(name, value)| Some((name.as_str()?, value))) {
                        let here = at.key(field);
                        if let Some(schema) = siblings.find(field, here.name(), self.report).cloned() {
                            self.shape(value, &schema, &here);
                        }
                    }
                }
                if let (Some(value), Some(item), true) = (mapping.get("value"), &item, is_list) {
                    self.shape(value, item, &at.key("value"));
                }
            }
            _ => {}
        }
    }

    fn check_name_value(&mut self, name: &str, at: &At<'_>) {
        if !crate::naming::is_snake_case(name) || ["row", "now", "item"].contains(&name) {
            let message = format!("no row can be called {}", quoted(&format!("${name}")));
            let help = "write a small letter, then small letters, digits and `_`, other than `row`, `item` and `now`";
            self.report.push(Diagnostic::error("bad-name", message).at(at.value()).help(help));
        }
    }
}
