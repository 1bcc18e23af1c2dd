//! What is being checked, and where the limits that it breaks are collected.

use super::{Actual, Code, Limit, Params, Part, Policy, Rule, Violation};
use std::fmt::Write as _;

/// What has been found of a request. Costs no allocation while there is nothing.
#[derive(Debug)]
pub(super) struct Findings {
    code: Code,
    skip_raisable: bool,
    violations: Vec<Violation>,
}

impl Findings {
    /// Violations will carry `code` unless a parameter or limit states its own.
    pub(super) const fn new(code: Code, policy: Policy) -> Self {
        Self { code, skip_raisable: matches!(policy, Policy::Fixed), violations: Vec::new() }
    }

    pub(super) const fn code(&self) -> Code {
        self.code
    }

    pub(super) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }
}

/// Which item of a list, or entry of a map.
#[derive(Clone, Copy, Debug)]
pub(super) enum At<'a> {
    /// The item, counted from 0.
    Item(usize),
    /// The entry with this key.
    Entry(&'a str),
}

/// The same, perhaps within an item or entry: a map can hold lists.
#[derive(Clone, Copy, Debug)]
pub(super) struct Index<'a> {
    within: Option<&'a Index<'a>>,
    at: At<'a>,
}

impl Index<'_> {
    /// Appends `[key][3]`.
    fn spell(&self, path: &mut String) {
        if let Some(within) = self.within {
            within.spell(path);
        }
        // Writing into memory does not fail.
        let _ = match self.at {
            At::Item(index) => write!(path, "[{index}]"),
            At::Entry(key) => write!(path, "[{key}]"),
        };
    }
}

/// The way from the request to a struct inside it, kept on the stack: it is spelled out only if something
/// is wrong.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inside<'a> {
    pub(super) above: Option<&'a Inside<'a>>,
    pub(super) name: &'a str,
    pub(super) index: Option<&'a Index<'a>>,
}

impl Inside<'_> {
    /// Appends `Outer.UserInfo[3]`.
    fn spell(&self, path: &mut String) {
        if let Some(above) = self.above {
            above.spell(path);
            path.push('.');
        }
        path.push_str(self.name);
        if let Some(index) = self.index {
            index.spell(path);
        }
    }
}

/// What is being checked: where it is, and what to record when it breaks a limit.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    pub(super) findings: &'a mut Findings,
    pub(super) inside: Option<&'a Inside<'a>>,
    pub(super) name: &'static str,
    /// The item of the list, or entry of the map, `name`.
    pub(super) index: Option<&'a Index<'a>>,
    /// What the server answers to limits that have no code of their own.
    pub(super) code: Code,
    /// The code of the next limit.
    pub(super) own_code: Option<Code>,
    /// Whether the next limit is one that ZEGO raises on request.
    pub(super) raisable: bool,
}

impl<'a> Subject<'a> {
    /// The next limit, which is broken unless it `holds`. Takes the marks for that limit.
    #[inline]
    pub(super) fn hold(&mut self, holds: bool, rule: Rule, limit: Limit, actual: Actual) {
        if !holds {
            self.record(rule, limit, actual);
        }
        self.pass();
    }

    /// The next limit holds, or is not to be spoken of.
    #[inline]
    pub(super) fn pass(&mut self) {
        self.own_code = None;
        self.raisable = false;
    }

    /// Kept out of line: callers stay small when nothing is wrong, which is nearly always.
    #[cold]
    #[inline(never)]
    fn record(&mut self, rule: Rule, limit: Limit, actual: Actual) {
        let raisable = self.raisable;
        if raisable && self.findings.skip_raisable {
            return;
        }
        let mut path = String::new();
        Inside { above: self.inside, name: self.name, index: self.index }.spell(&mut path);
        let code = self.own_code.unwrap_or(self.code);
        self.findings.violations.push(Violation { path, rule, limit, actual, code, raisable });
    }

    /// The same, with the marks for the next limit, for as long as `self` is left alone.
    #[inline]
    pub(super) fn borrow(&mut self) -> Subject<'_> {
        Subject {
            findings: self.findings,
            inside: self.inside,
            name: self.name,
            index: self.index,
            code: self.code,
            own_code: self.own_code,
            raisable: self.raisable,
        }
    }

    /// The place of an item of this list, or an entry of this map.
    #[inline]
    pub(super) fn place<'b>(&self, at: At<'b>) -> Index<'b>
    where
        'a: 'b,
    {
        Index { within: self.index, at }
    }

    /// The item or entry at `index`. It keeps the code.
    #[inline]
    pub(super) fn at<'b>(&'b mut self, index: &'b Index<'b>) -> Subject<'b> {
        Subject { index: Some(index), own_code: None, raisable: false, ..self.borrow() }
    }

    /// Hands each of `len` items of this list to `check`. Compiled once.
    pub(super) fn each(&mut self, len: usize, check: &mut dyn FnMut(Subject<'_>, usize)) {
        for index in 0..len {
            let place = self.place(At::Item(index));
            check(self.at(&place), index);
        }
    }

    /// The next limit, that no item of this list is like an earlier one, which is broken if one is `repeated`.
    pub(super) fn repeated(&mut self, repeated: Option<usize>, rule: Rule, limit: Limit) {
        if let Some(index) = repeated {
            let (own_code, raisable) = (self.own_code, self.raisable);
            let place = self.place(At::Item(index));
            Subject { own_code, raisable, ..self.at(&place) }.hold(false, rule, limit, Actual::None);
        }
        self.pass();
    }

    /// Checks the fields of `part`, which is this.
    pub(super) fn enter(&mut self, part: &dyn Part) {
        let inside = Inside { above: self.inside, name: self.name, index: self.index };
        part.visit(&mut Params::inside(self.findings, &inside));
    }

    /// The parameter that is this, to be stated again under its name.
    pub(super) fn params(&mut self) -> Params<'_> {
        Params::again(self.borrow())
    }
}

/// A length as the number that violations carry. Lengths of what is in memory always fit.
pub(super) fn number(length: u64) -> Limit {
    Limit::Number(i64::try_from(length).unwrap_or(i64::MAX))
}

/// A length of what is in memory, beside a limit from the spec.
#[inline]
pub(super) fn length(length: usize) -> u64 {
    // `usize` has at most 64 bits on every platform Rust knows.
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// A length of what is in memory, as what a request has.
#[inline]
pub(super) fn counted(count: usize) -> Actual {
    Actual::Number(i128::from(length(count)))
}

/// The methods of a check that say what is answered when a limit is broken; its documentation is that of `code`.
macro_rules! answers {
    ($(#[$doc:meta])+) => {
        $(#[$doc])+
        #[inline]
        pub fn code(mut self, code: Code) -> Self {
            if let Some(subject) = &mut self.subject {
                subject.code = code;
            }
            self
        }

        /// What the server answers when the next limit, and only that, is broken.
        #[inline]
        pub fn with_code(mut self, code: Code) -> Self {
            if let Some(subject) = &mut self.subject {
                subject.own_code = Some(code);
            }
            self
        }

        /// Marks the next limit, and only that, as one that ZEGO raises on request.
        #[inline]
        pub fn raisable(mut self) -> Self {
            if let Some(subject) = &mut self.subject {
                subject.raisable = true;
            }
            self
        }
    };
}
pub(super) use answers;
