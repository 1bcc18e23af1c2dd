//! What must be true for an action to succeed, and what it changes, in words.

use zim_spec::model::{Effect, Precondition, StateChange, StateCheck};

/// What must be true: ``the user `FromUserId` is registered.``
pub(super) fn check(precondition: &Precondition) -> String {
    let (user, call) = (name(precondition.user.as_deref()), name(precondition.call.as_deref()));
    match precondition.check {
        StateCheck::UserRegistered => format!("the user {user} is registered."),
        StateCheck::CallExists => format!("the call {call} exists."),
        StateCheck::CallNotEnded => format!("the call {call} has not ended."),
        StateCheck::CallInvitesUser => format!("the user {user} is invited to the call {call}."),
        StateCheck::CallNotTimedOut => format!("the invitation to the call {call} has not timed out."),
        other => format!("{other:?}."),
    }
}

/// What changes: ``the user `FromUserId` has rejected the call `CallId`.``
pub(super) fn change(effect: &Effect) -> String {
    let (user, call) = (name(effect.user.as_deref()), name(effect.call.as_deref()));
    match effect.change {
        StateChange::RejectCall => format!("the user {user} has rejected the call {call}."),
        StateChange::AcceptCall => format!("the user {user} has accepted the call {call}."),
        other => format!("{other:?}."),
    }
}

fn name(param: Option<&str>) -> String {
    param.map_or_else(|| "…".to_owned(), |param| format!("`{param}`"))
}
