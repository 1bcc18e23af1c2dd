//! `stale-source`: an entry that nobody has compared with its page for a year.

use super::context::Context;
use super::missing_source::sources;
use super::{Lint, Needs};
use crate::Day;
use crate::diagnostic::{Diagnostic, Diagnostics};

pub(super) const LINT: Lint = Lint::new(
    "stale-source",
    "an entry last compared with its page more than a year ago, or after today",
    "ZEGO changes its pages without notice. Compare the entry with the page that `source` names, correct what changed, and write the day into `checked`. Only a program that is told the day looks for this: `cargo zim lint` does, a build script does not.",
    check,
)
.warns()
.needs(Needs::Today);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    let Some(today) = context.today else { return };
    // East of Greenwich it is tomorrow already.
    let (oldest, latest) = (today.a_year_earlier(), today.tomorrow());
    for (at, source) in sources(context) {
        let checked = source.and_then(|source| source.checked.as_deref()).map(str::trim).unwrap_or_default();
        // What is no day is reported as such.
        let Some(day) = Day::new(checked) else { continue };
        let (message, help) = if day < oldest {
            (
                format!("last compared with its page on {day}, more than a year ago"),
                "compare it again, then write the day",
            )
        } else if day > latest {
            (format!("compared with its page on {day}, which is after today, {today}"), "correct the day")
        } else {
            continue;
        };
        report.push(Diagnostic::warning(LINT.id, message).at(at.key("source").key("checked").value()).help(help));
    }
}
