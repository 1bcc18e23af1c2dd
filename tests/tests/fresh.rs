//! The generated code that is checked in is what the spec gives.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;
use zim_codegen::sync;

#[test]
fn the_generated_code_is_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../zim-generated/src/generated");
    let spec =
        zim_spec::load::shipped().unwrap_or_else(|diagnostics| panic!("the shipped spec has mistakes:\n{diagnostics}"));
    let files = zim_codegen::generate(&spec).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    let differences = sync::compare(&files, &folder).unwrap_or_else(|error| panic!("{error}"));
    let stale: Vec<_> =
        differences.iter().map(|difference| format!("{}: {}", difference.path, difference.reason)).collect();
    assert!(stale.is_empty(), "stale: run `cargo zim regenerate`\n{}", stale.join("\n"));
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    let spec = || zim_spec::load::shipped().unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    assert_eq!(zim_codegen::generate(&spec()), zim_codegen::generate(&spec()));
}
