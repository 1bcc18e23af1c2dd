//! Named types: scalars, enumerations, flags, structs and unions, each change of them once.

use super::context::{Context, Spot, Verdict, plain};
use super::fields::{self, List};
use super::renames::Renames;
use super::rules::*;
use super::uses::Use;
use super::{Behaviour, Rust, Wire, between, disputes, enumerations, limits, references, schemas};
use crate::emit::Of;
use std::collections::BTreeSet;
use zim_spec::diagnostic::quoted;
use zim_spec::load::Home;
use zim_spec::model::{NamedType, Schema, Spec, Type, Union, Variant};

/// Reports what differs between the types of both specs.
pub(super) fn types(cx: &mut Context<'_>, renames: &Renames) {
    let (old, new) = (cx.old, cx.new);
    let names: BTreeSet<&String> = old.types.keys().chain(new.types.keys()).collect();
    for name in names {
        let home = Home::Type(name.clone());
        let spot = Spot::of(format!("type {}", plain(name)), &home);
        match (old.types.get(name), new.types.get(name)) {
            (Some(old), Some(new)) => {
                if let Some(before) = renames.old_type(name) {
                    let rust = match cx.is_in_rust(&home) {
                        true if zim_spec::naming::pascal_case(before) != zim_spec::naming::pascal_case(name) => {
                            Rust::Breaking
                        }
                        _ => Rust::Same,
                    };
                    let message = format!("renamed from {} to {}", quoted(before), quoted(name));
                    cx.report(TYPE_RENAMED, &spot, message, Verdict::WORDS.rust(rust));
                }
                named(cx, &home, &spot, old, new);
            }
            (None, _) => {
                let verdict = Verdict::WORDS.rust(whole(cx, &home));
                cx.report(TYPE_ADDED, &spot.added(), "type added", verdict);
            }
            (_, None) => {
                let verdict = Verdict::WORDS.rust(whole(cx, &home));
                cx.report(TYPE_REMOVED, &spot.removed(), "type removed", verdict);
            }
        }
    }
}

/// What it is in Rust that a type is there or no longer there, with all that belongs to it.
fn whole(cx: &mut Context<'_>, home: &Home) -> Rust {
    let rust = cx.rust(home, Of::Itself);
    cx.tell_all(home);
    rust
}

fn named(cx: &mut Context<'_>, home: &Home, spot: &Spot, old: &NamedType, new: &NamedType) {
    let how = cx.use_of(&new.name);
    let suffix = cx.users(&new.name);
    if old.doc != new.doc {
        cx.report(DESCRIPTION_CHANGED, &spot.key("doc"), "description changed", Verdict::WORDS);
    }
    disputes(cx, spot, &old.disputed, &new.disputed);
    let (before, after) = (kind(old), kind(new));
    if before != after {
        cx.tell_all(home);
        let message = format!("was {before} and is {after}{suffix}");
        let verdict = schemas::used(how, Verdict::new(Wire::Breaking, Behaviour::Changed));
        // What nobody uses is nothing in Rust.
        let rust = if verdict == Verdict::WORDS { Rust::Same } else { Rust::Breaking };
        cx.report(TYPE_KIND_CHANGED, spot, message, verdict.rust(rust));
        return;
    }
    if let (Some(old), Some(new)) = (&old.union, &new.union) {
        return union(cx, home, spot, how, (old, new), &suffix);
    }
    if is_struct(new) {
        return structure(cx, home, spot, how, old, new);
    }
    enumerations::numbers(cx, home, spot, how, old, new);
    enumerations::texts(cx, home, spot, how, old, new);
    scalar(cx, home, spot, how, (old, new), &suffix);
}

/// The type behind a name, its limits, and what is said of it; those that come from its values are left out.
fn scalar(
    cx: &mut Context<'_>,
    home: &Home,
    spot: &Spot,
    how: Use,
    (old, new): (&NamedType, &NamedType),
    suffix: &str,
) {
    let (before, after) = (stripped(old), stripped(new));
    let types = (before.to_string(), after.to_string());
    if types.0 != types.1 {
        let mut rust = cx.rust(home, Of::Itself);
        if schemas::shape(&before) != schemas::shape(&after) && (how.sent || how.received) {
            // Whatever has a value of it has another type of field now.
            rust = Rust::Breaking;
        }
        let verdict = schemas::type_verdict(cx, how, &before, &after).rust(rust);
        let limits = schemas::limits_told(cx, &before, &after);
        let message = format!("type changed from {} to {}{limits}{suffix}", quoted(&types.0), quoted(&types.1));
        cx.report(TYPE_CHANGED, &spot.key("type"), message, verdict);
        schemas::stated(cx, spot, how, (&before, &after), (None, None), suffix);
        return;
    }
    let base = (schemas::base(cx.old, &before).cloned(), schemas::base(cx.new, &after).cloned());
    let base = (base.0.as_ref(), base.1.as_ref());
    limits::limits(cx, spot, how, (&before, &after), base, ("", suffix));
    schemas::stated(cx, spot, how, (&before, &after), base, suffix);
}

/// The schema of a type without its own name and the limit that its values are.
fn stripped(named: &NamedType) -> Schema {
    let mut schema = named.schema.clone();
    if schema.named.as_deref() == Some(&named.name) {
        schema.named = None;
    }
    if schema.enumeration.as_deref() == Some(&named.name) {
        schema.enumeration = None;
    }
    if named.values.is_some() || named.texts.is_some() {
        schema.limits.retain(|limit| !matches!(limit.kind.key(), "one_of" | "flags"));
    }
    schema
}

fn structure(cx: &mut Context<'_>, home: &Home, spot: &Spot, how: Use, old: &NamedType, new: &NamedType) {
    let codes = usual_codes(cx.old, cx.new);
    let list = List { home, spot: Spot { subject: plain(&new.name), ..spot.key("fields") }, noun: "field", how, codes };
    let renamed = Renames::of_names(fields::renamed(&old.fields, &new.fields));
    let mut before = old.clone();
    references::in_limits(&cx.field_renames, &mut before.fields);
    renamed.in_fields(&mut before.fields);
    renamed.in_rules(&mut before.rules);
    fields::fields(cx, &list, &before.fields, &new.fields);
    between::rules(cx, &spot.key("rules"), how, &before.rules, &new.rules);
}

fn union(cx: &mut Context<'_>, home: &Home, spot: &Spot, how: Use, (old, new): (&Union, &Union), suffix: &str) {
    if old.by != new.by {
        let message = format!("variant told by {}, no longer by {}{suffix}", quoted(&new.by), quoted(&old.by));
        let verdict = schemas::used(how, Verdict::new(Wire::Breaking, Behaviour::Changed));
        cx.report(UNION_BY_CHANGED, &spot.key("by"), message, verdict);
    }
    let spot = spot.key("variants");
    let position = |variant: &Variant| old.variants.iter().position(|it| it.selector == variant.selector);
    if !new.variants.iter().filter_map(position).is_sorted() {
        cx.report(ORDER_CHANGED, &spot, "order of the variants changed", Verdict::WORDS);
    }
    let selectors: Vec<i64> = new.variants.iter().map(|variant| variant.selector).collect();
    let gone = old.variants.iter().map(|variant| variant.selector).filter(|selector| new.variant(*selector).is_none());
    for selector in selectors.iter().copied().chain(gone) {
        let of = Of::Value(selector.to_string());
        match (old.variant(selector), new.variant(selector)) {
            (Some(old), Some(new)) => {
                let spot = spot.keys(&old.name, &new.name).about(&format!("variant {}", quoted(&new.name)));
                let (before, after) = (old.schema.to_string(), new.schema.to_string());
                let is_same = schemas::shape(&old.schema) == schemas::shape(&new.schema);
                let rust = if is_same { Rust::Same } else { cx.rust(home, of) };
                if before == after {
                    schemas::values(cx, &spot, how, &old.schema, &new.schema);
                    continue;
                }
                let message = format!("type changed from {} to {}{suffix}", quoted(&before), quoted(&after));
                let verdict = schemas::type_verdict(cx, how, &old.schema, &new.schema).rust(rust);
                cx.report(VARIANT_TYPE_CHANGED, &spot, message, verdict);
            }
            (None, Some(variant)) => {
                let rust = cx.rust(home, of);
                let spot = spot.key(&variant.name).about(&format!("variant {}", quoted(&variant.name))).added();
                let sent = Verdict::new(Wire::Compatible, Behaviour::Relaxed);
                // What came as unknown text has a variant now.
                let received = Verdict::new(Wire::Compatible, Behaviour::Changed);
                let verdict = if how.received { received } else { schemas::used(how, sent) };
                cx.report(VARIANT_ADDED, &spot, format!("variant added{suffix}"), verdict.rust(rust));
            }
            (Some(variant), None) => {
                let rust = cx.rust(home, of);
                let spot = spot.key(&variant.name).about(&format!("variant {}", quoted(&variant.name))).removed();
                let sent = Verdict::new(Wire::Breaking, Behaviour::Tightened);
                let received = Verdict::new(Wire::Compatible, Behaviour::Changed);
                let verdict = if how.received { received } else { schemas::used(how, sent) };
                cx.report(VARIANT_REMOVED, &spot, format!("variant removed{suffix}"), verdict.rust(rust));
            }
            (None, None) => {}
        }
    }
}

/// The codes that a broken limit has if nothing else is said.
pub(super) fn usual_codes(old: &Spec, new: &Spec) -> (i64, i64) {
    (old.service.refusals.parameter, new.service.refusals.parameter)
}

fn is_struct(named: &NamedType) -> bool {
    named.schema.ty == Type::Struct(named.name.clone())
}

/// What a type is, with its article.
fn kind(named: &NamedType) -> &'static str {
    match (&named.values, &named.texts, &named.union) {
        (Some(values), ..) if values.flags => "flags",
        (Some(_), ..) => "an enumeration of numbers",
        (_, Some(_), _) => "an enumeration of texts",
        (_, _, Some(_)) => "a union",
        _ if is_struct(named) => "a struct",
        _ => "a value",
    }
}
