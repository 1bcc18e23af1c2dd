//! Looks for a fact in the spec.

use super::fact::{Claim, Fact};
use zim_spec::model::{Action, LimitKind, Param, RateUnit, Scalar, Schema, Spec, Type};

/// Whether the spec says what `fact` says.
pub(super) fn holds(spec: &Spec, fact: &Fact) -> bool {
    let Some(action) = spec.action(&fact.action) else { return false };
    match &fact.claim {
        Claim::Action(method) => action.method.as_str() == method,
        Claim::Rate(n) => action.rate_limits.iter().any(|rate| {
            i64::from(rate.count) == *n
                && rate.window_seconds == 1
                && matches!(rate.counts, RateUnit::Calls | RateUnit::Items(_))
        }),
        Claim::Code(code) => action.codes.iter().any(|listed| listed.code == *code),
        claim => match fact.path.split_once('.') {
            Some(("params", path)) => {
                places(spec, of_params(action), path).iter().any(|place| place.holds(spec, claim))
            }
            Some(("reply", path)) => {
                is_envelope(spec, action, path)
                    || places(spec, of_reply(action), path).iter().any(|place| place.holds(spec, claim))
            }
            _ => false,
        },
    }
}

/// The fields that every reply carries are no business of the action.
fn is_envelope(spec: &Spec, action: &Action, path: &str) -> bool {
    let envelope = action.envelope.as_ref().unwrap_or(&spec.service.envelope);
    path == envelope.code || path == envelope.message || envelope.request_id.as_deref() == Some(path)
}

/// A parameter or field.
#[derive(Clone, Copy)]
struct Place<'s> {
    name: &'s str,
    schema: &'s Schema,
    required: bool,
    default: Option<&'s Scalar>,
}

fn of_params(action: &Action) -> Vec<Place<'_>> {
    action.params.iter().map(of_param).collect()
}

fn of_param(param: &Param) -> Place<'_> {
    Place { name: &param.name, schema: &param.schema, required: param.required, default: param.default.as_ref() }
}

fn of_reply(action: &Action) -> Vec<Place<'_>> {
    let fields = action.reply.iter();
    fields.map(|field| Place { name: &field.name, schema: &field.schema, required: false, default: None }).collect()
}

/// What lies at `path`, such as `UserInfo[].UserName`: several where a union is on the way.
fn places<'s>(spec: &'s Spec, fields: Vec<Place<'s>>, path: &str) -> Vec<Place<'s>> {
    let mut fields = fields;
    let mut found = Vec::new();
    for (depth, step) in path.split('.').enumerate() {
        if depth > 0 {
            fields = found.iter().flat_map(|place: &Place<'s>| inside(spec, place.schema, 0)).collect();
        }
        let name = step.trim_end_matches("[]").trim_end_matches("{}");
        found = fields.iter().copied().filter(|place| place.name == name).collect();
        if step.ends_with("[]") {
            found = found.into_iter().filter_map(item).collect();
        }
    }
    found
}

fn item(place: Place<'_>) -> Option<Place<'_>> {
    match &place.schema.ty {
        Type::List(item) => Some(Place { schema: item, ..place }),
        _ => None,
    }
}

/// The fields of a struct, of the items of a list, of the values of a map, of every variant of a union.
fn inside<'s>(spec: &'s Spec, schema: &'s Schema, depth: usize) -> Vec<Place<'s>> {
    if depth > 8 {
        return Vec::new();
    }
    match &schema.ty {
        Type::Struct(name) => {
            spec.types.get(name).map(|named| named.fields.iter().map(of_param).collect()).unwrap_or_default()
        }
        Type::List(item) => inside(spec, item, depth + 1),
        Type::Map { value, .. } | Type::Json { value, .. } => inside(spec, value, depth + 1),
        Type::Union(name) => {
            let union = spec.types.get(name).and_then(|named| named.union.as_ref());
            union
                .map(|union| {
                    union.variants.iter().flat_map(|variant| inside(spec, &variant.schema, depth + 1)).collect()
                })
                .unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

impl Place<'_> {
    fn holds(&self, spec: &Spec, claim: &Claim) -> bool {
        match claim {
            Claim::Param | Claim::Reply => true,
            Claim::Required => self.required,
            Claim::Value(value) => self.takes(spec, value),
            Claim::Default(value) => self.default.is_some_and(|default| default.to_string() == *value),
            Claim::MaxLength(n) => self.has(|kind| match kind {
                LimitKind::MaxBytes(max) | LimitKind::MaxChars(max) => as_i64(*max) == *n,
                _ => false,
            }),
            Claim::MaxItems(n) => self.has(|kind| matches!(kind, LimitKind::MaxItems(max) if as_i64(*max) == *n)),
            Claim::Minimum(n) => self.is_sentinel(*n) || self.has_bound(|low, _| low == Some(*n)),
            Claim::Maximum(n) => self.is_sentinel(*n) || self.has_bound(|_, high| high == Some(*n)),
            Claim::Prose(n) => self.mentions(*n),
            Claim::Action(_) | Claim::Rate(_) | Claim::Code(_) => false,
        }
    }

    fn has(&self, test: impl Fn(&LimitKind) -> bool) -> bool {
        self.schema.limits.iter().any(|limit| test(&limit.kind))
    }

    /// Whether a limit, or the width of the integer itself, gives such a least or greatest number.
    fn has_bound(&self, test: impl Fn(Option<i64>, Option<i64>) -> bool) -> bool {
        let width = match &self.schema.ty {
            Type::Int(width) => width.range(),
            _ => return false,
        };
        let of_width = test(i64::try_from(width.0).ok(), i64::try_from(width.1).ok());
        of_width || self.has(|kind| bounds(kind).is_some_and(|(low, high)| test(low, high)))
    }

    fn is_sentinel(&self, n: i64) -> bool {
        self.schema.sentinels.iter().any(|sentinel| sentinel.value == n)
    }

    fn takes(&self, spec: &Spec, value: &str) -> bool {
        let named = self.schema.enumeration.as_ref().and_then(|name| spec.types.get(name));
        let Some(named) = named else { return false };
        let number =
            named.values.iter().flat_map(|values| &values.values).any(|known| known.number.to_string() == value);
        number || named.texts.iter().flat_map(|texts| &texts.values).any(|known| known.text == value)
    }

    /// Whether any limit, of the value or of its items, is `n`.
    fn mentions(&self, n: i64) -> bool {
        mentions(self.schema, n)
    }
}

/// The least and the greatest number that a limit of an integer allows.
fn bounds(kind: &LimitKind) -> Option<(Option<i64>, Option<i64>)> {
    match kind {
        LimitKind::Min(n) => Some((Some(*n), None)),
        LimitKind::Above(n) => Some((n.checked_add(1), None)),
        LimitKind::Max(n) => Some((None, Some(*n))),
        LimitKind::Below(n) => Some((None, n.checked_sub(1))),
        _ => None,
    }
}

fn mentions(schema: &Schema, n: i64) -> bool {
    // No unsigned number is below 0.
    if matches!(&schema.ty, Type::Int(width) if width.range().0 == i128::from(n)) {
        return true;
    }
    let own = schema.limits.iter().any(|limit| {
        // As a bound in a text: the last number that is allowed.
        let bound = limit.kind.number().map(|bound| match limit.kind {
            LimitKind::Above(_) => bound + 1,
            LimitKind::Below(_) => bound - 1,
            _ => bound,
        });
        bound == Some(i128::from(n)) || [limit.ceiling, limit.clamped_to].contains(&Some(n))
    });
    let inner = match &schema.ty {
        Type::List(item) => mentions(item, n),
        Type::Map { key, value } => mentions(key, n) || mentions(value, n),
        _ => false,
    };
    own || inner || schema.sentinels.iter().any(|sentinel| sentinel.value == n)
}

fn as_i64(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
