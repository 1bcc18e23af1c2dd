//! The files of a spec: those of a folder, and those that ship with this crate.

use super::text::LARGEST;
use crate::diagnostic::SourceFile;
use std::fmt;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// Folders are not searched deeper than this.
const DEEPEST: usize = 16;

// `SHIPPED: &[(&str, &str)]`, path below `spec/` and text, sorted by path.
include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The spec files below `dir`, sorted by name.
///
/// Names are relative to `dir`, with `/` between folders. These are all files that end in `.yaml`, and in
/// `.yml`, so that [`load`](super::load) can ask for another name; files and folders that start with a dot are
/// left out. Bytes that are not UTF-8 become U+FFFD, which `load` reports with its place.
///
/// # Errors
/// The first folder or file that cannot be read, or must not be.
pub fn read_folder(dir: &Path) -> Result<Vec<SourceFile>, ReadError> {
    let root = dir.canonicalize().map_err(|source| ReadError::Io { path: dir.to_owned(), source })?;
    if !root.is_dir() {
        return Err(ReadError::NotAFolder { path: dir.to_owned() });
    }
    let mut files = Vec::new();
    read_into(&root, dir, "", DEEPEST, &mut files)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The spec files that ship with this crate, sorted by name.
#[must_use]
pub fn shipped_files() -> Vec<SourceFile> {
    SHIPPED.iter().map(|&(name, text)| SourceFile::new(name, text)).collect()
}

fn read_into(
    root: &Path,
    dir: &Path,
    prefix: &str,
    depth: usize,
    files: &mut Vec<SourceFile>,
) -> Result<(), ReadError> {
    let failed = |source| ReadError::Io { path: dir.to_owned(), source };
    for entry in fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            if is_yaml(&path) {
                return Err(ReadError::NameNotUtf8 { path });
            }
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}{name}");
        let metadata = fs::symlink_metadata(&path).map_err(|source| ReadError::Io { path: path.clone(), source })?;
        if metadata.is_dir() {
            if depth == 0 {
                return Err(ReadError::TooDeep { path });
            }
            read_into(root, &path, &format!("{name}/"), depth - 1, files)?;
        } else if metadata.is_symlink() && leads_to_folder(&path) {
            return Err(ReadError::Link { path });
        } else if is_yaml(&path) {
            files.push(SourceFile { name, text: read(root, path, metadata)? });
        }
    }
    Ok(())
}

/// The text of a file, which may be a link.
fn read(root: &Path, path: PathBuf, found: Metadata) -> Result<String, ReadError> {
    let failed = |source| ReadError::Io { path: path.clone(), source };
    let mut metadata = found;
    if metadata.is_symlink() {
        if !path.canonicalize().map_err(failed)?.starts_with(root) {
            return Err(ReadError::Link { path });
        }
        metadata = fs::metadata(&path).map_err(failed)?;
    }
    if !metadata.is_file() {
        return Err(ReadError::NotAFile { path });
    }
    if metadata.len() > LARGEST {
        return Err(ReadError::TooLarge { path, bytes: metadata.len() });
    }
    let bytes = fs::read(&path).map_err(failed)?;
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

fn leads_to_folder(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml"))
}

/// Why a folder of spec files could not be read. `Display` says what to do about it.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// A file or folder could not be opened or read; the source says why.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The path is not a folder.
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// A pipe, device or the like has the name of a spec file.
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// A link leads to a folder, or out of the folder of the spec.
    Link {
        /// The link.
        path: PathBuf,
    },
    /// A file is larger than 1 MiB.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        bytes: u64,
    },
    /// Folders lie too deep in each other.
    TooDeep {
        /// The first folder that is too deep.
        path: PathBuf,
    },
    /// The name of a file is not UTF-8.
    NameNotUtf8 {
        /// The file.
        path: PathBuf,
    },
}

impl ReadError {
    /// The file or folder that it is about.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Io { path, .. }
            | Self::NotAFolder { path }
            | Self::NotAFile { path }
            | Self::Link { path }
            | Self::TooLarge { path, .. }
            | Self::TooDeep { path }
            | Self::NameNotUtf8 { path } => path,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Debug shows what is invisible in a path as an escape.
        write!(f, "{:?} ", self.path())?;
        match self {
            Self::Io { .. } => f.write_str("cannot be read"),
            Self::NotAFolder { .. } => f.write_str("is not a folder: name the folder that holds the spec files"),
            Self::NotAFile { .. } => f.write_str("is not a regular file: remove or rename it"),
            Self::Link { .. } => {
                f.write_str("is a link to a folder or out of the spec folder: put the file itself there")
            }
            Self::TooLarge { bytes, .. } => {
                write!(f, "has {bytes} bytes, at most {LARGEST} are read: split it into smaller files")
            }
            Self::TooDeep { .. } => f.write_str("lies too deep: spec files are `actions/<group>/<action>.yaml`"),
            Self::NameNotUtf8 { .. } => f.write_str("has a name that is not UTF-8: rename it"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
