//! Limits of an integer.

use super::subject::{Subject, answers};
use super::{Actual, Code, Limit, Rule};

/// An integer whose limits are stated; made by [`Params::int`](super::Params::int).
#[derive(Debug)]
pub struct IntCheck<'a> {
    /// `None` if there is nothing to check.
    subject: Option<Subject<'a>>,
    value: i128,
}

impl<'a> IntCheck<'a> {
    #[inline]
    pub(super) fn new(subject: Option<Subject<'a>>, value: i128) -> Self {
        Self { subject, value }
    }

    answers! {
        /// What the server answers when one of the limits that follow is broken.
    }

    /// No limit that follows holds for these numbers: they mean something of their own.
    #[inline]
    pub fn except(mut self, sentinels: &[i64]) -> Self {
        if sentinels.iter().any(|sentinel| i128::from(*sentinel) == self.value) {
            self.subject = None;
        }
        self
    }

    /// It is at least `bound`.
    #[inline]
    pub fn min(self, bound: i64) -> Self {
        self.bound(Rule::Min, bound, |value, bound| value >= bound)
    }

    /// It is more than `bound`.
    #[inline]
    pub fn above(self, bound: i64) -> Self {
        self.bound(Rule::Above, bound, |value, bound| value > bound)
    }

    /// It is at most `bound`.
    #[inline]
    pub fn max(self, bound: i64) -> Self {
        self.bound(Rule::Max, bound, |value, bound| value <= bound)
    }

    /// It is less than `bound`.
    #[inline]
    pub fn below(self, bound: i64) -> Self {
        self.bound(Rule::Below, bound, |value, bound| value < bound)
    }

    /// It is one of `values`.
    #[inline]
    pub fn one_of(mut self, values: &'static [i64]) -> Self {
        let holds = values.iter().any(|value| i128::from(*value) == self.value);
        self.hold(holds, Rule::OneOf, Limit::Numbers(values));
        self
    }

    /// It has no bits but those of `mask`.
    #[inline]
    pub fn flags(self, mask: i64) -> Self {
        self.bound(Rule::Flags, mask, |value, mask| value & !mask == 0)
    }

    #[inline]
    fn bound(mut self, rule: Rule, bound: i64, holds: impl FnOnce(i128, i128) -> bool) -> Self {
        let holds = holds(self.value, i128::from(bound));
        self.hold(holds, rule, Limit::Number(bound));
        self
    }

    #[inline]
    fn hold(&mut self, holds: bool, rule: Rule, limit: Limit) {
        if let Some(subject) = &mut self.subject {
            subject.hold(holds, rule, limit, Actual::Number(self.value));
        }
    }
}
