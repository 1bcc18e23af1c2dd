//! Generates the lab's code, and writes `bridge.rs`: one arm per action of the shipped spec and of the lab,
//! which builds its request out of JSON.

use std::fmt::{self, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};
use zim_codegen::sync::{self, Reason};
use zim_spec::load::{Layer, load};
use zim_spec::model::{Action, Int, Param, Schema, Spec, Type};
use zim_spec::naming::{pascal_case, snake_case};

/// The generated code, from this package's folder.
const GENERATED: &str = "../zim-generated/src/generated";

/// The spec of the lab, from this package's folder.
const LAB: &str = "lab";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={GENERATED}");
    println!("cargo::rerun-if-changed={LAB}");
    let shipped = zim_spec::shipped()?;
    if let Some(missing) = missing(&shipped)? {
        // Said here, since the arms below would not compile.
        println!("cargo::error={missing} is missing: run `cargo zim regenerate`");
        return Ok(());
    }
    zim_codegen::Build::new().folder(LAB).file_name("lab.rs").run()?;
    let both = load(&[Layer::shipped(), Layer::folder(Path::new(LAB))?]).into_result()?;
    let lab = both.clone().select(|action| shipped.action(&action.name).is_none());
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

/// A module that builds the requests of a spec whose code lies in `home`.
fn bridge(spec: &Spec, home: &str) -> Result<String, fmt::Error> {
    let path = if home == "lab" { "crate::lab" } else { home };
    let mut code = format!("#[allow(unused_mut, unused_variables)]\npub(super) mod from_{home} {{\n");
    writeln!(code, "use super::{{Built, Params, Policy, Request, read}};")?;
    writeln!(code, "use {path} as home;")?;
    writeln!(code, "pub(in super::super) fn build(action: &str, params: &Params, policy: Policy) -> Built {{")?;
    writeln!(code, "match action {{")?;
    for action in &spec.actions {
        arm(&mut code, action)?;
    }
    writeln!(code, "_ => None,\n}}\n}}")?;
    for named in spec.types.values().filter(|named| is_sent(spec, &named.name)) {
        let name = &named.name;
        writeln!(code, "fn {}(value: &serde_json::Value) -> Option<home::types::{name}> {{", snake_case(name))?;
        writeln!(code, "let params = value.as_object()?;")?;
        fill(&mut code, &format!("home::types::{}::new", pascal_case(name)), &named.fields)?;
        writeln!(code, "Some(builder)\n}}")?;
    }
    writeln!(code, "}}")?;
    Ok(code)
}

fn arm(code: &mut String, action: &Action) -> fmt::Result {
    writeln!(code, "{:?} => {{", action.name)?;
    fill(code, &format!("home::{}::{}::builder", action.group, pascal_case(&action.name)), &action.params)?;
    writeln!(code, "Some(builder.build_with(policy).map(|request| Box::new(request) as Box<dyn Request>))")?;
    writeln!(code, "}}")
}

/// Calls `begin` with what is required, and a setter for each of the rest that is there.
fn fill(code: &mut String, begin: &str, fields: &[Param]) -> fmt::Result {
    writeln!(code, "let mut builder = {begin}(")?;
    for field in fields.iter().filter(|field| field.required) {
        writeln!(code, "read::required(params, {:?}, {})?,", field.name, reader(&field.schema))?;
    }
    writeln!(code, ");")?;
    for field in fields.iter().filter(|field| !field.required) {
        let set = format!("builder = builder.{}(value);", rust_name(field));
        let read = format!("read::optional(params, {:?}, {})?", field.name, reader(&field.schema));
        writeln!(code, "if let Some(value) = {read} {{ {set} }}")?;
    }
    Ok(())
}

fn rust_name(param: &Param) -> String {
    param.rust_name.clone().unwrap_or_else(|| snake_case(&param.name))
}

fn reader(schema: &Schema) -> String {
    match (&schema.ty, &schema.enumeration) {
        (Type::Text, _) => "read::text".to_owned(),
        (Type::Bool, _) => "read::boolean".to_owned(),
        (Type::Int(int), None) => format!("read::int::<{}>", width(*int)),
        (Type::Int(int), Some(name)) => {
            format!(
                "|value: &serde_json::Value| read::int::<{}>(value).map(home::types::{}::from)",
                width(*int),
                pascal_case(name)
            )
        }
        (Type::List(item), _) => format!("read::list({})", reader(item)),
        (Type::Struct(name), _) => snake_case(name),
        (other, _) => format!("compile_error!(\"teach the bridge to read {other:?}\")"),
    }
}

fn width(int: Int) -> &'static str {
    match int {
        Int::I32 => "i32",
        Int::U32 => "u32",
        Int::I64 => "i64",
        Int::U64 => "u64",
    }
}

/// Whether a request has the struct `name`.
fn is_sent(spec: &Spec, name: &str) -> bool {
    spec.actions.iter().flat_map(|action| &action.params).any(|param| holds(spec, &param.schema, name))
}

fn holds(spec: &Spec, schema: &Schema, name: &str) -> bool {
    match &schema.ty {
        Type::List(item) => holds(spec, item, name),
        Type::Struct(own) if own == name => true,
        Type::Struct(own) => {
            spec.types.get(own).is_some_and(|named| named.fields.iter().any(|field| holds(spec, &field.schema, name)))
        }
        _ => false,
    }
}
