//! `cargo zim openapi`: the document is complete, says what its own keys mean, and is written like other output.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::process::{Command, Output, Stdio};
use zim_codegen::openapi::{KEYS, document};
use zim_spec::model::{Carrier, LimitKind, Schema, Spec, Type};

fn spec() -> Spec {
    zim_spec::shipped().unwrap_or_else(|error| panic!("the spec has mistakes:\n{error}"))
}

/// Calls `look` on every object, with the key that it stands under.
fn walk(value: &Value, look: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            look(key, value);
            walk(value, look);
        }),
        Value::Array(items) => items.iter().for_each(|item| walk(item, look)),
        _ => {}
    }
}

#[test]
fn every_key_of_its_own_is_explained() {
    let mut document = document(&spec());
    document.as_object_mut().unwrap().remove("x-zim-keys");
    let mut used = BTreeSet::from(["x-zim-keys".to_owned()]);
    walk(&document, &mut |key, _| {
        if key.starts_with("x-") {
            used.insert(key.to_owned());
        }
    });
    let explained: BTreeSet<_> = KEYS.iter().map(|(key, _)| (*key).to_owned()).collect();
    let unexplained: Vec<_> = used.difference(&explained).collect();
    assert!(unexplained.is_empty(), "explain them in KEYS: {unexplained:?}");
    // The others are for what ZIM has none of.
    let unused: Vec<_> = explained.difference(&used).map(String::as_str).collect();
    let none = ["x-zim-above", "x-zim-base64-min-bytes", "x-zim-below", "x-zim-min-bytes"];
    assert!(unused.iter().all(|key| none.contains(key)), "nothing uses them: {unused:?}");
    assert!(KEYS.is_sorted(), "KEYS are in order");
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document(&spec());
    let mut count = 0;
    walk(&document, &mut |key, value| {
        if let ("$ref", Some(target)) = (key, value.as_str()) {
            count += 1;
            let pointer = target.strip_prefix('#').unwrap_or_else(|| panic!("{target}"));
            assert!(document.pointer(pointer).is_some(), "there is no {target}");
        }
    });
    assert!(count > 500, "{count} references");
}

/// The keys that tell of a limit, of which the last has its number.
fn keys(kind: &LimitKind, clamped: bool, is_base64: bool, is_map: bool) -> &'static [&'static str] {
    match kind {
        LimitKind::NonEmpty | LimitKind::MinChars(_) => &["minLength"],
        LimitKind::Base64(_) => &["x-zim-base64"],
        LimitKind::MaxBytes(_) if is_base64 => &["x-zim-base64-max-bytes"],
        LimitKind::MaxBytes(_) => &["maxLength", "x-zim-max-bytes"],
        LimitKind::MaxChars(_) => &["maxLength"],
        LimitKind::Charset(_) => &["x-zim-charset"],
        LimitKind::Prefix(_) => &["x-zim-prefix"],
        LimitKind::ForbiddenPrefix(_) => &["not", "x-zim-forbidden-prefix"],
        LimitKind::OneOf(_) | LimitKind::OneOfTexts(_) => &["enum"],
        LimitKind::Min(_) if clamped => &["x-zim-clamps", "x-zim-min"],
        LimitKind::Max(_) if clamped => &["x-zim-clamps", "x-zim-max"],
        LimitKind::Min(_) => &["minimum"],
        LimitKind::Above(_) => &["exclusiveMinimum"],
        LimitKind::Max(_) => &["maximum"],
        LimitKind::Below(_) => &["exclusiveMaximum"],
        LimitKind::Flags(_) => &["x-zim-flags"],
        LimitKind::MinItems(_) if is_map => &["minProperties"],
        LimitKind::MaxItems(_) if is_map => &["maxProperties"],
        LimitKind::MinItems(_) => &["minItems"],
        LimitKind::MaxItems(_) => &["maxItems"],
        LimitKind::UniqueItems => &["uniqueItems"],
        LimitKind::UniqueBy(_) => &["x-zim-unique-by"],
        LimitKind::MaxTotalBytes(_) => &["x-zim-max-total-bytes"],
        other => panic!("say here how the document tells of {}", other.key()),
    }
}

/// Looks for each limit of a value and of what it holds; gives how many there are.
fn look(document: &Value, written: &Value, schema: &Schema, place: &str) -> usize {
    let written = match written.get("$ref").and_then(Value::as_str) {
        Some(target) => document.pointer(target.strip_prefix('#').unwrap()).unwrap(),
        None => written,
    };
    // What does not hold for sentinels stands beside them.
    let inner = written.pointer("/anyOf/1").filter(|_| !schema.sentinels.is_empty());
    let is_base64 = schema.limits.iter().any(|limit| matches!(limit.kind, LimitKind::Base64(_)));
    for limit in &schema.limits {
        let is_map = matches!(schema.ty, Type::Map { .. });
        let keys = keys(&limit.kind, limit.clamped_to.is_some(), is_base64, is_map);
        for key in keys {
            let told = inner.and_then(|inner| inner.get(key)).or_else(|| written.get(key));
            let told =
                told.unwrap_or_else(|| panic!("{place}: {} is not told by {key}: {written:#}", limit.kind.key()));
            if let Some(number) = limit.kind.number().filter(|_| Some(key) == keys.last()) {
                // Of two limits of a length, the narrower one is the keyword.
                assert!(
                    told.as_i64().is_some_and(|told| i128::from(told) == number) || *key == "minLength",
                    "{place}: {told}"
                );
            }
        }
        assert!(!limit.raisable || written["x-zim-raisable"].get(limit.kind.key()).is_some(), "{place}: raisable");
        assert!(limit.code.is_none() || written["x-zim-limit-codes"].get(limit.kind.key()).is_some(), "{place}: code");
    }
    let inside = match &schema.ty {
        Type::List(item) => look(document, &written["items"], item, &format!("{place}[]")),
        Type::Map { key, value } => {
            look(document, &written["propertyNames"], key, &format!("{place}'s keys"))
                + look(document, &written["additionalProperties"], value, &format!("{place}'s values"))
        }
        Type::Json { value, .. } => look(document, &written["contentSchema"], value, &format!("{place}'s JSON")),
        _ => 0,
    };
    schema.limits.len() + inside
}

#[test]
fn every_limit_is_told() {
    let spec = spec();
    let document = document(&spec);
    let schemas = &document["components"]["schemas"];
    let mut count = 0;
    for action in spec.actions.iter().filter(|action| action.carrier == Carrier::Body) {
        let properties = &schemas[format!("{}Request", action.name)]["properties"];
        for param in &action.params {
            let place = format!("{}.{}", action.name, param.name);
            count += look(&document, &properties[&param.name], &param.schema, &place);
        }
    }
    for action in spec.actions.iter().filter(|action| action.carrier == Carrier::Query) {
        let operation = document["paths"][format!("/{}", action.name)].as_object().unwrap().values().next().unwrap();
        for param in &action.params {
            let is_it = |one: &&Value| one["name"] == param.name.as_str() || one["x-zim-name"] == param.name.as_str();
            let written = operation["parameters"].as_array().unwrap().iter().find(is_it).unwrap();
            count += look(&document, &written["schema"], &param.schema, &format!("{}.{}", action.name, param.name));
        }
    }
    for named in spec.types.values() {
        for field in &named.fields {
            let written = &schemas[&named.name]["properties"][&field.name];
            count += look(&document, written, &field.schema, &format!("{}.{}", named.name, field.name));
        }
    }
    assert!(count > 700, "{count} limits");
}

#[test]
fn every_action_code_and_callback_is_there() {
    let spec = spec();
    let document = document(&spec);
    assert_eq!(document["paths"].as_object().unwrap().len(), spec.actions.len());
    assert_eq!(document["webhooks"].as_object().unwrap().len(), spec.callbacks.len());
    assert_eq!(document["x-zim-codes"].as_object().unwrap().len(), spec.codes.len());
    let reject = &document["paths"]["/CallReject"]["get"];
    assert_eq!(reject["x-zim-codes"].as_array().unwrap().len(), 7);
    assert_eq!(reject["x-zim-rate-limits"][0]["count"], 20);
    assert_eq!(document["paths"]["/QueryUserOnlineState"]["get"]["parameters"][5]["name"], "UserId[]");
}

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zim-codegen")).arg("openapi").args(args).output().unwrap()
}

#[test]
fn the_command_writes_the_same_bytes_to_stdout_and_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zim.json");
    let file = path.to_str().unwrap();
    let out = run(&[]);
    assert_eq!((out.status.code(), out.stderr.as_slice()), (Some(0), &b""[..]));
    let (first, second) = (run(&["-o", file]), run(&["-o", file]));
    assert_eq!((first.status.code(), second.status.code()), (Some(0), Some(0)));
    assert_eq!(std::fs::read(&path).unwrap(), out.stdout);
    assert!(String::from_utf8_lossy(&second.stderr).starts_with("unchanged: "));
    let yaml: Value = serde_yaml::from_slice(&run(&["--format", "yaml"]).stdout).unwrap();
    assert_eq!(yaml, serde_json::from_slice::<Value>(&out.stdout).unwrap());
}

#[test]
fn what_is_wrong_is_said() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("types.yaml"), "types: {A: {type: strin, doc: A text.}}\n").unwrap();
    let spec = folder.path().to_str().unwrap();
    for (args, code, says) in [
        (&["--spec", "/nowhere/at/all"][..], 2, "/nowhere/at/all"),
        (&["--spec", spec], 1, "types.yaml:1:"),
        (&["-o", "Cargo.toml/all.json"], 2, "cannot write Cargo.toml/all.json"),
        (&["--format", "xml"], 2, "json, yaml"),
    ] {
        let output = run(args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.code() == Some(code) && said.contains(says) && output.stdout.is_empty(),
            "{args:?}: {said}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_zim-codegen"))
        .arg("openapi")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}
