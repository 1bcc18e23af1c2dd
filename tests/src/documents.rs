//! The examples in ZEGO's documentation: requests and replies, out of OpenAPI files and MDX pages.
//!
//! The documents lie beside the workspace (`../shared/zim-docs`) and belong to somebody else: where they are not, there is
//! nothing to read.

#![allow(clippy::indexing_slicing, reason = "what JSON does not have under a name is null, and no panic")]

use crate::relaxed;
use crate::wire::decoded;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The parameters of a request.
    Request,
    /// A reply.
    Reply,
}

/// An example of a document.
#[derive(Clone, Debug)]
pub struct Example {
    /// The document, below the folder of all: `openapi-en/room/create-a-room.yaml`.
    pub source: String,
    /// The action.
    pub action: String,
    /// What it shows.
    pub kind: Kind,
    /// It, or why it cannot be read.
    pub content: Result<Content, String>,
}

/// An example that could be read.
#[derive(Clone, Debug)]
pub enum Content {
    /// As JSON.
    Json(Value),
    /// As the pairs of a query, decoded, without those that every request has.
    Query(Vec<(String, String)>),
}

/// The folder of the documents, if it is there.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/zim-docs");
    folder.is_dir().then_some(folder)
}

/// Every example below `folder`, in order of the files.
///
/// # Errors
/// If a file cannot be read.
pub fn examples(folder: &Path) -> io::Result<Vec<Example>> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut examples = Vec::new();
    for path in files {
        let source = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path)?;
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("yaml") => examples.extend(openapi(&source, &text)),
            Some("mdx") if source.starts_with("pages") => examples.extend(page(&source, &text)),
            _ => {}
        }
    }
    Ok(examples)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

/// The examples of an OpenAPI file: a whole one, or one put together from those of the fields.
fn openapi(source: &str, text: &str) -> Vec<Example> {
    let Ok(file) = serde_yaml::from_str::<Value>(text) else { return Vec::new() };
    let Some((operation, is_get)) = ["get", "post"]
        .iter()
        .find_map(|method| Some((file.pointer(&format!("/paths/~1/{method}"))?, *method == "get")))
    else {
        return Vec::new();
    };
    let params = operation["parameters"].as_array().cloned().unwrap_or_default();
    let actions = params.iter().find(|param| param["name"] == "Action").map(|param| param["schema"]["enum"].clone());
    let mut found = Vec::new();
    for action in actions.iter().flat_map(|names| names.as_array()).flatten().filter_map(Value::as_str) {
        let mut push = |kind, content| {
            let (source, action) = (source.to_owned(), action.to_owned());
            found.push(Example { source, action, kind, content: Ok(Content::Json(content)) });
        };
        let body = &operation["requestBody"]["content"]["application/json"];
        if !body.is_null() {
            push(Kind::Request, whole(&file, body));
        } else if is_get {
            let own = params.iter().filter(|param| param["schema"].is_object() && param["name"] != "Action");
            // What is required and has no example is the first of its values.
            let first = |param: &Value| {
                param["required"].as_bool().filter(|required| *required).and(param["schema"]["enum"].get(0).cloned())
            };
            let value = |param: &Value| put_together(&file, &param["schema"], 0).or_else(|| first(param));
            let pair = |param: &Value| Some((param["name"].as_str()?.to_owned(), value(param)?));
            push(Kind::Request, own.filter_map(pair).collect());
        }
        let reply = &operation["responses"]["200"]["content"]["application/json"];
        let mut example = whole(&file, reply);
        // The return code has no example where the fields have: one of success is meant.
        if reply.get("example").is_none()
            && let Some(fields) = example.as_object_mut()
        {
            fields.entry("Code").or_insert_with(|| Value::from(0));
        }
        push(Kind::Reply, example);
    }
    found
}

fn whole(file: &Value, media: &Value) -> Value {
    match media.get("example") {
        Some(example) => example.clone(),
        None => put_together(file, &media["schema"], 0).unwrap_or(Value::Null),
    }
}

/// An example of a schema: its own, or one of those of its parts.
fn put_together(file: &Value, schema: &Value, depth: usize) -> Option<Value> {
    if depth > 12 {
        return None;
    }
    if let Some(example) = schema.get("example") {
        return Some(example.clone());
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|to| to.strip_prefix("#/components/schemas/")) {
        return put_together(file, file.get("components")?.get("schemas")?.get(name)?, depth + 1);
    }
    if let Some(properties) = schema["properties"].as_object() {
        let pair = |(name, property): (&String, &Value)| Some((name.clone(), put_together(file, property, depth + 1)?));
        let object: Map<String, Value> = properties.iter().filter_map(pair).collect();
        return (!object.is_empty()).then_some(Value::Object(object));
    }
    let item = put_together(file, schema.get("items")?, depth + 1)?;
    Some(Value::Array(vec![item]))
}

/// The examples of a page: the blocks of code below the headings about examples.
fn page(source: &str, text: &str) -> Vec<Example> {
    let mut heading = "";
    let mut block: Option<String> = None;
    let mut blocks: Vec<(Kind, String)> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            let kind = match heading {
                heading if heading.contains("请求示例") => Some(Kind::Request),
                heading if heading.contains("响应示例") => Some(Kind::Reply),
                _ => None,
            };
            match (block.take(), kind) {
                (Some(block), Some(kind)) => blocks.push((kind, block)),
                (Some(_), None) => {}
                (None, _) => block = Some(String::new()),
            }
        } else if let Some(block) = &mut block {
            block.push_str(line);
            block.push('\n');
        } else if trimmed.starts_with('#') {
            heading = trimmed;
        }
    }
    let actions = actions_of(text);
    let one_of_url = |block: &str| block.split_once("?Action=").map(|(_, rest)| name_at(rest));
    let mut found = Vec::new();
    let mut current = actions.first().cloned().unwrap_or_default();
    for (at, (kind, block)) in blocks.iter().enumerate() {
        let is_url = block.trim_start().starts_with("http");
        // A URL that a body follows is where that body is sent.
        let is_for_body = is_url
            && blocks.get(at + 1).is_some_and(|(next, block)| next == kind && !block.trim_start().starts_with("http"));
        if let Some(named) = one_of_url(block).filter(|named| actions.contains(named)) {
            current = named;
        }
        if is_for_body {
            continue;
        }
        let content = if is_url { Ok(Content::Query(pairs(block))) } else { relaxed::read(block).map(Content::Json) };
        found.push(Example { source: source.to_owned(), action: current.clone(), kind: *kind, content });
    }
    found
}

/// The actions of a page: those that the addresses outside its examples name.
fn actions_of(text: &str) -> Vec<String> {
    let before = text.split("请求示例").next().unwrap_or_default();
    let mut actions: Vec<String> = before.split("?Action=").skip(1).map(name_at).collect();
    actions.dedup();
    actions
}

fn name_at(text: &str) -> String {
    text.chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// The pairs of an address that may be spread over lines.
fn pairs(block: &str) -> Vec<(String, String)> {
    let joined: String = block.lines().map(str::trim).collect();
    let query = joined.split_once('?').map(|(_, query)| query).unwrap_or_default();
    query
        .split('&')
        .filter(|pair| !pair.contains('<') && !pair.contains('>'))
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| *name != "Action")
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}
