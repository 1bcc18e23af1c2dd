//! A parameter, a field of a reply or of a struct, as a line of the spec.

use super::super::facts::{Field, FieldType, Required};
use super::chosen::Chosen;
use super::known::{Known, Use, is_measured_alike};
use super::limits::{self, is_of_list, nearest_charset};
use super::made::Made;
use super::scalar::quotation;
use super::yaml::{Entry, Node};
use super::{IMPORT_GUESS, PLACEHOLDER};
use std::collections::BTreeSet;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, quoted};
use zim_spec::model::{LimitKind, Scalar};
use zim_spec::naming::is_identifier;

/// Objects inside each other, at most; what lies deeper stays an object of texts.
pub(super) const DEEPEST: usize = 8;

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// A parameter of an action.
    Param,
    /// A field of its reply.
    Reply,
    /// A field of a struct, in a reply or not.
    Part { in_reply: bool },
}

impl Spot {
    pub(super) fn in_reply(self) -> bool {
        matches!(self, Self::Reply | Self::Part { in_reply: true })
    }
}

/// Makes fields, and what they need beyond the spec.
pub(super) struct Fields<'a, 's> {
    pub(super) known: &'a Known<'s>,
    pub(super) made: &'a mut Made,
    pub(super) findings: &'a mut Diagnostics,
    pub(super) group: &'a str,
}

impl Fields<'_, '_> {
    /// Each of `fields` that can be written, in their order; `owner` is what new types are named after.
    pub(super) fn entries(&mut self, fields: &[Field], spot: Spot, owner: &str, depth: usize) -> Vec<Entry> {
        let siblings: Vec<String> = fields.iter().map(|field| field.name.value.clone()).collect();
        let mut seen = BTreeSet::new();
        let mut entries = Vec::new();
        for field in fields {
            let name = field.name.value.as_str();
            if !is_identifier(name) {
                self.leave_out(field, "which is no name that the spec can have");
            } else if !seen.insert(name) {
                self.leave_out(field, "which stands here already");
            } else {
                entries.push(self.entry(field, spot, owner, depth, &siblings));
            }
        }
        entries
    }

    fn leave_out(&mut self, field: &Field, why: &str) {
        let message = format!("{} is left out of the draft, {why}", quoted(&field.name.value));
        let help = "look at the page, and add what is meant to the entry by hand";
        self.findings.push(Diagnostic::warning(IMPORT_GUESS, message).at(field.name.place.clone()).help(help));
    }

    fn entry(&mut self, field: &Field, spot: Spot, owner: &str, depth: usize, siblings: &[String]) -> Entry {
        let field = &self.with_charset_names(field, owner);
        let mut comments = quotations(field);
        let known = self.known.best(field, spot, siblings);
        let chosen = self.choose(field, known, spot, owner, depth);
        if let Some(guess) = &chosen.guess {
            comments.push(format!("guess: {guess}"));
            let message = format!("the type of {} is a guess: {guess}", quoted(&field.name.value));
            let finding = Diagnostic::warning(IMPORT_GUESS, message).at(field.name.place.clone());
            self.findings.push(finding.help("compare the draft with the page"));
        }
        let mut pairs = vec![("type".to_owned(), Node::text(&chosen.notation))];
        let mut disputed = Vec::new();
        if let Some(Required::Yes) = field.required.as_ref().map(|found| &found.value) {
            if spot != Spot::Reply {
                pairs.push(("required".to_owned(), Node::word(true)));
            }
        } else if spot == Spot::Reply {
            pairs.push(("optional".to_owned(), Node::word(true)));
        }
        let stated = field.unit.as_ref().map(|found| found.value);
        let of_spec = known.and_then(|known| known.schema.unit).filter(|unit| is_measured_alike(Some(*unit), stated));
        if let Some(unit) = of_spec.or(stated).or(chosen.unit) {
            pairs.push(("unit".to_owned(), Node::text(unit.key())));
        }
        if !spot.in_reply() {
            self.limits(field, &chosen, &mut pairs, &mut comments, &mut disputed);
        }
        if known.is_some_and(|known| known.sensitive) {
            pairs.push(("sensitive".to_owned(), Node::word(true)));
        }
        pairs.push(("doc".to_owned(), Node::text(PLACEHOLDER)));
        if let Some(example) = example(field, known, &chosen) {
            pairs.push(("example".to_owned(), scalar_node(&example)));
        }
        let value = if disputed.is_empty() {
            Node::Inline(pairs)
        } else {
            let mut entries: Vec<Entry> = pairs.into_iter().map(|(key, value)| Entry::new(key, value)).collect();
            let items = disputed.into_iter().map(|entry| entry.value).collect();
            entries.push(Entry::new("disputed", Node::BlockList(items)));
            Node::Block(entries)
        };
        Entry::new(&field.name.value, value).comments(comments)
    }

    /// The keys of limits, and the default.
    fn limits(
        &mut self,
        field: &Field,
        chosen: &Chosen<'_>,
        pairs: &mut Vec<(String, Node)>,
        comments: &mut Vec<String>,
        disputed: &mut Vec<Entry>,
    ) {
        let is_own =
            |kind: &LimitKind| !chosen.is_enumeration && chosen.holds_items == is_of_list(kind) && chosen.takes_limits;
        let written = limits::write(field, is_own, chosen.limits, chosen.sentinels);
        pairs.extend(written.keys);
        if !chosen.only.is_empty() {
            let only = chosen.only.iter().map(Node::word).collect();
            pairs.push(("only".to_owned(), Node::InlineList(only)));
        }
        comments.extend(written.comments);
        disputed.extend(written.disputed);
        let is_required = matches!(field.required.as_ref().map(|found| &found.value), Some(Required::Yes));
        match &field.default {
            None => {}
            Some(default) if is_required || !chosen.takes(&default.value) => {
                comments.push(format!("page: default {}", quotation(&default.value.to_string())));
            }
            Some(default) => pairs.push(("default".to_owned(), scalar_node(&default.value))),
        }
    }

    /// The field with its characters replaced by the name of a charset.
    fn with_charset_names(&mut self, field: &Field, owner: &str) -> Field {
        let mut field = field.clone();
        for limit in &mut field.limits {
            let LimitKind::Charset(chars) = &mut limit.value.kind else { continue };
            let name = nearest_charset(chars, self.known.spec);
            *chars = match name {
                Some(name) => name,
                None => self.made.charset(self.group, &[owner, &field.name.value, "Characters"], chars),
            };
        }
        field
    }
}

/// What the page says of a field that no key holds.
fn quotations(field: &Field) -> Vec<String> {
    let mut comments = Vec::new();
    if let Some(text) = field.text.as_ref().filter(|text| !text.value.trim().is_empty()) {
        comments.push(format!("page: {}", quotation(&text.value)));
    }
    if let Some(Required::Depends(words)) = field.required.as_ref().map(|found| &found.value) {
        comments.push(format!("page: required if {}: write it under `rules:`", quotation(words)));
    }
    if field.nullable {
        comments.push("page: may be null".to_owned());
    }
    comments
}

/// A value to show: that of the page, unless it only repeats the name, or that of the spec for the same name.
fn example(field: &Field, known: Option<Use<'_>>, chosen: &Chosen<'_>) -> Option<Scalar> {
    let of_page = field.example.as_ref().map(|found| &found.value).filter(|example| {
        let shown = example.to_string();
        !shown.trim().is_empty() && shown != field.name.value
    });
    let of_spec = known.filter(|known| known.schema.to_string() == chosen.notation).and_then(|known| known.example);
    of_page.or(of_spec).and_then(|example| chosen.as_taken(example)).filter(is_visible)
}

fn is_visible(example: &Scalar) -> bool {
    match example {
        Scalar::Text(text) => text.chars().count() <= 60 && zim_spec::diagnostic::visible(text) == *text,
        _ => true,
    }
}

pub(super) fn scalar_node(scalar: &Scalar) -> Node {
    match scalar {
        Scalar::Text(text) => Node::text(text),
        Scalar::Bool(flag) => Node::word(flag),
        Scalar::Int(number) => Node::word(number),
    }
}

/// Whether the page's type is a list.
pub(super) fn is_list(field: &Field) -> bool {
    matches!(
        field.ty.as_ref().map(|found| found.value),
        Some(FieldType::List | FieldType::ListOfText | FieldType::ListOfNumber | FieldType::ListOfObject)
    )
}
