//! What the documents' types of Rust do not say: which keys must be there, and what their values look like.
//!
//! A function for each struct of [`crate::document`], which names it in its `transform`.

use super::branches;
use super::edit::{Edit, allow};
use super::limits;
use super::notation::{
    NUMBER_KEY, characters, date, duration, event, host as host_name, number_key, pascal_case, path, pause, rust_name,
    sentence, snake_case, ty, wire_name, words,
};
use crate::document::{Ordered, ReturnCode};
use crate::resolve::tables::{
    ALGORITHMS, CALLBACK_SIGNINGS, CARRIERS, KINDS, LAYERS, LEVELS, METHODS, QUERY_LISTS, REASONS, RECOVERIES, UNITS,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

pub(crate) fn action(schema: &mut Schema) {
    Edit::of(schema)
        .title("ZIM action")
        .required(&["action", "summary", "method", "source"])
        .key("action", pascal_case("CallReject"))
        .key("summary", sentence())
        .key("method", words(METHODS))
        .key("in", words(CARRIERS))
        .key("host", host_name())
        .keys(&["params", "reply", "answers"], &by_name(wire_name()))
        .root();
}

pub(crate) fn callback(schema: &mut Schema) {
    Edit::of(schema)
        .title("ZIM callback")
        .required(&["callback", "summary", "source"])
        .key("callback", event())
        .key("summary", sentence())
        .keys(&["fields", "reply"], &by_name(wire_name()))
        .key("retries", json!({"items": pause()}))
        .root();
}

pub(crate) fn verdict(schema: &mut Schema) {
    Edit::of(schema)
        .title("Verdict")
        .required(&["by"])
        .keys(&["by", "reason"], &wire_name())
        .key("refuse", json!({"propertyNames": number_key()}))
        .key("replace", json!({"propertyNames": wire_name(), "additionalProperties": wire_name()}));
}

pub(crate) fn service(schema: &mut Schema) {
    Edit::of(schema)
        .title("ZIM service")
        .required(&["service", "doc", "source", "hosts", "common", "signing", "envelope", "refusals"])
        .key("service", pascal_case("ZIM"))
        .key("doc", sentence())
        .key("hosts", json!({"propertyNames": pascal_case("HongKong"), "minProperties": 1}))
        .key("query_lists", words(QUERY_LISTS))
        .key("envelope", json!({"required": ["request_id"]}))
        .key("refusals", refusals())
        .root();
}

pub(crate) fn types(schema: &mut Schema) {
    Edit::of(schema)
        .title("ZIM types")
        .nothing_required()
        .key("charsets", by_name(pascal_case("IdCharacters")))
        .key("types", by_name(pascal_case("UserId")))
        .root();
}

pub(crate) fn param(schema: &mut Schema) {
    limited(Edit::of(schema))
        .title("Parameter or field")
        .required(&["type", "doc"])
        .key("type", ty())
        .key("doc", sentence())
        .key("rust_name", rust_name())
        .key("selector", wire_name());
}

pub(crate) fn reply_field(schema: &mut Schema) {
    Edit::of(schema)
        .title("Field")
        .required(&["type", "doc"])
        .key("type", ty())
        .key("doc", sentence())
        .key("rust_name", rust_name())
        .key("selector", wire_name())
        .key("unit", words(UNITS));
}

pub(crate) fn named_type(schema: &mut Schema) {
    let edit = limited(Edit::of(schema))
        .title("Named type")
        .required(&["doc"])
        .key("type", ty())
        .key("doc", sentence())
        .key("values", json!({"minProperties": 1}))
        .key("flags", json!({"minProperties": 1, "propertyNames": number_key()}))
        .key("fields", json!({"minProperties": 1, "propertyNames": wire_name()}))
        .key("by", wire_name())
        .key(
            "variants",
            json!({"minProperties": 1, "propertyNames": pascal_case("Text"), "additionalProperties": ty()}),
        );
    let kinds = branches::named_type(&edit.known());
    edit.with("allOf", json!([kinds]));
}

pub(crate) fn enum_value(schema: &mut Schema) {
    Edit::of(schema).title("Value").required(&["name", "doc"]).key("name", pascal_case("Peer")).key("doc", sentence());
}

pub(crate) fn charset(schema: &mut Schema) {
    Edit::of(schema).title("Charset").required(&["doc", "chars"]).key("doc", sentence()).key("chars", characters());
}

pub(crate) fn clamps(schema: &mut Schema) {
    Edit::of(schema).title("Correction").nothing_required().with("minProperties", json!(1));
}

pub(crate) fn rule(schema: &mut Schema) {
    let several = json!({"items": wire_name(), "minItems": 2, "uniqueItems": true});
    let examples: Vec<Value> = KINDS.iter().filter_map(|(_, text)| serde_yaml::from_str(text).ok()).collect();
    Edit::of(schema)
        .title("Rule")
        .nothing_required()
        .keys(&["required", "allowed", "value"], &wire_name())
        .keys(&["at_least_one", "exactly_one"], &several)
        .key("differ", json!({"items": wire_name(), "minItems": 2, "maxItems": 2}))
        .key("among", json!({"items": wire_name(), "minItems": 1}))
        .keys(&["not_among", "all_equal"], &path())
        .with("allOf", json!([branches::rule()]))
        .with("examples", json!(examples));
}

pub(crate) fn items(schema: &mut Schema) {
    Edit::of(schema).title("Items").required(&["failed"]).key("succeeded", wire_name());
}

pub(crate) fn failed_items(schema: &mut Schema) {
    Edit::of(schema)
        .title("Failed items")
        .required(&["list", "key"])
        .keys(&["list", "code", "message"], &wire_name())
        // A list of failed items has at most one other inside its items.
        .key("nested", json!({"properties": {"nested": false}}));
}

pub(crate) fn paging(schema: &mut Schema) {
    Edit::of(schema)
        .title("Paging")
        .required(&["cursor", "next", "done", "list"])
        .keys(&["cursor", "next", "limit", "total"], &wire_name())
        .key("list", path());
}

pub(crate) fn action_code(schema: &mut Schema) {
    Edit::of(schema)
        .title("Return code of an action")
        .required(&["code"])
        .key("recovery", words(RECOVERIES))
        .key("about", wire_name())
        .key("in", words(LEVELS));
}

pub(crate) fn state(schema: &mut Schema) {
    Edit::of(schema)
        .title("ZIM state")
        .nothing_required()
        .keys(&["tables", "counters"], &by_name(snake_case()))
        .key("counters", json!({"additionalProperties": sentence()}))
        .root();
}

pub(crate) fn table(schema: &mut Schema) {
    Edit::of(schema)
        .title("Table")
        .required(&["doc", "key"])
        .keys(&["doc", "absent", "present"], &sentence())
        .keys(&["key", "columns"], &json!({"propertyNames": snake_case(), "additionalProperties": sentence()}))
        .key("key", json!({"minProperties": 1}));
}

pub(crate) fn precondition(schema: &mut Schema) {
    Edit::of(schema)
        .title("Precondition")
        .required(&["otherwise"])
        .keys(&["has", "lacks", "count", "as"], &snake_case())
        .with("allOf", branches::precondition());
}

pub(crate) fn effect(schema: &mut Schema) {
    Edit::of(schema)
        .title("Effect")
        .nothing_required()
        .keys(&["put", "update", "remove", "as"], &snake_case())
        .key("set", json!({"propertyNames": snake_case()}))
        .with("allOf", branches::effect());
}

pub(crate) fn source(schema: &mut Schema) {
    Edit::of(schema).title("Source").required(&["page", "checked"]).key("page", sentence()).key("checked", date());
}

pub(crate) fn dispute(schema: &mut Schema) {
    Edit::of(schema).title("Dispute").required(&["about", "readings", "taken"]).key("readings", json!({"minItems": 2}));
}

pub(crate) fn return_code(schema: &mut Schema) {
    Edit::of(schema)
        .title("Return code")
        .required(&["name", "meaning", "meaning_zh", "advice", "layer", "recovery"])
        .key("name", pascal_case("CallEnded"))
        .keys(&["meaning", "meaning_zh", "advice"], &sentence())
        .key("layer", words(LAYERS))
        .key("recovery", words(RECOVERIES));
}

pub(crate) fn host(schema: &mut Schema) {
    Edit::of(schema).title("Host").required(&["host", "doc"]).key("host", host_name()).key("doc", sentence());
}

pub(crate) fn common_params(schema: &mut Schema) {
    all_names(schema, "Common parameters");
}

pub(crate) fn callback_fields(schema: &mut Schema) {
    all_names(schema, "Common fields");
}

pub(crate) fn signing(schema: &mut Schema) {
    Edit::of(schema)
        .title("Signing")
        .required(&["algorithm", "version", "window"])
        .key("algorithm", words(ALGORITHMS))
        .key("window", duration());
}

pub(crate) fn envelope(schema: &mut Schema) {
    Edit::of(schema)
        .title("Envelope")
        .required(&["code", "message"])
        .keys(&["code", "message", "request_id"], &wire_name());
}

pub(crate) fn callbacks(schema: &mut Schema) {
    Edit::of(schema)
        .title("What callbacks share")
        .required(&["common", "signing", "source"])
        .key("signing", words(CALLBACK_SIGNINGS))
        .key("retries", json!({"items": pause()}));
}

/// `codes.yaml`, whose keys are numbers.
pub(super) struct Codes;

impl JsonSchema for Codes {
    fn schema_name() -> Cow<'static, str> {
        "CodesFile".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let code = generator.subschema_for::<ReturnCode>();
        json_schema!({
            "title": "ZIM return codes",
            "description": "Return codes by their numbers, in `codes.yaml`.",
            "type": "object",
            "properties": {"allow": allow()},
            "patternProperties": {NUMBER_KEY: code},
            "additionalProperties": false,
        })
    }
}

impl<T: JsonSchema> JsonSchema for Ordered<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Ordered_{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "object", "additionalProperties": generator.subschema_for::<T>()})
    }
}

/// What parameters, fields and named types have in common.
fn limited(edit: Edit<'_>) -> Edit<'_> {
    edit.key("charset", pascal_case("IdCharacters"))
        .key("only", json!({"minItems": 1, "uniqueItems": true}))
        .key("unique_by", wire_name())
        .key("limit_codes", json!({"propertyNames": {"enum": limits::names()}}))
        .key("sentinels", json!({"propertyNames": number_key(), "additionalProperties": sentence()}))
        .key("unit", words(UNITS))
}

/// An object whose keys must all be there, each with a name on the wire.
fn all_names(schema: &mut Schema, title: &str) {
    let edit = Edit::of(schema).title(title);
    let known = edit.known();
    let keys: Vec<&str> = known.iter().map(String::as_str).collect();
    edit.required(&keys).keys(&keys, &wire_name());
}

fn by_name(name: Value) -> Value {
    json!({"propertyNames": name})
}

/// A code for each reason, and nothing else.
fn refusals() -> Value {
    let code = |reason: &&str| {
        let description = format!("The code for this reason: {}.", reason.replace('_', " "));
        ((*reason).to_owned(), json!({"type": "integer", "description": description}))
    };
    let codes: Map<String, Value> = REASONS.iter().map(code).collect();
    json!({"properties": codes, "required": REASONS, "additionalProperties": false})
}
