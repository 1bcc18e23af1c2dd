//! Which items of a batch failed, and how long replies go on.

use super::context::{Context, Spot, Verdict};
use super::rules::*;
use super::{Behaviour, Rust, Wire};
use crate::emit::Of;
use std::collections::BTreeSet;
use zim_spec::load::Home;
use zim_spec::model::{Action, FailedItems, Items, PageEnd, Paging, Spec, Type};

/// Reports what differs in how an action tells which items failed.
pub(super) fn items(cx: &mut Context<'_>, home: &Home, spot: &Spot, old: &Action, new: &Action) {
    let spot = spot.key("items");
    if old.items == new.items {
        return;
    }
    let mut codes = codes(cx.old, old);
    codes.extend(self::codes(cx.new, new));
    // Such a field is a code, and a number where it is none.
    let rust = codes.into_iter().map(|(home, field)| cx.rust(&home, Of::Field(field))).max().unwrap_or(Rust::Same);
    let rust = rust.max(cx.rust(home, Of::Items));
    let changed = Verdict::new(Wire::Same, Behaviour::Changed).rust(rust);
    match (&old.items, &new.items) {
        (None, Some(_)) => {
            let message = "items can fail one by one, which is an error now";
            cx.report(ITEMS_ADDED, &spot.added(), message, changed);
        }
        (Some(_), None) => {
            let message = "items that failed are no longer an error";
            cx.report(ITEMS_REMOVED, &spot.removed(), message, changed);
        }
        (Some(old), Some(new)) => {
            let (key, message) = difference(old, new);
            cx.report(ITEMS_CHANGED, &spot.key(key), message, changed);
        }
        (None, None) => {}
    }
}

/// The fields of structs that hold the code of a failed item.
fn codes(spec: &Spec, action: &Action) -> BTreeSet<(Home, String)> {
    let mut codes = BTreeSet::new();
    let mut failed = action.items.as_ref().map(|items| &items.failed);
    let list = failed.and_then(|failed| action.reply.iter().find(|field| field.name == failed.list));
    let mut list = list.map(|field| &field.schema);
    while let (Some(at), Some(Type::List(item))) = (failed, list.map(|list| &list.ty)) {
        let Type::Struct(name) = &item.ty else { break };
        codes.extend(at.code.iter().map(|code| (Home::Type(name.clone()), code.clone())));
        failed = at.nested.as_deref();
        let fields = spec.types.get(name).map(|named| named.fields.as_slice()).unwrap_or_default();
        list = failed.and_then(|at| fields.iter().find(|field| field.name == at.list)).map(|field| &field.schema);
    }
    codes
}

fn difference(old: &Items, new: &Items) -> (&'static str, &'static str) {
    if old.failed != new.failed {
        return ("failed", failed(&old.failed, &new.failed));
    }
    if old.request != new.request {
        return ("request", "where failed items stand in the request changed");
    }
    ("succeeded", "the list of items that succeeded changed")
}

fn failed(old: &FailedItems, new: &FailedItems) -> &'static str {
    if old.list != new.list {
        "the list of failed items changed"
    } else if old.keys != new.keys {
        "what tells which item failed changed"
    } else if old.code != new.code {
        "the field with the code of a failed item changed"
    } else if old.message != new.message {
        "the field with the message of a failed item changed"
    } else {
        "the list of failed parts of an item changed"
    }
}

/// Reports what differs in how a reply goes on.
pub(super) fn paging(cx: &mut Context<'_>, home: &Home, spot: &Spot, old: &Action, new: &Action) {
    let spot = spot.key("paging");
    let rust = cx.rust(home, Of::Paging);
    match (&old.paging, &new.paging) {
        (None, Some(_)) => {
            let verdict = Verdict::new(Wire::Same, Behaviour::Same).rust(rust);
            cx.report(PAGING_ADDED, &spot.added(), "replies go on, page by page", verdict);
        }
        (Some(_), None) => {
            let verdict = Verdict::new(Wire::Same, Behaviour::Changed).rust(rust);
            cx.report(PAGING_REMOVED, &spot.removed(), "replies no longer go on", verdict);
        }
        (Some(old), Some(new)) if old != new => {
            let (key, message) = page(old, new);
            let is_told = matches!(key, "limit" | "total");
            let behaviour = if is_told { Behaviour::Same } else { Behaviour::Changed };
            let verdict = Verdict::new(Wire::Same, behaviour).rust(if is_told { Rust::Same } else { rust });
            cx.report(PAGING_CHANGED, &spot.key(key), message, verdict);
        }
        _ => {}
    }
}

fn page(old: &Paging, new: &Paging) -> (&'static str, &'static str) {
    if old.cursor != new.cursor {
        ("cursor", "the parameter that says where to go on changed")
    } else if old.next != new.next {
        ("next", "the field that tells where the next page begins changed")
    } else if old.end != new.end {
        ("done", end(&old.end, &new.end))
    } else if old.limit != new.limit {
        ("limit", "the parameter with the size of a page changed")
    } else if old.total != new.total {
        ("total", "the field with the number of all items changed")
    } else {
        ("list", "the items of a page changed")
    }
}

fn end(old: &PageEnd, new: &PageEnd) -> &'static str {
    match (old, new) {
        (PageEnd::Next(_), PageEnd::Next(_)) => "the cursors that end the pages changed",
        _ => "what ends the pages changed",
    }
}
