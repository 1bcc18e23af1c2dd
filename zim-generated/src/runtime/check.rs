//! Collects the limits that a request breaks. Costs no allocation while there are none.

use super::list::ListCheck;
use super::text::TextCheck;
use super::{Actual, Code, IntCheck, Limit, Policy, Rule, Violation};

/// What [`Request::check`](super::Request::check) states its parameters to.
///
/// Generated code names each parameter once and puts its limits behind it:
/// `check.text("CallId", &self.call_id).non_empty().max_bytes(32)`.
#[derive(Debug)]
pub struct Check {
    code: Code,
    skip_raisable: bool,
    violations: Vec<Violation>,
}

impl Check {
    /// Violations will carry `code` unless a parameter states its own.
    pub(super) const fn new(code: Code, policy: Policy) -> Self {
        Self { code, skip_raisable: matches!(policy, Policy::Fixed), violations: Vec::new() }
    }

    pub(super) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    /// The text parameter `name`.
    #[inline]
    pub fn text<'a>(&'a mut self, name: &'a str, text: &'a str) -> TextCheck<'a> {
        let code = self.code;
        TextCheck::new(Subject { check: self, name, index: None, code, raisable: false }, text)
    }

    /// The integer parameter `name`.
    #[inline]
    pub fn int<'a>(&'a mut self, name: &'a str, value: i128) -> IntCheck<'a> {
        let code = self.code;
        IntCheck::new(Subject { check: self, name, index: None, code, raisable: false }, value)
    }

    /// The list parameter `name` with `len` items.
    #[inline]
    pub fn list<'a>(&'a mut self, name: &'a str, len: usize) -> ListCheck<'a> {
        let code = self.code;
        ListCheck::new(Subject { check: self, name, index: None, code, raisable: false }, len)
    }
}

/// What is being checked: where it is, and what to record when it breaks a limit.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    check: &'a mut Check,
    name: &'a str,
    /// The item of the list `name`.
    index: Option<usize>,
    pub(super) code: Code,
    /// Whether the next limit is one that ZEGO raises on request.
    pub(super) raisable: bool,
}

impl Subject<'_> {
    /// Takes the mark for the next limit, and says whether that limit is checked at all.
    #[inline]
    pub(super) fn next_limit(&mut self) -> Option<NextLimit> {
        let raisable = std::mem::take(&mut self.raisable);
        (!(raisable && self.check.skip_raisable)).then_some(NextLimit { raisable })
    }

    /// Kept out of line: callers stay small when nothing is wrong, which is nearly always.
    #[cold]
    #[inline(never)]
    pub(super) fn record(&mut self, next: NextLimit, rule: Rule, limit: Limit, actual: Actual) {
        let path = match self.index {
            Some(index) => format!("{}[{index}]", self.name),
            None => self.name.to_owned(),
        };
        let NextLimit { raisable } = next;
        self.check.violations.push(Violation { path, rule, limit, actual, code: self.code, raisable });
    }

    /// The item `index` of this list. It keeps the list's code.
    #[inline]
    pub(super) fn item(&mut self, index: usize) -> Subject<'_> {
        Subject { check: self.check, name: self.name, index: Some(index), code: self.code, raisable: false }
    }
}

/// A limit that is to be checked.
#[derive(Clone, Copy, Debug)]
pub(super) struct NextLimit {
    raisable: bool,
}

/// A length as the number that violations carry. Lengths of what is in memory always fit.
pub(super) fn number(length: u64) -> Limit {
    Limit::Number(i64::try_from(length).unwrap_or(i64::MAX))
}

/// A length of what is in memory, beside a limit from the spec.
pub(super) fn length(length: usize) -> u64 {
    // `usize` has at most 64 bits on every platform Rust knows.
    u64::try_from(length).unwrap_or(u64::MAX)
}
