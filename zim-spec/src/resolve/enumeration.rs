//! The values of an enumeration: numbers within the width of their integer, each with a name.

use super::at::At;
use super::{bad_name, facts, missing};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::{self, NamedType};
use crate::load::Ordered;
use crate::model::{EnumValue, Int, Limit, LimitKind, Schema, Type, Values};
use crate::naming::is_pascal_case;

/// The values that the type called `name` states; `schema` becomes that of an enumeration.
///
/// `None` if it states none, or none that can be used, which has been reported.
pub(super) fn values(
    name: &str,
    document: &NamedType,
    at: &At<'_>,
    schema: &mut Option<Schema>,
    report: &mut Diagnostics,
) -> Option<Values> {
    if document.open.is_some() && !at.has("values") {
        let diagnostic = Diagnostic::error("bad-enum", "`open` stands without `values`").at(at.key("open").name());
        report.push(diagnostic.help("write the known numbers under `values`, or remove it"));
    }
    let written = document.values.as_ref()?;
    let list = at.key("values");
    if list.is_empty() {
        let message = format!("enumeration {} has no values", quoted(name));
        let help = "write at least one: `values: {0: {name: Peer, doc: …}}`";
        report.push(Diagnostic::error("bad-enum", message).at(list.name()).help(help));
    }
    let width = match schema {
        // What the type is could not be found out, which has been reported.
        None => None,
        Some(Schema { ty: Type::Int(width), named: None, .. }) => Some(*width),
        Some(_) => {
            let ty = quoted(document.ty.as_deref().unwrap_or_default());
            let diagnostic = Diagnostic::error("bad-enum", format!("`values` need a plain integer, not {ty}"));
            report.push(
                diagnostic
                    .at(list.name())
                    .note("the type stands here", at.key("type").value())
                    .help("write `type: i32`, `u32`, `i64` or `u64`, or remove `values`"),
            );
            numbered(written, &list, None, report);
            return None;
        }
    };
    let values = numbered(written, &list, width, report);
    let open = document.open.unwrap_or(false);
    let schema = schema.as_mut()?;
    schema.enumeration = Some(name.to_owned());
    // While a number or `open` is wrong, nothing is said of defaults and examples that may be right.
    let is_whole = values.len() == list.count() && (document.open.is_some() || !at.has("open"));
    if !open && is_whole && !values.is_empty() {
        let mut numbers: Vec<i64> = values.iter().map(|value| value.number).collect();
        numbers.sort_unstable();
        schema.limits.push(Limit { kind: LimitKind::OneOf(numbers), raisable: false });
        schema.limits.sort_by(|a, b| a.kind.cmp(&b.kind));
    }
    (!values.is_empty()).then_some(Values { open, values })
}

fn numbered(
    written: &Ordered<document::EnumValue>,
    list: &At<'_>,
    width: Option<Int>,
    report: &mut Diagnostics,
) -> Vec<EnumValue> {
    let value = |(key, document): (&str, &document::EnumValue)| {
        let at = list.key(key);
        let number = number(key, width, &at, report);
        match &document.name {
            None => missing(&at, "name", "name: Peer", report),
            Some(name) if !is_pascal_case(name) => {
                let allowed = "a capital, then letters and digits: `Peer`";
                report.push(bad_name("value", name, allowed).at(at.key("name").value()));
            }
            Some(_) => {}
        }
        Some(EnumValue { number: number?, name: document.name.clone()?, doc: facts::text(&document.doc) })
    };
    written.iter().filter_map(value).collect()
}

/// The number that `key` is, within `width`. There is one way to write each, so that no number comes twice.
fn number(key: &str, width: Option<Int>, at: &At<'_>, report: &mut Diagnostics) -> Option<i64> {
    let mut wrong = |message: String, help: &str| {
        report.push(Diagnostic::error("bad-enum", message).at(at.name()).help(help.to_owned()));
        None
    };
    let Some(number) = key.parse::<i128>().ok().filter(|number| number.to_string() == key) else {
        let message = format!("{} is not the number of a value", quoted(key));
        return wrong(message, "write a whole number: `0: {name: Peer, doc: …}`");
    };
    if let Some((low, high)) = width.map(Int::range).filter(|(low, high)| !(*low..=*high).contains(&number)) {
        let message = format!("`{number}` lies outside the integer, which holds {low} to {high}");
        return wrong(message, "correct the number, or take a wider type such as `i64`");
    }
    let Ok(number) = i64::try_from(number) else {
        return wrong(format!("`{number}` is above {}", i64::MAX), "the numbers of values go up to that number");
    };
    Some(number)
}
