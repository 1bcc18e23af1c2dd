//! The examples of ZEGO's documentation: every request passes validation, every reply decodes and loses nothing.
//!
//! What fails is listed in `examples/faults.yaml` with what is wrong with the example. A listed one that does not fail
//! is an error too.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use zim_generated::runtime::Policy;
use zim_spec::model::{Action, Schema, Spec, Type};
use zim_tests::bridge;
use zim_tests::documents::{self, Content, Example, Kind};

/// An example that is wrong.
#[derive(Debug, Deserialize)]
struct Fault {
    /// The document, or the end of its path.
    source: String,
    action: String,
    kind: String,
    /// A part of the failure.
    failure: String,
    /// What is wrong with the example, or with the documents.
    #[serde(rename = "reason")]
    _reason: String,
}

fn faults() -> Vec<Fault> {
    serde_yaml::from_str(include_str!("examples/faults.yaml")).unwrap()
}

#[test]
fn every_example_is_understood() {
    let Some(folder) = documents::folder() else {
        println!("skipped: the documents are not beside the workspace (../shared/zim-docs)");
        return;
    };
    let spec = zim_spec::shipped().unwrap();
    let examples = documents::examples(&folder).unwrap();
    let faults = faults();
    let mut used = vec![false; faults.len()];
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for example in &examples {
        *counts.entry(example.kind).or_default() += 1;
        let Err(failure) = judge(&spec, example) else { continue };
        let Example { source, action, kind, .. } = example;
        let kind = format!("{kind:?}").to_lowercase();
        let listed = faults.iter().position(|fault| {
            source.ends_with(&fault.source)
                && *action == fault.action
                && kind == fault.kind
                && failure.contains(&fault.failure)
        });
        match listed.and_then(|at| used.get_mut(at)) {
            Some(used) => *used = true,
            None => wrong.push(format!("{source}: the {kind} of {action}: {failure}")),
        }
    }
    println!("{counts:?}");
    assert!(
        counts.get(&Kind::Request) > Some(&130) && counts.get(&Kind::Reply) > Some(&130),
        "too few examples: {counts:?}"
    );
    assert!(
        wrong.is_empty(),
        "{} examples fail and are not in examples/faults.yaml:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let stale: Vec<_> = faults.iter().zip(&used).filter(|(_, used)| !**used).map(|(fault, _)| fault).collect();
    assert!(stale.is_empty(), "these do not fail as listed; remove them from examples/faults.yaml: {stale:#?}");
}

fn judge(spec: &Spec, example: &Example) -> Result<(), String> {
    let action = spec.action(&example.action).ok_or_else(|| format!("no action {}", example.action))?;
    let content = example.content.as_ref().map_err(|reason| format!("it is no JSON: {reason}"))?;
    match (example.kind, content) {
        (Kind::Request, Content::Json(params)) => request(action, params.as_object().cloned().unwrap_or_default()),
        (Kind::Request, Content::Query(pairs)) => request(action, from_query(action, pairs)),
        (Kind::Reply, Content::Json(reply)) => decoded(action, reply),
        (Kind::Reply, Content::Query(_)) => Err("a reply is no address".to_owned()),
    }
}

fn request(action: &Action, params: Map<String, Value>) -> Result<(), String> {
    if let Some(unknown) = params.keys().find(|name| action.param(name).is_none()) {
        return Err(format!("there is no parameter {unknown}"));
    }
    match bridge::build(&action.name, &params, Policy::All) {
        None => Err(format!("the types do not take {}", Value::Object(params))),
        Some(Err(violations)) => Err(violations.to_string()),
        Some(Ok(_)) => Ok(()),
    }
}

/// The pairs as the values that they stand for.
fn from_query(action: &Action, pairs: &[(String, String)]) -> Map<String, Value> {
    let mut params: Map<String, Value> = Map::new();
    for (name, text) in pairs {
        let plain = name.trim_end_matches("[]");
        let schema = action.param(plain).map(|param| &param.schema);
        match schema.map(|schema| &schema.ty) {
            Some(Type::List(item)) if name.ends_with("[]") => {
                let list = params.entry(plain.to_owned()).or_insert_with(|| json!([]));
                list.as_array_mut().unwrap().push(scalar(item, text));
            }
            Some(_) => drop(params.insert(name.clone(), scalar(schema.unwrap(), text))),
            None => drop(params.insert(name.clone(), json!(text))),
        }
    }
    params
}

fn scalar(schema: &Schema, text: &str) -> Value {
    match &schema.ty {
        Type::Int(_) => text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
        Type::Bool => text.parse::<bool>().map_or_else(|_| json!(text), |flag| json!(flag)),
        _ => json!(text),
    }
}

fn decoded(action: &Action, reply: &Value) -> Result<(), String> {
    let again = match bridge::reply(&action.name, reply.to_string().as_bytes()) {
        None => return Err("no reply type".to_owned()),
        Some(Err(error)) => return Err(format!("it does not decode: {error}")),
        Some(Ok(again)) => again,
    };
    lost("", reply, &again).map_or(Ok(()), |path| Err(format!("{path} is lost")))
}

/// The first thing in `sent` that `again` has not, or has differently. A number may be a text of its digits and the reverse.
fn lost(path: &str, sent: &Value, again: &Value) -> Option<String> {
    match (sent, again) {
        (Value::Object(sent), Value::Object(again)) => sent.iter().find_map(|(name, value)| {
            let path = format!("{path}.{name}");
            again.get(name).map_or_else(|| Some(path.clone()), |again| lost(&path, value, again))
        }),
        (Value::Array(sent), Value::Array(again)) if sent.len() == again.len() => sent
            .iter()
            .zip(again)
            .enumerate()
            .find_map(|(at, (sent, again))| lost(&format!("{path}[{at}]"), sent, again)),
        (Value::Null, Value::Array(list)) if list.is_empty() => None,
        (sent, again) => (text(sent) != text(again)).then(|| format!("{path} ({sent} became {again})")),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
