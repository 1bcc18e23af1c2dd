//! `get-with-body`: a GET whose parameters travel in a body.

use super::Lint;
use super::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::resolve::At;

pub(super) const LINT: Lint = Lint::new(
    "get-with-body",
    "a GET whose parameters travel in a body",
    "Many clients, proxies and caches drop the body of a GET, or refuse it. Nearly always the page means the query, or POST. Where a page does ask for it, allow this in the file and quote the reason: `allow: {get-with-body: The page shows a JSON body with GET.}`.",
    check,
)
.warns();

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for doc in &context.documents.actions {
        let (top, file) = (At::top(&doc.index), &doc.content);
        if file.method.as_deref() == Some("GET") && file.carrier.as_deref() == Some("body") {
            let name = file.action.as_deref().unwrap_or("…");
            let message = format!("the parameters of {} travel in the body of a GET", quoted(name));
            let help = "remove `in: body`, write `method: POST`, or allow it in this file with the reason";
            report.push(
                Diagnostic::warning(LINT.id, message)
                    .at(top.key("in").value())
                    .note("the method stands here", top.key("method").value())
                    .help(help),
            );
        }
    }
}
