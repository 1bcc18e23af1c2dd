//! Values of enumerations and flags.

use super::align::{Pair, align, is_in_order};
use super::context::{Context, Spot, Verdict};
use super::rules::*;
use super::uses::Use;
use super::{Behaviour, Wire, schemas};
use crate::emit::Of;
use zim_spec::diagnostic::quoted;
use zim_spec::load::Home;
use zim_spec::model::{EnumValue, NamedType, TextValue};

/// One value.
struct Value<'a> {
    /// Of numbers the number, of texts the text.
    wire: String,
    name: &'a str,
    doc: &'a str,
}

/// Everything about an enumeration.
struct Enumeration<'a> {
    home: &'a Home,
    spot: &'a Spot,
    how: Use,
    /// What a value is called.
    noun: &'static str,
    key: &'static str,
    /// Whether further values were allowed, and whether they are.
    open: (bool, bool),
    suffix: String,
}

/// Reports what differs between the values of two enumerations of numbers, or the bits of flags.
pub(super) fn numbers(cx: &mut Context<'_>, home: &Home, spot: &Spot, how: Use, old: &NamedType, new: &NamedType) {
    let (Some(before), Some(after)) = (&old.values, &new.values) else { return };
    let (noun, key) = if after.flags { ("bit", "flags") } else { ("value", "values") };
    let suffix = cx.users(&new.name);
    let all = Enumeration { home, spot, how, noun, key, open: (before.open, after.open), suffix };
    let (before, after): (Vec<_>, Vec<_>) =
        (before.values.iter().map(numbered).collect(), after.values.iter().map(numbered).collect());
    compare(cx, &all, &before, &after);
}

fn numbered(value: &EnumValue) -> Value<'_> {
    Value { wire: value.number.to_string(), name: &value.name, doc: &value.doc }
}

fn worded(value: &TextValue) -> Value<'_> {
    Value { wire: value.text.clone(), name: &value.name, doc: &value.doc }
}

/// Reports what differs between the values of two enumerations of texts.
pub(super) fn texts(cx: &mut Context<'_>, home: &Home, spot: &Spot, how: Use, old: &NamedType, new: &NamedType) {
    let (Some(before), Some(after)) = (&old.texts, &new.texts) else { return };
    let suffix = cx.users(&new.name);
    let all = Enumeration { home, spot, how, noun: "value", key: "values", open: (before.open, after.open), suffix };
    let (before, after): (Vec<_>, Vec<_>) =
        (before.values.iter().map(worded).collect(), after.values.iter().map(worded).collect());
    compare(cx, &all, &before, &after);
}

fn compare(cx: &mut Context<'_>, all: &Enumeration<'_>, old: &[Value<'_>], new: &[Value<'_>]) {
    let Enumeration { spot, how, open, .. } = all;
    if open.0 != open.1 {
        let (rule, message, sent) = match open.1 {
            true => (ENUM_OPENED, "takes further values", Verdict::new(Wire::Compatible, Behaviour::Relaxed)),
            false => (ENUM_CLOSED, "takes no further values", Verdict::new(Wire::Breaking, Behaviour::Tightened)),
        };
        let received = schemas::used(*how, Verdict::new(Wire::Compatible, Behaviour::Same));
        let verdict = if how.sent { sent } else { received };
        cx.report(rule, &spot.key("open"), format!("{message}{}", all.suffix), verdict);
    }
    let pairs = align(old, new, |value| value.wire.clone(), |old, new| old.name == new.name);
    if !is_in_order(&pairs, |_, _| true) {
        // Variants are ordered as the spec has them.
        let rust = Verdict::new(Wire::Same, if all.noun == "bit" { Behaviour::Same } else { Behaviour::Changed });
        let verdict = schemas::used(*how, rust);
        cx.report(ENUM_REORDERED, &spot.key(all.key), format!("order of the {}s changed", all.noun), verdict);
    }
    for pair in pairs {
        match pair {
            Pair::Both(before, after) => {
                if let (Some(old), Some(new)) = (old.get(before), new.get(after)) {
                    both(cx, all, old, new);
                }
            }
            Pair::Added(at) => new.get(at).into_iter().for_each(|new| added(cx, all, new)),
            Pair::Removed(at) => old.get(at).into_iter().for_each(|old| removed(cx, all, old)),
        }
    }
}

fn at(all: &Enumeration<'_>, old: &str, new: &str) -> Spot {
    all.spot.key(all.key).keys(old, new).about(&format!("{} {}", all.noun, quoted(new)))
}

fn both(cx: &mut Context<'_>, all: &Enumeration<'_>, old: &Value<'_>, new: &Value<'_>) {
    let spot = at(all, &old.wire, &new.wire);
    let rust = cx.rust_of(all.home, Of::Value(old.wire.clone()), Of::Value(new.wire.clone()));
    if old.wire != new.wire {
        let message =
            format!("{} changed from {} to {}{}", quoted(new.name), quoted(&old.wire), quoted(&new.wire), all.suffix);
        let verdict = schemas::used(all.how, Verdict::new(Wire::Breaking, Behaviour::Changed)).rust(rust);
        cx.report(ENUM_VALUE_RENUMBERED, &spot, message, verdict);
    } else if old.name != new.name {
        let Home::Type(name) = all.home else { return };
        let unions: Vec<&String> = cx
            .new
            .types
            .values()
            .filter(|it| it.union.as_ref().is_some_and(|it| it.by == *name))
            .map(|it| &it.name)
            .collect();
        let mut rust = rust;
        for union in unions {
            rust = rust.max(cx.rust(&Home::Type(union.clone()), Of::Value(new.wire.clone())));
        }
        let message = format!("renamed from {} to {}{}", quoted(old.name), quoted(new.name), all.suffix);
        cx.report(ENUM_VALUE_RENAMED, &spot.key("name"), message, Verdict::WORDS.rust(rust));
    }
    if old.doc != new.doc {
        cx.report(DESCRIPTION_CHANGED, &spot.key("doc"), "description changed", Verdict::WORDS);
    }
}

fn added(cx: &mut Context<'_>, all: &Enumeration<'_>, new: &Value<'_>) {
    let spot = at(all, &new.wire, &new.wire).added();
    let rust = cx.rust(all.home, Of::Value(new.wire.clone()));
    let sent = match all.open.0 {
        true => Verdict::new(Wire::Compatible, Behaviour::Same),
        false => Verdict::new(Wire::Compatible, Behaviour::Relaxed),
    };
    // What came as a number of its own comes under a name.
    let received = Verdict::new(Wire::Compatible, Behaviour::Changed);
    let message = format!("{} {} added{}", all.noun, quoted(new.name), all.suffix);
    let rule = if is_only_received(all) { ENUM_VALUE_ADDED_IN_REPLY } else { ENUM_VALUE_ADDED_IN_REQUEST };
    cx.report(rule, &spot, message, judge(all, sent, received).rust(rust));
}

fn removed(cx: &mut Context<'_>, all: &Enumeration<'_>, old: &Value<'_>) {
    let spot = at(all, &old.wire, &old.wire).removed();
    let rust = cx.rust(all.home, Of::Value(old.wire.clone()));
    let sent = match all.open.1 {
        true => Verdict::new(Wire::Compatible, Behaviour::Same),
        false => Verdict::new(Wire::Breaking, Behaviour::Tightened),
    };
    let received = Verdict::new(Wire::Compatible, Behaviour::Changed);
    let message = format!("{} {} removed{}", all.noun, quoted(old.name), all.suffix);
    let rule = if is_only_received(all) { ENUM_VALUE_REMOVED_IN_REPLY } else { ENUM_VALUE_REMOVED_IN_REQUEST };
    cx.report(rule, &spot, message, judge(all, sent, received).rust(rust));
}

fn is_only_received(all: &Enumeration<'_>) -> bool {
    all.how.received && !all.how.sent
}

fn judge(all: &Enumeration<'_>, sent: Verdict, received: Verdict) -> Verdict {
    match (all.how.sent, all.how.received) {
        (true, true) => sent.and(received),
        (true, false) => sent,
        (false, true) => received,
        (false, false) => Verdict::WORDS,
    }
}
