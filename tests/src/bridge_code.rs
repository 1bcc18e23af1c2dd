//! Rust code that builds requests, and answers to callbacks, of a spec out of JSON: for the build script, and for tests that
//! compile specs of their own. It calls `read::…` and implements `FromParams` and `FromUnion` for what lies in `home`.

use std::fmt::{self, Write};
use zim_spec::model::{Action, Param, Schema, Spec, Type, Union};
use zim_spec::naming::{pascal_case, snake_case};

/// How each request, each struct and union in it, and each answer to a callback is built.
///
/// # Errors
/// None: it is written into memory.
pub fn implementations(spec: &Spec) -> Result<String, fmt::Error> {
    let mut code = String::new();
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
    Ok(code)
}

/// The path of a request below the generated code's root.
#[must_use]
pub fn request(action: &Action) -> String {
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
        let (name, reader) = (pascal_case(&variant.name), reader_of(&variant.schema, "selector"));
        writeln!(code, "{} => read::one(value, {reader}).map(Self::{name}),", variant.selector)?;
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
