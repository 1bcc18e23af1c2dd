//! Findings and failures for people: colour on a terminal only, and not where `NO_COLOR` is set.

use std::io::{self, IsTerminal, Write};
use zim_spec::diagnostic::Diagnostics;

/// Prints findings to stderr, with a count.
pub(super) fn to_stderr(diagnostics: &Diagnostics) {
    let color = io::stderr().is_terminal() && colour_is_wanted();
    print(&mut io::stderr().lock(), diagnostics, color);
}

/// Prints findings to stdout, with a count.
pub(super) fn to_stdout(diagnostics: &Diagnostics) {
    let color = io::stdout().is_terminal() && colour_is_wanted();
    print(&mut io::stdout().lock(), diagnostics, color);
}

/// Prints an error and its causes to stderr.
pub(super) fn failure(error: &dyn std::error::Error) {
    let mut text = format!("error: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!("\n  because: {error}"));
        cause = error.source();
    }
    let _ = writeln!(io::stderr(), "{text}");
}

/// A line about what was done, or not, for people.
pub(super) fn note(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// A line of data. A reader that went away is not an error.
pub(super) fn line(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// `1 file`, `2 files`.
pub(super) fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

fn print(to: &mut dyn Write, diagnostics: &Diagnostics, color: bool) {
    let errors = diagnostics.error_count();
    let warnings = diagnostics.iter().count() - errors;
    let _ = write!(to, "{}", diagnostics.render(color));
    let _ = match (errors, warnings) {
        (0, 0) => Ok(()),
        (errors, 0) => writeln!(to, "{} found", count(errors, "error")),
        (0, warnings) => writeln!(to, "{} found", count(warnings, "warning")),
        (errors, warnings) => writeln!(to, "{} and {} found", count(errors, "error"), count(warnings, "warning")),
    };
}

fn colour_is_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
