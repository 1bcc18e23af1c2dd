//! A crate around generated code, compiled for real.

use crate::transport::BoxError;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate of its own in a folder, with the workspace's versions of what it depends on. What it depends on stays
/// built there, so that only the first run takes long.
pub struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// An empty crate called `name` below `folder`; `dependency` is what follows the path of `zim-generated` in the
    /// manifest, such as `, default-features = false`.
    ///
    /// # Errors
    ///
    /// The folder cannot be written to.
    pub fn new(folder: &Path, name: &str, dependency: &str) -> Result<Self, BoxError> {
        let scratch = Self { folder: folder.join(name) };
        if scratch.folder.join("src").exists() {
            fs::remove_dir_all(scratch.folder.join("src"))?;
        }
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let runtime = workspace.join("zim-generated").display().to_string();
        scratch.put(
            "Cargo.toml",
            &format!(
                "[workspace]\n[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\
                 [dependencies]\nzim-generated = {{ path = {runtime:?}{dependency} }}\n"
            ),
        )?;
        scratch.put("Cargo.lock", &fs::read_to_string(workspace.join("Cargo.lock"))?)?;
        Ok(scratch)
    }

    /// Where the crate lies.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file of the crate.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn put(&self, name: &str, text: &str) -> Result<(), BoxError> {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
        Ok(fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?)
    }

    /// Runs cargo offline in the crate; everything that rustdoc warns of is an error. Gives what was printed: all of it,
    /// stdout first.
    ///
    /// # Errors
    ///
    /// Cargo failed; the error holds what it printed.
    pub fn cargo(&self, arguments: &[&str]) -> Result<String, BoxError> {
        let output = Command::new(env!("CARGO"))
            .args(["--offline", "--quiet"])
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("RUSTDOCFLAGS", "-D warnings")
            .env_remove("RUSTFLAGS")
            .output()?;
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if output.status.success() { Ok(text) } else { Err(format!("cargo {arguments:?}:\n{text}").into()) }
    }
}
