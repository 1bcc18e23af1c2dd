//! `list-in-query`: a list in a query, of which nobody said how it is written there.

use super::Lint;
use super::context::Context;
use super::struct_in_query::has_query;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::Type;
use crate::resolve::{At, param_schema};

pub(super) const LINT: Lint = Lint::new(
    "list-in-query",
    "a list in a query without its encoding",
    "Servers differ in how they read a list out of a query: `Name[]=a&Name[]=b`, `Name=a&Name=b`, `Name=a,b`. What the service expects is said once, by `query_lists` in service.yaml; `brackets` is the first of these, and the one that ZIM expects. This is reported once, at the first such list.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    // What a service that is missing or unread says is not known.
    let Some(service) = context.documents.service.first() else { return };
    let service = At::top(&service.index);
    if service.has("query_lists") {
        return;
    }
    for doc in context.documents.actions.iter().filter(|doc| has_query(&doc.content)) {
        let top = At::top(&doc.index);
        for (name, param) in doc.content.params.iter() {
            let at = top.key("params").key(name);
            let schema = param_schema(param, &at, &context.names, &mut Diagnostics::default());
            if schema.is_some_and(|schema| matches!(schema.ty, Type::List(_))) {
                let message = format!("how {} is written in a query is not known", quoted(name));
                let finding = Diagnostic::error(LINT.id, message).at(at.key("type").value());
                let finding = finding.note("the service does not say it", service.key("service").name());
                report.push(finding.help("write `query_lists: brackets` in service.yaml, or send the action by POST"));
                return;
            }
        }
    }
}
