//! What is said of limits and numbers besides the limits: part of `limit-misplaced`.

use super::context::{Site, applies, describe};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use crate::model::{LimitKind, Schema, Type, Unit};
use crate::resolve::{At, Names, either};
use std::collections::BTreeMap;

/// Reports under `rule` what `site` says of limits that it does not have, and of numbers although it is none.
pub(super) fn check<'a>(
    rule: &'static str,
    site: &Site<'a>,
    schema: &Schema,
    names: &Names<'a>,
    report: &mut Diagnostics,
) {
    let mut notes = Notes { rule, site, schema, names, report };
    notes.raisable();
    notes.clamps();
    notes.codes();
    notes.numbers();
}

struct Notes<'n, 'a> {
    rule: &'static str,
    site: &'n Site<'a>,
    schema: &'n Schema,
    names: &'n Names<'a>,
    report: &'n mut Diagnostics,
}

impl<'n> Notes<'n, '_> {
    fn raisable(&mut self) {
        let at = self.site.at.key("raisable");
        if at.is_empty() {
            let diagnostic = Diagnostic::warning(self.rule, "`raisable` names no limit");
            self.report
                .push(diagnostic.at(at.name()).help("name the limits that ZEGO raises on request, or remove it"));
        }
        let mut named: BTreeMap<&str, At<'_>> = BTreeMap::new();
        for raised in &self.site.written.raisable {
            let place = raised.at(&at);
            if let Some(first) = named.get(raised.key) {
                let message = format!("{} is listed twice", quoted(raised.key));
                self.report.push(
                    Diagnostic::error(self.rule, message)
                        .at(place.value())
                        .note("first listed here", first.value())
                        .help("remove one of the two"),
                );
                continue;
            }
            named.insert(raised.key, place);
            let limit = self.limits().find(|limit| limit.key() == raised.key && is_stated(limit));
            let Some(limit) = limit else {
                self.unknown(
                    raised.key,
                    "to be raised",
                    "state the limit first, then that it can be raised",
                    is_stated,
                    &place,
                );
                continue;
            };
            let Some(ceiling) = raised.ceiling else { continue };
            match maximum(limit) {
                None => {
                    let message = format!("{} is no upper limit, and is not raised to a number", quoted(raised.key));
                    let help = format!("write `raisable: [{}]`", raised.key);
                    self.report.push(Diagnostic::error(self.rule, message).at(place.value()).help(help));
                }
                Some(maximum) if i128::from(ceiling) <= maximum => {
                    let message =
                        format!("{} is raised to {ceiling}, which is not above {maximum}", quoted(raised.key));
                    let help = "write the highest limit that ZEGO grants, or name the limit alone";
                    self.report.push(Diagnostic::error(self.rule, message).at(place.value()).help(help));
                }
                Some(_) => {}
            }
        }
    }

    fn clamps(&mut self) {
        let at = self.site.at.key("clamps");
        if at.is_empty() {
            let help = "write what is taken instead: `clamps: {max: 100}`, or remove it";
            self.report.push(Diagnostic::error(self.rule, "`clamps` names no limit").at(at.name()).help(help));
        }
        for (key, taken) in &self.site.written.clamps {
            let at = at.key(key);
            if !self.limits().any(|limit| limit.key() == *key) {
                if self.is_unread(key) {
                    continue;
                }
                let message = format!("{} has no limit `{key}` that could be corrected", quoted(self.site.name));
                let help = format!("state the limit too: `{key}: {taken}`");
                self.report.push(Diagnostic::error(self.rule, message).at(at.name()).help(help));
                continue;
            }
            let breaks = |limit: &LimitKind| match limit {
                LimitKind::Min(min) => taken < min,
                LimitKind::Max(max) => taken > max,
                LimitKind::Above(above) => taken <= above,
                LimitKind::Below(below) => taken >= below,
                _ => false,
            };
            let broken = self.limits().find(|limit| breaks(limit));
            if let Some(limit) = broken {
                let message = format!("`{taken}` is taken instead, but `{}` does not allow it", limit.key());
                let help = "write the number that the server takes, which is within the limits";
                self.report.push(Diagnostic::error(self.rule, message).at(at.value()).help(help));
            }
        }
    }

    fn codes(&mut self) {
        for (key, _) in &self.site.written.codes {
            if !self.limits().any(|limit| limit.key() == *key) {
                let at = self.site.at.key("limit_codes").key(key);
                self.unknown(key, "that could have a code", "state the limit first, then its code", |_| true, &at);
            }
        }
    }

    /// Sentinels and units are those of integers.
    fn numbers(&mut self) {
        let at = &self.site.at;
        let Type::Int(width) = self.schema.ty else {
            for key in ["sentinels", "unit", "not_in_future"].into_iter().filter(|key| at.has(key)) {
                let what = describe(&self.schema.ty);
                let message = format!("`{key}` says something of a number, but {} is {what}", quoted(self.site.name));
                self.report.push(Diagnostic::error(self.rule, message).at(at.key(key).name()).help("remove it"));
            }
            return;
        };
        let (low, high) = width.range();
        for sentinel in &self.site.written.sentinels {
            if !(low..=high).contains(&i128::from(sentinel.value)) {
                let number = sentinel.value;
                let message = format!("`{number}` lies outside the integer, which holds {low} to {high}");
                let place = at.key("sentinels").key(&number.to_string()).name();
                let help = "correct the number, or take a wider type such as `i64`";
                self.report.push(Diagnostic::error(self.rule, message).at(place).help(help));
            }
        }
        let is_time = matches!(self.schema.unit, Some(Unit::UnixSeconds | Unit::UnixMilliseconds));
        if self.site.written.not_in_future && !is_time && !has_unread_unit(self.site) {
            let message = format!("{} is not known to be a time", quoted(self.site.name));
            let help = "write `unit: unix_s` or `unit: unix_ms`, or remove `not_in_future`";
            let place = at.key("not_in_future").name();
            self.report.push(Diagnostic::error(self.rule, message).at(place).help(help));
        }
    }

    /// Whether a limit stands at the entry, or at its type, and could not be read, which has been reported.
    fn is_unread(&self, key: &str) -> bool {
        let named = self.schema.named.as_deref().and_then(|name| self.names.types.get(name));
        self.site.at.has(key) || named.is_some_and(|definition| definition.at.has(key))
    }

    /// The limits that a value can break.
    fn limits(&self) -> impl Iterator<Item = &'n LimitKind> {
        let schema = self.schema;
        schema.limits.iter().map(|limit| &limit.kind).filter(move |limit| applies(limit, schema))
    }

    /// Reports that there is no limit `key`; `counts` are those it may be.
    fn unknown(&mut self, key: &str, what: &str, otherwise: &str, counts: fn(&LimitKind) -> bool, at: &At<'_>) {
        if self.is_unread(key) {
            return;
        }
        let keys = || self.limits().filter(|limit| counts(limit)).map(LimitKind::key);
        let help = match nearest(key, keys()) {
            Some(meant) => format!("did you mean {}?", quoted(meant)),
            None if keys().next().is_none() => otherwise.to_owned(),
            None => format!("its limits are {}", either(keys())),
        };
        let message = format!("{} has no limit {} {what}", quoted(self.site.name), quoted(key));
        let place = if at.value() == at.name() { at.value() } else { at.name() };
        self.report.push(Diagnostic::error(self.rule, message).at(place).help(help));
    }
}

/// Whether a limit has a key of its own, rather than coming with the values of an enumeration.
fn is_stated(limit: &LimitKind) -> bool {
    !matches!(limit, LimitKind::OneOf(_) | LimitKind::OneOfTexts(_) | LimitKind::Flags(_) | LimitKind::Base64(_))
}

/// The number of an upper limit.
fn maximum(limit: &LimitKind) -> Option<i128> {
    match limit {
        LimitKind::MaxBytes(max)
        | LimitKind::MaxChars(max)
        | LimitKind::MaxItems(max)
        | LimitKind::MaxTotalBytes(max) => Some(i128::from(*max)),
        LimitKind::Max(max) | LimitKind::Below(max) => Some(i128::from(*max)),
        _ => None,
    }
}

/// Whether the unit stands there but could not be read, which has been reported.
fn has_unread_unit(site: &Site<'_>) -> bool {
    site.at.has("unit") && site.written.unit.is_none()
}
