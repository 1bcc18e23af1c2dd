//! Drafts, to stdout or into a folder.

use super::pages::{Page, Pages};
use super::{Base, Format, Outcome, Request, json, merge, report, today};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use zim_codegen::import::draft::{Draft, DraftFile, Source, draft, settle};
use zim_spec::diagnostic::Diagnostics;
use zim_spec::load::Layer;
use zim_spec::model::Spec;

/// A draft that cannot be written.
#[derive(Debug, thiserror::Error)]
enum Unwritten {
    #[error("{} is there already: choose another folder with `-o`, or move it away", .0.display())]
    Exists(PathBuf),
    #[error("cannot write {}", path.display())]
    Io { path: PathBuf, source: io::Error },
}

pub(super) fn run(request: &Request, base: &Base, pages: &Pages) -> Result<Outcome, Box<dyn std::error::Error>> {
    if pages.pages.is_empty() {
        return Ok(Outcome::Fine);
    }
    let checked = today::today();
    let sourced = pages
        .pages
        .iter()
        .map(|Page { path, facts }| (facts.clone(), Source::new(path, request.group.as_deref(), &checked, &base.spec)));
    let sourced: Vec<_> = sourced.collect();
    let drafted = draft(&sourced, &base.spec);
    let layers = without(&base.layers, &base.spec, &drafted);
    let settled = settle(drafted, &layers);
    let mut findings = Diagnostics::default();
    for of_page in &settled.draft.findings {
        merge::add(&mut findings, of_page);
    }
    findings.sort();
    merge::add(&mut findings, &settled.findings);
    if let Some(folder) = &request.out {
        write(&settled.draft.files, folder)?;
    }
    match (request.format, &request.out) {
        (Format::Json, _) => report::text(&json::draft(&settled.draft.files, &findings)?)?,
        (Format::Human, Some(folder)) => {
            report::to_stderr(&findings)?;
            for file in &settled.draft.files {
                report::line(&format!("wrote {}", folder.join(&file.path).display()))?;
            }
        }
        (Format::Human, None) => {
            report::to_stderr(&findings)?;
            report::text(&printed(&settled.draft.files))?;
        }
    }
    Ok(if settled.spec.is_some() { Outcome::Fine } else { Outcome::Problems })
}

/// The layers less the entries that the draft replaces.
fn without(layers: &[Layer], spec: &Spec, draft: &Draft) -> Vec<Layer> {
    let drafted = |name: &str| draft.actions.iter().any(|action| action == name);
    let files: Vec<&str> =
        spec.actions.iter().filter(|action| drafted(&action.name)).map(|action| action.file.as_str()).collect();
    let kept = |layer: &Layer| {
        let files = layer.files.iter().filter(|file| !files.contains(&file.name.as_str())).cloned().collect();
        Layer::from_files(layer.name.clone(), files)
    };
    layers.iter().map(kept).filter(|layer| !layer.files.is_empty()).collect()
}

/// Several files as one text, each after its path.
fn printed(files: &[DraftFile]) -> String {
    match files {
        [file] => file.text(),
        files => files.iter().map(|file| format!("# ==== {}\n{}\n", file.path, file.text())).collect(),
    }
}

/// Writes files, none of which may be there yet: each lies ready before the first gets its name.
fn write(files: &[DraftFile], folder: &Path) -> Result<(), Unwritten> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Unwritten::Io { path, source }
    };
    let taken = files.iter().map(|file| folder.join(&file.path)).find(|path| fs::symlink_metadata(path).is_ok());
    if let Some(path) = taken {
        return Err(Unwritten::Exists(path));
    }
    let mut staged = Vec::new();
    for file in files {
        let target = folder.join(&file.path);
        let parent = target.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(failed(parent))?;
        let mut contents =
            tempfile::Builder::new().prefix(".zim-codegen-").tempfile_in(parent).map_err(failed(&target))?;
        contents.write_all(file.text().as_bytes()).map_err(failed(&target))?;
        contents.as_file().sync_all().map_err(failed(&target))?;
        staged.push((contents, target));
    }
    for (contents, target) in staged {
        // Fails where another has put a file in the meantime.
        contents.persist_noclobber(&target).map_err(|error| failed(&target)(error.error))?;
    }
    Ok(())
}
