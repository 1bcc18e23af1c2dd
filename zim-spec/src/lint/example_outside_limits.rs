//! `example-outside-limits`: an example that its own entry would refuse.

use super::context::Context;
use super::{Lint, values};
use crate::diagnostic::Diagnostics;

pub(super) const LINT: Lint = Lint::new(
    "example-outside-limits",
    "an example of another type, or one that breaks a limit",
    "An example goes into the documentation, and the sandbox answers with it, so it has to be one that the limits allow.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for site in &context.sites {
        if let Some(value) = site.example {
            report.extend(values::wrong(LINT.id, "example", value, site, context));
        }
    }
}
