//! Structs: what their definitions say beside fields, the fields, and that no struct contains itself.

use super::at::At;
use super::names::Names;
use super::param::{param, param_schema};
use super::schema::DEEPEST;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::{NamedType, Param};
use crate::load::Documents;
use crate::model::{Schema, Type};
use std::collections::BTreeMap;

/// The schema of the struct called `name`; its fields are not looked at, so that types may be defined in any
/// order. `None` if it is no struct after all, which has been reported.
pub(super) fn head(name: &str, document: &NamedType, at: &At<'_>, report: &mut Diagnostics) -> Option<Schema> {
    let mut is_struct = document.fields.is_some();
    for key in ["type", "values", "open"].into_iter().filter(|key| at.has(key)) {
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
    is_struct.then(|| Schema {
        named: Some(name.clone()),
        adjusted: false,
        ty: Type::Struct(name),
        enumeration: None,
        limits: Vec::new(),
    })
}

/// Adds their fields to the structs in `names`, which must have all types and codes; `parameter_code` is
/// answered when the limits of a field are broken.
pub(super) fn fields<'a>(
    documents: &'a Documents,
    names: &mut Names<'a>,
    parameter_code: Option<i64>,
    report: &mut Diagnostics,
) {
    let written = written(documents, names);
    for (name, fields) in &written {
        let fields = fields
            .iter()
            .filter_map(|field| param("field", field.name, field.document, &field.at, names, parameter_code, report));
        let fields = fields.collect();
        if let Some(definition) = names.types.get_mut(name)
            && let Some(item) = &mut definition.item
        {
            item.fields = fields;
        }
    }
    let parts = written.iter().map(|(name, fields)| (*name, parts(fields, names))).collect();
    let mut nesting = Nesting { names, parts, heights: BTreeMap::new(), open: Vec::new() };
    for name in written.keys() {
        nesting.height(name, report);
    }
}

/// The name of the struct that a value is, or that the items of a list are.
pub(crate) fn struct_of(schema: &Schema) -> Option<&str> {
    match &schema.ty {
        Type::Struct(name) => Some(name),
        Type::List(item) => struct_of(item),
        _ => None,
    }
}

/// A field as its file has it.
struct Written<'a> {
    name: &'a str,
    document: &'a Param,
    at: At<'a>,
}

/// The fields of every struct. Of two definitions of one name, the first is what the name means.
fn written<'a>(documents: &'a Documents, names: &Names<'a>) -> BTreeMap<&'a str, Vec<Written<'a>>> {
    let mut structs = BTreeMap::new();
    for doc in &documents.types {
        for (name, document) in doc.content.types.iter() {
            let at = At::top(&doc.index).key("types").key(name);
            let is_first = names.types.get(name).is_some_and(|first| first.at.name() == at.name());
            let Some(fields) = document.fields.as_ref().filter(|_| is_first) else {
                continue;
            };
            let at = at.key("fields");
            let fields = fields.iter().map(|(name, document)| Written { name, document, at: at.key(name) });
            structs.insert(name, fields.collect());
        }
    }
    structs
}

/// A field that is a struct or a list of such: where its type stands, and the name of the struct.
type Part<'a> = (At<'a>, String);

fn parts<'a>(fields: &[Written<'a>], names: &Names<'_>) -> Vec<Part<'a>> {
    // What is wrong here is reported with the field.
    let reported = &mut Diagnostics::default();
    let part = |field: &Written<'a>| {
        let schema = param_schema(field.document, &field.at, names, reported)?;
        Some((field.at.key("type"), struct_of(&schema)?.to_owned()))
    };
    fields.iter().filter_map(part).collect()
}

/// How structs contain each other.
struct Nesting<'n, 'a> {
    names: &'n Names<'a>,
    parts: BTreeMap<&'a str, Vec<Part<'a>>>,
    /// How many structs contain each other in a row from this one down, itself counted.
    heights: BTreeMap<String, usize>,
    /// Those being looked into at this moment, outermost first.
    open: Vec<String>,
}

impl Nesting<'_, '_> {
    fn height(&mut self, name: &str, report: &mut Diagnostics) -> usize {
        if let Some(height) = self.heights.get(name) {
            return *height;
        }
        self.open.push(name.to_owned());
        let mut height = 1;
        for (at, part) in self.parts.get(name).cloned().unwrap_or_default() {
            if self.open.contains(&part) {
                report.push(self.recursive(&part).at(at.value()));
                continue;
            }
            let below = if self.open.len() < DEEPEST { self.height(&part, report) } else { DEEPEST };
            if self.open.len() + below > DEEPEST {
                report.push(deep(&part).at(at.value()));
                continue;
            }
            height = height.max(below + 1);
        }
        self.open.pop();
        self.heights.insert(name.to_owned(), height);
        height
    }

    fn recursive(&self, name: &str) -> Diagnostic {
        let diagnostic = Diagnostic::error("recursive-type", format!("type {} contains itself", quoted(name)))
            .help("remove this field, or give it a type that does not lead back here");
        match self.names.types.get(name) {
            Some(definition) => diagnostic.note("it is defined here", definition.at.name()),
            None => diagnostic,
        }
    }
}

fn deep(name: &str) -> Diagnostic {
    Diagnostic::error("recursive-type", format!("too many structs inside each other lead to {}", quoted(name)))
        .help(format!("at most {DEEPEST} may contain each other: leave one of them out"))
}
