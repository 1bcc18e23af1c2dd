//! `regenerate`: spec to code, or a check that the code is fresh.

use super::{CommandResult, Outcome, report, workspace};
use std::path::{Component, Path, PathBuf};
use zim_codegen::sync::{self, Difference, Reason, SyncError};
use zim_codegen::{GeneratedFile, Options, generate_with, over_shipped};
use zim_spec::diagnostic::Diagnostics;
use zim_spec::load::{Layer, load};
use zim_spec::model::Spec;

/// What was asked.
pub(super) struct Request {
    pub(super) check: bool,
    pub(super) spec: Option<PathBuf>,
    pub(super) out: Option<PathBuf>,
    pub(super) options: Options,
}

/// The code would lie among the spec's files.
#[derive(Debug, thiserror::Error)]
#[error("the output folder {} lies in the spec folder {}: choose another with `--out`", out.display(), spec.display())]
struct OutputInSpec {
    out: PathBuf,
    spec: PathBuf,
}

pub(super) fn run(request: &Request) -> CommandResult {
    let spec = request.spec.clone().map_or_else(|| workspace::spec(" with `--spec`"), Ok)?;
    let out = request.out.clone().map_or_else(|| workspace::out(" with `--out`"), Ok)?;
    let layer = Layer::folder(&spec)?;
    if resolved(&out)?.starts_with(resolved(&spec)?) {
        return Err(OutputInSpec { out, spec }.into());
    }
    let (generated, findings) = generated(layer, &request.options);
    if !findings.is_empty() {
        report::to_stderr(&findings)?;
    }
    match generated {
        None => {
            report::note("nothing generated: mend the spec first")?;
            Ok(Outcome::Problems)
        }
        Some(generated) if request.check => check(&generated, &out),
        Some(generated) => write(&generated, &out),
    }
}

/// `path` without links, of which the last folders need not exist.
fn resolved(path: &Path) -> std::io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    for folder in path.ancestors() {
        if let Ok(real) = folder.canonicalize() {
            let rest = path.strip_prefix(folder).unwrap_or(Path::new(""));
            return Ok(rest.components().fold(real, |mut real, component| {
                match component {
                    Component::ParentDir => {
                        real.pop();
                    }
                    other => real.push(other),
                }
                real
            }));
        }
    }
    Ok(path)
}

/// What a spec gives, and how much of it there is.
struct Generated {
    spec: Spec,
    files: Vec<GeneratedFile>,
}

/// The code, if the spec has no mistakes, and what was found about it.
fn generated(layer: Layer, options: &Options) -> (Option<Generated>, Diagnostics) {
    let loaded = load(&over_shipped(vec![layer]));
    let mut findings = loaded.diagnostics;
    let Some(spec) = loaded.spec else { return (None, findings) };
    match generate_with(&spec, options) {
        Ok(files) => (Some(Generated { spec, files }), findings),
        Err(refused) => {
            // These have no places, so that they are at home among any files.
            findings.extend(refused.iter().cloned());
            (None, findings)
        }
    }
}

fn check(generated: &Generated, out: &Path) -> CommandResult {
    let differences = sync::compare(&generated.files, out)?;
    if differences.is_empty() {
        report::line(&format!("{}: fresh in {}", summary(generated), out.display()))?;
        return Ok(Outcome::Fine);
    }
    for Difference { path, reason, .. } in &differences {
        report::line(&format!("{}: {reason}", out.join(path).display()))?;
    }
    report::line(&format!("{} stale: run `cargo zim regenerate`", report::count(differences.len(), "file")))?;
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
    for Difference { path, reason, .. } in &differences {
        let done = if *reason == Reason::Unexpected { "deleted" } else { "wrote" };
        report::line(&format!("{done} {} ({})", out.join(path).display(), reason.past()))?;
    }
    let outcome = match differences.len() {
        0 => "unchanged".to_owned(),
        n => format!("{} written or deleted", report::count(n, "file")),
    };
    report::line(&format!("{}: {outcome} in {}", summary(generated), out.display()))?;
    Ok(Outcome::Fine)
}

fn summary(generated: &Generated) -> String {
    let actions = report::count(generated.spec.actions.len(), "action");
    format!("{actions}, {}", report::count(generated.files.len(), "file"))
}
