//! `codes`: what an action says of its return codes does not fit together.

use super::Lint;
use super::context::{Context, reachable, types_of};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::{ActionFile, Ordered, Rule};
use crate::load::Doc;
use crate::model::{CodeLevel, LimitKind, Schema, Type};
use crate::resolve::{At, code_level, code_number, has_known_level, param_schema};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const LINT: Lint = Lint::new(
    "codes",
    "return codes that are listed twice, not at all, or cannot be",
    "`codes` lists the failures that the page of the action names, each once, or once with `in: reply` and once with `in: item`; from it comes the action's error type. 0 is success and not listed. A code that the action answers by a precondition, a rule, for a parameter or for a field of a struct belongs into the list. ZIM's codes are not negative.",
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

/// The types that state codes of their own, for fields, limits or rules.
struct Fields<'c> {
    coded: BTreeMap<&'c str, Vec<(i64, At<'c>)>>,
    uses: BTreeMap<&'c str, BTreeSet<&'c str>>,
}

impl<'c> Fields<'c> {
    fn of(context: &'c Context<'_>) -> Self {
        let mut coded: BTreeMap<&str, Vec<(i64, At<'_>)>> = BTreeMap::new();
        for doc in &context.documents.types {
            for (name, document) in doc.content.types.iter() {
                let at = At::top(&doc.index).key("types").key(name);
                let coded = coded.entry(name).or_default();
                coded.extend(limits(&document.limit_codes, &at));
                coded.extend(rules(&document.rules, &at));
                for (field, document) in document.fields.iter().flat_map(|fields| fields.iter()) {
                    let at = at.key("fields").key(field);
                    coded.extend(document.code.map(|code| (code, at.key("code"))));
                    coded.extend(limits(&document.limit_codes, &at));
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
        let start =
            schemas.iter().flat_map(|schema| variants(schema, &schemas, context).unwrap_or_else(|| types_of(schema)));
        let types = reachable(start, &self.uses);
        self.coded.iter().filter(|(name, _)| types.contains(*name)).flat_map(|(_, codes)| codes.clone()).collect()
    }
}

/// Of a union whose selector is among `params` and takes only some values: the types of the variants that these
/// select. `None` for anything else.
fn variants<'c>(schema: &Schema, params: &[Schema], context: &'c Context<'_>) -> Option<Vec<&'c str>> {
    let union = match &schema.ty {
        Type::List(item) => item.named.as_deref(),
        Type::Union(name) => Some(name.as_str()),
        _ => None,
    }?;
    let by = context.documents.types.iter().find_map(|doc| doc.content.types.get(union)?.by.as_deref())?;
    let by = context.names.types.get(by)?.item.as_ref()?.schema.enumeration.as_deref()?;
    let values = context.names.types.get(by)?.item.as_ref()?.values.as_ref()?;
    let selector = params.iter().find(|param| param.enumeration.as_deref() == Some(by))?;
    let taken = selector.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::OneOf(numbers) => Some(numbers),
        _ => None,
    })?;
    let is_taken = |name: &str| values.values.iter().any(|value| value.name == name && taken.contains(&value.number));
    let variants = context.sites.iter().filter(|site| site.noun == "variant" && site.owner == Some(union));
    let taken = variants.filter(|site| is_taken(site.name)).filter_map(|site| site.schema.as_ref());
    Some(taken.flat_map(types_of).collect())
}

/// The codes for single limits of the item at `at`.
fn limits<'a>(written: &'a Ordered<i64>, at: &At<'a>) -> impl Iterator<Item = (i64, At<'a>)> {
    let at = at.key("limit_codes");
    written.iter().map(move |(limit, code)| (*code, at.key(limit)))
}

/// The codes of the rules of the item at `at`.
fn rules<'a>(written: &'a [Rule], at: &At<'a>) -> impl Iterator<Item = (i64, At<'a>)> {
    let at = at.key("rules");
    let rules = written.iter().enumerate();
    rules.filter_map(move |(position, rule)| Some((rule.code?, at.item(position).key("code"))))
}

fn action(doc: &Doc<ActionFile>, fields: &Fields<'_>, context: &Context<'_>, report: &mut Diagnostics) {
    let (top, file) = (At::top(&doc.index), &doc.content);
    let name = file.action.as_deref().unwrap_or("…");
    if file.codes.is_empty() && !top.has("codes") {
        let message = format!("action {} lists no codes", quoted(name));
        let help = "write `codes: […]` with the numbers on its page, or `codes: []` if there are none";
        report.push(Diagnostic::warning(LINT.id, message).at(top.key("action").name()).help(help));
    }
    let mut listed: BTreeMap<i64, Vec<(CodeLevel, At<'_>)>> = BTreeMap::new();
    let mut is_whole = true;
    for (position, value) in file.codes.iter().enumerate() {
        let item = top.key("codes").item(position);
        let at = if item.has("code") { item.key("code") } else { item };
        let Some(code) = code_number(value) else {
            is_whole = false;
            continue;
        };
        // One that is not defined was reported, and may be a misspelt one.
        is_whole &= context.names.has_code(code);
        if code == 0 {
            let diagnostic = Diagnostic::error(LINT.id, "`0` is success, not a failure of the action");
            report.push(diagnostic.at(at.value()).help("remove it"));
        }
        // Where a code comes may be what tells two entries apart, and be misspelt.
        if !has_known_level(value) {
            listed.entry(code).or_default();
            continue;
        }
        let level = code_level(value);
        let meet = |other: CodeLevel| other == level || other == CodeLevel::Both || level == CodeLevel::Both;
        let entries = listed.entry(code).or_default();
        if let Some((_, first)) = entries.iter().find(|(other, _)| meet(*other)) {
            let diagnostic = Diagnostic::error(LINT.id, format!("code `{code}` is listed twice"));
            let help = "remove one of the two, or say where each comes: `in: reply` and `in: item`";
            report.push(diagnostic.at(at.value()).note("first listed here", first.value()).help(help));
        } else {
            entries.push((level, at));
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
        let at = top.key("preconditions").item(position);
        check_listed(precondition.otherwise, at.key("otherwise"));
        check_listed(precondition.none_left, at.key("none_left"));
    }
    for (name, param) in file.params.iter() {
        let at = top.key("params").key(name);
        check_listed(param.code, at.key("code"));
        for (code, at) in limits(&param.limit_codes, &at) {
            check_listed(Some(code), at);
        }
    }
    for (code, at) in rules(&file.rules, &top).chain(fields.within(doc, context)) {
        check_listed(Some(code), at);
    }
}
