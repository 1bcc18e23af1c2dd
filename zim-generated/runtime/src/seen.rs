//! Which fields of a struct have come.

use super::Received;

/// The fields that have come.
pub(super) enum Seen {
    /// Of few fields: a bit for each.
    Few(u64),
    Many(Vec<bool>),
}

impl Seen {
    pub(super) fn new(fields: usize) -> Self {
        if fields <= 64 { Self::Few(0) } else { Self::Many(vec![false; fields]) }
    }

    pub(super) fn contains(&self, at: usize) -> bool {
        match self {
            Self::Few(bits) => bits >> at & 1 == 1,
            Self::Many(seen) => seen.get(at).is_some_and(|seen| *seen),
        }
    }

    /// Adds the field `at`. Whether it was there before.
    pub(super) fn insert(&mut self, at: usize) -> bool {
        let before = self.contains(at);
        match self {
            Self::Few(bits) => *bits |= 1 << at,
            Self::Many(seen) => seen.iter_mut().skip(at).take(1).for_each(|seen| *seen = true),
        }
        before
    }

    /// The first field of `value` that must be there and is not. Those that may be absent stay what they are.
    pub(super) fn first_missing(&self, value: &mut dyn Received) -> Option<&'static str> {
        let names = value.shape().fields.iter().enumerate();
        let mut missing = names.filter(|(at, _)| !self.contains(*at));
        missing.find(|(at, _)| value.field(*at).is_some_and(|place| place.is_required())).map(|(_, name)| *name)
    }
}

/// Which of `names` is `name`. It is looked for at `likely` first: nearly always, fields come in their order.
#[inline]
pub(super) fn position(names: &[&str], name: &str, likely: usize) -> Option<usize> {
    if names.get(likely).is_some_and(|likely| *likely == name) {
        return Some(likely);
    }
    names.iter().position(|one| *one == name)
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn every_field_is_seen_once_however_many_there_are() {
        for fields in [0, 1, 63, 64, 65, 200] {
            let mut seen = Seen::new(fields);
            for at in 0..fields {
                assert!(!seen.contains(at), "{at} of {fields}");
                assert!(!seen.insert(at), "{at} of {fields}");
                assert!(seen.contains(at) && seen.insert(at), "{at} of {fields}");
            }
        }
    }
}
