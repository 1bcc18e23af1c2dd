//! Findings and failures for people: colour on a terminal only, and not where `NO_COLOR` is set.

use super::{CommandResult, Outcome};
use std::io::{self, ErrorKind, IsTerminal, Write};
use zim_spec::diagnostic::Diagnostics;

/// What was to be read did not get out, as on a full disk.
#[derive(Debug, thiserror::Error)]
#[error("cannot write to {stream}")]
pub(super) struct Unwritten {
    stream: &'static str,
    source: io::Error,
}

/// Prints findings to stderr, with a count.
pub(super) fn to_stderr(diagnostics: &Diagnostics) -> Result<(), Unwritten> {
    let color = io::stderr().is_terminal() && colour_is_wanted();
    written("stderr", io::stderr().write_all(findings(diagnostics, color).as_bytes()))
}

/// Prints findings to stdout, with a count.
pub(super) fn to_stdout(diagnostics: &Diagnostics) -> Result<(), Unwritten> {
    let color = stdout_is_styled();
    print(&findings(diagnostics, color))
}

/// Prints an error and its causes to stderr. If that fails, the exit code says it alone.
pub(super) fn failure(error: &dyn std::error::Error) {
    let mut text = format!("error: {error}\n");
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!("  because: {error}\n"));
        cause = error.source();
    }
    let _ = io::stderr().write_all(text.as_bytes());
}

/// A line about what was done, or not, for people.
pub(super) fn note(text: &str) -> Result<(), Unwritten> {
    written("stderr", io::stderr().write_all(format!("{text}\n").as_bytes()))
}

/// A line of data.
pub(super) fn line(text: &str) -> Result<(), Unwritten> {
    print(&format!("{text}\n"))
}

/// Lines of data.
pub(super) fn text(text: &str) -> Result<(), Unwritten> {
    print(text)
}

/// Whether headings on stdout may be bold.
pub(super) fn stdout_is_styled() -> bool {
    io::stdout().is_terminal() && colour_is_wanted()
}

/// What the command line itself is answered with: help, the version, or what is wrong with it.
pub(super) fn answer(answer: &clap::Error) -> CommandResult {
    let (stream, outcome) = if answer.use_stderr() { ("stderr", Outcome::WrongUse) } else { ("stdout", Outcome::Fine) };
    written(stream, answer.print().and_then(|()| io::stdout().flush()))?;
    Ok(outcome)
}

/// `1 file`, `2 files`.
pub(super) fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

fn findings(diagnostics: &Diagnostics, color: bool) -> String {
    let errors = diagnostics.error_count();
    let warnings = diagnostics.len() - errors;
    let found = match (errors, warnings) {
        (0, 0) => return String::new(),
        (errors, 0) => count(errors, "error"),
        (0, warnings) => count(warnings, "warning"),
        (errors, warnings) => format!("{} and {}", count(errors, "error"), count(warnings, "warning")),
    };
    format!("{}{found} found\n", diagnostics.render(color))
}

fn print(text: &str) -> Result<(), Unwritten> {
    let mut stdout = io::stdout().lock();
    written("stdout", stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
}

/// A reader that went away is not an error: it has read what it wanted.
fn written(stream: &'static str, result: io::Result<()>) -> Result<(), Unwritten> {
    match result {
        Err(source) if source.kind() != ErrorKind::BrokenPipe => Err(Unwritten { stream, source }),
        _ => Ok(()),
    }
}

fn colour_is_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
