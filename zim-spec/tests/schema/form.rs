//! What every schema has: descriptions, a draft, definitions, no leftovers of Rust.

use boon::{Compiler, Draft, Schemas};
use serde_json::Value;
use zim_spec::schema::{Kind, combined, schema};

fn all() -> Vec<(&'static str, Value)> {
    let kinds = Kind::ALL.map(|kind| (kind.name(), schema(kind)));
    [("zim", combined())].into_iter().chain(kinds).collect()
}

#[test]
fn every_schema_says_what_it_is() {
    for (name, schema) in all() {
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#", "{name}");
        for key in ["title", "description"] {
            assert!(schema[key].as_str().is_some_and(|text| !text.is_empty()), "{name} has no {key}");
        }
        assert!(schema["definitions"].as_object().is_some_and(|all| !all.is_empty()), "{name}");
    }
}

#[test]
fn every_schema_is_one() {
    let mut schemas = Schemas::new();
    let metaschema = "http://json-schema.org/draft-07/schema";
    let metaschema = Compiler::new().compile(metaschema, &mut schemas).expect("boon has it");
    for (name, schema) in all() {
        schemas.validate(&schema, metaschema).unwrap_or_else(|error| panic!("{name} is no schema: {error:#}"));
    }
    let wrong = serde_json::json!({"properties": {"a": {"minimum": "none"}}});
    assert!(schemas.validate(&wrong, metaschema).is_err(), "the metaschema refuses what is none");
}

#[test]
fn every_key_has_a_description() {
    for (name, schema) in all() {
        let count = check_keys(&schema, name);
        assert!(count > 5, "{name} has {count} keys");
    }
}

/// Looks at what `properties` says, but not at the conditions, which add to keys described elsewhere.
fn check_keys(schema: &Value, at: &str) -> usize {
    let Some(object) = schema.as_object() else { return 0 };
    let mut count = 0;
    for (keyword, value) in object {
        let at = format!("{at}/{keyword}");
        match (keyword.as_str(), value) {
            ("if" | "then" | "else" | "not" | "propertyNames" | "examples" | "enum", _) => {}
            ("properties", Value::Object(keys)) => {
                for (key, schema) in keys.iter().filter(|(_, schema)| schema.is_object()) {
                    let description = schema["description"].as_str().unwrap_or_default();
                    assert!(description.ends_with('.'), "describe {at}/{key} in a sentence, found {description:?}");
                    assert!(!description.contains("[`"), "no link of rustdoc belongs into {at}/{key}: {description}");
                    count += 1 + check_keys(schema, &format!("{at}/{key}"));
                }
            }
            ("definitions" | "patternProperties", Value::Object(inside)) => {
                count += inside.iter().map(|(key, schema)| check_keys(schema, &format!("{at}/{key}"))).sum::<usize>();
            }
            (_, Value::Array(items)) => count += items.iter().map(|item| check_keys(item, &at)).sum::<usize>(),
            (_, value) => count += check_keys(value, &at),
        }
    }
    count
}

#[test]
fn no_definition_is_left_over_or_missing() {
    for (name, schema) in all() {
        let text = schema.to_string();
        let definitions = schema["definitions"].as_object().unwrap();
        for definition in definitions.keys() {
            assert!(
                text.contains(&format!("\"#/definitions/{definition}\"")),
                "{name}: nothing refers to {definition}"
            );
        }
        for reference in text.split("\"#/definitions/").skip(1) {
            let definition = reference.split('"').next().unwrap();
            assert!(definitions.contains_key(definition), "{name}: {definition} is not defined");
        }
    }
}

#[test]
fn the_examples_of_rules_are_rules() {
    let combined = combined();
    let examples = combined["definitions"]["Rule"]["examples"].as_array().expect("examples");
    assert_eq!(examples.len(), 8, "one for each kind of rule");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let rule = serde_json::json!({"allOf": [{"$ref": "#/definitions/Rule"}], "definitions": combined["definitions"]});
    let url = "http://spec/rule";
    compiler.set_default_draft(Draft::V7);
    compiler.add_resource(url, rule).unwrap();
    let rule = compiler.compile(url, &mut schemas).unwrap();
    for example in examples {
        assert!(schemas.validate(example, rule).is_ok(), "{example}");
    }
}

/// Objects of documents take no other keys, and nothing is `null`.
#[test]
fn definitions_are_closed_and_without_null() {
    for (name, schema) in all() {
        let text = schema.to_string();
        assert!(!text.contains("\"null\"") && !text.contains("\"format\""), "{name}");
        for (definition, schema) in schema["definitions"].as_object().unwrap() {
            assert_eq!(schema["additionalProperties"], false, "{name}: {definition} takes any key");
            assert!(schema["title"].is_string() && schema["description"].is_string(), "{name}: {definition}");
        }
    }
}

#[test]
fn the_same_schema_comes_every_time() {
    assert_eq!(all(), all());
}
