//! Values that can be written in several ways, which documents leave as YAML.

pub(crate) use super::state::{assignments, checks, each, notifies, tests, value};

use super::{limits, notation};
use crate::document::ActionCode;
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

/// A single value.
pub(crate) fn single(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": ["string", "integer", "boolean"]})
}

/// `{Kind: 1}`, `{Kind: [1, 2]}`, `{Flags: {has: 4}}`, `{Name: {given: true}}`.
pub(crate) fn condition(_: &mut SchemaGenerator) -> Schema {
    let values = ["string", "integer", "boolean"];
    let tests = json!([
        {"type": values, "description": "The field has this value."},
        {"type": "array", "items": {"type": values}, "minItems": 1, "description": "The field has one of these values."},
        {
            "type": "object",
            "description": "The field has these bits, or is there at all.",
            "properties": {
                "has": {"type": "integer", "minimum": 1, "description": "Bits that the field has, all of them."},
                "given": {"type": "boolean", "description": "Whether the field is there at all."},
            },
            "additionalProperties": false,
            "minProperties": 1,
            "maxProperties": 1,
        },
    ]);
    json_schema!({
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": notation::wire_name(),
        "additionalProperties": {
            "anyOf": tests,
            "description": "What the field must be: a value, a list of values, {has: 4} or {given: true}.",
        },
        "examples": [{"Kind": 1}, {"Kind": [1, 2]}, {"Flags": {"has": 4}}, {"Name": {"given": true}}],
    })
}

/// `20/s`, `{rate: 20/s, code: 660700001}`, or a list of these.
pub(crate) fn rate_limit(_: &mut SchemaGenerator) -> Schema {
    let plain = described(notation::rate(), "So many calls, or items of a list, in a time.");
    let coded = json!({
        "description": "A rate with a return code of its own.",
        "type": "object",
        "properties": {
            "rate": described(notation::rate(), "So many calls, or items of a list, in a time."),
            "code": {"type": "integer", "description": "The return code when it is exceeded."},
        },
        "required": ["rate", "code"],
        "additionalProperties": false,
    });
    let list = json!({
        "description": "Rates that all hold, each for another time or of something else.",
        "type": "array",
        "items": {"anyOf": [plain, coded]},
        "minItems": 1,
    });
    json_schema!({"anyOf": [plain, coded, list]})
}

/// `[660000002, {code: 660900005, in: item, …}]`
pub(crate) fn codes(generator: &mut SchemaGenerator) -> Schema {
    let number = json!({"type": "integer", "description": "The number of a code in codes.yaml."});
    json_schema!({
        "type": "array",
        "items": {"anyOf": [number, generator.subschema_for::<ActionCode>()]},
    })
}

/// `[max_items]`, `{max_items: 50}`
pub(crate) fn raisable(_: &mut SchemaGenerator) -> Schema {
    let key = json!({"enum": limits::stated()});
    let list = json!({"type": "array", "items": key, "description": "The keys of these limits."});
    let ceilings = json!({
        "description": "The keys of these limits, and how far each is raised.",
        "type": "object",
        "propertyNames": key,
        "additionalProperties": {"type": "integer", "description": "How far the limit is raised."},
    });
    json_schema!({"anyOf": [list, ceilings], "examples": [["max_items"], {"max_items": 50}]})
}

/// `UserIds`, `Friends.UserId`, `{list: ConvList, keys: [ConvId, ConvType]}`, or a list of these.
pub(crate) fn item_sources(_: &mut SchemaGenerator) -> Schema {
    let plain =
        described(notation::path(), "A list of keys, or the field of its structs that is the key (List.Field).");
    let keyed = json!({
        "description": "A list of structs with several keys, or with parts that fail one by one.",
        "type": "object",
        "properties": {
            "list": described(notation::wire_name(), "The parameter that is the list."),
            "keys": described(names(), "The field of its structs, or list of fields, that is the key of a failed item."),
            "parts": described(names(), "The fields, maps, whose keys are those of the nested list of failed parts."),
        },
        "required": ["list", "keys"],
        "additionalProperties": false,
    });
    let list = json!({
        "description": "Several lists that the items come from.",
        "type": "array",
        "items": {"anyOf": [plain, keyed]},
        "minItems": 1,
    });
    json_schema!({"anyOf": [plain, keyed, list]})
}

/// `UserId`, `[ConvId, ConvType]`
pub(crate) fn keys(_: &mut SchemaGenerator) -> Schema {
    let mut schema = Schema::default();
    schema.ensure_object().extend(names().as_object().cloned().unwrap_or_default());
    schema
}

/// `0`, `["", "0"]`, `{field: FetchEnd}`
pub(crate) fn page_end(_: &mut SchemaGenerator) -> Schema {
    let value = json!({"type": ["string", "integer"], "description": "What `next` is on the last page."});
    let values = json!({
        "description": "What `next` can be on the last page.",
        "type": "array",
        "items": value,
        "minItems": 1,
    });
    let says = "The reply field that is true, or a number other than 0, on the last page.";
    let field = json!({
        "description": "A reply field that says whether this is the last page.",
        "type": "object",
        "properties": {"field": described(notation::wire_name(), says)},
        "required": ["field"],
        "additionalProperties": false,
    });
    json_schema!({"anyOf": [value, values, field]})
}

/// One name, or a list of names.
fn names() -> Value {
    let list = json!({"type": "array", "items": notation::wire_name(), "minItems": 1, "description": "Several names."});
    json!({"anyOf": [described(notation::wire_name(), "One name."), list]})
}

fn described(mut schema: Value, description: &str) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(description));
    }
    schema
}
