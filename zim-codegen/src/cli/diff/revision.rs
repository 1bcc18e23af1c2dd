//! Spec files out of a git revision.
//!
//! A revision becomes the hash of its tree first, and what follows is asked for by hash, so that no name out of the
//! command line or the repository can be taken for an option.

use super::git::{self, GitError};
use std::error::Error;
use std::path::PathBuf;
use zim_spec::diagnostic::{SourceFile, nearest};
use zim_spec::load::{LARGEST, ReadError};

/// A revision of the repository around the current folder.
pub(super) struct Revision {
    name: String,
    /// The hash of its root.
    tree: String,
}

impl Revision {
    /// The revision called `name`.
    pub(super) fn find(name: &str) -> Result<Self, GitError> {
        let revision = name.to_owned();
        if name.is_empty() || name.starts_with('-') || name.contains(char::is_control) {
            return Err(GitError::NotARevision { revision });
        }
        // Tells a repository that is missing from a revision that is.
        git::ask(&["rev-parse", "--git-dir"])?.map_err(GitError::NoRepository)?;
        // No option begins like this: that was refused. `--end-of-options` is not known to every git here.
        match git::hash(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{tree}}")])? {
            Some(tree) => Ok(Self { name: revision, tree }),
            None => Err(GitError::NoRevision { near: near(name)?, revision }),
        }
    }

    /// The folder that `path` after `REV:` means, from the root of the repository. As git has it, `path` counts from
    /// there, or from the current folder if it starts with `./` or `../`.
    pub(super) fn folder(path: &str) -> Result<String, GitError> {
        let outside = || GitError::Outside { path: path.to_owned() };
        let from_here = matches!(path.split('/').next(), Some("." | ".."));
        let base = if from_here { here()? } else { String::new() };
        let mut parts = Vec::new();
        for part in base.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop().ok_or_else(outside)?),
                part => parts.push(part),
            }
        }
        Ok(parts.join("/"))
    }

    /// The folder `name` of the revision that lies nearest: in the current folder, or else in one above it.
    pub(super) fn nearest_folder(&self, name: &str) -> Result<String, GitError> {
        let here = here()?;
        let mut above = here.as_str();
        loop {
            let folder = if above.is_empty() { name.to_owned() } else { format!("{above}/{name}") };
            if self.tree_of(&folder)?.is_some() {
                return Ok(folder);
            }
            if above.is_empty() {
                return Err(self.no_folder(name));
            }
            above = above.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }

    /// The spec files below `folder`: those that [`zim_spec::load::read_folder`] takes, but no link at all.
    pub(super) fn files(&self, folder: &str) -> Result<Vec<SourceFile>, Box<dyn Error>> {
        let tree = self.tree_of(folder)?.ok_or_else(|| self.no_folder(folder))?;
        let listed = git::ask(&["ls-tree", "-r", "-z", "-l", "--full-tree", &tree])?;
        let listed = listed.map_err(|said| GitError::Answer { asked: LISTING, source: Some(said) })?;
        let (mut names, mut hashes) = (Vec::new(), Vec::new());
        for line in listed.split_terminator('\0') {
            if let Some((name, hash)) = self.spec_file(line, folder)? {
                names.push(name);
                hashes.push(hash);
            }
        }
        let texts = git::texts(hashes)?;
        Ok(names.into_iter().zip(texts).map(|(name, text)| SourceFile::new(name, text)).collect())
    }

    /// The name and the hash of a spec file, out of a line of `git ls-tree -l`; `None` for what is none.
    fn spec_file(&self, line: &str, folder: &str) -> Result<Option<(String, String)>, Box<dyn Error>> {
        let strange = || GitError::Answer { asked: LISTING, source: None };
        let (facts, name) = line.split_once('\t').ok_or_else(strange)?;
        let [mode, _, hash, size] = facts.split_ascii_whitespace().collect::<Vec<_>>()[..] else {
            return Err(strange().into());
        };
        if name.split('/').any(|part| part.starts_with('.')) {
            return Ok(None);
        }
        let path = format!("{}:{folder}/{name}", self.name);
        match mode {
            "120000" => return Err(GitError::NotAFile { path, kind: "link" }.into()),
            "160000" => return Err(GitError::NotAFile { path, kind: "submodule" }.into()),
            _ if !is_yaml(name) => return Ok(None),
            _ => {}
        }
        let path = PathBuf::from(path);
        if name.contains(char::REPLACEMENT_CHARACTER) {
            return Err(ReadError::NameNotUtf8 { path }.into());
        }
        let bytes = size.parse().map_err(|_| strange())?;
        if bytes > LARGEST {
            return Err(ReadError::TooLarge { path, bytes }.into());
        }
        Ok(Some((name.to_owned(), hash.to_owned())))
    }

    /// The hash of `folder`, if there is such a folder in the revision.
    fn tree_of(&self, folder: &str) -> Result<Option<String>, GitError> {
        if folder.contains(char::is_control) {
            return Ok(None);
        }
        let Some(hash) = git::hash(&["rev-parse", "--verify", "--quiet", &format!("{}:{folder}", self.tree)])? else {
            return Ok(None);
        };
        let is_folder = git::ask(&["cat-file", "-t", &hash])?.is_ok_and(|kind| kind.trim_end() == "tree");
        Ok(is_folder.then_some(hash))
    }

    fn no_folder(&self, folder: &str) -> GitError {
        GitError::NoFolder { revision: self.name.clone(), folder: folder.to_owned() }
    }
}

const LISTING: &str = "which files the revision has";

/// The branch or tag that `revision` was probably meant to be.
fn near(revision: &str) -> Result<Option<String>, GitError> {
    let listed = git::ask(&["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes"])?;
    // `main~3` is about `main`.
    let name = revision.split(['~', '^', '@']).next().unwrap_or(revision);
    Ok(nearest(name, listed.unwrap_or_default().lines()).map(str::to_owned))
}

/// The current folder, from the root of the repository; empty at the root.
fn here() -> Result<String, GitError> {
    let prefix = git::ask(&["rev-parse", "--show-prefix"])?.map_err(GitError::NoRepository)?;
    Ok(prefix.trim_end_matches('\n').trim_end_matches('/').to_owned())
}

fn is_yaml(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
}
