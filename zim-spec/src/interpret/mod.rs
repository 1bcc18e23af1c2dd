//! Reads a request against the spec: which of the documented constraints does it break? And makes the replies and
//! callbacks that the spec describes.
//!
//! [`check`] is a second, independent reading of the limits beside the validators that are generated from the
//! same spec. It shares no code with them and is written to be obviously right rather than fast, so that a
//! test which compares the two finds the mistakes of either.
//!
//! It reports, for one action:
//! * parameters in the order of the spec; for each its limits in the order of
//!   [`LimitKind`](crate::model::LimitKind), then its parts: a list's own limits come before those of its items, a
//!   map's before those of its entries, a text's before those of the JSON in it;
//! * of a map one entry after the other, in the order of the keys' bytes; of each first what its key breaks;
//! * of a struct its fields in the order of the spec, then its rules, and nothing for further fields; of a list of
//!   structs one item after the other, each with all its fields;
//! * of a union what the variant breaks that its selector names, and nothing if that names none;
//! * after all parameters, the rules between them;
//! * of an empty text that must not be empty only that; where no `non_empty` is stated, an empty text is
//!   held against the other limits like any text;
//! * of a value that is not of its type only that, since limits mean nothing for it;
//! * nothing for a number with a meaning of its own, and nothing for limits that the server corrects;
//! * nothing for parameters that the action does not have: the documentation refuses them nowhere, and
//!   servers of this kind ignore them.

mod base64;
mod breach;
mod judge;
mod lists;
mod numbers;
mod reply;
mod rules;
mod scope;
mod texts;
mod value;
mod words;

pub use breach::Breach;
pub use reply::{
    CallbackCommon, Failing, callback, example, known_callback, known_field, known_reply, page_item, partial_reply,
    reply,
};
pub use words::words;

use crate::model::{Action, Spec};
use breach::Report;
use judge::Judge;
use scope::Scope;

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

/// The constraints of `action` that `input` breaks, in the order said at the top of this module; none if it
/// is a valid request.
///
/// The code of a broken constraint is that of the limit or rule, if it has one, else that of its parameter, or of
/// the field of the struct that it is in. Which form of input an action takes is told by
/// [`Action::carrier`](crate::model::Action::carrier).
#[must_use]
pub fn check(spec: &Spec, action: &Action, input: Input<'_>) -> Vec<Breach> {
    let mut report = Report { breaches: Vec::new(), code: spec.service.refusals.parameter };
    let scope = match input {
        Input::Query(pairs) => {
            // A parameter with a common name cannot be told from that one in a query.
            let common = spec.service.common.names();
            let params = action.params.iter().filter(|param| !common.contains(&param.name.as_str()));
            Scope::read(params, |param| value::from_query(&param.schema, &param.name, pairs))
        }
        Input::Json(serde_json::Value::Object(body)) => Scope::of_object(&action.params, body),
        Input::Json(other) => {
            report.add("", "type", "object", value::kind_of(other));
            return report.breaches;
        }
    };
    let mut judge = Judge { spec, report };
    judge.scope("", &scope, &action.rules);
    judge.report.breaches
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
