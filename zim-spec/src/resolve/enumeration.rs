//! The values of an enumeration, and the bits of flags: numbers within the width of their integer, or texts, each
//! with a name.

use super::at::At;
use super::limits::{Limited, annotate};
use super::{bad_name, facts, missing};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::{self, NamedType};
use crate::load::Ordered;
use crate::model::{EnumValue, Int, Limit, LimitKind, Schema, TextValue, Texts, Type, Values};
use crate::naming::is_pascal_case;

/// What a type states under `values` or `flags`; at most one of the two.
#[derive(Default)]
pub(super) struct Members {
    pub(super) values: Option<Values>,
    pub(super) texts: Option<Texts>,
}

/// The values that the type called `name` states; `schema` becomes that of an enumeration or of flags.
///
/// None if it states none, or none that can be used, which has been reported.
pub(super) fn members(
    name: &str,
    document: &NamedType,
    at: &At<'_>,
    schema: &mut Option<Schema>,
    report: &mut Diagnostics,
) -> Members {
    let (key, written) = match (&document.values, &document.flags) {
        (_, Some(flags)) => ("flags", Some(flags)),
        (values, None) => ("values", values.as_ref()),
    };
    check_keys(name, document, at, report);
    let (Some(written), list) = (written, at.key(key)) else {
        return Members::default();
    };
    if list.is_empty() {
        let kind = if key == "flags" { "flags" } else { "enumeration" };
        let message = format!("{kind} {} has no values", quoted(name));
        let help = format!("write at least one: `{key}: {{1: {{name: Peer, doc: …}}}}`");
        report.push(Diagnostic::error("bad-enum", message).at(list.name()).help(help));
    }
    let keys = match schema {
        // What the type is could not be found out, which has been reported.
        None => Keys::Unknown,
        Some(Schema { ty: Type::Int(width), named: None, .. }) if key == "flags" => Keys::Bits(*width),
        Some(Schema { ty: Type::Int(width), named: None, .. }) => Keys::Numbers(*width),
        Some(Schema { ty: Type::Text, named: None, .. }) if key == "values" => Keys::Texts,
        Some(_) => {
            let ty = quoted(document.ty.as_deref().unwrap_or_default());
            let (need, or) = if key == "flags" { ("", "") } else { (" or text", ", or `string`") };
            let diagnostic = Diagnostic::error("bad-enum", format!("`{key}` need a plain integer{need}, not {ty}"));
            report.push(
                diagnostic
                    .at(list.name())
                    .note("the type stands here", at.key("type").value())
                    .help(format!("write `type: i32`, `u32`, `i64` or `u64`{or}, or remove `{key}`")),
            );
            named(written, &list, Keys::Unknown, report);
            return Members::default();
        }
    };
    let values = named(written, &list, keys, report);
    let Some(schema) = schema.as_mut().filter(|_| !values.is_empty()) else {
        return Members::default();
    };
    schema.enumeration = Some(name.to_owned());
    let open = document.open.unwrap_or(false);
    // While a value or `open` is wrong, nothing is said of defaults and examples that may be right.
    let is_whole = values.len() == list.count() && (document.open.is_some() || !at.has("open"));
    if !open && is_whole {
        schema.limits.retain(|limit| !matches!(limit.kind, LimitKind::OneOf(_)));
        schema.limits.push(Limit::new(closed(&values, keys)));
        annotate(&mut schema.limits, &document.written());
        schema.limits.sort_by(|a, b| a.kind.cmp(&b.kind));
    }
    if matches!(keys, Keys::Texts) {
        let values = values.into_iter().map(|value| TextValue { text: value.key, name: value.name, doc: value.doc });
        return Members { texts: Some(Texts { open, values: values.collect() }), values: None };
    }
    let numbered = |value: Value| EnumValue { number: value.number, name: value.name, doc: value.doc };
    let values = values.into_iter().map(numbered).collect();
    Members { values: Some(Values { open, flags: key == "flags", values }), texts: None }
}

/// Keys that stand without what they belong to, or beside what says the same.
fn check_keys(name: &str, document: &NamedType, at: &At<'_>, report: &mut Diagnostics) {
    let has_values = at.has("values") || at.has("flags");
    if document.open.is_some() && !has_values {
        let diagnostic = Diagnostic::error("bad-enum", "`open` stands without `values`").at(at.key("open").name());
        report.push(diagnostic.help("write the known values under `values` or `flags`, or remove it"));
    }
    for (key, other) in [("flags", "values"), ("only", "values"), ("only", "flags")] {
        if at.has(key) && at.has(other) {
            let message = format!("{} has both `{other}` and `{key}`", quoted(name));
            report.push(
                Diagnostic::error("bad-enum", message)
                    .at(at.key(key).name())
                    .note("the other stands here", at.key(other).name())
                    .help("remove one of the two"),
            );
        }
    }
}

/// What the keys of `values` or `flags` are.
#[derive(Clone, Copy)]
enum Keys {
    Numbers(Int),
    Bits(Int),
    Texts,
    /// It cannot be told.
    Unknown,
}

/// One value, of whatever kind.
struct Value {
    key: String,
    /// 0 of a text.
    number: i64,
    name: String,
    doc: String,
}

/// The limit of values that are all there are.
fn closed(values: &[Value], keys: Keys) -> LimitKind {
    let mut numbers: Vec<i64> = values.iter().map(|value| value.number).collect();
    numbers.sort_unstable();
    match keys {
        Keys::Texts => LimitKind::OneOfTexts(values.iter().map(|value| value.key.clone()).collect()),
        Keys::Bits(_) => LimitKind::Flags(numbers.iter().fold(0, |all, bit| all | bit)),
        Keys::Numbers(_) | Keys::Unknown => LimitKind::OneOf(numbers),
    }
}

fn named(written: &Ordered<document::EnumValue>, list: &At<'_>, keys: Keys, report: &mut Diagnostics) -> Vec<Value> {
    let value = |(key, document): (&str, &document::EnumValue)| {
        let at = list.key(key);
        let number = match keys {
            Keys::Texts | Keys::Unknown => Some(0),
            Keys::Numbers(width) => number(key, width, &at, report),
            Keys::Bits(width) => number(key, width, &at, report).and_then(|number| bit(number, &at, report)),
        };
        match &document.name {
            None => missing(&at, "name", "name: Peer", report),
            Some(name) if !is_pascal_case(name) => {
                let allowed = "a capital, then letters and digits: `Peer`";
                report.push(bad_name("value", name, allowed).at(at.key("name").value()));
            }
            Some(_) => {}
        }
        let doc = facts::text(&document.doc);
        Some(Value { key: key.to_owned(), number: number?, name: document.name.clone()?, doc })
    };
    written.iter().filter_map(value).collect()
}

/// The number that `key` is, within `width`. There is one way to write each, so that no number comes twice.
fn number(key: &str, width: Int, at: &At<'_>, report: &mut Diagnostics) -> Option<i64> {
    let mut wrong = |message: String, help: &str| {
        report.push(Diagnostic::error("bad-enum", message).at(at.name()).help(help.to_owned()));
        None
    };
    let Some(number) = key.parse::<i128>().ok().filter(|number| number.to_string() == key) else {
        let message = format!("{} is not the number of a value", quoted(key));
        return wrong(message, "write a whole number: `0: {name: Peer, doc: …}`");
    };
    let (low, high) = width.range();
    if !(low..=high).contains(&number) {
        let message = format!("`{number}` lies outside the integer, which holds {low} to {high}");
        return wrong(message, "correct the number, or take a wider type such as `i64`");
    }
    let Ok(number) = i64::try_from(number) else {
        return wrong(format!("`{number}` is above {}", i64::MAX), "the numbers of values go up to that number");
    };
    Some(number)
}

/// `number`, if it is a single bit.
fn bit(number: i64, at: &At<'_>, report: &mut Diagnostics) -> Option<i64> {
    if number > 0 && number.count_ones() == 1 {
        return Some(number);
    }
    let message = format!("`{number}` is not a single bit");
    let help = "write a power of two, such as 1, 2, 4 or 8; a sum of bits has no name of its own";
    report.push(Diagnostic::error("bad-enum", message).at(at.name()).help(help));
    None
}
