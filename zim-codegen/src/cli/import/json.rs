//! The answers as JSON.

use super::Base;
use super::differences::Judged;
use super::score::Score;
use crate::cli::lint::json as findings_json;
use serde_json::{Value, json};
use zim_codegen::import::compare::Compared;
use zim_codegen::import::draft::DraftFile;
use zim_spec::diagnostic::Diagnostics;

/// The files of a draft, and what was found.
pub(super) fn draft(files: &[DraftFile], findings: &Diagnostics) -> Result<String, serde_json::Error> {
    let findings: Value = serde_json::from_str(&findings_json::json(findings)?)?;
    let files: Vec<Value> = files.iter().map(|file| json!({"path": file.path, "text": file.text()})).collect();
    document(&json!({"files": files, "findings": findings}))
}

/// What differs, page by page.
pub(super) fn differences(judged: &[Judged<'_>], base: &Base) -> Result<String, serde_json::Error> {
    let pages: Vec<Value> = judged
        .iter()
        .map(|judged| {
            let differences = judged.comparison.iter().flat_map(|comparison| comparison.differences());
            let position = |fact: &Compared| {
                let (line, column) = judged.page.facts.findings.position(fact.place.as_ref()?);
                Some(json!({"line": line, "column": column}))
            };
            let facts: Vec<Value> = differences
                .map(|fact| {
                    let mut value = shown(fact);
                    if let (Some(place), Some(object)) = (position(fact), value.as_object_mut()) {
                        object.insert("place".to_owned(), place);
                    }
                    value
                })
                .collect();
            let action = base.spec.action(&judged.name);
            json!({
                "file": judged.page.path.display().to_string(),
                "action": judged.name,
                "entry": action.map(|action| action.file.clone()),
                "differences": facts,
            })
        })
        .collect();
    document(&json!({"pages": pages}))
}

/// The counts per kind, and what is not listed.
pub(super) fn score(score: &Score<'_>) -> Result<String, serde_json::Error> {
    let kinds: Vec<Value> = score
        .counts
        .iter()
        .map(|(kind, count)| {
            json!({
                "kind": kind.as_str(),
                "right": count.right,
                "wrong": count.wrong,
                "missed": count.missed,
                "extra": count.extra,
                "listed": count.listed,
            })
        })
        .collect();
    let unlisted: Vec<Value> = score
        .unlisted
        .iter()
        .map(|(path, fact)| {
            let mut value = shown(fact);
            if let Some(object) = value.as_object_mut() {
                object.insert("file".to_owned(), json!(path));
            }
            value
        })
        .collect();
    document(&json!({
        "kinds": kinds,
        "not_listed": unlisted,
        "not_needed": score.unused,
        "not_in_the_spec": score.unknown,
    }))
}

fn shown(fact: &Compared) -> Value {
    json!({
        "kind": fact.kind.as_str(),
        "path": fact.path,
        "verdict": fact.verdict.as_str(),
        "page": fact.page,
        "spec": fact.spec,
    })
}

fn document(value: &Value) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
