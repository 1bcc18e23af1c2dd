//! A copy of the shipped spec and an empty place for code, and the command run on them.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;
use tempfile::TempDir;

/// A copy of the shipped spec and a place for the code.
pub(crate) struct Bench {
    pub(crate) root: TempDir,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let root = TempDir::new().unwrap();
        for file in zim_spec::load::shipped_files() {
            let path = root.path().join("spec").join(&file.name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file.text).unwrap();
        }
        Self { root }
    }

    /// A bench whose code has been generated.
    pub(crate) fn generated() -> Self {
        let bench = Self::new();
        bench.expect(&["regenerate"], 0);
        bench
    }

    pub(crate) fn spec(&self, name: &str) -> PathBuf {
        self.root.path().join("spec").join(name)
    }

    /// All files and folders of the spec, hidden ones too.
    pub(crate) fn spec_names(&self) -> BTreeSet<PathBuf> {
        let mut names = BTreeSet::new();
        let mut folders = vec![self.root.path().join("spec")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                folders.extend(path.is_dir().then(|| path.clone()));
                names.insert(path);
            }
        }
        names
    }

    pub(crate) fn code(&self, name: &str) -> PathBuf {
        self.root.path().join("out").join(name)
    }

    pub(crate) fn edit(&self, path: &Path, from: &str, to: &str) {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains(from), "{} does not contain {from:?}: adapt the test to the spec", path.display());
        fs::write(path, text.replace(from, to)).unwrap();
    }

    #[track_caller]
    pub(crate) fn expect(&self, arguments: &[&str], code: i32) -> String {
        let mut arguments = arguments.to_vec();
        if arguments.first() == Some(&"regenerate") {
            arguments.extend(["--spec", "spec", "--out", "out"]);
        }
        let output = command(&arguments, self.root.path());
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?} printed:\n{text}");
        text
    }

    pub(crate) fn snapshot(&self) -> BTreeMap<PathBuf, (SystemTime, Vec<u8>)> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.root.path().join("out")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let modified = fs::metadata(entry.path()).unwrap().modified().unwrap();
                    files.insert(entry.path(), (modified, fs::read(entry.path()).unwrap()));
                }
            }
        }
        files
    }
}

pub(crate) fn command(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zim-codegen")).args(arguments).current_dir(folder).output().unwrap()
}

#[track_caller]
pub(crate) fn contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "expected {part:?} in:\n{text}");
    }
}
