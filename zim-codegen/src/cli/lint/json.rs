//! Findings as one JSON document.

use serde::Serialize;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, Place};

#[derive(Serialize)]
struct Document<'a> {
    errors: usize,
    warnings: usize,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    level: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    place: Option<Spot<'a>>,
    notes: Vec<Note<'a>>,
    /// What mends it without a decision by anybody, all together.
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Note<'a> {
    message: &'a str,
    place: Spot<'a>,
}

#[derive(Serialize)]
struct Edit<'a> {
    place: Spot<'a>,
    text: &'a str,
}

/// A piece of a file. Lines and columns count from 1, columns in characters, and the end is right after the piece.
#[derive(Serialize)]
struct Spot<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// The document, with a final line end.
pub(in crate::cli) fn json(findings: &Diagnostics) -> Result<String, serde_json::Error> {
    let errors = findings.error_count();
    let document = Document {
        errors,
        warnings: findings.len() - errors,
        findings: findings.iter().map(|item| finding(item, findings)).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn finding<'a>(item: &'a Diagnostic, findings: &'a Diagnostics) -> Finding<'a> {
    let spot = |place: &Place| {
        let (line, column) = findings.position(place);
        let (end_line, end_column) = findings.end_position(place);
        let file = findings.file(place.file).map_or("", |file| file.name.as_str());
        Spot { file, line, column, end_line, end_column }
    };
    Finding {
        rule: item.rule,
        level: item.severity.as_str(),
        message: &item.message,
        help: item.help.as_deref(),
        place: item.place.as_ref().map(spot),
        notes: item.notes.iter().map(|note| Note { message: &note.message, place: spot(&note.place) }).collect(),
        edits: findings
            .replacements(item)
            .into_iter()
            .map(|edit| Edit { place: spot(&edit.place), text: edit.text })
            .collect(),
    }
}
