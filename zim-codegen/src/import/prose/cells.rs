//! Short cells of a table: whether a parameter must be there, and of which type it is.

use super::super::{FieldType, Required};
use super::words::has;

/// Words for a parameter that must be there.
const YES: &[&str] = &["是", "必选", "必填", "必须", "yes", "y", "required", "true", "mandatory", "√"];

/// Words for one that need not.
const NO: &[&str] = &["否", "可选", "选填", "非必填", "非必选", "no", "n", "optional", "false", "×", "不必"];

/// Whether a parameter must be there.
pub(super) fn required(cell: &str) -> Option<Required> {
    let plain: String =
        super::text::sentences(cell).into_iter().map(|sentence| sentence.text).collect::<Vec<_>>().join("; ");
    let plain = plain.trim_matches(['`', '*', ' ', '.']);
    if plain.is_empty() || plain.chars().all(|c| matches!(c, '-' | '/' | '—')) {
        return None;
    }
    let lower = plain.to_ascii_lowercase();
    if YES.contains(&lower.as_str()) {
        return Some(Required::Yes);
    }
    if NO.contains(&lower.as_str()) {
        return Some(Required::No);
    }
    // `否 (only means something if …)` stays no.
    let says_no =
        ["否", "no", "可选", "选填", "optional"].iter().any(|word| lower.starts_with(word) && has(&lower, &[word]));
    let requires = ["必", "yes", "required", "mandatory", "是", "需"];
    let rest = lower.trim_start_matches("否").trim_start_matches("no");
    if says_no && !requires.iter().any(|word| rest.contains(word)) {
        return Some(Required::No);
    }
    Some(Required::Depends(plain.to_owned()))
}

/// The type that a cell or schema names.
pub(super) fn field_type(text: &str) -> Option<FieldType> {
    let plain: String =
        super::text::sentences(text).into_iter().map(|sentence| sentence.lower).collect::<Vec<_>>().join(" ");
    let plain = plain.replace(['`', '[', '*'], "").replace(']', " ");
    let raw = text.trim().to_ascii_lowercase();
    let plain = plain.trim();
    if let Some(inner) = item(&raw).or_else(|| item(plain)) {
        return Some(match scalar(inner.trim()) {
            Some(FieldType::Text) => FieldType::ListOfText,
            Some(FieldType::Number | FieldType::Int32 | FieldType::Int64) => FieldType::ListOfNumber,
            Some(FieldType::Bool) => FieldType::List,
            _ if inner.trim().is_empty() => FieldType::List,
            _ => FieldType::ListOfObject,
        });
    }
    if plain.starts_with("object of ") || plain.starts_with("map") || plain.starts_with("dict") {
        return Some(FieldType::Map);
    }
    scalar(plain)
}

/// What a list holds, if the text is a type of lists.
fn item(text: &str) -> Option<&str> {
    let text = text.trim();
    if let Some(inner) =
        text.strip_suffix("[]").or_else(|| text.strip_suffix("数组")).or_else(|| text.strip_suffix("列表"))
    {
        return Some(inner.trim_end_matches([' ', '的', '型', '类']).trim());
    }
    let rest =
        text.strip_prefix("arra").or_else(|| text.strip_prefix("list")).or_else(|| text.strip_prefix("repeated"))?;
    // `array`, and misspelt `arrar`.
    let rest = rest.trim_start_matches(['y', 'r', 's']).trim_start();
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    Some(rest.trim_matches(['<', '>', '(', ')', ' ', '[', ']']))
}

/// A type that is no list.
fn scalar(text: &str) -> Option<FieldType> {
    let word = text.trim_end_matches([' ', '.']).trim_end_matches("类型");
    let first = word.split([' ', '(', '/', '|']).next().unwrap_or_default();
    match first {
        "string" | "strings" | "str" | "text" | "varchar" | "字符串" => Some(FieldType::Text),
        "bool" | "boolean" | "booleans" | "布尔" | "布尔型" | "布尔值" => Some(FieldType::Bool),
        "number" | "numbers" | "int" | "integer" | "integers" | "numeric" | "uint" | "数字" | "整数" | "整型"
        | "整形" | "数值" => Some(FieldType::Number),
        "int32" | "uint32" | "int16" | "uint16" | "int8" | "uint8" | "short" | "byte" => Some(FieldType::Int32),
        "int64" | "uint64" | "long" | "timestamp" | "bigint" => Some(FieldType::Int64),
        "object" | "objects" | "json" | "struct" | "对象" | "结构体" => Some(FieldType::Object),
        _ => None,
    }
}
