//! Limits of a text.

use super::check::{Subject, length, number};
use super::{Actual, Charset, Code, Limit, Rule};

/// A text whose limits are being checked; made by [`Check::text`](super::Check::text).
///
/// If [`non_empty`](Self::non_empty) finds an empty text, nothing more is reported about it.
#[derive(Debug)]
pub struct TextCheck<'a> {
    subject: Subject<'a>,
    text: &'a str,
    /// Nothing more is to be said about this text.
    settled: bool,
}

impl<'a> TextCheck<'a> {
    #[inline]
    pub(super) fn new(subject: Subject<'a>, text: &'a str) -> Self {
        Self { subject, text, settled: false }
    }

    /// What the server answers when one of the limits that follow is broken.
    #[inline]
    pub fn code(mut self, code: Code) -> Self {
        self.subject.code = code;
        self
    }

    /// Marks the next limit, and only that, as one that ZEGO raises on request.
    #[inline]
    pub fn raisable(mut self) -> Self {
        self.subject.raisable = true;
        self
    }

    /// It is not empty.
    #[inline]
    pub fn non_empty(mut self) -> Self {
        let broken = self.text.is_empty();
        if self.limit(broken, Rule::NonEmpty, Limit::None, Actual::None) {
            self.settled = true;
        }
        self
    }

    /// It has at least `count` bytes of UTF-8.
    #[inline]
    pub fn min_bytes(mut self, count: u64) -> Self {
        let bytes = self.text.len();
        self.limit(length(bytes) < count, Rule::MinBytes, number(count), counted(bytes));
        self
    }

    /// It has at most `count` bytes of UTF-8.
    #[inline]
    pub fn max_bytes(mut self, count: u64) -> Self {
        let bytes = self.text.len();
        self.limit(length(bytes) > count, Rule::MaxBytes, number(count), counted(bytes));
        self
    }

    /// It has at least `count` characters (Unicode scalar values).
    #[inline]
    pub fn min_chars(mut self, count: u64) -> Self {
        let chars = self.text.chars().count();
        self.limit(length(chars) < count, Rule::MinChars, number(count), counted(chars));
        self
    }

    /// It has at most `count` characters (Unicode scalar values).
    #[inline]
    pub fn max_chars(mut self, count: u64) -> Self {
        // No text has more characters than bytes: most need not be counted.
        let chars = if length(self.text.len()) <= count { 0 } else { self.text.chars().count() };
        self.limit(length(chars) > count, Rule::MaxChars, number(count), counted(chars));
        self
    }

    /// It has only characters of `charset`. The first one outside is reported.
    #[inline]
    pub fn charset(mut self, charset: &'static Charset) -> Self {
        let covered = charset.covers(self.text);
        let actual = if covered { Actual::None } else { outside(charset, self.text) };
        self.limit(!covered, Rule::Charset, Limit::Charset(charset.name()), actual);
        self
    }

    /// It starts with `prefix`.
    #[inline]
    pub fn prefix(mut self, prefix: &'static str) -> Self {
        let broken = !self.text.starts_with(prefix);
        self.limit(broken, Rule::Prefix, Limit::Text(prefix), Actual::None);
        self
    }

    /// It does not start with `prefix`.
    #[inline]
    pub fn forbidden_prefix(mut self, prefix: &'static str) -> Self {
        let broken = self.text.starts_with(prefix);
        self.limit(broken, Rule::ForbiddenPrefix, Limit::Text(prefix), Actual::None);
        self
    }

    /// Records the limit if it is `broken` and to be checked; says whether it did.
    #[inline]
    fn limit(&mut self, broken: bool, rule: Rule, limit: Limit, actual: Actual) -> bool {
        let next = self.subject.next_limit();
        match next {
            Some(next) if broken && !self.settled => {
                self.subject.record(next, rule, limit, actual);
                true
            }
            _ => false,
        }
    }
}

#[inline]
fn counted(count: usize) -> Actual {
    Actual::Number(i128::from(length(count)))
}

#[cold]
fn outside(charset: &Charset, text: &str) -> Actual {
    match charset.first_outside(text) {
        Some((position, character)) => Actual::Character { character, position },
        None => Actual::None,
    }
}
