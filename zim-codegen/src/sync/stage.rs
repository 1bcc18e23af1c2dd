//! Changes prepared beside the files that they concern, so that nothing but renames is left to do.

use super::SyncError;
use crate::render::GeneratedFile;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};
use zim_spec::parallel;

/// How the names of temporary files start, and how many letters and digits follow.
const PREFIX: &str = ".zim-codegen-";
const RANDOM: usize = 6;

/// A change that needs only to be committed. Dropped instead, it leaves no trace.
pub(super) enum Change {
    /// A file gets new contents, which lie beside it.
    Replace { contents: TempPath, target: PathBuf },
    /// A file goes, and its folder if that leaves it empty.
    Delete { target: PathBuf, top: PathBuf },
}

impl Change {
    /// Makes it so.
    pub(super) fn commit(self) -> Result<(), SyncError> {
        match self {
            Self::Replace { contents, target } => match contents.persist(&target) {
                Ok(_) => Ok(()),
                Err(error) => Err(SyncError::io("replace", &target)(error.error)),
            },
            Self::Delete { target, top } => {
                fs::remove_file(&target).map_err(SyncError::io("delete", &target))?;
                if let Some(parent) = target.parent().filter(|parent| *parent != top) {
                    // Fails if something else lies in it, which is then somebody's.
                    let _ = fs::remove_dir(parent);
                }
                Ok(())
            }
        }
    }
}

/// Prepares changes below one folder. It must outlive what it prepares: when it is dropped, folders that it
/// made and that stayed empty go.
pub(super) struct Stage<'a> {
    folder: &'a Path,
    made: Vec<PathBuf>,
    /// Whether there is anything that a machine which stops could lose.
    lasting: bool,
}

impl<'a> Stage<'a> {
    pub(super) fn new(folder: &'a Path) -> Self {
        Self { folder, made: Vec::new(), lasting: true }
    }

    /// Changes of a folder with nothing generated in it: nobody waits until they are on the disk, for there is nothing
    /// that they replace.
    pub(super) fn nothing_to_lose(&mut self) {
        self.lasting = false;
    }

    /// Writes `text` beside the file at `path`.
    pub(super) fn replace(&mut self, path: &str, text: &str) -> Result<Change, SyncError> {
        self.make(self.folder.join(path).parent().unwrap_or(self.folder))?;
        self.written(path, text)
    }

    /// Writes the text of each of `files` beside the file at its path: several at once, for it is the disk that they
    /// wait for.
    pub(super) fn replace_all(&mut self, files: &[&GeneratedFile]) -> Result<Vec<Change>, SyncError> {
        let targets = files.iter().map(|file| self.folder.join(&file.path));
        let folders: BTreeSet<PathBuf> = targets.filter_map(|target| target.parent().map(Path::to_owned)).collect();
        folders.iter().try_for_each(|folder| self.make(folder))?;
        parallel::map_waiting(files, |file| self.written(&file.path, &file.text)).into_iter().collect()
    }

    /// In a folder that is there. The file is closed again: there may be more than a process can have open.
    fn written(&self, path: &str, text: &str) -> Result<Change, SyncError> {
        let target = self.folder.join(path);
        let mut contents = temporary(target.parent().unwrap_or(self.folder))?;
        contents.write_all(text.as_bytes()).map_err(SyncError::io("write", contents.path()))?;
        if self.lasting {
            contents.as_file().sync_all().map_err(SyncError::io("write", contents.path()))?;
        }
        Ok(Change::Replace { contents: contents.into_temp_path(), target })
    }

    /// Makes sure that the file at `path` can be deleted, which takes leave to write in its folder.
    pub(super) fn delete(&self, path: &str) -> Result<Change, SyncError> {
        let target = self.folder.join(path);
        temporary(target.parent().unwrap_or(self.folder))?;
        Ok(Change::Delete { target, top: self.folder.to_owned() })
    }

    /// Makes a folder, and those that it lies in.
    pub(super) fn make(&mut self, folder: &Path) -> Result<(), SyncError> {
        let mut missing: Vec<_> = folder.ancestors().take_while(|folder| !is_there(folder)).collect();
        missing.reverse();
        self.made.extend(missing.into_iter().map(Path::to_owned));
        fs::create_dir_all(folder).map_err(SyncError::io("create", folder))
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        for folder in self.made.iter().rev() {
            // Fails if it is in use by now.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Whether `name` is that of a temporary file of ours.
pub(super) fn is_temporary(name: &str) -> bool {
    name.strip_prefix(PREFIX)
        .is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_there(folder: &Path) -> bool {
    folder.as_os_str().is_empty() || folder.exists()
}

fn temporary(folder: &Path) -> Result<NamedTempFile, SyncError> {
    let mut builder = tempfile::Builder::new();
    readable(builder.prefix(PREFIX).rand_bytes(RANDOM)).tempfile_in(folder).map_err(SyncError::io("write in", folder))
}

/// Temporary files are their owner's alone; source files are whose the system's mask says.
#[cfg(unix)]
fn readable<'b>(builder: &'b mut tempfile::Builder<'static, 'static>) -> &'b mut tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn readable<'b>(builder: &'b mut tempfile::Builder<'static, 'static>) -> &'b mut tempfile::Builder<'static, 'static> {
    builder
}
