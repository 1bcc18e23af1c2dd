//! Tables and counters of the sandbox.

use super::context::{Context, Spot, Verdict, plain};
use super::rules::*;
use std::collections::BTreeMap;
use zim_spec::load::Home;

/// Reports what differs between the tables and counters of both specs.
pub(super) fn tables(cx: &mut Context<'_>) {
    let (old, new) = (cx.old, cx.new);
    entries(cx, "table", &old.tables, &new.tables, Home::Table);
    entries(cx, "counter", &old.counters, &new.counters, Home::Counter);
}

fn entries<T: PartialEq>(
    cx: &mut Context<'_>,
    noun: &str,
    old: &BTreeMap<String, T>,
    new: &BTreeMap<String, T>,
    home: fn(String) -> Home,
) {
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    for name in new.keys().chain(gone) {
        let spot = Spot::of(format!("{noun} {}", plain(name)), &home(name.clone()));
        match (old.get(name), new.get(name)) {
            (None, _) => cx.report(TABLE_ADDED, &spot.added(), format!("{noun} added, to the sandbox"), Verdict::WORDS),
            (_, None) => {
                cx.report(TABLE_REMOVED, &spot.removed(), format!("{noun} removed, from the sandbox"), Verdict::WORDS);
            }
            (old, new) if old != new => {
                cx.report(TABLE_CHANGED, &spot, format!("{noun} changed, in the sandbox"), Verdict::WORDS);
            }
            _ => {}
        }
    }
}
