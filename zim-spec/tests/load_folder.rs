//! Reading the files of a folder: which are read, under which names, and what is refused.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use zim_spec::load::{Layer, load, read_folder, shipped_files};

/// A folder of its own for each test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("zim-spec-load-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Reading `dir` fails with a message that ends like this.
#[track_caller]
fn check_refused(dir: &Path, name: &str, expected: &str) {
    let error = read_folder(dir).unwrap_err();
    assert_eq!(error.path(), dir.join(name));
    assert_eq!(error.to_string(), format!("{:?} {expected}", dir.join(name)));
}

#[test]
fn names_are_sorted_and_relative() {
    let folder = Folder::new("names")
        .write("types.yaml", "types:")
        .write("actions/call/b.yaml", "b")
        .write("actions/call/a.yaml", "a")
        .write("old.yml", "")
        .write(".hidden.yaml", "")
        .write(".git/x.yaml", "")
        .write("README.md", "");
    let names: Vec<String> = read_folder(&folder.0).unwrap().into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["actions/call/a.yaml", "actions/call/b.yaml", "old.yml", "types.yaml"]);
}

#[test]
fn places_name_the_folder_as_given() {
    let folder = Folder::new("places").write("actions/call/a.yaml", b"action: \xffA\n");
    let given = format!("{}/", folder.0.display());
    let loaded = load(&[Layer::folder(Path::new(&given)).unwrap()]);
    let line = loaded.diagnostics.lines().find(|line| line.contains("not-utf8")).unwrap();
    let expected = "actions/call/a.yaml:1:9: error[not-utf8]: this is not UTF-8 text; help: save the file as UTF-8";
    assert_eq!(line, format!("{given}{expected}"));
}

#[test]
fn what_cannot_be_read_is_refused() {
    let folder = Folder::new("refused").write("types.yaml", vec![b'a'; 1024 * 1024 + 1]);
    check_refused(&folder.0, "types.yaml", "has 1048577 bytes, at most 1048576 are read: split it into smaller files");
    // A gigabyte that takes no room on the disk: its size is looked at, and not its bytes.
    fs::File::options().write(true).open(folder.0.join("types.yaml")).unwrap().set_len(1 << 30).unwrap();
    check_refused(
        &folder.0,
        "types.yaml",
        "has 1073741824 bytes, at most 1048576 are read: split it into smaller files",
    );
    let file = folder.0.join("types.yaml");
    assert_eq!(
        read_folder(&file).unwrap_err().to_string(),
        format!("{file:?} is not a folder: name the folder that holds the spec files")
    );
    let nowhere = folder.0.join("nowhere");
    let error = read_folder(&nowhere).unwrap_err();
    assert_eq!(error.to_string(), format!("{nowhere:?} cannot be read"));
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn folders_in_folders_end_somewhere() {
    let deep = ["d"; 17].join("/");
    let folder = Folder::new("deep").write(&format!("{deep}/a.yaml"), "a");
    check_refused(&folder.0, &deep, "lies too deep: spec files are `actions/<group>/<action>.yaml`");
}

#[cfg(unix)]
#[test]
fn links_stay_inside() {
    let outside = Folder::new("outside").write("secret.yaml", "secret");
    let folder = Folder::new("links").write("actions/call/a.yaml", "a");
    std::os::unix::fs::symlink(folder.0.join("actions/call/a.yaml"), folder.0.join("b.yaml")).unwrap();
    assert_eq!(read_folder(&folder.0).unwrap().len(), 2);
    let expected = "is a link to a folder or out of the spec folder: put the file itself there";
    std::os::unix::fs::symlink(outside.0.join("secret.yaml"), folder.0.join("c.yaml")).unwrap();
    check_refused(&folder.0, "c.yaml", expected);
    fs::remove_file(folder.0.join("c.yaml")).unwrap();
    std::os::unix::fs::symlink(&folder.0, folder.0.join("loop")).unwrap();
    check_refused(&folder.0, "loop", expected);
}

#[test]
fn the_shipped_files_are_those_of_the_spec_folder() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec");
    assert_eq!(shipped_files(), read_folder(&spec).unwrap());
}
