//! OpenAPI files, as they are, taken apart into facts.

use super::fact::{Claim, Fact};
use super::prose;
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// References inside each other, and objects inside each other, at most.
const DEEPEST: usize = 16;

/// The methods that an action is called with.
const METHODS: [&str; 2] = ["get", "post"];

/// One file and what it says.
#[derive(Debug)]
pub(super) struct Document {
    /// Its path below the folder.
    pub(super) name: String,
    pub(super) actions: Vec<String>,
    pub(super) facts: BTreeSet<Fact>,
}

/// The folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("cannot read {}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{} is not YAML", path.display())]
    Yaml { path: PathBuf, source: serde_yaml::Error },
    #[error("no OpenAPI file of an action lies below {}", .0.display())]
    Nothing(PathBuf),
}

/// Every file of `folder` that describes an action, in order of their names; `action` is the parameter that names it.
pub(super) fn files(folder: &Path, action: &str) -> Result<Vec<Document>, Unreadable> {
    let mut paths = Vec::new();
    collect(folder, &mut paths).map_err(|source| Unreadable::File { path: folder.to_owned(), source })?;
    paths.sort();
    let mut documents = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|source| Unreadable::File { path: path.clone(), source })?;
        let file = serde_yaml::from_str(&text).map_err(|source| Unreadable::Yaml { path: path.clone(), source })?;
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        documents.extend(document(name, &file, action));
    }
    if documents.is_empty() { Err(Unreadable::Nothing(folder.to_owned())) } else { Ok(documents) }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            paths.push(path);
        }
    }
    Ok(())
}

/// The facts of a file; `None` if it describes no action.
fn document(name: String, file: &Value, action: &str) -> Option<Document> {
    let (method, operation) = operation(file)?;
    let params: Vec<&Value> = list(operation, "parameters").collect();
    let is_action = |param: &&&Value| text(param, "name") == Some(action) && param.get("schema").is_some();
    let actions: Vec<String> = params
        .iter()
        .find(is_action)
        .and_then(|param| param.get("schema"))
        .map(|schema| list(schema, "enum").filter_map(Value::as_str).map(str::to_owned).collect())?;
    let mut reader = Reader { file, claims: BTreeSet::new() };
    reader.claim("", Claim::Action(method.to_uppercase()));
    for rate in prose::rates(text(operation, "description").unwrap_or_default()) {
        reader.claim("", Claim::Rate(rate));
    }
    for param in params.iter().filter(|param| param.get("schema").is_some() && text(param, "name") != Some(action)) {
        let path = format!("params.{}", text(param, "name").unwrap_or_default());
        reader.claim(&path, Claim::Param);
        if param.get("required").and_then(Value::as_bool) == Some(true) {
            reader.claim(&path, Claim::Required);
        }
        reader.prose(&path, param);
        reader.schema(&path, param.get("schema"), 0);
    }
    let body = operation.get("requestBody").and_then(json_schema);
    reader.fields("params", body, 0);
    let reply = operation.get("responses").and_then(|responses| responses.get("200")).and_then(json_schema);
    reader.fields("reply", reply, 0);
    let facts = actions.iter().flat_map(|action| {
        let fact =
            |(path, claim): &(String, Claim)| Fact { action: action.clone(), path: path.clone(), claim: claim.clone() };
        reader.claims.iter().map(fact).collect::<Vec<_>>()
    });
    Some(Document { name, facts: facts.collect(), actions: actions.clone() })
}

fn operation(file: &Value) -> Option<(&'static str, &Value)> {
    let path = file.get("paths")?.get("/")?;
    METHODS.into_iter().find_map(|method| Some((method, path.get(method)?)))
}

/// The schema of a body or answer in JSON.
fn json_schema(holder: &Value) -> Option<&Value> {
    holder.get("content")?.get("application/json")?.get("schema")
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_sequence).into_iter().flatten()
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

/// Walks through schemas and keeps what they claim.
struct Reader<'f> {
    file: &'f Value,
    claims: BTreeSet<(String, Claim)>,
}

impl<'f> Reader<'f> {
    fn claim(&mut self, path: &str, claim: Claim) {
        self.claims.insert((path.to_owned(), claim));
    }

    /// What the schema says, references followed. Of what stands beside one, its description alone is read.
    fn resolve(&self, schema: &'f Value) -> &'f Value {
        let mut schema = schema;
        for _ in 0..DEEPEST {
            let Some(name) = text(schema, "$ref").and_then(|to| to.strip_prefix("#/components/schemas/")) else {
                break;
            };
            match self.file.get("components").and_then(|all| all.get("schemas")).and_then(|all| all.get(name)) {
                Some(found) => schema = found,
                None => break,
            }
        }
        schema
    }

    /// The properties of an object.
    fn fields(&mut self, path: &str, schema: Option<&'f Value>, depth: usize) {
        let Some(schema) = schema.filter(|_| depth < DEEPEST).map(|schema| self.resolve(schema)) else { return };
        let is_reply = path.starts_with("reply");
        for property in schema.get("properties").and_then(Value::as_mapping).into_iter().flatten() {
            let (Some(name), property) = (property.0.as_str(), property.1) else { continue };
            let path = format!("{path}.{name}");
            self.claim(&path, if is_reply { Claim::Reply } else { Claim::Param });
            self.prose(&path, property);
            self.schema(&path, Some(property), depth + 1);
        }
        for name in list(schema, "required").filter_map(Value::as_str).filter(|_| !is_reply) {
            self.claim(&format!("{path}.{name}"), Claim::Required);
        }
        // Alternatives are told apart by nothing that OpenAPI could say: their fields are the union's.
        for alternative in ["oneOf", "anyOf"].into_iter().flat_map(|key| list(schema, key).collect::<Vec<_>>()) {
            self.fields(path, Some(alternative), depth + 1);
        }
        if let Some(values) = schema.get("additionalProperties").filter(|values| values.is_mapping()) {
            self.fields(&format!("{path}{{}}"), Some(values), depth + 1);
        }
    }

    /// What limits a value, and what it holds.
    fn schema(&mut self, path: &str, schema: Option<&'f Value>, depth: usize) {
        let Some(schema) = schema.filter(|_| depth < DEEPEST).map(|schema| self.resolve(schema)) else { return };
        let number = |key: &str| schema.get(key).and_then(Value::as_i64);
        let limits = [
            number("maxLength").map(Claim::MaxLength),
            number("maxItems").map(Claim::MaxItems),
            number("minimum").map(Claim::Minimum),
            number("maximum").map(Claim::Maximum),
            schema.get("default").map(shown).map(Claim::Default),
        ];
        for claim in limits.into_iter().flatten() {
            self.claim(path, claim);
        }
        for value in list(schema, "enum") {
            self.claim(path, Claim::Value(shown(value)));
        }
        self.fields(path, Some(schema), depth);
        if let Some(items) = schema.get("items") {
            let path = format!("{path}[]");
            self.prose(&path, items);
            self.schema(&path, Some(items), depth + 1);
        }
    }

    /// What the text about a value says.
    fn prose(&mut self, path: &str, holder: &Value) {
        let text = text(holder, "description").unwrap_or_default();
        for code in prose::codes(text) {
            self.claim("", Claim::Code(code));
        }
        if path.starts_with("params") {
            for bound in prose::bounds(text) {
                self.claim(path, Claim::Prose(bound));
            }
        }
    }
}

/// A scalar as text.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number
            .as_f64()
            .filter(|n| n.fract() == 0.0 && n.abs() < 1e15)
            .map_or_else(|| number.to_string(), |whole| format!("{whole:.0}")),
        other => serde_yaml::to_string(other).unwrap_or_default().trim().to_owned(),
    }
}
