//! The limits of one item as its file states them, and how they join those of its type.

use crate::document::{NamedType, Param};
use crate::model::{Limit, LimitKind};

/// The limits that stand at one item of a file.
#[derive(Debug, Default)]
pub(crate) struct Written<'a> {
    /// Limits that hold, in the order of [`LimitKind`].
    pub(crate) stated: Vec<LimitKind>,
    /// Keys of limits that are switched off: `non_empty: false`.
    pub(crate) lifted: Vec<&'static str>,
    /// Keys of limits that ZEGO raises on request, as written.
    pub(crate) raisable: &'a [String],
}

/// An item of a file that may state limits.
pub(crate) trait Limited {
    /// The limits that it states.
    fn written(&self) -> Written<'_>;
}

/// The keys stand in each struct of [`crate::document`]; this reads them in one way.
macro_rules! limited {
    ($document:ty) => {
        impl Limited for $document {
            fn written(&self) -> Written<'_> {
                let text = |text: &Option<String>, kind: fn(String) -> LimitKind| text.clone().map(kind);
                let stated = [
                    self.non_empty.filter(|&on| on).map(|_| LimitKind::NonEmpty),
                    self.min_bytes.map(LimitKind::MinBytes),
                    self.max_bytes.map(LimitKind::MaxBytes),
                    self.min_chars.map(LimitKind::MinChars),
                    self.max_chars.map(LimitKind::MaxChars),
                    text(&self.charset, LimitKind::Charset),
                    text(&self.prefix, LimitKind::Prefix),
                    text(&self.forbidden_prefix, LimitKind::ForbiddenPrefix),
                    self.min.map(LimitKind::Min),
                    self.max.map(LimitKind::Max),
                    self.min_items.map(LimitKind::MinItems),
                    self.max_items.map(LimitKind::MaxItems),
                    self.unique_items.filter(|&on| on).map(|_| LimitKind::UniqueItems),
                ];
                let lifted = [("non_empty", self.non_empty), ("unique_items", self.unique_items)];
                Written {
                    stated: stated.into_iter().flatten().collect(),
                    lifted: lifted.into_iter().filter(|(_, on)| *on == Some(false)).map(|(key, _)| key).collect(),
                    raisable: &self.raisable,
                }
            }
        }
    };
}

limited!(NamedType);
limited!(Param);

/// The limits of a type and those at the place of its use: the latter replace the former.
pub(super) fn merge(inherited: &[Limit], written: &Written<'_>) -> Vec<Limit> {
    let replaced = |limit: &&Limit| {
        let key = limit.kind.key();
        written.lifted.contains(&key) || written.stated.iter().any(|kind| kind.key() == key)
    };
    let kept = inherited.iter().filter(|limit| !replaced(limit)).cloned();
    let stated = written.stated.iter().map(|kind| Limit { kind: kind.clone(), raisable: false });
    let mut limits: Vec<Limit> = kept.chain(stated).collect();
    for limit in &mut limits {
        limit.raisable |= written.raisable.iter().any(|key| key == limit.kind.key());
    }
    limits.sort_by(|a, b| a.kind.cmp(&b.kind));
    limits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(kind: LimitKind, raisable: bool) -> Limit {
        Limit { kind, raisable }
    }

    #[track_caller]
    fn check(inherited: &[Limit], written: &Written<'_>, expected: &[Limit]) {
        assert_eq!(merge(inherited, written), expected);
    }

    #[test]
    fn the_place_of_use_replaces_adds_and_lifts() {
        let user_id = [limit(LimitKind::NonEmpty, false), limit(LimitKind::MaxBytes(32), true)];
        check(&user_id, &Written::default(), &user_id);
        check(
            &user_id,
            &Written { stated: vec![LimitKind::MaxBytes(64), LimitKind::MinBytes(2)], ..Written::default() },
            &[
                limit(LimitKind::NonEmpty, false),
                limit(LimitKind::MinBytes(2), false),
                limit(LimitKind::MaxBytes(64), false),
            ],
        );
        check(
            &user_id,
            &Written { lifted: vec!["non_empty"], ..Written::default() },
            &[limit(LimitKind::MaxBytes(32), true)],
        );
        let raisable = ["non_empty".to_owned()];
        check(
            &user_id,
            &Written { raisable: &raisable, ..Written::default() },
            &[limit(LimitKind::NonEmpty, true), limit(LimitKind::MaxBytes(32), true)],
        );
    }
}
