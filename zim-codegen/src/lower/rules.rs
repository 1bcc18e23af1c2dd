//! What must hold between fields, as calls on the runtime.

use super::context::Context;
use super::fields::{reading, shape};
use super::usage::item_struct;
use crate::ir;
use zim_spec::model::{Condition, FieldPath, Param, Rule, RuleKind, Scalar, Test, Type};

/// The rules between `siblings`.
pub(super) fn rules(cx: &mut Context<'_>, rules: &[Rule], siblings: &[Param]) -> Vec<ir::Rule> {
    let mut lowered = Vec::with_capacity(rules.len());
    for rule in rules {
        let call = call(cx, &rule.kind, siblings);
        lowered.extend(call.map(|call| ir::Rule { code: cx.own_code(rule.code), call }));
    }
    lowered.extend(variants(cx, siblings));
    lowered
}

/// That each optional union is the variant that the field beside it names: a required one tells that field itself.
fn variants(cx: &mut Context<'_>, siblings: &[Param]) -> Vec<ir::Rule> {
    let mut lowered = Vec::new();
    for union in siblings.iter().filter(|param| !param.required && matches!(param.schema.ty, Type::Union(_))) {
        let Some(selector) = &union.selector else { continue };
        let call = ir::RuleCall::Variant {
            subject: union.name.clone(),
            limit: selector.clone(),
            union: reading(cx, siblings, &union.name).field,
            selector: reading(cx, siblings, selector).field,
        };
        lowered.push(ir::Rule { code: cx.own_code(union.code), call });
    }
    lowered
}

fn call(cx: &mut Context<'_>, kind: &RuleKind, siblings: &[Param]) -> Option<ir::RuleCall> {
    let method = cx.ident(kind.key(), "a rule");
    let (subject, limit) = (kind.subject().to_owned(), kind.limit());
    Some(match kind {
        RuleKind::RequiredIf { param, when } | RuleKind::AllowedIf { param, when } => ir::RuleCall::When {
            method,
            subject,
            field: reading(cx, siblings, param),
            when: condition(cx, when, siblings),
            limit,
        },
        RuleKind::AtLeastOne(names) | RuleKind::ExactlyOne(names) => {
            let fields = names.iter().map(|name| reading(cx, siblings, name)).collect();
            ir::RuleCall::Count { method, subject, limit, fields }
        }
        RuleKind::Differ(first, second) => ir::RuleCall::Differ {
            subject,
            limit,
            first: reading(cx, siblings, first),
            second: reading(cx, siblings, second),
        },
        RuleKind::NotAmong { value, list } => ir::RuleCall::NotAmong {
            subject,
            limit,
            value: reading(cx, siblings, value),
            list: reading(cx, siblings, &list.list).field,
            item: item(cx, list, siblings),
        },
        RuleKind::Among { value, others } => ir::RuleCall::Among {
            subject,
            limit,
            value: reading(cx, siblings, value),
            others: others.iter().map(|name| reading(cx, siblings, name)).collect(),
        },
        RuleKind::AllEqual(path) => {
            let list = siblings.iter().find(|param| param.name == path.list);
            let item = item(cx, path, siblings);
            let shape = match list.map(|param| &param.schema.ty) {
                Some(Type::List(item)) => shape(item),
                _ => ir::Shape::Other,
            };
            ir::RuleCall::AllEqual { subject, limit, list: reading(cx, siblings, &path.list).field, shape, item }
        }
        other => {
            cx.unsupported("a rule", other.key());
            return None;
        }
    })
}

/// The field of the items of a list that a path speaks of.
fn item(cx: &mut Context<'_>, path: &FieldPath, siblings: &[Param]) -> Option<ir::Reading> {
    let field = path.field.as_ref()?;
    let list = siblings.iter().find(|param| param.name == path.list)?;
    let fields = cx.fields(item_struct(&list.schema)?);
    Some(reading(cx, fields, field))
}

/// A condition on one of `siblings`, with the default of that one taken into account.
pub(super) fn condition(cx: &mut Context<'_>, condition: &Condition, siblings: &[Param]) -> ir::Condition {
    let of = reading(cx, siblings, &condition.param);
    let param = siblings.iter().find(|param| param.name == condition.param);
    let default = param.and_then(|param| param.default.as_ref()).filter(|_| of.optional);
    let test = match &condition.test {
        Test::Is(values) => {
            let absent = default.is_some_and(|default| values.contains(default));
            match of.shape {
                ir::Shape::Text => ir::Test::Texts { values: values.iter().filter_map(text).collect(), absent },
                ir::Shape::Int => ir::Test::Numbers { values: values.iter().filter_map(number).collect(), absent },
                ir::Shape::Flag => ir::Test::Flags { values: values.iter().filter_map(flag).collect(), absent },
                _ => ir::Test::Settled(false),
            }
        }
        Test::Has(bits) => {
            let absent = default.and_then(number).is_some_and(|number| number & bits != 0);
            ir::Test::Bits { bits: *bits, absent }
        }
        // What is given was sent: a default is not.
        Test::Given => ir::Test::Given,
        Test::Absent => ir::Test::Absent,
        other => {
            cx.unsupported(&condition.param, &format!("{other:?}"));
            ir::Test::Settled(false)
        }
    };
    ir::Condition { of, test }
}

fn text(scalar: &Scalar) -> Option<String> {
    match scalar {
        Scalar::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn number(scalar: &Scalar) -> Option<i64> {
    match scalar {
        Scalar::Int(number) => Some(*number),
        _ => None,
    }
}

fn flag(scalar: &Scalar) -> Option<bool> {
    match scalar {
        Scalar::Bool(flag) => Some(*flag),
        _ => None,
    }
}
