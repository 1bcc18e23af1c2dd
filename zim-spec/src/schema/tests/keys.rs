//! The keys of each schema are those that serde takes, no more and no fewer.

use crate::document::{
    ActionCode, ActionFile, CallbackFields, CallbackFile, Callbacks, Charset, Clamps, CommonParams, Dispute, Effect,
    EnumValue, Envelope, FailedItems, Host, Items, NamedType, Paging, Param, Precondition, ReplyField, ReturnCode,
    Rule, ServiceFile, Signing, Source, StateFile, Table, TypesFile, Verdict,
};
use crate::schema::{Kind, combined, schema};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;

/// Reads a document for the keys that it takes.
type Keys = fn() -> BTreeSet<String>;

/// Each struct of the documents.
const STRUCTS: [(&str, Keys); 29] = [
    ("ActionCode", keys::<ActionCode>),
    ("ActionFile", keys::<ActionFile>),
    ("CallbackFields", keys::<CallbackFields>),
    ("CallbackFile", keys::<CallbackFile>),
    ("Callbacks", keys::<Callbacks>),
    ("Charset", keys::<Charset>),
    ("Clamps", keys::<Clamps>),
    ("CommonParams", keys::<CommonParams>),
    ("Dispute", keys::<Dispute>),
    ("Effect", keys::<Effect>),
    ("EnumValue", keys::<EnumValue>),
    ("Envelope", keys::<Envelope>),
    ("FailedItems", keys::<FailedItems>),
    ("Host", keys::<Host>),
    ("Items", keys::<Items>),
    ("NamedType", keys::<NamedType>),
    ("Paging", keys::<Paging>),
    ("Param", keys::<Param>),
    ("Precondition", keys::<Precondition>),
    ("ReplyField", keys::<ReplyField>),
    ("ReturnCode", keys::<ReturnCode>),
    ("Rule", keys::<Rule>),
    ("ServiceFile", keys::<ServiceFile>),
    ("Signing", keys::<Signing>),
    ("Source", keys::<Source>),
    ("StateFile", keys::<StateFile>),
    ("Table", keys::<Table>),
    ("TypesFile", keys::<TypesFile>),
    ("Verdict", keys::<Verdict>),
];

#[test]
fn the_keys_of_each_struct_are_those_that_serde_takes() {
    let combined = combined();
    let definitions = combined["definitions"].as_object().unwrap();
    for (name, keys) in STRUCTS {
        check(name, &definitions[name], keys());
    }
    let known: Vec<&str> = STRUCTS.iter().map(|(name, _)| *name).chain(["CodesFile", "StateValue"]).collect();
    let unknown: Vec<_> = definitions.keys().filter(|name| !known.contains(&name.as_str())).collect();
    assert!(unknown.is_empty(), "add these structs to the table: {unknown:?}");
}

#[test]
fn the_schema_of_one_kind_is_that_in_the_combined_one() {
    let combined = combined();
    let files = [
        (Kind::Action, "ActionFile"),
        (Kind::Callback, "CallbackFile"),
        (Kind::Codes, "CodesFile"),
        (Kind::Service, "ServiceFile"),
        (Kind::State, "StateFile"),
        (Kind::Types, "TypesFile"),
    ];
    for (kind, name) in files {
        let mut root = schema(kind);
        let definitions = root["definitions"].take();
        for (definition, schema) in definitions.as_object().unwrap() {
            assert_eq!(*schema, combined["definitions"][definition], "{definition} of {name}");
        }
        let root = root.as_object_mut().unwrap();
        root.retain(|keyword, _| keyword != "definitions" && keyword != "$schema");
        assert_eq!(Value::Object(root.clone()), combined["definitions"][name], "{name}");
    }
}

#[track_caller]
fn check(name: &str, schema: &Value, mut expected: BTreeSet<String>) {
    if name.ends_with("File") {
        // The loader takes it out before serde reads the file.
        expected.insert("allow".to_owned());
    }
    let found: BTreeSet<String> = schema["properties"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(found, expected, "the keys of {name} are not those that serde takes");
    for required in schema["required"].as_array().into_iter().flatten() {
        let required = required.as_str().unwrap();
        assert!(found.contains(required), "{name} requires {required}, which is no key of it");
    }
}

/// The keys that serde names when it meets another.
fn keys<T: DeserializeOwned>() -> BTreeSet<String> {
    let Err(error) = serde_yaml::from_str::<T>("{no such key: 1}") else { panic!("any key is taken") };
    let error = error.to_string();
    let (_, expected) = error.split_once("expected").unwrap_or_else(|| panic!("serde names no keys: {error}"));
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
