//! Unions: what their definitions say, and their variants, each under the name of a value of the enumeration that
//! selects it.

use super::at::At;
use super::names::Names;
use super::param::variant_schema;
use super::schema::lone_union;
use super::{either, missing};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use crate::document::NamedType;
use crate::model::{Schema, Type, Union, Values, Variant};
use std::collections::BTreeMap;

/// Whether the type at `at` is a union.
pub(super) fn is_one(at: &At<'_>) -> bool {
    at.has("variants") || at.has("by")
}

/// The schema of the union called `name`; its variants are not looked at, so that types may be defined in any
/// order. `None` if it is no union after all, which has been reported.
pub(super) fn head(name: &str, at: &At<'_>, report: &mut Diagnostics) -> Option<Schema> {
    let mut is_union = true;
    for key in ["type", "values", "flags", "open"].into_iter().filter(|key| at.has(key)) {
        is_union = false;
        let own = if at.has("variants") { "variants" } else { "by" };
        report.push(
            Diagnostic::error("bad-union", format!("{} has both `{own}` and `{key}`", quoted(name)))
                .at(at.key(key).name())
                .note(format!("`{own}` stands here"), at.key(own).name())
                .help("remove one of the two: a union has `by` and `variants` and nothing else"),
        );
    }
    missing(at, "by", "by: MessageType", report);
    missing(at, "variants", "variants: {Text: TextBody}", report);
    let variants = at.key("variants");
    if variants.is_empty() {
        let message = format!("union {} has no variants", quoted(name));
        let help = "write at least one: `variants: {Text: TextBody}`";
        report.push(Diagnostic::error("bad-union", message).at(variants.name()).help(help));
    }
    let name = name.to_owned();
    is_union.then(|| Schema { named: Some(name.clone()), ..Schema::plain(Type::Union(name)) })
}

/// What the union that `document` defines at `at` consists of; `names` must have all types.
pub(super) fn union(document: &NamedType, at: &At<'_>, names: &Names<'_>, report: &mut Diagnostics) -> Option<Union> {
    let selecting = document.by.as_deref().and_then(|by| enumeration(by, &at.key("by"), names, report));
    let list = at.key("variants");
    let mut variants: Vec<Variant> = Vec::new();
    let mut taken: BTreeMap<i64, &str> = BTreeMap::new();
    for (name, ty) in document.variants.iter().flat_map(|variants| variants.iter()) {
        let at = list.key(name);
        let schema = variant_schema(ty, &at, names, report);
        if let Some(inner) = schema.as_ref().and_then(lone_union) {
            let message = format!("nothing stands beside {} here that could tell its variant", quoted(inner));
            let help = "put it into a struct, with the field that selects, and use that";
            report.push(Diagnostic::error("bad-union", message).at(at.value()).help(help));
            continue;
        }
        let Some((by, values)) = selecting else { continue };
        let Some(value) = values.values.iter().find(|value| value.name == name) else {
            // A value that could not be read has a name too.
            if names.types.get(by).is_some_and(|by| by.at.key("values").count() == values.values.len()) {
                report.push(unknown(name, by, values).at(at.name()));
            }
            continue;
        };
        if let Some(first) = taken.insert(value.number, name) {
            let message = format!("`{}` selects both {} and {}", value.number, quoted(first), quoted(name));
            report.push(Diagnostic::error("bad-union", message).at(at.name()).help("remove one of the two"));
        }
        let (selector, name) = (value.number, name.to_owned());
        variants.extend(schema.map(|schema| Variant { selector, name, schema }));
    }
    Some(Union { by: selecting?.0.to_owned(), variants })
}

/// The enumeration that `by`, which stands at `at`, names or stands for, and its values.
fn enumeration<'n>(
    by: &str,
    at: &At<'_>,
    names: &'n Names<'_>,
    report: &mut Diagnostics,
) -> Option<(&'n str, &'n Values)> {
    let Some(definition) = names.types.get(by) else {
        if !names.may_have_type(by) {
            let enumerations = names.types.iter().filter(|(_, definition)| {
                definition.item.as_ref().is_some_and(|item| item.values.as_ref().is_some_and(|values| !values.flags))
            });
            let help = match nearest(by, enumerations.map(|(name, _)| *name)) {
                Some(meant) => format!("did you mean {}?", quoted(meant)),
                None => "name an enumeration of integers, defined in types.yaml".to_owned(),
            };
            let message = format!("no type is called {}", quoted(by));
            report.push(Diagnostic::error("unknown-type", message).at(at.value()).help(help));
        }
        return None;
    };
    let item = definition.item.as_ref()?;
    let base = item.schema.enumeration.as_deref().and_then(|base| names.types.get_key_value(base));
    let values = base.and_then(|(name, base)| Some((*name, base.item.as_ref()?.values.as_ref()?)));
    let values = values.filter(|(_, values)| !values.flags);
    if values.is_none() && !definition.at.has("values") {
        let message = format!("{} is no enumeration of integers", quoted(by));
        report.push(
            Diagnostic::error("bad-union", message)
                .at(at.value())
                .note("it is defined here", definition.at.name())
                .help("name a type with numbers under `values`"),
        );
    } else if values.is_none() && item.texts.is_some() {
        let message = format!("{} is an enumeration of texts", quoted(by));
        let help = "a union is selected by an enumeration of integers";
        report.push(Diagnostic::error("bad-union", message).at(at.value()).help(help));
    }
    values
}

fn unknown(name: &str, by: &str, values: &Values) -> Diagnostic {
    let names = || values.values.iter().map(|value| value.name.as_str());
    let help = match nearest(name, names()) {
        Some(meant) => format!("did you mean {}?", quoted(meant)),
        None => format!("write one of {}", either(names())),
    };
    Diagnostic::error("bad-union", format!("{} has no value called {}", quoted(by), quoted(name))).help(help)
}
