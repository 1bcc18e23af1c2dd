//! The OpenAPI document as a third reading of the spec: every request at an edge of a limit is accepted by its schema where
//! nothing is broken, and refused where something is that JSON Schema can say.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use zim_codegen::openapi::document;
use zim_spec::interpret::{Input, check};
use zim_spec::model::{Action, Carrier, Spec};
use zim_tests::{boundary, sample};

const URL: &str = "file:///zim.json";

/// Rules that JSON Schema has no word for, so that the document tells them in keys of its own.
const TOLD: &[&str] = &[
    "allowed_if",
    "all_equal",
    "among",
    "at_least_one",
    "base64",
    "differ",
    "exactly_one",
    "flags",
    "max_bytes",
    "max_total_bytes",
    "min_bytes",
    "not_among",
    "required_if",
    "unique_by",
];

/// The document's schemas, and one for the parameters of each action.
struct Readers {
    schemas: Schemas,
    actions: BTreeMap<String, SchemaIndex>,
}

/// The parameters of an action as one object, wherever they travel.
fn parameters(action: &Action, document: &Value) -> Value {
    if action.carrier == Carrier::Body {
        return json!({"$ref": format!("#/components/schemas/{}Request", action.name)});
    }
    let path = &document["paths"][format!("/{}", action.name)];
    let operation = path.as_object().unwrap().values().next().unwrap();
    let own =
        operation["parameters"].as_array().unwrap().iter().filter(|one| one["schema"].get("x-zim-code").is_some());
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for parameter in own {
        let name = parameter.get("x-zim-name").unwrap_or(&parameter["name"]).as_str().unwrap();
        properties.insert(name.to_owned(), parameter["schema"].clone());
        if parameter["required"] == true {
            required.push(name);
        }
    }
    json!({"type": "object", "properties": properties, "required": required})
}

fn readers(spec: &Spec) -> Readers {
    let mut document = document(spec);
    let own: Map<_, _> =
        spec.actions.iter().map(|action| (action.name.clone(), parameters(action, &document))).collect();
    document["own"] = Value::Object(own);
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V2020_12);
    // What a text holds as JSON is looked at, too.
    compiler.enable_content_assertions();
    compiler.add_resource(URL, document).unwrap();
    let actions = spec.actions.iter().map(|action| {
        let at = format!("{URL}#/own/{}", action.name);
        let schema = compiler.compile(&at, &mut schemas).unwrap_or_else(|error| panic!("{}: {error:#}", action.name));
        (action.name.clone(), schema)
    });
    let actions = actions.collect();
    Readers { schemas, actions }
}

#[test]
fn edges_are_read_as_the_interpreter_reads_them() {
    let spec = zim_tests::spec().unwrap_or_else(|error| panic!("the spec has mistakes:\n{error}"));
    let readers = readers(&spec);
    let (mut accepted, mut refused, mut wrong) = (0, 0, Vec::new());
    let mut unseen: BTreeMap<&str, usize> = BTreeMap::new();
    for action in &spec.actions {
        let schema = readers.actions[&action.name];
        let samples = [sample::params(&spec, action), sample::full(&spec, action)];
        let cases = boundary::cases(&spec, action).into_iter().map(|case| case.params);
        for params in samples.into_iter().chain(cases) {
            let request = Value::Object(params);
            let broken: BTreeSet<&str> =
                check(&spec, action, Input::Json(&request)).iter().map(|breach| breach.rule).collect();
            let read = readers.schemas.validate(&request, schema);
            match (broken.is_empty(), read) {
                (true, Ok(())) => accepted += 1,
                (true, Err(error)) => wrong.push(format!("{}: refused: {error:#}\n  {request}", action.name)),
                (false, Err(_)) => refused += 1,
                (false, Ok(())) => match broken.iter().find(|rule| !TOLD.contains(rule)) {
                    Some(rule) => {
                        wrong.push(format!("{}: accepted, though {rule} is broken\n  {request}", action.name))
                    }
                    None => broken.into_iter().for_each(|rule| *unseen.entry(rule).or_default() += 1),
                },
            }
        }
    }
    let shown: Vec<String> = wrong.iter().take(20).map(|line| line.chars().take(600).collect()).collect();
    assert!(wrong.is_empty(), "{} requests are read otherwise:\n{}", wrong.len(), shown.join("\n"));
    println!("{accepted} accepted, {refused} refused, told but not checked: {unseen:?}");
    assert!(accepted > 500 && refused > 300, "{accepted} {refused}: the edges are not looked at");
}
