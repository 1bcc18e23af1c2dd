//! `required-default`: a default that can never be taken.

use super::Lint;
use super::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};

pub(super) const LINT: Lint = Lint::new(
    "required-default",
    "a required parameter with a default",
    "A default is what ZIM takes when a parameter is absent; a required parameter never is. One of the two keys is wrong.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for site in context.sites.iter().filter(|site| site.is_required && site.default.is_some()) {
        let message = format!("{} {} is required and has a default", site.noun, quoted(site.name));
        report.push(
            Diagnostic::error(LINT.id, message)
                .at(site.at.key("default").name())
                .note("required here", site.at.key("required").name())
                .help("remove `default`, or `required`"),
        );
    }
}
