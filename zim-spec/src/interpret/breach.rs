//! A broken constraint, and the list of those that were found.

use crate::model::Limit;
use std::fmt;

/// A constraint that a request breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Breach {
    /// The parameter, the item or entry of it or the field in it, such as `UserIds[3]`, `SetMarkC2c[user0]` or
    /// `UserInfo[3].UserName`. Empty if the whole input is not an object.
    pub path: String,
    /// The key of the limit ([`LimitKind::key`](crate::model::LimitKind::key)) or of the rule
    /// ([`RuleKind::key`](crate::model::RuleKind::key)), or `required`, `type` or `json`.
    pub rule: &'static str,
    /// What is allowed: a decimal number, for `one_of` the numbers or texts (`0, 2`), for `flags` all bits in one
    /// number, the charset's name, the prefix, for `unique_by` the field, for `base64` the condition under which it
    /// holds, or for `type` the type (`string`, `bool`, `i32`, …, `list`, `object`). Of a rule between parameters
    /// [`RuleKind::limit`](crate::model::RuleKind::limit). Empty for rules that have no such value.
    pub limit: String,
    /// What was found: a decimal length, number or count; for `charset` the first character outside and its
    /// 0-based position in characters (`é@13`); for `type` the kind of value, or the number that does not fit; for
    /// `exactly_one` how many are given. Empty where there is nothing to say, and for texts, which may be what
    /// people wrote.
    pub actual: String,
    /// The return code that the spec gives for it.
    pub code: i64,
    /// True if ZEGO raises this limit on request.
    pub raisable: bool,
}

impl fmt::Display for Breach {
    /// One line such as `FromUserId: max_bytes 32, found 33`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "the parameters" } else { &self.path };
        write!(f, "{}: {}", path.escape_debug(), self.rule)?;
        if !self.limit.is_empty() {
            write!(f, " {}", self.limit.escape_debug())?;
        }
        if !self.actual.is_empty() {
            write!(f, ", found {}", self.actual.escape_debug())?;
        }
        Ok(())
    }
}

/// What was found so far, and the code for what is found next.
pub(super) struct Report {
    pub(super) breaches: Vec<Breach>,
    /// The code of the parameter or field that is looked at.
    pub(super) code: i64,
}

impl Report {
    /// Reports what is not one of the limits of a schema, under the code of the parameter.
    pub(super) fn add(&mut self, path: &str, rule: &'static str, allowed: impl ToString, actual: impl ToString) {
        self.push(path, rule, allowed, actual, (self.code, false));
    }

    /// Reports a broken limit, under its own code if it has one.
    pub(super) fn limit(&mut self, path: &str, limit: &Limit, allowed: impl ToString, actual: impl ToString) {
        let code = limit.code.unwrap_or(self.code);
        self.push(path, limit.kind.key(), allowed, actual, (code, limit.raisable));
    }

    fn push(
        &mut self,
        path: &str,
        rule: &'static str,
        allowed: impl ToString,
        actual: impl ToString,
        (code, raisable): (i64, bool),
    ) {
        let (limit, actual) = (allowed.to_string(), actual.to_string());
        self.breaches.push(Breach { path: path.to_owned(), rule, limit, actual, code, raisable });
    }
}
