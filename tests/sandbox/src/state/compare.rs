//! Tests of values, with what they compare with already known.

use super::eval::{Eval, Scope};
use super::key::number;
use serde_json::Value;
use zim_spec::model::Compare;

/// What must hold for a value.
pub(super) enum Test {
    Is(Vec<Value>),
    Not(Vec<Value>),
    Above(Option<i128>),
    Below(Option<i128>),
    Min(Option<i128>),
    Max(Option<i128>),
    Given,
    Absent,
    Always,
    /// A test that this server does not know.
    Never,
}

impl Test {
    pub(super) fn holds(&self, value: Option<&Value>) -> bool {
        let value = value.filter(|value| !value.is_null());
        let against = |bound: &Option<i128>, holds: fn(&i128, &i128) -> bool| {
            value.and_then(number).zip(*bound).is_some_and(|(value, bound)| holds(&value, &bound))
        };
        match self {
            Self::Is(wanted) => value.is_some_and(|value| wanted.contains(value)),
            Self::Not(unwanted) => value.is_none_or(|value| !unwanted.contains(value)),
            Self::Above(bound) => against(bound, i128::gt),
            Self::Below(bound) => against(bound, i128::lt),
            Self::Min(bound) => against(bound, i128::ge),
            Self::Max(bound) => against(bound, i128::le),
            Self::Given => value.is_some(),
            Self::Absent => value.is_none(),
            Self::Always => true,
            Self::Never => false,
        }
    }
}

impl Eval<'_> {
    /// The test with the values that it compares with.
    pub(super) fn test(&mut self, test: &Compare, scope: &Scope) -> Test {
        let number = |value: Option<Value>| value.as_ref().and_then(number);
        match test {
            Compare::Is(wanted) => Test::Is(self.all(wanted, scope)),
            Compare::Not(unwanted) => Test::Not(self.all(unwanted, scope)),
            Compare::Above(bound) => Test::Above(number(self.value(bound, scope))),
            Compare::Below(bound) => Test::Below(number(self.value(bound, scope))),
            Compare::Min(bound) => Test::Min(number(self.value(bound, scope))),
            Compare::Max(bound) => Test::Max(number(self.value(bound, scope))),
            Compare::Among(list) => match self.value(list, scope) {
                Some(Value::Array(items)) => Test::Is(items),
                other => Test::Is(other.into_iter().collect()),
            },
            Compare::IfGiven(wanted) => self.value(wanted, scope).map_or(Test::Always, |wanted| Test::Is(vec![wanted])),
            Compare::Given => Test::Given,
            Compare::Absent => Test::Absent,
            _ => Test::Never,
        }
    }

    /// Those of the values that are not absent.
    pub(super) fn all(&mut self, values: &[zim_spec::model::Expr], scope: &Scope) -> Vec<Value> {
        values.iter().filter_map(|value| self.value(value, scope)).collect()
    }
}
