//! Generates the lab's code, and writes `bridge.rs`: how each request of the shipped spec and of the lab is built out
//! of JSON, and a table of all actions and callbacks.

use std::fmt::{self, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};
use zim_codegen::sync::{self, Reason};
use zim_spec::load::{Layer, load};
use zim_spec::model::{Action, Callback, Param, Schema, Spec, Type, Union};
use zim_spec::naming::{pascal_case, snake_case};

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
    for action in &spec.actions {
        build(&mut code, &format!("home::{}", request(action)), "builder", &action.params)?;
    }
    let sent = Sent::of(spec);
    for name in &sent.structs {
        let fields = spec.types.get(name).map(|named| named.fields.as_slice()).unwrap_or_default();
        build(&mut code, &format!("home::types::{}", pascal_case(name)), "new", fields)?;
    }
    for name in &sent.unions {
        if let Some(union) = spec.types.get(name).and_then(|named| named.union.as_ref()) {
            select(&mut code, name, union)?;
        }
    }
    for callback in spec.callbacks.iter().filter(|callback| !callback.reply.is_empty()) {
        build(&mut code, &format!("home::callbacks::{}Answer", pascal_case(&callback.name)), "new", &callback.reply)?;
    }
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

/// The path of a request below the generated code's root.
fn request(action: &Action) -> String {
    format!("{}::{}", action.group, pascal_case(&action.name))
}

/// Calls `begin` with what is required, and a setter for each of the rest that is there.
fn build(code: &mut String, path: &str, begin: &str, fields: &[Param]) -> fmt::Result {
    writeln!(code, "impl FromParams for {path} {{\nfn from_params(params: &Params) -> Option<Self> {{")?;
    writeln!(code, "let mut built = Self::{begin}(")?;
    for field in fields.iter().filter(|field| field.required && !follows(fields, &field.name)) {
        writeln!(code, "read::required(params, {:?}, {})?,", field.name, reader(&field.schema, field))?;
    }
    writeln!(code, ");")?;
    for field in fields.iter().filter(|field| !field.required && !follows(fields, &field.name)) {
        let read = format!("read::optional(params, {:?}, {})?", field.name, reader(&field.schema, field));
        writeln!(code, "if let Some(value) = {read} {{ built = built.{}(value); }}", rust_name(field))?;
    }
    writeln!(code, "Some(built)\n}}\n}}")
}

/// Whether the parameter `name` follows from the variant of a union that is required.
fn follows(fields: &[Param], name: &str) -> bool {
    let is_union = |field: &&Param| matches!(field.schema.ty, Type::Union(_)) && field.required;
    fields.iter().filter(is_union).any(|field| field.selector.as_deref() == Some(name))
}

/// The variant that the selector names.
fn select(code: &mut String, name: &str, union: &Union) -> fmt::Result {
    writeln!(code, "impl FromUnion for home::types::{} {{", pascal_case(name))?;
    writeln!(code, "fn from_union(selector: i64, value: &Value) -> Option<Self> {{\nmatch selector {{")?;
    for variant in &union.variants {
        let reader = reader_of(&variant.schema, "selector");
        writeln!(code, "{} => read::one(value, {reader}).map(Self::{}),", variant.selector, variant.name)?;
    }
    writeln!(code, "_ => None,\n}}\n}}\n}}")
}

fn rust_name(param: &Param) -> String {
    param.rust_name.clone().unwrap_or_else(|| snake_case(&param.name))
}

/// How a parameter's value is read.
fn reader(schema: &Schema, param: &Param) -> String {
    let selector = param.selector.as_deref().unwrap_or_default();
    reader_of(schema, &format!("read::selector(params, {selector:?})"))
}

/// How a value is read; `selector` is the expression for the number that selects the variant, if it is a union.
fn reader_of(schema: &Schema, selector: &str) -> String {
    match (&schema.ty, &schema.enumeration) {
        (Type::Text, None) => "read::text".to_owned(),
        (Type::Text, Some(name)) => format!("read::named_text::<home::types::{}>", pascal_case(name)),
        (Type::Bool, _) => "read::boolean".to_owned(),
        (Type::Int(int), None) => format!("read::int::<{int}>"),
        (Type::Int(int), Some(name)) => {
            format!("read::named_int::<{int}, home::types::{}>", pascal_case(name))
        }
        (Type::List(item), _) => format!("read::list({})", reader_of(item, selector)),
        (Type::Map { value, .. }, _) => format!("read::map({})", reader_of(value, selector)),
        (Type::Struct(name), _) => format!("read::object::<home::types::{}>", pascal_case(name)),
        (Type::Union(name), _) => format!("read::union::<home::types::{}>({selector})", pascal_case(name)),
        (Type::Json { value, .. }, _) => format!("read::json({})", reader_of(value, selector)),
        (other, _) => format!("compile_error!(\"teach the bridge to read {other:?}\")"),
    }
}

/// The structs and unions that requests, and answers to callbacks, have.
#[derive(Default)]
struct Sent {
    structs: Vec<String>,
    unions: Vec<String>,
}

impl Sent {
    fn of(spec: &Spec) -> Self {
        let mut sent = Self::default();
        let answers = spec.callbacks.iter().flat_map(|callback| &callback.reply);
        for param in spec.actions.iter().flat_map(|action| &action.params).chain(answers) {
            sent.add(spec, &param.schema);
        }
        sent
    }

    fn add(&mut self, spec: &Spec, schema: &Schema) {
        match &schema.ty {
            Type::List(item) => self.add(spec, item),
            Type::Map { value, .. } | Type::Json { value, .. } => self.add(spec, value),
            Type::Struct(name) if !self.structs.contains(name) => {
                self.structs.push(name.clone());
                for field in spec.types.get(name).map(|named| named.fields.as_slice()).unwrap_or_default() {
                    self.add(spec, &field.schema);
                }
            }
            Type::Union(name) if !self.unions.contains(name) => {
                self.unions.push(name.clone());
                let union = spec.types.get(name).and_then(|named| named.union.as_ref());
                for variant in union.map(|union| union.variants.as_slice()).unwrap_or_default() {
                    self.add(spec, &variant.schema);
                }
            }
            _ => {}
        }
    }
}
