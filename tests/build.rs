//! Writes `bridge.rs`: one arm per action of the shipped spec, which builds its request out of JSON.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};
use zim_codegen::sync::{self, Reason};
use zim_spec::model::{Action, Int, Param, Schema, Spec, Type};
use zim_spec::naming::{pascal_case, snake_case};

/// The generated code, from this package's folder.
const GENERATED: &str = "../zim-generated/src/generated";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={GENERATED}");
    let spec = zim_spec::shipped()?;
    if let Some(missing) = missing(&spec)? {
        // Said here, since the arms below would not compile.
        println!("cargo::error={missing} is missing: run `cargo zim regenerate`");
        return Ok(());
    }
    let mut code = String::from(
        "#[allow(unused_mut, unused_variables)]\npub(super) fn build(action: &str, params: &Params, policy: Policy) -> Built {\n    match action {\n",
    );
    for action in &spec.actions {
        arm(&mut code, action)?;
    }
    code.push_str("        _ => None,\n    }\n}\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    fs::write(out.join("bridge.rs"), code)?;
    Ok(())
}

/// The first file that the spec asks for and that was not generated yet.
fn missing(spec: &Spec) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let differences = sync::compare(&zim_codegen::generate(spec)?, Path::new(GENERATED))?;
    let missing = differences.into_iter().find(|difference| difference.reason == Reason::Missing);
    Ok(missing.map(|difference| format!("zim-generated/src/generated/{}", difference.path)))
}

fn arm(code: &mut String, action: &Action) -> Result<(), std::fmt::Error> {
    let ty = format!("zim_generated::{}::{}", action.group, pascal_case(&action.name));
    writeln!(code, "        {:?} => {{", action.name)?;
    writeln!(code, "            let mut builder = {ty}::builder(")?;
    for param in action.params.iter().filter(|param| param.required) {
        writeln!(code, "                read::required(params, {:?}, {})?,", param.name, reader(&param.schema))?;
    }
    writeln!(code, "            );")?;
    for param in action.params.iter().filter(|param| !param.required) {
        let set = format!("builder = builder.{}(value);", rust_name(param));
        writeln!(
            code,
            "            if let Some(value) = read::optional(params, {:?}, {})? {{ {set} }}",
            param.name,
            reader(&param.schema)
        )?;
    }
    writeln!(
        code,
        "            Some(builder.build_with(policy).map(|request| Box::new(request) as Box<dyn Request>))"
    )?;
    writeln!(code, "        }}")
}

fn rust_name(param: &Param) -> String {
    param.rust_name.clone().unwrap_or_else(|| snake_case(&param.name))
}

fn reader(schema: &Schema) -> String {
    match &schema.ty {
        Type::Text => "read::text".to_owned(),
        Type::Bool => "read::boolean".to_owned(),
        Type::Int(Int::I32) => "read::int::<i32>".to_owned(),
        Type::Int(Int::U32) => "read::int::<u32>".to_owned(),
        Type::Int(Int::I64) => "read::int::<i64>".to_owned(),
        Type::Int(Int::U64) => "read::int::<u64>".to_owned(),
        Type::List(item) => format!("read::list({})", reader(item)),
        other => format!("compile_error!(\"teach the bridge to read {other:?}\")"),
    }
}
