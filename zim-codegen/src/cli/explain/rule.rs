//! Rules: what breaks one, why it is a rule, and what to do.

use super::page::Page;
use serde::Serialize;

/// A rule of the spec or of the generator.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Rule {
    id: &'static str,
    summary: &'static str,
    explanation: &'static str,
}

/// The rule called `id`.
pub(super) fn find(id: &str) -> Option<Rule> {
    all().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

/// The names of all rules.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    all().map(|rule| rule.id)
}

/// Every rule that a command of this crate reports: each table of rules is named here.
fn all() -> impl Iterator<Item = Rule> {
    let of_specs =
        zim_spec::lints().iter().map(|lint| Rule { id: lint.id, summary: lint.summary, explanation: lint.explanation });
    let of_the_generator = zim_codegen::rules().iter().map(|rule| Rule {
        id: rule.id,
        summary: rule.summary,
        explanation: rule.explanation,
    });
    of_specs.chain(of_the_generator)
}

impl Rule {
    pub(super) fn page(&self) -> Page {
        let mut page = Page::new(&format!("{}: {}", self.id, self.summary));
        page.paragraph(self.explanation);
        page
    }
}
