//! Which documented limits are checked, and the record that they were.

use super::subject::Findings;
use super::{Params, Request, Valid, Violations};

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
    /// Checks `request`. Allocates nothing if it passes, except for a value that travels as JSON in a text, and
    /// for a list of more than 256 items that must differ.
    ///
    /// # Errors
    /// Every limit that the request breaks.
    #[inline(never)]
    pub fn check(self, request: &dyn Request) -> Result<Checked, Violations> {
        if self == Self::None {
            return Ok(Checked(Level::None));
        }
        let mut findings = Findings::new(request.info().parameter_code, self);
        request.visit(&mut Params::checking(&mut findings));
        match Violations::new(findings.into_violations()) {
            Some(violations) => Err(violations),
            None => Ok(Checked(self.level())),
        }
    }

    /// Checks `request` and records that it passed.
    ///
    /// # Errors
    /// Every limit that the request breaks.
    pub fn valid<R: Request>(self, request: R) -> Result<Valid<R>, Violations> {
        let checked = self.check(&request)?;
        Ok(Valid::passed(request, checked))
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
/// Only [`Policy::check`] makes one that covers more than nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
}
