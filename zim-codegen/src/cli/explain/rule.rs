//! Rules: what breaks one, why it is a rule, and what to do.

use super::page::Page;
use serde::Serialize;
use zim_codegen::{diff, import};

/// A rule of the spec or of the generator.
#[derive(Serialize)]
pub(super) struct Rule {
    id: &'static str,
    /// `error` or `warning`; `change` for a kind of change that `diff` reports.
    level: &'static str,
    /// Whether a file may break it with a reason.
    can_be_allowed: bool,
    summary: &'static str,
    explanation: &'static str,
    /// The least spec that breaks it.
    example: Option<Example>,
}

/// A spec that breaks a rule, and what is then said.
#[derive(Serialize)]
struct Example {
    files: Vec<File>,
    /// One line each.
    findings: Vec<String>,
    /// As `lint` prints it.
    #[serde(skip)]
    rendered: String,
}

#[derive(Serialize)]
struct File {
    name: String,
    text: String,
}

/// The level of a kind of change.
const CHANGE: &str = "change";

/// Of an example, no more than a page shows.
const MOST_LINES: usize = 60;

/// The rule called `id`: each table of rules is looked through.
pub(super) fn find(id: &str) -> Option<Rule> {
    let of_specs = || {
        let lint = zim_spec::lints().iter().find(|lint| lint.id.eq_ignore_ascii_case(id))?;
        Some(Rule {
            level: lint.level.as_str(),
            can_be_allowed: lint.can_be_allowed,
            example: lint.example().map(|example| Example::of(&example)),
            ..Rule::error(lint.id, lint.summary, lint.explanation)
        })
    };
    let of_the_generator = || {
        let rule = zim_codegen::rules().iter().find(|rule| rule.id.eq_ignore_ascii_case(id))?;
        Some(Rule::error(rule.id, rule.summary, rule.explanation))
    };
    let of_pages = || {
        let rule = import::rules().iter().find(|rule| rule.id.eq_ignore_ascii_case(id))?;
        Some(Rule { level: "warning", ..Rule::error(rule.id, rule.summary, rule.explanation) })
    };
    let of_changes = || {
        let rule = diff::rules().iter().find(|rule| rule.id.eq_ignore_ascii_case(id))?;
        Some(Rule { level: CHANGE, ..Rule::error(rule.id, rule.summary, rule.explanation) })
    };
    of_specs().or_else(of_the_generator).or_else(of_pages).or_else(of_changes)
}

/// The names of all rules.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    let of_specs = zim_spec::lints().iter().map(|lint| lint.id);
    let of_the_generator = zim_codegen::rules().iter().map(|rule| rule.id);
    let of_pages = import::rules().iter().map(|rule| rule.id);
    of_specs.chain(of_the_generator).chain(of_pages).chain(diff::rules().iter().map(|rule| rule.id))
}

impl Example {
    fn of(example: &zim_spec::Example) -> Self {
        let shown = |text: &str| text.lines().count() <= MOST_LINES;
        let files = example.files.iter().filter(|file| shown(&file.text));
        Self {
            files: files.map(|file| File { name: file.name.clone(), text: file.text.clone() }).collect(),
            findings: example.findings.clone(),
            rendered: example.load().diagnostics.render(false),
        }
    }
}

impl Rule {
    fn error(id: &'static str, summary: &'static str, explanation: &'static str) -> Self {
        Self { id, level: "error", can_be_allowed: false, summary, explanation, example: None }
    }

    pub(super) fn page(&self) -> Page {
        let mut page = Page::new(&format!("{}: {}", self.id, self.summary));
        page.paragraph(self.explanation);
        let allowed = match self.can_be_allowed {
            true => format!("with a reason in the file: `allow: {{{}: …}}`", self.id),
            false => "no".to_owned(),
        };
        if self.level == CHANGE {
            page.paragraph("A kind of change between two specs, as `cargo zim diff` reports it.");
        } else {
            page.facts(&[("level", self.level.to_owned()), ("can be allowed", allowed)]);
        }
        if let Some(example) = &self.example {
            page.heading("For example");
            for file in &example.files {
                page.verbatim(&format!("# {}\n{}", file.name, file.text));
            }
            page.heading("is answered with");
            let lines: Vec<&str> = example.rendered.lines().take(MOST_LINES).collect();
            page.verbatim(&lines.join("\n"));
        }
        page
    }
}
