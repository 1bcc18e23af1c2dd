//! Holds a value against its limits, one by one.

use super::Report;
use super::value::{self, Value};
use crate::model::{Limit, LimitKind, Schema, Spec, Type};
use serde_json::{Map, Value as Json};

/// Reports what `value`, found at `path`, breaks of `schema`.
pub(super) fn judge(spec: &Spec, path: &str, schema: &Schema, value: &Value, report: &mut Report) {
    match value {
        Value::Text(text) => judge_text(spec, path, schema, text, report),
        Value::Int(number) => judge_int(path, schema, *number, report),
        Value::List(items) => {
            judge_list(path, schema, items, report);
            if let Type::List(item) = &schema.ty {
                for (index, value) in items.iter().enumerate() {
                    judge(spec, &format!("{path}[{index}]"), item, value, report);
                }
            }
        }
        Value::Object(fields) => {
            if let Type::Struct(name) = &schema.ty {
                judge_fields(spec, path, name, fields, report);
            }
        }
        Value::Bool(_) => {}
        Value::Wrong { expected, found } => report.add(path, "type", expected, found, false),
    }
}

fn judge_text(spec: &Spec, path: &str, schema: &Schema, text: &str, report: &mut Report) {
    let may_be_empty = !schema.limits.iter().any(|limit| limit.kind == LimitKind::NonEmpty);
    if text.is_empty() && !may_be_empty {
        let raisable = schema.limits.iter().any(|limit| limit.kind == LimitKind::NonEmpty && limit.raisable);
        report.add(path, "non_empty", "", "", raisable);
        return;
    }
    let bytes = text.len() as u64;
    let chars = text.chars().count() as u64;
    for Limit { kind, raisable } in &schema.limits {
        let rule = kind.key();
        match kind {
            LimitKind::MinBytes(least) if bytes < *least => report.add(path, rule, least, bytes, *raisable),
            LimitKind::MaxBytes(most) if bytes > *most => report.add(path, rule, most, bytes, *raisable),
            LimitKind::MinChars(least) if chars < *least => report.add(path, rule, least, chars, *raisable),
            LimitKind::MaxChars(most) if chars > *most => report.add(path, rule, most, chars, *raisable),
            LimitKind::Charset(name) => {
                let outside = |c: char| spec.charsets.get(name).is_some_and(|set| !set.chars.contains(c));
                if let Some((position, c)) = text.chars().enumerate().find(|(_, c)| outside(*c)) {
                    report.add(path, rule, name, format!("{c}@{position}"), *raisable);
                }
            }
            LimitKind::Prefix(prefix) if !text.starts_with(prefix.as_str()) => {
                report.add(path, rule, prefix, "", *raisable);
            }
            LimitKind::ForbiddenPrefix(prefix) if text.starts_with(prefix.as_str()) => {
                report.add(path, rule, prefix, "", *raisable);
            }
            _ => {}
        }
    }
}

fn judge_int(path: &str, schema: &Schema, number: i128, report: &mut Report) {
    for Limit { kind, raisable } in &schema.limits {
        match kind {
            LimitKind::Min(least) if number < i128::from(*least) => {
                report.add(path, kind.key(), least, number, *raisable);
            }
            LimitKind::Max(most) if number > i128::from(*most) => {
                report.add(path, kind.key(), most, number, *raisable);
            }
            LimitKind::OneOf(numbers) if !numbers.iter().any(|one| i128::from(*one) == number) => {
                let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                report.add(path, kind.key(), numbers.join(", "), number, *raisable);
            }
            _ => {}
        }
    }
}

/// Reports what the object `fields`, found at `path`, breaks of the struct called `name`, under the code of
/// each field.
fn judge_fields(spec: &Spec, path: &str, name: &str, fields: &Map<String, Json>, report: &mut Report) {
    let around = report.code;
    for field in spec.types.get(name).map(|named| named.fields.as_slice()).unwrap_or_default() {
        report.code = field.code;
        let path = format!("{path}.{}", field.name);
        match fields.get(&field.name).filter(|value| !value.is_null()) {
            Some(json) => judge(spec, &path, &field.schema, &value::from_json(&field.schema, json), report),
            None if field.required => report.add(&path, "required", "", "", false),
            None => {}
        }
    }
    report.code = around;
}

fn judge_list(path: &str, schema: &Schema, items: &[Value], report: &mut Report) {
    let count = items.len() as u64;
    for Limit { kind, raisable } in &schema.limits {
        match kind {
            LimitKind::MinItems(least) if count < *least => report.add(path, kind.key(), least, count, *raisable),
            LimitKind::MaxItems(most) if count > *most => report.add(path, kind.key(), most, count, *raisable),
            LimitKind::UniqueItems => {
                if let Some(index) = first_repeated(items) {
                    report.add(&format!("{path}[{index}]"), kind.key(), "", "", *raisable);
                }
            }
            _ => {}
        }
    }
}

/// The index of the first item that equals an earlier one. Items that are not of their type equal nothing.
fn first_repeated(items: &[Value]) -> Option<usize> {
    items.iter().enumerate().position(|(index, item)| {
        !matches!(item, Value::Wrong { .. }) && items.iter().take(index).any(|earlier| earlier == item)
    })
}
