//! `openapi`: the spec as an OpenAPI document, to stdout or into a file.

use super::{CommandResult, Outcome, file, report, workspace};
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use zim_codegen::openapi::document;
use zim_codegen::over_shipped;
use zim_spec::load::{Layer, load};

/// What was asked.
pub(super) struct Request {
    pub(super) spec: Option<PathBuf>,
    /// The file to write to; otherwise stdout.
    pub(super) out: Option<PathBuf>,
    pub(super) format: Format,
}

/// How a document is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    /// JSON, indented.
    Json,
    /// YAML.
    Yaml,
}

pub(super) fn run(request: &Request) -> CommandResult {
    let folder = request.spec.clone().or_else(|| workspace::spec("").ok());
    let layers = match folder.as_deref() {
        Some(folder) => over_shipped(vec![Layer::folder(folder)?]),
        None => vec![Layer::shipped()],
    };
    let loaded = load(&layers);
    if !loaded.diagnostics.is_empty() {
        report::to_stderr(&loaded.diagnostics)?;
    }
    let Some(spec) = loaded.spec else {
        report::note("nothing written: mend the spec first")?;
        return Ok(Outcome::Problems);
    };
    let document = document(&spec);
    let text = match request.format {
        Format::Json => format!("{document:#}\n"),
        Format::Yaml => serde_yaml::to_string(&document)?,
    };
    match &request.out {
        Some(path) => write(path, &text)?,
        None => report::text(&text)?,
    }
    Ok(Outcome::Fine)
}

fn write(path: &Path, text: &str) -> Result<(), Box<dyn std::error::Error>> {
    let outcome = if file::write(path, text)? { "wrote" } else { "unchanged:" };
    Ok(report::note(&format!("{outcome} {}", path.display()))?)
}
