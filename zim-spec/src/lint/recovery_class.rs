//! `recovery-class`: a code whose recovery class does not fit where it comes.

use super::context::Context;
use super::{Lint, Needs};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, quoted};
use crate::document::ActionFile;
use crate::model::{CodeLevel, Recovery};
use crate::resolve::{At, code_level, code_number, code_recovery};

pub(super) const LINT: Lint = Lint::new(
    "recovery-class",
    "a code of an action that no recovery class covers",
    "A program asks a code what can be done about it, and the answer must be possible: `success` is code 0 alone; `see_items` needs an action that says which items failed, and comes for the whole reply; `wait_for_rate` needs a rate that can be waited for.",
    check,
)
.allowable()
.needs(Needs::Whole);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for (code, definition) in &context.names.codes {
        let Some(item) = &definition.item else { continue };
        let finding = match (code, item.recovery) {
            (0, Recovery::Success) => continue,
            (0, _) => Diagnostic::error(LINT.id, "code `0` is success, and needs no recovery")
                .help("write `recovery: success`"),
            (code, Recovery::Success) => {
                Diagnostic::error(LINT.id, format!("code `{code}` is a failure, but its recovery is `success`"))
                    .help("write what can be done about it; `nothing_to_do` if the goal is reached all the same")
            }
            _ => continue,
        };
        report.push(finding.at(definition.at.key("recovery").value()));
    }
    for doc in &context.documents.actions {
        action(&doc.content, &At::top(&doc.index), context, report);
    }
}

fn action(file: &ActionFile, top: &At<'_>, context: &Context<'_>, report: &mut Diagnostics) {
    let name = quoted(file.action.as_deref().unwrap_or("…"));
    for (position, entry) in file.codes.iter().enumerate() {
        let Some(code) = code_number(entry) else { continue };
        let shared = || context.names.codes.get(&code)?.item.as_ref().map(|item| item.recovery);
        let own = code_recovery(entry);
        let Some(recovery) = own.or_else(shared) else { continue };
        let (severity, message, help) = match recovery {
            // Reported where the code is defined.
            Recovery::Success if own.is_some() => (
                Severity::Error,
                format!("code `{code}` is a failure of {name}, but its recovery is `success`"),
                "write what can be done about it; `nothing_to_do` if the goal is reached all the same",
            ),
            Recovery::SeeItems if code_level(entry) == CodeLevel::Item => (
                Severity::Error,
                format!("code `{code}` of an item says to see the items"),
                "write what can be done about the item: `recovery: …`",
            ),
            Recovery::SeeItems if !top.has("items") => (
                Severity::Error,
                format!("code `{code}` says to see the items, but {name} does not say which failed"),
                "describe them under `items`, or give the code another class here: `{code: …, recovery: …}`",
            ),
            // The page may list the code and forget the rate.
            Recovery::WaitForRate if !top.has("rate_limit") => (
                Severity::Warning,
                format!("code `{code}` says to wait for the rate, but {name} has none"),
                "write `rate_limit`, or give the code another class here: `{code: …, recovery: retry}`",
            ),
            _ => continue,
        };
        let finding = Diagnostic::new(LINT.id, severity, message);
        report.push(finding.at(top.key("codes").item(position).value()).help(help));
    }
}
