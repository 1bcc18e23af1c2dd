//! `missing-source`: an entry that does not say where it was read.

use super::Lint;
use super::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Source;
use crate::resolve::At;

pub(super) const LINT: Lint = Lint::new(
    "missing-source",
    "an action, a callback or the service without the page it was read from",
    "A limit or code can only be checked again by whoever knows the page and the day. `page` is the path below the documentation's root, `checked` the day on which it was read.",
    check,
);

/// Every entry that needs a source, with its source.
pub(super) fn sources<'a>(context: &Context<'a>) -> impl Iterator<Item = (At<'a>, Option<&'a Source>)> {
    let services = context.documents.service.iter().map(|doc| (At::top(&doc.index), doc.content.source.as_ref()));
    let shared = context.documents.service.iter().filter_map(|doc| {
        let callbacks = doc.content.callbacks.as_ref()?;
        Some((At::top(&doc.index).key("callbacks"), callbacks.source.as_ref()))
    });
    let actions = context.documents.actions.iter().map(|doc| (At::top(&doc.index), doc.content.source.as_ref()));
    let callbacks = context.documents.callbacks.iter().map(|doc| (At::top(&doc.index), doc.content.source.as_ref()));
    services.chain(shared).chain(actions).chain(callbacks)
}

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for (top, source) in sources(context) {
        let at = top.key("source");
        let Some(source) = source else {
            if !top.has("source") {
                report.push(finding("`source` is missing").at(top.name()));
            }
            continue;
        };
        for (key, written) in [("page", &source.page), ("checked", &source.checked)] {
            match written {
                Some(text) if text.trim().is_empty() => {
                    report.push(finding(&format!("`{key}` is empty")).at(at.key(key).value()));
                }
                None if !at.has(key) => report.push(finding(&format!("`{key}` is missing")).at(at.name())),
                _ => {}
            }
        }
    }
}

fn finding(message: &str) -> Diagnostic {
    Diagnostic::error(LINT.id, message)
        .help("write where and when it was read: `source: {page: zim-server/…, checked: 2026-11-22}`")
}
