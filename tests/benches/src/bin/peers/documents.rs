//! The inputs, and several times as much of them.

use serde_json::Value;
use std::error::Error;
use std::fs;
use std::path::Path;

/// Writes the shipped spec to `to` with every action `times` over, each time under another name.
pub(crate) fn spec(times: usize, to: &Path) -> Result<(), Box<dyn Error>> {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../zim-spec/spec");
    copy(&from, to, &|path, text| {
        let is_action = text.starts_with("action: ");
        let copies = if is_action { times } else { 1 };
        (0..copies).map(|copy| numbered(path, text, copy)).collect()
    })
}

/// The path and text of an action's file as that of the `copy`th.
fn numbered(path: &str, text: &str, copy: usize) -> (String, String) {
    let Some((name, rest)) = text.strip_prefix("action: ").and_then(|text| text.split_once('\n')) else {
        return (path.to_owned(), text.to_owned());
    };
    match copy {
        0 => (path.to_owned(), text.to_owned()),
        _ => (path.replace(".yaml", &format!("_v{copy}.yaml")), format!("action: {name}V{copy}\n{rest}")),
    }
}

type Copies<'a> = dyn Fn(&str, &str) -> Vec<(String, String)> + 'a;

fn copy(from: &Path, to: &Path, copies: &Copies<'_>) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).ok_or("a name that is no text")?;
        if path.is_dir() {
            copy(&path, &to.join(name), copies)?;
            continue;
        }
        for (name, text) in copies(name, &fs::read_to_string(&path)?) {
            fs::write(to.join(name), text)?;
        }
    }
    Ok(())
}

/// Writes the OpenAPI document `from` to `to` with every operation and schema `times` over, each time under another
/// name.
pub(crate) fn openapi(from: &Path, times: usize, to: &Path) -> Result<(), Box<dyn Error>> {
    let mut document: Value = serde_json::from_str(&fs::read_to_string(from)?)?;
    for key in ["/paths", "/components/schemas"] {
        let members = document.pointer_mut(key).and_then(Value::as_object_mut).ok_or("no paths or schemas")?;
        let first = members.clone();
        for copy in 1..times {
            for (name, value) in &first {
                members.insert(format!("{name}V{copy}"), renamed(value, copy));
            }
        }
    }
    fs::write(to, document.to_string())?;
    Ok(())
}

/// `value` with its references and operations renamed.
fn renamed(value: &Value, copy: usize) -> Value {
    match value {
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                let value = match (name.as_str(), value) {
                    ("$ref" | "operationId", Value::String(text)) => Value::String(format!("{text}V{copy}")),
                    _ => renamed(value, copy),
                };
                (name.clone(), value)
            };
            Value::Object(members.iter().map(member).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| renamed(item, copy)).collect()),
        other => other.clone(),
    }
}
