//! One schema for files of all kinds.

use super::branches::{chain, with_any};
use super::edit::{allow, keys_of};
use super::notation::NUMBER_KEY;
use super::refine::Codes;
use crate::document::{ActionFile, CallbackFile, ServiceFile, StateFile, TypesFile};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};
use std::borrow::Cow;

/// The keys that tell what a file is, and what an editor says of them where there is nothing yet.
const TELLING: [(&str, &str); 7] = [
    ("action", "The file is an action, of this name on the wire."),
    ("callback", "The file is a callback, of this event."),
    ("service", "The file is the service, of this name."),
    ("types", "The file has types by their names."),
    ("charsets", "The file has charsets by their names."),
    ("tables", "The file has tables of the sandbox by their names."),
    ("counters", "The file has counters of the sandbox by their names."),
];

/// A spec file of any kind.
pub(super) struct AnyFile;

impl JsonSchema for AnyFile {
    fn schema_name() -> Cow<'static, str> {
        "AnyFile".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let files = [
            (&["action"][..], File::of::<ActionFile>(generator)),
            (&["callback"], File::of::<CallbackFile>(generator)),
            (&["service"], File::of::<ServiceFile>(generator)),
            (&["types", "charsets"], File::of::<TypesFile>(generator)),
            (&["tables", "counters"], File::of::<StateFile>(generator)),
        ];
        let codes = generator.subschema_for::<Codes>().to_value();
        let told = files.iter().map(|(keys, file)| (with_any(keys.iter().copied()), file.schema.clone()));
        // Where the telling key is missing, so that this is said rather than that every key is wrong.
        let guessed = files.iter().map(|(_, file)| (with_any(file.own_keys(&files)), file.schema.clone()));
        let has_number = json!({"not": {"propertyNames": {"not": {"pattern": NUMBER_KEY}}}});
        // A file without entries is no mistake, and the place where an editor is asked what there could be.
        let is_empty = json!({"propertyNames": {"enum": ["allow"]}});
        let others = [(has_number, codes), (is_empty, json!({"properties": telling()}))];
        let cases = told.chain(guessed).chain(others).collect();
        let mut schema = json_schema!({
            "title": "ZIM spec file",
            "description": "A file of the spec: an action, a callback, the service, types, return codes or tables.",
            "type": "object",
        });
        let mut untold = with_any(TELLING.map(|(key, _)| key));
        if let Some(untold) = untold.as_object_mut() {
            untold.insert("properties".to_owned(), telling());
        }
        let kinds = chain(cases, untold);
        schema.ensure_object().extend(kinds.as_object().cloned().unwrap_or_default());
        schema
    }
}

/// A kind of file.
struct File {
    schema: Value,
    keys: Vec<String>,
}

impl File {
    fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Self {
        let schema = generator.subschema_for::<T>().to_value();
        let definition = generator.definitions().get(T::schema_name().as_ref());
        let keys = definition.and_then(|definition| definition.get("properties")).map(keys_of).unwrap_or_default();
        Self { schema, keys }
    }

    /// The keys that no other kind has.
    fn own_keys<'f>(&'f self, files: &'f [(&[&str], File)]) -> impl Iterator<Item = &'f str> {
        let is_shared = |key: &&String| files.iter().filter(|(_, file)| file.keys.contains(key)).count() > 1;
        self.keys.iter().filter(move |key| !is_shared(key)).map(String::as_str)
    }
}

/// The keys of a file that does not say yet what it is.
fn telling() -> Value {
    let telling = TELLING.iter().map(|(key, text)| ((*key).to_owned(), json!({"description": text})));
    Value::Object(telling.chain([("allow".to_owned(), allow())]).collect())
}
