//! `--fix`: findings that need no decision by anybody are mended in the files.

use super::read;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use zim_spec::diagnostic::{Diagnostics, FileId};
use zim_spec::load::Layer;

/// Mending one thing can show the next, but not for ever.
const ROUNDS: usize = 10;

/// A file could not be mended; those before it have been.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}", path.display())]
struct Unmended {
    path: PathBuf,
    source: io::Error,
}

/// Mends what can be in the files below `folders`, and says in which how much.
pub(super) fn fix(
    folders: &[PathBuf],
    find: impl Fn(Vec<Layer>) -> Diagnostics,
) -> Result<BTreeMap<PathBuf, usize>, Box<dyn std::error::Error>> {
    let mut fixed = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for _ in 0..ROUNDS {
        let layers = read(folders)?;
        let paths = paths(folders, &layers);
        let findings = find(layers);
        let mut is_done = true;
        for (position, file) in findings.files().iter().enumerate() {
            let Some(path) = paths.get(&file.name) else { continue };
            let Some((text, count)) = findings.mended(FileId(position)) else { continue };
            // Two mends that undo each other would go on for ever.
            if !seen.insert((path.clone(), text.clone())) {
                continue;
            }
            if write(path, &file.text, &text).map_err(|source| Unmended { path: path.clone(), source })? {
                *fixed.entry(path.clone()).or_default() += count;
                is_done = false;
            }
        }
        if is_done {
            break;
        }
    }
    Ok(fixed)
}

/// Where the files lie that are shown under these names; those of the shipped spec lie nowhere.
fn paths(folders: &[PathBuf], layers: &[Layer]) -> BTreeMap<String, PathBuf> {
    let of = |(folder, layer): (&PathBuf, &Layer)| {
        let entries = layer.files.iter().map(|file| (format!("{}/{}", layer.name, file.name), folder.join(&file.name)));
        entries.collect::<Vec<_>>()
    };
    folders.iter().zip(layers).flat_map(of).collect()
}

/// Replaces the file at once, with the rights that it had; says whether it still held `old` and was.
fn write(path: &Path, old: &str, new: &str) -> io::Result<bool> {
    // Through a link to the file itself.
    let path = path.canonicalize()?;
    let found = fs::read(&path)?;
    // What is not UTF-8 was read with gaps, and what changed meanwhile is not what was looked at.
    let Some(mark) = found.strip_suffix(old.as_bytes()).filter(|mark| mark.is_empty() || mark == b"\xef\xbb\xbf")
    else {
        return Ok(false);
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut contents = NamedTempFile::new_in(folder)?;
    contents.write_all(mark)?;
    contents.write_all(new.as_bytes())?;
    contents.as_file().set_permissions(fs::metadata(&path)?.permissions())?;
    contents.as_file().sync_all()?;
    contents.persist(&path)?;
    Ok(true)
}
