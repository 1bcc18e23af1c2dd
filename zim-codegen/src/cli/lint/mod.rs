//! `lint`: every problem of a spec, for people or for programs, and some of them mended.

mod fix;
mod github;
pub(super) mod json;
mod sarif;

use super::{CommandResult, Outcome, report, today, workspace};
use clap::ValueEnum;
use std::path::PathBuf;
use zim_spec::Day;
use zim_spec::diagnostic::Diagnostics;
use zim_spec::load::{Layer, load_on, over_shipped};

/// What was asked.
pub(super) struct Request {
    pub(super) folders: Vec<PathBuf>,
    pub(super) format: Format,
    pub(super) fix: bool,
    pub(super) deny_warnings: bool,
    /// Which day it is, if that was said.
    pub(super) today: Option<Day>,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, with the line and a caret.
    Human,
    /// One JSON document.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

pub(super) fn run(request: &Request) -> CommandResult {
    let folders = match request.folders.as_slice() {
        [] => vec![workspace::spec(", as in `lint my-spec`")?],
        folders => folders.to_vec(),
    };
    let today = request.today.clone().or_else(|| Day::new(&today::today()));
    if request.fix {
        let fixed = fix::fix(&folders, |layers| findings(layers, today.as_ref()))?;
        for (path, count) in &fixed {
            report::note(&format!("mended {} in {}", report::count(*count, "problem"), path.display()))?;
        }
    }
    let layers = read(&folders)?;
    let files: usize = layers.iter().map(|layer| layer.files.len()).sum();
    let findings = findings(layers, today.as_ref());
    match request.format {
        Format::Human => human(&findings, files)?,
        Format::Json => report::text(&json::json(&findings)?)?,
        Format::Github => report::text(&github::github(&findings))?,
        Format::Sarif => report::text(&sarif::sarif(&findings)?)?,
    }
    let is_refused = findings.has_errors() || (request.deny_warnings && !findings.is_empty());
    Ok(if is_refused { Outcome::Problems } else { Outcome::Fine })
}

/// The files of the folders, each a layer.
fn read(folders: &[PathBuf]) -> Result<Vec<Layer>, zim_spec::load::ReadError> {
    folders.iter().map(|folder| Layer::folder(folder)).collect()
}

fn findings(layers: Vec<Layer>, today: Option<&Day>) -> Diagnostics {
    let layers = over_shipped(layers);
    let loaded = match today {
        Some(today) => load_on(&layers, today),
        None => zim_spec::load::load(&layers),
    };
    loaded.diagnostics
}

fn human(findings: &Diagnostics, files: usize) -> Result<(), report::Unwritten> {
    report::to_stdout(findings)?;
    match findings.mendable() {
        _ if findings.is_empty() => report::line(&format!("{}, no problems", report::count(files, "spec file"))),
        0 => Ok(()),
        mendable => report::line(&format!("{mendable} of these can be mended by `cargo zim lint --fix`")),
    }
}
