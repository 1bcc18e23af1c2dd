//! Embeds the shipped spec: writes the paths and texts of all YAML files below `spec/` as a table.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=spec");
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?).join("spec");
    let mut files = Vec::new();
    collect(&root, "", &mut files)?;
    files.sort();
    let mut table = String::from(
        "/// Paths and texts of the shipped spec files, sorted by path.\nstatic SHIPPED: &[(&str, &str)] = &[\n",
    );
    for (name, path) in files {
        // Debug escapes what a path may hold, such as the backslashes of Windows.
        writeln!(table, "    ({name:?}, include_str!({path:?})),")?;
    }
    table.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?).join("shipped.rs");
    fs::write(out, table)?;
    Ok(())
}

fn collect(dir: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).ok_or("a spec file's name is not UTF-8")?;
        if name.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            let path = path.to_str().ok_or("the path of the crate is not UTF-8")?;
            files.push((name, path.to_owned()));
        }
    }
    Ok(())
}
