//! Files that commands write.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Something did not get into its file.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}", path.display())]
pub(super) struct Unwritten {
    path: PathBuf,
    source: io::Error,
}

/// Puts `text` into the file at `path` in one step, unless it is there; says whether it was not.
pub(super) fn write(path: &Path, text: &str) -> Result<bool, Unwritten> {
    put(path, text).map_err(|source| Unwritten { path: path.to_path_buf(), source })
}

fn put(path: &Path, text: &str) -> io::Result<bool> {
    match fs::read(path) {
        Ok(there) if there == text.as_bytes() => return Ok(false),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let mut file = temporary(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(true)
}

/// A file that others may read too, as with any other way to make one.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
