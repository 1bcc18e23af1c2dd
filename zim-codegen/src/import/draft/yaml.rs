//! YAML as the spec's files are written: sections in blocks, one parameter a line, comments above what they are about.

use super::scalar::{key as written, scalar};
use std::ops::Range;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A text, number or truth value, quoted as needed.
    Scalar(String),
    /// A text that is always quoted where it could be taken for something else.
    Text(String),
    /// `{key: value, …}`
    Inline(Vec<(String, Node)>),
    /// `[value, …]`
    InlineList(Vec<Node>),
    /// A key a line.
    Block(Vec<Entry>),
    /// An item a line.
    BlockList(Vec<Node>),
}

/// A key of a block, with the comments above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: Node,
    pub(super) comments: Vec<String>,
    /// Whether an empty line stands before it.
    pub(super) apart: bool,
}

impl Entry {
    pub(super) fn new(key: impl Into<String>, value: Node) -> Self {
        Self { key: key.into(), value, comments: Vec::new(), apart: false }
    }

    pub(super) fn apart(mut self) -> Self {
        self.apart = true;
        self
    }

    pub(super) fn comments(mut self, comments: Vec<String>) -> Self {
        self.comments = comments;
        self
    }
}

impl Node {
    /// A word of the spec's language, or a number.
    pub(super) fn word(word: impl ToString) -> Self {
        Self::Scalar(word.to_string())
    }

    /// A text of somebody's.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// What the last step to a comment starts with; its position follows.
pub(super) const COMMENT: char = '#';

/// Where each value came to stand: the keys and positions that lead to it, and the bytes from its key to its end.
pub(super) type Spans = Vec<(Vec<String>, Range<usize>)>;

/// The file that holds `top`, whose last comments stand at its end.
pub(super) fn render(top: &[Entry], last: &[String]) -> (String, Spans) {
    let mut writer = Writer { text: String::new(), spans: Vec::new(), path: Vec::new() };
    writer.block(top, 0);
    for (position, comment) in last.iter().enumerate() {
        if position == 0 && !writer.text.is_empty() {
            writer.text.push('\n');
        }
        writer.comment(comment, 0);
    }
    (writer.text, writer.spans)
}

struct Writer {
    text: String,
    spans: Spans,
    path: Vec<String>,
}

impl Writer {
    fn block(&mut self, entries: &[Entry], indent: usize) {
        for entry in entries {
            if entry.apart && !self.text.is_empty() {
                self.text.push('\n');
            }
            self.path.push(entry.key.clone());
            for (position, comment) in entry.comments.iter().enumerate() {
                self.path.push(format!("{COMMENT}{position}"));
                let start = self.text.len();
                self.comment(comment, indent);
                self.spans.push((self.path.clone(), start..self.text.len()));
                self.path.pop();
            }
            self.indent(indent);
            let start = self.text.len();
            self.text.push_str(&written(&entry.key));
            self.text.push(':');
            match &entry.value {
                Node::Block(inside) => {
                    self.text.push('\n');
                    self.block(inside, indent + 1);
                }
                Node::BlockList(items) => {
                    self.text.push('\n');
                    self.list(items, indent + 1);
                }
                value => {
                    self.text.push(' ');
                    self.inline(value, false);
                    self.text.push('\n');
                }
            }
            self.spans.push((self.path.clone(), start..self.text.len()));
            self.path.pop();
        }
    }

    fn list(&mut self, items: &[Node], indent: usize) {
        for (position, item) in items.iter().enumerate() {
            self.path.push(position.to_string());
            self.indent(indent);
            self.text.push_str("- ");
            let start = self.text.len();
            match item {
                // The first key stands behind the dash.
                Node::Block(inside) => {
                    let mut lines = Writer { text: String::new(), spans: Vec::new(), path: Vec::new() };
                    lines.block(inside, indent + 1);
                    self.text.push_str(lines.text.trim_start());
                }
                item => {
                    self.inline(item, false);
                    self.text.push('\n');
                }
            }
            self.spans.push((self.path.clone(), start..self.text.len()));
            self.path.pop();
        }
    }

    fn inline(&mut self, node: &Node, inside: bool) {
        match node {
            Node::Scalar(word) => self.text.push_str(word),
            Node::Text(text) => self.text.push_str(&scalar(text, inside)),
            Node::InlineList(items) => {
                self.text.push('[');
                for (position, item) in items.iter().enumerate() {
                    if position > 0 {
                        self.text.push_str(", ");
                    }
                    self.inline(item, true);
                }
                self.text.push(']');
            }
            Node::Inline(pairs) => {
                self.text.push('{');
                for (position, (key, value)) in pairs.iter().enumerate() {
                    if position > 0 {
                        self.text.push_str(", ");
                    }
                    self.path.push(key.clone());
                    let start = self.text.len();
                    self.text.push_str(&written(key));
                    self.text.push_str(": ");
                    self.inline(value, true);
                    self.spans.push((self.path.clone(), start..self.text.len()));
                    self.path.pop();
                }
                self.text.push('}');
            }
            // Blocks stand in blocks alone.
            Node::Block(_) | Node::BlockList(_) => self.text.push_str("{}"),
        }
    }

    fn comment(&mut self, comment: &str, indent: usize) {
        self.indent(indent);
        self.text.push_str("# ");
        self.text.push_str(comment);
        self.text.push('\n');
    }

    fn indent(&mut self, indent: usize) {
        for _ in 0..indent {
            self.text.push_str("  ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_written_as_people_write_them() {
        let param = Node::Inline(vec![
            ("type".to_owned(), Node::text("list<UserId>")),
            ("required".to_owned(), Node::word(true)),
            ("raisable".to_owned(), Node::InlineList(vec![Node::word("max_items")])),
            ("doc".to_owned(), Node::text("To be written.")),
        ]);
        let dispute = Node::Block(vec![
            Entry::new("about", Node::text("its type")),
            Entry::new("readings", Node::BlockList(vec![Node::text("One."), Node::text("Two: three.")])),
        ]);
        let top = [
            Entry::new("action", Node::text("LookUp")),
            Entry::new(
                "params",
                Node::Block(vec![Entry::new("Ids", param).comments(vec!["guess: a list".to_owned()])]),
            )
            .apart(),
            Entry::new("disputed", Node::BlockList(vec![dispute])),
        ];
        let (text, spans) = render(&top, &["the end".to_owned()]);
        assert_eq!(
            text,
            "action: LookUp\n\nparams:\n  # guess: a list\n  Ids: {type: list<UserId>, required: true, raisable: [max_items], doc: To be written.}\ndisputed:\n  - about: its type\n    readings:\n      - One.\n      - \"Two: three.\"\n\n# the end\n"
        );
        let at = |path: &[&str]| {
            spans
                .iter()
                .find(|(found, _)| found == path)
                .and_then(|(_, span)| text.get(span.clone()))
                .unwrap_or_default()
        };
        assert_eq!(at(&["params", "Ids", "required"]), "required: true");
        assert_eq!(at(&["action"]), "action: LookUp\n");
    }
}
