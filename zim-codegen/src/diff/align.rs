//! Which items of two lists are the same, although some came, went or were renamed.

use std::collections::BTreeMap;

/// An item of both lists, or of one of them, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    /// In both.
    Both(usize, usize),
    /// In the new list.
    Added(usize),
    /// In the old list.
    Removed(usize),
}

/// The items of two lists, in the order of the new one; what is gone comes last. Items are the same that have one
/// name, and those that are `alike` and stand at the same place: the position, or beside the same neighbour.
pub(super) fn align<T>(old: &[T], new: &[T], name: impl Fn(&T) -> String, alike: impl Fn(&T, &T) -> bool) -> Vec<Pair> {
    let by_name: BTreeMap<String, usize> =
        old.iter().enumerate().rev().map(|(position, item)| (name(item), position)).collect();
    let mut taken = vec![false; old.len()];
    let mut found: Vec<Option<usize>> = Vec::with_capacity(new.len());
    for item in new {
        let same = by_name.get(&name(item)).copied().filter(|&at| !taken.get(at).copied().unwrap_or(true));
        if let Some(taken) = same.and_then(|at| taken.get_mut(at)) {
            *taken = true;
        }
        found.push(same);
    }
    for (at, item) in new.iter().enumerate() {
        if found.get(at).copied().flatten().is_some() {
            continue;
        }
        let beside = |at: Option<usize>| at.and_then(|at| found.get(at).copied().flatten());
        let after = beside(at.checked_sub(1)).map(|before| before + 1);
        let before = beside(at.checked_add(1)).and_then(|after| after.checked_sub(1));
        let candidates = [Some(at), after, before];
        let is_free = |&candidate: &usize| {
            taken.get(candidate) == Some(&false) && old.get(candidate).is_some_and(|old| alike(old, item))
        };
        let renamed = candidates.into_iter().flatten().find(is_free);
        if let (Some(renamed), Some(found)) = (renamed, found.get_mut(at)) {
            *found = Some(renamed);
            if let Some(taken) = taken.get_mut(renamed) {
                *taken = true;
            }
        }
    }
    let both = found.iter().enumerate().map(|(at, old)| match old {
        Some(old) => Pair::Both(*old, at),
        None => Pair::Added(at),
    });
    let gone = taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(at, _)| Pair::Removed(at));
    both.chain(gone).collect()
}

/// Whether what both lists have is in the same order, looking at those alone that `counts` accepts.
pub(super) fn is_in_order(pairs: &[Pair], counts: impl Fn(usize, usize) -> bool) -> bool {
    let old: Vec<usize> = pairs
        .iter()
        .filter_map(|pair| match pair {
            Pair::Both(old, new) if counts(*old, *new) => Some(*old),
            _ => None,
        })
        .collect();
    old.is_sorted()
}
