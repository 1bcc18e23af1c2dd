//! Reads a request against the spec: which of the documented constraints does it break?
//!
//! This is a second, independent reading of the limits beside the validators that are generated from the
//! same spec. It shares no code with them and is written to be obviously right rather than fast, so that a
//! test which compares the two finds the mistakes of either.
//!
//! [`check`] reports, for one action:
//! * parameters in the order of the spec; for each its limits in the order of
//!   [`LimitKind`](crate::model::LimitKind); a list's own limits before those of its items;
//! * of a struct its fields in the order of the spec, and nothing for further fields; of a list of structs one
//!   item after the other, each with all its fields;
//! * of an empty text that must not be empty only that; where no `non_empty` is stated, an empty text is
//!   held against the other limits like any text;
//! * of a value that is not of its type only that, since limits mean nothing for it;
//! * nothing for parameters that the action does not have: the documentation refuses them nowhere, and
//!   servers of this kind ignore them.

mod limits;
mod reply;
mod value;

pub use reply::reply;

use crate::model::{Action, Param, Spec};
use std::fmt;
use value::Value;

/// The parameters of a request, as they arrive.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// Decoded pairs of the query, in their order. A list arrives as several pairs named `Name[]`; a bool as
    /// `true` or `false`; an integer in decimal. A list of no items cannot be told from an absent one.
    ///
    /// The service's common parameters may be among the pairs: they are never looked at.
    Query(&'a [(String, String)]),
    /// The JSON body. Types are strict: a number in a string is no number, and `2.0` is no integer. A
    /// parameter or a field of a struct that is `null` is absent.
    Json(&'a serde_json::Value),
}

/// A constraint that a request breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Breach {
    /// The parameter, the item of it or the field in it, such as `UserIds[3]` or `UserInfo[3].UserName`. Empty if the whole input is not an object.
    pub path: String,
    /// The key of the limit ([`LimitKind::key`](crate::model::LimitKind::key)), or `required` or `type`.
    pub rule: &'static str,
    /// What is allowed: a decimal number, for `one_of` the numbers (`0, 2`), the charset's name, the prefix, or for `type` the type (`string`,
    /// `bool`, `i32`, …, `list`, `object`). Empty for rules that have no such value.
    pub limit: String,
    /// What was found: a decimal length, number or count; for `charset` the first character outside and its
    /// 0-based position in characters (`é@13`); for `type` the kind of value, or the number that does not fit.
    /// Empty for `required`, `non_empty`, `prefix`, `forbidden_prefix` and `unique_items`.
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
        write!(f, "{path}: {}", self.rule)?;
        if !self.limit.is_empty() {
            write!(f, " {}", self.limit.escape_debug())?;
        }
        if !self.actual.is_empty() {
            write!(f, ", found {}", self.actual.escape_debug())?;
        }
        Ok(())
    }
}

/// The constraints of `action` that `input` breaks, in the order said at the top of this module; none if it
/// is a valid request.
///
/// The code of a broken constraint is that of its parameter, or of the field of the struct that it is in.
#[must_use]
pub fn check(spec: &Spec, action: &Action, input: Input<'_>) -> Vec<Breach> {
    let mut report = Report { breaches: Vec::new(), code: spec.service.refusals.parameter };
    if let Input::Json(body) = input
        && !body.is_object()
    {
        report.add("", "type", "object", value::kind_of(body), false);
        return report.breaches;
    }
    let common = spec.service.common.names();
    for param in &action.params {
        report.code = param.code;
        // A parameter with a common name can only be told from it outside the query.
        let shadowed = matches!(input, Input::Query(_)) && common.contains(&param.name.as_str());
        match read(param, input) {
            _ if shadowed => {}
            Some(value) => limits::judge(spec, &param.name, &param.schema, &value, &mut report),
            None if param.required => report.add(&param.name, "required", "", "", false),
            None => {}
        }
    }
    report.breaches
}

/// The value of `param`, or `None` if it is absent.
fn read(param: &Param, input: Input<'_>) -> Option<Value> {
    match input {
        Input::Query(pairs) => value::from_query(&param.schema, &param.name, pairs),
        Input::Json(body) => {
            body.get(&param.name).filter(|value| !value.is_null()).map(|value| value::from_json(&param.schema, value))
        }
    }
}

/// What was found so far, and the code for what is found next.
struct Report {
    breaches: Vec<Breach>,
    code: i64,
}

impl Report {
    fn add(&mut self, path: &str, rule: &'static str, limit: impl ToString, actual: impl ToString, raisable: bool) {
        self.breaches.push(Breach {
            path: path.to_owned(),
            rule,
            limit: limit.to_string(),
            actual: actual.to_string(),
            code: self.code,
            raisable,
        });
    }
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
