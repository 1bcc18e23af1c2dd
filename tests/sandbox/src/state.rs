//! What the server knows: registered users, and calls with whom they invite.

use crate::params::Params;
use crate::refusal::{Refusal, quoted};
use std::collections::{BTreeMap, BTreeSet};
use zim_spec::model::{Action, Effect, Precondition, StateChange, StateCheck};

/// A call and its invitations.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a call is unknown to the server until it is added"]
pub struct Call {
    id: String,
    invited: BTreeMap<String, Invitation>,
    ended: bool,
    timed_out: bool,
}

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Invitation {
    /// Not answered yet.
    Pending,
    /// The user accepted.
    Accepted,
    /// The user rejected.
    Rejected,
}

impl Call {
    /// A call that goes on and invites nobody.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), invited: BTreeMap::new(), ended: false, timed_out: false }
    }

    /// The call with one more user invited.
    pub fn invite(mut self, user: impl Into<String>) -> Self {
        self.invited.insert(user.into(), Invitation::Pending);
        self
    }

    /// The call, ended.
    pub fn ended(mut self) -> Self {
        self.ended = true;
        self
    }

    /// The call with its invitations timed out.
    pub fn timed_out(mut self) -> Self {
        self.timed_out = true;
        self
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What became of a user's invitation; `None` if the user was not invited.
    #[must_use]
    pub fn invitation(&self, user: &str) -> Option<Invitation> {
        self.invited.get(user).copied()
    }

    /// Whether it has ended.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Whether its invitations have timed out.
    #[must_use]
    pub fn has_timed_out(&self) -> bool {
        self.timed_out
    }
}

/// Everything the server knows; the same for all applications.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    users: BTreeSet<String>,
    calls: BTreeMap<String, Call>,
}

impl State {
    pub(crate) fn register_user(&mut self, id: String) {
        self.users.insert(id);
    }

    pub(crate) fn add_call(&mut self, call: Call) {
        self.calls.insert(call.id.clone(), call);
    }

    pub(crate) fn call(&self, id: &str) -> Option<&Call> {
        self.calls.get(id)
    }

    /// False if there is no such call.
    pub(crate) fn update_call(&mut self, id: &str, update: impl FnOnce(Call) -> Call) -> bool {
        let updated = self.calls.get(id).cloned().map(update);
        let known = updated.is_some();
        self.calls.extend(updated.map(|call| (id.to_owned(), call)));
        known
    }

    /// Refuses with the code of the first precondition that does not hold.
    ///
    /// A precondition about an optional parameter that is absent holds; one about a list must hold for each
    /// item.
    pub(crate) fn check(&self, action: &Action, params: &Params) -> Result<(), Refusal> {
        for precondition in &action.preconditions {
            for user in named(precondition.user.as_deref(), params) {
                for call in named(precondition.call.as_deref(), params) {
                    if let Some(reason) = self.failure(precondition, &user, &call) {
                        return Err(Refusal::new(precondition.otherwise, reason));
                    }
                }
            }
        }
        Ok(())
    }

    /// Carries out an effect. Where there is nothing to change nothing happens.
    pub(crate) fn apply(&mut self, effect: &Effect, params: &Params) {
        let invitation = match effect.change {
            StateChange::RejectCall => Invitation::Rejected,
            StateChange::AcceptCall => Invitation::Accepted,
            _ => return,
        };
        for id in named(effect.call.as_deref(), params) {
            for user in named(effect.user.as_deref(), params) {
                let found = self.calls.get_mut(&id).and_then(|call| call.invited.get_mut(&user));
                if let Some(state) = found {
                    *state = invitation;
                }
            }
        }
    }

    /// Why the precondition does not hold, or `None` if it does. A call that does not exist has neither ended
    /// nor timed out, and invites nobody.
    fn failure(&self, precondition: &Precondition, user: &str, id: &str) -> Option<String> {
        let call = self.calls.get(id);
        let holds = match precondition.check {
            StateCheck::UserRegistered => self.users.contains(user),
            StateCheck::CallExists => call.is_some(),
            StateCheck::CallNotEnded => !call.is_some_and(Call::has_ended),
            StateCheck::CallInvitesUser => call.and_then(|call| call.invitation(user)).is_some(),
            StateCheck::CallNotTimedOut => !call.is_some_and(Call::has_timed_out),
            _ => true,
        };
        if holds {
            return None;
        }
        let (user, id) = (quoted(user), quoted(id));
        Some(match precondition.check {
            StateCheck::UserRegistered => format!("user {user} is not registered"),
            StateCheck::CallExists => format!("call {id} does not exist"),
            StateCheck::CallNotEnded => format!("call {id} has ended"),
            StateCheck::CallInvitesUser => format!("user {user} is not invited to call {id}"),
            _ => format!("the invitation to call {id} has timed out"),
        })
    }
}

/// Checks and effects of `action` that this server does not know; it does not start with such a spec, which
/// is why the matches above may let them pass.
pub(crate) fn unknown(action: &Action) -> Option<String> {
    use StateCheck::{CallExists, CallInvitesUser, CallNotEnded, CallNotTimedOut, UserRegistered};
    let known_check = |check: StateCheck| {
        matches!(check, UserRegistered | CallExists | CallNotEnded | CallInvitesUser | CallNotTimedOut)
    };
    let known_change = |change: StateChange| matches!(change, StateChange::RejectCall | StateChange::AcceptCall);
    let check = action.preconditions.iter().find(|precondition| !known_check(precondition.check));
    let effect = action.effect.iter().find(|effect| !known_change(effect.change));
    check
        .map(|unknown| format!("precondition {:?}", unknown.check))
        .or(effect.map(|unknown| format!("effect {:?}", unknown.change)))
}

/// The values of a parameter, or one empty text where the spec names no parameter.
fn named(param: Option<&str>, params: &Params) -> Vec<String> {
    param.map_or_else(|| vec![String::new()], |name| params.texts(name))
}
