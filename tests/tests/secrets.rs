//! What people wrote stays out of `Debug`, wherever it stands in a request or a reply.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::{Map, Value, json};
use zim_spec::model::{Schema, Spec, Type};
use zim_tests::transport::WRITTEN;
use zim_tests::{bridge, sample};

/// Goes through values, and puts the secret into texts that are sensitive.
struct Marker<'a> {
    spec: &'a Spec,
    marked: usize,
}

impl Marker<'_> {
    /// Fields by their names in the spec, each with whether it is sensitive.
    fn fields<'f>(
        &mut self,
        fields: impl IntoIterator<Item = (&'f String, &'f Schema, bool)>,
        object: &mut Map<String, Value>,
        hidden: bool,
    ) {
        for (name, schema, sensitive) in fields {
            if let Some(value) = object.get_mut(name) {
                self.mark(schema, value, hidden || sensitive);
            }
        }
    }

    fn mark(&mut self, schema: &Schema, value: &mut Value, hidden: bool) {
        match (&schema.ty, value) {
            (Type::Text, value @ Value::String(_)) if hidden => self.hide(value),
            (Type::List(item), Value::Array(items)) => {
                items.iter_mut().for_each(|value| self.mark(item, value, hidden))
            }
            (Type::Map { value: item, .. }, Value::Object(entries)) => {
                entries.values_mut().for_each(|value| self.mark(item, value, hidden));
            }
            (Type::Struct(name), Value::Object(object)) => {
                let scope = sample::of_struct(self.spec, name);
                let fields = scope.fields.iter().map(|field| (&field.name, &field.schema, field.sensitive));
                self.fields(fields, object, hidden);
            }
            (Type::Json { value: inside, url_encoded: false }, Value::String(text)) => {
                if let Ok(mut json) = serde_json::from_str(text) {
                    self.mark(inside, &mut json, hidden);
                    *text = json.to_string();
                }
            }
            // Whatever the variant: every text in it, if the union is hidden.
            (Type::Union(_), value) if hidden => self.hide_all(value),
            _ => {}
        }
    }

    fn hide(&mut self, value: &mut Value) {
        self.marked += 1;
        *value = json!(WRITTEN);
    }

    fn hide_all(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => match serde_json::from_str::<Value>(text) {
                Ok(mut json @ (Value::Object(_) | Value::Array(_))) => {
                    self.hide_all(&mut json);
                    *text = json.to_string();
                }
                _ => self.hide(value),
            },
            Value::Array(items) => items.iter_mut().for_each(|item| self.hide_all(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.hide_all(field)),
            _ => {}
        }
    }
}

fn spec() -> Spec {
    zim_tests::spec().unwrap_or_else(|error| panic!("the spec has mistakes:\n{error}"))
}

#[test]
fn no_request_shows_what_people_wrote() {
    let spec = spec();
    let mut marker = Marker { spec: &spec, marked: 0 };
    for action in &spec.actions {
        let mut params = sample::full(&spec, action);
        let fields = action.params.iter().map(|param| (&param.name, &param.schema, param.sensitive));
        marker.fields(fields, &mut params, false);
        let shown = bridge::shown(&action.name, &params).unwrap_or_else(|| panic!("{}: {params:?}", action.name));
        assert!(!shown.contains(WRITTEN), "{}: {shown}", action.name);
    }
    assert!(marker.marked > 60, "{} texts are sensitive", marker.marked);
}

#[test]
fn no_reply_shows_what_people_wrote() {
    let spec = spec();
    let mut marker = Marker { spec: &spec, marked: 0 };
    for action in &spec.actions {
        let Value::Object(mut body) = sample::reply(&spec, action) else { panic!("a reply is an object") };
        let fields = action.reply.iter().map(|field| (&field.name, &field.schema, field.sensitive));
        marker.fields(fields, &mut body, false);
        let body = Value::Object(body).to_string();
        let shown =
            bridge::shown_reply(&action.name, body.as_bytes()).unwrap_or_else(|| panic!("{}: {body}", action.name));
        assert!(!shown.contains(WRITTEN), "{}: {shown}", action.name);
    }
    assert!(marker.marked > 20, "{} texts are sensitive", marker.marked);
}
