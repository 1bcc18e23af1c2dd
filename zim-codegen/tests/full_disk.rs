//! Disks with less and less room: the code in the folder stays the old, whole, or becomes the new; nothing else is left.
#![cfg(all(feature = "cli", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod two;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use two::{Two, files};
use zim_codegen::sync;

/// A disk of `$1` pages in a world of its own: the old code is put there, the new one generated over it, and what is then
/// there copied to `left`.
const ON_A_SMALL_DISK: &str = r#"
mount -t tmpfs -o "size=$(($1 * 4096))" tmpfs disk || exit 90
mkdir disk/out && cp -R out/. disk/out/ || exit 91
"$2" regenerate --spec new --out disk/out; said=$?
cp -R disk/out left
exit $said
"#;

/// Runs that in a namespace of mounts, which the system takes down afterwards.
fn on_a_disk_of(pages: usize, root: &Path) -> Output {
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", ON_A_SMALL_DISK, "sh", &pages.to_string()]);
    command.arg(env!("CARGO_BIN_EXE_zim-codegen")).current_dir(root).output().unwrap()
}

fn pages(folder: &Path) -> usize {
    let folders = fs::read_dir(folder).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir()).count() + 2;
    files(folder).values().map(|bytes| bytes.len().div_ceil(4096)).sum::<usize>() + folders
}

#[test]
fn a_disk_that_is_full_keeps_the_old_code() {
    let two = Two::new();
    two.run(0);
    let root = two.root.path();
    let old = files(&two.out());
    fs::create_dir(root.join("disk")).unwrap();
    let enough = 3 * pages(&two.out());
    let first = on_a_disk_of(enough, root);
    if !root.join("left").exists() {
        println!("skipped: no disk can be made here: {}", String::from_utf8_lossy(&first.stderr));
        return;
    }
    let (mut refused, mut written) = (0, 0);
    for room in pages(&two.out())..=enough {
        fs::remove_dir_all(root.join("left")).unwrap_or_default();
        let output = on_a_disk_of(room, root);
        let said = String::from_utf8_lossy(&output.stderr);
        // Without room for the old code there is nothing to try.
        if output.status.code() == Some(91) {
            continue;
        }
        let left = files(&root.join("left"));
        let left =
            left.iter().map(|(path, bytes)| (two.out().join(path.strip_prefix(root.join("left")).unwrap()), bytes));
        let left: BTreeMap<_, _> = left.map(|(path, bytes)| (path, bytes.clone())).collect();
        if output.status.success() {
            written += 1;
            let differences = sync::compare(&two.code[1], &root.join("left")).unwrap();
            assert_eq!(differences, [], "{room} pages: it said that it wrote the new code");
        } else {
            refused += 1;
            assert_eq!(output.status.code(), Some(2), "{room} pages: {said}");
            assert!(said.contains("No space left on device"), "{room} pages: {said}");
            assert!(left == old, "{room} pages: the old code, whole, and no temporary file: {:?}", left.keys());
        }
    }
    assert!(refused > 0 && written > 0, "refused {refused} times, written {written} times: try other sizes");
    println!("disks that were full {refused}, with room {written}");
}
