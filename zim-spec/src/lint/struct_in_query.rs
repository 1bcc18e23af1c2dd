//! `struct-in-query`: a parameter that only a body can hold, of an action that has none.

use super::Lint;
use super::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::ActionFile;
use crate::model::{Schema, Type};
use crate::resolve::{At, param_schema};

pub(super) const LINT: Lint = Lint::new(
    "struct-in-query",
    "a struct, union, map or JSON as a parameter in a query",
    "A query has texts and lists of texts, and no way to write an object. Actions whose parameters are structs, unions, maps or JSON send them in a JSON body: `method: POST`, or `in: body` where a GET action has one.",
    check,
);

/// Whether the parameters of the action travel in the query.
pub(super) fn has_query(file: &ActionFile) -> bool {
    match file.carrier.as_deref() {
        Some(carrier) => carrier == "query",
        None => file.method.as_deref() == Some("GET"),
    }
}

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    // What is wrong with a type was reported by the resolver.
    let reported = &mut Diagnostics::default();
    for doc in context.documents.actions.iter().filter(|doc| has_query(&doc.content)) {
        let top = At::top(&doc.index);
        let help = match doc.content.method.as_deref() {
            Some("POST") => "remove `in: query`: then the parameters are sent in a body",
            _ => "write `method: POST`, which sends the parameters in a body",
        };
        let carrier =
            if top.has("in") { ("in", "where they travel stands here") } else { ("method", "the method stands here") };
        for (name, document) in doc.content.params.iter() {
            let at = top.key("params").key(name);
            let Some(schema) = param_schema(document, &at, &context.names, reported) else { continue };
            let Some(what) = what(&schema) else { continue };
            let message = format!("parameter {} is {what}, which no query can hold", quoted(name));
            report.push(
                Diagnostic::error(LINT.id, message)
                    .at(at.key("type").value())
                    .note(carrier.1, top.key(carrier.0).value())
                    .help(help),
            );
        }
    }
}

/// What a value is that no query can hold.
fn what(schema: &Schema) -> Option<String> {
    match &schema.ty {
        Type::Text | Type::Bool | Type::Int(_) => None,
        Type::Struct(name) => Some(format!("the struct {}", quoted(name))),
        Type::Union(name) => Some(format!("the union {}", quoted(name))),
        Type::Map { .. } => Some("a map".to_owned()),
        Type::Json { .. } => Some("JSON in a text".to_owned()),
        Type::List(item) => what(item).map(|item| format!("a list of {item}")),
    }
}
