//! `length-unit`: a length of text that does not say whether it counts bytes or characters.

use super::Lint;
use super::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::{LimitKind, Type};

pub(super) const LINT: Lint = Lint::new(
    "length-unit",
    "a length whose unit is not written",
    "ZEGO counts some texts in bytes and others in characters, and a limit that does not say which is checked wrongly for every text beyond ASCII. Write `max_bytes` for bytes of UTF-8, `max_chars` for characters.",
    check,
);

/// Whether `limit` would be a length if it had a unit.
pub(super) fn lacks_unit(limit: &LimitKind, ty: &Type) -> bool {
    matches!(ty, Type::Text | Type::Json { .. }) && matches!(limit, LimitKind::Min(_) | LimitKind::Max(_))
}

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for site in &context.sites {
        let Some(schema) = &site.schema else { continue };
        // A misspelt key is read as the one that was meant, and has been reported.
        let is_itself = |key: &str| {
            let place = site.at.key(key).name();
            let written = report.file(place.file).and_then(|file| file.text.get(place.span));
            written.is_some_and(|written| written.trim_matches(['"', '\'']) == key)
        };
        let mut found = Vec::new();
        for limit in site.written.stated.iter().filter(|limit| lacks_unit(limit, &schema.ty)) {
            let (key, number) = match limit {
                LimitKind::Min(number) => ("min", number),
                LimitKind::Max(number) => ("max", number),
                _ => continue,
            };
            let message = format!("`{key}: {number}` on the text {} has no unit", quoted(site.name));
            let help = format!("write `{key}_bytes: {number}` or `{key}_chars: {number}`");
            if is_itself(key) {
                found.push(Diagnostic::error(LINT.id, message).at(site.at.key(key).name()).help(help));
            }
        }
        report.extend(found);
    }
}
