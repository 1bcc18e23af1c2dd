//! Rules between parameters or fields, as the lints about rules look at them.

use super::context::Context;
use crate::diagnostic::Diagnostics;
use crate::document::{Ordered, Param, Rule};
use crate::model::{Condition, LimitKind, Scalar, Schema, Test, Type};
use crate::resolve::{At, param_schema, read_condition};

/// The parameters of an action, or the fields of a struct, and the rules between them.
pub(super) struct Ruled<'a> {
    /// Where the rules stand.
    pub(super) at: At<'a>,
    pub(super) rules: &'a [Rule],
    members: Vec<(&'a str, &'a Param, Option<Schema>)>,
}

/// Everything with rules.
pub(super) fn ruled<'a>(context: &Context<'a>) -> Vec<Ruled<'a>> {
    let mut found = Vec::new();
    for doc in context.documents.actions.iter().filter(|doc| !doc.content.rules.is_empty()) {
        let top = At::top(&doc.index);
        let members = members(&doc.content.params, &top.key("params"), context);
        found.push(Ruled { at: top.key("rules"), rules: &doc.content.rules, members });
    }
    for doc in &context.documents.types {
        for (name, ty) in doc.content.types.iter().filter(|(_, ty)| !ty.rules.is_empty()) {
            let at = At::top(&doc.index).key("types").key(name);
            let members = ty.fields.as_ref().map(|fields| members(fields, &at.key("fields"), context));
            found.push(Ruled { at: at.key("rules"), rules: &ty.rules, members: members.unwrap_or_default() });
        }
    }
    found
}

fn members<'a>(
    params: &'a Ordered<Param>,
    at: &At<'a>,
    context: &Context<'a>,
) -> Vec<(&'a str, &'a Param, Option<Schema>)> {
    let schema = |name: &str, param| param_schema(param, &at.key(name), &context.names, &mut Diagnostics::default());
    params.iter().map(|(name, param)| (name, param, schema(name, param))).collect()
}

impl Ruled<'_> {
    /// Whether a request has this anyway.
    pub(super) fn is_required(&self, name: &str) -> bool {
        self.members.iter().any(|(known, param, _)| *known == name && param.required)
    }

    fn member(&self, name: &str) -> Option<(&Param, &Schema)> {
        self.members
            .iter()
            .find(|(known, ..)| *known == name)
            .and_then(|(_, param, schema)| Some((*param, schema.as_ref()?)))
    }

    /// Whether the condition holds for every request, or for none; nothing if that depends.
    pub(super) fn settled(&self, condition: &Condition) -> Option<bool> {
        let (param, schema) = self.member(&condition.param)?;
        match &condition.test {
            // A list that is there but empty is not given.
            Test::Given | Test::Absent if matches!(schema.ty, Type::List(_) | Type::Map { .. }) => None,
            Test::Given => param.required.then_some(true),
            Test::Absent => param.required.then_some(false),
            Test::Is(values) => {
                if values.iter().all(|value| is_never(value, schema)) {
                    return Some(false);
                }
                let all = schema.limits.iter().find_map(|limit| match &limit.kind {
                    LimitKind::OneOf(numbers) => Some(numbers.iter().map(|&number| Scalar::Int(number)).collect()),
                    LimitKind::OneOfTexts(texts) => Some(texts.iter().cloned().map(Scalar::Text).collect::<Vec<_>>()),
                    _ => None,
                })?;
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

/// The condition of a rule, if it can be read.
pub(super) fn condition(rule: &Rule) -> Option<Condition> {
    read_condition(rule.when.as_ref()?)
}

/// Whether no request fulfils both conditions.
pub(super) fn exclude_each_other(a: &Condition, b: &Condition) -> bool {
    a.param == b.param
        && match (&a.test, &b.test) {
            (Test::Is(a), Test::Is(b)) => a.iter().all(|value| !b.contains(value)),
            (Test::Given, Test::Absent) | (Test::Absent, Test::Given) => true,
            _ => false,
        }
}
