//! Limits of an integer.

use super::check::Subject;
use super::{Actual, Code, Limit, Rule};

/// An integer whose limits are being checked; made by [`Check::int`](super::Check::int).
#[derive(Debug)]
pub struct IntCheck<'a> {
    subject: Subject<'a>,
    value: i128,
}

impl<'a> IntCheck<'a> {
    #[inline]
    pub(super) fn new(subject: Subject<'a>, value: i128) -> Self {
        Self { subject, value }
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

    /// It is at least `bound`.
    #[inline]
    pub fn min(mut self, bound: i64) -> Self {
        let broken = self.value < i128::from(bound);
        self.limit(broken, Rule::Min, Limit::Number(bound));
        self
    }

    /// It is at most `bound`.
    #[inline]
    pub fn max(mut self, bound: i64) -> Self {
        let broken = self.value > i128::from(bound);
        self.limit(broken, Rule::Max, Limit::Number(bound));
        self
    }

    /// It is one of `values`.
    #[inline]
    pub fn one_of(mut self, values: &'static [i64]) -> Self {
        let broken = !values.iter().any(|value| i128::from(*value) == self.value);
        self.limit(broken, Rule::OneOf, Limit::Numbers(values));
        self
    }

    #[inline]
    fn limit(&mut self, broken: bool, rule: Rule, limit: Limit) {
        let next = self.subject.next_limit();
        if let (true, Some(next)) = (broken, next) {
            self.subject.record(next, rule, limit, Actual::Number(self.value));
        }
    }
}
