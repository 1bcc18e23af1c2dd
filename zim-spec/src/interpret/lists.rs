//! Holds lists and maps against the limits that are their own, not those of their items.

use super::breach::Report;
use super::scope;
use super::value::Value;
use crate::model::{LimitKind, Param, Schema, Spec, Type};

/// Reports what a list, found at `path`, breaks of `schema`.
pub(super) fn judge_list(spec: &Spec, path: &str, schema: &Schema, items: &[Value], report: &mut Report) {
    let Type::List(item) = &schema.ty else {
        return;
    };
    judge_count(path, schema, items.len(), report);
    for limit in &schema.limits {
        match &limit.kind {
            LimitKind::UniqueItems => {
                let known = |item: &Value| !matches!(item, Value::Wrong { .. });
                let known = items.iter().cloned().enumerate().filter(|(_, item)| known(item)).collect();
                if let Some(index) = first_repeated(known) {
                    report.limit(&format!("{path}[{index}]"), limit, "", "");
                }
            }
            LimitKind::UniqueBy(field) => {
                let values = scope::field_values(spec, item, items, field);
                let given = values.into_iter().filter_map(|(index, value)| Some((index, value?))).collect();
                if let Some(index) = first_repeated(given) {
                    report.limit(&format!("{path}[{index}]"), limit, field, "");
                }
            }
            LimitKind::MaxTotalBytes(most) => {
                let fields = scope::fields(spec, item);
                let total: u64 = items.iter().map(|item| text_bytes(fields, item)).sum();
                if total > *most {
                    report.limit(path, limit, most, total);
                }
            }
            _ => {}
        }
    }
}

/// Reports too few or too many items or entries. These limits come before all others that a list has.
pub(super) fn judge_count(path: &str, schema: &Schema, count: usize, report: &mut Report) {
    let count = count as u64;
    for limit in &schema.limits {
        match limit.kind {
            LimitKind::MinItems(least) if count < least => report.limit(path, limit, least, count),
            LimitKind::MaxItems(most) if count > most => report.limit(path, limit, most, count),
            _ => {}
        }
    }
}

/// The index of the first value that equals an earlier one.
fn first_repeated(values: Vec<(usize, Value)>) -> Option<usize> {
    let repeated = |position: usize, value: &Value| values.iter().take(position).any(|(_, earlier)| earlier == value);
    let found = values.iter().enumerate().find(|(position, (_, value))| repeated(*position, value));
    found.map(|(_, (index, _))| *index)
}

/// The bytes of all texts that are fields of a struct.
fn text_bytes(fields: &[Param], item: &Value) -> u64 {
    let Value::Object(object) = item else {
        return 0;
    };
    let texts = fields.iter().filter(|field| field.schema.ty == Type::Text);
    texts.filter_map(|field| object.get(&field.name)?.as_str()).map(|text| text.len() as u64).sum()
}
