//! That no struct or union contains itself, nor too many each other.

use super::at::At;
use super::names::Names;
use super::schema::DEEPEST;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::{Schema, Type};
use std::collections::BTreeMap;

/// Reports structs and unions that contain themselves, or too many each other. Of each, `parts` has what it is made
/// of: where the type of a field or variant stands, and a struct or union that it leads to.
pub(super) fn check<'a>(parts: BTreeMap<&'a str, Vec<Part<'a>>>, names: &Names<'a>, report: &mut Diagnostics) {
    let all: Vec<&str> = parts.keys().copied().collect();
    let mut nesting = Nesting { names, parts, heights: BTreeMap::new(), open: Vec::new() };
    for name in all {
        nesting.height(name, report);
    }
}

/// Where a type stands, and a struct or union that it leads to.
pub(super) type Part<'a> = (At<'a>, String);

/// The structs and unions that a value is, or that are inside it by its own notation.
pub(super) fn composites(schema: &Schema) -> Vec<&str> {
    match &schema.ty {
        Type::Struct(name) | Type::Union(name) => vec![name],
        Type::List(item) => composites(item),
        Type::Map { value, .. } | Type::Json { value, .. } => composites(value),
        Type::Text | Type::Bool | Type::Int(_) => Vec::new(),
    }
}

/// How structs and unions contain each other.
struct Nesting<'n, 'a> {
    names: &'n Names<'a>,
    parts: BTreeMap<&'a str, Vec<Part<'a>>>,
    /// How many contain each other in a row from this one down, itself counted.
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
            .help("remove this, or give it a type that does not lead back here");
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
