//! Pages of documentation, each with one of the oddities that real ones have: what is read of them.
#![cfg(feature = "import")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod parts;
mod tables;

use std::fmt::Write;
use zim_codegen::import::{Facts, Field, FieldType, Required, mdx};

/// A page with this as the part about the request.
fn page(request: &str) -> String {
    format!(
        "# Do a thing\n\n## Overview\n\nDoes a thing.\n\n## Request method and endpoint\n\n- Request method: POST\n\
         - Request URL: `https://a.example/?Action=Do`\n- Transfer protocol: HTTPS\n- Rate limit: 20 times/second\n\n\
         ## Request parameters\n\n{request}\n\n## Response parameters\n\n| Parameter | Type | Description |\n\
         |---|---|---|\n| Code | Number | The code. |\n| Message | String | Words. |\n| RequestId | String | Its ID. |\n\n\
         ## Return codes\n\n| Return code | Description | Suggested action |\n|---|---|---|\n| 12 | Bad. | Mend it. |\n"
    )
}

/// The facts of a page about one action.
#[track_caller]
fn facts(page: &str) -> Facts {
    let mut all = mdx("page.mdx", page).unwrap_or_else(|error| panic!("{error}: {page}"));
    assert_eq!(all.len(), 1, "one action: {page}");
    all.remove(0)
}

fn shown(fields: &[Field], depth: usize, out: &mut String) {
    for field in fields {
        let ty = field.ty.as_ref().map_or("?", |ty| match ty.value {
            FieldType::Text => "text",
            FieldType::Bool => "bool",
            FieldType::Number => "number",
            FieldType::Int32 => "int32",
            FieldType::Int64 => "int64",
            FieldType::Object => "object",
            FieldType::Map => "map",
            FieldType::ListOfText => "texts",
            FieldType::ListOfNumber => "numbers",
            FieldType::ListOfObject => "objects",
            _ => "list",
        });
        let required = match field.required.as_ref().map(|required| &required.value) {
            Some(Required::Yes) => "!",
            Some(Required::Depends(_)) => "?",
            _ => "",
        };
        let dots = "· ".repeat(depth);
        writeln!(out, "{dots}{}{required} {ty}", field.name.value).unwrap();
        shown(&field.fields, depth + 1, out);
    }
}

fn tree(fields: &[Field]) -> String {
    let mut out = String::new();
    shown(fields, 0, &mut out);
    out
}

fn rules(facts: &Facts) -> Vec<&str> {
    facts.findings.iter().map(|item| item.rule.trim_start_matches("import-")).collect()
}

/// The parameters of a page with `request`, one a line, and the findings about it.
#[track_caller]
fn params(request: &str, expected: &str, findings: &[&str]) {
    let facts = facts(&page(request));
    assert_eq!(tree(&facts.params).trim_end(), expected, "{request}\n{}", facts.findings);
    assert_eq!(rules(&facts), findings, "{request}\n{}", facts.findings);
    for item in &facts.findings {
        assert!(item.place.as_ref().is_some_and(|place| place.span.start > 0), "without a place: {item:?}");
    }
}

const HEAD: &str = "| Parameter | Type | Required | Description |\n|---|---|---|---|\n";
