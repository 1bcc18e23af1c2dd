//! Generates the lab's code, and writes `bridge.rs`: how each request of the shipped spec and of the lab is built out
//! of JSON, and a table of all actions and callbacks.

#[allow(unreachable_pub, reason = "the tests reach it")]
#[path = "src/bridge_code.rs"]
mod bridge_code;

use bridge_code::request;
use std::fmt::{self, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};
use zim_codegen::sync::{self, Reason};
use zim_spec::load::{Layer, load};
use zim_spec::model::{Callback, Spec};
use zim_spec::naming::pascal_case;

/// The generated code, from this package's folder.
const GENERATED: &str = "../zim-generated/src/generated";

/// The spec of the lab, from this package's folder.
const LAB: &str = "lab";

fn main() {
    if let Err(error) = run() {
        // A line each: cargo shows no more of one.
        for line in error.to_string().lines() {
            println!("cargo::error={line}");
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={GENERATED}");
    println!("cargo::rerun-if-changed={LAB}");
    let shipped = zim_spec::shipped()?;
    if let Some(missing) = missing(&shipped)? {
        // Said here, since the code below would not compile.
        println!("cargo::error={missing} is missing: run `cargo zim regenerate`");
        return Ok(());
    }
    zim_codegen::Build::new().folder(LAB).runtime("::zim_runtime").file_name("lab.rs").run()?;
    let mut lab = load(&[Layer::shipped(), Layer::folder(Path::new(LAB))?]).into_result()?;
    lab.actions.retain(|action| shipped.action(&action.name).is_none());
    lab.callbacks.retain(|callback| shipped.callbacks.iter().all(|known| known.name != callback.name));
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    fs::write(out.join("bridge.rs"), bridge(&shipped, "zim_generated")? + &bridge(&lab, "lab")?)?;
    Ok(())
}

/// The first file that the spec asks for and that was not generated yet.
fn missing(spec: &Spec) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let differences = sync::compare(&zim_codegen::generate(spec)?, Path::new(GENERATED))?;
    let missing = differences.into_iter().find(|difference| difference.reason == Reason::Missing);
    Ok(missing.map(|difference| format!("zim-generated/src/generated/{}", difference.path)))
}

/// A module for a spec whose code lies in `home`.
fn bridge(spec: &Spec, home: &str) -> Result<String, fmt::Error> {
    let path = if home == "lab" { "crate::lab" } else { home };
    let mut code = format!("#[allow(unused, clippy::all)]\npub(super) mod from_{home} {{\n");
    writeln!(code, "use super::super::read::{{self, FromParams, FromUnion}};")?;
    writeln!(code, "use super::super::row::{{self, Answer, Heard, Of, Page, Params, Row, Value}};")?;
    writeln!(code, "use {path} as home;\n")?;
    code.push_str(&bridge_code::implementations(spec)?);
    tables(&mut code, spec)?;
    writeln!(code, "}}")?;
    Ok(code)
}

/// What the module is asked for by name.
fn tables(code: &mut String, spec: &Spec) -> fmt::Result {
    writeln!(code, "pub(in super::super) static ROWS: &[(&str, &dyn Row)] = &[")?;
    for action in &spec.actions {
        writeln!(code, "({:?}, &Of::<home::{}>::NEW),", action.name, request(action))?;
    }
    writeln!(code, "];\n\npub(in super::super) fn next_page(action: &str, params: &Params, reply: &[u8]) -> Page {{")?;
    writeln!(code, "match action {{")?;
    for action in spec.actions.iter().filter(|action| action.paging.is_some()) {
        let path = format!("home::{}", request(action));
        writeln!(code, "{:?} => row::page(params, reply, {path}::next_page),", action.name)?;
    }
    writeln!(code, "_ => None,\n}}\n}}\n")?;
    writeln!(code, "pub(in super::super) fn callback(event: &str, body: &[u8]) -> Option<Heard> {{")?;
    writeln!(code, "match event {{")?;
    for Callback { name, .. } in &spec.callbacks {
        let path = pascal_case(name);
        writeln!(
            code,
            "{name:?} => Some(row::hear::<home::callbacks::{path}>(&home::callbacks::CALLBACKS, body, |notice| matches!(home::callbacks::Event::read(notice), Ok(home::callbacks::Event::{path}(_))))),"
        )?;
    }
    writeln!(code, "_ => None,\n}}\n}}\n")?;
    writeln!(code, "pub(in super::super) fn answer(event: &str, params: &Params) -> Answer {{")?;
    writeln!(code, "match event {{")?;
    for callback in spec.callbacks.iter().filter(|callback| !callback.reply.is_empty()) {
        let path = format!("home::callbacks::{}Answer", pascal_case(&callback.name));
        writeln!(code, "{:?} => {path}::from_params(params).map(|answer| answer.to_json()),", callback.name)?;
    }
    writeln!(code, "_ => None,\n}}\n}}")
}
