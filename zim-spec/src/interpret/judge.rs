//! Goes through everything that a request holds, and has each part held against its limits.

use super::breach::Report;
use super::scope::{self, Scope};
use super::value::{Raw, Value};
use super::{lists, numbers, rules, texts};
use crate::model::{Rule, Schema, Spec, Type};
use serde_json::Value as Json;

/// Judges the parts of a request one after the other.
pub(super) struct Judge<'a> {
    pub(super) spec: &'a Spec,
    pub(super) report: Report,
}

/// What stands around a value: the fields beside it, and by which of them its variant is selected.
#[derive(Clone, Copy)]
struct Around<'a> {
    scope: &'a Scope<'a>,
    selector: Option<&'a str>,
}

impl Judge<'_> {
    /// Parameters or fields whose names follow `prefix` in paths, then the rules between them.
    pub(super) fn scope(&mut self, prefix: &str, scope: &Scope<'_>, rules: &[Rule]) {
        let outside = self.report.code;
        for (param, value) in scope.iter() {
            self.report.code = param.code;
            let path = format!("{prefix}{}", param.name);
            match value {
                Some(value) => {
                    let around = Around { scope, selector: param.selector.as_deref() };
                    self.value(&path, &param.schema, value, around);
                }
                None if param.required => self.report.add(&path, "required", "", ""),
                None => {}
            }
        }
        for rule in rules {
            self.report.code = rule.code;
            rules::judge(self.spec, prefix, &rule.kind, scope, &mut self.report);
        }
        self.report.code = outside;
    }

    /// A value, found at `path`, and its parts.
    fn value(&mut self, path: &str, schema: &Schema, value: &Value, around: Around<'_>) {
        match (value, &schema.ty) {
            (Value::Wrong { expected, found }, _) => self.report.add(path, "type", expected, found),
            (Value::Text(text), ty) => {
                let go_on = texts::judge(self.spec, path, schema, text, around.scope, &mut self.report);
                if let Type::Json { value, url_encoded } = ty
                    && go_on
                {
                    self.json(path, value, text, *url_encoded, around);
                }
            }
            (Value::Int(number), _) => numbers::judge(path, schema, *number, &mut self.report),
            (Value::List(items), Type::List(item)) => {
                lists::judge_list(self.spec, path, schema, items, &mut self.report);
                for (index, value) in items.iter().enumerate() {
                    self.value(&format!("{path}[{index}]"), item, value, around);
                }
            }
            (Value::Map(entries), Type::Map { key: key_schema, value: value_schema }) => {
                lists::judge_count(path, schema, entries.len(), &mut self.report);
                for (key, value) in entries {
                    let path = format!("{path}[{key}]");
                    texts::judge(self.spec, &path, key_schema, key, around.scope, &mut self.report);
                    self.value(&path, value_schema, value, around);
                }
            }
            (Value::Object(object), Type::Struct(name)) => {
                if let Some(named) = self.spec.types.get(name) {
                    let fields = Scope::of_object(scope::fields(self.spec, schema), object);
                    self.scope(&format!("{path}."), &fields, &named.rules);
                }
            }
            (Value::Open(raw), Type::Union(name)) => self.union(path, name, raw, around),
            // A bool has no limits, and no value is read as anything but its type.
            _ => {}
        }
    }

    /// The value inside a text.
    fn json(&mut self, path: &str, schema: &Schema, text: &str, url_encoded: bool, around: Around<'_>) {
        let decoded = if url_encoded { percent_decoded(text) } else { Some(text.to_owned()) };
        match decoded.and_then(|text| serde_json::from_str::<Json>(&text).ok()) {
            Some(json) => self.value(path, schema, &Raw::Json(json).read(schema), around),
            None => self.report.add(path, "json", "", ""),
        }
    }

    /// The variant that is selected, if one is.
    fn union(&mut self, path: &str, name: &str, raw: &Raw, around: Around<'_>) {
        let selected = around.selector.and_then(|selector| around.scope.integer(selector));
        let selected = selected.and_then(|number| i64::try_from(number).ok());
        let union = self.spec.types.get(name).and_then(|named| named.union.as_ref());
        let variant = selected.and_then(|number| union.and_then(|union| union.variant(number)));
        if let Some(variant) = variant {
            // It is no union: that would need a selector of its own.
            self.value(path, &variant.schema, &raw.read(&variant.schema), around);
        }
    }
}

/// `text` with each `%XX` as the byte that it is; `None` if the bytes are not UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        let byte = match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        decoded.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8(decoded).ok()
}
