//! Whether conditions hold and rules are kept, read off a JSON object: what values are made by.

use crate::bridge::Params;
use serde_json::{Value, json};
use zim_spec::model::{Condition, FieldPath, Param, Rule, RuleKind, Scalar, Test};

/// Parameters, or the fields of a struct, with the rules between them.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The parameters or fields.
    pub fields: &'a [Param],
    /// The rules between them.
    pub rules: &'a [Rule],
}

impl<'a> Scope<'a> {
    /// The field called `name`.
    #[must_use]
    pub fn field(self, name: &str) -> Option<&'a Param> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The value that counts for `name`: what is there, or the default.
    #[must_use]
    pub fn value(self, object: &Params, name: &str) -> Option<Value> {
        let there = object.get(name).filter(|value| !value.is_null()).cloned();
        there.or_else(|| self.field(name)?.default.as_ref().map(of_scalar))
    }

    /// Whether a condition holds.
    #[must_use]
    pub fn holds(self, object: &Params, condition: &Condition) -> bool {
        let value = || self.value(object, &condition.param);
        match &condition.test {
            Test::Given => given(object, &condition.param),
            Test::Absent => !given(object, &condition.param),
            Test::Is(values) => value().is_some_and(|value| values.iter().any(|one| of_scalar(one) == value)),
            Test::Has(bits) => value().and_then(|value| value.as_i64()).is_some_and(|number| number & bits != 0),
            _ => false,
        }
    }

    /// Whether a rule is broken.
    #[must_use]
    pub fn broken(self, object: &Params, rule: &RuleKind) -> bool {
        let count = |names: &[String]| names.iter().filter(|name| given(object, name)).count();
        match rule {
            RuleKind::RequiredIf { param, when } => !given(object, param) && self.holds(object, when),
            RuleKind::AllowedIf { param, when } => given(object, param) && !self.holds(object, when),
            RuleKind::AtLeastOne(names) => count(names) == 0,
            RuleKind::ExactlyOne(names) => count(names) != 1,
            RuleKind::Differ(one, other) => object.get(one).is_some_and(|value| object.get(other) == Some(value)),
            RuleKind::NotAmong { value, list } => {
                object.get(value).is_some_and(|value| values_at(object, list).contains(&Some(value)))
            }
            RuleKind::Among { value, others } => {
                object.get(value).is_some_and(|value| others.iter().all(|other| object.get(other) != Some(value)))
            }
            RuleKind::AllEqual(list) => {
                let values = values_at(object, list);
                values.iter().any(|value| Some(value) != values.first())
            }
            _ => false,
        }
    }
}

/// Whether `name` is there and, being a list or a map, not empty.
#[must_use]
pub fn given(object: &Params, name: &str) -> bool {
    match object.get(name) {
        None | Some(Value::Null) => false,
        Some(Value::Array(items)) => !items.is_empty(),
        // A struct is given even if it has no fields, but none of the rules is about one that may have none.
        Some(Value::Object(entries)) => !entries.is_empty(),
        Some(_) => true,
    }
}

/// The values of a list, or those of a field of its items: `None` where the field is absent.
#[must_use]
pub fn values_at<'a>(object: &'a Params, path: &FieldPath) -> Vec<Option<&'a Value>> {
    let items = object.get(&path.list).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    match &path.field {
        None => items.iter().map(Some).collect(),
        Some(field) => items.iter().map(|item| item.get(field)).collect(),
    }
}

/// The JSON value of a scalar.
#[must_use]
pub fn of_scalar(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => json!(text),
        Scalar::Bool(flag) => json!(flag),
        Scalar::Int(number) => json!(number),
    }
}
