//! Parameters of requests and fields of structs in them, which are stated alike.

use super::context::Context;
use super::{limits, markdown, sentences, values};
use crate::ir;
use zim_spec::model::{LimitKind, Param, Schema, Spec, Type};
use zim_spec::naming::pascal_case;

/// The fields of `owner`, in the order of the spec.
pub(super) fn fields(cx: &mut Context<'_>, owner: &str, params: &[Param]) -> Vec<ir::Field> {
    params.iter().map(|param| field(cx, &format!("{} of {owner}", param.name), param, params)).collect()
}

/// `what` names the parameter for a report.
fn field(cx: &mut Context<'_>, what: &str, param: &Param, siblings: &[Param]) -> ir::Field {
    let presence = match selected_by(siblings, &param.name) {
        Some(union) => ir::Presence::Selector { of: cx.member(union.rust_name.as_deref(), &union.name, &union.name) },
        None if param.required => ir::Presence::Required,
        None => ir::Presence::Optional,
    };
    let mut docs = format!("{}: {}", markdown::code(&param.name), markdown::sentence(&param.doc));
    for sentence in sentences::value(cx.spec, &param.schema) {
        docs.push(' ');
        docs.push_str(&sentence);
    }
    if let Some(sentence) = allowed_variants(cx.spec, siblings, param) {
        docs.push(' ');
        docs.push_str(&sentence);
    }
    if let Some(default) = &param.default {
        docs.push(' ');
        docs.push_str(&sentences::default(default));
    }
    let value = match presence {
        // It is no field: its type need not be there.
        ir::Presence::Selector { .. } => ir::Value {
            kind: ir::Kind::Int(zim_spec::model::Int::I64),
            checks: limits::checks(cx, &param.schema, siblings),
        },
        _ => values::sent(cx, &param.schema, what, siblings),
    };
    ir::Field {
        name: cx.member(param.rust_name.as_deref(), &param.name, what),
        wire: param.name.clone(),
        value,
        presence,
        sensitive: param.sensitive,
        code: cx.own_code(param.code),
        docs: vec![docs],
    }
}

/// Which variants of a required union the action takes, where the field that tells the variant, which is none in
/// Rust, allows some of them alone.
fn allowed_variants(spec: &Spec, siblings: &[Param], param: &Param) -> Option<String> {
    let Type::Union(name) = &param.schema.ty else { return None };
    let selector = param.selector.as_ref().filter(|_| param.required)?;
    let field = siblings.iter().find(|sibling| sibling.name == *selector)?;
    let numbers = field.schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::OneOf(numbers) => Some(numbers),
        _ => None,
    })?;
    let union = spec.types.get(name)?.union.as_ref()?;
    let allowed: Vec<String> = union
        .variants
        .iter()
        .filter(|variant| numbers.contains(&variant.selector))
        .map(|variant| markdown::code(&pascal_case(&variant.name)))
        .collect();
    (allowed.len() < union.variants.len()).then(|| format!("Limits: one of the kinds {}.", allowed.join(", ")))
}

/// The required union beside the field `name` whose variant that field tells.
pub(super) fn selected_by<'a>(siblings: &'a [Param], name: &str) -> Option<&'a Param> {
    let mut unions = siblings.iter().filter(|param| param.required && matches!(param.schema.ty, Type::Union(_)));
    unions.find(|union| union.selector.as_deref() == Some(name))
}

/// How the field `name` is read where it is compared with others.
pub(super) fn reading(cx: &mut Context<'_>, siblings: &[Param], name: &str) -> ir::Reading {
    let selected = selected_by(siblings, name);
    let selects = selected.is_some();
    let Some(param) = siblings.iter().find(|param| param.name == name) else {
        // The spec was resolved: no rule names a field that is not there.
        cx.unsupported(name, "a field that is not there");
        return ir::Reading { field: cx.ident("_refused", name), shape: ir::Shape::Other, optional: false, selects };
    };
    let field = selected.unwrap_or(param);
    ir::Reading {
        field: cx.member(field.rust_name.as_deref(), &field.name, name),
        shape: shape(&param.schema),
        optional: !(selects || param.required),
        selects,
    }
}

/// What can be compared of a value.
pub(super) fn shape(schema: &Schema) -> ir::Shape {
    match schema.ty {
        Type::Text => ir::Shape::Text,
        Type::Int(_) => ir::Shape::Int,
        Type::Bool => ir::Shape::Flag,
        Type::Union(_) => ir::Shape::Union,
        _ => ir::Shape::Other,
    }
}
