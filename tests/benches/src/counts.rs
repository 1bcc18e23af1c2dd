//! What can be counted: instructions, allocations, lines, dependencies.

use crate::Case;
use stats_alloc::Stats;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Whether instructions can be counted here.
#[must_use]
pub fn has_valgrind() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Instructions of one run of `case`: of many, less those of a few.
///
/// # Errors
/// If valgrind cannot be run.
pub fn instructions(case: &Case) -> Result<u64, Box<dyn Error>> {
    const FEW: u64 = 10;
    const MANY: u64 = 210;
    Ok((collected(case, MANY)? - collected(case, FEW)?) / (MANY - FEW))
}

/// Instructions of a process, which is this program again, that runs `case` so many `times`.
fn collected(case: &Case, times: u64) -> Result<u64, Box<dyn Error>> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe()?)
        .args(["--run", &times.to_string(), case.name])
        .output()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let number = text.lines().find_map(|line| line.split_once("Collected : ")).map(|(_, number)| number.trim());
    Ok(number.ok_or(text.clone())?.parse()?)
}

/// Allocations of one run of `case`, and reallocations, as `stats` counts them.
pub fn allocations(case: &Case, stats: impl Fn() -> Stats) -> u64 {
    let mut run = (case.prepare)();
    // What is made once, such as the shared form of a host, is not of each run.
    run();
    let before = stats();
    run();
    let change = stats() - before;
    u64::try_from(change.allocations + change.reallocations).unwrap_or(u64::MAX)
}

/// Lines of the Rust files in `folder` and below.
///
/// # Errors
/// If they cannot be read.
pub fn lines(folder: &Path) -> Result<u64, Box<dyn Error>> {
    let mut lines = 0;
    for path in files(folder)? {
        lines += fs::read_to_string(path)?.lines().count();
    }
    Ok(u64::try_from(lines)?)
}

/// All Rust files in `folder` and below.
///
/// # Errors
/// If they cannot be listed.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    Ok(found)
}

/// Lines of what LLVM is given to optimise, for the crate in `folder` with its default features and those of `features`.
///
/// # Errors
/// If it cannot be compiled.
pub fn llvm_lines(folder: &Path, features: &str) -> Result<u64, Box<dyn Error>> {
    let target = target()?.join("llvm-lines");
    let deps = target.join("release/deps");
    let is_ir = |path: &Path| path.extension().is_some_and(|extension| extension == "ll");
    let ir = || -> Vec<PathBuf> {
        let entries = fs::read_dir(&deps).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| is_ir(path)).collect()
    };
    // One that an earlier run left is of another version.
    ir().iter().try_for_each(fs::remove_file)?;
    // A change of no meaning, so that it is compiled anew.
    let arguments = ["--emit=llvm-ir", "-Cno-prepopulate-passes", "-Ccodegen-units=1", "-Cdebuginfo=0"];
    let compile = |more: &str| {
        let mut cargo = cargo(folder);
        cargo.args(["rustc", "--release", "--locked", "--quiet", "--lib", "--features", features, "--target-dir"]);
        cargo.arg(&target).arg("--");
        cargo.args(arguments).args(["--cfg", more]);
        cargo.status()
    };
    let stamp = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_nanos();
    if !compile(&format!("counted_{stamp}"))?.success() {
        return Err(format!("{} does not compile", folder.display()).into());
    }
    let [file] = ir().try_into().map_err(|found: Vec<_>| format!("{} files of LLVM's in {deps:?}", found.len()))?;
    let text = fs::read_to_string(file)?;
    Ok(u64::try_from(text.lines().filter(|line| line.starts_with("  ")).count())?)
}

/// Where this is built.
fn target() -> Result<PathBuf, Box<dyn Error>> {
    let program = env::current_exe()?;
    Ok(program.parent().and_then(Path::parent).ok_or("a program without a folder")?.to_owned())
}

/// How many crates the one in `folder` depends on, with its default features.
///
/// # Errors
/// If cargo cannot tell.
pub fn dependencies(folder: &Path) -> Result<u64, Box<dyn Error>> {
    let output = cargo(folder).args(["tree", "--locked", "--edges=normal", "--prefix=none"]).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let text = String::from_utf8(output.stdout)?;
    let mut crates: Vec<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    crates.sort_unstable();
    crates.dedup();
    // The crate itself is in the list.
    Ok(u64::try_from(crates.len() - 1)?)
}

fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(folder);
    cargo
}
