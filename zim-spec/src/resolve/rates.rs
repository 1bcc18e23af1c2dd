//! `rate_limit`: one rate or a list of rates, each of something else.

use super::at::At;
use super::codes::check_defined;
use super::condition::describe;
use super::keyed::Keyed;
use super::names::Names;
use super::siblings::{Siblings, is_comparable};
use super::{missing, notation};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::{RateLimit, RateScope, RateUnit, Type};
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The rates at `at`, of an action with these parameters.
pub(super) fn rates(
    written: &Value,
    at: &At<'_>,
    params: &Siblings<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Vec<RateLimit> {
    match written {
        Value::Sequence(list) => {
            let rates = list.iter().enumerate().filter_map(|(position, value)| {
                let at = at.item(position);
                Some((rate(value, &at, params, names, report)?, at))
            });
            distinct(rates.collect::<Vec<_>>(), at, report)
        }
        value => rate(value, at, params, names, report).into_iter().collect(),
    }
}

/// A rate, or a mapping that gives it a code of its own: `{rate: 20/s, code: 660700001}`.
fn rate(
    value: &Value,
    at: &At<'_>,
    params: &Siblings<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Option<RateLimit> {
    let Value::Mapping(mapping) = value else { return plain(value, at, params, report) };
    let keyed = Keyed::read(mapping, at, &["rate", "code"], report);
    let rate = match keyed.get("rate") {
        Some((written, at)) => plain(written, at, params, report),
        None => {
            missing(at, "rate", "rate: 20/s", report);
            None
        }
    };
    let code = keyed.get("code").map(|(code, at)| (code.as_i64(), at));
    match code {
        Some((Some(code), at)) => drop(check_defined(code, at, names, report)),
        Some((None, at)) => report.push(
            Diagnostic::error("wrong-type", "a code is a whole number").at(at.value()).help("write `code: 660700001`"),
        ),
        None => missing(at, "code", "code: 660700001", report),
    }
    let code = code.and_then(|(code, _)| code);
    Some(RateLimit { code, ..rate? })
}

fn plain(value: &Value, at: &At<'_>, params: &Siblings<'_>, report: &mut Diagnostics) -> Option<RateLimit> {
    let Some(rate) = value.as_str().and_then(notation::rate) else {
        let message = match value {
            Value::String(text) => format!("{} is not a rate", quoted(text)),
            _ => "this is not a rate".to_owned(),
        };
        let help = "write how many calls in which time, such as `20/s`, `100/24h`, `1/s per GroupId` for each value of that parameter, `20/s of UserIds` for the items of that list";
        report.push(Diagnostic::error("bad-value", message).at(at.value()).help(help));
        return None;
    };
    if let RateScope::Param(name) = &rate.scope {
        let schema = params.find(name, at.value(), report)?;
        if !is_comparable(schema) {
            let message = format!("{} is {}, not one value to count by", quoted(name), describe(schema));
            let help = "name a parameter that is a text or a number";
            report.push(Diagnostic::error("bad-value", message).at(at.value()).help(help));
            return None;
        }
    }
    if let RateUnit::Items(name) = &rate.counts {
        let schema = params.find(name, at.value(), report)?;
        if !matches!(schema.ty, Type::List(_)) {
            let message = format!("{} is {}, which has no items", quoted(name), describe(schema));
            report.push(Diagnostic::error("bad-value", message).at(at.value()).help("name a parameter that is a list"));
            return None;
        }
    }
    Some(rate)
}

fn distinct(rates: Vec<(RateLimit, At<'_>)>, list: &At<'_>, report: &mut Diagnostics) -> Vec<RateLimit> {
    if list.is_empty() {
        let help = "write a rate, such as `20/s`, or remove the key";
        report.push(Diagnostic::error("bad-value", "`rate_limit` names no rate").at(list.name()).help(help));
    }
    let mut first: BTreeMap<(u32, RateScope, RateUnit), &At<'_>> = BTreeMap::new();
    for (rate, at) in &rates {
        match first.entry((rate.window_seconds, rate.scope.clone(), rate.counts.clone())) {
            Entry::Vacant(free) => drop(free.insert(at)),
            Entry::Occupied(first) => report.push(
                Diagnostic::error("bad-value", "a second rate for the same time and scope")
                    .at(at.value())
                    .note("the other is here", first.get().value())
                    .help("remove one of the two: the lower one would always be the limit"),
            ),
        }
    }
    rates.into_iter().map(|(rate, _)| rate).collect()
}
