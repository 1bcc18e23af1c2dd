//! What a value is: its type, and what is said of it beside limits.

use super::context::{Context, Spot, Verdict};
use super::rules::*;
use super::uses::Use;
use super::{Behaviour, Wire, limits};
use zim_spec::diagnostic::quoted;
use zim_spec::model::{Schema, Sentinel, Spec, Type};

/// Reports what differs at the place of use between values of one type, and not what differs in the type itself. Items
/// of lists, and what maps and texts hold, have nothing of their own there.
pub(super) fn values(cx: &mut Context<'_>, spot: &Spot, how: Use, old: &Schema, new: &Schema) {
    let base = (base(cx.old, old).cloned(), base(cx.new, new).cloned());
    let base = (base.0.as_ref(), base.1.as_ref());
    limits::limits(cx, spot, how, (old, new), base, ("", ""));
    stated(cx, spot, how, (old, new), base, "");
}

/// The unit, whether a time may lie ahead, and numbers with a meaning of their own.
pub(super) fn stated(
    cx: &mut Context<'_>,
    spot: &Spot,
    how: Use,
    (old, new): (&Schema, &Schema),
    base: (Option<&Schema>, Option<&Schema>),
    suffix: &str,
) {
    let is_inherited = |same: &dyn Fn(&Schema, &Schema) -> bool| match base {
        (Some(old_base), Some(new_base)) => same(old, old_base) && same(new, new_base),
        _ => false,
    };
    if old.unit != new.unit && !is_inherited(&|one, other| one.unit == other.unit) {
        let shown = |schema: &Schema| schema.unit.map_or_else(|| "none".to_owned(), |unit| format!("`{}`", unit.key()));
        let message = format!("unit changed from {} to {}{suffix}", shown(old), shown(new));
        cx.report(
            UNIT_CHANGED,
            &spot.key("unit"),
            message,
            used(how, Verdict::new(Wire::Breaking, Behaviour::Changed)),
        );
    }
    if old.not_in_future != new.not_in_future && !is_inherited(&|one, other| one.not_in_future == other.not_in_future) {
        let (message, verdict) = match new.not_in_future {
            true => ("the time may no longer lie ahead", Verdict::new(Wire::Breaking, Behaviour::Tightened)),
            false => ("the time may lie ahead", Verdict::new(Wire::Compatible, Behaviour::Relaxed)),
        };
        let verdict = if how.sent { verdict } else { Verdict::WORDS };
        cx.report(NOT_IN_FUTURE_CHANGED, &spot.key("not_in_future"), format!("{message}{suffix}"), verdict);
    }
    sentinels(cx, &spot.key("sentinels"), how, (old, new), base, suffix);
}

fn sentinels(
    cx: &mut Context<'_>,
    spot: &Spot,
    how: Use,
    (old, new): (&Schema, &Schema),
    base: (Option<&Schema>, Option<&Schema>),
    suffix: &str,
) {
    fn of(schema: &Schema, value: i64) -> Option<&Sentinel> {
        schema.sentinels.iter().find(|sentinel| sentinel.value == value)
    }
    let values: std::collections::BTreeSet<i64> =
        old.sentinels.iter().chain(&new.sentinels).map(|sentinel| sentinel.value).collect();
    for value in values {
        let (before, after) = (of(old, value), of(new, value));
        let inherits = |schema: Option<&Schema>, one: Option<&Sentinel>| schema.is_some_and(|it| of(it, value) == one);
        if before == after || (inherits(base.0, before) && inherits(base.1, after)) {
            continue;
        }
        let spot = spot.key(&value.to_string());
        match (before, after) {
            (None, Some(sentinel)) => {
                let sent = Verdict::new(Wire::Compatible, Behaviour::Relaxed);
                let verdict = if how.sent { sent } else { used(how, Verdict::new(Wire::Compatible, Behaviour::Same)) };
                let message = format!("`{value}` now stands for {}{suffix}", quoted(&sentinel.doc));
                cx.report(SENTINEL_ADDED, &spot.added(), message, verdict);
            }
            (Some(sentinel), None) => {
                let sent = Verdict::new(Wire::Breaking, Behaviour::Tightened);
                let verdict = if how.sent { sent } else { used(how, Verdict::new(Wire::Compatible, Behaviour::Same)) };
                let message = format!("`{value}` no longer stands for {}{suffix}", quoted(&sentinel.doc));
                cx.report(SENTINEL_REMOVED, &spot.removed(), message, verdict);
            }
            (Some(before), Some(after)) => {
                let message = format!(
                    "what `{value}` stands for changed from {} to {}{suffix}",
                    quoted(&before.doc),
                    quoted(&after.doc)
                );
                cx.report(DESCRIPTION_CHANGED, &spot, message, Verdict::WORDS);
            }
            (None, None) => {}
        }
    }
}

/// `verdict`, if anybody uses it.
pub(super) fn used(how: Use, verdict: Verdict) -> Verdict {
    if how.sent || how.received { verdict } else { Verdict::WORDS }
}

/// The type that a value is of, if the spec names it.
pub(super) fn base<'a>(spec: &'a Spec, schema: &Schema) -> Option<&'a Schema> {
    spec.types.get(schema.named.as_ref()?).map(|named| &named.schema)
}

/// What Rust makes of a value, as far as it shows where it is used.
pub(super) fn shape(schema: &Schema) -> String {
    match (&schema.ty, &schema.enumeration) {
        (Type::Text | Type::Int(_), Some(name)) => name.clone(),
        (Type::List(item), _) => format!("list<{}>", shape(item)),
        (Type::Map { value, .. }, _) => format!("map<{}>", shape(value)),
        (Type::Json { value, .. }, _) => format!("json<{}>", shape(value)),
        (ty, _) => ty.to_string(),
    }
}

/// What it means on the wire that a value is something else. Limits count where they can be compared.
pub(super) fn type_verdict(cx: &Context<'_>, how: Use, old: &Schema, new: &Schema) -> Verdict {
    let (sent, received) = match relation(&old.ty, &new.ty) {
        Relation::Same => (Verdict::WORDS, Verdict::WORDS),
        Relation::Wider => {
            (Verdict::new(Wire::Compatible, Behaviour::Relaxed), Verdict::new(Wire::Breaking, Behaviour::Changed))
        }
        Relation::Narrower => {
            (Verdict::new(Wire::Breaking, Behaviour::Tightened), Verdict::new(Wire::Compatible, Behaviour::Same))
        }
        Relation::Other => {
            let verdict = Verdict::new(Wire::Breaking, Behaviour::Changed);
            return used(how, verdict);
        }
    };
    let mut verdict = Verdict::WORDS;
    if how.sent {
        verdict = verdict.and(sent);
    }
    if how.received {
        verdict = verdict.and(received);
    }
    verdict.and(limits_verdict(cx, how, old, new))
}

/// The limits of a value, and of what it holds.
fn limits_verdict(cx: &Context<'_>, how: Use, old: &Schema, new: &Schema) -> Verdict {
    let changes = limits::changes(cx, &old.limits, &new.limits, |_, _| false);
    let own = changes.iter().map(|change| change.verdict(how));
    let held = held(old, new).into_iter().map(|(_, old, new)| limits_verdict(cx, how, old, new));
    own.chain(held).fold(Verdict::WORDS, Verdict::and)
}

/// What differs between the limits of a value that is of another type now, and of what it holds: to follow a message.
pub(super) fn limits_told(cx: &Context<'_>, old: &Schema, new: &Schema) -> String {
    told(cx, "", old, new)
}

fn told(cx: &Context<'_>, of: &str, old: &Schema, new: &Schema) -> String {
    let mut told = String::new();
    if old.ty == new.ty {
        for change in limits::changes(cx, &old.limits, &new.limits, |_, _| false) {
            told.push_str(&format!("; {of}{}", change.message));
        }
    }
    for (what, old, new) in held(old, new) {
        told.push_str(&self::told(cx, &format!("{of}{what}: "), old, new));
    }
    told
}

/// What two values hold, if it is the same kind of thing.
fn held<'a>(old: &'a Schema, new: &'a Schema) -> Vec<(&'static str, &'a Schema, &'a Schema)> {
    match (&old.ty, &new.ty) {
        (Type::List(old), Type::List(new)) => vec![("each item", old, new)],
        (Type::Map { key: old_key, value: old }, Type::Map { key: new_key, value: new }) => {
            vec![("each key", old_key, new_key), ("each value", old, new)]
        }
        (Type::Json { value: old, .. }, Type::Json { value: new, .. }) => vec![("what it holds", old, new)],
        _ => Vec::new(),
    }
}

/// What a new type is to the old one, on the wire.
enum Relation {
    Same,
    Wider,
    Narrower,
    Other,
}

fn relation(old: &Type, new: &Type) -> Relation {
    match (old, new) {
        (Type::Int(old), Type::Int(new)) => {
            let ((old_min, old_max), (new_min, new_max)) = (old.range(), new.range());
            match (new_min <= old_min && new_max >= old_max, new_min >= old_min && new_max <= old_max) {
                (true, true) => Relation::Same,
                (true, false) => Relation::Wider,
                (false, true) => Relation::Narrower,
                (false, false) => Relation::Other,
            }
        }
        (Type::List(old), Type::List(new)) => relation(&old.ty, &new.ty),
        (Type::Map { value: old, .. }, Type::Map { value: new, .. }) => relation(&old.ty, &new.ty),
        (Type::Json { value: old, url_encoded: one }, Type::Json { value: new, url_encoded: other })
            if one == other =>
        {
            relation(&old.ty, &new.ty)
        }
        (old, new) if old == new => Relation::Same,
        _ => Relation::Other,
    }
}
