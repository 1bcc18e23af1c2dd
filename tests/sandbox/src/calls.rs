//! Calls and their invitations, as tests speak of them: rows of two tables of the shipped spec.

use crate::state::Row;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The tables of the shipped spec that hold calls and the invitations to them.
pub(crate) const CALLS: &str = "calls";
pub(crate) const INVITATIONS: &str = "invitations";
/// So long ago did those invitations time out that a test lets time out.
pub(crate) const LONG_AGO: i64 = 0;

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

impl Invitation {
    /// What the column `state` of an invitation says.
    fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }
}

impl Call {
    /// The row of the call.
    pub(crate) fn row(&self) -> Value {
        // What is null is absent.
        json!({"call_id": self.id, "ended": self.ended, "expires_at": self.timed_out.then_some(LONG_AGO)})
    }

    /// The rows of its invitations.
    pub(crate) fn invitations(&self) -> impl Iterator<Item = Value> {
        let row =
            |(user, state): (&String, &Invitation)| json!({"call_id": self.id, "user_id": user, "state": state.word()});
        self.invited.iter().map(row)
    }

    /// The call that these rows tell of, as it is at `now`.
    pub(crate) fn of_rows(id: &str, call: &Row, invitations: &[Row], now: i64) -> Self {
        let invited = |row: &Row| {
            let state = match row.get("state")?.as_str()? {
                "accepted" => Invitation::Accepted,
                "rejected" => Invitation::Rejected,
                _ => Invitation::Pending,
            };
            Some((row.get("user_id")?.as_str()?.to_owned(), state))
        };
        Self {
            id: id.to_owned(),
            invited: invitations.iter().filter_map(invited).collect(),
            ended: call.get("ended").and_then(Value::as_bool) == Some(true),
            timed_out: call.get("expires_at").and_then(Value::as_i64).is_some_and(|at| at <= now),
        }
    }
}
