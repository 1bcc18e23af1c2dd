//! The folder made equal to what was generated.

use super::{Difference, Reason, SyncError, compare};
use crate::render::{GeneratedFile, MARKER};
use std::fs;
use std::io::Write;
use std::path::Path;

/// The file that names all others: while it refuses to compile, nothing else matters.
const ROOT: &str = "mod.rs";

/// Makes the folder equal to what was generated, and says what it changed.
///
/// Files are replaced by a rename, unchanged ones are not touched, and only files that carry the
/// generator's header are overwritten or deleted. If the run is interrupted between several changes, the
/// root module refuses to compile and says to run it again.
///
/// # Errors
///
/// If the folder cannot be read or written, or if files that were not generated are in the way; in the
/// latter case nothing was written.
pub fn write(files: &[GeneratedFile], folder: &Path) -> Result<Vec<Difference>, SyncError> {
    let differences = compare(files, folder)?;
    let foreign: Vec<_> = differences.iter().filter(|difference| difference.reason == Reason::NotOurs).collect();
    if !foreign.is_empty() {
        return Err(SyncError::NotOurs(foreign.iter().map(|difference| difference.path.clone()).collect()));
    }
    let root = files.iter().find(|file| file.path == ROOT);
    let bracket = differences.len() > 1 && root.is_some();
    if bracket {
        replace(folder, ROOT, &interrupted())?;
    }
    for difference in differences.iter().filter(|difference| !(bracket && difference.path == ROOT)) {
        match files.iter().find(|file| file.path == difference.path) {
            Some(file) => replace(folder, &file.path, &file.text)?,
            None => remove(folder, &difference.path)?,
        }
    }
    if let Some(root) = root.filter(|_| bracket) {
        replace(folder, ROOT, &root.text)?;
    }
    Ok(differences)
}

/// Writes one file, if its bytes differ.
pub(crate) fn write_one(folder: &Path, name: &str, text: &str) -> Result<(), SyncError> {
    match fs::read(folder.join(name)) {
        Ok(present) if present == text.as_bytes() => Ok(()),
        _ => replace(folder, name, text),
    }
}

/// What stands in for the root module while several files change.
fn interrupted() -> String {
    format!(
        "{MARKER}. Do not edit.\n// This file is replaced at the end of a run.\n\ncompile_error!(\"generating this code was interrupted: run `cargo zim regenerate` again\");\n"
    )
}

fn replace(folder: &Path, path: &str, text: &str) -> Result<(), SyncError> {
    let target = folder.join(path);
    let parent = target.parent().unwrap_or(folder);
    fs::create_dir_all(parent).map_err(SyncError::io("create", parent))?;
    let mut temporary = tempfile::Builder::new()
        .prefix(".zim-codegen-")
        .tempfile_in(parent)
        .map_err(SyncError::io("write in", parent))?;
    temporary.write_all(text.as_bytes()).map_err(SyncError::io("write", temporary.path()))?;
    temporary.as_file().sync_all().map_err(SyncError::io("write", temporary.path()))?;
    readable(&temporary)?;
    temporary.persist(&target).map_err(|error| SyncError::io("replace", &target)(error.error))?;
    Ok(())
}

/// Temporary files are their owner's alone; source files are not.
#[cfg(unix)]
fn readable(file: &tempfile::NamedTempFile) -> Result<(), SyncError> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = fs::Permissions::from_mode(0o644);
    file.as_file().set_permissions(permissions).map_err(SyncError::io("write", file.path()))
}

#[cfg(not(unix))]
fn readable(_: &tempfile::NamedTempFile) -> Result<(), SyncError> {
    Ok(())
}

/// Deletes a file, and its folder if that leaves it empty.
fn remove(folder: &Path, path: &str) -> Result<(), SyncError> {
    let target = folder.join(path);
    fs::remove_file(&target).map_err(SyncError::io("delete", &target))?;
    if let Some(parent) = target.parent().filter(|parent| *parent != folder) {
        // Fails if something else lies in it, which is then somebody's.
        let _ = fs::remove_dir(parent);
    }
    Ok(())
}
