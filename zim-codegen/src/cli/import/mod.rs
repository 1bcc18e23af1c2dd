//! `import`: pages of documentation to drafts of spec entries, or to a comparison with the entries that there are.

mod differences;
mod draft;
mod json;
mod merge;
mod pages;
mod score;

use super::{CommandResult, Outcome, report, today, workspace};
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use zim_codegen::over_shipped;
use zim_spec::load::{Layer, load};
use zim_spec::model::Spec;

/// What was asked.
pub(super) struct Request {
    pub(super) files: Vec<PathBuf>,
    pub(super) out: Option<PathBuf>,
    pub(super) group: Option<String>,
    pub(super) task: Task,
    pub(super) spec: Option<PathBuf>,
    pub(super) exceptions: Option<PathBuf>,
    pub(super) format: Format,
}

/// What becomes of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Drafts.
    Draft,
    /// What differs from the entries.
    Compare,
    /// How much of each kind of fact is the same.
    Score,
}

/// How the answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Human,
    /// One JSON document.
    Json,
}

/// The spec that pages are drafted for, or compared with.
struct Base {
    layers: Vec<Layer>,
    spec: Spec,
    /// Its folder, if it does not come with this program.
    folder: Option<PathBuf>,
}

pub(super) fn run(request: &Request) -> CommandResult {
    let Some(base) = base(request.spec.as_deref())? else { return Ok(Outcome::Problems) };
    let pages = pages::read(&request.files)?;
    for failure in &pages.failures {
        report::failure(failure);
    }
    let outcome = match request.task {
        Task::Draft => draft::run(request, &base, &pages)?,
        Task::Compare => differences::run(request, &base, &pages)?,
        Task::Score => score::run(request, &base, &pages)?,
    };
    Ok(if pages.failures.is_empty() { outcome } else { Outcome::WrongUse })
}

/// The spec of a folder, or of the workspace around, or the one that comes with this program; none if it has errors,
/// which are then reported.
fn base(folder: Option<&Path>) -> Result<Option<Base>, Box<dyn std::error::Error>> {
    let folder = folder.map(Path::to_path_buf).or_else(|| workspace::spec("").ok());
    let layers = match &folder {
        Some(folder) => over_shipped(vec![Layer::folder(folder)?]),
        None => vec![Layer::shipped()],
    };
    let loaded = load(&layers);
    match loaded.spec {
        Some(spec) => Ok(Some(Base { layers, spec, folder })),
        None => {
            report::to_stderr(&loaded.diagnostics)?;
            report::note("nothing imported: mend the spec first")?;
            Ok(None)
        }
    }
}
