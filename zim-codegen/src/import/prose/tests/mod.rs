//! Phrases and the facts in them. The phrases are made up in the patterns of documentation.

mod cells;
mod chinese;
mod english;
mod notes;
mod others;
mod rates;
mod robust;
mod silent;

use super::super::{Field, FieldType, Found, Limit};
use super::shown;
use std::fmt::Write as _;
use zim_spec::diagnostic::{Diagnostics, FileId, Place, SourceFile};
use zim_spec::model::LimitKind;

const TEXT: FieldType = FieldType::Text;
const NUMBER: FieldType = FieldType::Number;
const BOOL: FieldType = FieldType::Bool;
const TEXTS: FieldType = FieldType::ListOfText;
const NUMBERS: FieldType = FieldType::ListOfNumber;
const OBJECTS: FieldType = FieldType::ListOfObject;
const OBJECT: FieldType = FieldType::Object;
const MAP: FieldType = FieldType::Map;

/// Checks what each phrase says of a field of the type `ty`; `!rule` is a finding.
#[track_caller]
fn check(ty: FieldType, table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(facts(ty, text), *expected, "{text}");
    }
}

/// What is said of a field called `Field`, on one line.
fn facts(ty: FieldType, text: &str) -> String {
    let (field, findings) = read(ty, text);
    let mut facts: Vec<String> = field.limits.iter().map(|limit| limit_shown(&limit.value)).collect();
    facts.extend(field.default.iter().map(|default| format!("default {}", default.value)));
    facts.extend(field.sentinels.iter().map(|sentinel| format!("{}={}", sentinel.value.0, sentinel.value.1)));
    let values: Vec<String> = field.values.iter().map(|value| value.value.value.to_string()).collect();
    if !values.is_empty() {
        let kind = if field.is_flags { "flags" } else { "values" };
        facts.push(format!("{kind} {}{}", values.join(" "), if field.is_open { " …" } else { "" }));
    }
    facts.extend(field.unit.iter().map(|unit| unit.value.key().to_owned()));
    facts.extend(findings.iter().map(|finding| format!("!{}", finding.rule.trim_start_matches("import-"))));
    facts.join(", ")
}

fn read(ty: FieldType, text: &str) -> (Field, Diagnostics) {
    let mut findings = Diagnostics::new(vec![SourceFile::new("page", text)]);
    let place = Place { file: FileId(0), span: 0..text.len() };
    let mut field = Field::new(Found::new("Field".to_owned(), place.clone()));
    super::read(text, place, Some(ty), &mut field, &mut findings);
    (field, findings)
}

fn limit_shown(limit: &Limit) -> String {
    let mut text = match &limit.kind {
        LimitKind::Charset(chars) => format!("charset of {}", chars.chars().count()),
        kind => shown(kind).replace('`', ""),
    };
    if limit.raisable {
        text.push_str(" raisable");
    }
    if let Some(ceiling) = limit.ceiling {
        let _ = write!(text, " to {ceiling}");
    }
    if let Some(taken) = limit.clamped_to {
        let _ = write!(text, " else {taken}");
    }
    text
}

#[test]
fn a_finding_stands_at_its_sentence() {
    let text = "Fine. At most 64. The length limit is 64.";
    let (_, findings) = read(TEXT, text);
    let stood: Vec<&str> =
        findings.iter().map(|finding| text.get(finding.place.clone().unwrap().span).unwrap()).collect();
    assert_eq!(stood, ["At most 64", "The length limit is 64"]);
}
