//! The drafts of all pages, taken together, become code that compiles without a warning.
//!
//! The documents belong to somebody else and lie beside the workspace: where they are not, there is nothing to try.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use zim_codegen::import::draft::{Source, draft, settle};
use zim_codegen::import::{Facts, read};
use zim_codegen::{Options, generate_bundle};
use zim_spec::load::Layer;
use zim_spec::model::Spec;

/// The folders of pages, each of which becomes a module.
const FOLDERS: [(&str, &str); 2] = [("pages", "pages-zh"), ("files", "openapi-en")];

#[test]
fn drafts_of_all_pages_become_code_that_compiles() {
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/zim-docs");
    if !documents.is_dir() {
        println!("skipped: the documents are not beside the workspace (../shared/zim-docs)");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drafts");
    fs::create_dir_all(folder.join("src")).unwrap();
    let mut lib = "//! Code from drafts.\n#![deny(warnings, missing_docs)]\n#![forbid(unsafe_code)]\n".to_owned();
    for (module, name) in FOLDERS {
        let pages = pages(&documents.join(name));
        assert!(pages.len() > 60, "{name} has {} pages with an action", pages.len());
        let options = Options::default().with_runtime("::zim_generated::runtime");
        let code = generate_bundle(&spec_of(pages), &options).unwrap_or_else(|findings| panic!("{findings}"));
        fs::write(folder.join(format!("src/{module}.in.rs")), code).unwrap();
        lib.push_str(&format!("\n/// {name}.\npub mod {module} {{\n    include!(\"{module}.in.rs\");\n}}\n"));
    }
    fs::write(folder.join("src/lib.rs"), lib).unwrap();
    let generated = Path::new(env!("CARGO_MANIFEST_DIR")).join("../zim-generated");
    let manifest = format!(
        "[workspace]\n[package]\nname = \"drafts\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\nzim-generated = {{ path = {:?}, default-features = false }}\n",
        generated.display().to_string()
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "code from drafts:\n{}", String::from_utf8_lossy(&output.stderr));
}

/// The shipped spec with the drafts in place of its actions.
fn spec_of(pages: Vec<(PathBuf, Facts)>) -> Spec {
    let shipped = zim_spec::shipped().unwrap();
    let mut layer = Layer::shipped();
    let mut names = Vec::new();
    for (_, facts) in &pages {
        let name = &facts.action.as_ref().unwrap().value;
        let file = shipped.action(name).map(|action| action.file.as_str());
        layer.files.retain(|known| Some(known.name.as_str()) != file);
        names.push(name.clone());
    }
    let base = shipped.clone().select(|action| !names.contains(&action.name));
    let sourced: Vec<(Facts, Source)> = pages
        .into_iter()
        .map(|(path, facts)| {
            let source = Source::new(&path, None, "2026-11-25", &shipped);
            (facts, source)
        })
        .collect();
    let settled = settle(draft(&sourced, &base), &[layer]);
    let spec = settled.spec.unwrap_or_else(|| panic!("the drafts do not lint together:\n{}", settled.findings));
    spec.select(|action| names.contains(&action.name))
}

fn pages(folder: &Path) -> Vec<(PathBuf, Facts)> {
    let mut folders = vec![folder.to_owned()];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { paths.push(path) }
        }
    }
    paths.sort();
    let mut pages = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let beside = path.parent().unwrap().to_owned();
        let resolve = move |reference: &str| fs::read_to_string(beside.join(reference)).ok();
        let facts = read(&path.display().to_string(), &text, &resolve).unwrap_or_default();
        pages.extend(facts.into_iter().map(|facts| (path.clone(), facts)));
    }
    pages
}
