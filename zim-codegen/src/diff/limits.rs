//! Limits of a value: which came, went, or became stricter.

use super::context::{Context, Spot, Verdict};
use super::rules::*;
use super::uses::Use;
use super::{Behaviour, Rule, Wire};
use std::collections::BTreeSet;
use zim_spec::diagnostic::quoted;
use zim_spec::model::{Limit, LimitKind, Schema};

/// One difference between the limits of a value.
pub(super) struct LimitChange {
    rule: &'static Rule,
    /// The key that states the limit.
    key: &'static str,
    pub(super) message: String,
    /// What it is in a request; limits of what is received are documentation.
    sent: Verdict,
}

impl LimitChange {
    pub(super) fn verdict(&self, how: Use) -> Verdict {
        let is_noted = how.received && self.sent.wire != Wire::Same;
        let received = Verdict::new(if is_noted { Wire::Compatible } else { Wire::Same }, Behaviour::Same);
        if how.sent { self.sent.and(received) } else { received }
    }
}

/// Reports what differs between the limits that a value has at its own place: not those that `base`, the type that it
/// is of, has in both specs. `prefix` begins the messages, `suffix` ends them.
pub(super) fn limits(
    cx: &mut Context<'_>,
    spot: &Spot,
    how: Use,
    (old, new): (&Schema, &Schema),
    base: (Option<&Schema>, Option<&Schema>),
    (prefix, suffix): (&str, &str),
) {
    let is_inherited = |old: Option<&Limit>, new: Option<&Limit>| {
        let (Some(old_base), Some(new_base)) = base else { return false };
        let inherits = |limit: Option<&Limit>, other: Option<&Limit>, base: &Schema| match (limit, other) {
            (Some(limit), _) => base.limits.contains(limit),
            (None, Some(other)) => !base.limits.iter().any(|limit| slot(limit) == slot(other)),
            (None, None) => true,
        };
        inherits(old, new, old_base) && inherits(new, old, new_base)
    };
    for change in changes(cx, &old.limits, &new.limits, is_inherited) {
        let verdict = change.verdict(how);
        cx.report(change.rule, &spot.key(change.key), format!("{prefix}{}{suffix}", change.message), verdict);
    }
}

/// What differs between two lists of limits, apart from pairs that `is_skipped` accepts.
pub(super) fn changes(
    cx: &Context<'_>,
    old: &[Limit],
    new: &[Limit],
    is_skipped: impl Fn(Option<&Limit>, Option<&Limit>) -> bool,
) -> Vec<LimitChange> {
    let mut found = Vec::new();
    for limit in new {
        let same = old.iter().find(|other| other.kind.key() == limit.kind.key());
        let same = same.or_else(|| {
            let is_free = |other: &&Limit| !new.iter().any(|it| it.kind.key() == other.kind.key());
            old.iter().filter(is_free).find(|other| slot(other) == slot(limit))
        });
        if is_skipped(same, Some(limit)) {
            continue;
        }
        match same {
            Some(same) => both(cx, same, limit, &mut found),
            None => {
                let verdict = match limit.clamped_to {
                    Some(_) => Verdict::new(Wire::Compatible, Behaviour::Changed),
                    None => Verdict::new(Wire::Breaking, Behaviour::Tightened),
                };
                add(&mut found, LIMIT_ADDED, limit, format!("limit {} added", stated(limit)), verdict);
            }
        }
    }
    for limit in old {
        let is_there = new.iter().any(|other| other.kind.key() == limit.kind.key() || slot(other) == slot(limit));
        if is_there || is_skipped(Some(limit), None) {
            continue;
        }
        let verdict = match limit.clamped_to {
            Some(_) => Verdict::new(Wire::Compatible, Behaviour::Changed),
            None => Verdict::new(Wire::Compatible, Behaviour::Relaxed),
        };
        add(&mut found, LIMIT_REMOVED, limit, format!("limit {} removed", stated(limit)), verdict);
    }
    found
}

fn both(cx: &Context<'_>, old: &Limit, new: &Limit, found: &mut Vec<LimitChange>) {
    let key = new.kind.key();
    if old.kind != new.kind {
        let (from, to) = (value(&old.kind), value(&new.kind));
        let name = if old.kind.key() == key { format!("`{key}`") } else { format!("`{}`", old.kind.key()) };
        let to = if old.kind.key() == key { to } else { format!("`{key}` {to}") };
        let (rule, what, verdict) = match strictness(cx, &old.kind, &new.kind) {
            how if units(&old.kind, &new.kind) => {
                let wire = if how == Behaviour::Relaxed { Wire::Compatible } else { Wire::Breaking };
                (LIMIT_UNIT_CHANGED, "counts something else:", Verdict::new(wire, how))
            }
            _ if old.clamped_to.is_some() && new.clamped_to.is_some() => {
                (LIMIT_CHANGED, "changed", Verdict::new(Wire::Compatible, Behaviour::Changed))
            }
            Behaviour::Same => (LIMIT_REWRITTEN, "written otherwise:", Verdict::WORDS),
            Behaviour::Tightened => (LIMIT_TIGHTENED, "tightened", Verdict::new(Wire::Breaking, Behaviour::Tightened)),
            Behaviour::Relaxed => (LIMIT_RELAXED, "relaxed", Verdict::new(Wire::Compatible, Behaviour::Relaxed)),
            Behaviour::Changed => (LIMIT_CHANGED, "changed", Verdict::new(Wire::Breaking, Behaviour::Changed)),
        };
        add(found, rule, new, format!("limit {name} {what} from {from} to {to}"), verdict);
    }
    match (old.raisable, new.raisable) {
        (false, true) => {
            let verdict = Verdict::new(Wire::Same, Behaviour::Relaxed);
            add(found, LIMIT_RAISABLE, new, format!("limit `{key}` became one that is raised on request"), verdict);
        }
        (true, false) => {
            let verdict = Verdict::new(Wire::Same, Behaviour::Tightened);
            add(found, LIMIT_FIXED, new, format!("limit `{key}` is no longer raised on request"), verdict);
        }
        (true, true) if old.ceiling != new.ceiling => {
            let shown = |ceiling: Option<i64>| ceiling.map_or_else(|| "what is asked".to_owned(), |to| to.to_string());
            let (from, to) = (shown(old.ceiling), shown(new.ceiling));
            let message = format!("limit `{key}` is raised to {to} at most, no longer to {from}");
            add(found, LIMIT_CEILING_CHANGED, new, message, Verdict::WORDS);
        }
        _ => {}
    }
    match (old.clamped_to, new.clamped_to) {
        (None, Some(to)) => {
            let verdict = Verdict::new(Wire::Compatible, Behaviour::Relaxed);
            let message = format!("beyond limit `{key}` the server takes {to} and no longer refuses");
            add(found, LIMIT_CLAMPED, new, message, verdict);
        }
        (Some(from), None) => {
            let verdict = Verdict::new(Wire::Breaking, Behaviour::Tightened);
            let message = format!("beyond limit `{key}` the server refuses and no longer takes {from}");
            add(found, LIMIT_ENFORCED, new, message, verdict);
        }
        // Where the limit moved along with it, that was said.
        (Some(from), Some(to)) if from != to && !(is_at(&old.kind, from) && is_at(&new.kind, to)) => {
            let verdict = Verdict::new(Wire::Compatible, Behaviour::Changed);
            let message = format!("beyond limit `{key}` the server takes {to} and no longer {from}");
            add(found, LIMIT_CLAMP_CHANGED, new, message, verdict);
        }
        _ => {}
    }
    if old.code != new.code {
        let shown = |code: Option<i64>| code.map_or_else(|| "the parameter's".to_owned(), |code| code.to_string());
        let message = format!("code of limit `{key}` changed from {} to {}", shown(old.code), shown(new.code));
        add(found, LIMIT_CODE_CHANGED, new, message, Verdict::new(Wire::Same, Behaviour::Changed));
    }
}

fn add(found: &mut Vec<LimitChange>, rule: &'static Rule, limit: &Limit, message: String, sent: Verdict) {
    found.push(LimitChange { rule, key: written_key(&limit.kind), message, sent });
}

/// What a new limit is to the old one.
fn strictness(cx: &Context<'_>, old: &LimitKind, new: &LimitKind) -> Behaviour {
    let is_lower = matches!(
        new,
        LimitKind::Min(_)
            | LimitKind::Above(_)
            | LimitKind::MinBytes(_)
            | LimitKind::MinChars(_)
            | LimitKind::MinItems(_)
    );
    match (old, new) {
        (LimitKind::OneOf(old), LimitKind::OneOf(new)) => sets(old, new),
        (LimitKind::OneOfTexts(old), LimitKind::OneOfTexts(new)) => sets(old, new),
        (LimitKind::Flags(old), LimitKind::Flags(new)) => match (old & !new, new & !old) {
            (0, _) => Behaviour::Relaxed,
            (_, 0) => Behaviour::Tightened,
            _ => Behaviour::Changed,
        },
        (LimitKind::Charset(old), LimitKind::Charset(new)) => {
            let old: Vec<char> = cx.old.charsets.get(old).map(|set| set.chars.chars().collect()).unwrap_or_default();
            let new: Vec<char> = cx.new.charsets.get(new).map(|set| set.chars.chars().collect()).unwrap_or_default();
            sets(&old, &new)
        }
        // A character takes one to four bytes.
        (&LimitKind::MaxBytes(bytes), &LimitKind::MaxChars(chars)) if chars >= bytes => Behaviour::Relaxed,
        (&LimitKind::MaxBytes(bytes), &LimitKind::MaxChars(chars)) if chars <= bytes / 4 => Behaviour::Tightened,
        (&LimitKind::MaxChars(chars), &LimitKind::MaxBytes(bytes)) if bytes / 4 >= chars => Behaviour::Relaxed,
        (&LimitKind::MaxChars(chars), &LimitKind::MaxBytes(bytes)) if bytes <= chars => Behaviour::Tightened,
        (&LimitKind::MinBytes(bytes), &LimitKind::MinChars(chars)) if chars >= bytes => Behaviour::Tightened,
        (&LimitKind::MinBytes(bytes), &LimitKind::MinChars(chars)) if chars <= bytes / 4 => Behaviour::Relaxed,
        (&LimitKind::MinChars(chars), &LimitKind::MinBytes(bytes)) if bytes / 4 >= chars => Behaviour::Tightened,
        (&LimitKind::MinChars(chars), &LimitKind::MinBytes(bytes)) if bytes <= chars => Behaviour::Relaxed,
        (old, new) if units(old, new) => Behaviour::Changed,
        _ => match (number(old), number(new)) {
            (Some(old), Some(new)) if old == new => Behaviour::Same,
            (Some(old), Some(new)) if (new > old) == is_lower => Behaviour::Tightened,
            (Some(_), Some(_)) => Behaviour::Relaxed,
            _ => Behaviour::Changed,
        },
    }
}

/// Whether one counts bytes and the other characters.
fn units(old: &LimitKind, new: &LimitKind) -> bool {
    let in_bytes = |kind: &LimitKind| match kind {
        LimitKind::MinBytes(_) | LimitKind::MaxBytes(_) => Some(true),
        LimitKind::MinChars(_) | LimitKind::MaxChars(_) => Some(false),
        _ => None,
    };
    in_bytes(old).zip(in_bytes(new)).is_some_and(|(old, new)| old != new)
}

/// What it is to allow `new` in place of `old`.
pub(super) fn sets<T: Ord>(old: &[T], new: &[T]) -> Behaviour {
    let (old, new): (BTreeSet<&T>, BTreeSet<&T>) = (old.iter().collect(), new.iter().collect());
    match (old.is_subset(&new), new.is_subset(&old)) {
        (true, true) => Behaviour::Same,
        (true, false) => Behaviour::Relaxed,
        (false, true) => Behaviour::Tightened,
        (false, false) => Behaviour::Changed,
    }
}

/// The first or last number that a limit allows.
fn number(kind: &LimitKind) -> Option<i128> {
    let stated = kind.number()?;
    match kind {
        LimitKind::Above(_) => Some(stated + 1),
        LimitKind::Below(_) => Some(stated - 1),
        _ => Some(stated),
    }
}

/// Whether a limit ends at this number.
fn is_at(kind: &LimitKind, end: i64) -> bool {
    number(kind) == Some(i128::from(end))
}

/// Limits in one slot replace each other.
fn slot(limit: &Limit) -> &'static str {
    match limit.kind {
        LimitKind::Above(_) => "min",
        LimitKind::Below(_) => "max",
        LimitKind::MinChars(_) => "min_bytes",
        LimitKind::MaxChars(_) => "max_bytes",
        ref kind => kind.key(),
    }
}

/// `` `max_bytes` 32 ``
fn stated(limit: &Limit) -> String {
    let (key, value) = (limit.kind.key(), value(&limit.kind));
    if value.is_empty() { format!("`{key}`") } else { format!("`{key}` {value}") }
}

fn value(kind: &LimitKind) -> String {
    match kind {
        LimitKind::Above(n) | LimitKind::Below(n) | LimitKind::Flags(n) => n.to_string(),
        LimitKind::Charset(text) | LimitKind::Prefix(text) | LimitKind::ForbiddenPrefix(text) => quoted(text),
        LimitKind::UniqueBy(text) => quoted(text),
        LimitKind::OneOfTexts(texts) => quoted(&texts.join(", ")),
        LimitKind::OneOf(numbers) => quoted(&numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        LimitKind::Base64(when) => quoted(&when.to_string()),
        other => number(other).map(|number| number.to_string()).unwrap_or_default(),
    }
}

/// The key that states a limit in YAML.
fn written_key(kind: &LimitKind) -> &'static str {
    match kind {
        LimitKind::Base64(_) => "base64_when",
        LimitKind::OneOf(_) => "only",
        LimitKind::OneOfTexts(_) => "values",
        kind => kind.key(),
    }
}
