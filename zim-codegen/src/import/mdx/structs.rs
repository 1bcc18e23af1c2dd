//! Structures that have a table of their own, put where a parameter names them.

use super::super::FieldType;
use super::super::rules::{CONFLICT, DOUBT, UNREAD};
use super::node::Node;
use super::types;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, quoted};

/// Structures inside each other, at most.
const DEEPEST: usize = 8;

/// Fields that all structures put together can have: each of them may be named in many places.
const MOST: usize = 5000;

/// Words of captions that name nothing.
const FILLERS: [&str; 30] = [
    "a",
    "an",
    "and",
    "array",
    "as",
    "below",
    "data",
    "definition",
    "description",
    "details",
    "field",
    "fields",
    "follows",
    "following",
    "for",
    "is",
    "json",
    "list",
    "object",
    "of",
    "parameter",
    "parameters",
    "string",
    "struct",
    "structure",
    "table",
    "the",
    "type",
    "param",
    "params",
];

/// A table that describes a structure.
#[derive(Debug)]
pub(super) struct Struct {
    pub(super) nodes: Vec<Node>,
    /// Where its table is.
    pub(super) raw: Range<usize>,
    /// Whether a parameter names it.
    pub(super) is_used: bool,
}

/// All structures of a page, by the names that they can be called.
#[derive(Debug, Default)]
pub(super) struct Structs {
    all: Vec<Struct>,
    names: BTreeMap<String, usize>,
    taken: usize,
    is_full: bool,
}

impl Structs {
    /// Adds the structure under `captions`, headings, bold lines and anchors.
    pub(super) fn add(&mut self, captions: &[String], nodes: Vec<Node>, raw: Range<usize>) {
        let index = self.all.len();
        for name in captions.iter().flat_map(|caption| names(caption)) {
            self.names.entry(name).or_insert(index);
        }
        self.all.push(Struct { nodes, raw, is_used: false });
    }

    /// The structures that no parameter names.
    pub(super) fn unused(self) -> impl Iterator<Item = Struct> {
        self.all.into_iter().filter(|one| !one.is_used)
    }

    /// Gives the objects among `nodes` their fields.
    pub(super) fn fill(&mut self, nodes: &mut [Node], findings: &mut Diagnostics) {
        self.fill_within(nodes, &mut BTreeSet::new(), findings);
    }

    fn fill_within(&mut self, nodes: &mut [Node], inside: &mut BTreeSet<usize>, findings: &mut Diagnostics) {
        for node in nodes {
            if node.children.is_empty() {
                self.fill_one(node, inside, findings);
            } else {
                let mut children = std::mem::take(&mut node.children);
                self.fill_within(&mut children, inside, findings);
                node.children = children;
            }
            hold(node, findings);
        }
    }

    fn fill_one(&mut self, node: &mut Node, inside: &mut BTreeSet<usize>, findings: &mut Diagnostics) {
        let ty = node.field.ty.as_ref().map(|found| found.value);
        let Some(index) = self.named(node, ty) else {
            if node.is_named && ty.is_none_or(|ty| matches!(ty, FieldType::Object | FieldType::ListOfObject)) {
                let of = node.refs.last().cloned().unwrap_or_default();
                let message = format!("no table says what the type {} of {} is", quoted(&of), quoted(node.name()));
                findings.push(Diagnostic::warning(DOUBT, message).at(node.place()));
            }
            return;
        };
        if let Some(used) = self.all.get_mut(index) {
            used.is_used = true;
        }
        // A table about what a text holds is no structure of the request or reply.
        let holds = ty.is_none_or(|ty| types::is_list(ty) || matches!(ty, FieldType::Object | FieldType::Map));
        if !holds {
            let message =
                format!("what the text {} holds has a table of its own, which is left out", quoted(node.name()));
            findings.push(Diagnostic::warning(UNREAD, message).at(node.place()));
            return;
        }
        if inside.contains(&index) || inside.len() >= DEEPEST {
            let message = format!("{} is inside itself: its fields are left out", quoted(node.name()));
            findings.push(Diagnostic::warning(DOUBT, message).at(node.place()));
            return;
        }
        let children = self.all.get(index).map(|found| found.nodes.clone()).unwrap_or_default();
        self.taken += size(&children);
        if self.taken > MOST {
            if !std::mem::replace(&mut self.is_full, true) {
                let message = format!("the structures have more than {MOST} fields in all: the rest is left out");
                findings.push(Diagnostic::warning(UNREAD, message).at(node.place()));
            }
            return;
        }
        node.children = children;
        inside.insert(index);
        let mut children = std::mem::take(&mut node.children);
        self.fill_within(&mut children, inside, findings);
        node.children = children;
        inside.remove(&index);
    }

    /// The structure that `node` is: named by its type or description, or called like itself.
    fn named(&self, node: &Node, ty: Option<FieldType>) -> Option<usize> {
        let by_reference = node.refs.iter().find_map(|name| self.names.get(&plain(name)));
        let is_object =
            ty.is_some_and(|ty| matches!(ty, FieldType::Object | FieldType::ListOfObject | FieldType::List));
        let by_name = || self.names.get(&plain(node.name())).filter(|_| is_object);
        by_reference.or_else(by_name).copied()
    }
}

/// How many nodes these are, with all that is inside them.
fn size(nodes: &[Node]) -> usize {
    nodes.iter().map(|node| 1 + size(&node.children)).sum()
}

/// Makes the type of a node with fields one that has fields.
fn hold(node: &mut Node, findings: &mut Diagnostics) {
    if node.children.is_empty() {
        return;
    }
    let ty = node.field.ty.as_ref().map(|found| found.value);
    let better = match ty {
        Some(FieldType::Object | FieldType::Map | FieldType::ListOfObject) => return,
        Some(FieldType::List) => return types::set(&mut node.field, FieldType::ListOfObject),
        Some(ty) if types::is_list(ty) => FieldType::ListOfObject,
        _ => FieldType::Object,
    };
    let what = ty.map_or("of no known type", types::name);
    let message = format!("{} is called {what}, yet it has fields", quoted(node.name()));
    let at = node.field.ty.as_ref().map_or_else(|| node.place(), |found| found.place.clone());
    let help = format!("it is taken as {}", types::name(better));
    findings.push(Diagnostic::warning(CONFLICT, message).at(at).help(help));
    types::set(&mut node.field, better);
}

/// What a structure under `caption` can be called: the whole caption, and each name in it.
fn names(caption: &str) -> Vec<String> {
    let parts = caption.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).map(plain);
    let parts = parts.filter(|part| !part.is_empty() && !FILLERS.contains(&part.as_str()));
    std::iter::once(plain(caption)).chain(parts).filter(|name| !name.is_empty()).collect()
}

/// `text` as names are compared: letters and digits of any script, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
