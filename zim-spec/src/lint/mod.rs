//! Checks of a spec as a whole: one file each, and a table of them all.

mod allowances;
mod bad_date;
mod circular_rule;
mod codes;
mod context;
mod dead_rule;
mod default_outside_limits;
mod example;
mod example_outside_limits;
mod few_readings;
mod get_with_body;
mod hostile_text;
mod length_unit;
mod limit_contradiction;
mod limit_misplaced;
mod limit_notes;
mod list_in_query;
mod missing_source;
mod name_collision;
mod placeholder;
mod recovery_class;
mod required_default;
mod reserved;
mod reserved_name;
mod rule_contradiction;
mod ruled;
mod secret_in_text;
mod stale_source;
mod struct_in_query;
mod texts;
mod undocumented;
mod unpronounceable;
mod unused;
mod unused_code;
mod values;

pub use example::Example;

use crate::Day;
use crate::diagnostic::{Diagnostics, Severity};
use crate::load::Documents;
use crate::parallel;
use context::Context;
use std::sync::LazyLock;

/// A rule that a spec can break, and what it means.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Lint {
    /// Its name in findings, in kebab-case, such as `limit-contradiction`.
    pub id: &'static str,
    /// How grave it is to break it; single findings may be less so.
    pub level: Severity,
    /// Whether a file may break it with a reason (`allow`). What could not be generated may not.
    pub can_be_allowed: bool,
    /// What breaks it, in a few words.
    pub summary: &'static str,
    /// Why it is a rule, and what to do.
    pub explanation: &'static str,
    /// Finds what breaks it; `None` for a rule that an earlier stage reports.
    check: Option<Check>,
    /// What it needs to know: where that is missing, it finds nothing.
    needs: Needs,
}

type Check = fn(&Context<'_>, &mut Diagnostics);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    /// What it looks at.
    Nothing,
    /// The whole spec, without errors of earlier stages.
    Whole,
    /// Which day it is.
    Today,
}

impl Lint {
    /// A rule that an earlier stage reports.
    pub(crate) const fn rule(id: &'static str, summary: &'static str, explanation: &'static str) -> Self {
        Self {
            id,
            level: Severity::Error,
            can_be_allowed: false,
            summary,
            explanation,
            check: None,
            needs: Needs::Nothing,
        }
    }

    /// A rule that `check` reports.
    const fn new(id: &'static str, summary: &'static str, explanation: &'static str, check: Check) -> Self {
        Self { check: Some(check), ..Self::rule(id, summary, explanation) }
    }

    /// The rule, which leaves the spec fit to be used.
    const fn warns(self) -> Self {
        Self { level: Severity::Warning, can_be_allowed: true, ..self }
    }

    /// The rule, which is an error that does not stand in the way of generating code.
    const fn allowable(self) -> Self {
        Self { can_be_allowed: true, ..self }
    }

    const fn needs(self, needs: Needs) -> Self {
        Self { needs, ..self }
    }

    /// The least spec that breaks it.
    #[must_use]
    pub fn example(&self) -> Option<Example> {
        example::of(self.id)
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

/// Reports whatever in `documents` breaks a lint and is not allowed to.
///
/// The lints look at the files rather than at the resolved spec, which is missing as soon as anything is wrong.
pub(crate) fn lint(documents: &Documents, today: Option<&Day>, report: &mut Diagnostics) {
    let context = Context::new(documents, today, report);
    let before = report.len();
    let checks: Vec<Check> = LINTS.iter().filter_map(|lint| lint.check).collect();
    let found = parallel::map(&checks, |check| {
        let mut found = report.beside();
        check(&context, &mut found);
        found
    });
    for found in found {
        report.append(found);
    }
    allowances::apply(&context, before, report);
    report.conceal();
}

const LINTS: &[Lint] = &[
    allowances::BAD,
    allowances::STALE,
    bad_date::LINT,
    circular_rule::LINT,
    codes::LINT,
    dead_rule::LINT,
    default_outside_limits::LINT,
    example_outside_limits::LINT,
    few_readings::LINT,
    get_with_body::LINT,
    hostile_text::LINT,
    length_unit::LINT,
    limit_contradiction::LINT,
    limit_misplaced::LINT,
    list_in_query::LINT,
    missing_source::LINT,
    name_collision::LINT,
    placeholder::LINT,
    recovery_class::LINT,
    required_default::LINT,
    reserved_name::LINT,
    rule_contradiction::LINT,
    secret_in_text::LINT,
    stale_source::LINT,
    struct_in_query::LINT,
    undocumented::LINT,
    unpronounceable::LINT,
    unused::LINT,
    unused_code::LINT,
];
