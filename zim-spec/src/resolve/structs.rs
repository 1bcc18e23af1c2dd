//! Structs: what their definitions say beside fields.

use super::at::At;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::NamedType;
use crate::model::{Schema, Type};

/// The schema of the struct called `name`; its fields are not looked at, so that types may be defined in any
/// order. `None` if it is no struct after all, which has been reported.
pub(super) fn head(name: &str, document: &NamedType, at: &At<'_>, report: &mut Diagnostics) -> Option<Schema> {
    let mut is_struct = document.fields.is_some();
    for key in ["type", "values", "flags", "open", "by", "variants"].into_iter().filter(|key| at.has(key)) {
        is_struct = false;
        let message = format!("{} has both `fields` and `{key}`", quoted(name));
        report.push(
            Diagnostic::error("bad-struct", message)
                .at(at.key(key).name())
                .note("the fields stand here", at.key("fields").name())
                .help("remove one of the two: a struct has fields and nothing else"),
        );
    }
    let fields = at.key("fields");
    if document.fields.is_some() && fields.is_empty() {
        let message = format!("struct {} has no fields", quoted(name));
        let help = "write at least one: `fields: {UserId: {type: string, doc: …}}`";
        report.push(Diagnostic::error("bad-struct", message).at(fields.name()).help(help));
    }
    let name = name.to_owned();
    is_struct.then(|| Schema { named: Some(name.clone()), ..Schema::plain(Type::Struct(name)) })
}
