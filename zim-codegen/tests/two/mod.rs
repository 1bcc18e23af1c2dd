//! A folder with the code of one spec, and another spec whose code is to come in its place.
#![allow(dead_code, reason = "each test program uses what it needs")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use zim_codegen::{GeneratedFile, generate, sync};
use zim_spec::load::{Layer, load};

/// What the two specs differ in: a type that many files use.
const OLD: &str = "UserId: {type: string, non_empty: true, max_bytes: 32,";
const NEW: &str = "UserId: {type: string, non_empty: true, max_bytes: 31,";

/// The two specs in a folder, and the code of each.
pub(crate) struct Two {
    pub(crate) root: TempDir,
    pub(crate) code: [Vec<GeneratedFile>; 2],
}

impl Two {
    pub(crate) fn new() -> Self {
        let root = TempDir::new().unwrap();
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff/base");
        let code = [("old", OLD), ("new", NEW)].map(|(name, line)| {
            let mut layer = Layer::folder(&base).unwrap();
            let types = layer.files.iter_mut().find(|file| file.name == "types.yaml").unwrap();
            assert!(types.text.contains(OLD), "tests/diff/base/types.yaml has no {OLD:?}: adapt this test to it");
            types.text = types.text.replace(OLD, line);
            for file in &layer.files {
                let path = root.path().join(name).join(&file.name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, &file.text).unwrap();
            }
            generate(&load(&[layer]).into_result().unwrap()).unwrap()
        });
        assert!(
            code[0].iter().zip(&code[1]).filter(|(old, new)| old.text != new.text).count() > 4,
            "many files differ"
        );
        Self { root, code }
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.root.path().join("out")
    }

    pub(crate) fn start(&self, which: usize) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zim-codegen"));
        command.args(["regenerate", "--spec", ["old", "new"][which], "--out", "out"]).current_dir(self.root.path());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    pub(crate) fn run(&self, which: usize) {
        assert!(self.start(which).wait().unwrap().success());
    }

    /// Whether the folder holds the code of this spec, whole, whatever hidden files lie there.
    pub(crate) fn is_whole(&self, which: usize) -> bool {
        sync::compare(&self.code[which], &self.out()).unwrap().is_empty()
    }

    pub(crate) fn refuses_to_compile(&self) -> bool {
        fs::read_to_string(self.out().join("mod.rs")).unwrap().contains("compile_error!")
    }
}

/// All files below a folder, hidden ones too, with their bytes.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}
