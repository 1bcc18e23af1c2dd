//! A draft of spec entries from the facts of pages: what a page says in the spec's own notation, with a placeholder for
//! each sentence that a person has to write, and comments for what cannot be said or was guessed.

mod action;
mod chosen;
mod fields;
mod known;
pub(super) mod limits;
mod made;
mod names;
mod proposals;
mod scalar;
mod settle;
mod source;
#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test fails by panicking")]
mod tests;
mod types;
mod values;
mod yaml;

pub(super) use action::notation as action_rate;
pub use settle::{Settled, settle};
pub use source::Source;

use super::facts::Facts;
use known::Known;
use made::Made;
use std::collections::BTreeMap;
use yaml::{Entry, Node};
use zim_spec::diagnostic::{Diagnostics, SourceFile};
use zim_spec::model::Spec;

/// What stands for each sentence that is to be written.
pub const PLACEHOLDER: &str = "To be written.";

pub(super) use super::rules::DOUBT as IMPORT_GUESS;

/// Files of a spec folder, for a person to complete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Draft {
    /// The files, by their paths below a spec folder: an entry for each page, and the types and codes that they need.
    pub files: Vec<DraftFile>,
    /// The actions that it drafts.
    pub actions: Vec<String>,
    /// For each page in its order: what was found about it, with its files.
    pub findings: Vec<Diagnostics>,
}

/// A file of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DraftFile {
    /// Its path below a spec folder, with `/`.
    pub path: String,
    /// What it holds.
    text: Text,
}

/// The lines of a file, still in pieces, so that what does not lint can be taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Text {
    top: Vec<Entry>,
    last: Vec<String>,
}

impl DraftFile {
    fn new(path: String, top: Vec<Entry>, last: Vec<String>) -> Self {
        Self { path, text: Text { top, last } }
    }

    /// What it holds.
    #[must_use]
    pub fn text(&self) -> String {
        yaml::render(&self.text.top, &self.text.last).0
    }

    /// The file as [`zim_spec::load`] reads it.
    #[must_use]
    pub fn source(&self) -> SourceFile {
        SourceFile::new(self.path.clone(), self.text())
    }
}

/// Drafts the entries of `pages`, for a spec that has the types and codes of `spec` already.
///
/// It may still have what the spec's language refuses: [`settle`] finds and mends that.
#[must_use]
pub fn draft(pages: &[(Facts, Source)], spec: &Spec) -> Draft {
    let known = Known::new(spec);
    let names = pages.iter().filter_map(|(facts, _)| facts.action.as_ref()).map(|name| name.value.as_str());
    let mut made = Made::new(&known, names);
    let mut draft = Draft::default();
    for (facts, source) in pages {
        let mut findings = facts.findings.clone();
        draft.files.extend(action::file(facts, source, &known, &mut made, &mut findings));
        draft.actions.extend(facts.action.as_ref().map(|name| name.value.clone()));
        draft.findings.push(findings);
    }
    draft.files.extend(shared(made));
    draft
}

/// The files of types and codes.
fn shared(made: Made) -> Vec<DraftFile> {
    let mut tops: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for (group, charsets) in made.charsets {
        let lines = charsets.into_iter().map(|(name, chars)| {
            let pairs = vec![("doc".to_owned(), Node::text(PLACEHOLDER)), ("chars".to_owned(), Node::text(chars))];
            Entry::new(name, Node::Inline(pairs))
        });
        let lines = Node::Block(lines.collect());
        tops.entry(group).or_default().push(Entry::new("charsets", lines));
    }
    for (group, mut types) in made.types {
        if let Some(first) = types.first_mut() {
            first.apart = false;
        }
        tops.entry(group).or_default().push(Entry::new("types", Node::Block(types)).apart());
    }
    let mut files: Vec<DraftFile> =
        tops.into_iter().map(|(group, top)| DraftFile::new(format!("types/{group}.yaml"), top, Vec::new())).collect();
    if !made.codes.is_empty() {
        files.push(DraftFile::new("codes.yaml".to_owned(), made.codes.into_values().collect(), Vec::new()));
    }
    files
}
