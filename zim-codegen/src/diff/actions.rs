//! Actions: what comes, goes, moves, and what differs in one.

use super::context::{Context, Spot, Verdict, plain};
use super::fields::{self, List};
use super::renames::Renames;
use super::rules::*;
use super::uses::Use;
use super::{Behaviour, Rust, Wire, between, codes, disputes, rates, service, source};
use crate::emit::Of;
use std::collections::BTreeMap;
use zim_spec::diagnostic::quoted;
use zim_spec::load::Home;
use zim_spec::model::{Action, Carrier};

/// Reports what differs between the actions of both specs.
pub(super) fn actions(cx: &mut Context<'_>) {
    let (old, new) = (cx.old, cx.new);
    let before: BTreeMap<&str, &Action> = old.actions.iter().map(|action| (action.name.as_str(), action)).collect();
    let after: BTreeMap<&str, &Action> = new.actions.iter().map(|action| (action.name.as_str(), action)).collect();
    for new in &new.actions {
        let home = Home::Action(new.name.clone());
        let spot = Spot::of(plain(&new.name), &home);
        match before.get(new.name.as_str()) {
            Some(old) => action(cx, &home, &spot, old, new),
            None => {
                cx.tell_all(&home);
                let message = format!("action added to group {}", quoted(&new.group));
                let verdict = Verdict::new(Wire::Compatible, Behaviour::Same).rust(Rust::Compatible);
                cx.report(ACTION_ADDED, &spot.added(), message, verdict);
            }
        }
    }
    for old in old.actions.iter().filter(|old| !after.contains_key(old.name.as_str())) {
        let home = Home::Action(old.name.clone());
        cx.tell_all(&home);
        let message = format!("action removed from group {}", quoted(&old.group));
        let verdict = Verdict::new(Wire::Breaking, Behaviour::Changed).rust(Rust::Breaking);
        cx.report(ACTION_REMOVED, &Spot::of(plain(&old.name), &home).removed(), message, verdict);
    }
}

fn action(cx: &mut Context<'_>, home: &Home, spot: &Spot, old: &Action, new: &Action) {
    let params = Renames::of_names(fields::renamed(&old.params, &new.params));
    let reply = Renames::of_names(fields::renamed(&old.reply, &new.reply));
    let mut before = old.clone();
    params.in_action(&reply, &cx.field_renames, cx.old, &mut before);
    let old = &before;
    place(cx, home, spot, old, new);
    words(cx, spot, old, new);
    traffic(cx, spot, old, new);
    rates::rates(cx, &spot.key("rate_limit"), &old.rate_limits, &new.rate_limits);
    let codes = super::types::usual_codes(cx.old, cx.new);
    let list = List { home, spot: spot.key("params"), noun: "parameter", how: Use::SENT, codes };
    fields::fields(cx, &list, &old.params, &new.params);
    between::rules(cx, &spot.key("rules"), Use::SENT, &old.rules, &new.rules);
    self::reply(cx, home, spot, old, new);
    super::batches::items(cx, home, spot, old, new);
    super::batches::paging(cx, home, spot, old, new);
    codes::listed(cx, spot, home, old, new);
    state(cx, spot, old, new);
}

fn place(cx: &mut Context<'_>, home: &Home, spot: &Spot, old: &Action, new: &Action) {
    if old.group != new.group {
        let message = format!("moved from group {} to {}", quoted(&old.group), quoted(&new.group));
        cx.report(ACTION_MOVED, spot, message, Verdict::WORDS.rust(Rust::Breaking));
    } else if old.file != new.file {
        let message = format!("moved from file {} to {}", quoted(&old.file), quoted(&new.file));
        cx.report(FILE_MOVED, spot, message, Verdict::WORDS);
    }
    // What is left of it is the reply, which `reply` tells.
    cx.rust(home, Of::Itself);
}

fn words(cx: &mut Context<'_>, spot: &Spot, old: &Action, new: &Action) {
    if old.summary != new.summary {
        cx.report(DESCRIPTION_CHANGED, &spot.key("summary"), "summary changed", Verdict::WORDS);
    }
    if old.doc != new.doc {
        cx.report(DESCRIPTION_CHANGED, &spot.key("doc"), "description changed", Verdict::WORDS);
    }
    if old.notifies != new.notifies {
        let shown = |event: &Option<String>| event.as_deref().map_or_else(|| "nothing".to_owned(), quoted);
        let message = format!("clients hear {} of it, no longer {}", shown(&new.notifies), shown(&old.notifies));
        cx.report(NOTIFIES_CHANGED, &spot.key("notifies"), message, Verdict::WORDS);
    }
    source(cx, spot, &old.source, &new.source);
    disputes(cx, spot, &old.disputed, &new.disputed);
}

/// Where the request goes, and how.
fn traffic(cx: &mut Context<'_>, spot: &Spot, old: &Action, new: &Action) {
    let breaking = Verdict::new(Wire::Breaking, Behaviour::Changed);
    let carrier = |carrier: Carrier| match carrier {
        Carrier::Query => "the query",
        Carrier::Body => "a JSON body",
    };
    let moves = format!("parameters travel in {}, no longer in {}", carrier(new.carrier), carrier(old.carrier));
    if old.method != new.method {
        let mut message = format!("method changed from {} to {}", old.method.as_str(), new.method.as_str());
        if old.carrier != new.carrier {
            message.push_str(&format!("; {moves}"));
        }
        cx.report(METHOD_CHANGED, &spot.key("method"), message, breaking);
    } else if old.carrier != new.carrier {
        cx.report(CARRIER_CHANGED, &spot.key("in"), moves, breaking);
    }
    if old.host != new.host {
        let shown = |host: &Option<String>| host.as_deref().map_or_else(|| "the service's".to_owned(), quoted);
        let message = format!("host changed from {} to {}", shown(&old.host), shown(&new.host));
        cx.report(HOST_CHANGED, &spot.key("host"), message, breaking);
    }
    if old.repeatable != new.repeatable {
        let message = if new.repeatable { "may be sent again" } else { "may no longer be sent again" };
        let message = format!("{message} where it is not known whether it arrived");
        let verdict = Verdict::new(Wire::Same, Behaviour::Changed);
        cx.report(REPEATABLE_CHANGED, &spot.key("repeatable"), message, verdict);
    }
}

fn reply(cx: &mut Context<'_>, home: &Home, spot: &Spot, old: &Action, new: &Action) {
    if old.envelope != new.envelope {
        let before = old.envelope.as_ref().unwrap_or(&cx.old.service.envelope).clone();
        let after = new.envelope.as_ref().unwrap_or(&cx.new.service.envelope).clone();
        let had_its_own = !old.reply.is_empty() || old.envelope.is_some();
        let has_its_own = !new.reply.is_empty() || new.envelope.is_some();
        let rust = if had_its_own && has_its_own {
            cx.rust(home, Of::Envelope)
        } else {
            // `service::Ack` in the one, a type of the action's own in the other.
            cx.tell(home, |of| *of == Of::Envelope);
            Rust::Breaking
        };
        let names = service::envelope_names(&before).join(", ");
        let message = format!(
            "fields of the envelope changed from {} to {}",
            quoted(&names),
            quoted(&service::envelope_names(&after).join(", "))
        );
        let verdict = Verdict::new(Wire::Breaking, Behaviour::Changed).rust(rust);
        cx.report(ENVELOPE_CHANGED, &spot.key("envelope"), message, verdict);
    } else if new.reply.is_empty() != old.reply.is_empty() {
        // The envelope stays, perhaps in a type of the action's own now, or no longer in one.
        cx.tell(home, |of| *of == Of::Envelope);
    }
    let list = List { home, spot: spot.key("reply"), noun: "reply field", how: Use::RECEIVED, codes: (0, 0) };
    let found = cx.changes.len();
    fields::fields(cx, &list, &old.reply, &new.reply);
    // A reply that says nothing of its own is the type that all such replies are.
    if old.reply.is_empty() && !new.reply.is_empty() && old.envelope.is_none() && new.envelope.is_none() {
        let first = cx.changes.iter_mut().skip(found).find(|change| change.rule.id == FIELD_ADDED.id);
        if let Some(first) = first {
            first.rust = Rust::Breaking;
            first.message.push_str("; the reply is no longer `service::Ack`");
        }
    }
}

/// What the sandbox makes of it.
fn state(cx: &mut Context<'_>, spot: &Spot, old: &Action, new: &Action) {
    if old.preconditions != new.preconditions {
        let spot = spot.key("preconditions");
        let at = old.preconditions.iter().zip(&new.preconditions).position(|(old, new)| old != new);
        let at = at.unwrap_or_else(|| old.preconditions.len().min(new.preconditions.len()));
        let message = "what must be true for it to succeed changed, in the sandbox";
        cx.report(PRECONDITION_CHANGED, &spot.items(at, at), message, Verdict::WORDS);
    }
    if old.effects != new.effects {
        let spot = spot.key("effects");
        let at = old.effects.iter().zip(&new.effects).position(|(old, new)| old != new);
        let at = at.unwrap_or_else(|| old.effects.len().min(new.effects.len()));
        let message = "what it changes when it succeeds changed, in the sandbox";
        cx.report(EFFECT_CHANGED, &spot.items(at, at), message, Verdict::WORDS);
    }
    if old.answers != new.answers {
        let message = "what it answers of what is known changed, in the sandbox";
        cx.report(STATE_ANSWER_CHANGED, &spot.key("answers"), message, Verdict::WORDS);
    }
    if old.notifications != new.notifications {
        let message = "which callbacks it causes, or what they say, changed in the sandbox";
        cx.report(NOTIFIES_CHANGED, &spot.key("notifies"), message, Verdict::WORDS);
    }
}
