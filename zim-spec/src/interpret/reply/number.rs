//! Makes up integers: values of enumerations, times, counts.

use crate::model::{Int, LimitKind, Schema, Spec, Unit};
use serde_json::Value;

/// A time in seconds of Unix time, in November 2023.
const SOME_TIME: i128 = 1_700_000_000;

/// An integer within the limits of `schema`; different for different `nth`, as far as the limits allow.
pub(super) fn made_up(spec: &Spec, width: Int, schema: &Schema, nth: usize) -> Value {
    let listed = listed(spec, schema);
    let number = listed.get(nth.checked_rem(listed.len()).unwrap_or_default());
    number.map_or_else(|| counted(width, schema, nth), |number| Value::from(*number))
}

/// Whether `number` is one of those that the limits of `schema` list, if they list any.
pub(super) fn is_listed(schema: &Schema, number: i64) -> bool {
    schema.limits.iter().all(|limit| match &limit.kind {
        LimitKind::OneOf(numbers) => numbers.contains(&number),
        _ => true,
    })
}

/// The numbers of an enumeration, or the bits of flags, in the order of the spec, as far as the limits list them.
fn listed(spec: &Spec, schema: &Schema) -> Vec<i64> {
    let named = schema.enumeration.as_ref().and_then(|name| spec.types.get(name));
    let values = named.and_then(|named| named.values.as_ref()).map(|values| values.values.as_slice());
    let numbers = values.unwrap_or_default().iter().map(|value| value.number);
    numbers.filter(|number| is_listed(schema, *number)).collect()
}

/// Counted up from what is plausible, or from the least number where that is too small, and down from the most.
fn counted(width: Int, schema: &Schema, nth: usize) -> Value {
    let (mut least, mut most) = width.range();
    for limit in &schema.limits {
        match limit.kind {
            LimitKind::Min(min) => least = least.max(min.into()),
            LimitKind::Above(bound) => least = least.max(i128::from(bound) + 1),
            LimitKind::Max(max) => most = most.min(max.into()),
            LimitKind::Below(bound) => most = most.min(i128::from(bound) - 1),
            _ => {}
        }
    }
    let plausible = match schema.unit {
        None => 1,
        Some(Unit::Seconds) => 60,
        Some(Unit::Milliseconds) => 1000,
        Some(Unit::UnixSeconds) => SOME_TIME,
        Some(Unit::UnixMilliseconds) => SOME_TIME * 1000,
    };
    let number = least.max(plausible).saturating_add(nth as i128).min(most);
    i64::try_from(number).map(Value::from).or_else(|_| u64::try_from(number).map(Value::from)).unwrap_or_default()
}
