//! Limits as keywords of JSON Schema, and as `x-zim-…` keys where it has none or says something else.

use super::schema::scalar;
use super::set;
use serde_json::{Map, Value, json};
use zim_spec::model::{Limit, LimitKind, Scalar, Schema, Spec, Type};

/// Adds the limits of a value to its schema.
pub(super) fn add(spec: &Spec, schema: &Schema, written: &mut Value) {
    let mut keywords = Keywords::default();
    let is_base64 = schema.limits.iter().any(|limit| matches!(limit.kind, LimitKind::Base64(_)));
    for limit in &schema.limits {
        keywords.limit(spec, schema, limit, is_base64);
    }
    keywords.write(schema, written);
}

/// What the limits come to.
#[derive(Default)]
struct Keywords {
    /// Keywords of JSON Schema, which do not hold for sentinels.
    checked: Map<String, Value>,
    patterns: Vec<String>,
    /// Keys that are none of JSON Schema's.
    told: Map<String, Value>,
    raisable: Map<String, Value>,
    clamps: Map<String, Value>,
    codes: Map<String, Value>,
}

impl Keywords {
    fn limit(&mut self, spec: &Spec, schema: &Schema, limit: &Limit, is_base64: bool) {
        let key = limit.kind.key();
        if limit.raisable {
            self.raisable.insert(key.to_owned(), limit.ceiling.map_or(json!(true), |ceiling| json!(ceiling)));
        }
        if let Some(code) = limit.code {
            self.codes.insert(key.to_owned(), json!(code));
        }
        if let Some(clamped) = limit.clamped_to {
            self.clamps.insert(key.to_owned(), json!(clamped));
        }
        let is_checked = limit.clamped_to.is_none();
        let is_map = matches!(schema.ty, Type::Map { .. });
        match &limit.kind {
            LimitKind::NonEmpty => self.check("minLength", json!(1)),
            LimitKind::Base64(condition) => self.tell("x-zim-base64", json!(condition.to_string())),
            LimitKind::MinBytes(bytes) if is_base64 => self.tell("x-zim-base64-min-bytes", json!(bytes)),
            LimitKind::MaxBytes(bytes) if is_base64 => self.tell("x-zim-base64-max-bytes", json!(bytes)),
            LimitKind::MinBytes(bytes) => {
                self.tell("x-zim-min-bytes", json!(bytes));
                // A character has at most four bytes.
                self.check("minLength", json!(bytes.div_ceil(4)));
            }
            LimitKind::MaxBytes(bytes) => {
                self.tell("x-zim-max-bytes", json!(bytes));
                self.check("maxLength", json!(bytes));
            }
            LimitKind::MinChars(chars) => self.check("minLength", json!(chars)),
            LimitKind::MaxChars(chars) => self.check("maxLength", json!(chars)),
            LimitKind::Charset(name) => {
                let chars = spec.charsets.get(name).map(|charset| charset.chars.as_str()).unwrap_or_default();
                self.patterns.push(format!("^[{}]*$", class(chars)));
                self.tell("x-zim-charset", json!(name));
            }
            LimitKind::Prefix(prefix) => {
                self.patterns.push(format!("^{}", literal(prefix)));
                self.tell("x-zim-prefix", json!(prefix));
            }
            LimitKind::ForbiddenPrefix(prefix) => {
                self.check("not", json!({"pattern": format!("^{}", literal(prefix))}));
                self.tell("x-zim-forbidden-prefix", json!(prefix));
            }
            LimitKind::OneOfTexts(texts) => self.check("enum", json!(texts)),
            LimitKind::OneOf(numbers) => self.check("enum", json!(numbers)),
            LimitKind::Min(min) if is_checked => self.check("minimum", json!(min)),
            LimitKind::Above(above) if is_checked => self.check("exclusiveMinimum", json!(above)),
            LimitKind::Max(max) if is_checked => self.check("maximum", json!(max)),
            LimitKind::Below(below) if is_checked => self.check("exclusiveMaximum", json!(below)),
            LimitKind::Min(number) | LimitKind::Above(number) | LimitKind::Max(number) | LimitKind::Below(number) => {
                self.tell(&format!("x-zim-{key}"), json!(number));
            }
            LimitKind::Flags(mask) => {
                self.tell("x-zim-flags", json!(mask));
                self.check("minimum", json!(0));
                self.check("maximum", json!(mask));
            }
            LimitKind::MinItems(count) => self.check(if is_map { "minProperties" } else { "minItems" }, json!(count)),
            LimitKind::MaxItems(count) => self.check(if is_map { "maxProperties" } else { "maxItems" }, json!(count)),
            LimitKind::UniqueItems => self.check("uniqueItems", json!(true)),
            LimitKind::UniqueBy(field) => self.tell("x-zim-unique-by", json!(field)),
            LimitKind::MaxTotalBytes(bytes) => self.tell("x-zim-max-total-bytes", json!(bytes)),
            // A kind that is new and that nobody has decided on: the model's own words are better than silence.
            other => self.tell(&format!("x-zim-{}", other.key()), json!(true)),
        }
    }

    fn check(&mut self, key: &str, value: Value) {
        let stricter = match (key, self.checked.get(key).and_then(Value::as_u64), value.as_u64()) {
            ("minLength", Some(there), Some(new)) => there >= new,
            ("maxLength", Some(there), Some(new)) => there <= new,
            _ => false,
        };
        if !stricter {
            self.checked.insert(key.to_owned(), value);
        }
    }

    fn tell(&mut self, key: &str, value: Value) {
        self.told.insert(key.to_owned(), value);
    }

    fn write(mut self, schema: &Schema, written: &mut Value) {
        match self.patterns.as_slice() {
            [] => {}
            [pattern] => self.check("pattern", json!(pattern.clone())),
            several => {
                let all = several.iter().map(|pattern| json!({"pattern": pattern})).collect();
                self.check("allOf", all);
            }
        }
        if schema.sentinels.is_empty() {
            self.checked.into_iter().for_each(|(key, value)| set(written, &key, value));
        } else {
            let values = schema.sentinels.iter();
            let sentinels: Vec<_> = values.map(|one| scalar(&Scalar::Int(one.value))).collect();
            if !self.checked.is_empty() {
                set(written, "anyOf", json!([{"enum": sentinels}, self.checked]));
            }
            let told = schema.sentinels.iter().map(|one| (one.value.to_string(), json!(one.doc)));
            set(written, "x-zim-sentinels", Value::Object(told.collect()));
        }
        self.told.into_iter().for_each(|(key, value)| set(written, &key, value));
        for (key, values) in
            [("x-zim-raisable", self.raisable), ("x-zim-clamps", self.clamps), ("x-zim-limit-codes", self.codes)]
        {
            if !values.is_empty() {
                set(written, key, Value::Object(values));
            }
        }
    }
}

/// Characters inside the brackets of a regular expression, of any of its dialects.
fn class(chars: &str) -> String {
    let mut class = String::new();
    let mut rest = chars.chars().peekable();
    while let Some(first) = rest.next() {
        let mut last = first;
        while first.is_ascii_alphanumeric()
            && rest.next_if(|next| next.is_ascii_alphanumeric() && u32::from(*next) == u32::from(last) + 1).is_some()
        {
            last = char::from_u32(u32::from(last) + 1).unwrap_or(last);
        }
        class.push_str(&escaped(first));
        if last != first {
            if u32::from(last) > u32::from(first) + 1 {
                class.push('-');
            }
            class.push(last);
        }
    }
    class
}

/// A text as a regular expression.
fn literal(text: &str) -> String {
    text.chars().map(escaped).collect()
}

/// Only what has a meaning is escaped: dialects with the flag `u` refuse any other escape.
fn escaped(one: char) -> String {
    match one {
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' => format!("\\{one}"),
        '-' => "\\x2d".to_owned(),
        _ => one.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{class, literal};

    #[test]
    fn characters() {
        assert_eq!(class("#-019abcz"), "#\\x2d019a-cz");
        assert_eq!(class("]^"), "\\]\\^");
        assert_eq!(literal("@RBT#"), "@RBT#");
        assert_eq!(literal("a.b"), "a\\.b");
    }
}
