//! What a spec says already of the names that a page uses: the types of its parameters, the codes of its actions.

use super::super::facts::{Field, FieldType};
use super::fields::Spot;
use std::collections::{BTreeMap, BTreeSet};
use zim_spec::model::{Int, NamedType, Param, Scalar, Schema, Spec, Type, Unit};

/// Structs inside each other are not followed further than this.
const DEEPEST: usize = 8;

/// The names of a spec and how they are used.
pub(super) struct Known<'s> {
    pub(super) spec: &'s Spec,
    params: BTreeMap<&'s str, Vec<Use<'s>>>,
    replies: BTreeMap<&'s str, Vec<Use<'s>>>,
    parts: BTreeMap<&'s str, Vec<Use<'s>>>,
}

/// A parameter or field of the spec.
#[derive(Clone, Copy)]
pub(super) struct Use<'s> {
    pub(super) schema: &'s Schema,
    pub(super) sensitive: bool,
    pub(super) example: Option<&'s Scalar>,
    /// Of a union: the field beside it that tells the variant.
    selector: Option<&'s str>,
}

impl<'s> Known<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        let mut known = Self { spec, params: BTreeMap::new(), replies: BTreeMap::new(), parts: BTreeMap::new() };
        for action in &spec.actions {
            for param in &action.params {
                known.params.entry(&param.name).or_default().push(of_param(param));
            }
            for field in &action.reply {
                let used = Use {
                    schema: &field.schema,
                    sensitive: field.sensitive,
                    example: field.example.as_ref(),
                    selector: field.selector.as_deref(),
                };
                known.replies.entry(&field.name).or_default().push(used);
            }
        }
        for field in spec.types.values().flat_map(|named| &named.fields) {
            known.parts.entry(&field.name).or_default().push(of_param(field));
        }
        known
    }

    /// The best of the uses of `field`'s name that are fit for what the page says of it: those at such a spot before
    /// others, unions only with the field beside them that tells the variant, those with the limits of the page before others, and of these the commonest.
    pub(super) fn best(&self, field: &Field, spot: Spot, siblings: &[String]) -> Option<Use<'s>> {
        let order = match spot {
            Spot::Param => [&self.params, &self.parts],
            Spot::Reply => [&self.replies, &self.parts],
            Spot::Part { in_reply: false } => [&self.parts, &self.params],
            Spot::Part { in_reply: true } => [&self.parts, &self.replies],
        };
        order.into_iter().find_map(|uses| {
            let uses: Vec<Use<'s>> = uses
                .get(field.name.value.as_str())?
                .iter()
                .filter(|used| used.selector.is_none_or(|selector| siblings.iter().any(|name| name == selector)))
                .copied()
                .collect();
            self.best_of(&uses, field, spot.in_reply())
        })
    }

    fn best_of(&self, uses: &[Use<'s>], field: &Field, in_reply: bool) -> Option<Use<'s>> {
        let mut fit: Vec<Use<'s>> =
            uses.iter().filter(|used| self.fits(field, used.schema, in_reply, 0)).copied().collect();
        let agrees = |used: &Use<'_>| {
            let limits = &used.schema.limits;
            field.limits.iter().all(|found| limits.iter().any(|known| known.kind == found.value.kind))
        };
        if fit.iter().any(agrees) {
            fit.retain(agrees);
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for known in &fit {
            *counts.entry(known.schema.to_string()).or_default() += 1;
        }
        // Of types that are equally common, the one that was there first.
        let most = *counts.values().max()?;
        fit.into_iter().find(|known| counts.get(&known.schema.to_string()) == Some(&most))
    }

    /// Whether a value of `schema` can be what the page says of `field`.
    pub(super) fn fits(&self, field: &Field, schema: &Schema, in_reply: bool, depth: usize) -> bool {
        if depth > DEEPEST {
            return false;
        }
        let ty = field.ty.as_ref().map(|found| found.value);
        let inside = |item: &Schema| self.holds_fields(field, item, in_reply, depth);
        let kind = match (&schema.ty, ty) {
            (Type::List(item), Some(FieldType::List | FieldType::ListOfObject) | None) if !field.fields.is_empty() => {
                inside(item)
            }
            (Type::List(item), Some(FieldType::ListOfText)) => matches!(item.ty, Type::Text) && field.fields.is_empty(),
            (Type::List(item), Some(FieldType::ListOfNumber)) => matches!(item.ty, Type::Int(_)),
            (Type::List(item), Some(FieldType::ListOfObject)) => is_object(item),
            (Type::List(_), Some(FieldType::List)) => true,
            (Type::Map { value, .. }, Some(FieldType::Map)) => field.fields.is_empty() || inside(value),
            (Type::Struct(_), Some(FieldType::Object)) if field.fields.is_empty() => depth == 0,
            (Type::Struct(_), Some(FieldType::Object) | None) => !field.fields.is_empty() && inside(schema),
            (Type::Union(_), Some(FieldType::Object)) => true,
            (Type::Text, Some(FieldType::Text)) => true,
            (Type::Json { .. }, Some(FieldType::Text)) => in_reply,
            (Type::Bool, Some(FieldType::Bool)) => true,
            (Type::Int(_), Some(FieldType::Number)) => true,
            (Type::Int(width), Some(FieldType::Int32)) => matches!(width, Int::I32 | Int::U32),
            (Type::Int(width), Some(FieldType::Int64)) => matches!(width, Int::I64 | Int::U64),
            _ => false,
        };
        let unit = field.unit.as_ref().map(|found| found.value);
        kind && (unit.is_none() || schema.unit.is_none() || is_measured_alike(unit, schema.unit))
            && self.takes(field, schema)
    }

    /// Whether an enumeration has every value of the page.
    fn takes(&self, field: &Field, schema: &Schema) -> bool {
        let Some(named) = enumeration(self.spec, schema) else { return field.values.len() < 2 };
        let numbers = named.values.as_ref();
        let texts = named.texts.as_ref();
        let is_open = numbers.is_some_and(|values| values.open) || texts.is_some_and(|texts| texts.open);
        is_open
            || field.values.iter().all(|value| match &value.value.value {
                Scalar::Int(n) => numbers.is_some_and(|known| known.values.iter().any(|value| value.number == *n)),
                Scalar::Text(text) => texts.is_some_and(|known| known.values.iter().any(|value| value.text == *text)),
                Scalar::Bool(_) => false,
            })
    }

    /// Whether the struct of `schema` has the fields of `field`, and in requests requires the same of them.
    fn holds_fields(&self, field: &Field, schema: &Schema, in_reply: bool, depth: usize) -> bool {
        let Type::Struct(name) = &schema.ty else { return false };
        let Some(named) = self.spec.types.get(name) else { return false };
        self.is_struct(&field.fields, named, in_reply, depth)
    }

    pub(super) fn is_struct(&self, fields: &[Field], named: &NamedType, in_reply: bool, depth: usize) -> bool {
        let on_page: BTreeSet<&str> = fields.iter().map(|field| field.name.value.as_str()).collect();
        let is_lacking = |known: &Param| !on_page.contains(known.name.as_str()) && (!in_reply || known.required);
        if on_page.is_empty() || named.fields.is_empty() || named.fields.iter().any(is_lacking) {
            return false;
        }
        fields.iter().all(|field| {
            let known = named.fields.iter().find(|known| known.name == field.name.value);
            known.is_some_and(|known| {
                let required = match field.required.as_ref().map(|found| &found.value) {
                    Some(super::super::facts::Required::Yes) => in_reply || known.required,
                    Some(super::super::facts::Required::No) => in_reply || !known.required,
                    _ => true,
                };
                required && self.fits(field, &known.schema, in_reply, depth + 1)
            })
        })
    }
}

/// The type that states the values of a number or text, or of the items of a list.
pub(super) fn enumeration<'s>(spec: &'s Spec, schema: &Schema) -> Option<&'s NamedType> {
    let schema = match &schema.ty {
        Type::List(item) => item,
        _ => schema,
    };
    schema.enumeration.as_ref().and_then(|name| spec.types.get(name))
}

/// Whether two units count the same, be it a span or a time: pages seldom say which.
pub(super) fn is_measured_alike(a: Option<Unit>, b: Option<Unit>) -> bool {
    let is_fine = |unit: Unit| matches!(unit, Unit::Milliseconds | Unit::UnixMilliseconds);
    a.map(is_fine) == b.map(is_fine)
}

fn is_object(schema: &Schema) -> bool {
    matches!(schema.ty, Type::Struct(_) | Type::Union(_) | Type::Map { .. })
}

fn of_param(param: &Param) -> Use<'_> {
    Use {
        schema: &param.schema,
        sensitive: param.sensitive,
        example: param.example.as_ref(),
        selector: param.selector.as_deref(),
    }
}
