//! The names by which `raisable` and `limit_codes` refer to limits.

use crate::model::{Condition, LimitKind, Test};
use std::iter::successors;

/// The names of all limits.
pub(super) fn names() -> Vec<&'static str> {
    distinct(|_| true)
}

/// The names of those that have a key of their own, and can be raised.
pub(super) fn stated() -> Vec<&'static str> {
    distinct(|kind| {
        !matches!(kind, LimitKind::Base64(_) | LimitKind::OneOfTexts(_) | LimitKind::OneOf(_) | LimitKind::Flags(_))
    })
}

fn distinct(counts: fn(&LimitKind) -> bool) -> Vec<&'static str> {
    let mut names = Vec::new();
    for kind in successors(Some(LimitKind::NonEmpty), next).filter(counts) {
        if !names.contains(&kind.key()) {
            names.push(kind.key());
        }
    }
    names
}

/// One kind after another: a new one does not compile until it is here.
fn next(kind: &LimitKind) -> Option<LimitKind> {
    Some(match kind {
        LimitKind::NonEmpty => LimitKind::Base64(Condition::new("", Test::Given)),
        LimitKind::Base64(_) => LimitKind::MinBytes(0),
        LimitKind::MinBytes(_) => LimitKind::MaxBytes(0),
        LimitKind::MaxBytes(_) => LimitKind::MinChars(0),
        LimitKind::MinChars(_) => LimitKind::MaxChars(0),
        LimitKind::MaxChars(_) => LimitKind::Charset(String::new()),
        LimitKind::Charset(_) => LimitKind::Prefix(String::new()),
        LimitKind::Prefix(_) => LimitKind::ForbiddenPrefix(String::new()),
        LimitKind::ForbiddenPrefix(_) => LimitKind::OneOfTexts(Vec::new()),
        LimitKind::OneOfTexts(_) => LimitKind::Min(0),
        LimitKind::Min(_) => LimitKind::Above(0),
        LimitKind::Above(_) => LimitKind::Max(0),
        LimitKind::Max(_) => LimitKind::Below(0),
        LimitKind::Below(_) => LimitKind::OneOf(Vec::new()),
        LimitKind::OneOf(_) => LimitKind::Flags(0),
        LimitKind::Flags(_) => LimitKind::MinItems(0),
        LimitKind::MinItems(_) => LimitKind::MaxItems(0),
        LimitKind::MaxItems(_) => LimitKind::UniqueItems,
        LimitKind::UniqueItems => LimitKind::UniqueBy(String::new()),
        LimitKind::UniqueBy(_) => LimitKind::MaxTotalBytes(0),
        LimitKind::MaxTotalBytes(_) => return None,
    })
}
