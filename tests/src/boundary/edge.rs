//! A value at the edge of one of its limits, or of one of a part of it.

use super::Constraint;
use crate::sample::Pins;
use serde_json::Value;
use zim_spec::model::LimitKind;

/// Other limits may be broken by it too.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) value: Value,
    /// The part, from the value on, with positions: `[0].X`. Empty for the value itself.
    pub(super) path: String,
    /// The part in the spec and what limits it.
    pub(super) constraint: Constraint,
    pub(super) broken: bool,
    /// What the fields beside the value must be.
    pub(super) beside: Pins,
}

impl Edge {
    pub(super) fn new(kind: &LimitKind, value: impl Into<Value>, broken: bool) -> Self {
        let constraint = Constraint { place: String::new(), rule: kind.key(), limit: String::new() };
        Self { value: value.into(), path: String::new(), constraint, broken, beside: Pins::new() }
    }

    /// The same edge at a position further down.
    pub(super) fn below(mut self, path: &str, place: &str) -> Self {
        self.path = format!("{path}{}", self.path);
        self.constraint.place = format!("{place}{}", self.constraint.place);
        self
    }

    /// The same edge as that of a larger value, in which it has this position.
    pub(super) fn wrap(mut self, path: &str, place: &str, around: impl FnOnce(Value) -> Value) -> Self {
        let value = std::mem::take(&mut self.value);
        Self { value: around(value), ..self.below(path, place) }
    }

    pub(super) fn beside(mut self, pins: &Pins) -> Self {
        self.beside.extend(pins.clone());
        self
    }

    /// The same edge, told at a part of the value.
    pub(super) fn at(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }
}
