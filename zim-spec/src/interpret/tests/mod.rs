//! Which constraints inputs break, case by case, and that made-up replies break none.

mod limits;

mod parts;
mod reply;
mod rules;
mod shapes;
mod words;

use super::fixture::{PARAMETER, action, param, spec};
use super::{Breach, Input, check as breaches};
use crate::model::Schema;
use serde_json::{Value, json};

/// Breaches as `path rule limit actual`, with `-` for what is empty.
fn lines(found: &[Breach]) -> Vec<String> {
    let or_dash = |text: &str| {
        if text.is_empty() { "-".to_owned() } else { text.to_owned() }
    };
    found
        .iter()
        .map(|b| format!("{} {} {} {}", or_dash(&b.path), b.rule, or_dash(&b.limit), or_dash(&b.actual)))
        .collect()
}

/// Parameter `X` of `schema` holding `value`, in JSON.
#[track_caller]
fn check(schema: Schema, value: Value, expected: &[&str]) {
    let action = action(vec![param("X", true, schema)], Vec::new());
    let found = breaches(&spec(), &action, Input::Json(&json!({ "X": value })));
    assert_eq!(lines(&found), expected);
    assert!(found.iter().all(|breach| breach.code == PARAMETER));
}

/// Parameter `X` of `schema`, in the query `pairs`.
#[track_caller]
fn check_query(schema: Schema, pairs: &[(&str, &str)], expected: &[&str]) {
    let action = action(vec![param("X", true, schema)], Vec::new());
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    assert_eq!(lines(&breaches(&spec(), &action, Input::Query(&pairs))), expected);
}
