//! Types and fields as JSON Schema.

use super::{limits, set, set_disputed};
use crate::sentences;
use serde_json::{Map, Value, json};
use zim_spec::model::{Dispute, Int, NamedType, Param, ReplyField, Rule, Scalar, Schema, Spec, Type, Union};

/// A named type.
pub(super) fn named(spec: &Spec, named: &NamedType) -> Value {
    let mut schema = match &named.union {
        Some(union) => variants(spec, union),
        None if named.fields.is_empty() => bare(spec, &named.schema),
        None => sent_object(spec, &named.fields, &named.rules),
    };
    set(&mut schema, "description", json!(sentences::sentence(&named.doc)));
    if let Some(values) = &named.values {
        let all = values.values.iter().map(|one| (json!(one.number), one.name.as_str(), one.doc.as_str()));
        set_values(&mut schema, values.open, values.open || values.flags, all);
    }
    if let Some(texts) = &named.texts {
        let all = texts.values.iter().map(|one| (json!(one.text), one.name.as_str(), one.doc.as_str()));
        set_values(&mut schema, texts.open, texts.open, all);
    }
    set_disputed(&mut schema, &named.disputed);
    schema
}

/// The values of an enumeration, each with its name and what it means; they are not all that is allowed if it is `open`,
/// nor if they are only `told`.
fn set_values<'a>(schema: &mut Value, open: bool, told: bool, all: impl Iterator<Item = (Value, &'a str, &'a str)>) {
    let (mut values, mut names, mut docs) = (Vec::new(), Vec::new(), Vec::new());
    for (value, name, doc) in all {
        values.push(value);
        names.push(json!(name));
        docs.push(json!(sentences::sentence(doc)));
    }
    set(schema, if told { "x-zim-values" } else { "enum" }, Value::Array(values));
    set(schema, "x-enum-varnames", Value::Array(names));
    set(schema, "x-enum-descriptions", Value::Array(docs));
    if open {
        set(schema, "x-zim-open", json!(true));
    }
}

/// A value at its place: a reference to its named type, unless the place has limits of its own.
pub(super) fn value(spec: &Spec, schema: &Schema) -> Value {
    match &schema.named {
        Some(name) if !schema.adjusted => reference(name),
        Some(name) => {
            let mut written = bare(spec, schema);
            set(&mut written, "x-zim-type", json!(name));
            written
        }
        None => bare(spec, schema),
    }
}

/// What a value is, written out.
fn bare(spec: &Spec, schema: &Schema) -> Value {
    let mut written = match &schema.ty {
        Type::Text => json!({"type": "string"}),
        Type::Bool => json!({"type": "boolean"}),
        Type::Int(int) => integer(*int),
        Type::List(item) => json!({"type": "array", "items": value(spec, item)}),
        Type::Map { key, value: inner } => {
            json!({"type": "object", "propertyNames": value(spec, key), "additionalProperties": value(spec, inner)})
        }
        Type::Struct(name) | Type::Union(name) => reference(name),
        Type::Json { value: inner, url_encoded } => {
            let mut text = json!({
                "type": "string",
                "contentMediaType": "application/json",
                "contentSchema": value(spec, inner),
            });
            if *url_encoded {
                set(&mut text, "x-zim-url-encoded", json!(true));
            }
            text
        }
        // A type that is new and that nobody has decided on: anything.
        _ => json!({}),
    };
    limits::add(spec, schema, &mut written);
    if let Some(unit) = schema.unit {
        set(&mut written, "x-zim-unit", json!(unit.key()));
    }
    if schema.not_in_future {
        set(&mut written, "x-zim-not-in-future", json!(true));
    }
    written
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// 64-bit numbers are exact in JSON, whatever a reader makes of them.
fn integer(int: Int) -> Value {
    match int {
        Int::I32 => json!({"type": "integer", "format": "int32"}),
        Int::U32 => json!({"type": "integer", "format": "int64", "minimum": 0, "maximum": u32::MAX}),
        Int::I64 => json!({"type": "integer", "format": "int64"}),
        Int::U64 => json!({"type": "integer", "format": "uint64", "minimum": 0}),
    }
}

/// Any of its variants; which it is says the field beside it.
fn variants(spec: &Spec, union: &Union) -> Value {
    let mut all: Vec<Value> = Vec::new();
    for variant in &union.variants {
        let schema = value(spec, &variant.schema);
        if !all.contains(&schema) {
            all.push(schema);
        }
    }
    json!({"anyOf": all, "x-zim-selector": {"type": union.by, "variants": cases(spec, union)}})
}

fn cases(spec: &Spec, union: &Union) -> Map<String, Value> {
    union.variants.iter().map(|variant| (variant.selector.to_string(), value(spec, &variant.schema))).collect()
}

/// An object that is sent: its fields are held to their limits.
pub(super) fn sent_object(spec: &Spec, fields: &[Param], rules: &[Rule]) -> Value {
    let properties = fields.iter().map(|field| (field.name.clone(), sent(spec, field)));
    let mut object = json!({"type": "object", "properties": properties.collect::<Map<_, _>>()});
    let required: Vec<_> = fields.iter().filter(|field| field.required).map(|field| &field.name).collect();
    if !required.is_empty() {
        set(&mut object, "required", json!(required));
    }
    let selected = fields.iter().filter_map(|field| Some((&field.name, &field.schema, field.selector.as_deref()?)));
    select(spec, selected, &mut object);
    set_rules(&mut object, rules);
    object
}

/// What must hold between fields.
pub(super) fn set_rules(object: &mut Value, rules: &[Rule]) {
    if rules.is_empty() {
        return;
    }
    let rule = |rule: &Rule| json!({"rule": rule.kind.key(), "says": sentences::rule(&rule.kind), "code": rule.code});
    set(object, "x-zim-rules", rules.iter().map(rule).collect());
}

/// An object that is received: its fields may be missing, and there may be others.
pub(super) fn received_object(spec: &Spec, fields: &[ReplyField]) -> Value {
    let properties = fields.iter().map(|field| (field.name.clone(), received(spec, field)));
    let mut object = json!({"type": "object", "properties": properties.collect::<Map<_, _>>()});
    let required: Vec<_> = fields.iter().filter(|field| !field.optional).map(|field| &field.name).collect();
    if !required.is_empty() {
        set(&mut object, "required", json!(required));
    }
    let selected = fields.iter().filter_map(|field| Some((&field.name, &field.schema, field.selector.as_deref()?)));
    select(spec, selected, &mut object);
    object
}

/// The variants of unions follow from the fields beside them.
fn select<'a>(spec: &Spec, fields: impl Iterator<Item = (&'a String, &'a Schema, &'a str)>, object: &mut Value) {
    let mut branches = Vec::new();
    for (name, schema, selector) in fields {
        let (ty, is_list) = match &schema.ty {
            Type::List(item) => (&item.ty, true),
            ty => (ty, false),
        };
        let Type::Union(union) = ty else { continue };
        let Some(union) = spec.types.get(union).and_then(|named| named.union.as_ref()) else { continue };
        for (number, variant) in union.variants.iter().map(|variant| (variant.selector, &variant.schema)) {
            let one = value(spec, variant);
            let then = if is_list { json!({"items": one}) } else { one };
            branches.push(json!({
                "if": {"properties": {selector: {"const": number}}, "required": [selector]},
                "then": {"properties": {name: then}},
            }));
        }
    }
    if !branches.is_empty() {
        set(object, "allOf", Value::Array(branches));
    }
}

/// A field that is sent.
pub(super) fn sent(spec: &Spec, field: &Param) -> Value {
    let Param { doc, schema, example, sensitive, selector, disputed, .. } = field;
    let told = Told { doc, example: example.as_ref(), sensitive: *sensitive, selector: selector.as_deref(), disputed };
    let mut written = told.about(spec, schema, sentences::value(spec, schema));
    if let Some(default) = &field.default {
        set(&mut written, "default", scalar(default));
    }
    set(&mut written, "x-zim-code", json!(field.code));
    written
}

fn received(spec: &Spec, field: &ReplyField) -> Value {
    let ReplyField { doc, schema, example, sensitive, selector, disputed, .. } = field;
    let told = Told { doc, example: example.as_ref(), sensitive: *sensitive, selector: selector.as_deref(), disputed };
    told.about(spec, schema, sentences::received(schema))
}

/// What is told of a field, whichever way it travels.
struct Told<'a> {
    doc: &'a str,
    example: Option<&'a Scalar>,
    sensitive: bool,
    selector: Option<&'a str>,
    disputed: &'a [Dispute],
}

impl Told<'_> {
    /// The value of a field, with its description, which ends in these sentences.
    fn about(&self, spec: &Spec, schema: &Schema, sentences: Vec<String>) -> Value {
        let mut written = value(spec, schema);
        let text: Vec<String> = [sentences::sentence(self.doc)].into_iter().chain(sentences).collect();
        set(&mut written, "description", json!(text.join(" ")));
        if let Some(example) = self.example {
            set(&mut written, "examples", example_of(schema, example));
        }
        if self.sensitive {
            set(&mut written, "x-zim-sensitive", json!(true));
        }
        if let Some(selector) = self.selector {
            set(&mut written, "x-zim-selector", json!(selector));
        }
        set_disputed(&mut written, self.disputed);
        written
    }
}

/// The example as the value has it: of a list, it is that of an item.
fn example_of(schema: &Schema, example: &Scalar) -> Value {
    match schema.ty {
        Type::List(_) => json!([[scalar(example)]]),
        _ => json!([scalar(example)]),
    }
}

pub(super) fn scalar(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => json!(text),
        Scalar::Bool(flag) => json!(flag),
        Scalar::Int(number) => json!(number),
    }
}
