//! `regenerate`: spec to code, or a check that the code is fresh.

use super::{CommandResult, Outcome, report, workspace};
use std::path::{Path, PathBuf};
use zim_codegen::sync::{self, Difference, SyncError};
use zim_codegen::{GeneratedFile, Options, generate_with, over_shipped};
use zim_spec::diagnostic::Diagnostics;
use zim_spec::load::{Layer, load};
use zim_spec::model::Spec;

/// What was asked.
pub(super) struct Request {
    pub(super) check: bool,
    pub(super) spec: Option<PathBuf>,
    pub(super) out: Option<PathBuf>,
    pub(super) runtime: Option<String>,
}

pub(super) fn run(request: &Request) -> CommandResult {
    let spec_folder = request.spec.clone().map_or_else(|| workspace::spec(" with `--spec`"), Ok)?;
    let out = request.out.clone().map_or_else(|| workspace::out(" with `--out`"), Ok)?;
    let layer = Layer::folder(&spec_folder)?;
    let generated = match generated(layer, request.runtime.as_deref()) {
        Ok(generated) => generated,
        Err(diagnostics) => {
            report::to_stderr(&diagnostics);
            report::note("nothing generated: mend the spec first");
            return Ok(Outcome::Problems);
        }
    };
    if request.check { check(&generated, &out) } else { write(&generated, &out) }
}

/// What a spec gives, and how much of it there is.
struct Generated {
    spec: Spec,
    files: Vec<GeneratedFile>,
}

fn generated(layer: Layer, runtime: Option<&str>) -> Result<Generated, Diagnostics> {
    let loaded = load(&over_shipped(vec![layer]));
    let spec = match loaded.spec {
        Some(spec) => spec,
        None => return Err(loaded.diagnostics),
    };
    if !loaded.diagnostics.is_empty() {
        report::to_stderr(&loaded.diagnostics);
    }
    let options = runtime.map_or_else(Options::default, |path| Options::default().with_runtime(path));
    let files = generate_with(&spec, &options)?;
    Ok(Generated { spec, files })
}

fn check(generated: &Generated, out: &Path) -> CommandResult {
    let differences = sync::compare(&generated.files, out)?;
    if differences.is_empty() {
        report::line(&format!("{}: fresh in {}", summary(generated), out.display()));
        return Ok(Outcome::Fine);
    }
    list(&differences, out);
    report::line(&format!("{} stale: run `cargo zim regenerate`", report::count(differences.len(), "file")));
    Ok(Outcome::Problems)
}

fn write(generated: &Generated, out: &Path) -> CommandResult {
    let differences = match sync::write(&generated.files, out) {
        Ok(differences) => differences,
        Err(error @ SyncError::NotOurs(_)) => {
            report::failure(&error);
            return Ok(Outcome::Problems);
        }
        Err(error) => return Err(error.into()),
    };
    list(&differences, out);
    let outcome = match differences.len() {
        0 => "unchanged".to_owned(),
        n => format!("{} written or deleted", report::count(n, "file")),
    };
    report::line(&format!("{}: {outcome} in {}", summary(generated), out.display()));
    Ok(Outcome::Fine)
}

fn list(differences: &[Difference], out: &Path) {
    for difference in differences {
        report::line(&format!("{}: {}", out.join(&difference.path).display(), difference.reason));
    }
}

fn summary(generated: &Generated) -> String {
    let actions = report::count(generated.spec.actions.len(), "action");
    format!("{actions}, {}", report::count(generated.files.len(), "file"))
}
