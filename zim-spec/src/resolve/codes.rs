//! The return codes that an action lists: numbers, or numbers with what differs for this action.

use super::at::At;
use super::names::Names;
use super::notation::RECOVERIES;
use super::param::ParamNames;
use super::{facts, keyword, missing};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use crate::document;
use crate::model::ActionCode;
use serde_yaml::Value;

/// The codes under `at`, of an action whose parameters are called `params`.
pub(super) fn action_codes(
    written: &[Value],
    at: &At<'_>,
    names: &Names<'_>,
    params: &ParamNames<'_>,
    report: &mut Diagnostics,
) -> Vec<ActionCode> {
    let code = |(position, value)| {
        let at = at.item(position);
        let document = read(value, &at, names, report)?;
        let place = if value.is_mapping() { at.key("code") } else { at.clone() };
        let code = match document.code {
            Some(code) => code,
            None => {
                missing(&at, "code", "code: 660900005", report);
                return None;
            }
        };
        let defined = check_defined(code, &place, names, report);
        if let Some(about) = &document.about {
            params.check(about, &at.key("about"), report);
        }
        let recovery = match &document.recovery {
            Some(recovery) => keyword(&at, "recovery", Some(recovery), RECOVERIES, report),
            None => None,
        };
        defined.then(|| ActionCode {
            code,
            meaning: facts::optional_text(&document.meaning),
            advice: facts::optional_text(&document.advice),
            recovery,
            about: document.about.clone(),
        })
    };
    written.iter().enumerate().filter_map(code).collect()
}

/// Reports `code`, which stands at `at`, unless it is defined; says whether it is.
pub(super) fn check_defined(code: i64, at: &At<'_>, names: &Names<'_>, report: &mut Diagnostics) -> bool {
    if names.has_code(code) {
        return true;
    }
    // Short numbers are all alike.
    let numbers: Vec<String> = names.codes.keys().filter(|code| **code >= 1000).map(i64::to_string).collect();
    let define = "define it in codes.yaml, with name, layer, recovery, meaning, meaning_zh and advice";
    let help = match nearest(&code.to_string(), numbers.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean {}? otherwise {define}", quoted(meant)),
        None => define.to_owned(),
    };
    report.push(Diagnostic::error("undefined-code", format!("code `{code}` is not defined")).at(at.value()).help(help));
    false
}

/// One entry of the list as its file states it; `None` if it is nothing of the kind.
fn read(value: &Value, at: &At<'_>, names: &Names<'_>, report: &mut Diagnostics) -> Option<document::ActionCode> {
    match value {
        Value::Number(number) if number.is_i64() => {
            Some(document::ActionCode { code: number.as_i64(), ..Default::default() })
        }
        Value::Mapping(_) => read_mapping(value, at, report),
        Value::String(name) => {
            let named = names.codes.iter().find(|(_, definition)| {
                definition.item.as_ref().is_some_and(|code| code.name == *name || code.code.to_string() == *name)
            });
            let help = match named {
                Some((code, _)) => format!("write its number: `{code}`"),
                None => "write the number of a code in codes.yaml".to_owned(),
            };
            report.push(wrong_type(at, &format!("{} is not a number", quoted(name))).help(help));
            None
        }
        _ => {
            let help = "write the number of a code in codes.yaml, or `{code: 660900005, meaning: …}`";
            report.push(wrong_type(at, "this is not a return code").help(help));
            None
        }
    }
}

/// Reads the mapping key by key, so that each wrong one is reported at its place.
fn read_mapping(value: &Value, at: &At<'_>, report: &mut Diagnostics) -> Option<document::ActionCode> {
    const KEYS: [&str; 5] = ["code", "meaning", "advice", "recovery", "about"];
    let mut document = document::ActionCode::default();
    for (key, value) in value.as_mapping()? {
        let key = key.as_str().unwrap_or_default();
        let at = at.key(key);
        let text = value.as_str().map(str::to_owned);
        let (slot, expected) = match key {
            "code" => {
                document.code = value.as_i64();
                if document.code.is_none() {
                    report.push(wrong_type(&at, "`code` is not a whole number").help("write `code: 660900005`"));
                }
                continue;
            }
            "meaning" => (&mut document.meaning, "a sentence"),
            "advice" => (&mut document.advice, "a sentence"),
            "recovery" => (&mut document.recovery, "a recovery class"),
            "about" => (&mut document.about, "the name of a parameter"),
            _ => {
                let help = match nearest(key, KEYS) {
                    Some(meant) => format!("did you mean {}?", quoted(meant)),
                    None => format!("allowed are {}", super::either(KEYS.into_iter())),
                };
                let message = format!("unknown key {}", quoted(key));
                report.push(Diagnostic::error("unknown-key", message).at(at.name()).help(help));
                continue;
            }
        };
        if text.is_none() {
            report.push(wrong_type(&at, &format!("`{key}` is not text")).help(format!("write {expected}, in quotes")));
        }
        *slot = text;
    }
    Some(document)
}

fn wrong_type(at: &At<'_>, message: &str) -> Diagnostic {
    Diagnostic::error("wrong-type", message).at(at.value())
}
