//! A file's YAML as a tree that knows where everything stands.

use super::findings::Findings;
use super::scalar::{self, Scalar};
use super::{syntax, text};
use crate::diagnostic::{Diagnostic, quoted};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Span, StructureStyle, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// How deep lists and mappings may lie in each other.
const DEEPEST: usize = 32;

/// A value.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
}

impl Node {
    /// Whether it is nothing: an empty file holds just this.
    pub(super) fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar(text, true) if scalar::resolve(text) == Scalar::Null)
    }
}

/// Kinds of value.
#[derive(Debug)]
pub(super) enum Kind {
    /// Text, and whether it stands without quotes.
    Scalar(String, bool),
    List(Vec<Node>),
    Mapping(Vec<Entry>),
    /// Something that has been reported and is not used.
    Refused,
}

/// A key and its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Node,
    pub(super) value: Node,
    /// Whether it stands in `{…}`.
    pub(super) flow: bool,
}

/// The tree of `source`; `None` if the file is empty or its syntax is wrong, which is then among `findings`.
///
/// `repaired` says that characters were replaced before: then a syntax error may be due to that, and is not
/// worth a second finding.
pub(super) fn tree(source: &str, repaired: bool, findings: &mut Findings) -> Option<Node> {
    let mut options = granit_parser::options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
        simple_key_max_lookahead: 1024,
    };
    options.set_emit_comments(false);
    let mut builder = Builder { source, findings, open: Vec::new(), root: None };
    for event in Parser::new_from_str_with_options(source, options) {
        match event {
            Ok((event, span)) => {
                if builder.add(event, span) == Next::Stop {
                    return None;
                }
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(source.len());
                if !repaired {
                    builder.syntax(error.kind(), at);
                }
                return None;
            }
        }
    }
    builder.root
}

#[derive(PartialEq)]
enum Next {
    Go,
    Stop,
}

struct Builder<'a> {
    source: &'a str,
    findings: &'a mut Findings,
    /// The lists and mappings that have begun.
    open: Vec<Open>,
    root: Option<Node>,
}

struct Open {
    start: Option<usize>,
    flow: bool,
    inside: Opened,
}

enum Opened {
    List(Vec<Node>),
    Mapping(Vec<Entry>, Option<Node>),
}

impl Builder<'_> {
    fn add(&mut self, event: Event<'_>, span: Span) -> Next {
        let range = self.range(&span);
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                self.refuse(
                    "several-documents",
                    "a second document in one file",
                    range,
                    "write each in a file of its own",
                );
                return Next::Stop;
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(
                    "yaml-alias",
                    "an alias (`*`) is not supported",
                    range.clone(),
                    "write the value itself, or put text that starts with `*` in quotes",
                );
                self.close(Node { span: range, kind: Kind::Refused });
            }
            Event::Anchor(..) => {
                self.refuse(
                    "yaml-anchor",
                    "an anchor (`&`) is not supported",
                    range,
                    "remove it, or put text that starts with `&` in quotes",
                );
            }
            Event::Scalar(text, style, _, tag) => {
                self.tag(tag, &span);
                let span = self.trimmed(range);
                self.check_indentation(span.start);
                self.close(Node { span, kind: Kind::Scalar(text.into_owned(), style == ScalarStyle::Plain) });
            }
            Event::SequenceStart(style, _, tag) => {
                return self.open(Opened::List(Vec::new()), style, tag, &span);
            }
            Event::MappingStart(style, _, tag) => {
                return self.open(Opened::Mapping(Vec::new(), None), style, tag, &span);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(range),
            _ => {}
        }
        Next::Go
    }

    fn open(&mut self, inside: Opened, style: StructureStyle, tag: Option<Cow<'_, Tag>>, span: &Span) -> Next {
        self.tag(tag, span);
        let range = self.range(span);
        if self.open.len() >= DEEPEST {
            self.syntax(&ErrorKind::RecursionLimitExceeded, range.start);
            return Next::Stop;
        }
        let flow = style == StructureStyle::Flow;
        if flow {
            self.check_indentation(range.start);
        }
        self.open.push(Open { start: flow.then_some(range.start), flow, inside });
        Next::Go
    }

    /// Refuses a tab after the spaces that indent what begins at byte `at`, which YAML allows in places.
    fn check_indentation(&mut self, at: usize) {
        let before = self.source.get(..at).unwrap_or_default();
        let line_start = before.trim_end_matches(['-', ' ', '\t']).len();
        let begins_line = matches!(before.as_bytes().get(..line_start), Some([] | [.., b'\n']));
        let tab = before.get(line_start..).and_then(|indentation| indentation.find('\t'));
        if let Some(tab) = tab.filter(|_| begins_line) {
            let tab = line_start + tab;
            self.findings.push(text::tab(self.findings, tab..tab + 1));
        }
    }

    /// The list or mapping that began last is at its end.
    fn end(&mut self, range: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        let (first, last, kind) = match open.inside {
            Opened::List(items) => {
                (items.first().map(|item| item.span.start), items.last().map(|item| item.span.end), Kind::List(items))
            }
            Opened::Mapping(entries, _) => (
                entries.first().map(|entry| entry.key.span.start),
                entries.last().map(|entry| entry.value.span.end.max(entry.key.span.end)),
                Kind::Mapping(entries),
            ),
        };
        let start = open.start.or(first).unwrap_or(range.start);
        // A block ends where its last value does; the parser says where the next thing begins.
        let end = if open.flow { range.end } else { last.unwrap_or(range.end) };
        self.close(Node { span: start..end.max(start), kind });
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
                Some(key) => entries.push(Entry { key, value: node, flow: open.flow }),
                None => *key = Some(node),
            },
        }
    }

    fn tag(&mut self, tag: Option<Cow<'_, Tag>>, span: &Span) {
        if tag.is_some() {
            let range = self.range(&span.tag_span().unwrap_or(*span));
            let text = quoted(self.source.get(range.clone()).unwrap_or("!"));
            self.refuse(
                "yaml-tag",
                &format!("the tag {text} is not supported"),
                range,
                "remove it, or put text that starts with `!` in quotes",
            );
        }
    }

    fn syntax(&mut self, kind: &ErrorKind, at: usize) {
        let at = at.min(self.source.len());
        if syntax::is_about_tab(kind) {
            let tab = self.source.get(at..).and_then(|rest| rest.find('\t')).map_or(at, |offset| at + offset);
            self.findings.push(text::tab(self.findings, tab..tab + 1));
            return;
        }
        self.findings.push(syntax::diagnostic(kind).at(self.findings.place(at..at)));
    }

    fn refuse(&mut self, rule: &'static str, message: &str, span: Range<usize>, help: &str) {
        self.findings.push(Diagnostic::error(rule, message).at(self.findings.place(span)).help(help));
    }

    fn range(&self, span: &Span) -> Range<usize> {
        span.byte_range().unwrap_or(self.source.len()..self.source.len())
    }

    /// `range` without the blanks and line ends after its text.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let length = self.source.get(range.clone()).map_or(0, |text| text.trim_end().len());
        range.start..range.start + length
    }
}
