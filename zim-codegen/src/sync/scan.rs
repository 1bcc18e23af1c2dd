//! What lies in the output folder, read once. Links are noted and not followed.

use super::SyncError;
use super::stage::is_temporary;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What lies in a folder and the folders below it, by path with `/`.
#[derive(Default)]
pub(super) struct Present {
    /// The bytes of every file that ends in `.rs`.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// Everything else.
    pub(super) others: BTreeMap<String, Other>,
    /// Temporary files that an earlier run left.
    pub(super) left_over: Vec<PathBuf>,
}

/// What is not a file of Rust.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Other {
    Folder,
    Link,
    /// Another file, or a pipe or the like.
    Thing,
}

/// Reads a folder. One that does not exist is empty.
pub(super) fn scan(folder: &Path) -> Result<Present, SyncError> {
    let mut present = Present::default();
    collect(folder, "", &mut present)?;
    Ok(present)
}

fn collect(folder: &Path, below: &str, present: &mut Present) -> Result<(), SyncError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(SyncError::io("read", folder)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(SyncError::io("read", folder))?;
        let (name, on_disk) = (entry.file_name(), entry.path());
        // No generated file has a name that is not UTF-8.
        let Some(name) = name.to_str() else { continue };
        let kind = entry.file_type().map_err(SyncError::io("read", &on_disk))?;
        if name.starts_with('.') {
            // Editors' lock files, the system's notes: nobody's business, but for our own.
            present.left_over.extend((kind.is_file() && is_temporary(name)).then_some(on_disk));
            continue;
        }
        let path = format!("{below}{name}");
        if kind.is_dir() {
            collect(&on_disk, &format!("{path}/"), present)?;
            present.others.insert(path, Other::Folder);
        } else if kind.is_file() && name.ends_with(".rs") {
            let bytes = fs::read(&on_disk).map_err(SyncError::io("read", &on_disk))?;
            present.files.insert(path, bytes);
        } else {
            present.others.insert(path, if kind.is_symlink() { Other::Link } else { Other::Thing });
        }
    }
    Ok(())
}
