//! Rows that lie inside each other, by three signs: levels, marks with indents, and names with dots.

use super::super::FieldType;
use super::super::rules::DOUBT;
use super::node::Node;
use super::types;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, quoted};

/// How deep rows can lie; what claims to lie deeper is taken as this deep.
const DEEPEST: usize = 12;

/// What shows how deep a row lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// Such as `4-1`.
    pub(super) level: Option<String>,
    /// Marks such as `└` before the name.
    pub(super) marks: usize,
    /// Blanks before the mark.
    pub(super) indent: usize,
}

/// The rows as trees.
pub(super) fn tree(rows: Vec<(Signs, Node)>, findings: &mut Diagnostics) -> Vec<Node> {
    let mut indents: Vec<usize> = Vec::new();
    // From the outermost to the innermost that is still open.
    let mut open: Vec<Node> = Vec::new();
    let mut roots = Vec::new();
    for (signs, node) in rows {
        let by_mark = depth_by_mark(&signs, &mut indents);
        let by_level = signs.level.as_deref().map(|level| level.matches('-').count());
        let depth = by_mark.max(by_level.unwrap_or_default());
        if by_level.is_some_and(|level| (level == 0) != (by_mark == 0)) {
            let message = format!("the row of {} is set in, but its level is not, or the reverse", quoted(node.name()));
            let help = "it is taken as inside the row above";
            findings.push(Diagnostic::warning(DOUBT, message).at(node.place()).help(help));
        }
        let depth = depth.min(open.len()).min(DEEPEST);
        if depth == 0 && by_mark.max(by_level.unwrap_or_default()) > 0 {
            let message = format!("{} is set in, but no row is above it", quoted(node.name()));
            findings.push(Diagnostic::warning(DOUBT, message).at(node.place()));
        }
        close(&mut open, &mut roots, depth);
        open.push(node);
    }
    close(&mut open, &mut roots, 0);
    undot(roots, 0, findings)
}

/// Puts what is open deeper than `depth` into what it is inside of.
fn close(open: &mut Vec<Node>, roots: &mut Vec<Node>, depth: usize) {
    while open.len() > depth {
        let Some(node) = open.pop() else { return };
        match open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => roots.push(node),
        }
    }
}

/// How deep a row lies by its mark: one deeper than the last with less indent.
fn depth_by_mark(signs: &Signs, indents: &mut Vec<usize>) -> usize {
    if signs.marks == 0 {
        indents.clear();
        return 0;
    }
    let indent = signs.indent + (signs.marks - 1) * 4;
    while indents.last().is_some_and(|last| *last > indent) {
        indents.pop();
    }
    if indents.last() != Some(&indent) {
        indents.push(indent);
    }
    indents.len()
}

/// Nodes named by a path put into the first part of it.
fn undot(nodes: Vec<Node>, depth: usize, findings: &mut Diagnostics) -> Vec<Node> {
    let mut whole: Vec<Node> = Vec::new();
    for mut node in nodes {
        let Some((first, rest)) = node.name().split_once('.').map(|(a, b)| (a.to_owned(), b.to_owned())) else {
            whole.push(node);
            continue;
        };
        node.field.name.value = rest;
        if let Some(parent) = whole.iter_mut().find(|other| other.name() == first) {
            parent.children.push(node);
            continue;
        }
        let message = format!("{} has no row of its own: it is taken as a list of objects", quoted(&first));
        findings.push(Diagnostic::warning(DOUBT, message).at(node.place()));
        let mut parent = Node::new(first, node.place());
        types::set(&mut parent.field, FieldType::ListOfObject);
        parent.children.push(node);
        whole.push(parent);
    }
    for node in &mut whole {
        let children = std::mem::take(&mut node.children);
        node.children = if depth < DEEPEST { undot(children, depth + 1, findings) } else { children };
    }
    whole
}
