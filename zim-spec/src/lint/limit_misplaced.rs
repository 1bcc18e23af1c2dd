//! `limit-misplaced`: a limit that values of the type cannot break, or what is said of one that is not there.

use super::Lint;
use super::context::{Context, Site, applies, describe, is_closed};
use super::limit_notes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::{LimitKind, Schema, Type};
use crate::resolve::written_key;

pub(super) const LINT: Lint = Lint::new(
    "limit-misplaced",
    "a limit that the type cannot have, or what is said of a limit that is not there",
    "Text is limited by bytes, characters, charset and prefixes; numbers by `min`, `max`, `above`, `below` and `only`; lists and maps by their items, lists of structs by their fields too. The items of a list are limited by a type of their own, defined in types.yaml. `raisable`, `clamps` and `limit_codes` name limits that the entry or its type has. Sentinels and units are those of integers.",
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
            let key = written_key(limit);
            let message = format!("`{key}` cannot limit {}, which is {}", quoted(site.name), what(schema));
            report.push(Diagnostic::error(LINT.id, message).at(site.at.key(key).name()).help(way_out(limit, schema)));
        }
        lifted(site, schema, report);
        limit_notes::check(LINT.id, site, schema, &context.names, report);
    }
}

/// Switching off a limit that nothing has is a mistake in the name of the type, or of the limit.
fn lifted(site: &Site<'_>, schema: &Schema, report: &mut Diagnostics) {
    for key in &site.written.lifted {
        // A struct or union has none, whatever it is called.
        if schema.named.is_none() || matches!(schema.ty, Type::Struct(_) | Type::Union(_)) {
            let message = format!("`{key}: false` lifts a limit that {} does not have", quoted(site.name));
            report.push(Diagnostic::error(LINT.id, message).at(site.at.key(key).name()).help("remove it"));
        }
    }
}

fn what(schema: &Schema) -> &'static str {
    match &schema.ty {
        Type::Int(_) | Type::Text if is_closed(schema) => "an enumeration",
        Type::List(item) => match item.ty {
            Type::Struct(_) | Type::Map { .. } | Type::Union(_) | Type::Json { .. } => "a list of objects",
            _ => "a list",
        },
        ty => describe(ty),
    }
}

fn way_out(limit: &LimitKind, schema: &Schema) -> &'static str {
    match (&schema.ty, limit) {
        (Type::Text | Type::Int(_), _) if is_closed(schema) => "remove it: `values` says which are allowed",
        (Type::Text, LimitKind::OneOf(_)) => "`only` takes numbers: define a type with its texts under `values`",
        (Type::Text | Type::Json { .. }, _) => {
            "limit text by `max_bytes` or `max_chars`; items are those of a `list<…>`"
        }
        (Type::Bool, _) => "remove it: both values are allowed",
        (Type::Struct(_), _) => "remove it: the fields of the struct have limits of their own",
        (Type::Union(_), _) => "remove it: the variants of the union have limits of their own",
        (Type::Map { .. }, _) => "limit the number of entries by `max_items`, keys and values by types of their own",
        (Type::Int(_), _) => "limit a number by `min` and `max`",
        (Type::List(_), LimitKind::UniqueItems) => {
            "remove it: objects are not compared; a field of each can be: `unique_by`"
        }
        (Type::List(_), LimitKind::UniqueBy(_) | LimitKind::MaxTotalBytes(_)) => {
            "remove it: it counts fields, which only a list of structs has"
        }
        (Type::List(_), LimitKind::Min(_)) => {
            "limit the number of items by `min_items`, or each item by a type of its own"
        }
        (Type::List(_), LimitKind::Max(_)) => {
            "limit the number of items by `max_items`, or each item by a type of its own"
        }
        (Type::List(_), _) => {
            "to limit each item, define a type with this limit in types.yaml and write `list<ThatType>`"
        }
    }
}
