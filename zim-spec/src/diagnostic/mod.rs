//! Findings about spec files: what is wrong, exactly where, and what to write instead.

mod collection;
mod edit;
mod nearest;
mod quote;
mod render;

pub use collection::Diagnostics;
pub use edit::{Edit, Replacement};
pub use nearest::nearest;
pub(crate) use nearest::{is_slip, same_word};
pub use quote::{quoted, visible};

use std::ops::Range;

/// A file that was read.
///
/// `Debug` tells how long it is, and not what it says.
#[derive(Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name as shown to people and as told apart by the loader, with `/` between folders.
    pub name: String,
    /// Its whole text.
    pub text: String,
}

impl std::fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SourceFile").field("name", &self.name).field("bytes", &self.text.len()).finish()
    }
}

impl SourceFile {
    /// A file called `name` that holds `text`.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }
}

/// Which of a [`Diagnostics`]' files: an index into [`Diagnostics::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub usize);

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The piece, in bytes of the file's text. An empty range is a point between two characters.
    pub span: Range<usize>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The spec cannot be used.
    Error,
    /// The spec can be used, but something deserves a look.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A second place that helps to understand a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// What is there, such as ``first defined here``.
    pub message: String,
    /// The place.
    pub place: Place,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that was broken, in kebab-case, such as `unknown-key`.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, spec text through [`quoted`].
    pub message: String,
    /// Where it is, if it is in a file.
    pub place: Option<Place>,
    /// What to write or do instead.
    pub help: Option<String>,
    /// Other places that matter.
    pub notes: Vec<Note>,
    /// What mends it without a decision by anybody, all of them together; empty if somebody has to decide.
    pub edits: Vec<Edit>,
}

impl Diagnostic {
    /// An error: the spec cannot be used.
    #[must_use]
    pub fn error(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, message.into())
    }

    /// A warning: the spec can be used.
    #[must_use]
    pub fn warning(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, message.into())
    }

    /// The same finding, at `place`.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same finding, with what to write or do instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same finding, with one more place that matters.
    #[must_use]
    pub fn note(mut self, message: impl Into<String>, place: Place) -> Self {
        self.notes.push(Note { message: message.into(), place });
        self
    }

    /// The same finding, mended by writing `text` in place of what stands at `place`.
    #[must_use]
    pub fn mend(mut self, place: Place, text: impl Into<String>) -> Self {
        self.edits.push(Edit { place, wrong: String::new(), text: text.into() });
        self
    }

    /// The same finding, mended by writing `text` in place of the first `wrong` within `place`.
    #[must_use]
    pub fn mend_word(mut self, place: Place, wrong: impl Into<String>, text: impl Into<String>) -> Self {
        self.edits.push(Edit { place, wrong: wrong.into(), text: text.into() });
        self
    }

    pub(crate) fn new(rule: &'static str, severity: Severity, message: String) -> Self {
        Self { rule, severity, message, place: None, help: None, notes: Vec::new(), edits: Vec::new() }
    }
}
