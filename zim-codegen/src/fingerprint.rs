//! Short fingerprints that tell why a generated file is stale.
//!
//! Each generated file records two: that of the part of the spec it stems from, and that of its own text.
//! With them `--check` can tell a changed spec from a changed generator from an edit by hand. They are a
//! convenience, not a protection.

use fnv::FnvHasher;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher;
use zim_spec::model::{
    Action, Callback, Charset, LimitKind, NamedType, Param, ReturnCode, Rule, Schema, Spec, Type, Union,
};

/// Of a text. Stable across platforms and versions.
pub(crate) fn text(text: &str) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Of any part of a spec, through its JSON: field by field in declaration order, maps sorted.
pub(crate) fn part(part: &impl Serialize) -> u64 {
    // Serialising plain structs with string keys to memory cannot fail.
    text(&serde_json::to_string(part).unwrap_or_default())
}

/// Of what all actions share.
pub(crate) fn service(spec: &Spec) -> u64 {
    let parameter = spec.codes.get(&spec.service.refusals.parameter);
    part(&(&spec.service, parameter.map(|code| &code.name)))
}

/// Of an action with all that its file says of shared definitions.
pub(crate) fn action(spec: &Spec, action: &Action) -> u64 {
    let mut shared = Shared::new(spec);
    shared.params(&action.params);
    shared.rules(&action.rules);
    action.reply.iter().for_each(|field| shared.schema(&field.schema));
    action.codes.iter().for_each(|listed| shared.code(listed.code));
    let service = &spec.service;
    shared.code(service.refusals.parameter);
    part(&(action, shared.found, &service.name, &service.envelope, service.refusals.parameter))
}

/// Of what all callbacks share, and which there are.
pub(crate) fn callbacks(spec: &Spec) -> u64 {
    let names = spec.callbacks.iter().map(|it| (&it.name, &it.summary, it.reply.is_empty()));
    part(&(&spec.service.name, &spec.service.callbacks, names.collect::<Vec<_>>()))
}

/// Of a callback, in the same way.
pub(crate) fn callback(spec: &Spec, callback: &Callback) -> u64 {
    let mut shared = Shared::new(spec);
    shared.params(&callback.reply);
    callback.fields.iter().for_each(|field| shared.schema(&field.schema));
    part(&(callback, shared.found, &spec.service.name, spec.service.refusals.parameter))
}

/// Of named types that are emitted, and checks of named types, in one file; `rest` is what else it says.
pub(crate) fn types(spec: &Spec, types: &[&NamedType], checks: &[&NamedType], rest: &impl Serialize) -> u64 {
    let mut shared = Shared::new(spec);
    for named in types {
        shared.params(&named.fields);
        shared.rules(&named.rules);
        if let Some(union) = &named.union {
            shared.enumeration(&union.by);
            union.variants.iter().for_each(|variant| shared.schema(&variant.schema));
        }
    }
    checks.iter().for_each(|named| shared.schema(&named.schema));
    part(&(types, checks, shared.found, rest, spec.service.refusals.parameter))
}

/// Shared definitions that a file speaks of.
struct Shared<'a> {
    spec: &'a Spec,
    found: Found<'a>,
}

#[derive(Default, Serialize)]
struct Found<'a> {
    codes: BTreeMap<i64, Option<&'a ReturnCode>>,
    charsets: BTreeMap<&'a str, Option<&'a Charset>>,
    enumerations: BTreeMap<&'a str, &'a NamedType>,
    shapes: BTreeMap<&'a str, Shape<'a>>,
    /// Named types whose limits a value has just as they are: those are checked by the type's own function.
    same: BTreeSet<&'a str>,
}

/// What users of a type say of it: not its words, nor its limits.
#[derive(Serialize)]
struct Shape<'a> {
    fields: Vec<(&'a str, &'a Option<String>, bool, &'a Type)>,
    union: &'a Option<Union>,
}

impl<'a> Shared<'a> {
    fn new(spec: &'a Spec) -> Self {
        Self { spec, found: Found::default() }
    }

    fn code(&mut self, code: i64) {
        self.found.codes.insert(code, self.spec.codes.get(&code));
    }

    fn rules(&mut self, rules: &[Rule]) {
        rules.iter().for_each(|rule| self.code(rule.code));
    }

    fn params(&mut self, params: &'a [Param]) {
        for param in params {
            self.code(param.code);
            self.schema(&param.schema);
        }
    }

    fn enumeration(&mut self, name: &'a str) {
        self.found.enumerations.extend(self.spec.types.get(name).map(|named| (name, named)));
    }

    fn schema(&mut self, schema: &'a Schema) {
        for limit in &schema.limits {
            limit.code.into_iter().for_each(|code| self.code(code));
            if let LimitKind::Charset(name) = &limit.kind {
                self.found.charsets.insert(name, self.spec.charsets.get(name));
            }
        }
        let named = schema.named.as_deref().and_then(|name| self.spec.types.get_key_value(name));
        if let Some((name, named)) = named.filter(|(_, named)| named.schema.limits == schema.limits) {
            let same_numbers = named.schema.sentinels == schema.sentinels;
            self.found.same.extend(same_numbers.then_some(name.as_str()));
        }
        match &schema.ty {
            Type::List(inner) | Type::Json { value: inner, .. } => self.schema(inner),
            Type::Map { key, value } => {
                self.schema(key);
                self.schema(value);
            }
            Type::Struct(name) | Type::Union(name) => self.shape(name),
            _ => {}
        }
    }

    fn shape(&mut self, name: &'a str) {
        let Some(named) = self.spec.types.get(name).filter(|_| !self.found.shapes.contains_key(name)) else { return };
        let fields =
            named.fields.iter().map(|field| (&*field.name, &field.rust_name, field.required, &field.schema.ty));
        let fields = fields.collect();
        self.found.shapes.insert(name, Shape { fields, union: &named.union });
        // Rules and failed items speak of the fields of a struct, and of those of lists in it.
        for field in &named.fields {
            if let Type::List(item) = &field.schema.ty
                && let Type::Struct(inner) = &item.ty
            {
                self.shape(inner);
            }
        }
    }
}
