//! Callbacks: what comes and goes, and what differs in one.

use super::context::{Context, Spot, Verdict, plain};
use super::fields::{self, List};
use super::renames::Renames;
use super::rules::*;
use super::uses::Use;
use super::{Behaviour, Rust, Wire, disputes, source};
use crate::emit::Of;
use std::collections::BTreeMap;
use zim_spec::diagnostic::quoted;
use zim_spec::load::Home;
use zim_spec::model::Callback;

/// Reports what differs between the callbacks of both specs.
pub(super) fn callbacks(cx: &mut Context<'_>) {
    let (old, new) = (cx.old, cx.new);
    let before: BTreeMap<&str, &Callback> = old.callbacks.iter().map(|it| (it.name.as_str(), it)).collect();
    let after: BTreeMap<&str, &Callback> = new.callbacks.iter().map(|it| (it.name.as_str(), it)).collect();
    let spot = |callback: &Callback, home: &Home| Spot::of(format!("callback {}", plain(&callback.name)), home);
    for new in &new.callbacks {
        let home = Home::Callback(new.name.clone());
        match before.get(new.name.as_str()) {
            Some(old) => callback(cx, &home, &spot(new, &home), old, new),
            None => {
                cx.tell_all(&home);
                // What came as unknown event has a variant now.
                let verdict = Verdict::new(Wire::Compatible, Behaviour::Changed).rust(Rust::Compatible);
                cx.report(CALLBACK_ADDED, &spot(new, &home).added(), "callback added", verdict);
            }
        }
    }
    for old in old.callbacks.iter().filter(|old| !after.contains_key(old.name.as_str())) {
        let home = Home::Callback(old.name.clone());
        cx.tell_all(&home);
        let verdict = Verdict::new(Wire::Compatible, Behaviour::Changed).rust(Rust::Breaking);
        cx.report(CALLBACK_REMOVED, &spot(old, &home).removed(), "callback removed", verdict);
    }
}

fn callback(cx: &mut Context<'_>, home: &Home, spot: &Spot, old: &Callback, new: &Callback) {
    cx.rust(home, Of::Itself);
    if old.file != new.file {
        let message = format!("moved from file {} to {}", quoted(&old.file), quoted(&new.file));
        cx.report(FILE_MOVED, spot, message, Verdict::WORDS);
    }
    if old.summary != new.summary {
        cx.report(DESCRIPTION_CHANGED, &spot.key("summary"), "summary changed", Verdict::WORDS);
    }
    if old.doc != new.doc {
        cx.report(DESCRIPTION_CHANGED, &spot.key("doc"), "description changed", Verdict::WORDS);
    }
    if old.retries_ms != new.retries_ms {
        let shown =
            |retries: &Option<Vec<u32>>| retries.as_ref().map_or_else(|| "the service's".to_owned(), |it| times(it));
        let message = format!("retries changed from {} to {}", shown(&old.retries_ms), shown(&new.retries_ms));
        cx.report(RETRIES_CHANGED, &spot.key("retries"), message, Verdict::new(Wire::Same, Behaviour::Changed));
    }
    if old.verdict != new.verdict {
        let message = "what its answer makes of the request changed, in the sandbox";
        cx.report(EFFECT_CHANGED, &spot.key("verdict"), message, Verdict::WORDS);
    }
    source(cx, spot, &old.source, &new.source);
    disputes(cx, spot, &old.disputed, &new.disputed);
    let list = List { home, spot: spot.key("fields"), noun: "field", how: Use::RECEIVED, codes: (0, 0) };
    fields::fields(cx, &list, &old.fields, &new.fields);
    answer(cx, home, &spot.key("reply"), old, new);
}

fn answer(cx: &mut Context<'_>, home: &Home, spot: &Spot, old: &Callback, new: &Callback) {
    let is_of_answer = |of: &Of| matches!(of, Of::Param(_) | Of::Answer);
    match (old.reply.is_empty(), new.reply.is_empty()) {
        (true, false) => {
            cx.tell(home, is_of_answer);
            let verdict = Verdict::new(Wire::Breaking, Behaviour::Changed).rust(Rust::Compatible);
            cx.report(ANSWER_ADDED, &spot.clone().added(), "an answer is expected", verdict);
        }
        (false, true) => {
            cx.tell(home, is_of_answer);
            let verdict = Verdict::new(Wire::Compatible, Behaviour::Changed).rust(Rust::Breaking);
            cx.report(ANSWER_REMOVED, &spot.clone().removed(), "no answer is expected any more", verdict);
        }
        _ => {
            let codes = super::types::usual_codes(cx.old, cx.new);
            let list = List { home, spot: spot.clone(), noun: "answer field", how: Use::SENT, codes };
            let renamed = Renames::of_names(fields::renamed(&old.reply, &new.reply));
            let mut before = old.reply.clone();
            renamed.in_fields(&mut before);
            fields::fields(cx, &list, &before, &new.reply);
            // That it needs nothing, and has a default, follows from what is told.
            cx.rust(home, Of::Answer);
        }
    }
}

/// `2s, 2.5s` as numbers of milliseconds.
pub(super) fn times(retries: &[u32]) -> String {
    let times: Vec<String> = retries.iter().map(|ms| format!("{ms} ms")).collect();
    quoted(&times.join(", "))
}
