//! What differs between two specs, and what that means: on the wire, to callers in Rust, at run time.
//!
//! What a change is in Rust is read off what the generator makes of both specs, so that it is true of the generator as
//! it is; whatever differs there and is no change of its own is reported as well.

mod actions;
mod align;
mod batches;
mod between;
mod callbacks;
mod change;
mod charsets;
mod codes;
mod context;
mod enumerations;
mod fields;
mod limits;
mod rates;
mod references;
mod renames;
mod rules;
mod schemas;
mod service;
mod tables;
mod types;
mod uses;

pub use change::{Behaviour, Bump, Change, Rust, Wire};
pub use rules::{Rule, rules};

use crate::emit::{Of, Part};
use context::{Context, Spot, Verdict, plain};
use renames::Renames;
use rules::*;
use std::collections::BTreeMap;
use zim_spec::diagnostic::quoted;
use zim_spec::load::Home;
use zim_spec::model::{Dispute, Source, Spec};

/// Every change between two specs: of the service, of charsets, types, codes, actions and callbacks, each in the
/// order of the new spec, with what is gone after what is still there.
///
/// A change is told once, where it was made: what a named type allows is told of the type, and not of each parameter
/// that has it. The places of a change are those of its entries in [`Loaded::places`](zim_spec::load::Loaded::places).
///
/// ```
/// use zim_codegen::diff::{Bump, diff};
///
/// let old = zim_spec::shipped().map_err(|problems| problems.to_string())?;
/// let new = old.clone().select(|action| action.name != "CallReject");
/// let changes = diff(&old, &new);
/// assert!(changes.iter().any(|change| change.rule.id == "action-removed" && change.subject == "CallReject"));
/// assert_eq!(Bump::of(&changes), Bump::Major);
/// # Ok::<(), String>(())
/// ```
#[must_use]
pub fn diff(old: &Spec, new: &Spec) -> Vec<Change> {
    if old == new {
        return Vec::new();
    }
    let renames = Renames::between(old, new);
    let old = renames.in_spec(old);
    let mut cx = Context::new(&old, new);
    service::service(&mut cx);
    charsets::charsets(&mut cx, &renames);
    types::types(&mut cx, &renames);
    codes::codes(&mut cx);
    actions::actions(&mut cx);
    callbacks::callbacks(&mut cx);
    tables::tables(&mut cx);
    untold(&mut cx);
    for change in &mut cx.changes {
        change.old = change.old.take().map(|entry| renames.old_entry(entry));
    }
    cx.changes
}

/// What differs in Rust and is no change of its own: it follows from how something is used elsewhere.
fn untold(cx: &mut Context<'_>) {
    let mut by_home: BTreeMap<Home, Vec<(Part, Rust)>> = BTreeMap::new();
    for (part, rust) in cx.untold() {
        by_home.entry(part.home.clone()).or_default().push((part, rust));
    }
    for (home, mut parts) in by_home {
        // The gravest tells for all.
        parts.sort_by_key(|(_, rust)| std::cmp::Reverse(*rust));
        let Some((part, rust)) = parts.first() else { continue };
        let why = match &home {
            Home::Type(name) => cx.use_change(name),
            _ => None,
        };
        let (before, after) = cx.shown(part);
        let mut message = match why {
            Some(why) => format!("{why}: in Rust {before} became {after}"),
            None => format!("in Rust {before} became {after}, which follows from how it is used"),
        };
        if parts.len() > 1 {
            message.push_str(&format!("; and {} more", parts.len() - 1));
        }
        cx.report(RUST_CHANGED, &spot_of(part), message, Verdict::WORDS.rust(*rust));
    }
}

fn spot_of(part: &Part) -> Spot {
    let subject = match &part.home {
        Home::Service => "service".to_owned(),
        Home::Action(name) => plain(name),
        Home::Callback(name) => format!("callback {}", plain(name)),
        Home::Type(name) => format!("type {}", plain(name)),
        Home::Charset(name) => format!("charset {}", plain(name)),
        Home::Code(number) => format!("code {number}"),
        Home::Table(name) => format!("table {}", plain(name)),
        Home::Counter(name) => format!("counter {}", plain(name)),
    };
    let spot = Spot::of(subject, &part.home);
    let is_type = matches!(part.home, Home::Type(_));
    let (list, name) = match (&part.of, &part.home) {
        (Of::Param(name) | Of::Field(name), _) if is_type => ("fields", name),
        (Of::Param(name), Home::Callback(_)) => ("reply", name),
        (Of::Field(name), Home::Callback(_)) => ("fields", name),
        (Of::Param(name), _) => ("params", name),
        (Of::Field(name), _) => ("reply", name),
        (Of::Value(name), _) => ("values", name),
        (Of::Region(name), _) => ("hosts", name),
        _ => return spot,
    };
    spot.key(list).key(name).about(&quoted(name))
}

fn source(cx: &mut Context<'_>, spot: &Spot, old: &Source, new: &Source) {
    if old.page != new.page {
        let message = format!("source changed from {} to {}", quoted(&old.page), quoted(&new.page));
        cx.report(SOURCE_CHANGED, &spot.key("source").key("page"), message, Verdict::WORDS);
    }
    if old.checked != new.checked {
        let message = format!("read {}, no longer {}", quoted(&new.checked), quoted(&old.checked));
        cx.report(SOURCE_CHANGED, &spot.key("source").key("checked"), message, Verdict::WORDS);
    }
}

fn disputes(cx: &mut Context<'_>, spot: &Spot, old: &[Dispute], new: &[Dispute]) {
    if old == new {
        return;
    }
    let at = old.iter().zip(new).position(|(old, new)| old != new).unwrap_or_else(|| old.len().min(new.len()));
    let message = match (old.is_empty(), new.is_empty()) {
        (true, _) => "documents disagree now",
        (_, true) => "documents no longer disagree",
        _ => "what documents disagree on changed",
    };
    cx.report(DISPUTE_CHANGED, &spot.key("disputed").items(at, at), message, Verdict::WORDS);
}
