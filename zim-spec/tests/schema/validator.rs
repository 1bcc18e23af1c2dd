//! A real validator, and YAML as it sees it.

use boon::{Compiler, ErrorKind, SchemaIndex, Schemas, ValidationError};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use zim_spec::schema::{Kind, combined, schema};

/// The schemas, compiled, which checks them against the metaschema too.
pub(crate) struct Validator {
    schemas: Schemas,
    kinds: BTreeMap<Kind, SchemaIndex>,
    combined: SchemaIndex,
}

/// What is wrong, and where.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// A JSON pointer into the file.
    pub(crate) at: String,
    pub(crate) message: String,
}

impl Validator {
    pub(crate) fn new() -> Self {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        let mut compile = |name: &str, schema: Value| {
            let url = format!("http://spec/{name}");
            compiler.add_resource(&url, schema).unwrap();
            compiler.compile(&url, &mut schemas).unwrap_or_else(|error| panic!("the schema {name} is none: {error:#}"))
        };
        let combined = compile("zim", combined());
        let kinds = Kind::ALL.map(|kind| (kind, compile(kind.name(), schema(kind)))).into();
        Self { schemas, kinds, combined }
    }

    /// What the schema of this kind says.
    pub(crate) fn kind(&self, kind: Kind, file: &Value) -> Vec<Fault> {
        self.faults(self.kinds[&kind], file)
    }

    /// What the schema for all kinds says.
    pub(crate) fn combined(&self, file: &Value) -> Vec<Fault> {
        self.faults(self.combined, file)
    }

    fn faults(&self, index: SchemaIndex, file: &Value) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Err(error) = self.schemas.validate(file, index) {
            leaves(&error, file, &mut faults);
            assert!(!faults.is_empty());
        }
        faults
    }
}

fn leaves(error: &ValidationError<'_, '_>, file: &Value, faults: &mut Vec<Fault>) {
    let at = error.instance_location.to_string();
    // Of a key that is wrong by itself, boon does not say where it stands.
    if let ErrorKind::PropertyName { prop } = &error.kind {
        let at = having(file, prop).expect("a key of the file");
        faults.push(Fault { at, message: format!("the key {prop:?} is not allowed") });
        return;
    }
    if error.causes.is_empty() {
        faults.push(Fault { at, message: error.kind.to_string() });
    }
    for cause in &error.causes {
        leaves(cause, file, faults);
    }
}

/// The kind of the spec file at `path`, below its folder; `None` if no spec file is called so.
pub(crate) fn kind_of(path: &str) -> Option<Kind> {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["service.yaml"] => Some(Kind::Service),
        ["types.yaml"] => Some(Kind::Types),
        ["types", file] if file.ends_with(".yaml") => Some(Kind::Types),
        ["codes.yaml"] => Some(Kind::Codes),
        ["state.yaml"] => Some(Kind::State),
        ["actions", _, file] if file.ends_with(".yaml") => Some(Kind::Action),
        ["callbacks", _, file] if file.ends_with(".yaml") => Some(Kind::Callback),
        _ => None,
    }
}

/// The first object that has `key`.
fn having(value: &Value, key: &str) -> Option<String> {
    let inside = |step: &str, value: &Value| Some(format!("/{step}{}", having(value, key)?));
    match value {
        Value::Object(object) if object.contains_key(key) => Some(String::new()),
        Value::Object(object) => object.iter().find_map(|(name, value)| inside(name, value)),
        Value::Array(items) => items.iter().enumerate().find_map(|(at, value)| inside(&at.to_string(), value)),
        _ => None,
    }
}

/// YAML as JSON, in which all keys are text; `None` if it is no YAML.
pub(crate) fn json(text: &str) -> Option<Value> {
    convert(serde_yaml::from_str(text).ok()?)
}

fn convert(value: serde_yaml::Value) -> Option<Value> {
    Some(match value {
        serde_yaml::Value::Mapping(mapping) => {
            let entries = mapping.into_iter().map(|(key, value)| Some((name(&key)?, convert(value)?)));
            Value::Object(entries.collect::<Option<Map<_, _>>>()?)
        }
        serde_yaml::Value::Sequence(items) => Value::Array(items.into_iter().map(convert).collect::<Option<_>>()?),
        value => serde_json::to_value(value).ok()?,
    })
}

fn name(key: &serde_yaml::Value) -> Option<String> {
    match key {
        serde_yaml::Value::String(text) => Some(text.clone()),
        serde_yaml::Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
