//! Findings as SARIF 2.1.0, the format of code scanning.

use serde_json::{Value, json};
use zim_spec::diagnostic::{Diagnostic, Diagnostics, Place};
use zim_spec::{Lint, lints};

/// The document, with a final line end.
pub(super) fn sarif(findings: &Diagnostics) -> Result<String, serde_json::Error> {
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "zim-codegen",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": lints().iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(|item| result(item, findings)).collect::<Vec<_>>(),
        }],
    });
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn rule(lint: &Lint) -> Value {
    json!({
        "id": lint.id,
        "shortDescription": {"text": lint.summary},
        "fullDescription": {"text": lint.explanation},
        "defaultConfiguration": {"level": lint.level.as_str()},
    })
}

fn result(item: &Diagnostic, findings: &Diagnostics) -> Value {
    let text = match &item.help {
        Some(help) => format!("{}; {help}", item.message),
        None => item.message.clone(),
    };
    let mut result = json!({
        "ruleId": item.rule,
        "level": item.severity.as_str(),
        "message": {"text": text},
        "locations": item.place.iter().map(|place| location(place, findings, None)).collect::<Vec<_>>(),
    });
    let index = lints().iter().position(|lint| lint.id == item.rule);
    let related: Vec<Value> =
        item.notes.iter().map(|note| location(&note.place, findings, Some(&note.message))).collect();
    if let Some(result) = result.as_object_mut() {
        if let Some(index) = index {
            result.insert("ruleIndex".to_owned(), json!(index));
        }
        if !related.is_empty() {
            result.insert("relatedLocations".to_owned(), json!(related));
        }
        if let Some(fix) = fix(item, findings) {
            result.insert("fixes".to_owned(), json!([fix]));
        }
    }
    result
}

fn fix(item: &Diagnostic, findings: &Diagnostics) -> Option<Value> {
    let replacements = findings.replacements(item);
    // All edits of a finding are in its file.
    let first = replacements.first()?;
    let edits: Vec<Value> = replacements
        .iter()
        .map(|edit| json!({"deletedRegion": region(&edit.place, findings), "insertedContent": {"text": edit.text}}))
        .collect();
    Some(json!({
        "artifactChanges": [{"artifactLocation": {"uri": uri(&first.place, findings)}, "replacements": edits}],
    }))
}

fn location(place: &Place, findings: &Diagnostics, message: Option<&str>) -> Value {
    let physical = json!({
        "artifactLocation": {"uri": uri(place, findings)},
        "region": region(place, findings),
    });
    match message {
        Some(message) => json!({"physicalLocation": physical, "message": {"text": message}}),
        None => json!({"physicalLocation": physical}),
    }
}

fn region(place: &Place, findings: &Diagnostics) -> Value {
    let (line, column) = findings.position(place);
    let (end_line, end_column) = findings.end_position(place);
    json!({"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column})
}

/// The name of the file as a relative reference, in which a first part with a colon would be a scheme.
fn uri(place: &Place, findings: &Diagnostics) -> String {
    let name = findings.file(place.file).map_or("", |file| file.name.as_str());
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
