//! What must be true for an action to succeed, and what it then changes.

use super::at::At;
use super::names::Names;
use super::notation::{CHANGES, CHECKS};
use super::siblings::Siblings;
use super::{keyword, missing};
use crate::diagnostic::Diagnostics;
use crate::document;
use crate::model::{Effect, Precondition, StateCheck};

/// The preconditions of an action whose parameters are called `params`.
pub(super) fn preconditions(
    written: &[document::Precondition],
    at: &At<'_>,
    params: &Siblings<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Vec<Precondition> {
    let precondition = |(position, document): (usize, &document::Precondition)| {
        let at = at.item(position);
        let check = keyword(&at, "check", document.check.as_deref(), CHECKS, report);
        let (user, call) = check.map_or((false, false), subjects);
        param(&at, "user", document.user.as_deref(), user, params, report);
        param(&at, "call", document.call.as_deref(), call, params, report);
        match document.otherwise {
            None => missing(&at, "otherwise", "otherwise: 660900004", report),
            Some(code) => drop(super::codes::check_defined(code, &at.key("otherwise"), names, report)),
        }
        Some(Precondition {
            check: check?,
            user: document.user.clone(),
            call: document.call.clone(),
            otherwise: document.otherwise?,
        })
    };
    written.iter().enumerate().filter_map(precondition).collect()
}

/// The effect of an action whose parameters are called `params`.
pub(super) fn effect(
    document: &document::Effect,
    at: &At<'_>,
    params: &Siblings<'_>,
    report: &mut Diagnostics,
) -> Option<Effect> {
    let change = keyword(at, "change", document.change.as_deref(), CHANGES, report);
    // Each change so far is one user's answer to one call.
    param(at, "user", document.user.as_deref(), change.is_some(), params, report);
    param(at, "call", document.call.as_deref(), change.is_some(), params, report);
    Some(Effect { change: change?, user: document.user.clone(), call: document.call.clone() })
}

/// Whether a check needs a user and a call.
pub(crate) fn subjects(check: StateCheck) -> (bool, bool) {
    match check {
        StateCheck::UserRegistered => (true, false),
        StateCheck::CallExists | StateCheck::CallNotEnded | StateCheck::CallNotTimedOut => (false, true),
        StateCheck::CallInvitesUser => (true, true),
    }
}

fn param(at: &At<'_>, key: &str, name: Option<&str>, needed: bool, params: &Siblings<'_>, report: &mut Diagnostics) {
    match name {
        None if needed => missing(at, key, &format!("{key}: {}", params.first().unwrap_or("FromUserId")), report),
        Some(name) => params.check(name, &at.key(key), report),
        None => {}
    }
}
