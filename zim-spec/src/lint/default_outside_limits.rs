//! `default-outside-limits`: a default that the parameter itself would refuse.

use super::context::Context;
use super::{Lint, values};
use crate::diagnostic::Diagnostics;

pub(super) const LINT: Lint = Lint::new(
    "default-outside-limits",
    "a default of another type, or one that breaks a limit",
    "What ZIM takes when a parameter is absent must be a value that it would accept. A default is written as the value itself: text in quotes where YAML would read something else, numbers without.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for site in &context.sites {
        if let Some(value) = site.default {
            report.extend(values::wrong(LINT.id, "default", value, site, context));
        }
    }
}
