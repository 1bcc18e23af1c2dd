//! `/_sandbox/send`: a request that the sandbox signs itself and answers as if a client had sent it.

use super::requests::{address, told};
use crate::control::{Control, Reply, Request};
use crate::gateway::Incoming;
use crate::journal::{Arrived, Origin};
use crate::query;
use crate::refusal::quoted;
use hyper::HeaderMap;
use serde_json::{Map, Value, json};
use std::sync::atomic::Ordering;
use std::time::Instant;
use zim_spec::diagnostic::nearest;
use zim_spec::model::{Action, Carrier};

/// `POST {"action": NAME, "params": {…}, "app": NUMBER}`: sends it, and answers what the journal has of it. Without
/// `app` it is the first application.
///
/// Parameters are sent as they are given, whether or not the spec has them, so that refusals can be tried.
pub(crate) fn send(control: &Control, request: &Request<'_>) -> Reply {
    let started = Instant::now();
    let wanted = match Wanted::read(request.body) {
        Ok(wanted) => wanted,
        Err(reason) => return Reply::error(400, reason),
    };
    let spec = control.spec();
    let Some(action) = spec.action(&wanted.action) else {
        let near = nearest(&wanted.action, spec.actions.iter().map(|action| action.name.as_str()));
        let meant = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        return Reply::error(400, format!("there is no action {}{meant}", quoted(&wanted.action)));
    };
    let now = control.clock.now();
    let mut gateway = control.gateway();
    let number = control.sent.fetch_add(1, Ordering::Relaxed);
    let app_id = wanted.app_id.or_else(|| gateway.auth().apps().next()).unwrap_or_default();
    let signed = gateway.auth().sign(&spec.service, app_id, &action.name, &format!("console{number:09}"), now);
    let Some(common) = signed else {
        let known: Vec<String> = gateway.auth().apps().map(|app_id| app_id.to_string()).collect();
        return Reply::error(400, format!("there is no application {app_id}; there is: {}", known.join(", ")));
    };
    let (query, body) = written(action, common, wanted.params);
    let method = action.method.as_str();
    let body = Ok(body.as_bytes());
    let answer = gateway.answer(&Incoming { method, path: "/", query: &query, body });
    drop(gateway);
    let headers = HeaderMap::new();
    let arrived = Arrived { origin: Origin::Console, method, path: "/", query: &query, headers: &headers, body };
    let entry = control.record(&arrived, &answer, started.elapsed());
    Reply::json(200, &told(&spec, &entry, &address(request), control))
}

/// What is to be sent.
struct Wanted {
    action: String,
    app_id: Option<u32>,
    params: Map<String, Value>,
}

impl Wanted {
    fn read(body: &[u8]) -> Result<Self, String> {
        const FORM: &str = r#"send {"action": NAME, "params": {…}, "app": NUMBER}"#;
        let body: Value =
            serde_json::from_slice(body).map_err(|error| format!("the body is not JSON: {error}; {FORM}"))?;
        let app_id = match body.get("app") {
            None | Some(Value::Null) => None,
            Some(app_id) => {
                let number = app_id.as_u64().and_then(|number| u32::try_from(number).ok());
                Some(number.ok_or("app is not the number of an application")?)
            }
        };
        let params = match body.get("params") {
            None => Map::new(),
            Some(params) => params.as_object().ok_or("params is not an object")?.clone(),
        };
        let action = body.get("action").and_then(Value::as_str).ok_or(FORM)?;
        Ok(Self { action: action.to_owned(), app_id, params })
    }
}

/// The query and the body of a request.
fn written(action: &Action, common: [(String, String); 6], params: Map<String, Value>) -> (String, String) {
    let mut pairs: Vec<(String, String)> = common.into();
    let body = match action.carrier {
        Carrier::Query => {
            pairs.extend(params.into_iter().flat_map(|(name, value)| in_query(name, value)));
            String::new()
        }
        Carrier::Body => json!(params).to_string(),
    };
    let encoded = |name: &str| match name.strip_suffix("[]") {
        Some(list) => format!("{}[]", query::encode(list)),
        None => query::encode(name),
    };
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), query::encode(value))).collect();
    (pairs.join("&"), body)
}

/// A parameter as pairs of a query: a list as several, `null` as none, an object as its JSON.
fn in_query(name: String, value: Value) -> Vec<(String, String)> {
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.into_iter().map(|item| (format!("{name}[]"), text(item))).collect(),
        other => vec![(name, text(other))],
    }
}
