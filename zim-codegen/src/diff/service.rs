//! What all actions share.

use super::align::{Pair, align, is_in_order};
use super::callbacks::times;
use super::context::{Context, Spot, Verdict};
use super::rules::*;
use super::{Behaviour, Wire, disputes, source};
use crate::emit::Of;
use std::collections::BTreeSet;
use zim_spec::diagnostic::quoted;
use zim_spec::load::Home;
use zim_spec::model::{Action, CallbackService, Envelope, Host, Refusals, Service};

/// Reports what differs between the services of both specs.
pub(super) fn service(cx: &mut Context<'_>) {
    let (old, new) = (&cx.old.service, &cx.new.service);
    let spot = Spot::of("service", &Home::Service);
    for (key, differs) in [("service", old.name != new.name), ("doc", old.doc != new.doc)] {
        if differs {
            let what = if key == "doc" { "description" } else { "name of the service" };
            cx.report(DESCRIPTION_CHANGED, &spot.key(key), format!("{what} changed"), Verdict::WORDS);
        }
    }
    source(cx, &spot, &old.source, &new.source);
    hosts(cx, &spot.key("hosts"), &old.hosts, &new.hosts);
    let names = ["action", "app_id", "nonce", "timestamp", "signature_version", "signature"];
    for ((key, old), new) in names.iter().zip(old.common.names()).zip(new.common.names()) {
        if old != new {
            let message = format!("common parameter renamed from {} to {}", quoted(old), quoted(new));
            let verdict = Verdict::new(Wire::Breaking, Behaviour::Same);
            cx.report(COMMON_PARAM_RENAMED, &spot.key("common").key(key), message, verdict);
        }
    }
    signing(cx, &spot.key("signing"), old, new);
    if old.query_lists != new.query_lists {
        let message = match new.query_lists {
            Some(_) => "how lists travel in a query is stated",
            None => "how lists travel in a query is no longer stated",
        };
        cx.report(QUERY_LISTS_CHANGED, &spot.key("query_lists"), message, Verdict::WORDS);
    }
    envelope(cx, &spot.key("envelope"), &old.envelope, &new.envelope);
    refusals(cx, &spot.key("refusals"), &old.refusals, &new.refusals);
    callbacks(cx, &spot.key("callbacks"), old.callbacks.as_ref(), new.callbacks.as_ref());
}

fn hosts(cx: &mut Context<'_>, spot: &Spot, old: &[Host], new: &[Host]) {
    let pairs = align(old, new, |host| host.region.clone(), |old, new| old.host == new.host && old.doc == new.doc);
    if let (Some(before), Some(after)) = (old.first(), new.first()) {
        let is_renamed = pairs.contains(&Pair::Both(0, 0));
        if !is_renamed {
            let message = format!("default changed from {} to {}", quoted(&before.region), quoted(&after.region));
            let spot = spot.keys(&before.region, &after.region);
            let verdict = Verdict::new(Wire::Same, Behaviour::Changed);
            cx.report(DEFAULT_REGION_CHANGED, &spot, message, verdict);
        } else if !is_in_order(&pairs, |_, _| true) {
            cx.report(ORDER_CHANGED, spot, "order of the regions changed", Verdict::WORDS);
        }
    }
    for pair in pairs {
        match pair {
            Pair::Both(before, after) => {
                if let (Some(old), Some(new)) = (old.get(before), new.get(after)) {
                    host(cx, spot, old, new);
                }
            }
            Pair::Added(at) => {
                let Some(new) = new.get(at) else { continue };
                let rust = cx.rust(&Home::Service, Of::Region(new.region.clone()));
                let spot = region(spot, &new.region, &new.region).added();
                let verdict = Verdict::new(Wire::Compatible, Behaviour::Same).rust(rust);
                cx.report(REGION_ADDED, &spot, format!("region added at {}", quoted(&new.host)), verdict);
            }
            Pair::Removed(at) => {
                let Some(old) = old.get(at) else { continue };
                let rust = cx.rust(&Home::Service, Of::Region(old.region.clone()));
                let spot = region(spot, &old.region, &old.region).removed();
                let verdict = Verdict::new(Wire::Breaking, Behaviour::Changed).rust(rust);
                cx.report(
                    REGION_REMOVED,
                    &spot,
                    format!("region removed, which was at {}", quoted(&old.host)),
                    verdict,
                );
            }
        }
    }
}

fn host(cx: &mut Context<'_>, spot: &Spot, old: &Host, new: &Host) {
    let spot = region(spot, &old.region, &new.region);
    let rust = cx.rust_of(&Home::Service, Of::Region(old.region.clone()), Of::Region(new.region.clone()));
    if old.region != new.region {
        let message = format!("region renamed from {} to {}", quoted(&old.region), quoted(&new.region));
        cx.report(REGION_RENAMED, &spot, message, Verdict::WORDS.rust(rust));
    }
    if old.host != new.host {
        let message = format!("host changed from {} to {}", quoted(&old.host), quoted(&new.host));
        let verdict = Verdict::new(Wire::Breaking, Behaviour::Changed);
        cx.report(REGION_HOST_CHANGED, &spot.key("host"), message, verdict);
    }
    if old.doc != new.doc {
        cx.report(DESCRIPTION_CHANGED, &spot.key("doc"), "description changed", Verdict::WORDS);
    }
}

fn region(spot: &Spot, old: &str, new: &str) -> Spot {
    spot.keys(old, new).about(&format!("region {}", quoted(new)))
}

fn signing(cx: &mut Context<'_>, spot: &Spot, old: &Service, new: &Service) {
    let (old, new) = (&old.signing, &new.signing);
    if old.version != new.version {
        let message = format!("version changed from {} to {}", quoted(&old.version), quoted(&new.version));
        let verdict = Verdict::new(Wire::Breaking, Behaviour::Changed);
        cx.report(SIGNING_VERSION_CHANGED, &spot.key("version"), message, verdict);
    }
    if old.window_seconds != new.window_seconds {
        let message = format!("window changed from {} s to {} s", old.window_seconds, new.window_seconds);
        let behaviour = match new.window_seconds > old.window_seconds {
            true => Behaviour::Relaxed,
            false => Behaviour::Tightened,
        };
        let verdict = Verdict::new(Wire::Same, behaviour);
        cx.report(SIGNING_WINDOW_CHANGED, &spot.key("window"), message, verdict);
    }
}

/// The names of the fields of an envelope.
pub(super) fn envelope_names(envelope: &Envelope) -> Vec<&str> {
    let names = [Some(&envelope.code), Some(&envelope.message), envelope.request_id.as_ref()];
    names.into_iter().flatten().map(String::as_str).collect()
}

fn envelope(cx: &mut Context<'_>, spot: &Spot, old: &Envelope, new: &Envelope) {
    if old == new {
        return;
    }
    let mut rust = cx.rust(&Home::Service, Of::Envelope);
    // Every reply has these fields, unless it says otherwise.
    let has_them = |action: &&Action| action.envelope.is_none() && !action.reply.is_empty();
    let before: BTreeSet<&str> = cx.old.actions.iter().filter(has_them).map(|action| action.name.as_str()).collect();
    for action in cx.new.actions.iter().filter(has_them).filter(|action| before.contains(action.name.as_str())) {
        rust = rust.max(cx.rust(&Home::Action(action.name.clone()), Of::Envelope));
    }
    let message = format!(
        "fields of every reply changed from {} to {}",
        quoted(&envelope_names(old).join(", ")),
        quoted(&envelope_names(new).join(", "))
    );
    cx.report(ENVELOPE_CHANGED, spot, message, Verdict::new(Wire::Breaking, Behaviour::Changed).rust(rust));
}

fn refusals(cx: &mut Context<'_>, spot: &Spot, old: &Refusals, new: &Refusals) {
    for ((key, old), (_, new)) in reasons(old).into_iter().zip(reasons(new)) {
        if old != new {
            let message = format!("code for `{key}` changed from {old} to {new}");
            cx.report(REFUSAL_CODE_CHANGED, &spot.key(key), message, Verdict::new(Wire::Same, Behaviour::Changed));
        }
    }
}

fn reasons(refusals: &Refusals) -> [(&'static str, i64); 17] {
    [
        ("host", refusals.host),
        ("app_id_format", refusals.app_id_format),
        ("app_id_unknown", refusals.app_id_unknown),
        ("timestamp_missing", refusals.timestamp_missing),
        ("timestamp_format", refusals.timestamp_format),
        ("signature_expired", refusals.signature_expired),
        ("signature_wrong", refusals.signature_wrong),
        ("action_missing", refusals.action_missing),
        ("action_unsupported", refusals.action_unsupported),
        ("nonce_missing", refusals.nonce_missing),
        ("signature_missing", refusals.signature_missing),
        ("signature_version_missing", refusals.signature_version_missing),
        ("signature_version_unsupported", refusals.signature_version_unsupported),
        ("body_unreadable", refusals.body_unreadable),
        ("parameter", refusals.parameter),
        ("rate_app", refusals.rate_app),
        ("rate_scoped", refusals.rate_scoped),
    ]
}

fn callbacks(cx: &mut Context<'_>, spot: &Spot, old: Option<&CallbackService>, new: Option<&CallbackService>) {
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (None, Some(_)) => {
            // What is in Rust follows from the callbacks themselves.
            let verdict = Verdict::new(Wire::Compatible, Behaviour::Same);
            return cx.report(CALLBACK_SERVICE_ADDED, &spot.clone().added(), "the service has callbacks", verdict);
        }
        (Some(_), None) => {
            let verdict = Verdict::new(Wire::Compatible, Behaviour::Changed);
            let message = "the service has no callbacks any more";
            return cx.report(CALLBACK_SERVICE_REMOVED, &spot.clone().removed(), message, verdict);
        }
        (None, None) => return,
    };
    let names = ["app_id", "event", "nonce", "timestamp", "signature"];
    for ((key, old), new) in names.iter().zip(old.common.names()).zip(new.common.names()) {
        if old != new {
            let message = format!("field of every callback renamed from {} to {}", quoted(old), quoted(new));
            let verdict = Verdict::new(Wire::Breaking, Behaviour::Same);
            cx.report(CALLBACK_COMMON_RENAMED, &spot.key("common").key(key), message, verdict);
        }
    }
    if old.retries_ms != new.retries_ms {
        let message = format!("retries changed from {} to {}", times(&old.retries_ms), times(&new.retries_ms));
        cx.report(RETRIES_CHANGED, &spot.key("retries"), message, Verdict::new(Wire::Same, Behaviour::Changed));
    }
    source(cx, spot, &old.source, &new.source);
    disputes(cx, spot, &old.disputed, &new.disputed);
}
