//! `Build` as a build script uses it: what it refuses, what it never overwrites, what it tells cargo.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use zim_codegen::sync::SyncError;
use zim_codegen::{Build, BuildError};

const ACTION: &str = "\
action: RingDesk
summary: Ring a help desk.
method: POST
rate_limit: [5/s]
source: {page: our-own/desk, checked: 2026-11-22}
params:
  User: {type: UserId, required: true, doc: Who rings., example: user-1}
reply: {}
codes: [660000002]
";

/// Never used, which is a warning.
const UNUSED: &str = "types:\n  DeskId: {type: string, doc: A help desk., max_chars: 8}\n";

/// A folder of spec files that is fine but for a warning.
fn spec() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("actions/desk")).unwrap();
    fs::write(folder.path().join("actions/desk/ring_desk.yaml"), ACTION).unwrap();
    fs::write(folder.path().join("types.yaml"), UNUSED).unwrap();
    folder
}

fn shipped_into(folder: &Path) -> Build {
    Build::new().shipped_actions(["CallReject"]).out_dir(folder).file_name("mine.rs")
}

/// What is at `mine.rs` is not replaced.
#[track_caller]
fn refused(folder: &Path) {
    let error = shipped_into(folder).run().unwrap_err();
    assert!(matches!(&error, BuildError::Write(SyncError::NotOurs(paths)) if paths.len() == 1), "{error:?}");
    assert!(error.to_string().contains("mine.rs"), "{error}");
}

#[test]
fn a_file_that_was_not_generated_is_never_replaced() {
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("mine.rs");
    fs::write(&path, "// mine\n").unwrap();
    refused(out.path());
    assert_eq!(fs::read_to_string(&path).unwrap(), "// mine\n");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    refused(out.path());
    fs::remove_dir(&path).unwrap();
    assert_eq!(shipped_into(out.path()).run().unwrap(), path);
    let good = fs::read_to_string(&path).unwrap();
    for edited in [format!("{good}// a note\n"), format!("\n{good}"), String::new()] {
        fs::write(&path, edited).unwrap();
        shipped_into(out.path()).run().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), good, "what was generated is generated anew");
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_never_replaced() {
    let out = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("elsewhere.rs", out.path().join("mine.rs")).unwrap();
    refused(out.path());
    assert!(out.path().join("mine.rs").is_symlink());
}

#[test]
fn a_runtime_that_is_no_path_is_said_to_be_that() {
    let out = tempfile::tempdir().unwrap();
    for runtime in ["crate::", "crate::runtime<u8>", "", "self::runtime"] {
        let error = shipped_into(out.path()).runtime(runtime).run().unwrap_err();
        assert!(matches!(error, BuildError::Runtime(_)), "{runtime}: {error:?}");
    }
}

#[test]
fn no_shipped_action_is_picked_beside_a_service_of_one_s_own() {
    let out = tempfile::tempdir().unwrap();
    let own = tempfile::tempdir().unwrap();
    for file in zim_spec::load::shipped_files() {
        let path = own.path().join(&file.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.text).unwrap();
    }
    let build = Build::new().out_dir(out.path()).folder(own.path());
    for build in [build.clone().shipped_actions(["CallReject"]), build.clone().shipped()] {
        let error = build.run().unwrap_err();
        assert!(matches!(&error, BuildError::StandsAlone(folder) if folder == own.path()), "{error:?}");
        assert!(error.to_string().contains("service.yaml"), "{error}");
    }
    build.run().unwrap();
    let unknown = Build::new().out_dir(out.path()).shipped_actions(["CallRejekt"]).run().unwrap_err();
    assert!(matches!(unknown, BuildError::UnknownActions(_)), "{unknown:?}");
}

#[test]
fn who_unwraps_reads_what_is_wrong_and_nothing_else() {
    let (out, spec) = (tempfile::tempdir().unwrap(), spec());
    fs::write(spec.path().join("actions/desk/ring_desk.yaml"), ACTION.replace("UserId", "UserID")).unwrap();
    let error = Build::new().out_dir(out.path()).folder(spec.path()).run().unwrap_err();
    let (shown, debug) = (error.to_string(), format!("{error:?}"));
    assert!(shown.contains("did you mean `UserId`?"), "{shown}");
    let (_, findings) = shown.split_once('\n').unwrap();
    assert_eq!(debug, format!("Spec(\n{findings})"));
}

#[test]
fn warnings_reach_who_asks_for_them() {
    let (out, spec) = (tempfile::tempdir().unwrap(), spec());
    let build = Build::new().out_dir(out.path()).folder(spec.path());
    let (path, warnings) = build.run_with_warnings().unwrap();
    assert_eq!(path, build.run().unwrap());
    let lines: Vec<_> = warnings.lines().collect();
    assert!(lines.len() == 1 && lines[0].contains("types.yaml:2:3: warning[unused]"), "{lines:?}");
}

/// What it does not need is not there, and nothing asks for it.
#[test]
fn an_action_of_plain_texts_needs_no_types() {
    let (out, spec) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for ty in ["string", "UserId"] {
        fs::create_dir_all(spec.path().join("actions/desk")).unwrap();
        fs::write(spec.path().join("actions/desk/ring_desk.yaml"), ACTION.replace("UserId", ty)).unwrap();
        let path = Build::new().out_dir(out.path()).folder(spec.path()).run().unwrap();
        let code = fs::read_to_string(path).unwrap();
        let (are_there, are_imported) = (code.contains("mod types"), code.contains("service, types}"));
        assert_eq!((are_there, are_imported), (ty == "UserId", ty == "UserId"), "{code}");
    }
}

#[test]
fn what_is_not_used_is_not_generated() {
    let (out, spec) = (tempfile::tempdir().unwrap(), spec());
    let charset = "charsets:\n  DeskLetters: {doc: Of desks., chars: abc}\n";
    fs::write(spec.path().join("types.yaml"), format!("{charset}{UNUSED}")).unwrap();
    let code = || fs::read_to_string(Build::new().out_dir(out.path()).folder(spec.path()).run().unwrap()).unwrap();
    let without = code();
    assert!(!without.contains("DESK_LETTERS"), "{without}");
    let action = ACTION.replace("{type: UserId", "{type: DeskId, charset: DeskLetters").replace("user-1", "abc");
    fs::write(spec.path().join("actions/desk/ring_desk.yaml"), action).unwrap();
    let with = code();
    assert!(with.contains("DESK_LETTERS"), "{with}");
}

/// A build script for the test below, which runs it in a process of its own; by itself it does nothing.
#[test]
fn build_script() {
    let Some(folder) = std::env::var_os("ZIM_TEST_SPEC") else { return };
    println!();
    let code = Build::new().folder(folder).run_or_report();
    println!("code: {code:?}");
}

/// The lines for cargo that a build with `folder` prints.
#[track_caller]
fn told(folder: &Path) -> (Vec<String>, bool) {
    let out = tempfile::tempdir().unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["build_script", "--exact", "--nocapture"]);
    let output = command.env("ZIM_TEST_SPEC", folder).env("OUT_DIR", out.path()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("code: "), "{text}");
    let lines = text.lines().filter(|line| line.starts_with("cargo::")).map(str::to_owned).collect();
    (lines, out.path().join("zim.rs").exists())
}

#[test]
fn cargo_is_told_warnings_as_warnings() {
    let spec = spec();
    let (lines, written) = told(spec.path());
    assert!(written && lines.len() == 1, "{lines:?}");
    assert!(lines[0].starts_with("cargo::warning=") && lines[0].contains("warning[unused]"), "{lines:?}");

    let action = ACTION.replace("example: user-1", "example: ''");
    fs::write(spec.path().join("actions/desk/ring_desk.yaml"), action).unwrap();
    let (lines, written) = told(spec.path());
    assert!(!written && lines.len() == 2, "{lines:?}");
    for line in lines {
        let expected = if line.contains("warning[") { "cargo::warning=" } else { "cargo::error=" };
        assert!(line.starts_with(expected) && line.contains(".yaml:"), "{line}");
    }
}
