//! The same spec gives the same bytes, whatever is around it.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod two;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use two::files;

/// The files of a small spec: path and text.
fn spec() -> Vec<(PathBuf, Vec<u8>)> {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff/base");
    files(&base).into_iter().map(|(path, text)| (path.strip_prefix(&base).unwrap().to_owned(), text)).collect()
}

/// Writes the files in this order.
fn write<'a>(spec: impl Iterator<Item = &'a (PathBuf, Vec<u8>)>, to: &Path) {
    for (path, text) in spec {
        let path = to.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Path and bytes of what is generated, by a shell that does `before` first.
fn generated(before: &str, folder: &Path, environment: &[(&str, &str)]) -> BTreeMap<PathBuf, Vec<u8>> {
    let script = format!("{before}\nexec \"$0\" regenerate --spec spec --out out");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_zim-codegen")]).current_dir(folder);
    let output = command.envs(environment.iter().copied()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let out = folder.join("out");
    files(&out).into_iter().map(|(path, bytes)| (path.strip_prefix(&out).unwrap().to_owned(), bytes)).collect()
}

#[test]
fn nothing_around_a_spec_changes_its_code() {
    let spec = spec();
    let plain = TempDir::new().unwrap();
    write(spec.iter(), &plain.path().join("spec"));
    let expected = generated("", plain.path(), &[]);
    assert!(expected.len() > 5, "there is code to compare");

    let check = |what: &str, folder: &Path, before: &str, environment: &[(&str, &str)]| {
        assert!(generated(before, folder, environment) == expected, "{what}: other bytes");
    };
    let fresh = |reversed: bool, below: &str| {
        let folder = TempDir::new().unwrap();
        let spec_folder = folder.path().join(below).join("spec");
        if reversed {
            write(spec.iter().rev(), &spec_folder)
        } else {
            write(spec.iter(), &spec_folder)
        }
        folder
    };
    for (what, environment) in [
        ("another language", ("LC_ALL", "tr_TR.UTF-8")),
        ("no language", ("LC_ALL", "C")),
        ("another time zone", ("TZ", "Pacific/Kiritimati")),
        ("a day of long ago for tools that ask", ("SOURCE_DATE_EPOCH", "1")),
        ("a narrow terminal", ("COLUMNS", "20")),
        ("colours", ("CLICOLOR_FORCE", "1")),
    ] {
        check(what, fresh(false, "").path(), "", &[environment]);
    }
    check("another mask", fresh(false, "").path(), "umask 077", &[]);
    check("files that came in another order", fresh(true, "").path(), "", &[]);
    let far = fresh(false, "ein Ordner/\u{fc}ber 'den' & \"jenen\"");
    check("another path", &far.path().join("ein Ordner/\u{fc}ber 'den' & \"jenen\""), "", &[]);
    // Again, over what is there.
    check("the same folder", plain.path(), "", &[]);
}

/// On disks that tell no capitals apart, two such files are one.
#[test]
fn names_that_differ_in_capitals_alone_are_refused() {
    for (name, action) in [("actions/chat/PING.yaml", "PING"), ("actions/Chat/ping.yaml", "Ping")] {
        let folder = TempDir::new().unwrap();
        let spec = spec();
        write(spec.iter(), &folder.path().join("spec"));
        let (_, text) = spec.iter().find(|(path, _)| path.ends_with("actions/chat/ping.yaml")).unwrap();
        let text = String::from_utf8(text.clone()).unwrap().replacen("action: Ping", &format!("action: {action}"), 1);
        write([(PathBuf::from(name), text.into_bytes())].iter(), &folder.path().join("spec"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_zim-codegen"));
        let output = command.args(["regenerate", "--spec", "spec", "--out", "out"]).current_dir(folder.path()).output();
        let output = output.unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains("error[") && said.contains(name), "{name} is refused at its place: {said}");
        assert!(!folder.path().join("out").exists(), "{name}: nothing is generated");
    }
}
