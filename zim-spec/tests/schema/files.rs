//! Every spec file that there is fits.

use super::validator::{Validator, json, kind_of};
use std::path::Path;
use zim_spec::diagnostic::SourceFile;
use zim_spec::load::{read_folder, shipped_files};
use zim_spec::schema::Kind;

#[test]
fn the_shipped_files_fit() {
    let files: Vec<SourceFile> = shipped_files().into_iter().collect();
    assert!(Kind::ALL.iter().all(|kind| files.iter().any(|file| kind_of(&file.name) == Some(*kind))));
    check(&files);
}

#[test]
fn the_files_of_tests_fit() {
    for folder in ["tests/mistakes/base", "../tests/lab", "../tests/consumer/spec", "../tests/sandbox/tests/spec"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = read_folder(&path).unwrap_or_else(|error| panic!("cannot read {folder}: {error}"));
        assert!(!files.is_empty(), "{folder} is empty");
        check(&files);
    }
}

#[track_caller]
fn check(files: &[SourceFile]) {
    let validator = Validator::new();
    for file in files {
        let kind = kind_of(&file.name).unwrap_or_else(|| panic!("{} is no spec file", file.name));
        let value = json(&file.text).unwrap_or_else(|| panic!("{} is no YAML", file.name));
        for faults in [validator.kind(kind, &value), validator.combined(&value)] {
            assert!(faults.is_empty(), "the schema refuses {}, which is right: {faults:#?}", file.name);
        }
    }
}
