//! What can be sent: requests and answers have no percent-encoded JSON.

use super::at::At;
use super::names::Names;
use super::schema::DEEPEST;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::{Param, Schema, Type};
use std::collections::BTreeSet;

/// Reports those of `params`, which stand at `at`, that lead to a `url_json<…>`.
pub(super) fn check(params: &[Param], at: &At<'_>, names: &Names<'_>, report: &mut Diagnostics) {
    for param in params {
        let own = at.key(&param.name).key("type");
        let mut search = Search { names, seen: BTreeSet::new(), depth: 0 };
        let Some(found) = search.encoded(&param.schema, &own) else { continue };
        let message =
            format!("{} leads to a `url_json<…>`, which only replies and callbacks have", quoted(&param.name));
        let mut diagnostic = Diagnostic::error("unsupported-type", message).at(own.value());
        if found.value() != own.value() {
            diagnostic = diagnostic.note("it stands here", found.value());
        }
        report.push(diagnostic.help("write `json<…>`, or give it a type of its own for requests"));
    }
}

struct Search<'n, 'a> {
    names: &'n Names<'a>,
    seen: BTreeSet<String>,
    /// How many types lie around the one looked into.
    depth: usize,
}

impl<'a> Search<'_, 'a> {
    /// Where the type stands of the first percent-encoded value that `schema`, whose type stands at `at`, leads to.
    fn encoded(&mut self, schema: &Schema, at: &At<'a>) -> Option<At<'a>> {
        match &schema.ty {
            Type::Text | Type::Bool | Type::Int(_) => None,
            Type::Json { url_encoded: true, .. } => Some(*at),
            Type::Json { value, .. } | Type::Map { value, .. } => self.encoded(value, at),
            Type::List(item) => self.encoded(item, at),
            Type::Struct(name) | Type::Union(name) => {
                // More is refused as such.
                if self.depth > DEEPEST || !self.seen.insert(name.clone()) {
                    return None;
                }
                let names = self.names;
                let definition = names.types.get(name.as_str())?;
                let item = definition.item.as_ref()?;
                self.depth += 1;
                let fields = item.fields.iter().find_map(|field| {
                    self.encoded(&field.schema, &definition.at.key("fields").key(&field.name).key("type"))
                });
                let found = fields.or_else(|| {
                    item.union.iter().flat_map(|union| &union.variants).find_map(|variant| {
                        self.encoded(&variant.schema, &definition.at.key("variants").key(&variant.name))
                    })
                });
                self.depth -= 1;
                found
            }
        }
    }
}
