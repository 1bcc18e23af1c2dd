//! Holds a text against its limits.

use super::base64;
use super::breach::Report;
use super::scope::Scope;
use crate::model::{LimitKind, Schema, Spec};

/// Reports what `text`, found at `path` beside the fields of `scope`, breaks of `schema`. False if it is empty and
/// must not be: then there is nothing more to say about it.
pub(super) fn judge(
    spec: &Spec,
    path: &str,
    schema: &Schema,
    text: &str,
    scope: &Scope<'_>,
    report: &mut Report,
) -> bool {
    if text.is_empty()
        && let Some(limit) = schema.limits.iter().find(|limit| limit.kind == LimitKind::NonEmpty)
    {
        report.limit(path, limit, "", "");
        return false;
    }
    // `None` if the text should be base64 and is not: then nobody knows its length.
    let mut bytes = Some(text.len() as u64);
    let chars = text.chars().count() as u64;
    for limit in &schema.limits {
        match &limit.kind {
            LimitKind::Base64(condition) if scope.holds(condition) => {
                bytes = base64::decoded_length(text);
                if bytes.is_none() {
                    report.limit(path, limit, condition, "");
                }
            }
            LimitKind::MinBytes(least) => {
                if let Some(bytes) = bytes.filter(|bytes| bytes < least) {
                    report.limit(path, limit, least, bytes);
                }
            }
            LimitKind::MaxBytes(most) => {
                if let Some(bytes) = bytes.filter(|bytes| bytes > most) {
                    report.limit(path, limit, most, bytes);
                }
            }
            LimitKind::MinChars(least) if chars < *least => report.limit(path, limit, least, chars),
            LimitKind::MaxChars(most) if chars > *most => report.limit(path, limit, most, chars),
            LimitKind::Charset(name) => {
                let outside = |c: char| spec.charsets.get(name).is_some_and(|set| !set.chars.contains(c));
                if let Some((position, c)) = text.chars().enumerate().find(|(_, c)| outside(*c)) {
                    report.limit(path, limit, name, format!("{c}@{position}"));
                }
            }
            LimitKind::Prefix(prefix) if !text.starts_with(prefix.as_str()) => report.limit(path, limit, prefix, ""),
            LimitKind::ForbiddenPrefix(prefix) if text.starts_with(prefix.as_str()) => {
                report.limit(path, limit, prefix, "");
            }
            LimitKind::OneOfTexts(texts) if !texts.iter().any(|one| one == text) => {
                report.limit(path, limit, texts.join(", "), "");
            }
            _ => {}
        }
    }
    true
}
