//! The return codes that an action lists: numbers, or numbers with what differs for this action.

use super::at::At;
use super::names::Names;
use super::notation::{LEVELS, RECOVERIES};
use super::siblings::Siblings;
use super::{facts, keyword, mended, missing};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use crate::document;
use crate::model::{ActionCode, CodeLevel, Recovery};
use serde_yaml::Value;

/// The codes under `at`, of an action whose parameters are called `params`.
pub(super) fn action_codes(
    written: &[Value],
    at: &At<'_>,
    names: &Names<'_>,
    params: &Siblings<'_>,
    report: &mut Diagnostics,
) -> Vec<ActionCode> {
    let code = |(position, value)| {
        let at = at.item(position);
        let document = read(value, &at, names, report)?;
        let place = if at.has("code") { at.key("code") } else { at };
        let code = match document.code {
            Some(code) => code,
            None => {
                // A misspelt one that is no number was reported as both.
                if meant(value, "code").is_none() {
                    missing(&at, "code", "code: 660900005", report);
                }
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
        let level = match &document.level {
            Some(level) => keyword(&at, "in", Some(level), LEVELS, report)?,
            None => CodeLevel::Both,
        };
        defined.then(|| ActionCode {
            code,
            level,
            meaning: facts::optional_text(&document.meaning),
            meaning_zh: facts::optional_text(&document.meaning_zh),
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

/// The keys of an entry that is a mapping.
const KEYS: [&str; 7] = ["code", "meaning", "meaning_zh", "advice", "recovery", "about", "in"];

/// The number of an entry of the list, if it can be read.
pub(crate) fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Mapping(_) => value.get("code").or_else(|| meant(value, "code")).and_then(Value::as_i64),
        value => value.as_i64(),
    }
}

/// Whether an entry of the list says in known words where its code comes, or says nothing of it.
pub(crate) fn has_known_level(value: &Value) -> bool {
    let level = value.get("in").or_else(|| meant(value, "in"));
    level.is_none_or(|level| level.as_str().is_some_and(|level| super::notation::word(level, LEVELS).is_some()))
}

/// Where the code of an entry of the list comes; anything that cannot be read is both.
pub(crate) fn level(value: &Value) -> CodeLevel {
    let level = value.get("in").or_else(|| meant(value, "in")).and_then(Value::as_str);
    level.and_then(|level| super::notation::word(level, LEVELS)).unwrap_or(CodeLevel::Both)
}

/// The recovery class that an entry of the list has of its own, if it can be read.
pub(crate) fn recovery(value: &Value) -> Option<Recovery> {
    let recovery = value.get("recovery").or_else(|| meant(value, "recovery"))?.as_str()?;
    super::notation::word(recovery, RECOVERIES)
}

/// What the entry has under a misspelt `key`.
fn meant<'v>(entry: &'v Value, key: &str) -> Option<&'v Value> {
    let mapping = entry.as_mapping().filter(|mapping| !mapping.contains_key(key))?;
    let is_misspelt = |written: &Value| {
        written.as_str().is_some_and(|written| !KEYS.contains(&written) && nearest(written, KEYS) == Some(key))
    };
    mapping.iter().find(|(written, _)| is_misspelt(written)).map(|(_, value)| value)
}

/// Reads the mapping key by key, so that each wrong one is reported at its place.
fn read_mapping(entry: &Value, at: &At<'_>, report: &mut Diagnostics) -> Option<document::ActionCode> {
    let mut document = document::ActionCode::default();
    for (key, value) in entry.as_mapping()? {
        let key = key.as_str().unwrap_or_default();
        let at = at.key(key);
        let text = value.as_str().map(str::to_owned);
        let mut read_as = key;
        if !KEYS.contains(&key) {
            let nearest = nearest(key, KEYS);
            let help = match nearest {
                Some(meant) => format!("did you mean {}?", quoted(meant)),
                None => format!("allowed are {}", super::either(KEYS.into_iter())),
            };
            let message = format!("unknown key {}", quoted(key));
            // A misspelt key is read as what it most likely stands for, as elsewhere.
            let nearest = nearest.filter(|nearest| meant(entry, nearest) == Some(value));
            let finding = Diagnostic::error("unknown-key", message).at(at.name()).help(help);
            report.push(mended(finding, at.name(), key, nearest));
            match nearest {
                Some(nearest) => read_as = nearest,
                None => continue,
            }
        }
        let (slot, expected) = match read_as {
            "code" => {
                document.code = value.as_i64();
                if document.code.is_none() {
                    report.push(wrong_type(&at, "`code` is not a whole number").help("write `code: 660900005`"));
                }
                continue;
            }
            "meaning" => (&mut document.meaning, "a sentence"),
            "meaning_zh" => (&mut document.meaning_zh, "a sentence"),
            "advice" => (&mut document.advice, "a sentence"),
            "recovery" => (&mut document.recovery, "a recovery class"),
            "about" => (&mut document.about, "the name of a parameter"),
            "in" => (&mut document.level, "`reply` or `item`"),
            _ => continue,
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
