//! `codes`: what an action says of its return codes does not fit together.

use super::Lint;
use super::context::{Context, reachable, types_of};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::ActionFile;
use crate::load::Doc;
use crate::resolve::{At, code_number, param_schema};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const LINT: Lint = Lint::new(
    "codes",
    "return codes that are listed twice, not at all, or cannot be",
    "`codes` lists the failures that the page of the action names, each once; from it comes the action's error type. 0 is success and not listed. A code that the action answers by a precondition, for a parameter or for a field of a struct belongs into the list. ZIM's codes are not negative.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for (code, definition) in context.names.codes.iter().filter(|(code, _)| **code < 0) {
        let message = format!("code `{code}` is negative");
        report
            .push(Diagnostic::error(LINT.id, message).at(definition.at.name()).help("write the number as on the page"));
    }
    let fields = Fields::of(context);
    for doc in &context.documents.actions {
        action(doc, &fields, context, report);
    }
}

/// The fields of structs that state a code of their own.
struct Fields<'c> {
    coded: BTreeMap<&'c str, Vec<(i64, At<'c>)>>,
    uses: BTreeMap<&'c str, BTreeSet<&'c str>>,
}

impl<'c> Fields<'c> {
    fn of(context: &'c Context<'_>) -> Self {
        let mut coded: BTreeMap<&str, Vec<(i64, At<'_>)>> = BTreeMap::new();
        for doc in &context.documents.types {
            for (name, document) in doc.content.types.iter() {
                let fields = At::top(&doc.index).key("types").key(name).key("fields");
                for (field, document) in document.fields.iter().flat_map(|fields| fields.iter()) {
                    let code = document.code.map(|code| (code, fields.key(field).key("code")));
                    coded.entry(name).or_default().extend(code);
                }
            }
        }
        coded.retain(|_, codes| !codes.is_empty());
        Self { coded, uses: context.uses() }
    }

    /// Those that the parameters of an action lead to.
    fn within(&self, doc: &Doc<ActionFile>, context: &Context<'_>) -> Vec<(i64, At<'c>)> {
        if self.coded.is_empty() {
            return Vec::new();
        }
        let at = At::top(&doc.index).key("params");
        let reported = &mut Diagnostics::default();
        let schemas = doc.content.params.iter();
        let schemas: Vec<_> = schemas
            .filter_map(|(name, document)| param_schema(document, &at.key(name), &context.names, reported))
            .collect();
        let types = reachable(schemas.iter().flat_map(types_of), &self.uses);
        self.coded.iter().filter(|(name, _)| types.contains(*name)).flat_map(|(_, codes)| codes.clone()).collect()
    }
}

fn action(doc: &Doc<ActionFile>, fields: &Fields<'_>, context: &Context<'_>, report: &mut Diagnostics) {
    let (top, file) = (At::top(&doc.index), &doc.content);
    let name = file.action.as_deref().unwrap_or("…");
    if file.codes.is_empty() && !top.has("codes") {
        let message = format!("action {} lists no codes", quoted(name));
        let help = "write `codes: […]` with the numbers on its page, or `codes: []` if there are none";
        report.push(Diagnostic::warning(LINT.id, message).at(top.key("action").name()).help(help));
    }
    let mut listed: BTreeMap<i64, At<'_>> = BTreeMap::new();
    let mut is_whole = true;
    for (position, value) in file.codes.iter().enumerate() {
        let item = top.key("codes").item(position);
        let at = if item.has("code") { item.key("code") } else { item };
        let Some(code) = code_number(value) else {
            is_whole = false;
            continue;
        };
        if code == 0 {
            let diagnostic = Diagnostic::error(LINT.id, "`0` is success, not a failure of the action");
            report.push(diagnostic.at(at.value()).help("remove it"));
        }
        if let Some(first) = listed.get(&code) {
            let diagnostic = Diagnostic::error(LINT.id, format!("code `{code}` is listed twice"));
            report
                .push(diagnostic.at(at.value()).note("first listed here", first.value()).help("remove one of the two"));
        } else {
            listed.insert(code, at);
        }
    }
    // What could not be read may be any code.
    if listed.is_empty() || !is_whole {
        return;
    }
    // One that is not defined at all was reported.
    let is_missing = |code: &i64| !listed.contains_key(code) && context.names.has_code(*code);
    let mut check_listed = |code: Option<i64>, at: At<'_>| {
        if let Some(code) = code.filter(is_missing) {
            let message = format!("code `{code}` is answered by {} but not among its `codes`", quoted(name));
            report.push(Diagnostic::warning(LINT.id, message).at(at.value()).help(format!("add `{code}` to `codes`")));
        }
    };
    for (position, precondition) in file.preconditions.iter().enumerate() {
        check_listed(precondition.otherwise, top.key("preconditions").item(position).key("otherwise"));
    }
    for (name, param) in file.params.iter() {
        check_listed(param.code, top.key("params").key(name).key("code"));
    }
    for (code, at) in fields.within(doc, context) {
        check_listed(Some(code), at);
    }
}
