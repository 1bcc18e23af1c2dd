//! Checks of a spec as a whole: one file each, and a table of them all.

mod bad_date;
mod codes;
mod context;
mod default_outside_limits;
mod example_outside_limits;
mod few_readings;
mod hostile_text;
mod length_unit;
mod limit_contradiction;
mod limit_misplaced;
mod limit_notes;
mod missing_source;
mod name_collision;
mod required_default;
mod reserved;
mod reserved_name;
mod struct_in_query;
mod texts;
mod undocumented;
mod unused;
mod values;

use crate::diagnostic::Diagnostics;
use crate::load::Documents;
use crate::model::Spec;
use context::Context;
use std::sync::LazyLock;

/// A rule that a spec can break, and what it means.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Lint {
    /// Its name in findings, in kebab-case, such as `limit-contradiction`.
    pub id: &'static str,
    /// What breaks it, in a few words.
    pub summary: &'static str,
    /// Why it is a rule, and what to do.
    pub explanation: &'static str,
    /// Finds what breaks it; `None` for a rule that an earlier stage reports.
    check: Option<Check>,
}

type Check = fn(&Context<'_>, &mut Diagnostics);

impl Lint {
    /// A rule that an earlier stage reports.
    pub(crate) const fn rule(id: &'static str, summary: &'static str, explanation: &'static str) -> Self {
        Self { id, summary, explanation, check: None }
    }

    /// A rule that `check` reports.
    const fn new(id: &'static str, summary: &'static str, explanation: &'static str, check: Check) -> Self {
        Self { id, summary, explanation, check: Some(check) }
    }
}

/// Every rule that a spec can break, ordered by id.
#[must_use]
pub fn lints() -> &'static [Lint] {
    static ALL: LazyLock<Vec<Lint>> = LazyLock::new(|| {
        let earlier = crate::load::RULES.iter().chain(crate::resolve::RULES);
        let mut all: Vec<Lint> = earlier.chain(LINTS).copied().collect();
        all.sort_by_key(|lint| lint.id);
        all
    });
    &ALL
}

/// Reports whatever in `documents` breaks a lint.
///
/// The lints look at the files rather than at the resolved spec, which is missing as soon as anything is wrong.
pub(crate) fn lint(documents: &Documents, _spec: Option<&Spec>, report: &mut Diagnostics) {
    let context = Context::new(documents, report);
    for check in LINTS.iter().filter_map(|lint| lint.check) {
        check(&context, report);
    }
}

const LINTS: &[Lint] = &[
    bad_date::LINT,
    codes::LINT,
    default_outside_limits::LINT,
    example_outside_limits::LINT,
    few_readings::LINT,
    hostile_text::LINT,
    length_unit::LINT,
    limit_contradiction::LINT,
    limit_misplaced::LINT,
    missing_source::LINT,
    name_collision::LINT,
    required_default::LINT,
    reserved_name::LINT,
    struct_in_query::LINT,
    undocumented::LINT,
    unused::LINT,
];
