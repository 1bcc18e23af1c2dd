//! `unused-code`: a return code that no action lists.

use super::context::Context;
use super::{Lint, Needs};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::Layer;
use crate::resolve::code_number;
use std::collections::BTreeSet;

pub(super) const LINT: Lint = Lint::new(
    "unused-code",
    "a return code of the business layer that no action lists",
    "Codes of the gateway and public layers may come from any action. One of the business layer comes from some: the actions whose pages name it list it. Where only a general table names it, allow it in codes.yaml: `allow: {unused-code: {660000028: Only the general table has it.}}`.",
    check,
)
.warns()
.needs(Needs::Whole);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    // A user may be among what could not be read.
    if context.is_incomplete {
        return;
    }
    let listed = context.documents.actions.iter().flat_map(|doc| &doc.content.codes).filter_map(code_number);
    let refusals = context.documents.service.iter().flat_map(|doc| doc.content.refusals.values().copied());
    let used: BTreeSet<i64> = listed.chain(refusals).collect();
    for (code, definition) in &context.names.codes {
        let is_business = definition.item.as_ref().is_some_and(|item| item.layer == Layer::Business);
        // A negative one cannot be listed, and is reported.
        if is_business && *code >= 0 && !used.contains(code) {
            let message = format!("no action lists code {}", quoted(&code.to_string()));
            let finding = Diagnostic::warning(LINT.id, message).at(definition.at.name());
            report.push(
                finding.help("add it to `codes` of the actions that answer it, remove it, or allow it with the reason"),
            );
        }
    }
}
