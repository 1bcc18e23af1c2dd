//! Numbers on either side of their limits.

use super::edge::Edge;
use crate::sample::number::json_int;
use std::collections::BTreeSet;
use zim_spec::model::{Int, Limit, LimitKind, Schema};

pub(super) fn edges(width: Int, schema: &Schema, limit: &Limit) -> Vec<Edge> {
    let (least, most) = width.range();
    // What Rust's type cannot hold needs no check.
    let numbers = near(schema, &limit.kind).into_iter().filter(|number| (least..=most).contains(number));
    numbers.map(|number| Edge::new(&limit.kind, json_int(number), breaks(schema, limit, number))).collect()
}

/// Whether a number breaks a limit: a number with a meaning of its own breaks none, and nothing breaks a limit that
/// the server corrects.
pub(super) fn breaks(schema: &Schema, limit: &Limit, number: i128) -> bool {
    let is_sentinel = schema.sentinels.iter().any(|sentinel| i128::from(sentinel.value) == number);
    if is_sentinel || limit.clamped_to.is_some() {
        return false;
    }
    match &limit.kind {
        LimitKind::Min(n) => number < i128::from(*n),
        LimitKind::Above(n) => number <= i128::from(*n),
        LimitKind::Max(n) => number > i128::from(*n),
        LimitKind::Below(n) => number >= i128::from(*n),
        LimitKind::OneOf(numbers) => !numbers.iter().any(|one| i128::from(*one) == number),
        LimitKind::Flags(bits) => number & !i128::from(*bits) != 0,
        _ => false,
    }
}

/// Numbers on both sides of the limit, and each with a meaning of its own with its neighbours.
pub(super) fn near(schema: &Schema, kind: &LimitKind) -> BTreeSet<i128> {
    let mut numbers: Vec<i128> = match kind {
        LimitKind::Min(n) | LimitKind::Above(n) | LimitKind::Max(n) | LimitKind::Below(n) => vec![(*n).into()],
        LimitKind::OneOf(numbers) => numbers.iter().map(|n| i128::from(*n)).collect(),
        LimitKind::Flags(bits) => {
            // Each bit alone, known or not, all of them, none, and what has every bit.
            let single = (0..63).map(|at| 1_i128 << at);
            single.chain([0, i128::from(*bits), -1, i64::MAX.into()]).collect()
        }
        _ => Vec::new(),
    };
    numbers.extend(schema.sentinels.iter().map(|sentinel| i128::from(sentinel.value)));
    numbers.iter().flat_map(|number| [number - 2, number - 1, *number, number + 1, number + 2]).collect()
}
