//! A git repository with a workspace in it, and the command run there.

use super::bench::Bench;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A repository around a copy of the shipped spec, which is in `zim-spec/spec`.
pub(crate) struct Repo {
    pub(crate) bench: Bench,
}

impl Repo {
    /// One commit on the branch `main`, with the tag `v0.1.0`.
    pub(crate) fn new() -> Self {
        let bench = Bench::new();
        fs::create_dir(bench.root.path().join("zim-spec")).unwrap();
        fs::rename(bench.root.path().join("spec"), bench.root.path().join("zim-spec/spec")).unwrap();
        let repo = Self { bench };
        repo.git(&["init", "--quiet", "--initial-branch=main"]);
        repo.commit();
        repo.git(&["tag", "v0.1.0"]);
        repo
    }

    pub(crate) fn root(&self) -> &Path {
        self.bench.root.path()
    }

    pub(crate) fn spec(&self, name: &str) -> PathBuf {
        self.root().join("zim-spec/spec").join(name)
    }

    pub(crate) fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message=change"]);
    }

    /// What git prints, without the line break at its end.
    #[track_caller]
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = isolated("git", self.root()).args(arguments).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {text}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// Commits an entry that no folder on disk has, such as a link: its mode, the text it holds or names, its path.
    pub(crate) fn commit_entry(&self, mode: &str, text: &str, path: &str) {
        fs::write(self.root().join("blob"), text).unwrap();
        let hash = self.git(&["hash-object", "-w", "blob"]);
        let hash = if mode == "160000" { self.git(&["rev-parse", "HEAD"]) } else { hash };
        fs::remove_file(self.root().join("blob")).unwrap();
        self.git(&["update-index", "--add", "--cacheinfo", &format!("{mode},{hash},{path}")]);
        self.git(&["commit", "--quiet", "--message=entry"]);
    }
}

/// Runs the command in `folder`, above which no repository is looked for.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    isolated(env!("CARGO_BIN_EXE_zim-codegen"), folder).args(arguments).output().unwrap()
}

/// A program that knows nothing of who runs the tests: no settings of git's, no repository around the temporary folder.
fn isolated(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"] {
        command.env_remove(name);
    }
    let nobody = if cfg!(windows) { "NUL" } else { "/dev/null" };
    command.env("GIT_CONFIG_GLOBAL", nobody).env("GIT_CONFIG_NOSYSTEM", "1");
    command.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir());
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Somebody").env(format!("GIT_{role}_EMAIL"), "somebody@example.org");
    }
    command
}
