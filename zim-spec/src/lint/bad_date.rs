//! `bad-date`: a day that is not in the calendar, or not written as one.

use super::Lint;
use super::context::Context;
use super::missing_source::sources;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::resolve::is_date;

pub(super) const LINT: Lint = Lint::new(
    "bad-date",
    "`checked` is not a day written `YYYY-MM-DD`",
    "`checked` is the day on which somebody compared the entry with the page. It is compared and sorted as text, so it has one form.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for (at, source) in sources(context) {
        let checked = source.and_then(|source| source.checked.as_deref()).map(str::trim).unwrap_or_default();
        // An empty one is reported as a missing source.
        if !checked.is_empty() && !is_date(checked) {
            let place = at.key("source").key("checked").value();
            let message = format!("{} is not a day of the calendar", quoted(checked));
            let help = "write year, month and day, such as `2026-11-22`";
            let finding = Diagnostic::error(LINT.id, message).at(place.clone()).help(help);
            report.push(match meant(checked) {
                Some(day) => finding.mend_word(place, checked, day),
                None => finding,
            });
        }
    }
}

/// The day that `2026-9-1` or `2026/09/01` is; of others nobody knows which part is the month.
fn meant(written: &str) -> Option<String> {
    let parts: Vec<&str> = written.split(['-', '/', '.']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    is_date(&date).then_some(date)
}
