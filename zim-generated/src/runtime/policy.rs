//! Which documented limits are checked, and the record that they were.

use super::check::Findings;
use super::{Request, Violations};

/// Which documented limits a request is held to before it is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Policy {
    /// All of them.
    #[default]
    All,
    /// Only those that ZEGO does not raise on request. For applications whose limits were raised.
    Fixed,
    /// None: the server decides.
    None,
}

impl Policy {
    /// Checks `request` and records that it passed. Allocates nothing if it does, except for a list of
    /// more than 256 items that must be unique.
    ///
    /// # Errors
    /// Every limit that the request breaks.
    pub fn check(self, request: &dyn Request) -> Result<Checked, Violations> {
        if self == Self::None {
            return Ok(Checked(Level::None));
        }
        let mut findings = Findings::new(request.info().parameter_code, self);
        request.check(&mut findings.check());
        match Violations::new(findings.into_violations()) {
            Some(violations) => Err(violations),
            None => Ok(Checked(self.level())),
        }
    }

    const fn level(self) -> Level {
        match self {
            Self::All => Level::All,
            Self::Fixed => Level::Fixed,
            Self::None => Level::None,
        }
    }
}

/// The strictest policy that a request has passed, so that it need not be checked again when it is sent.
///
/// It is no part of a request's value: any two are equal. Only [`Policy::check`] makes one that covers
/// more than nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Checked(Level);

/// Ordered by strictness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    #[default]
    None,
    Fixed,
    All,
}

impl Checked {
    /// Nothing has been checked.
    #[must_use]
    pub const fn none() -> Self {
        Self(Level::None)
    }

    /// Whether a request with this record need not be checked for `policy`.
    #[must_use]
    pub fn covers(self, policy: Policy) -> bool {
        self.0 >= policy.level()
    }
}

/// Always equal, so that requests compare by their parameters.
impl PartialEq for Checked {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Checked {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(passed: Checked, covered: [bool; 3]) {
        assert_eq!([Policy::All, Policy::Fixed, Policy::None].map(|policy| passed.covers(policy)), covered);
    }

    #[test]
    fn a_stricter_policy_covers_a_laxer_one() {
        check(Checked(Level::All), [true, true, true]);
        check(Checked(Level::Fixed), [false, true, true]);
        check(Checked(Level::None), [false, false, true]);
        check(Checked::none(), [false, false, true]);
        check(Checked::default(), [false, false, true]);
    }

    #[test]
    fn records_do_not_tell_values_apart() {
        assert_eq!(Checked(Level::All), Checked::none());
    }
}
