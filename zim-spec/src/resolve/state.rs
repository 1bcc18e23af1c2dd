//! What the sandbox knows, what must be true for an action to succeed, what it then changes and answers.

mod clauses;
mod notifies;
mod reader;
mod rows;
mod scope;

#[cfg(feature = "schema")]
pub(crate) use reader::FORMS;
#[cfg(feature = "schema")]
pub(crate) use rows::{CHECKS, TESTS};

use super::at::At;
use super::names::{Definition, Names, duplicate};
use super::siblings::Siblings;
use super::{bad_name, either, facts, missing};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest, quoted};
use crate::document::{self, ActionFile};
use crate::load::{Documents, Ordered};
use crate::model::{Assignment, Column, Counter, Effect, Expr, Notification, Piece, Precondition, Table, Template};
use crate::naming::is_snake_case;
use reader::Reader;
use scope::{Bound, ROW, Scope};
use std::collections::btree_map::Entry;

/// What an action says of state.
#[derive(Default)]
pub(super) struct ActionState {
    pub(super) notifies: Option<String>,
    pub(super) preconditions: Vec<Precondition>,
    pub(super) effects: Vec<Effect>,
    pub(super) answers: Vec<Assignment>,
    pub(super) notifications: Vec<Notification>,
}

/// What an action with these parameters and reply fields says of state.
pub(super) fn of_action<'a>(
    document: &ActionFile,
    top: &At<'_>,
    params: &Siblings<'a>,
    reply: &Siblings<'a>,
    documents: &Documents,
    names: &Names<'a>,
    report: &mut Diagnostics,
) -> ActionState {
    let mut reader = Reader { names, report };
    let mut scope = Scope::of(Some(params));
    // In this order, since each may refer to rows that one before it found.
    let preconditions = reader.preconditions(&document.preconditions, &top.key("preconditions"), &mut scope);
    let effects = reader.effects(&document.effects, &top.key("effects"), &mut scope);
    let answers = reader.answers(&document.answers, &top.key("answers"), reply, &scope);
    let (notifies, notifications) = match &document.notifies {
        Some(written) => reader.notifies(written, &top.key("notifies"), documents, &scope),
        None => (None, Vec::new()),
    };
    ActionState { notifies, preconditions, effects, answers, notifications }
}

/// Adds tables and counters to `names`.
pub(super) fn definitions<'a>(documents: &'a Documents, names: &mut Names<'a>, report: &mut Diagnostics) {
    for doc in &documents.state {
        let tables = At::top(&doc.index).key("tables");
        for (name, document) in doc.content.tables.iter() {
            let at = tables.key(name);
            check_name("table", name, &at, report);
            let item = table(name, document, &at, report);
            match names.tables.entry(name) {
                Entry::Vacant(free) => drop(free.insert(Definition { at, item })),
                Entry::Occupied(taken) => report.push(duplicate("table", name, &taken.get().at, &at)),
            }
        }
        let counters = At::top(&doc.index).key("counters");
        for (name, doc) in doc.content.counters.iter() {
            let at = counters.key(name);
            check_name("counter", name, &at, report);
            let item = Some(Counter { name: name.to_owned(), doc: doc.trim().to_owned() });
            match names.counters.entry(name) {
                Entry::Vacant(free) => drop(free.insert(Definition { at, item })),
                Entry::Occupied(taken) => report.push(duplicate("counter", name, &taken.get().at, &at)),
            }
        }
    }
    templates(documents, names, report);
}

fn table(name: &str, document: &document::Table, at: &At<'_>, report: &mut Diagnostics) -> Option<Table> {
    if document.key.is_empty() && !at.key("key").is_empty() {
        missing(at, "key", "key: {user_id: The user.}", report);
    }
    if at.key("key").is_empty() {
        let help = "write the columns that tell one row from another: `key: {user_id: The user.}`";
        report.push(Diagnostic::error("bad-state", "a table without a key").at(at.key("key").name()).help(help));
    }
    let mut columns = |written: &Ordered<String>, at: At<'_>| {
        let column = |(name, doc): (&str, &String)| {
            check_name("column", name, &at.key(name), report);
            Column { name: name.to_owned(), doc: doc.trim().to_owned() }
        };
        written.iter().map(column).collect::<Vec<_>>()
    };
    let key = columns(&document.key, at.key("key"));
    let others = columns(&document.columns, at.key("columns"));
    for column in others.iter().filter(|column| key.iter().any(|other| other.name == column.name)) {
        let (first, second) = (at.key("key").key(&column.name), at.key("columns").key(&column.name));
        report.push(duplicate("column", &column.name, &first, &second));
    }
    let doc = facts::text(&document.doc);
    (!key.is_empty()).then(|| Table { name: name.to_owned(), doc, key, columns: others, absent: None, present: None })
}

/// Reads the reasons of the tables, in which columns of the key stand in braces.
fn templates(documents: &Documents, names: &mut Names<'_>, report: &mut Diagnostics) {
    let mut read = Vec::new();
    for doc in &documents.state {
        for (name, document) in doc.content.tables.iter() {
            let at = At::top(&doc.index).key("tables").key(name);
            if names.tables.get(name).is_none_or(|table| table.item.is_none()) {
                continue;
            }
            let scope = Scope::of(None).with(ROW, Bound::Row(name.to_owned()));
            let mut reader = Reader { names, report };
            // A column is written without `$row.`: there is nothing else to name.
            let mut one = |text: &Option<String>, key: &str| {
                let text = text.as_ref()?.replace('{', "{$row.");
                reader.template(&text, &at.key(key), &scope)
            };
            let (absent, present) = (one(&document.absent, "absent"), one(&document.present, "present"));
            for column in absent.iter().flat_map(columns_of) {
                if !at.key("key").has(column) {
                    let message = format!("{} is not part of the key, and here is no row that has it", quoted(column));
                    let help = "name columns of the key alone";
                    let finding = Diagnostic::error("bad-state", message).at(at.key("absent").value());
                    report.push(finding.help(help));
                }
            }
            read.push((name, absent, present));
        }
    }
    for (name, absent, present) in read {
        if let Some(table) = names.tables.get_mut(name).and_then(|table| table.item.as_mut()) {
            (table.absent, table.present) = (absent, present);
        }
    }
}

/// The columns of `$row` that a reason names.
fn columns_of(template: &Template) -> impl Iterator<Item = &str> {
    template.pieces.iter().filter_map(|piece| match piece {
        Piece::Value(Expr::Bound { path, .. }) => path.first().map(String::as_str),
        _ => None,
    })
}

fn check_name(what: &str, name: &str, at: &At<'_>, report: &mut Diagnostics) {
    if !is_snake_case(name) {
        let allowed = "a small letter, then small letters, digits and `_`: `user_id`";
        report.push(bad_name(what, name, allowed).at(at.name()));
    }
}

/// Reports `column`, which stands at `place`, unless the table has it; says whether it may have it.
fn check_column(table: &str, column: &str, place: &Place, names: &Names<'_>, report: &mut Diagnostics) -> bool {
    let Some(definition) = names.tables.get(table) else { return true };
    let Some(item) = &definition.item else { return true };
    if item.has_column(column) || definition.at.key("key").has(column) || definition.at.key("columns").has(column) {
        return true;
    }
    let known = || item.key.iter().chain(&item.columns).map(|column| column.name.as_str());
    let help = match nearest(column, known()) {
        Some(meant) => format!("did you mean {}?", quoted(meant)),
        None => format!("write one of {}, or add it to the table in state.yaml", either(known())),
    };
    let message = format!("table {} has no column {}", quoted(table), quoted(column));
    report.push(Diagnostic::error("unknown-column", message).at(place.clone()).help(help));
    false
}
