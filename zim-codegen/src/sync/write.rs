//! The folder made equal to what was generated.

use super::compare::differences;
use super::lock::lock;
use super::scan::scan;
use super::stage::{Change, Stage};
use super::{Difference, Reason, SyncError};
use crate::render::{GeneratedFile, MARKER, is_recognisable};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The file that names all others: while it refuses to compile, nothing else matters.
const ROOT: &str = "mod.rs";

/// Makes the folder equal to what was generated, and says what it changed.
///
/// Unchanged files are not touched, and only files that carry the generator's header are overwritten or
/// deleted. Before the first file is replaced, by a rename, everything that is new is on disk. If the run is
/// interrupted between several renames, or one of them fails, the root module refuses to compile and says to
/// run it again. Temporary files that an earlier run left are removed. While another run writes in the folder, this one
/// waits, where the system can lock folders.
///
/// # Errors
///
/// If the folder cannot be read or written, or if something that was not generated is in the way. Nothing has
/// changed then, unless the system refused a rename or a deletion although it let files be made beside.
pub fn write(files: &[GeneratedFile], folder: &Path) -> Result<Vec<Difference>, SyncError> {
    let mut stage = Stage::new(folder);
    stage.make(folder)?;
    // From before it is read until all is in place: another run must not see, or change, what is half done.
    let _lock = lock(folder)?;
    let present = scan(folder)?;
    if present.files.is_empty() {
        stage.nothing_to_lose();
    }
    let differences = differences(files, &present);
    let obstacles = differences.iter().filter(|difference| difference.reason.is_obstacle());
    let obstacles: Vec<_> = obstacles.map(|difference| shown(folder, &difference.path, difference.reason)).collect();
    if !obstacles.is_empty() {
        return Err(SyncError::NotOurs(obstacles));
    }
    let mut bracket = None;
    if let Some(root) = files.iter().find(|file| file.path == ROOT).filter(|_| differences.len() > 1) {
        bracket = Some((stage.replace(ROOT, &interrupted())?, stage.replace(ROOT, &root.text)?));
    }
    let by_path: BTreeMap<&str, &GeneratedFile> = files.iter().map(|file| (&*file.path, file)).collect();
    let paths = differences.iter().map(|difference| &*difference.path);
    let (new, gone): (Vec<&str>, Vec<&str>) =
        paths.filter(|&path| bracket.is_none() || path != ROOT).partition(|path| by_path.contains_key(path));
    let new: Vec<&GeneratedFile> = new.iter().filter_map(|path| by_path.get(path).copied()).collect();
    let mut changes = stage.replace_all(&new)?;
    for path in gone {
        changes.push(stage.delete(path)?);
    }
    for file in &present.left_over {
        // One that stays disturbs nobody.
        let _ = fs::remove_file(file);
    }
    commit(bracket, changes)?;
    Ok(differences)
}

/// Makes all changes, even if one fails, so that as little as can be is left to the next run. The root module
/// comes back only if none failed.
fn commit(bracket: Option<(Change, Change)>, changes: Vec<Change>) -> Result<(), SyncError> {
    let (first, last) = bracket.unzip();
    first.map_or(Ok(()), Change::commit)?;
    let failures: Vec<_> = changes.into_iter().filter_map(|change| change.commit().err()).collect();
    match failures.into_iter().next() {
        Some(failure) => Err(failure),
        None => last.map_or(Ok(()), Change::commit),
    }
}

/// Writes one file, if its bytes differ, and if what it replaces was generated.
pub(crate) fn write_one(folder: &Path, name: &str, text: &str) -> Result<(), SyncError> {
    let target = folder.join(name);
    let obstacle = match fs::symlink_metadata(&target) {
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(SyncError::io("read", &target)(error)),
        Ok(metadata) if metadata.is_symlink() => Some(Reason::Link),
        Ok(metadata) if !metadata.is_file() => Some(Reason::NotOurs),
        Ok(_) => {
            let present = fs::read(&target).map_err(SyncError::io("read", &target))?;
            if present == text.as_bytes() {
                return Ok(());
            }
            (!is_recognisable(&String::from_utf8_lossy(&present))).then_some(Reason::NotOurs)
        }
    };
    match obstacle {
        Some(reason) => Err(SyncError::NotOurs(vec![shown(folder, name, reason)])),
        None => Stage::new(folder).replace(name, text)?.commit(),
    }
}

/// What is in the way, for people.
fn shown(folder: &Path, path: &str, reason: Reason) -> String {
    let kind = if reason == Reason::Link { " (a link)" } else { "" };
    format!("{}{kind}", folder.join(path).display())
}

/// What stands in for the root module while several files change.
pub(super) fn interrupted() -> String {
    format!(
        "{MARKER}. Do not edit.\n// This file is replaced at the end of a run.\n\ncompile_error!(\"generating this code was interrupted: run `cargo zim regenerate` again\");\n"
    )
}
