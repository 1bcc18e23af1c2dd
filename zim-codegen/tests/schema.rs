//! `cargo zim schema`: what it prints and writes.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod bench;

use bench::{Bench, command, contains};
use serde_json::Value;
use std::fs;
use zim_spec::schema::{Kind, combined, schema};

/// The files that a folder of schemas has.
const FILES: [&str; 7] = [
    "action.schema.json",
    "callback.schema.json",
    "codes.schema.json",
    "service.schema.json",
    "state.schema.json",
    "types.schema.json",
    "zim.schema.json",
];

/// What the command prints, and nothing but that.
#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let bench = Bench::new();
    let output = command(arguments, bench.root.path());
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{arguments:?} printed to stderr");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn without_a_kind_it_prints_one_schema_for_all() {
    let text = printed(&["schema"]);
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), combined());
    assert!(
        text.starts_with("{\n  \"") && text.ends_with("}\n") && !text.ends_with("\n\n"),
        "indented, with a line end"
    );
    assert_eq!(text, printed(&["schema"]), "the same bytes every time");
}

#[test]
fn with_a_kind_it_prints_that_one() {
    for kind in Kind::ALL {
        let text = printed(&["schema", kind.name()]);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), schema(kind), "{}", kind.name());
    }
}

#[test]
fn an_unknown_kind_is_a_wrong_argument() {
    let text = Bench::new().expect(&["schema", "actoin"], 2);
    contains(&text, &["actoin", "service, types, codes, state, action, callback", "a similar value exists: 'action'"]);
    contains(&Bench::new().expect(&["schema", "--help"], 0), &["Examples:", "cargo zim schema --out", "callbacks/"]);
}

#[test]
fn a_folder_gets_every_schema_and_only_what_changes() {
    let bench = Bench::new();
    contains(
        &bench.expect(&["schema", "--out", "out/new"], 0),
        &["wrote out/new/zim.schema.json", "7 schemas: 7 written"],
    );
    let mut names: Vec<_> = fs::read_dir(bench.code("new")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, FILES);
    assert_eq!(fs::read_to_string(bench.code("new/action.schema.json")).unwrap(), printed(&["schema", "action"]));
    assert_eq!(fs::read_to_string(bench.code("new/zim.schema.json")).unwrap(), printed(&["schema"]));

    let before = bench.snapshot();
    contains(&bench.expect(&["schema", "--out", "out/new"], 0), &["7 schemas: unchanged"]);
    assert_eq!(bench.snapshot(), before, "bytes and times stay as they were");

    fs::write(bench.code("new/codes.schema.json"), "{}").unwrap();
    let text = bench.expect(&["schema", "--out", "out/new"], 0);
    contains(&text, &["wrote out/new/codes.schema.json", "7 schemas: 1 written"]);
    assert_eq!(text.matches("wrote ").count(), 1, "{text}");
}

#[test]
fn with_a_kind_a_folder_gets_that_one() {
    let bench = Bench::new();
    contains(&bench.expect(&["schema", "types", "--out", "out"], 0), &["1 schema: 1 written"]);
    assert!(bench.code("types.schema.json").is_file() && !bench.code("zim.schema.json").exists());
}

#[test]
fn a_folder_that_cannot_be_written_is_a_failure() {
    let bench = Bench::new();
    fs::write(bench.root.path().join("file"), "mine").unwrap();
    contains(&bench.expect(&["schema", "--out", "file/new"], 2), &["cannot ", "file", "because"]);
    fs::create_dir_all(bench.code("zim.schema.json")).unwrap();
    contains(&bench.expect(&["schema", "--out", "out"], 2), &["cannot write out/zim.schema.json"]);
    assert_eq!(fs::read_to_string(bench.root.path().join("file")).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn what_is_written_can_be_read_by_others() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    bench.expect(&["schema", "codes", "--out", "out"], 0);
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let plain = bench.code("plain");
    fs::write(&plain, "").unwrap();
    assert_eq!(mode(bench.code("codes.schema.json")), mode(plain));
}
