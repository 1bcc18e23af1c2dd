//! Rules between parameters or fields, as the lints about rules look at them.

use super::context::Context;
use crate::diagnostic::Diagnostics;
use crate::document::{Ordered, Param, Rule};
use crate::model::{Condition, Limit, LimitKind, Scalar, Schema, Test, Type};
use crate::resolve::{At, param_schema, read_condition};
use std::collections::BTreeMap;

/// The parameters of an action, or the fields of a struct, and the rules between them.
pub(super) struct Ruled<'a> {
    /// Where the rules stand.
    pub(super) at: At<'a>,
    pub(super) rules: &'a [Rule],
    /// The condition of each rule, where it has one that can be read.
    conditions: Vec<Option<Condition>>,
    members: BTreeMap<&'a str, (&'a Param, Option<Schema>)>,
}

/// Everything with rules.
pub(super) fn ruled<'a>(context: &Context<'a>) -> Vec<Ruled<'a>> {
    let mut found = Vec::new();
    for doc in context.documents.actions.iter().filter(|doc| !doc.content.rules.is_empty()) {
        let top = At::top(&doc.index);
        let members = members(&doc.content.params, &top.key("params"), context);
        found.push(Ruled::new(top.key("rules"), &doc.content.rules, members));
    }
    for doc in &context.documents.types {
        for (name, ty) in doc.content.types.iter().filter(|(_, ty)| !ty.rules.is_empty()) {
            let at = At::top(&doc.index).key("types").key(name);
            let members = ty.fields.as_ref().map(|fields| members(fields, &at.key("fields"), context));
            found.push(Ruled::new(at.key("rules"), &ty.rules, members.unwrap_or_default()));
        }
    }
    found
}

fn members<'a>(
    params: &'a Ordered<Param>,
    at: &At<'a>,
    context: &Context<'a>,
) -> BTreeMap<&'a str, (&'a Param, Option<Schema>)> {
    let schema = |name: &str, param| param_schema(param, &at.key(name), &context.names, &mut Diagnostics::default());
    params.iter().map(|(name, param)| (name, (param, schema(name, param)))).collect()
}

impl<'a> Ruled<'a> {
    fn new(at: At<'a>, rules: &'a [Rule], members: BTreeMap<&'a str, (&'a Param, Option<Schema>)>) -> Self {
        let conditions = rules.iter().map(|rule| read_condition(rule.when.as_ref()?)).collect();
        Self { at, rules, conditions, members }
    }

    /// The condition of the rule at `position`, if it has one that can be read.
    pub(super) fn condition(&self, position: usize) -> Option<&Condition> {
        self.conditions.get(position)?.as_ref()
    }

    /// Whether every request gives this: one that is required, and, being a list or map, not empty.
    pub(super) fn is_always_given(&self, name: &str) -> bool {
        self.member(name).is_some_and(|(param, schema)| {
            let is_filled = |limit: &Limit| matches!(limit.kind, LimitKind::MinItems(least) if least > 0);
            param.required && (!has_items(schema) || schema.limits.iter().any(is_filled))
        })
    }

    /// Whether `name` is required.
    pub(super) fn is_required(&self, name: &str) -> bool {
        self.members.get(name).is_some_and(|(param, _)| param.required)
    }

    /// Whether the condition cannot hold without the parameter that it is about: its default, if it has one, or its
    /// absence would fulfil it.
    pub(super) fn needs_the_other(&self, condition: &Condition) -> bool {
        match condition.test {
            Test::Absent => false,
            Test::Given => true,
            Test::Is(_) | Test::Has(_) => !self.has_default(&condition.param),
        }
    }

    fn has_default(&self, name: &str) -> bool {
        self.members.get(name).is_some_and(|(param, _)| param.default.is_some())
    }

    fn member(&self, name: &str) -> Option<(&Param, &Schema)> {
        self.members.get(name).and_then(|(param, schema)| Some((*param, schema.as_ref()?)))
    }

    /// Whether the condition holds for every request, or for none; nothing if that depends.
    pub(super) fn settled(&self, condition: &Condition) -> Option<bool> {
        let (param, schema) = self.member(&condition.param)?;
        match &condition.test {
            Test::Given => self.is_always_given(&condition.param).then_some(true),
            Test::Absent => self.is_always_given(&condition.param).then_some(false),
            Test::Is(values) => {
                if values.iter().all(|value| is_never(value, schema)) {
                    return Some(false);
                }
                let mut all = schema.limits.iter().find_map(|limit| match &limit.kind {
                    LimitKind::OneOf(numbers) => {
                        Some(numbers.iter().map(|&number| Scalar::Int(number)).collect::<Vec<_>>())
                    }
                    LimitKind::OneOfTexts(texts) => Some(texts.iter().cloned().map(Scalar::Text).collect()),
                    _ => None,
                })?;
                all.extend(schema.sentinels.iter().map(|sentinel| Scalar::Int(sentinel.value)));
                (param.required && all.iter().all(|value| values.contains(value))).then_some(true)
            }
            Test::Has(_) => None,
        }
    }
}

/// Whether no request can have this value: it breaks a range.
fn is_never(value: &Scalar, schema: &Schema) -> bool {
    let Scalar::Int(number) = value else { return false };
    let is_sentinel = schema.sentinels.iter().any(|sentinel| sentinel.value == *number);
    !is_sentinel
        && schema.limits.iter().filter(|limit| limit.clamped_to.is_none()).any(|limit| match limit.kind {
            LimitKind::Min(min) => *number < min,
            LimitKind::Above(above) => *number <= above,
            LimitKind::Max(max) => *number > max,
            LimitKind::Below(below) => *number >= below,
            _ => false,
        })
}

/// Whether values of this schema are lists or maps, which are not given while they are empty.
fn has_items(schema: &Schema) -> bool {
    matches!(schema.ty, Type::List(_) | Type::Map { .. })
}

impl Ruled<'_> {
    /// Whether no request fulfils both conditions.
    pub(super) fn exclude_each_other(&self, a: &Condition, b: &Condition) -> bool {
        let is_given = |test: &Test| match test {
            Test::Given => true,
            Test::Is(_) | Test::Has(_) => !self.has_default(&a.param),
            Test::Absent => false,
        };
        a.param == b.param
            && match (&a.test, &b.test) {
                (Test::Is(a), Test::Is(b)) => a.iter().all(|value| !b.contains(value)),
                (test, Test::Absent) | (Test::Absent, test) => is_given(test),
                _ => false,
            }
    }
}
