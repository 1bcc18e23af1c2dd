//! Collects the limits that a request breaks. Costs no allocation while there are none.

use super::list::ListCheck;
use super::text::TextCheck;
use super::{Actual, Code, IntCheck, Limit, Policy, Rule, Violation, Wire};
use std::fmt::Write as _;

/// A struct inside a request: checked and written as part of it.
pub trait RequestPart {
    /// States its fields to `check`, each with its documented limits.
    fn check(&self, check: &mut Check<'_>);

    /// Writes its fields, in the order of the spec; absent ones are not written.
    fn write(&self, wire: &mut Wire<'_>);
}

/// What [`Request::check`](super::Request::check) states its parameters to, and a [`RequestPart`] its fields.
///
/// Generated code names each parameter once and puts its limits behind it:
/// `check.text("CallId", &self.call_id).non_empty().max_bytes(32)`.
#[derive(Debug)]
pub struct Check<'a> {
    findings: &'a mut Findings,
    inside: Option<&'a Inside<'a>>,
}

/// What has been found of a request.
#[derive(Debug)]
pub(super) struct Findings {
    code: Code,
    skip_raisable: bool,
    violations: Vec<Violation>,
}

/// The way from the request to a struct inside it, kept on the stack: it is spelled out only if something
/// is wrong.
#[derive(Debug)]
struct Inside<'a> {
    above: Option<&'a Inside<'a>>,
    name: &'a str,
    index: Option<usize>,
}

impl Findings {
    /// Violations will carry `code` unless a parameter states its own.
    pub(super) const fn new(code: Code, policy: Policy) -> Self {
        Self { code, skip_raisable: matches!(policy, Policy::Fixed), violations: Vec::new() }
    }

    pub(super) fn check(&mut self) -> Check<'_> {
        Check { findings: self, inside: None }
    }

    pub(super) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }
}

impl Check<'_> {
    /// The text parameter `name`.
    #[inline]
    pub fn text<'a>(&'a mut self, name: &'a str, text: &'a str) -> TextCheck<'a> {
        TextCheck::new(self.subject(name), text)
    }

    /// The integer parameter `name`.
    #[inline]
    pub fn int<'a>(&'a mut self, name: &'a str, value: i128) -> IntCheck<'a> {
        IntCheck::new(self.subject(name), value)
    }

    /// The list parameter `name` with `len` items.
    #[inline]
    pub fn list<'a>(&'a mut self, name: &'a str, len: usize) -> ListCheck<'a> {
        ListCheck::new(self.subject(name), len)
    }

    /// The struct parameter `name`: its fields are named `Name.Field`.
    pub fn object(&mut self, name: &str, part: &dyn RequestPart) {
        self.subject(name).enter(part);
    }

    #[inline]
    fn subject<'a>(&'a mut self, name: &'a str) -> Subject<'a> {
        let code = self.findings.code;
        Subject { findings: self.findings, inside: self.inside, name, index: None, code, raisable: false }
    }
}

/// What is being checked: where it is, and what to record when it breaks a limit.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    findings: &'a mut Findings,
    inside: Option<&'a Inside<'a>>,
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
        (!(raisable && self.findings.skip_raisable)).then_some(NextLimit { raisable })
    }

    /// Kept out of line: callers stay small when nothing is wrong, which is nearly always.
    #[cold]
    #[inline(never)]
    pub(super) fn record(&mut self, next: NextLimit, rule: Rule, limit: Limit, actual: Actual) {
        let mut path = String::new();
        if let Some(inside) = self.inside {
            inside.spell(&mut path);
            path.push('.');
        }
        step(&mut path, self.name, self.index);
        let NextLimit { raisable } = next;
        self.findings.violations.push(Violation { path, rule, limit, actual, code: self.code, raisable });
    }

    /// The item `index` of this list. It keeps the list's code.
    #[inline]
    pub(super) fn item(&mut self, index: usize) -> Subject<'_> {
        Subject {
            findings: self.findings,
            inside: self.inside,
            name: self.name,
            index: Some(index),
            code: self.code,
            raisable: false,
        }
    }

    /// Checks the fields of `part`, which is this.
    pub(super) fn enter(self, part: &dyn RequestPart) {
        let inside = Inside { above: self.inside, name: self.name, index: self.index };
        part.check(&mut Check { findings: self.findings, inside: Some(&inside) });
    }
}

impl Inside<'_> {
    /// Appends `Outer.UserInfo[3]`.
    fn spell(&self, path: &mut String) {
        if let Some(above) = self.above {
            above.spell(path);
            path.push('.');
        }
        step(path, self.name, self.index);
    }
}

fn step(path: &mut String, name: &str, index: Option<usize>) {
    path.push_str(name);
    if let Some(index) = index {
        // Writing into memory does not fail.
        let _ = write!(path, "[{index}]");
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
