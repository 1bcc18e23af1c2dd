//! The language of state: values, tests of columns, loops, and what looks at tables.

use super::branches::{branch, chain, with_any};
use super::notation::{reference, snake_case, state_text, wire_name};
use crate::resolve::tables::{CHECKS, FORMS, TESTS};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// A value, which may be made of others.
pub(crate) struct StateValue;

impl JsonSchema for StateValue {
    fn schema_name() -> Cow<'static, str> {
        "StateValue".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let properties = properties(generator);
        let keys: Vec<&str> = FORMS.iter().flat_map(|(head, further)| [&[*head], *further].concat()).collect();
        let case = |(head, further): &(&'static str, &[&str])| {
            let refused: Vec<&str> = keys.iter().copied().filter(|key| key != head && !further.contains(key)).collect();
            let required: &[&str] = match *head {
                "column" => &["of", "key"],
                "switch" => &["cases"],
                _ => &[],
            };
            (with_any([*head]), branch(required, &refused, json!({})))
        };
        let heads = FORMS.iter().map(|(head, _)| *head);
        let mut schema = json_schema!({
            "title": "Value",
            "description": "A value: a parameter, a column of a row, a number, a text after `=`, or something made of others.",
            "type": ["string", "integer", "boolean", "array", "object"],
            "items": generator.subschema_for::<Self>(),
            "properties": properties,
            "additionalProperties": false,
            "examples": ["FromUserId", "$call.state", "$now", "=pending", {"first": ["UserName", "=none"]}],
        });
        let mut says = state_text();
        says.as_object_mut().into_iter().for_each(|says| drop(says.remove("type")));
        let forms = chain(FORMS.iter().map(case).collect(), json!({"if": {"type": "object"}, "then": with_any(heads)}));
        for says in [says, forms].iter().filter_map(Value::as_object) {
            schema.ensure_object().extend(says.clone());
        }
        schema
    }
}

/// The keys of values that are mappings.
fn properties(generator: &mut SchemaGenerator) -> Value {
    let value = generator.subschema_for::<StateValue>();
    let one = |description: &str| json!({"allOf": [value.clone()], "description": description});
    let several = |description: &str, least: u8| json!({"type": "array", "items": value.clone(), "minItems": least, "description": description});
    let table = |description: &str| described(snake_case(), description);
    let pair = with(several("The two values, the same whichever comes first.", 2), "maxItems", json!(2));
    json!({
        "first": several("The first of these that is not absent.", 1),
        "sum": several("The sum of these; what is absent counts nothing.", 0),
        "seconds": one("Milliseconds, as whole seconds."),
        "milliseconds": one("Seconds, as milliseconds."),
        "switch": one("What is compared with the cases."),
        "cases": {
            "description": "A value for each literal: a number, true, false, or a text after `=`.",
            "type": "object",
            "propertyNames": {"pattern": r"^(true|false|-?[0-9]+|=[\s\S]*)$"},
            "additionalProperties": value,
        },
        "else": one("The value if no case fits."),
        "fresh": {"enum": ["text", "number"], "description": "Something that was never given before."},
        "prefix": {"type": "string", "description": "What a text that was never given before begins with."},
        "next": table("The counter whose next number it is."),
        "per": one("What the counter counts for: a value, or a list of them."),
        "pair": pair,
        "column": table("The column of the row of that key."),
        "of": table("The table that has the column."),
        "key": one("The key of the row: a value, or a list of values."),
        "count": table("The table whose rows are counted."),
        "where": described(tests_of(generator), "What must hold for columns of the rows."),
        "size": one("The list whose items are counted."),
        "each": described(loops_of(generator), "The list that the value has an item for each item of."),
        "rows": table("The table that the value has an item for each row of."),
        "order": described(order(), "The columns that rows are ordered by, with `-` before one whose greatest come first."),
        "fields": {
            "description": "The fields of an object, each with its value.",
            "type": "object",
            "additionalProperties": value,
        },
        "value": one("What an item of the list is."),
    })
}

/// A value at a place of its own.
pub(crate) fn value(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<StateValue>()
}

/// Names, each with a value.
pub(crate) fn assignments(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "object", "additionalProperties": generator.subschema_for::<StateValue>()})
}

/// Columns or values, each with what must hold for it.
pub(crate) fn tests(generator: &mut SchemaGenerator) -> Schema {
    as_schema(tests_of(generator))
}

fn tests_of(generator: &mut SchemaGenerator) -> Value {
    let value = generator.subschema_for::<StateValue>();
    let says = |test: &str| match test {
        "not" => "It equals none of these.",
        "above" => "It is above this.",
        "below" => "It is below this.",
        "min" => "It is at least this.",
        "max" => "It is at most this.",
        "among" => "It equals an item of this list.",
        "if_given" => "It equals this, if this is given.",
        _ => "Whether it is there at all.",
    };
    let property = |test: &&str| {
        let schema = match *test {
            "given" => json!({"type": "boolean", "description": says(test)}),
            _ => json!({"allOf": [value.clone()], "description": says(test)}),
        };
        ((*test).to_owned(), schema)
    };
    let test = json!({
        "type": "object",
        "properties": TESTS.iter().map(property).collect::<Map<_, _>>(),
        "additionalProperties": false,
        "maxProperties": 1,
    });
    let is_test =
        json!({"type": "object", "anyOf": TESTS.iter().map(|test| json!({"required": [test]})).collect::<Vec<_>>()});
    json!({
        "type": "object",
        "additionalProperties": {"if": is_test, "then": test, "else": value},
        "examples": [{"state": "=pending"}, {"role": [1, 2]}, {"expires_at": {"above": "$now"}}],
    })
}

/// What is gone through.
pub(crate) fn each(generator: &mut SchemaGenerator) -> Schema {
    as_schema(loops_of(generator))
}

fn loops_of(generator: &mut SchemaGenerator) -> Value {
    let value = generator.subschema_for::<StateValue>();
    let list = described(reference(), "A list or map: a parameter, or a field of one.");
    let rows = json!({
        "description": "The rows of a table.",
        "type": "object",
        "properties": {
            "rows": described(snake_case(), "The table."),
            "key": {"allOf": [value], "description": "The key of the row."},
            "where": described(tests_of_loop(&value), "What must hold for columns of the rows."),
            "order": described(order(), "The columns that rows are ordered by."),
        },
        "required": ["rows"],
        "additionalProperties": false,
    });
    let named = json!({
        "description": "Loops one inside another, by the name of the item of each.",
        "type": "object",
        "propertyNames": snake_case(),
        "additionalProperties": {"anyOf": [list, rows]},
        "minProperties": 1,
    });
    let object = json!({"if": {"required": ["rows"]}, "then": rows, "else": named});
    json!({"anyOf": [list, object], "examples": ["UserIds", {"member": {"rows": "members"}}]})
}

/// Any object: what stands in it is looked at where it stands elsewhere.
fn tests_of_loop(value: &Schema) -> Value {
    json!({"type": "object", "additionalProperties": {"anyOf": [value, {"type": "object"}]}})
}

/// What must be true of tables: one check, or a list of them.
pub(crate) fn checks(generator: &mut SchemaGenerator) -> Schema {
    let value = generator.subschema_for::<StateValue>();
    let check = json!({
        "description": "What must be true of a table.",
        "type": "object",
        "properties": {
            "has": described(snake_case(), "The table that has such a row."),
            "lacks": described(snake_case(), "The table that has no such row."),
            "count": described(snake_case(), "The table that has at most `max` such rows."),
            "key": {"allOf": [value], "description": "The key of the row."},
            "where": described(tests_of(generator), "What must hold for columns of the rows."),
            "max": {"allOf": [value], "description": "How many rows there are at most."},
        },
        "additionalProperties": false,
    });
    let says = one_of(CHECKS, with_any(CHECKS.iter().copied()));
    let check = with(check, "allOf", json!([says, max_of_count()]));
    json_schema!({"anyOf": [check, {"type": "array", "items": check, "description": "Several, which all hold."}]})
}

/// One of `heads` and no other of them.
pub(super) fn one_of(heads: &[&'static str], otherwise: Value) -> Value {
    let case = |head: &&'static str| {
        let others: Vec<&str> = heads.iter().copied().filter(|other| other != head).collect();
        (with_any([*head]), branch(&[], &others, json!({})))
    };
    chain(heads.iter().map(case).collect(), otherwise)
}

/// `max` goes with `count`, and is needed there.
pub(super) fn max_of_count() -> Value {
    json!({"if": with_any(["count"]), "then": {"required": ["max"]}, "else": {"properties": {"max": false}}})
}

/// The event of clients, callbacks, or a list of these.
pub(crate) fn notifies(generator: &mut SchemaGenerator) -> Schema {
    let value = json!({"allOf": [generator.subschema_for::<StateValue>()]});
    let event = described(wire_name(), "The event that clients receive.");
    let callback = json!({
        "description": "A callback that is sent.",
        "type": "object",
        "properties": {
            "event": described(wire_name(), "The name of the callback."),
            "at": described(value, "When it is sent, in milliseconds, if not at once."),
            "before": {
                "description": "Whether its fields and conditions are looked at before the effects.",
                "type": "boolean",
            },
            "fields": described(assignments(generator).to_value(), "Fields of the callback, each with its value."),
            "each": described(loops_of(generator), "The list that it is sent for, item by item."),
            "when": described(tests_of(generator), "It is sent only if these values are so."),
            "if": described(checks(generator).to_value(), "It is sent only if this is true of tables."),
        },
        "required": ["event"],
        "additionalProperties": false,
    });
    let list = json!({
        "description": "The event of clients and the callbacks.",
        "type": "array",
        "items": {"anyOf": [event, callback]},
    });
    json_schema!({"anyOf": [event, callback, list]})
}

fn order() -> Value {
    let column = json!({"type": "string", "pattern": "^-?[a-z][a-z0-9_]*$"});
    json!({"anyOf": [column, {"type": "array", "items": column}]})
}

fn described(schema: Value, description: &str) -> Value {
    with(schema, "description", json!(description))
}

fn with(mut schema: Value, keyword: &str, value: Value) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert(keyword.to_owned(), value);
    }
    schema
}

fn as_schema(value: Value) -> Schema {
    let mut schema = Schema::default();
    schema.ensure_object().extend(value.as_object().cloned().unwrap_or_default());
    schema
}
