//! What structs and unions consist of, once all types are known: fields, rules between them, variants.

use super::at::At;
use super::names::{Definition, Names};
use super::nesting::{self, Part, composites};
use super::param::param;
use super::siblings::Siblings;
use super::{between, lists, relations, unions};
use crate::diagnostic::Diagnostics;
use crate::document;
use crate::load::Documents;
use crate::model::NamedType;
use std::collections::BTreeMap;

/// Completes the types in `names`, which must have all types and codes; `parameter_code` is answered when the
/// limits of a field are broken.
pub(super) fn complete<'a>(
    documents: &'a Documents,
    names: &mut Names<'a>,
    parameter_code: i64,
    report: &mut Diagnostics,
) {
    let written = written(documents, names);
    let mut parts: BTreeMap<&str, Vec<Part<'a>>> = BTreeMap::new();
    for (name, (document, at)) in &written {
        let parts = parts.entry(name).or_default();
        if at.has("fields") {
            let at = at.key("fields");
            let field = |(name, document)| param("field", name, document, &at.key(name), names, parameter_code, report);
            let fields: Vec<_> = document.fields.iter().flat_map(|fields| fields.iter()).filter_map(field).collect();
            for field in &fields {
                let at = at.key(&field.name).key("type");
                parts.extend(composites(&field.schema).into_iter().map(|part| (at, part.to_owned())));
            }
            edit(names, name, |item| item.fields = fields);
        } else if unions::is_one(at) {
            let union = unions::union(document, at, names, report);
            for variant in union.iter().flat_map(|union| &union.variants) {
                let at = at.key("variants").key(&variant.name);
                parts.extend(composites(&variant.schema).into_iter().map(|part| (at, part.to_owned())));
            }
            edit(names, name, |item| item.union = union);
        }
    }
    for (name, (document, at)) in &written {
        let Some(item) = names.types.get(name).and_then(|definition| definition.item.as_ref()) else { continue };
        lists::check(&item.schema, at, names, report);
        let Some(siblings) = Siblings::of_struct(name, names).filter(|_| at.has("fields")) else { continue };
        let mut fields = item.fields.clone();
        between::params(&mut fields, &at.key("fields"), document.fields.as_ref(), &siblings, names, report);
        let at = at.key("rules");
        let rules = relations::rules(&document.rules, &at, &fields, &siblings, names, parameter_code, report);
        edit(names, name, |item| (item.fields, item.rules) = (fields, rules));
    }
    nesting::check(parts, names, report);
}

fn edit(names: &mut Names<'_>, name: &str, change: impl FnOnce(&mut NamedType)) {
    if let Some(item) = names.types.get_mut(name).and_then(|definition| definition.item.as_mut()) {
        change(item);
    }
}

/// Every type as its file has it. Of two definitions of one name, the first is what the name means.
fn written<'a>(documents: &'a Documents, names: &Names<'a>) -> BTreeMap<&'a str, (&'a document::NamedType, At<'a>)> {
    let mut types = BTreeMap::new();
    for doc in &documents.types {
        for (name, document) in doc.content.types.iter() {
            let at = At::top(&doc.index).key("types").key(name);
            let is_first = |first: &Definition<'_, _>| first.at.name() == at.name();
            if names.types.get(name).is_some_and(is_first) {
                types.insert(name, (document, at));
            }
        }
    }
    types
}
