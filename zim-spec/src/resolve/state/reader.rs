//! Values as the spec writes them: names, literals, and mappings with a key that says what is made of others.

use super::super::names::Names;
use super::super::{At, either, mended, missing};
use super::scope::{Bound, ROW, Scope};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use crate::model::{Assignment, Expr, Piece, Scalar, Schema, Template, Type, Unit};
use crate::naming::is_identifier;
use serde_yaml::{Mapping, Value};

/// How values are written, to follow `write`.
const NOTATION: &str = "a parameter (`FromUserId`), a column (`$call.state`), `$now`, a number, a text as `=text`, or a mapping such as `{first: [A, B]}`";

/// Each mapping that is a value, by the key that tells it, with the further keys it may have.
pub(crate) const FORMS: &[(&str, &[&str])] = &[
    ("first", &[]),
    ("sum", &[]),
    ("seconds", &[]),
    ("milliseconds", &[]),
    ("switch", &["cases", "else"]),
    ("fresh", &["prefix"]),
    ("next", &["per"]),
    ("pair", &[]),
    ("column", &["of", "key"]),
    ("count", &["key", "where"]),
    ("size", &[]),
    ("each", &["fields", "value"]),
    ("rows", &["key", "where", "order", "fields", "value"]),
    ("fields", &[]),
];

/// The keys that tell mappings that are values.
pub(super) fn heads() -> Vec<&'static str> {
    FORMS.iter().map(|(head, _)| *head).collect()
}

/// Reads what actions say of state.
pub(super) struct Reader<'r, 'a> {
    pub(super) names: &'r Names<'a>,
    pub(super) report: &'r mut Diagnostics,
}

impl<'a> Reader<'_, 'a> {
    /// The value at `at`.
    pub(super) fn expr(&mut self, value: &Value, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Expr> {
        self.typed(value, at, scope).map(|(expr, _)| expr)
    }

    /// The value at `at`, and what it is if that is known.
    pub(super) fn typed(
        &mut self,
        value: &Value,
        at: &At<'_>,
        scope: &Scope<'_, 'a>,
    ) -> Option<(Expr, Option<Schema>)> {
        match value {
            Value::String(text) => self.text(text, at, scope),
            Value::Bool(flag) => Some((Expr::Literal(Scalar::Bool(*flag)), None)),
            Value::Number(number) if number.is_i64() => {
                Some((Expr::Literal(Scalar::Int(number.as_i64().unwrap_or_default())), None))
            }
            Value::Sequence(list) => Some((Expr::List(self.list(list, at, scope)?), None)),
            Value::Mapping(mapping) => Some((self.form(mapping, at, scope)?, None)),
            _ => self.wrong("this is no value", at, &format!("write {NOTATION}")),
        }
    }

    /// A literal, or a reference.
    fn text(&mut self, text: &str, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<(Expr, Option<Schema>)> {
        if let Some(literal) = text.strip_prefix('=') {
            return Some((Expr::Literal(Scalar::Text(literal.to_owned())), None));
        }
        if !text.strip_prefix('$').unwrap_or(text).split('.').all(is_identifier) {
            let message = format!("{} is no value", quoted(text));
            return self.wrong(&message, at, &format!("write {}, or {NOTATION}", quoted(&format!("={text}"))));
        }
        scope.find(text, at, self.names, self.report)
    }

    /// All values of a list.
    pub(super) fn list(&mut self, list: &[Value], at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Vec<Expr>> {
        // Each is read, so that all mistakes come at once.
        let values: Vec<_> =
            list.iter().enumerate().map(|(position, value)| self.expr(value, &at.item(position), scope)).collect();
        values.into_iter().collect()
    }

    /// One value or a list of them.
    pub(super) fn one_or_more(&mut self, value: &Value, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Vec<Expr>> {
        match value {
            Value::Sequence(list) => self.list(list, at, scope),
            value => self.expr(value, at, scope).map(|value| vec![value]),
        }
    }

    /// What a mapping makes of other values.
    fn form(&mut self, mapping: &Mapping, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Expr> {
        let head = FORMS.iter().find(|(head, _)| mapping.contains_key(*head));
        let Some((head, further)) = head else { return self.unknown_head(mapping, at, "value", &heads()) };
        self.check_keys(mapping, at, &[&[*head], *further].concat());
        let here = at.key(head);
        let value = mapping.get(*head)?;
        match *head {
            "first" => Some(Expr::First(self.several(value, &here, scope)?)),
            "sum" => self.sum(value, &here, scope),
            "seconds" => Some(Expr::Seconds(Box::new(self.expr(value, &here, scope)?))),
            "milliseconds" => Some(Expr::Milliseconds(Box::new(self.expr(value, &here, scope)?))),
            "switch" => self.switch(mapping, at, scope),
            "fresh" => self.fresh(mapping, at),
            "next" => self.next(mapping, at, scope),
            "pair" => {
                let both = self.several(value, &here, scope)?;
                match <[Expr; 2]>::try_from(both) {
                    Ok([one, other]) => Some(Expr::Pair(Box::new((one, other)))),
                    Err(_) => self.wrong("a pair has two values", &here, "write `pair: [FromUserId, ToUserId]`"),
                }
            }
            "column" => self.column(mapping, at, scope),
            "count" => Some(Expr::Count(Box::new(self.rows(mapping, "count", at, scope)?))),
            "size" => Some(Expr::Size(Box::new(self.expr(value, &here, scope)?))),
            "each" => {
                let (each, inside) = self.each(value, &here, scope)?;
                Some(Expr::ForEach(Box::new((each, self.item(mapping, at, &inside)?))))
            }
            "rows" => {
                let table = value.as_str().unwrap_or_default().to_owned();
                let rows = self.rows(mapping, "rows", at, scope);
                let bound = if rows.is_some() { Bound::Row(table) } else { Bound::Lost };
                let item = self.item(mapping, at, &scope.with(ROW, bound));
                Some(Expr::ForRows(Box::new((rows?, item?))))
            }
            _ => Some(Expr::Object(self.fields(value, &here, scope)?)),
        }
    }

    /// Reports a mapping without any of `heads`, one of which tells what kind of `noun` it is.
    pub(super) fn unknown_head<T>(&mut self, mapping: &Mapping, at: &At<'_>, noun: &str, heads: &[&str]) -> Option<T> {
        let first = mapping.keys().find_map(Value::as_str).unwrap_or_default();
        let meant = nearest(first, heads.iter().copied());
        let help = match meant {
            Some(meant) => format!("did you mean {}?", quoted(meant)),
            None => format!("write one of {}", either(heads.iter().copied())),
        };
        let (message, place) = match mapping.is_empty() {
            true => (format!("this is no {noun}"), at.value()),
            false => (format!("no {noun} has a key {}", quoted(first)), at.key(first).name()),
        };
        let finding = Diagnostic::error("bad-state", message).at(place.clone()).help(help);
        self.report.push(mended(finding, place, first, meant));
        None
    }

    /// Reports keys that are not among `known`.
    pub(super) fn check_keys(&mut self, mapping: &Mapping, at: &At<'_>, known: &[&str]) {
        for key in mapping.keys().filter_map(Value::as_str).filter(|key| !known.contains(key)) {
            let meant = nearest(key, known.iter().copied());
            let help = match meant {
                Some(meant) => format!("did you mean {}?", quoted(meant)),
                None => format!("the keys allowed here are {}", either(known.iter().copied())),
            };
            let place = at.key(key).name();
            let message = format!("unknown key {}", quoted(key));
            let finding = Diagnostic::error("unknown-key", message).at(place.clone()).help(help);
            self.report.push(mended(finding, place, key, meant));
        }
    }

    /// A list of one or more values.
    fn several(&mut self, value: &Value, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Vec<Expr>> {
        match value {
            Value::Sequence(list) if !list.is_empty() => self.list(list, at, scope),
            _ => self.wrong("this is no list of values", at, "write a list: `[A, B]`"),
        }
    }

    /// Spans in seconds count in milliseconds, as all times do.
    fn sum(&mut self, value: &Value, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Expr> {
        let Value::Sequence(list) = value else {
            return self.wrong("this is no list of values", at, "write a list: `[$now, Timeout]`");
        };
        let terms: Vec<_> = list
            .iter()
            .enumerate()
            .map(|(position, value)| {
                let (term, schema) = self.typed(value, &at.item(position), scope)?;
                let is_seconds = |schema: Schema| matches!(schema.unit, Some(Unit::Seconds | Unit::UnixSeconds));
                Some(if schema.is_some_and(is_seconds) { Expr::Milliseconds(Box::new(term)) } else { term })
            })
            .collect();
        Some(Expr::Sum(terms.into_iter().collect::<Option<_>>()?))
    }

    fn switch(&mut self, mapping: &Mapping, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Expr> {
        let of = self.expr(mapping.get("switch")?, &at.key("switch"), scope);
        let otherwise = mapping.get("else").map(|value| self.expr(value, &at.key("else"), scope));
        let here = at.key("cases");
        let Some(Value::Mapping(written)) = mapping.get("cases") else {
            if at.has("cases") {
                return self.wrong("these are no cases", &here, "write `cases: {0: 90, =text: 5}`");
            }
            missing(at, "cases", "cases: {0: 90}", self.report);
            return None;
        };
        let mut cases = Vec::new();
        for (case, value) in written {
            let case = case.as_str().unwrap_or_default();
            let value = self.expr(value, &here.key(case), scope);
            let Some(literal) = literal(case) else {
                let message = format!("{} is no case", quoted(case));
                let help = format!("write a number, `true`, `false`, or a text: {}", quoted(&format!("={case}")));
                self.report.push(Diagnostic::error("bad-state", message).at(here.key(case).name()).help(help));
                return None;
            };
            cases.push((literal, value?));
        }
        let otherwise = match otherwise {
            None => None,
            Some(value) => Some(Box::new(value?)),
        };
        Some(Expr::Switch { of: Box::new(of?), cases, otherwise })
    }

    fn fresh(&mut self, mapping: &Mapping, at: &At<'_>) -> Option<Expr> {
        let prefix = match mapping.get("prefix") {
            None => "",
            Some(prefix) => match prefix.as_str() {
                Some(prefix) => prefix,
                None => return self.wrong("a prefix is a text", &at.key("prefix"), "write it in quotes: `\"#\"`"),
            },
        };
        match mapping.get("fresh").and_then(Value::as_str) {
            Some("text") => Some(Expr::FreshText(prefix.to_owned())),
            Some("number") if prefix.is_empty() => Some(Expr::FreshNumber),
            Some("number") => {
                self.wrong("a number has no prefix", &at.key("prefix"), "remove it, or write `fresh: text`")
            }
            _ => self.wrong(
                "this does not say what is made up",
                &at.key("fresh"),
                "write `fresh: text` or `fresh: number`",
            ),
        }
    }

    fn next(&mut self, mapping: &Mapping, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Expr> {
        let per = match mapping.get("per") {
            None => Some(Vec::new()),
            Some(per) => self.one_or_more(per, &at.key("per"), scope),
        };
        let here = at.key("next");
        let Some(counter) = mapping.get("next").and_then(Value::as_str) else {
            return self.wrong("this names no counter", &here, "write the name of a counter of state.yaml");
        };
        if !self.names.counters.contains_key(counter) && !self.names.may_have_counter(counter) {
            let known = || self.names.counters.keys().copied();
            let help = match nearest(counter, known()) {
                Some(meant) => format!("did you mean {}?", quoted(meant)),
                None => format!("define it in state.yaml: `counters: {{{counter}: What it counts.}}`"),
            };
            let message = format!("no counter is called {}", quoted(counter));
            self.report.push(Diagnostic::error("unknown-table", message).at(here.value()).help(help));
            return None;
        }
        Some(Expr::Next { counter: counter.to_owned(), per: per? })
    }

    fn column(&mut self, mapping: &Mapping, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Expr> {
        let Some(of) = mapping.get("of") else {
            missing(at, "of", "of: users", self.report);
            return None;
        };
        let table = self.table(of, &at.key("of"))?;
        let key = match mapping.get("key") {
            Some(key) => self.key(key, &at.key("key"), &table, scope),
            None => {
                missing(at, "key", "key: $row.user_id", self.report);
                None
            }
        };
        let here = at.key("column");
        let Some(column) = mapping.get("column").and_then(Value::as_str) else {
            return self.wrong("this names no column", &here, "write the name of a column");
        };
        let known = super::check_column(&table, column, &here.value(), self.names, self.report);
        Some(Expr::Column { table, key: key?, column: known.then(|| column.to_owned())? })
    }

    /// What an item of a list is made of.
    fn item(&mut self, mapping: &Mapping, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Expr> {
        match (mapping.get("fields"), mapping.get("value")) {
            (Some(fields), None) => Some(Expr::Object(self.fields(fields, &at.key("fields"), scope)?)),
            (None, Some(value)) => self.expr(value, &at.key("value"), scope),
            (Some(_), Some(_)) => {
                self.wrong("both `fields` and `value`", &at.key("value"), "keep the one that says what an item is")
            }
            (None, None) => {
                if !at.has("fields") && !at.has("value") {
                    let help = "write `fields: {UserId: $item}` for a list of objects, or `value: $item`";
                    return self.wrong("this does not say what an item of the list is", at, help);
                }
                None
            }
        }
    }

    /// The fields of an object, each with its value.
    fn fields(&mut self, value: &Value, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Vec<Assignment>> {
        let Value::Mapping(mapping) = value else {
            return self.wrong("these are no fields", at, "write each with its value: `{UserId: $item}`");
        };
        let fields: Vec<_> = mapping
            .iter()
            .filter_map(|(name, value)| Some((name.as_str()?, value)))
            .map(|(name, value)| {
                let value = self.expr(value, &at.key(name), scope)?;
                Some(Assignment { name: name.to_owned(), value })
            })
            .collect();
        fields.into_iter().collect()
    }

    /// A text with values in braces.
    pub(super) fn template(&mut self, text: &str, at: &At<'_>, scope: &Scope<'_, 'a>) -> Option<Template> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((value, after)) = after.split_once('}') else {
                return self.wrong("a `{` without its `}`", at, "write values as `{CallId}`");
            };
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Value(self.text(value, at, scope)?.0));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Some(Template { pieces })
    }

    pub(super) fn wrong<T>(&mut self, message: &str, at: &At<'_>, help: &str) -> Option<T> {
        self.report.push(Diagnostic::error("bad-state", message).at(at.value()).help(help));
        None
    }
}

/// A case of a switch, as the key of a mapping.
fn literal(text: &str) -> Option<Scalar> {
    match text {
        "true" => Some(Scalar::Bool(true)),
        "false" => Some(Scalar::Bool(false)),
        text => match text.strip_prefix('=') {
            Some(text) => Some(Scalar::Text(text.to_owned())),
            None => text.parse().ok().map(Scalar::Int),
        },
    }
}

/// What is met when a list or a map is gone through; `None` if this is neither.
pub(super) fn parts(schema: Schema) -> Option<Bound> {
    match schema.ty {
        Type::List(item) => Some(Bound::Item(Some(*item))),
        Type::Map { key, value } => Some(Bound::Entry(Box::new((*key, *value)))),
        Type::Json { value, .. } => parts(*value),
        _ => None,
    }
}
