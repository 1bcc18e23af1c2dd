//! Every limit that a request breaks, in one error.

use super::Violation;
use std::error::Error;
use std::fmt;

/// The limits that a request breaks: all of them, never none.
///
/// They come in the order of the parameters, for each in the order of [`Rule`](super::Rule), a list's
/// own before those of its items. [`Display`](fmt::Display) writes one line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// `None` if there are none.
    pub(super) fn new(violations: Vec<Violation>) -> Option<Self> {
        (!violations.is_empty()).then_some(Self(violations))
    }

    /// Those that `dropped` is not true of; `None` if there are none.
    pub(super) fn without(self, dropped: impl Fn(&Violation) -> bool) -> Option<Self> {
        Self::new(self.0.into_iter().filter(|violation| !dropped(violation)).collect())
    }

    /// Each of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// How many there are; at least 1.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for violation in self {
            write!(f, "{separator}{violation}")?;
            separator = "\n";
        }
        Ok(())
    }
}

impl Error for Violations {}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
