//! A request that was checked, and the record of it.

use super::{Action, ActionInfo, Checked, Params, Policy, Request, Violations};
use std::fmt;
use std::ops::Deref;

/// A request that has passed the limits of some policy: those are not checked again when it is sent.
///
/// It reads like the request itself and cannot be changed; [`into_inner`](Self::into_inner) gives the request
/// back, to be changed and built anew. Two are equal if their requests are.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct Valid<R> {
    request: R,
    checked: Checked,
}

impl<R: Request> Valid<R> {
    /// Holds `request` to every documented limit.
    ///
    /// # Errors
    /// Every limit that the request breaks.
    pub fn new(request: R) -> Result<Self, Violations> {
        Policy::All.valid(request)
    }
}

impl<R> Valid<R> {
    pub(super) const fn passed(request: R, checked: Checked) -> Self {
        Self { request, checked }
    }

    /// The request, without the record.
    pub fn into_inner(self) -> R {
        self.request
    }
}

impl<R> Deref for Valid<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.request
    }
}

impl<R: fmt::Debug> fmt::Debug for Valid<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}

impl<R: PartialEq> PartialEq for Valid<R> {
    fn eq(&self, other: &Self) -> bool {
        self.request == other.request
    }
}

impl<R: Eq> Eq for Valid<R> {}

impl<A: Action> Request for Valid<A> {
    fn info(&self) -> &'static ActionInfo {
        A::INFO
    }

    fn checked(&self) -> Checked {
        self.checked
    }

    fn visit(&self, p: &mut Params<'_>) {
        Action::visit(&self.request, p);
    }
}
