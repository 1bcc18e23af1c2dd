//! `placeholder`: a sentence that is still to be written.

use super::Lint;
use super::context::Context;
use super::texts::texts;
use crate::diagnostic::{Diagnostic, Diagnostics};

pub(super) const LINT: Lint = Lint::new(
    "placeholder",
    "a sentence that is still to be written",
    "Drafts of entries, as `cargo zim import` makes them, say `To be written.` wherever a sentence of one's own is wanted: it would become the documentation that users of the generated code see. Write what the entry is, in your own words.",
    check,
)
.warns();

/// What stands for a sentence in a draft.
const PLACEHOLDER: &str = "To be written.";

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for found in texts(context).iter().filter(|found| found.text.trim() == PLACEHOLDER) {
        let finding = Diagnostic::warning(LINT.id, "this is still to be written").at(found.place());
        report.push(finding.help("write a short sentence of your own"));
    }
}
