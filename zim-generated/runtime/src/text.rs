//! Limits of a text.

use super::subject::{Subject, answers, counted, length, number};
use super::{Actual, Charset, Code, Limit, Rule, base64};

/// A text whose limits are stated; made by [`Params::text`](super::Params::text).
///
/// If [`non_empty`](Self::non_empty) finds an empty text, nothing more is reported about it.
#[derive(Debug)]
pub struct TextCheck<'a> {
    /// `None` if there is nothing to check, or nothing more to be said.
    subject: Option<Subject<'a>>,
    text: &'a str,
    /// How many bytes it counts for; `None` if that cannot be told, since it is no base64.
    bytes: Option<usize>,
}

impl<'a> TextCheck<'a> {
    #[inline]
    pub(super) fn new(subject: Option<Subject<'a>>, text: &'a str) -> Self {
        Self { subject, text, bytes: Some(text.len()) }
    }

    answers! {
        /// What the server answers when one of the limits that follow is broken.
    }

    /// It is not empty.
    #[inline]
    pub fn non_empty(mut self) -> Self {
        let holds = !self.text.is_empty();
        self.hold(holds, Rule::NonEmpty, Limit::None, Actual::None);
        if !holds {
            self.subject = None;
        }
        self
    }

    /// Where the `condition`, which reads `when`, holds, it is base64, and the byte limits that follow count
    /// what that encodes. Of a text that is no base64 no byte limit is reported.
    pub fn base64_if(mut self, condition: bool, when: &'static str) -> Self {
        if condition && self.subject.is_some() {
            self.bytes = base64::decoded_length(self.text);
        }
        self.hold(self.bytes.is_some(), Rule::Base64, Limit::Text(when), Actual::None);
        self
    }

    /// It has at least `count` bytes of UTF-8.
    #[inline]
    pub fn min_bytes(self, count: u64) -> Self {
        self.bytes(Rule::MinBytes, count, |bytes| bytes >= count)
    }

    /// It has at most `count` bytes of UTF-8.
    #[inline]
    pub fn max_bytes(self, count: u64) -> Self {
        self.bytes(Rule::MaxBytes, count, |bytes| bytes <= count)
    }

    /// It has at least `count` characters (Unicode scalar values).
    #[inline]
    pub fn min_chars(self, count: u64) -> Self {
        self.chars(Rule::MinChars, count, |chars| chars >= count)
    }

    /// It has at most `count` characters (Unicode scalar values).
    #[inline]
    pub fn max_chars(mut self, count: u64) -> Self {
        // No text has more characters than bytes: most need not be counted.
        if length(self.text.len()) > count {
            return self.chars(Rule::MaxChars, count, |chars| chars <= count);
        }
        self.hold(true, Rule::MaxChars, Limit::None, Actual::None);
        self
    }

    /// It has only characters of `charset`. The first one outside is reported.
    #[inline]
    pub fn charset(mut self, charset: &'static Charset) -> Self {
        let holds = self.subject.is_none() || charset.covers(self.text);
        let actual = if holds { Actual::None } else { outside(charset, self.text) };
        self.hold(holds, Rule::Charset, Limit::Charset(charset.name()), actual);
        self
    }

    /// It starts with `prefix`.
    #[inline]
    pub fn prefix(mut self, prefix: &'static str) -> Self {
        let holds = self.text.starts_with(prefix);
        self.hold(holds, Rule::Prefix, Limit::Text(prefix), Actual::None);
        self
    }

    /// It does not start with `prefix`.
    #[inline]
    pub fn forbidden_prefix(mut self, prefix: &'static str) -> Self {
        let holds = !self.text.starts_with(prefix);
        self.hold(holds, Rule::ForbiddenPrefix, Limit::Text(prefix), Actual::None);
        self
    }

    /// It is one of `texts`.
    #[inline]
    pub fn one_of(mut self, texts: &'static [&'static str]) -> Self {
        let holds = texts.contains(&self.text);
        self.hold(holds, Rule::OneOf, Limit::Texts(texts), Actual::None);
        self
    }

    #[inline]
    fn bytes(mut self, rule: Rule, count: u64, holds: impl FnOnce(u64) -> bool) -> Self {
        let bytes = self.bytes.unwrap_or_default();
        let holds = self.bytes.is_none() || holds(length(bytes));
        self.hold(holds, rule, number(count), counted(bytes));
        self
    }

    #[inline]
    fn chars(mut self, rule: Rule, count: u64, holds: impl FnOnce(u64) -> bool) -> Self {
        if let Some(subject) = &mut self.subject {
            let chars = self.text.chars().count();
            subject.hold(holds(length(chars)), rule, number(count), counted(chars));
        }
        self
    }

    #[inline]
    fn hold(&mut self, holds: bool, rule: Rule, limit: Limit, actual: Actual) {
        if let Some(subject) = &mut self.subject {
            subject.hold(holds, rule, limit, actual);
        }
    }
}

#[cold]
fn outside(charset: &Charset, text: &str) -> Actual {
    match charset.first_outside(text) {
        Some((position, character)) => Actual::Character { character, position },
        None => Actual::None,
    }
}
