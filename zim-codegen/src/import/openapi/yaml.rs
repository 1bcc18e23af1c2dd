//! YAML as a tree that knows where everything stands.

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StructureStyle};
use std::ops::Range;
use zim_spec::model::Scalar;

/// How deep lists and mappings may lie in each other.
pub(super) const DEEPEST: usize = 48;

/// A value.
#[derive(Debug, PartialEq)]
pub(super) struct Node {
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
}

/// Kinds of value.
#[derive(Debug, PartialEq)]
pub(super) enum Kind {
    /// Text, and whether it stands without quotes.
    Scalar(String, bool),
    List(Vec<Node>),
    /// Keys, where they stand, and values, in the order of the file.
    Mapping(Vec<(String, Range<usize>, Node)>),
    /// An alias: what it stands for is not looked up.
    Alias,
}

/// Why a text is no such tree.
#[derive(Debug, PartialEq)]
pub(super) enum Wrong {
    Deep,
    /// A line, and what is wrong on it.
    Syntax(usize, String),
    Empty,
}

impl Node {
    /// The value of `key`.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|(_, node)| node)
    }

    /// Where `key` stands, and its value.
    pub(super) fn entry(&self, key: &str) -> Option<(&Range<usize>, &Self)> {
        self.entries().iter().find(|(name, ..)| name == key).map(|(_, span, node)| (span, node))
    }

    /// The entries of a mapping; none of something else.
    pub(super) fn entries(&self) -> &[(String, Range<usize>, Self)] {
        match &self.kind {
            Kind::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none of something else.
    pub(super) fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a scalar, whatever it looks like.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// A whole number.
    pub(super) fn int(&self) -> Option<i64> {
        match self.scalar()? {
            Scalar::Int(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it is `true`.
    pub(super) fn is_true(&self) -> bool {
        self.scalar() == Some(Scalar::Bool(true))
    }

    /// Whether it is nothing.
    pub(super) fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar(text, true) if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// A value without parts; none of nothing and of fractions.
    pub(super) fn scalar(&self) -> Option<Scalar> {
        let Kind::Scalar(text, plain) = &self.kind else { return None };
        if !plain {
            return Some(Scalar::Text(text.clone()));
        }
        match text.as_str() {
            _ if self.is_null() => None,
            "true" | "True" | "TRUE" => Some(Scalar::Bool(true)),
            "false" | "False" | "FALSE" => Some(Scalar::Bool(false)),
            _ => match (text.parse::<i64>(), text.parse::<f64>()) {
                (Ok(number), _) => Some(Scalar::Int(number)),
                // `2.0` is whole, as JSON has it.
                (Err(_), Ok(number)) if number.fract() == 0.0 && number.abs() < 9e15 => {
                    Some(Scalar::Int(format!("{number:.0}").parse().ok()?))
                }
                (Err(_), Ok(_)) => None,
                _ => Some(Scalar::Text(text.clone())),
            },
        }
    }
}

/// The tree of `source`.
pub(super) fn tree(source: &str) -> Result<Node, Wrong> {
    let mut options = granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
        simple_key_max_lookahead: 1024,
    };
    options.set_emit_comments(false);
    let mut builder = Builder { open: Vec::new(), root: None };
    for event in Parser::new_from_str_with_options(source, options) {
        let (event, span) = match event {
            Ok(found) => found,
            Err(error) if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) => return Err(Wrong::Deep),
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(source.len()).min(source.len());
                let line = source.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
                return Err(Wrong::Syntax(line, error.info().to_owned()));
            }
        };
        let range = span.byte_range().unwrap_or(source.len()..source.len());
        match event {
            // Of several documents the first is read.
            Event::DocumentStart(..) if builder.root.is_some() => break,
            Event::Scalar(text, style, ..) => {
                let length = source.get(range.clone()).map_or(0, |text| text.trim_end().len());
                let span = range.start..range.start + length;
                builder.close(Node { span, kind: Kind::Scalar(text.into_owned(), style == ScalarStyle::Plain) });
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => builder.close(Node { span: range, kind: Kind::Alias }),
            Event::SequenceStart(style, ..) => builder.begin(Opened::List(Vec::new()), style, range.start)?,
            Event::MappingStart(style, ..) => builder.begin(Opened::Mapping(Vec::new(), None), style, range.start)?,
            Event::SequenceEnd | Event::MappingEnd => builder.end(range),
            _ => {}
        }
    }
    builder.root.ok_or(Wrong::Empty)
}

struct Builder {
    /// The lists and mappings that have begun.
    open: Vec<Open>,
    root: Option<Node>,
}

struct Open {
    start: usize,
    flow: bool,
    inside: Opened,
}

enum Opened {
    List(Vec<Node>),
    Mapping(Vec<(String, Range<usize>, Node)>, Option<Node>),
}

impl Builder {
    fn begin(&mut self, inside: Opened, style: StructureStyle, start: usize) -> Result<(), Wrong> {
        if self.open.len() >= DEEPEST {
            return Err(Wrong::Deep);
        }
        self.open.push(Open { start, flow: style == StructureStyle::Flow, inside });
        Ok(())
    }

    /// The list or mapping that began last is at its end.
    fn end(&mut self, range: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        let (last, kind) = match open.inside {
            Opened::List(items) => (items.last().map(|item| item.span.end), Kind::List(items)),
            Opened::Mapping(entries, _) => {
                (entries.last().map(|(_, key, value)| value.span.end.max(key.end)), Kind::Mapping(entries))
            }
        };
        // A block ends where its last value does; the parser says where the next thing begins.
        let end = if open.flow { range.end } else { last.unwrap_or(range.end) };
        self.close(Node { span: open.start..end.max(open.start), kind });
    }

    /// A value is complete: puts it where it belongs.
    fn close(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut open.inside {
            Opened::List(items) => items.push(node),
            Opened::Mapping(entries, key) => match key.take() {
                Some(key) => {
                    let name = key.text().unwrap_or_default().to_owned();
                    // Of a key that is there twice, the first holds: YAML forbids it, and people write it.
                    entries.push((name, key.span, node));
                }
                None => *key = Some(node),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_has_places() {
        let source = "a: {b: [1, 'x']}\nc: |\n  line\nd: null\n";
        let tree = tree(source).unwrap();
        let item = tree.get("a").and_then(|a| a.get("b")).map(Node::items).unwrap();
        assert_eq!(
            item.iter().filter_map(Node::scalar).collect::<Vec<_>>(),
            [Scalar::Int(1), Scalar::Text("x".into())]
        );
        assert_eq!(tree.get("c").and_then(Node::text), Some("line\n"));
        assert!(tree.get("d").unwrap().is_null());
        let (key, value) = tree.entry("c").unwrap();
        assert_eq!(source.get(key.clone()), Some("c"));
        assert!(source.get(value.span.clone()).unwrap().contains("line"));
    }

    #[test]
    fn what_is_no_tree() {
        assert_eq!(tree(""), Err(Wrong::Empty));
        assert_eq!(tree(&"[".repeat(100_000)), Err(Wrong::Deep));
        assert!(matches!(tree("a: b: c\n"), Err(Wrong::Syntax(1, _))));
        assert!(tree("a: &x 1\nb: *x\n").is_ok());
    }
}
