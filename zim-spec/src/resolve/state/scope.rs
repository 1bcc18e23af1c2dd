//! What values may refer to at a place: parameters, rows that were found, items of loops.

use super::super::names::Names;
use super::super::siblings::Siblings;
use super::super::{At, either};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use crate::model::{Expr, Schema, Type};

/// The names that can be used at a place. Cloned where more are to be used further in.
#[derive(Clone)]
pub(super) struct Scope<'s, 'a> {
    /// The parameters of the action; none where no request is at hand.
    pub(super) params: Option<&'s Siblings<'a>>,
    bound: Vec<(String, Bound)>,
}

/// What a name with `$` stands for.
#[derive(Clone)]
pub(super) enum Bound {
    /// A row of the table of that name.
    Row(String),
    /// An item of a list; what it is if that is known.
    Item(Option<Schema>),
    /// An entry of a map: its key and its value.
    Entry(Box<(Schema, Schema)>),
    /// Something that was reported.
    Lost,
}

/// The name of the row that is looked at.
pub(super) const ROW: &str = "row";
/// The name of an item of a loop that names none.
pub(super) const ITEM: &str = "item";
const NOW: &str = "now";

impl<'s, 'a> Scope<'s, 'a> {
    pub(super) fn of(params: Option<&'s Siblings<'a>>) -> Self {
        Self { params, bound: Vec::new() }
    }

    /// Calls something `name` from now on, in place of whatever was called so.
    pub(super) fn bind(&mut self, name: &str, bound: Bound) {
        self.bound.retain(|(taken, _)| taken != name);
        self.bound.push((name.to_owned(), bound));
    }

    /// The same with something called `name`.
    pub(super) fn with(&self, name: &str, bound: Bound) -> Self {
        let mut inside = self.clone();
        inside.bind(name, bound);
        inside
    }

    /// What the reference `text` refers to, and what that is if it is known.
    pub(super) fn find(
        &self,
        text: &str,
        at: &At<'_>,
        names: &Names<'a>,
        report: &mut Diagnostics,
    ) -> Option<(Expr, Option<Schema>)> {
        let mut steps = text.strip_prefix('$').unwrap_or(text).split('.');
        let name = steps.next().unwrap_or_default();
        let path: Vec<String> = steps.map(str::to_owned).collect();
        if text.starts_with('$') {
            if name == NOW && path.is_empty() {
                return Some((Expr::Now, None));
            }
            let schema = self.bound(name, &path, at, names, report)?;
            return Some((Expr::Bound { name: name.to_owned(), path }, schema));
        }
        let schema = self.param(name, at, report)?;
        let schema = walk(schema.cloned(), &path, at, names, report)?;
        Some((Expr::Param { name: name.to_owned(), path }, schema))
    }

    /// What the parameter is, if that is known.
    fn param(&self, name: &str, at: &At<'_>, report: &mut Diagnostics) -> Option<Option<&'s Schema>> {
        if let Some(params) = self.params.filter(|params| params.has(name)) {
            return Some(params.iter().find(|(known, _)| *known == name).map(|(_, schema)| schema));
        }
        let known: Vec<&str> = self.params.map(|params| params.names().collect()).unwrap_or_default();
        let help = match nearest(name, known.iter().copied()) {
            Some(meant) => format!("did you mean {}?", quoted(meant)),
            None if self.bound.iter().any(|(bound, _)| bound == name) => {
                format!("write {}", quoted(&format!("${name}")))
            }
            None if known.is_empty() => format!("a text is written {}", quoted(&format!("={name}"))),
            None => {
                let names = either(known.into_iter());
                format!("write one of {names}; a text is written {}", quoted(&format!("={name}")))
            }
        };
        let message = format!("no parameter is called {}", quoted(name));
        report.push(Diagnostic::error("unknown-param", message).at(at.value()).help(help));
        None
    }

    /// What a column or field inside the thing called `$name` is, if that is known.
    fn bound(
        &self,
        name: &str,
        path: &[String],
        at: &At<'_>,
        names: &Names<'a>,
        report: &mut Diagnostics,
    ) -> Option<Option<Schema>> {
        let Some((_, bound)) = self.bound.iter().find(|(known, _)| known == name) else {
            let known = || self.bound.iter().map(|(name, _)| name.as_str()).chain([NOW]);
            let help = match nearest(name, known()) {
                Some(meant) => format!("did you mean {}?", quoted(&format!("${meant}"))),
                None => {
                    let known: Vec<String> = known().map(|name| format!("${name}")).collect();
                    format!("known here are {}; `as` names a row", either(known.iter().map(String::as_str)))
                }
            };
            let message = format!("nothing is called {} here", quoted(&format!("${name}")));
            report.push(Diagnostic::error("unknown-row", message).at(at.value()).help(help));
            return None;
        };
        let (first, rest) = match path.split_first() {
            Some((first, rest)) => (first.as_str(), rest),
            None => {
                return Some(match bound {
                    Bound::Item(schema) => schema.clone(),
                    _ => None,
                });
            }
        };
        match bound {
            Bound::Lost => Some(None),
            Bound::Row(table) => {
                // What is in a column is not declared.
                super::check_column(table, first, &at.value(), names, report).then_some(None)
            }
            Bound::Item(schema) => walk(schema.clone(), path, at, names, report),
            Bound::Entry(entry) => match first {
                "key" => walk(Some(entry.0.clone()), rest, at, names, report),
                "value" => walk(Some(entry.1.clone()), rest, at, names, report),
                _ => {
                    let message = format!("an entry of a map has no {}", quoted(first));
                    let help = format!("write `${name}.key` or `${name}.value`");
                    report.push(Diagnostic::error("unknown-field", message).at(at.value()).help(help));
                    None
                }
            },
        }
    }
}

/// What the field at the end of `path` is, of a value of this schema, if that is known.
pub(super) fn walk(
    schema: Option<Schema>,
    path: &[String],
    at: &At<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Option<Option<Schema>> {
    let Some((first, rest)) = path.split_first() else { return Some(schema) };
    let Some(schema) = schema else { return Some(None) };
    let found = match &schema.ty {
        Type::Struct(name) => match Siblings::of_struct(name, names) {
            Some(fields) => fields.find(first, at.value(), report)?.clone(),
            None => return Some(None),
        },
        // Its value may be of any variant.
        Type::Union(name) => {
            let union = names.types.get(name.as_str()).and_then(|named| named.item.as_ref()?.union.as_ref());
            let Some(union) = union else { return Some(None) };
            let mut reports: Vec<Diagnostics> = Vec::new();
            for variant in &union.variants {
                let mut silent = Diagnostics::default();
                if let Some(found) = walk(Some(variant.schema.clone()), path, at, names, &mut silent) {
                    return Some(found);
                }
                reports.push(silent);
            }
            report.extend(reports.first().into_iter().flat_map(Diagnostics::iter).cloned());
            return None;
        }
        Type::Json { value, .. } => return walk(Some((**value).clone()), path, at, names, report),
        _ => {
            let message = format!("there is no {} in it: it has no fields", quoted(first));
            report.push(Diagnostic::error("bad-state", message).at(at.value()).help("leave out what follows the `.`"));
            return None;
        }
    };
    walk(Some(found), rest, at, names, report)
}
