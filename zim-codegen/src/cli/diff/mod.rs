//! `diff`: what changed between two specs, for the wire, for Rust callers and for behaviour.

mod git;
mod human;
mod json;
mod markdown;
mod revision;
mod row;
mod side;

use super::{CommandResult, Outcome, report};
use clap::ValueEnum;
use row::{Kind, Row};
use side::Side;
use std::error::Error;
use zim_codegen::diff::{Behaviour, Bump, diff};
use zim_codegen::over_shipped;
use zim_spec::load::{Loaded, load, load_past};

/// What was asked.
pub(super) struct Request {
    /// The side to compare from.
    pub(super) old: String,
    /// The side to compare with; without it, the workspace's spec.
    pub(super) new: Option<String>,
    pub(super) format: Format,
    /// What makes the answer a problem.
    pub(super) fail_on: Option<FailOn>,
}

/// How changes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: what breaks first, each change with its places.
    Human,
    /// One document for programs.
    Json,
    /// Sections and bullets for a changelog.
    Markdown,
}

/// Which changes are a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Any that breaks Rust callers or the wire.
    Breaking,
    /// These, and any by which callers experience something else at run time, if only that more is accepted.
    Behaviour,
}

/// A side whose spec cannot be compared.
#[derive(Debug, thiserror::Error)]
#[error("cannot compare: mend the {} spec first{}", sides.join(" and the "), if *is_past { PAST } else { "" })]
struct Unusable {
    sides: Vec<&'static str>,
    is_past: bool,
}

const PAST: &str =
    "; what a revision holds may be meant for the program of its time, and no longer be read by this one";

pub(super) fn run(request: &Request) -> CommandResult {
    // Both are read before either is judged, so that one run tells everything.
    let (from, to) = (side::side(Some(&request.old))?, side::side(request.new.as_deref())?);
    let (old, new) = (loaded(&from), loaded(&to));
    let (Some(old_spec), Some(new_spec)) = (&old.spec, &new.spec) else {
        return Err(unusable(&[("OLD", &old, from.is_past), ("NEW", &new, to.is_past)])?);
    };
    let changes = diff(old_spec, new_spec);
    let bump = Bump::of(&changes);
    let rows = row::rows(&changes, &old, &new);
    report::text(&match request.format {
        Format::Human => human::render(&rows, bump, report::stdout_is_styled()),
        Format::Json => json::render(&rows, bump)?,
        Format::Markdown => markdown::render(&rows),
    })?;
    let failed = request.fail_on.is_some_and(|fail_on| rows.iter().any(|row| fail_on.covers(row)));
    Ok(if failed { Outcome::Problems } else { Outcome::Fine })
}

fn loaded(side: &Side) -> Loaded {
    let layers = over_shipped(vec![side.layer.clone()]);
    if side.is_past { load_past(&layers) } else { load(&layers) }
}

/// Prints what is wrong with the sides, and names those that have errors.
fn unusable(sides: &[(&'static str, &Loaded, bool)]) -> Result<Box<dyn Error>, report::Unwritten> {
    let mut unusable = Unusable { sides: Vec::new(), is_past: false };
    for (name, loaded, is_past) in sides.iter().filter(|(_, loaded, _)| loaded.spec.is_none()) {
        report::to_stderr(&loaded.diagnostics)?;
        unusable.sides.push(*name);
        unusable.is_past |= *is_past;
    }
    Ok(unusable.into())
}

impl FailOn {
    fn covers(self, row: &Row<'_>) -> bool {
        match self {
            Self::Breaking => row.kind == Kind::Breaking,
            Self::Behaviour => row.kind == Kind::Breaking || row.change.behaviour != Behaviour::Same,
        }
    }
}
