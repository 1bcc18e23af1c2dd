//! Compiling the code: alone, with its dependencies, and below a program that uses all of it.

use crate::measure::{Table, run};
use crate::packages::{PROGENITOR, Places, package};
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use zim_benches::counts::dependencies;

pub(crate) fn measure(places: &Places, table: &mut Table) -> Result<(), Box<dyn Error>> {
    let peer = places.work.join("progenitor");
    let code = fs::read_to_string(places.work.join("code1.rs"))?;
    package(&peer, "progenitor-zim", PROGENITOR, "lib.rs", &code)?;
    run(places.cargo(&peer, "progenitor/target").args(["generate-lockfile", "--quiet"]))?;
    let here = places.workspace.join("zim-generated");
    table.add("crates it depends on", "", vec![dependencies(&here)? as f64], vec![dependencies(&peer)? as f64]);

    clean(places, table, "all of it, clean, release", &here, &peer)?;
    for (what, arguments) in [("check", &["check"][..]), ("build --release", &["build", "--release"])] {
        let build = |folder: &Path, target: &str| {
            touch(&folder.join("src/lib.rs"))?;
            let mut command = places.cargo(folder, target);
            command.args(arguments).args(["--quiet", "--lib"]);
            Ok(command)
        };
        // Once, so that the dependencies are there.
        for (folder, target) in [(&here, "here"), (&peer, "progenitor/target")] {
            run(&mut build(folder, target)?)?;
        }
        let name = format!("cargo {what}, dependencies built");
        table.race(&name, true, || build(&here, "here"), || build(&peer, "progenitor/target"))?;
    }
    programs(places, table, &peer)
}

/// From nothing, once each: it takes long.
fn clean(places: &Places, table: &mut Table, name: &str, here: &Path, peer: &Path) -> Result<(), Box<dyn Error>> {
    let mut taken = Vec::new();
    for (folder, target) in [(here, "here"), (peer, "progenitor/target")] {
        drop(fs::remove_dir_all(places.work.join(target)));
        run(places.cargo(folder, target).args(["fetch", "--quiet"]))?;
        taken
            .push(1000.0 * run(places.cargo(folder, target).args(["build", "--release", "--quiet", "--lib"]))?.seconds);
    }
    table.add(name, "ms", taken[..1].to_vec(), taken[1..].to_vec());
    Ok(())
}

fn touch(path: &Path) -> std::io::Result<()> {
    File::options().append(true).open(path)?.set_modified(SystemTime::now())
}

/// A program that uses every action, and one that sends a CallReject.
fn programs(places: &Places, table: &mut Table, peer: &Path) -> Result<(), Box<dyn Error>> {
    let ours = format!("zim-generated = {{ path = {:?} }}\n", places.workspace.join("zim-generated"));
    let theirs =
        format!("progenitor-zim = {{ path = {peer:?} }}\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n");
    let (all, reject) = (all_here(&places.workspace)?, REJECT_HERE);
    let folders = ["uses-all", "uses-all-progenitor", "reject", "reject-progenitor"].map(|name| places.work.join(name));
    let [all_here, all_peer, reject_here, reject_peer] = &folders;
    package(all_here, "uses-all", &ours, "main.rs", &all)?;
    package(all_peer, "uses-all", &theirs, "main.rs", &all_progenitor(&peer.join("src/lib.rs"))?)?;
    let with_client =
        ours.replace(" }", ", features = [\"client\"] }") + "tokio = { version = \"1\", features = [\"rt\"] }\n";
    package(reject_here, "reject", &with_client, "main.rs", reject)?;
    package(reject_peer, "reject", &theirs, "main.rs", REJECT_PROGENITOR)?;
    let build = |folder: &PathBuf| -> Result<Command, Box<dyn Error>> {
        touch(&folder.join("src/main.rs"))?;
        let mut command = places.cargo(folder, "programs");
        command.args(["build", "--release", "--quiet"]);
        Ok(command)
    };
    for folder in [all_here, all_peer] {
        run(&mut build(folder)?)?;
    }
    table.race(
        "cargo build --release of a program that uses all actions",
        true,
        || build(all_here),
        || build(all_peer),
    )?;
    let size = |folder: &PathBuf| -> Result<f64, Box<dyn Error>> {
        run(&mut build(folder)?)?;
        Ok(fs::metadata(places.work.join("programs/release/reject"))?.len() as f64 / 1000.0)
    };
    let (here, peer) = (size(reject_here)?, size(reject_peer)?);
    table.add("a program that sends one CallReject, with an HTTP client", "kB", vec![here], vec![peer]);
    Ok(())
}

const REJECT_HERE: &str = r#"use zim_generated::{Region, call::CallReject, client::Client, runtime::Credentials};
fn main() {
    let client = Client::builder(Credentials::new(1, "secret"), Region::Unified).build().unwrap();
    let request = CallReject::builder("user0", "call0").build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!("{}", runtime.block_on(client.send(&request)).is_ok());
}
"#;

const REJECT_PROGENITOR: &str = r#"fn main() {
    let client = progenitor_zim::Client::new("http://127.0.0.1:1");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!("{}", runtime.block_on(client.call_reject().from_user_id("user0").call_id("call0").send()).is_ok());
}
"#;

/// A program that encodes each request and decodes each reply.
fn all_here(workspace: &Path) -> Result<String, Box<dyn Error>> {
    let mut code = String::from(
        "use zim_generated::http::Response;\nuse zim_generated::runtime::{Action, Stamp, Zim, decode};\n\
         fn exchange<A: Action>(zim: &Zim, request: &A, stamp: &Stamp, answer: &dyn Fn(String) -> Response<Vec<u8>>) -> bool {\n\
         let Ok(sent) = zim.encode(request, stamp) else { return false };\n\
         match decode::<A>(&answer(sent.uri().to_string())) { Ok(reply) => { println!(\"{reply:?}\"); true }, \
         Err(error) => { println!(\"{error}\"); false } }\n}\n",
    );
    let mut names = Vec::new();
    for path in zim_benches::counts::files(&workspace.join("zim-generated/src/generated"))? {
        let text = fs::read_to_string(&path)?;
        let group = path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("impl Action for ").and_then(|rest| rest.strip_suffix(" {")) {
                names.push(format!("zim_generated::{group}::{name}"));
            }
        }
    }
    for (at, name) in names.iter().enumerate() {
        code += &format!(
            "#[unsafe(no_mangle)]\npub fn action_{at}(zim: &Zim, request: &{name}, stamp: &Stamp, \
             answer: &dyn Fn(String) -> Response<Vec<u8>>) -> bool {{ exchange(zim, request, stamp, answer) }}\n"
        );
    }
    Ok(code + "fn main() {}\n")
}

/// A program that builds and sends each request.
fn all_progenitor(library: &Path) -> Result<String, Box<dyn Error>> {
    let text = fs::read_to_string(library)?;
    let calls = text.lines().filter_map(|line| {
        let (name, rest) = line.trim().strip_prefix("pub fn ")?.split_once("(&self) -> builder::")?;
        rest.ends_with("<'_> {").then(|| name.to_owned())
    });
    let mut code = String::new();
    for (at, name) in calls.enumerate() {
        code += &format!(
            "#[unsafe(no_mangle)]\npub fn action_{at}(client: &progenitor_zim::Client, runtime: &tokio::runtime::Runtime) -> bool {{ \
             match runtime.block_on(client.{name}().send()) {{ Ok(reply) => {{ println!(\"{{reply:?}}\"); true }}, \
             Err(error) => {{ println!(\"{{error}}\"); false }} }} }}\n"
        );
    }
    Ok(code + "fn main() {}\n")
}
