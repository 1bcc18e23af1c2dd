//! What serde has against a value, said so that a person knows what to write.

use super::index::{Index, Path, Step};
use super::parse;
use crate::diagnostic::{Diagnostic, is_slip, nearest, quoted};
use serde_yaml::Value;

/// Keys that name a length but not what it counts. All are told apart by these after case and `_` are dropped.
const LENGTHS: [&str; 6] = ["length", "len", "size", "limit", "count", "characters"];

/// What is wrong.
#[derive(Debug, PartialEq)]
pub(super) enum Problem {
    /// A key that means nothing here; `path` ends with it.
    UnknownKey { path: Path, allowed: Vec<String> },
    /// The value at `path` is not what serde calls `expected`.
    WrongType { path: Path, expected: String },
}

/// What serde's `message` about the value at `path` says.
pub(super) fn explain(message: &str, path: &Path) -> Problem {
    // Text of the file stands before the last of these, never after it.
    let (what, expected) = message.rsplit_once(", expected ").unwrap_or((message, ""));
    let no_fields = message.ends_with(", there are no fields");
    if let Some(key) = what.strip_prefix("unknown field `") {
        let key = if no_fields { key.strip_suffix("`, there are no fields") } else { key.strip_suffix('`') };
        let key = key.unwrap_or_default();
        let allowed: Vec<String> = expected.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        // Serde's path may already end with the key, whose value may be a mapping of anything.
        let ends_with_key = matches!(path.last(), Some(Step::Key(last)) if last == key);
        let path = if ends_with_key { path.clone() } else { path.key(key) };
        return Problem::UnknownKey { path, allowed };
    }
    Problem::WrongType { path: path.clone(), expected: expected.to_owned() }
}

impl Problem {
    /// The key that a misspelt one most likely stands for.
    pub(super) fn meant(&self) -> Option<&str> {
        match self {
            Self::UnknownKey { path, allowed } => match path.last() {
                Some(Step::Key(key)) if !is_unit_less(key, allowed) => nearest(key, allowed.iter().map(String::as_str)),
                _ => None,
            },
            Self::WrongType { .. } => None,
        }
    }

    /// The finding about it. `text` is that of the file that `index` is of.
    pub(super) fn diagnostic(&self, value: &Value, index: &Index, text: &str) -> Diagnostic {
        match self {
            Self::UnknownKey { path, allowed } => {
                let finding = unknown_key(path, allowed, value, text, index).at(index.key(path));
                match self.meant().filter(|meant| is_clear(meant, path, allowed, value)) {
                    Some(meant) => finding.mend(index.key(path), meant),
                    None => finding,
                }
            }
            Self::WrongType { path, expected } => {
                let found = parse::at(value, path).unwrap_or(&Value::Null);
                let place = index.value(path);
                let source = text.get(place.span.clone()).unwrap_or_default();
                if is_above_signed(expected, found) {
                    let message = format!("{} may be at most {}, found {}", subject(path), i64::MAX, quoted(source));
                    let help = format!("write {} or a lower number", i64::MAX);
                    return Diagnostic::error("wrong-type", message).help(help).at(place);
                }
                let message =
                    format!("{} must be {}, found {}", subject(path), wanted(expected), described(found, source));
                let finding = Diagnostic::error("wrong-type", message);
                let finding = finding.help(way_out(path, expected, found, source)).at(place.clone());
                match rewritten(path, expected, found, source) {
                    Some(text) => finding.mend(place, text),
                    None => finding,
                }
            }
        }
    }
}

fn unknown_key(path: &Path, allowed: &[String], value: &Value, text: &str, index: &Index) -> Diagnostic {
    let (key, around) = match path.split_last() {
        Some((Step::Key(key), around)) => (key.as_str(), around),
        _ => ("", path as &[Step]),
    };
    if is_unit_less(key, allowed) {
        let source = text.get(index.value(path).span).unwrap_or_default().trim_matches(['"', '\'']);
        let number = leading_number(source).unwrap_or_else(|| "32".to_owned());
        let end = if key.to_lowercase().starts_with("min") { "min" } else { "max" };
        let is_list = parse::at(value, around)
            .and_then(|around| around.get("type")?.as_str())
            .is_some_and(|ty| ty.starts_with("list"));
        let help = if is_list {
            format!("write `{end}_items: {number}`")
        } else {
            format!("write `{end}_bytes: {number}` or `{end}_chars: {number}`")
        };
        return Diagnostic::error("length-unit", format!("{} does not say what it counts", quoted(key))).help(help);
    }
    // Every kind of spec file takes this one, too, which is read before all others.
    let everywhere = (around.is_empty() && index.allowances).then_some("allow");
    let list = allowed.iter().map(String::as_str).chain(everywhere);
    let list = list.map(|allowed| format!("`{allowed}`")).collect::<Vec<_>>().join(", ");
    let known = format!("the keys allowed here are {list}");
    let unknown = format!("unknown key {}", quoted(key));
    let (message, help) = match nearest(key, allowed.iter().map(String::as_str)) {
        Some(meant) => (format!("{unknown}, did you mean `{meant}`?"), format!("write `{meant}`; {known}")),
        None if follows_comma(text, index.key(path).span.start) => {
            (unknown, format!("if it belongs to the text before the comma, put that whole text in quotes; {known}"))
        }
        None => (unknown, known),
    };
    Diagnostic::error("unknown-key", message).help(help)
}

/// Whether a comma stands before byte `at`: then the key may be the rest of a text without quotes.
fn follows_comma(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.trim_end().ends_with(','))
}

/// Whether `key` names a length without its unit, where lengths are allowed.
fn is_unit_less(key: &str, allowed: &[String]) -> bool {
    let is_near = |key| nearest(key, allowed.iter().map(String::as_str)).is_none() && is_nearly_length(key);
    allowed.iter().any(|allowed| allowed == "max_bytes") && (is_length(key) || is_near(key))
}

/// Whether `key` is the likes of `max_length`, `minLen` or `size`.
fn is_length(key: &str) -> bool {
    let key: String = key.to_lowercase().chars().filter(|character| !matches!(character, '_' | '-')).collect();
    let key =
        ["min", "max"].iter().find_map(|end| key.strip_prefix(end).or_else(|| key.strip_suffix(end))).unwrap_or(&key);
    LENGTHS.contains(&key)
}

/// Whether `key` is such a key but for a slip of the pen, such as `max_lenght`.
fn is_nearly_length(key: &str) -> bool {
    let key: String = key.to_lowercase().chars().filter(|character| !matches!(character, '_' | '-')).collect();
    let bare = ["min", "max"].iter().find_map(|end| key.strip_prefix(end).or_else(|| key.strip_suffix(end)));
    bare.is_some_and(|bare| LENGTHS.iter().any(|length| is_slip(bare, length)))
}

/// What `path` leads to, as the start of a sentence.
fn subject(path: &Path) -> String {
    match path.split_last() {
        None => "the file".to_owned(),
        Some((Step::Key(key), _)) => quoted(key),
        Some((Step::Item(position), around)) => match around.last() {
            Some(Step::Key(key)) => format!("item {} of {}", position + 1, quoted(key)),
            _ => format!("item {}", position + 1),
        },
    }
}

/// Whether `found` is a whole number, above those that 64 bits with a sign hold, which are `expected`.
fn is_above_signed(expected: &str, found: &Value) -> bool {
    matches!(kind(expected), Kind::Int { signed: true }) && found.is_u64() && !found.is_i64()
}

/// Kinds of value, told apart by what serde says it expected.
enum Kind {
    Text,
    Bool,
    Int { signed: bool },
    List,
    Mapping,
}

fn kind(expected: &str) -> Kind {
    match expected {
        "a string" => Kind::Text,
        "a boolean" => Kind::Bool,
        "a sequence" => Kind::List,
        "u8" | "u16" | "u32" | "u64" | "usize" => Kind::Int { signed: false },
        "i8" | "i16" | "i32" | "i64" | "isize" => Kind::Int { signed: true },
        _ => Kind::Mapping,
    }
}

fn wanted(expected: &str) -> &'static str {
    match kind(expected) {
        Kind::Text => "text",
        Kind::Bool => "`true` or `false`",
        Kind::Int { signed: false } => "a whole number, 0 or more",
        Kind::Int { signed: true } => "a whole number",
        Kind::List => "a list",
        Kind::Mapping => "a mapping",
    }
}

fn described(found: &Value, source: &str) -> String {
    match found {
        Value::Null => "nothing".to_owned(),
        Value::Bool(_) => quoted(source),
        Value::Number(_) => format!("the number {}", quoted(source)),
        Value::String(text) => format!("the text {}", quoted(text)),
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) | Value::Tagged(_) => "a mapping".to_owned(),
    }
}

fn way_out(path: &Path, expected: &str, found: &Value, source: &str) -> String {
    let key = match path.last() {
        Some(Step::Key(key)) if key.chars().all(|character| character.is_ascii_alphanumeric() || character == '_') => {
            format!("{key}: ")
        }
        _ => String::new(),
    };
    let is_short = source.len() <= 40 && !source.contains('\n');
    match (kind(expected), found) {
        (Kind::Text, Value::Number(_)) if is_duration(path) && is_short => {
            format!("write a time with its unit: `{key}{source}s`")
        }
        (Kind::Text, Value::Number(_) | Value::Bool(_)) if is_short => {
            format!("put it in quotes: `{key}\"{source}\"`")
        }
        (Kind::Text, Value::Sequence(items)) => match items.as_slice() {
            [Value::String(only)] if is_short => format!("write `{key}{only}`"),
            _ => "write one text".to_owned(),
        },
        (Kind::Text, _) => "write one text".to_owned(),
        (Kind::Bool, _) => format!("write `{key}true` or `{key}false`"),
        (Kind::Int { .. }, Value::String(text)) => match number_for(path, text) {
            Some(number) => format!("write `{key}{number}`"),
            None => format!("write digits only, such as `{key}32`"),
        },
        (Kind::Int { signed: false }, Value::Number(number)) if number.is_i64() => {
            format!("write `{key}0` or more")
        }
        (Kind::Int { .. }, _) => format!("write digits only, such as `{key}32`"),
        (Kind::List, Value::String(_) | Value::Number(_) | Value::Bool(_)) if is_short => {
            format!("write `{key}[{source}]`")
        }
        (Kind::List, _) => {
            format!("write `{key}[…]`, or each item on a line of its own after `- `")
        }
        (Kind::Mapping, Value::Sequence(_)) => "write `name: value` lines, without `- ` before them".to_owned(),
        (Kind::Mapping, _) if path.is_empty() => "write `key: value` lines".to_owned(),
        (Kind::Mapping, _) => {
            format!("write `{key}{{name: value, …}}`, or `name: value` lines indented below it")
        }
    }
}

/// Whether the key that `path` leads to is `meant` beyond doubt: a slip of the pen, and no other key beside it is, or
/// may be, the same.
fn is_clear(meant: &str, path: &Path, allowed: &[String], value: &Value) -> bool {
    let Some((Step::Key(key), around)) = path.split_last() else { return false };
    let Some(around) = parse::at(value, around).and_then(Value::as_mapping) else { return false };
    let rivals = around.keys().filter_map(Value::as_str).filter(|rival| !allowed.iter().any(|known| known == rival));
    let rivals = rivals.filter(|rival| nearest(rival, allowed.iter().map(String::as_str)) == Some(meant));
    is_slip(key, meant) && !around.contains_key(meant) && rivals.count() == 1
}

/// What was meant by a value of another kind, where there is no doubt: `source` is how it stands in the file.
fn rewritten(path: &Path, expected: &str, found: &Value, source: &str) -> Option<String> {
    let is_plain = source.len() <= 40 && !source.contains(['\n', '"', '\\']);
    match (kind(expected), found) {
        (Kind::Text, Value::Number(_)) if is_duration(path) => None,
        (Kind::Text, Value::Number(_) | Value::Bool(_)) if is_plain => Some(format!("\"{source}\"")),
        (Kind::Bool, Value::String(text)) => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some("true".to_owned()),
            "false" | "no" | "off" => Some("false".to_owned()),
            _ => None,
        },
        (Kind::Int { .. }, Value::String(text)) => {
            let number = number_for(path, text)?;
            let unit = text.trim().trim_start_matches(|character: char| character.is_ascii_digit()).trim();
            // `32 bytes` is 32; `3 or 4` is neither, and `5m` may be minutes.
            let is_known = match unit.to_ascii_lowercase().as_str() {
                "" => true,
                "b" | "byte" | "bytes" | "k" | "kb" | "kib" | "m" | "mb" | "mib" => counts_bytes(path),
                _ => false,
            };
            is_known.then_some(number)
        }
        (Kind::List, Value::String(_) | Value::Number(_) | Value::Bool(_))
            if source.len() <= 40 && !source.contains('\n') =>
        {
            Some(format!("[{source}]"))
        }
        _ => None,
    }
}

/// Whether a time stands where `path` leads.
fn is_duration(path: &Path) -> bool {
    path.iter().any(|step| matches!(step, Step::Key(key) if key == "window" || key == "retries"))
}

/// The number that `text` starts with, for the key that `path` leads to; a unit of bytes multiplies it only there.
fn number_for(path: &Path, text: &str) -> Option<String> {
    let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
    if counts_bytes(path) { leading_number(text) } else { leading_number(&digits) }
}

/// Whether the key that `path` leads to counts bytes.
fn counts_bytes(path: &Path) -> bool {
    matches!(path.last(), Some(Step::Key(key)) if key.ends_with("_bytes"))
}

/// The number that `text` starts with; with `KB` or `MB` behind it, in bytes.
fn leading_number(text: &str) -> Option<String> {
    let text = text.trim();
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(end)?;
    if digits.is_empty() || digits.len() >= 20 {
        return None;
    }
    let factor: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        _ => return Some(digits.to_owned()),
    };
    digits.parse::<u64>().ok()?.checked_mul(factor).map(|bytes| bytes.to_string())
}
