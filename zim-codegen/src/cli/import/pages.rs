//! The files that are imported: found, read and taken apart.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use zim_codegen::import::{self, Facts, ImportError};

/// Folders are not searched deeper than this.
const DEEPEST: usize = 16;

/// What the names of pages end in.
const ENDINGS: [&str; 4] = ["mdx", "md", "yaml", "yml"];

/// All pages that were read, in the order in which they were named, folders in the order of their files.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) pages: Vec<Page>,
    pub(super) failures: Vec<Failure>,
    /// Files of folders that describe no action, such as what others share.
    pub(super) skipped: usize,
}

/// An action of a file.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) path: PathBuf,
    pub(super) facts: Facts,
}

/// A file that could not be imported.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("cannot read {}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{} {error}", path.display())]
    Refused { path: PathBuf, error: ImportError },
    #[error("{} holds no page: name a folder with files that end in .mdx, .md, .yaml or .yml", .0.display())]
    NoPages(PathBuf),
}

/// Reads every file, and every file of every folder, of `given`.
pub(super) fn read(given: &[PathBuf]) -> io::Result<Pages> {
    let mut all = Pages::default();
    for path in given {
        match fs::metadata(path) {
            Err(source) => all.failures.push(Failure::Unreadable { path: path.clone(), source }),
            Ok(metadata) if metadata.is_dir() => folder(path, &mut all),
            Ok(_) => {
                let root = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
                match file(path, root) {
                    Ok(pages) => all.pages.extend(pages),
                    Err(failure) => all.failures.push(failure),
                }
            }
        }
    }
    Ok(all)
}

fn folder(root: &Path, all: &mut Pages) {
    let mut paths = Vec::new();
    if let Err(failure) = collect(root, DEEPEST, &mut paths) {
        all.failures.push(failure);
    }
    paths.sort();
    if paths.is_empty() {
        all.failures.push(Failure::NoPages(root.to_owned()));
    }
    for path in paths {
        match file(&path, root) {
            Ok(pages) => all.pages.extend(pages),
            Err(Failure::Refused { error: ImportError::NoAction, .. }) => all.skipped += 1,
            Err(failure) => all.failures.push(failure),
        }
    }
}

fn collect(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |source| Failure::Unreadable { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() && depth > 0 {
            collect(&path, depth - 1, paths)?;
        } else if kind.is_file() && ends_as_pages_do(&path) {
            paths.push(path);
        }
    }
    Ok(())
}

fn ends_as_pages_do(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ENDINGS.iter().any(|ending| extension.eq_ignore_ascii_case(ending))
}

/// The actions of the file at `path`, which may refer to files below `root`.
fn file(path: &Path, root: &Path) -> Result<Vec<Page>, Failure> {
    let bytes = bytes(path)?;
    let refused = |error| Failure::Refused { path: path.to_owned(), error };
    let text = import::text(&bytes).map_err(refused)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let resolve = |reference: &str| beside(folder, root, reference);
    let name = path.display().to_string();
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name };
    let facts = import::read(&name, text, &resolve).map_err(refused)?;
    Ok(facts.into_iter().map(|facts| Page { path: path.to_owned(), facts }).collect())
}

/// What is in a file, if it is not too large.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |source| Failure::Unreadable { path: path.to_owned(), source };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(unreadable(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file")));
    }
    if metadata.len() > import::LARGEST {
        return Err(Failure::Refused { path: path.to_owned(), error: ImportError::TooLarge(metadata.len()) });
    }
    fs::read(path).map_err(unreadable)
}

/// The text of the file that a page in `folder` refers to, if it lies below `root`.
fn beside(folder: &Path, root: &Path, reference: &str) -> Option<String> {
    let reference = Path::new(reference);
    let is_relative = reference
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir | Component::ParentDir));
    if !is_relative {
        return None;
    }
    let root = root.canonicalize().ok()?;
    let target = folder.join(reference).canonicalize().ok()?;
    if !target.starts_with(&root) {
        return None;
    }
    let bytes = bytes(&target).ok()?;
    import::text(&bytes).ok().map(str::to_owned)
}
