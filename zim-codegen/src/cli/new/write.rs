//! A file that was not there before, written whole or not at all.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The file could not be written; nothing is left of it.
#[derive(Debug, thiserror::Error)]
pub(super) enum WriteError {
    #[error("{} exists already: it is not overwritten", path.display())]
    Exists { path: PathBuf },
    #[error("cannot write {}", path.display())]
    Io { path: PathBuf, source: io::Error },
}

/// Writes `text` to `path`, which lies below `folder`. The folders between are made once the text is on disk.
pub(super) fn new_file(folder: &Path, path: &Path, text: &str) -> Result<(), WriteError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(WriteError::Exists { path: path.to_owned() });
    }
    let failed = |source: io::Error| match source.kind() {
        ErrorKind::AlreadyExists => WriteError::Exists { path: path.to_owned() },
        _ => WriteError::Io { path: path.to_owned(), source },
    };
    let contents = contents(folder, text).map_err(failed)?;
    let parent = path.parent().unwrap_or(folder);
    let missing: Vec<&Path> = parent.ancestors().take_while(|folder| !folder.exists()).collect();
    let result = fs::create_dir_all(parent)
        .map_err(|source| WriteError::Io { path: parent.to_owned(), source })
        .and_then(|()| contents.persist_noclobber(path).map(drop).map_err(|error| failed(error.error)));
    if result.is_err() {
        for folder in missing {
            // Fails if somebody else uses it by now.
            let _ = fs::remove_dir(folder);
        }
    }
    result
}

/// A file in `folder` that nobody reads, and that goes unless it is given another name.
fn contents(folder: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix(".zim-codegen-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are their owner's alone; source files are not.
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    Ok(file)
}
