//! Limits of lists that look at fields of their items.

use super::at::At;
use super::names::Names;
use super::siblings::{Siblings, is_comparable};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::{LimitKind, Schema, Type};

/// Reports a `unique_by` of the item at `at` that is no field of its items, or none that can be compared. That
/// the item is no list of structs at all is left to the lints.
pub(super) fn check(schema: &Schema, at: &At<'_>, names: &Names<'_>, report: &mut Diagnostics) {
    let at = at.key("unique_by");
    let (Type::List(item), true) = (&schema.ty, at.is_there()) else { return };
    let Type::Struct(part) = &item.ty else { return };
    let field = schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::UniqueBy(field) => Some(field),
        _ => None,
    });
    let (Some(field), Some(fields)) = (field, Siblings::of_struct(part, names)) else { return };
    if fields.find(field, at.value(), report).is_some_and(|schema| !is_comparable(schema)) {
        let message = format!("field {} of {} is neither text nor a number", quoted(field), quoted(part));
        let help = "name a field by which the items can be told apart";
        report.push(Diagnostic::error("bad-value", message).at(at.value()).help(help));
    }
}
