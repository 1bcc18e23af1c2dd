//! The parameters of an action, or the fields of a struct, side by side: which are given, and which conditions hold.

use super::value::{self, Value};
use crate::model::{Condition, FieldPath, Param, Scalar, Schema, Spec, Test, Type};
use serde_json::{Map, Value as Json};

/// Parameters, each with its value if it is there.
pub(super) struct Scope<'a> {
    params: Vec<(&'a Param, Option<Value>)>,
}

impl<'a> Scope<'a> {
    /// Each parameter with what `read` finds of it.
    pub(super) fn read(params: impl IntoIterator<Item = &'a Param>, read: impl Fn(&Param) -> Option<Value>) -> Self {
        Self { params: params.into_iter().map(|param| (param, read(param))).collect() }
    }

    /// The fields of a JSON object; one that is `null` is absent.
    pub(super) fn of_object(params: &'a [Param], object: &Map<String, Json>) -> Self {
        Self::read(params, |param| {
            let json = object.get(&param.name).filter(|json| !json.is_null());
            json.map(|json| value::from_json(&param.schema, json))
        })
    }

    /// In the order of the spec.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(&'a Param, Option<Value>)> {
        self.params.iter()
    }

    /// What is there under `name`, of its type or not.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.find(name).and_then(|(_, value)| value.as_ref())
    }

    /// Whether `name` is there and, being a list or a map, is not empty.
    pub(super) fn given(&self, name: &str) -> bool {
        match self.get(name) {
            None => false,
            Some(Value::List(items)) => !items.is_empty(),
            Some(Value::Map(entries)) => !entries.is_empty(),
            Some(_) => true,
        }
    }

    /// The integer that counts for `name`: what is there, or the default.
    pub(super) fn integer(&self, name: &str) -> Option<i128> {
        match self.scalar(name) {
            Some(Value::Int(number)) => Some(number),
            _ => None,
        }
    }

    /// Whether the condition holds. Of a value that is not of its type it only holds that it is given.
    pub(super) fn holds(&self, condition: &Condition) -> bool {
        let name = condition.param.as_str();
        match &condition.test {
            Test::Given => self.given(name),
            Test::Absent => !self.given(name),
            Test::Has(bits) => self.integer(name).is_some_and(|number| number & i128::from(*bits) != 0),
            Test::Is(values) => {
                self.scalar(name).is_some_and(|found| values.iter().any(|value| of_scalar(value) == found))
            }
        }
    }

    /// The values at `path` as [`field_values`] reads them.
    pub(super) fn values_at(&self, spec: &Spec, path: &FieldPath) -> Vec<(usize, Option<Value>)> {
        let Some((param, Some(Value::List(items)))) = self.find(&path.list) else {
            return Vec::new();
        };
        match (&param.schema.ty, &path.field) {
            (Type::List(item), Some(field)) => field_values(spec, item, items, field),
            (_, Some(_)) => Vec::new(),
            (_, None) => {
                let comparable = items.iter().cloned().enumerate().filter(|(_, item)| is_comparable(item));
                comparable.map(|(index, item)| (index, Some(item))).collect()
            }
        }
    }

    /// What counts for `name`: what is there, or the default.
    fn scalar(&self, name: &str) -> Option<Value> {
        let (param, value) = self.find(name)?;
        value.clone().or_else(|| param.default.as_ref().map(of_scalar))
    }

    fn find(&self, name: &str) -> Option<&(&'a Param, Option<Value>)> {
        self.params.iter().find(|(param, _)| param.name == name)
    }
}

/// The values of `field` in `items`, structs of type `item`, each with the position of its item; `None` where it is
/// absent. Items are left out that are no structs, or in which it is neither text nor integer.
pub(super) fn field_values(spec: &Spec, item: &Schema, items: &[Value], field: &str) -> Vec<(usize, Option<Value>)> {
    let Some(field) = fields(spec, item).iter().find(|param| param.name == field) else {
        return Vec::new();
    };
    let value_in = |item: &Value| match item {
        Value::Object(object) => {
            let json = object.get(&field.name).filter(|json| !json.is_null());
            Some(json.map(|json| value::from_json(&field.schema, json)))
        }
        _ => None,
    };
    let found = items.iter().enumerate().filter_map(|(index, item)| Some((index, value_in(item)?)));
    found.filter(|(_, value)| value.as_ref().is_none_or(is_comparable)).collect()
}

/// The fields of the struct that `schema` is; none if it is no struct.
pub(super) fn fields<'a>(spec: &'a Spec, schema: &Schema) -> &'a [Param] {
    match &schema.ty {
        Type::Struct(name) => spec.types.get(name).map(|named| named.fields.as_slice()).unwrap_or_default(),
        _ => &[],
    }
}

/// Whether a rule compares values of this kind.
pub(super) fn is_comparable(value: &Value) -> bool {
    matches!(value, Value::Text(_) | Value::Int(_))
}

fn of_scalar(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => Value::Text(text.clone()),
        Scalar::Bool(flag) => Value::Bool(*flag),
        Scalar::Int(number) => Value::Int((*number).into()),
    }
}
