//! What generated code provides to the runtime: requests, their parts, and their replies.

use super::received_from_json;
use super::{
    ActionInfo, Checked, Code, ErrorKind, FailedKeys, ItemFailure, Params, Policy, Received, Valid, Violations,
};
use serde::de::DeserializeOwned;
use std::fmt;

/// An action: its request, with the reply and the refusals that belong to it.
pub trait Action: Clone + fmt::Debug + 'static {
    /// What the server answers on success.
    type Reply: Reply;

    /// Why the server refuses.
    type Error: ErrorKind;

    /// Facts about it.
    const INFO: &'static ActionInfo;

    /// States its parameters to `p` in the order of the spec: the name, the value and the limits of each, and
    /// then what must hold between them.
    fn visit(&self, p: &mut Params<'_>);

    /// The items that failed, as `reply` tells.
    #[must_use]
    fn failures(reply: &Self::Reply) -> Vec<ItemFailure<Self::Error>> {
        let _ = reply;
        Vec::new()
    }

    /// Drops all items but those that `failed`. False if there is no such request.
    fn keep_failed(&mut self, failed: &FailedKeys<'_>) -> bool {
        let _ = failed;
        false
    }
}

/// A request of some action. Safe as `dyn`, so that what is done with requests is compiled once and not once
/// per action.
///
/// It is implemented by every [`Action`], and by [`Valid`], which remembers that it was checked.
pub trait Request {
    /// Facts about its action.
    fn info(&self) -> &'static ActionInfo;

    /// The strictest policy that its parameters have passed.
    fn checked(&self) -> Checked;

    /// States its parameters; see [`Action::visit`].
    fn visit(&self, p: &mut Params<'_>);

    /// Checks the limits that `policy` asks for.
    ///
    /// # Errors
    /// Every one of them that the request breaks.
    fn build_with(self, policy: Policy) -> Result<Valid<Self>, Violations>
    where
        Self: Sized,
    {
        policy.valid(self)
    }
}

impl<A: Action> Request for A {
    fn info(&self) -> &'static ActionInfo {
        A::INFO
    }

    fn checked(&self) -> Checked {
        Checked::none()
    }

    fn visit(&self, p: &mut Params<'_>) {
        Action::visit(self, p);
    }
}

/// A struct inside a request: checked and written as part of it.
pub trait Part: fmt::Debug {
    /// States its fields to `p` in the order of the spec, as an action states its parameters.
    fn visit(&self, p: &mut Params<'_>);
}

/// A value inside a request whose type is told by another field beside it.
pub trait Union: fmt::Debug {
    /// The number that tells which variant it is.
    fn selector(&self) -> i64;

    /// States its value to `p`, as one parameter called `name`.
    fn visit(&self, name: &'static str, p: &mut Params<'_>);
}

/// A reply that can be decoded.
pub trait Reply: Received + DeserializeOwned + fmt::Debug {
    /// The code that came with it.
    fn code(&self) -> Code;

    /// Reads one out of JSON.
    ///
    /// # Errors
    /// If `text` is none.
    fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        received_from_json(text)
    }
}

/// `reply!(CallRejectReply)` implements [`Reply`] for a struct that has the field `code`.
#[doc(hidden)]
#[macro_export]
macro_rules! __reply {
    ($reply:ident) => {
        impl $crate::Reply for $reply {
            #[inline]
            fn code(&self) -> $crate::Code {
                self.code
            }
        }
    };
}
