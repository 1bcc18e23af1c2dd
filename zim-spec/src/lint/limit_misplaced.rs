//! `limit-misplaced`: a limit that values of the type cannot break.

use super::Lint;
use super::context::{Context, Site, applies, describe};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use crate::model::{LimitKind, Schema, Type};
use std::collections::BTreeMap;

pub(super) const LINT: Lint = Lint::new(
    "limit-misplaced",
    "a limit that the type cannot have, or `raisable` without its limit",
    "Text is limited by bytes, characters, charset and prefixes; numbers by `min` and `max`; lists by their items. The items of a list are limited by a type of their own, defined in types.yaml. `raisable` names limits that the entry or its type has.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for site in &context.sites {
        let Some(schema) = &site.schema else { continue };
        let stated = site.written.stated.iter().filter(|limit| {
            // A length without a unit is reported as such.
            !applies(limit, schema) && !super::length_unit::lacks_unit(limit, &schema.ty)
        });
        for limit in stated {
            let key = limit.key();
            let message = format!("`{key}` cannot limit {}, which is {}", quoted(site.name), what(schema));
            report.push(Diagnostic::error(LINT.id, message).at(site.at.key(key).name()).help(way_out(limit, schema)));
        }
        lifted(site, schema, report);
        raisable(site, schema, report);
    }
}

/// Switching off a limit that nothing has is a mistake in the name of the type, or of the limit.
fn lifted(site: &Site<'_>, schema: &Schema, report: &mut Diagnostics) {
    for key in &site.written.lifted {
        // A struct has none, whatever it is called.
        if schema.named.is_none() || matches!(schema.ty, Type::Struct(_)) {
            let message = format!("`{key}: false` lifts a limit that {} does not have", quoted(site.name));
            report.push(Diagnostic::error(LINT.id, message).at(site.at.key(key).name()).help("remove it"));
        }
    }
}

fn raisable(site: &Site<'_>, schema: &Schema, report: &mut Diagnostics) {
    let limits = || {
        schema
            .limits
            .iter()
            .map(|limit| &limit.kind)
            .filter(|limit| applies(limit, schema) && !matches!(limit, LimitKind::OneOf(_)))
    };
    let has = |key: &str| limits().any(|limit| limit.key() == key);
    let at = site.at.key("raisable");
    if at.is_empty() {
        let diagnostic = Diagnostic::warning(LINT.id, "`raisable` names no limit");
        report.push(diagnostic.at(at.name()).help("name the limits that ZEGO raises on request, or remove it"));
    }
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for (position, key) in site.written.raisable.iter().enumerate() {
        if let Some(first) = named.get(key.as_str()) {
            let message = format!("{} is listed twice", quoted(key));
            report.push(
                Diagnostic::error(LINT.id, message)
                    .at(at.item(position).value())
                    .note("first listed here", at.item(*first).value())
                    .help("remove one of the two"),
            );
            continue;
        }
        named.insert(key, position);
        if has(key) {
            continue;
        }
        let keys = || limits().map(LimitKind::key);
        let help = match nearest(key, keys()) {
            Some(meant) => format!("did you mean {}?", quoted(meant)),
            None if keys().next().is_none() => "state the limit first, then that it can be raised".to_owned(),
            None => format!("its limits are {}", crate::resolve::either(keys())),
        };
        let message = format!("{} has no limit {} to be raised", quoted(site.name), quoted(key));
        report.push(Diagnostic::error(LINT.id, message).at(at.item(position).value()).help(help));
    }
}

fn what(schema: &Schema) -> &'static str {
    match &schema.ty {
        Type::Int(_) if schema.enumeration.is_some() => "an enumeration",
        Type::List(item) if matches!(item.ty, Type::Struct(_)) => "a list of objects",
        ty => describe(ty),
    }
}

fn way_out(limit: &LimitKind, schema: &Schema) -> String {
    match (&schema.ty, limit) {
        (Type::Text, _) => "limit text by `max_bytes` or `max_chars`; items are those of a `list<…>`".to_owned(),
        (Type::Bool, _) => "remove it: both values are allowed".to_owned(),
        (Type::Struct(_), _) => "remove it: the fields of the struct have limits of their own".to_owned(),
        (Type::Int(_), _) if schema.enumeration.is_some() => {
            "remove it: `values` says which numbers are allowed".to_owned()
        }
        (Type::List(_), LimitKind::UniqueItems) => "remove it: objects are not compared".to_owned(),
        (Type::Int(_), _) => "limit a number by `min` and `max`".to_owned(),
        (Type::List(_), LimitKind::Min(_)) => {
            "limit the number of items by `min_items`, or each item by a type of its own".to_owned()
        }
        (Type::List(_), LimitKind::Max(_)) => {
            "limit the number of items by `max_items`, or each item by a type of its own".to_owned()
        }
        (Type::List(_), _) => {
            "to limit each item, define a type with this limit in types.yaml and write `list<ThatType>`".to_owned()
        }
    }
}
