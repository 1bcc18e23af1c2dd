//! Limits of a value that travels as JSON in a text.

use super::subject::{Subject, answers};
use super::{Code, Params, Part, TextCheck};

/// A value as JSON in a text, whose limits are stated; made by [`Params::json`](super::Params::json).
///
/// The limits of the text come first. [`inside`](Self::inside), which comes last, checks those of the value.
#[derive(Debug)]
pub struct JsonCheck<'a, T> {
    /// `None` if there is nothing to check.
    subject: Option<Subject<'a>>,
    text: String,
    value: Option<&'a T>,
}

impl<'a, T> JsonCheck<'a, T> {
    pub(super) fn new(subject: Option<Subject<'a>>, text: String, value: Option<&'a T>) -> Self {
        Self { subject, text, value }
    }

    answers! {
        /// What the server answers when one of the text's limits that follow is broken.
    }

    /// The text is not empty, which JSON never is.
    pub fn non_empty(self) -> Self {
        self.text(|text| text.non_empty())
    }

    /// The text has at least `count` bytes of UTF-8.
    pub fn min_bytes(self, count: u64) -> Self {
        self.text(|text| text.min_bytes(count))
    }

    /// The text has at most `count` bytes of UTF-8.
    pub fn max_bytes(self, count: u64) -> Self {
        self.text(|text| text.max_bytes(count))
    }

    /// The text has at least `count` characters (Unicode scalar values).
    pub fn min_chars(self, count: u64) -> Self {
        self.text(|text| text.min_chars(count))
    }

    /// The text has at most `count` characters (Unicode scalar values).
    pub fn max_chars(self, count: u64) -> Self {
        self.text(|text| text.max_chars(count))
    }

    /// The limits inside the value, a struct, hold: its fields are named `MessageBody.Url`.
    pub fn inside(mut self)
    where
        T: Part,
    {
        if let (Some(subject), Some(value)) = (&mut self.subject, self.value) {
            subject.enter(value);
        }
    }

    /// What holds for the value, which `check` states once more under the name it is given.
    pub fn inside_as(mut self, check: impl FnOnce(&'static str, &mut Params<'_>)) {
        if let Some(subject) = &mut self.subject {
            check(subject.name, &mut subject.params());
        }
    }

    fn text(mut self, limit: impl FnOnce(TextCheck<'_>) -> TextCheck<'_>) -> Self {
        if let Some(subject) = &mut self.subject {
            limit(TextCheck::new(Some(subject.borrow()), &self.text));
            subject.pass();
        }
        self
    }
}
