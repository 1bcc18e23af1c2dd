//! What must be true for an action to succeed, what it changes and what it answers of that, in words.

use super::values::{assignments, compare, each, rows, value};
use zim_spec::model::{Assignment, Change, Check, CheckKind, Effect, Guard, Notification, Precondition};

/// What must be true: ``there is a row `users of FromUserId`.``
pub(super) fn check(precondition: &Precondition) -> String {
    let looped = precondition.each.as_ref().map(|it| format!("for each `{}`, ", each(it))).unwrap_or_default();
    let named = precondition.name.as_ref().map(|name| format!(", called `${name}` below")).unwrap_or_default();
    format!("{looped}{}{named}{}.", one(&precondition.check), guard(&precondition.guard))
}

/// What changes: ``the row `invitations of [CallId, FromUserId]` gets `state: =rejected`.``
pub(super) fn change(effect: &Effect) -> String {
    let looped = effect.each.as_ref().map(|it| format!("for each `{}`, ", each(it))).unwrap_or_default();
    let named = effect.name.as_ref().map(|name| format!(", called `${name}` below")).unwrap_or_default();
    let rows = rows(&effect.rows);
    let set = if effect.set.is_empty() { String::new() } else { format!(" with `{}`", assignments(&effect.set)) };
    let changed = match effect.change {
        Change::Put => format!("there is a row `{rows}`{set}"),
        Change::Update => format!("rows `{rows}` get `{}`", assignments(&effect.set)),
        Change::Remove => format!("rows `{rows}` go"),
        other => format!("{other:?}"),
    };
    format!("{looped}{changed}{named}{}.", guard(&effect.guard))
}

/// What a field of the reply is: ``CallId is `$call.call_id`.``
pub(super) fn answer(answer: &Assignment) -> String {
    format!("`{}` is `{}`.", answer.name, value(&answer.value))
}

/// What callback is sent.
pub(super) fn notification(notification: &Notification) -> String {
    let looped = notification.each.as_ref().map(|it| format!(" for each `{}`", each(it))).unwrap_or_default();
    let fields = match notification.fields.as_slice() {
        [] => String::new(),
        fields => format!(" with `{}`", assignments(fields)),
    };
    let time = notification.at.as_ref().map(|at| format!(" at `{}`", value(at))).unwrap_or_default();
    let before = if notification.before { ", before anything changes" } else { "" };
    format!("`{}`{time}{looped}{fields}{}{before}.", notification.event, guard(&notification.guard))
}

fn one(check: &Check) -> String {
    let rows = rows(&check.rows);
    match &check.kind {
        CheckKind::Has => format!("there is a row `{rows}`"),
        CheckKind::Lacks => format!("there is no row `{rows}`"),
        CheckKind::AtMost(max) => format!("there are at most `{}` rows `{rows}`", value(max)),
        other => format!("{other:?} `{rows}`"),
    }
}

/// On which conditions, to follow a sentence.
fn guard(guard: &Guard) -> String {
    let values = guard.when.iter().map(|(left, test)| format!("`{} {}`", value(left), compare(test)));
    let conditions: Vec<String> = values.chain(guard.checks.iter().map(one)).collect();
    if conditions.is_empty() { String::new() } else { format!("; only if {}", conditions.join(" and ")) }
}
