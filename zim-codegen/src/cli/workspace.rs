//! Where the spec and the generated code lie when nothing is said: in the workspace around the current folder.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

/// The spec folder and the output folder of a workspace, below its root.
pub(super) const SPEC: &str = "zim-spec/spec";
const OUT: &str = "zim-generated/src/generated";

/// No workspace around the current folder.
#[derive(Debug, thiserror::Error)]
#[error("no {missing} in this folder or one above it: run this inside the workspace, or name a folder{hint}")]
pub(super) struct NotFound {
    missing: &'static str,
    hint: &'static str,
}

/// The workspace's spec folder.
pub(super) fn spec(hint: &'static str) -> Result<PathBuf, Box<dyn std::error::Error>> {
    Ok(relative(&root(hint)?.join(SPEC))?)
}

/// The workspace's folder of generated code.
pub(super) fn out(hint: &'static str) -> Result<PathBuf, Box<dyn std::error::Error>> {
    Ok(relative(&root(hint)?.join(OUT))?)
}

fn root(hint: &'static str) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let here = env::current_dir()?;
    let root = here.ancestors().find(|folder| folder.join(SPEC).is_dir());
    root.map(Path::to_path_buf).ok_or_else(|| NotFound { missing: SPEC, hint }.into())
}

/// Shorter to read below the current folder.
fn relative(path: &Path) -> io::Result<PathBuf> {
    let here = env::current_dir()?;
    Ok(path.strip_prefix(here).unwrap_or(path).to_path_buf())
}
