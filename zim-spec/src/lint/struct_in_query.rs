//! `struct-in-query`: a struct as the parameter of an action that has no body.

use super::Lint;
use super::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::Type;
use crate::resolve::{At, param_schema, struct_of};

pub(super) const LINT: Lint = Lint::new(
    "struct-in-query",
    "a struct, or a list of them, as a parameter of a GET action",
    "A query has texts and lists of texts, and no way to write an object. Actions whose parameters are structs send them in a JSON body: `method: POST`.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    // What is wrong with a type was reported by the resolver.
    let reported = &mut Diagnostics::default();
    for doc in context.documents.actions.iter().filter(|doc| doc.content.method.as_deref() == Some("GET")) {
        let top = At::top(&doc.index);
        for (name, document) in doc.content.params.iter() {
            let at = top.key("params").key(name);
            let Some(schema) = param_schema(document, &at, &context.names, reported) else { continue };
            let Some(part) = struct_of(&schema) else { continue };
            let what = if matches!(schema.ty, Type::List(_)) { "a list of the struct" } else { "the struct" };
            let message = format!("parameter {} is {what} {}, which no query can hold", quoted(name), quoted(part));
            report.push(
                Diagnostic::error(LINT.id, message)
                    .at(at.key("type").value())
                    .note("the method stands here", top.key("method").value())
                    .help("write `method: POST`, which sends the parameters in a body"),
            );
        }
    }
}
