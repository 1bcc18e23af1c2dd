//! Holds an integer against its limits.

use super::breach::Report;
use crate::model::{LimitKind, Schema};

/// Reports what `number`, found at `path`, breaks of `schema`.
pub(super) fn judge(path: &str, schema: &Schema, number: i128, report: &mut Report) {
    if schema.sentinels.iter().any(|sentinel| i128::from(sentinel.value) == number) {
        return;
    }
    for limit in schema.limits.iter().filter(|limit| limit.clamped_to.is_none()) {
        match &limit.kind {
            LimitKind::Min(least) if number < i128::from(*least) => report.limit(path, limit, least, number),
            LimitKind::Above(bound) if number <= i128::from(*bound) => report.limit(path, limit, bound, number),
            LimitKind::Max(most) if number > i128::from(*most) => report.limit(path, limit, most, number),
            LimitKind::Below(bound) if number >= i128::from(*bound) => report.limit(path, limit, bound, number),
            LimitKind::OneOf(numbers) if !numbers.iter().any(|one| i128::from(*one) == number) => {
                let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                report.limit(path, limit, numbers.join(", "), number);
            }
            LimitKind::Flags(bits) if number & !i128::from(*bits) != 0 => report.limit(path, limit, bits, number),
            _ => {}
        }
    }
}
