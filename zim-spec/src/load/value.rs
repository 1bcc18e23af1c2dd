//! From the tree of a file to its values and an index of their places.

use super::findings::Findings;
use super::index::{Index, Inside, Spot};
use super::scalar::{self, Scalar};
use super::tree::{Entry, Kind, Node};
use crate::diagnostic::{Diagnostic, quoted};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;
use std::ops::Range;

/// The values of a file and their places. Keys are text, a whole number as its decimal digits. What cannot be
/// used is reported, and missing in the values; of a key that stands twice, the first counts.
pub(super) fn value(root: &Node, findings: &mut Findings) -> (Value, Index) {
    let file = findings.file();
    let (value, inside) = Converter { findings }.convert(root);
    // The top of a file is shown at its first line.
    let root = Spot { key: root.span.clone(), value: root.span.clone(), inside };
    (value.unwrap_or_default(), Index { file, root, allowances: true })
}

struct Converter<'a> {
    findings: &'a mut Findings,
}

impl Converter<'_> {
    fn convert(&mut self, node: &Node) -> (Option<Value>, Inside) {
        match &node.kind {
            Kind::Refused => (None, Inside::Nothing),
            Kind::Scalar(text, plain) => (self.scalar(text, *plain, &node.span), Inside::Nothing),
            Kind::List(items) => self.list(items),
            Kind::Mapping(entries) => self.mapping(entries),
        }
    }

    fn scalar(&mut self, text: &str, plain: bool, span: &Range<usize>) -> Option<Value> {
        if !plain {
            return Some(Value::from(text));
        }
        match scalar::resolve(text) {
            Scalar::Null => Some(Value::Null),
            Scalar::Bool(bool) => Some(Value::from(bool)),
            Scalar::Int(int) => Some(Value::from(int)),
            Scalar::Large(large) => Some(Value::from(large)),
            Scalar::Float(float) => Some(Value::from(float)),
            Scalar::Text => Some(Value::from(text)),
            Scalar::TooLarge => {
                let help = format!("if it is text, put it in quotes: \"{}\"", shortened(text));
                self.error("number-range", format!("the number {} does not fit 64 bits", quoted(text)), span, help);
                None
            }
        }
    }

    /// What cannot be used is left out of values and places alike, so that positions agree.
    fn list(&mut self, items: &[Node]) -> (Option<Value>, Inside) {
        let mut values = Vec::with_capacity(items.len());
        let mut spots = Vec::with_capacity(items.len());
        for item in items {
            let (value, inside) = self.convert(item);
            if value == Some(Value::Null) {
                self.error(
                    "missing-value",
                    "this item of the list has no value".to_owned(),
                    &item.span,
                    "write a value, or remove the item".to_owned(),
                );
                continue;
            }
            if let Some(value) = value {
                values.push(value);
                spots.push(Spot { key: item.span.clone(), value: item.span.clone(), inside });
            }
        }
        // A list of which nothing could be used is not an empty one.
        let is_lost = spots.is_empty() && !items.is_empty();
        (Some(Value::Sequence(values)), if is_lost { Inside::Nothing } else { Inside::Items(spots) })
    }

    fn mapping(&mut self, entries: &[Entry]) -> (Option<Value>, Inside) {
        let mut values = Mapping::with_capacity(entries.len());
        let mut spots: BTreeMap<String, Spot> = BTreeMap::new();
        for entry in entries {
            if self.findings.is_full() {
                break;
            }
            let span = &entry.key.span;
            let Some(name) = self.name(&entry.key) else {
                continue;
            };
            if let Some(first) = spots.get(&name) {
                let first = self.findings.place(first.key.clone());
                self.findings.push(
                    Diagnostic::error("duplicate-key", format!("duplicate key {}", quoted(&name)))
                        .at(self.findings.place(span.clone()))
                        .note("first here", first)
                        .help("remove one of the two, or give it another name"),
                );
                continue;
            }
            let (value, inside) = self.convert(&entry.value);
            match value {
                Some(Value::Null) => self.missing_value(&name, entry),
                Some(value) => drop(values.insert(Value::from(name.as_str()), value)),
                None => {}
            }
            spots.insert(name, Spot { key: span.clone(), value: entry.value.span.clone(), inside });
        }
        let is_lost = spots.is_empty() && !entries.is_empty();
        (Some(Value::Mapping(values)), if is_lost { Inside::Nothing } else { Inside::Keys(spots) })
    }

    fn missing_value(&mut self, name: &str, entry: &Entry) {
        // `{doc: Hong Kong, Macau and Taiwan}` is the usual way to such a key.
        let help = if entry.flow && name.contains(' ') {
            "if it belongs to the text before the comma, put that whole text in quotes"
        } else {
            "write a value after the colon, or remove the key"
        };
        self.error("missing-value", format!("{} has no value", quoted(name)), &entry.key.span, help.to_owned());
    }

    /// The text of a key, if it can be one.
    fn name(&mut self, key: &Node) -> Option<String> {
        let text = match &key.kind {
            Kind::Refused => return None,
            Kind::List(_) | Kind::Mapping(_) => {
                self.error(
                    "wrong-key",
                    "a list or mapping cannot be a key".to_owned(),
                    &key.span,
                    "put text that holds brackets or braces in quotes".to_owned(),
                );
                return None;
            }
            Kind::Scalar(text, false) => return Some(text.clone()),
            Kind::Scalar(text, true) => text,
        };
        if text == "<<" {
            self.error(
                "yaml-merge",
                "a merge key (`<<`) is not supported".to_owned(),
                &key.span,
                "write the keys themselves".to_owned(),
            );
            return None;
        }
        match scalar::resolve(text) {
            Scalar::Text => Some(text.clone()),
            Scalar::Int(int) => Some(int.to_string()),
            Scalar::Large(large) => Some(large.to_string()),
            _ => {
                let help = if text.is_empty() {
                    "write a name before the colon".to_owned()
                } else {
                    format!("put it in quotes: \"{}\"", shortened(text))
                };
                self.error("wrong-key", format!("{} cannot be a key", quoted(text)), &key.span, help);
                None
            }
        }
    }

    fn error(&mut self, rule: &'static str, message: String, span: &Range<usize>, help: String) {
        self.findings.push(Diagnostic::error(rule, message).at(self.findings.place(span.clone())).help(help));
    }
}

/// The start of `text`, for a help that repeats it.
fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}
