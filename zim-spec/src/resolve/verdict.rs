//! `verdict` of a callback: what its answer makes of what it is about.

use super::at::At;
use super::names::Names;
use super::siblings::Siblings;
use super::{codes, missing};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document;
use crate::model::{Schema, Type, Verdict};

/// What stands at `at`, of a callback that tells `fields` and is answered with `answer`.
pub(super) fn verdict(
    document: &document::Verdict,
    at: &At<'_>,
    fields: &Siblings<'_>,
    answer: &Siblings<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Option<Verdict> {
    match &document.by {
        Some(by) => param(by, &at.key("by"), answer, is_number, "a number", report),
        None => missing(at, "by", &format!("by: {}", answer.names().next().unwrap_or("result")), report),
    }
    if let Some(reason) = &document.reason {
        param(reason, &at.key("reason"), answer, is_text, "a text", report);
    }
    if let Some(code) = document.unanswered {
        codes::check_defined(code, &at.key("unanswered"), names, report);
    }
    let refusal = |(value, code): (&str, &i64)| {
        let at = at.key("refuse").key(value);
        codes::check_defined(*code, &at, names, report);
        let number = value.parse();
        if number.is_err() {
            let message = format!("{} is not a number", quoted(value));
            let help = "write a value of the answer and the code that it refuses with: `{3: 660500010}`";
            report.push(Diagnostic::error("bad-value", message).at(at.name()).help(help));
        }
        Some((number.ok()?, *code))
    };
    let refuse = document.refuse.iter().filter_map(refusal).collect();
    for (field, by) in document.replace.iter() {
        let at = at.key("replace").key(field);
        fields.find(field, at.name(), report);
        param(by, &at, answer, is_text, "a text", report);
    }
    let replace = document.replace.iter().map(|(field, by)| (field.to_owned(), by.clone())).collect();
    let (unanswered, reason) = (document.unanswered, document.reason.clone());
    Some(Verdict { by: document.by.clone()?, refuse, unanswered, reason, replace })
}

/// Reports the parameter at `at` unless there is one of that name, and it is of that kind.
fn param(
    name: &str,
    at: &At<'_>,
    answer: &Siblings<'_>,
    fits: fn(&Schema) -> bool,
    kind: &str,
    report: &mut Diagnostics,
) {
    if let Some(schema) = answer.find(name, at.value(), report)
        && !fits(schema)
    {
        let message = format!("{} is not {kind}", quoted(name));
        let help = format!("name a parameter of `reply` that is {kind}");
        report.push(Diagnostic::error("bad-verdict", message).at(at.value()).help(help));
    }
}

fn is_number(schema: &Schema) -> bool {
    matches!(schema.ty, Type::Int(_))
}

fn is_text(schema: &Schema) -> bool {
    matches!(schema.ty, Type::Text)
}
