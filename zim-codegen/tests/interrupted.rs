//! Runs that are killed, refused, or meet each other: the code in the folder is the old or the new, whole, or says that it
//! is neither; and the next run puts it right.
//!
//! `ZIM_KILLS=200 cargo test -p zim-codegen --features cli --test interrupted` kills more often, `ZIM_SEED=7` at other moments.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod two;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Barrier;
use std::time::{Duration, Instant};
use two::{Two, files};
use zim_codegen::sync;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

/// Whether a temporary file of ours lies in the folder: the run has begun to write.
fn writes(out: &Path) -> bool {
    fs::read_dir(out).unwrap().any(|entry| entry.unwrap().file_name().to_string_lossy().starts_with(".zim-codegen-"))
}

#[test]
fn a_run_that_is_killed_leaves_the_old_the_new_or_a_message() {
    let two = Two::new();
    two.run(0);
    let expected = [0, 1].map(|which| {
        two.run(which);
        files(&two.out())
    });
    // From the first temporary file to the end, roughly: kills are spread over it.
    two.run(0);
    let mut child = two.start(1);
    while !writes(&two.out()) && child.try_wait().unwrap().is_none() {}
    let begun = Instant::now();
    child.wait().unwrap();
    let window = u64::try_from(begun.elapsed().as_nanos()).unwrap().max(1);

    let (mut counts, mut state) = ([0; 4], number("ZIM_SEED", 1));
    let mut which = 1;
    for kill in 0..number("ZIM_KILLS", 50) {
        let (from, to) = (which, 1 - which);
        let mut child = two.start(to);
        if kill % 10 != 0 {
            while !writes(&two.out()) && child.try_wait().unwrap().is_none() {}
            // Renames take much less time than what is staged before: every other kill is among them, or after.
            let among_renames = kill % 2 == 0;
            while among_renames && !two.refuses_to_compile() && child.try_wait().unwrap().is_none() {}
            let window = if among_renames { window / 8 } else { window };
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let moment = Instant::now() + Duration::from_nanos((state >> 11) % window.max(1));
            while Instant::now() < moment {}
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let left = match (two.is_whole(from), two.is_whole(to), two.refuses_to_compile()) {
            (true, false, false) => usize::from(writes(&two.out())),
            (false, true, false) => 2,
            (false, false, true) => 3,
            found => panic!("kill {kill}: (old, new, message) is {found:?} in {}", two.out().display()),
        };
        counts[left] += 1;
        two.run(to);
        assert_eq!(files(&two.out()), expected[to], "kill {kill}: the next run leaves the new code and nothing else");
        which = to;
    }
    let [untouched, staged, new, message] = counts;
    println!(
        "killed: old code {untouched} times, old code beside temporary files {staged}, message {message}, new code {new}"
    );
}

#[test]
fn runs_that_meet_do_not_mix() {
    let two = Two::new();
    for round in 0..30 {
        sync::write(&two.code[round % 2], &two.out()).unwrap();
        let start = Barrier::new(3);
        std::thread::scope(|scope| {
            for which in [1 - round % 2, round % 2, 1 - round % 2] {
                let (start, two) = (&start, &two);
                scope.spawn(move || {
                    start.wait();
                    sync::write(&two.code[which], &two.out()).unwrap();
                });
            }
        });
        assert!(two.is_whole(0) != two.is_whole(1), "round {round}: the code of one spec, and not of both");
        assert!(!two.refuses_to_compile(), "round {round}");
    }
}

#[test]
fn processes_that_meet_in_a_new_folder_all_succeed() {
    let two = Two::new();
    let mut children = [0, 1, 0].map(|which| two.start(which));
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    assert!(two.is_whole(0) != two.is_whole(1));
    assert!(!writes(&two.out()), "no temporary file is left");
}

/// Root may write anywhere, so that the run is somebody else's then.
#[cfg(unix)]
#[test]
fn a_folder_that_may_only_be_read_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let two = Two::new();
    two.run(0);
    let close = |mode: u32| {
        fs::set_permissions(two.out(), fs::Permissions::from_mode(mode)).unwrap();
        for entry in fs::read_dir(two.out()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
            fs::set_permissions(entry, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    let before = files(&two.out());
    // Where tests are built may be closed to others.
    let program = two.root.path().join("program");
    fs::copy(env!("CARGO_BIN_EXE_zim-codegen"), &program).unwrap();
    fs::set_permissions(two.root.path(), fs::Permissions::from_mode(0o755)).unwrap();
    close(0o555);
    let mut command = Command::new(program);
    command.args(["regenerate", "--spec", "new", "--out", "out"]).current_dir(two.root.path());
    if tempfile::tempfile_in(two.out()).is_ok() {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().unwrap();
    close(0o755);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write in out"), "{said}");
    assert_eq!(files(&two.out()), before);
    two.run(1);
    assert!(two.is_whole(1));
}
