//! The core does no I/O and reads neither clock nor randomness; of the clients, one file does.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// What only comes with a clock, a random source, the network, threads, files or the environment.
const WORDS: &[&str] = &[
    "SystemTime",
    "Instant",
    "getrandom",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "std::thread",
    "thread::",
    "std::fs",
    "fs::File",
    "std::env",
    "env::var",
    "std::process",
    "tokio",
    "reqwest",
    "ureq",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The words in what is code and no comment, with their places.
fn words(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let found = code.flat_map(|line| WORDS.iter().filter(move |word| line.contains(**word)));
    found.map(|word| format!("{}: {word}", path.display())).collect()
}

#[test]
fn the_core_asks_nobody() {
    let package = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../zim-generated"));
    let source = package.join("src");
    let mut found = Vec::new();
    files(&package.join("runtime/src"), &mut found);
    files(&source.join("generated"), &mut found);
    let decisions = ["attempts.rs", "failure.rs", "hosts.rs", "retry.rs", "send_error.rs", "settings.rs"];
    found.extend(["demand.rs", "windows.rs"].map(|name| source.join("client/limit").join(name)));
    found.extend(decisions.map(|name| source.join("client").join(name)));
    assert!(found.len() > 150, "{} files", found.len());
    let words: Vec<String> = found.iter().flat_map(|path| words(path)).collect();
    assert!(words.is_empty(), "make it an argument, or move it into `client`:\n{}", words.join("\n"));
    // The test would not see anything if it did not see this.
    assert!(!self::words(&source.join("client/machine.rs")).is_empty());
}
