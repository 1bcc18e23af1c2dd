//! What must be true for an action to succeed, and what it changes: for the sandbox.

use serde::Serialize;

/// Something that must be true for an action to succeed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Precondition {
    /// What must be true.
    pub check: StateCheck,
    /// The parameter that names the user, where the check needs one.
    pub user: Option<String>,
    /// The parameter that names the call, where the check needs one.
    pub call: Option<String>,
    /// The code answered when it is not true.
    pub otherwise: i64,
}

/// Checks of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum StateCheck {
    /// `user` is registered.
    UserRegistered,
    /// `call` exists.
    CallExists,
    /// `call` has not ended.
    CallNotEnded,
    /// `user` is among those invited to `call`.
    CallInvitesUser,
    /// The invitation to `call` has not timed out.
    CallNotTimedOut,
}

/// A change of state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Effect {
    /// What changes.
    pub change: StateChange,
    /// The parameter that names the user.
    pub user: Option<String>,
    /// The parameter that names the call.
    pub call: Option<String>,
}

/// Changes of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum StateChange {
    /// `user` has rejected `call`.
    RejectCall,
    /// `user` has accepted `call`.
    AcceptCall,
}
