//! Takes out of a draft what the spec's language refuses: the draft is read as a spec, and each error mended where it is.
//!
//! What is taken out stays as a comment at its place, and is reported.

use super::yaml::{COMMENT, Entry, Node, Spans, render};
use super::{Draft, DraftFile};
use std::collections::BTreeSet;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, Place, Severity, quoted};
use zim_spec::load::{Layer, load};
use zim_spec::model::Spec;

/// An object of which nothing is known.
const MAP: &str = "map<string, string>";

/// So often a draft is read again after a round of mending.
const ROUNDS: usize = 12;

/// A draft that was read as part of a spec.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settled {
    /// The draft, less what was refused.
    pub draft: Draft,
    /// The whole spec with the draft in it; none if something is still refused.
    pub spec: Option<Spec>,
    /// What was taken out, and what is still refused; with the files of the draft.
    pub findings: Diagnostics,
}

/// Reads `draft` as part of the spec that `layers` make, and takes out what is refused.
///
/// Entries of `layers` for the actions of the draft should not be among them.
#[must_use]
pub fn settle(draft: Draft, layers: &[Layer]) -> Settled {
    let mut draft = draft;
    let mut taken_out = Vec::new();
    for round in 0..ROUNDS {
        let mut all = layers.to_vec();
        all.push(Layer::from_files(LAYER, draft.files.iter().map(DraftFile::source).collect()));
        let loaded = load(&all);
        let refused: Vec<&Diagnostic> =
            loaded.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).collect();
        if refused.is_empty() || round + 1 == ROUNDS {
            return Settled { findings: findings(&loaded.diagnostics, taken_out), spec: loaded.spec, draft };
        }
        let before = taken_out.len();
        for file in &mut draft.files {
            let shown = format!("{LAYER}/{}", file.path);
            let places: Vec<(&Diagnostic, &Place)> = refused
                .iter()
                .filter_map(|finding| Some((*finding, finding.place.as_ref()?)))
                .filter(|(_, place)| loaded.diagnostics.file(place.file).is_some_and(|file| file.name == shown))
                .collect();
            taken_out.extend(mend(file, &places));
        }
        if taken_out.len() == before {
            return Settled { findings: findings(&loaded.diagnostics, taken_out), spec: loaded.spec, draft };
        }
    }
    Settled { draft, spec: None, findings: Diagnostics::default() }
}

/// What the layer of the draft is called in findings.
const LAYER: &str = "draft";

fn findings(of_spec: &Diagnostics, taken_out: Vec<String>) -> Diagnostics {
    let mut findings = Diagnostics::new(of_spec.files().to_vec());
    findings.extend(taken_out.into_iter().map(|message| {
        Diagnostic::warning(super::IMPORT_GUESS, message).help("look at the draft, and write by hand what is meant")
    }));
    findings.extend(of_spec.iter().filter(|finding| finding.severity == Severity::Error).cloned());
    findings
}

/// Mends each place of a file once, and says what was taken out.
fn mend(file: &mut DraftFile, places: &[(&Diagnostic, &Place)]) -> Vec<String> {
    let (_, spans) = render(&file.text.top, &file.text.last);
    let mut done: BTreeSet<Vec<String>> = BTreeSet::new();
    let mut messages = Vec::new();
    for (finding, place) in places {
        let Some(path) = innermost(&spans, place) else { continue };
        // One change for each entry and round: the next may not be needed any more.
        let Some(change) = change(&path, finding.rule) else { continue };
        if !done.insert(change.entry().to_vec()) {
            continue;
        }
        if let Some(what) = apply(&mut file.text.top, &change, &finding.message) {
            messages.push(format!("{}: {what}, since {}", file.path, finding.message));
        }
    }
    messages
}

/// The keys that lead to the smallest piece around `place`.
fn innermost(spans: &Spans, place: &Place) -> Option<Vec<String>> {
    let around = spans.iter().filter(|(_, span)| span.start <= place.span.start && place.span.start < span.end);
    around.min_by_key(|(_, span)| span.len()).map(|(path, _)| path.clone())
}

/// What to do about a refusal.
enum Change {
    /// The key at this path goes.
    Remove(Vec<String>),
    /// The field at this path gets another name in Rust.
    Rename(Vec<String>),
    /// The field at this path becomes an object of texts, or a text.
    Plain { path: Vec<String>, is_in_query: bool },
    /// A comment above the entry at this path goes.
    Uncomment(Vec<String>, usize),
}

impl Change {
    /// The path of the entry that changes.
    fn entry(&self) -> &[String] {
        match self {
            Self::Remove(path) => path.split_last().map_or(&[], |(_, parent)| parent),
            Self::Rename(path) | Self::Plain { path, .. } | Self::Uncomment(path, _) => path,
        }
    }
}

/// The change for a refusal by `rule` at `path`.
fn change(path: &[String], rule: &str) -> Option<Change> {
    if let Some((last, entry)) = path.split_last()
        && let Some(position) = last.strip_prefix(COMMENT).and_then(|position| position.parse().ok())
    {
        return Some(Change::Uncomment(entry.to_vec(), position));
    }
    let words: Vec<&str> = path.iter().map(String::as_str).collect();
    // How many keys lead to the field, if it is one.
    let depth = match words.as_slice() {
        ["params" | "reply", _, ..] => 2,
        ["types", _, "fields", _, ..] => 4,
        _ => 0,
    };
    let field = path.get(..depth).unwrap_or_default();
    match words.get(depth..).unwrap_or_default() {
        [] if depth > 0 && matches!(rule, "reserved-name" | "name-collision" | "bad-name") => {
            Some(Change::Rename(field.to_vec()))
        }
        [] if depth > 0 => Some(Change::Remove(field.to_vec())),
        ["type"] if depth > 0 => Some(Change::Plain { path: field.to_vec(), is_in_query: rule == "struct-in-query" }),
        ["doc"] | ["required"] if depth > 0 => Some(Change::Remove(field.to_vec())),
        ["rust_name", ..] if depth > 0 => Some(Change::Remove(field.to_vec())),
        [_, ..] if depth > 0 => path.get(..=depth).map(|path| Change::Remove(path.to_vec())),
        // What an entry cannot do without is left to people.
        _ => match words.as_slice() {
            ["action" | "summary" | "method" | "source", ..] | [] => None,
            ["codes", _, ..] => path.get(..2).map(|path| Change::Remove(path.to_vec())),
            ["types", _, "values" | "flags", _, ..] => path.get(..4).map(|path| Change::Remove(path.to_vec())),
            ["types", _, key, ..] if !matches!(*key, "type" | "doc" | "fields") => {
                path.get(..3).map(|path| Change::Remove(path.to_vec()))
            }
            [_] | ["types" | "charsets" | "envelope" | "rate_limit", _, ..] => {
                let keys = if matches!(words.first(), Some(&("types" | "charsets"))) { 2 } else { 1 };
                path.get(..keys).map(|path| Change::Remove(path.to_vec()))
            }
            [_, ..] => path.get(..1).map(|path| Change::Remove(path.to_vec())),
        },
    }
}

/// Makes a change and says what was done; nothing if there is nothing at its path.
fn apply(top: &mut Vec<Entry>, change: &Change, why: &str) -> Option<String> {
    let comment = |what: &str| format!("guess: {what}: {}", super::scalar::quotation(why));
    match change {
        Change::Remove(path) => {
            let (key, parent) = path.split_last()?;
            let removed = remove(top, parent, key)?;
            let what = format!("left out {}", quoted(&format!("{key}: {removed}")));
            match entry(top, parent) {
                Some(entry) => entry.comments.push(comment(&what)),
                None => {
                    if let Some(first) = top.first_mut() {
                        first.comments.push(comment(&what));
                    }
                }
            }
            Some(what)
        }
        Change::Rename(path) => {
            let entry = exactly(top, path)?;
            let rust_name = format!("{}_field", zim_spec::naming::snake_case(&entry.key));
            if value_mut(&mut entry.value, "rust_name").is_some() {
                let (key, parent) = path.split_last()?;
                remove(top, parent, key)?;
                return Some(format!("left out {}", quoted(key)));
            }
            insert(&mut entry.value, "rust_name", Node::text(rust_name));
            Some(format!("gave {} another name in Rust", quoted(path.last()?)))
        }
        Change::Uncomment(path, position) => {
            let comments = &mut exactly(top, path)?.comments;
            // The words themselves are not repeated: they were refused.
            *comments.get_mut(*position)? = "page: words that are left out".to_owned();
            Some(format!("left out what the page says of {}", quoted(path.last()?)))
        }
        Change::Plain { path, is_in_query } => {
            let entry = exactly(top, path)?;
            let ty = value_mut(&mut entry.value, "type")?;
            let Node::Text(old) = ty.clone() else { return None };
            // What was refused may be an object, which no text is; a query holds none, though.
            let plainer = if *is_in_query || old.starts_with(MAP) { "string" } else { MAP };
            *ty = Node::text(plainer);
            if old == "string" {
                let (key, parent) = path.split_last()?;
                remove(top, parent, key)?;
                return Some(format!("left out {}", quoted(key)));
            }
            let what = format!("wrote {} in place of {}", quoted(plainer), quoted(&old));
            entry.comments.push(comment(&what));
            Some(what)
        }
    }
}

/// The entry of a block at `path`, or the one around it if that stands in a line and has no comments of its own.
fn entry<'e>(entries: &'e mut [Entry], path: &[String]) -> Option<&'e mut Entry> {
    let (key, rest) = path.split_first()?;
    let at = entries.iter().position(|entry| entry.key == *key)?;
    let goes_on = match entries.get(at).map(|entry| &entry.value) {
        Some(Node::Block(inside)) => inside.iter().any(|entry| rest.first() == Some(&entry.key)),
        _ => false,
    };
    let found = entries.get_mut(at)?;
    if !goes_on {
        return Some(found);
    }
    match &mut found.value {
        Node::Block(inside) => entry(inside, rest),
        _ => None,
    }
}

/// The entry of a block at `path`, and no other.
fn exactly<'e>(entries: &'e mut [Entry], path: &[String]) -> Option<&'e mut Entry> {
    let (key, rest) = path.split_first()?;
    let found = entries.iter_mut().find(|entry| entry.key == *key)?;
    if rest.is_empty() {
        return Some(found);
    }
    match &mut found.value {
        Node::Block(inside) => exactly(inside, rest),
        _ => None,
    }
}

/// Takes `key` out of what stands at `parent`, and gives its text.
fn remove(top: &mut Vec<Entry>, parent: &[String], key: &str) -> Option<String> {
    let Some((first, rest)) = parent.split_first() else {
        let at = top.iter().position(|entry| entry.key == key)?;
        return Some(line(&top.remove(at).value));
    };
    let found = top.iter_mut().find(|entry| entry.key == *first)?;
    remove_from(&mut found.value, rest, key)
}

fn remove_from(node: &mut Node, parent: &[String], key: &str) -> Option<String> {
    match (node, parent.split_first()) {
        (Node::Block(inside), Some((first, rest))) => {
            let found = inside.iter_mut().find(|entry| entry.key == *first)?;
            remove_from(&mut found.value, rest, key)
        }
        (Node::Block(inside), None) => {
            let at = inside.iter().position(|entry| entry.key == key)?;
            Some(line(&inside.remove(at).value))
        }
        (Node::Inline(pairs), Some((first, rest))) => {
            let (_, found) = pairs.iter_mut().find(|(name, _)| name == first)?;
            remove_from(found, rest, key)
        }
        (Node::Inline(pairs), None) => {
            let at = pairs.iter().position(|(name, _)| name == key)?;
            Some(line(&pairs.remove(at).1))
        }
        (Node::BlockList(items) | Node::InlineList(items), None) => {
            let at = key.parse::<usize>().ok().filter(|at| *at < items.len())?;
            Some(line(&items.remove(at)))
        }
        _ => None,
    }
}

fn value_mut<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    match node {
        Node::Block(inside) => inside.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value),
        Node::Inline(pairs) => pairs.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value),
        _ => None,
    }
}

fn insert(node: &mut Node, key: &str, value: Node) {
    match node {
        Node::Block(inside) => inside.push(Entry::new(key, value)),
        Node::Inline(pairs) => pairs.push((key.to_owned(), value)),
        _ => {}
    }
}

fn line(node: &Node) -> String {
    let (text, _) = render(&[Entry::new("x", node.clone())], &[]);
    text.trim_start_matches("x:").split_whitespace().collect::<Vec<_>>().join(" ")
}
