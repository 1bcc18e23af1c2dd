//! Generating code: whole processes, from files to files.

use crate::documents;
use crate::measure::{Table, run};
use crate::packages::{Places, progenitor_generator};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use zim_benches::counts::files;

/// How many times the actions there are.
const SIZES: [usize; 3] = [1, 10, 50];

pub(crate) fn measure(places: &Places, table: &mut Table) -> Result<(), Box<dyn Error>> {
    let here = generator(places)?;
    let folder = places.work.join("progenitor-generator");
    progenitor_generator(&folder)?;
    run(places.cargo(&folder, "progenitor-generator/target").args(["build", "--release", "--quiet"]))?;
    let progenitor = folder.join("target/release/progenitor-generator");
    for times in SIZES {
        let (spec, code) = (places.work.join(format!("spec{times}")), places.work.join(format!("code{times}")));
        let (document, library) = (spec.with_extension("json"), code.with_extension("rs"));
        clear(&spec)?;
        documents::spec(times, &spec)?;
        documents::openapi(&places.openapi, times, &document)?;
        let ours = || {
            clear(&code)?;
            let mut command = Command::new(&here);
            command.args(["regenerate", "--spec"]).arg(&spec).arg("--out").arg(&code);
            Ok(command)
        };
        let peer = || {
            let mut command = Command::new(&progenitor);
            command.args([&document, &library]);
            Ok(command)
        };
        table.race(&format!("generate {times} × 72 actions"), true, ours, peer)?;
        if times == 1 {
            let (ours, peer) = (written(&code)?, written_file(&library)?);
            table.add("lines generated", "", vec![ours.0], vec![peer.0]);
            table.add("bytes generated", "kB", vec![ours.1], vec![peer.1]);
        }
    }
    Ok(())
}

/// This project's command.
fn generator(places: &Places) -> Result<PathBuf, Box<dyn Error>> {
    let build = ["build", "--release", "--quiet", "--locked", "--package=zim-codegen", "--features=cli"];
    run(places.cargo(&places.workspace, "generator").args(build))?;
    Ok(places.work.join("generator/release/zim-codegen"))
}

fn clear(folder: &Path) -> std::io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

/// Lines and kilobytes.
fn written(folder: &Path) -> Result<(f64, f64), Box<dyn Error>> {
    files(folder)?.iter().try_fold((0.0, 0.0), |sum, path| {
        let (lines, kilobytes) = written_file(path)?;
        Ok((sum.0 + lines, sum.1 + kilobytes))
    })
}

fn written_file(path: &Path) -> Result<(f64, f64), Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    Ok((text.lines().count() as f64, text.len() as f64 / 1000.0))
}
