//! Numbers that keep their limits.

use serde_json::{Value, json};
use zim_spec::model::{Int, LimitKind, Schema};

/// A number that keeps every limit; another one for another `variant`, as far as limits allow.
#[must_use]
pub fn sample(width: Int, schema: &Schema, variant: usize) -> Value {
    if let Some(numbers) = one_of(schema) {
        return json!(numbers.get(variant % numbers.len().max(1)));
    }
    if let Some(bits) = flags(schema) {
        let single: Vec<i64> = (0..63).map(|at| 1 << at).filter(|bit| bits & bit != 0).collect();
        return json!(single.get(variant % single.len().max(1)).copied().unwrap_or_default());
    }
    let (low, high) = range(width, schema);
    let start = low.max(1).min(high);
    json_int((start + variant as i128).min(high))
}

/// The numbers that are allowed, if they are listed.
#[must_use]
pub fn one_of(schema: &Schema) -> Option<&[i64]> {
    schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::OneOf(numbers) => Some(numbers.as_slice()),
        _ => None,
    })
}

/// The bits that are allowed, if they are listed.
#[must_use]
pub fn flags(schema: &Schema) -> Option<i64> {
    schema.limits.iter().find_map(|limit| match limit.kind {
        LimitKind::Flags(bits) => Some(bits),
        _ => None,
    })
}

/// The least and the most, clamped limits included.
#[must_use]
pub fn range(width: Int, schema: &Schema) -> (i128, i128) {
    let (mut low, mut high) = width.range();
    for limit in &schema.limits {
        match limit.kind {
            LimitKind::Min(n) => low = low.max(n.into()),
            LimitKind::Above(n) => low = low.max(i128::from(n) + 1),
            LimitKind::Max(n) => high = high.min(n.into()),
            LimitKind::Below(n) => high = high.min(i128::from(n) - 1),
            _ => {}
        }
    }
    (low, high)
}

/// A number of 64 bits, signed or not.
#[must_use]
pub fn json_int(number: i128) -> Value {
    i64::try_from(number).map_or_else(|_| json!(u64::try_from(number).unwrap_or(u64::MAX)), |number| json!(number))
}
