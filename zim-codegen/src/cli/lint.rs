//! `lint`: every problem of a spec.

use super::{CommandResult, Outcome, report, workspace};
use std::path::PathBuf;
use zim_codegen::over_shipped;
use zim_spec::load::{Layer, load};

pub(super) fn run(folders: &[PathBuf]) -> CommandResult {
    let folders = match folders {
        [] => vec![workspace::spec(", as in `lint my-spec`")?],
        folders => folders.to_vec(),
    };
    let layers = folders.iter().map(|folder| Layer::folder(folder)).collect::<Result<Vec<_>, _>>()?;
    let files: usize = layers.iter().map(|layer| layer.files.len()).sum();
    let loaded = load(&over_shipped(layers));
    report::to_stdout(&loaded.diagnostics)?;
    if loaded.diagnostics.has_errors() {
        return Ok(Outcome::Problems);
    }
    if loaded.diagnostics.is_empty() {
        report::line(&format!("{}, no problems", report::count(files, "spec file")))?;
    }
    Ok(Outcome::Fine)
}
