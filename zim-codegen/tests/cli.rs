//! The command as a maintainer uses it: on a copy of the shipped spec, in an empty folder.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;
use tempfile::TempDir;

/// A copy of the shipped spec and a place for the code.
struct Bench {
    root: TempDir,
}

impl Bench {
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        for file in zim_spec::load::shipped_files() {
            let path = root.path().join("spec").join(&file.name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file.text).unwrap();
        }
        Self { root }
    }

    /// A bench whose code has been generated.
    fn generated() -> Self {
        let bench = Self::new();
        bench.expect(&["regenerate"], 0);
        bench
    }

    fn spec(&self, name: &str) -> PathBuf {
        self.root.path().join("spec").join(name)
    }

    fn code(&self, name: &str) -> PathBuf {
        self.root.path().join("out").join(name)
    }

    fn edit(&self, path: &Path, from: &str, to: &str) {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains(from), "{} does not contain {from:?}: adapt the test to the spec", path.display());
        fs::write(path, text.replace(from, to)).unwrap();
    }

    #[track_caller]
    fn expect(&self, arguments: &[&str], code: i32) -> String {
        let mut arguments = arguments.to_vec();
        if arguments.first() == Some(&"regenerate") {
            arguments.extend(["--spec", "spec", "--out", "out"]);
        }
        let output = command(&arguments, self.root.path());
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?} printed:\n{text}");
        text
    }

    fn snapshot(&self) -> BTreeMap<PathBuf, (SystemTime, Vec<u8>)> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.root.path().join("out")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    let modified = entry.metadata().unwrap().modified().unwrap();
                    files.insert(entry.path(), (modified, fs::read(entry.path()).unwrap()));
                }
            }
        }
        files
    }
}

fn command(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zim-codegen")).args(arguments).current_dir(folder).output().unwrap()
}

#[track_caller]
fn contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "expected {part:?} in:\n{text}");
    }
}

#[test]
fn the_second_run_touches_nothing() {
    let bench = Bench::generated();
    let before = bench.snapshot();
    contains(&bench.expect(&["regenerate"], 0), &["unchanged"]);
    assert_eq!(bench.snapshot(), before, "bytes and times stay as they were");
    contains(&bench.expect(&["regenerate", "--check"], 0), &["fresh"]);
}

#[test]
fn an_edited_limit_is_noticed_and_followed_everywhere() {
    let bench = Bench::generated();
    bench.edit(&bench.spec("actions/call/call_reject.yaml"), "max_bytes: 2048", "max_bytes: 1024");
    let before = bench.snapshot();
    let check = bench.expect(&["regenerate", "--check"], 1);
    contains(&check, &["out/call/call_reject.rs: the spec changed", "1 file stale"]);
    assert_eq!(bench.snapshot(), before, "a check writes nothing");
    bench.expect(&["regenerate"], 0);
    let code = fs::read_to_string(bench.code("call/call_reject.rs")).unwrap();
    contains(&code, &[".max_bytes(1024)", "at most 1024 bytes"]);
    bench.expect(&["regenerate", "--check"], 0);
}

#[test]
fn a_shared_limit_is_followed_where_it_is_used() {
    let bench = Bench::generated();
    bench.edit(
        &bench.spec("types.yaml"),
        "non_empty: true\n    max_bytes: 32\n    charset",
        "non_empty: true\n    max_bytes: 48\n    charset",
    );
    let check = bench.expect(&["regenerate", "--check"], 1);
    contains(&check, &["out/types.rs: the spec changed", "out/call/call_reject.rs: the spec changed"]);
}

#[test]
fn an_edit_by_hand_is_called_one() {
    let bench = Bench::generated();
    bench.edit(&bench.code("call/call_reject.rs"), "max_bytes(2048)", "max_bytes(9999)");
    contains(&bench.expect(&["regenerate", "--check"], 1), &["out/call/call_reject.rs: edited by hand"]);
    bench.expect(&["regenerate"], 0);
    bench.expect(&["regenerate", "--check"], 0);
}

#[test]
fn another_generator_is_called_one() {
    let bench = Bench::generated();
    // What an older generator wrote: another text, with the fingerprint that fits it.
    let path = bench.code("call/mod.rs");
    let other = Bench::new();
    bench.edit(&path, "Actions of the group", "The actions of the group");
    let text = fs::read_to_string(&path).unwrap();
    let body = text.splitn(4, '\n').last().unwrap();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in body.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
    let head: Vec<_> = text.lines().take(2).collect();
    let line = format!("{}, content {hash:016x}", head[1].split(", content").next().unwrap());
    fs::write(&path, format!("{}\n{line}\n\n{body}", head[0])).unwrap();
    contains(&bench.expect(&["regenerate", "--check"], 1), &["out/call/mod.rs: the generator changed"]);
    drop(other);
}

#[test]
fn what_the_spec_no_longer_asks_for_goes_and_what_is_not_ours_stays() {
    let bench = Bench::generated();
    fs::write(bench.code("call/notes.rs"), "// mine\n").unwrap();
    fs::remove_file(bench.spec("actions/call/call_accept.yaml")).unwrap();
    contains(
        &bench.expect(&["regenerate", "--check"], 1),
        &["out/call/call_accept.rs: the spec no longer asks for it"],
    );
    bench.expect(&["regenerate"], 0);
    assert!(!bench.code("call/call_accept.rs").exists(), "a generated file that nothing asks for is deleted");
    assert!(bench.code("call/notes.rs").exists(), "a file without the header is nobody's business");
}

#[test]
fn a_file_that_is_not_ours_is_never_overwritten() {
    let bench = Bench::new();
    fs::create_dir_all(bench.code("call")).unwrap();
    fs::write(bench.code("call/mod.rs"), "// mine\n").unwrap();
    contains(&bench.expect(&["regenerate"], 1), &["call/mod.rs", "move them"]);
    assert_eq!(fs::read_to_string(bench.code("call/mod.rs")).unwrap(), "// mine\n");
    assert!(!bench.code("codes.rs").exists(), "nothing else was written either");
}

#[test]
fn an_interrupted_run_is_put_right_by_the_next() {
    let bench = Bench::generated();
    fs::write(bench.code("mod.rs"), "// @generated by zim-codegen. Do not edit.\n\ncompile_error!(\"…\");\n").unwrap();
    fs::remove_file(bench.code("codes.rs")).unwrap();
    bench.expect(&["regenerate", "--check"], 1);
    bench.expect(&["regenerate"], 0);
    bench.expect(&["regenerate", "--check"], 0);
}

#[test]
fn a_spec_with_mistakes_generates_nothing() {
    let bench = Bench::new();
    bench.edit(&bench.spec("actions/call/call_reject.yaml"), "type: UserId", "type: UserIdd");
    let text = bench.expect(&["regenerate"], 1);
    contains(&text, &["error[unknown-type]", "call_reject.yaml:9:", "UserId", "nothing generated"]);
    assert!(!bench.code("mod.rs").exists());
    contains(&bench.expect(&["lint", "spec"], 1), &["error[unknown-type]"]);
}

#[test]
fn exit_codes_tell_problems_from_failures() {
    let bench = Bench::new();
    contains(&bench.expect(&["lint", "spec"], 0), &["no problems"]);
    contains(&bench.expect(&["lint", "nowhere"], 2), &["nowhere"]);
    contains(&bench.expect(&["lint"], 2), &["zim-spec/spec", "lint my-spec"]);
    contains(&bench.expect(&["frobnicate"], 2), &["frobnicate"]);
    contains(&bench.expect(&["--help"], 0), &["regenerate", "lint", "Exit codes"]);
    contains(&bench.expect(&["lint", "--help"], 0), &["cargo zim lint"]);
}

#[test]
fn output_in_a_pipe_has_no_colour() {
    let bench = Bench::new();
    bench.edit(&bench.spec("actions/call/call_reject.yaml"), "type: UserId", "type: UserIdd");
    let text = bench.expect(&["lint", "spec"], 1);
    assert!(!text.contains('\u{1b}'), "escape sequences in a pipe:\n{text:?}");
}
