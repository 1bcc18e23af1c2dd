//! `/_sandbox/send`: a request that the sandbox signs itself and answers as if a client had sent it.

use super::requests::{address, told};
use crate::control::{Control, Later, Reply, Request};
use crate::gateway::{Incoming, Step};
use crate::journal::{Arrived, Origin};
use crate::query;
use crate::refusal::quoted;
use hyper::HeaderMap;
use serde_json::{Map, Value, json};
use std::sync::atomic::Ordering;
use std::time::Instant;
use zim_spec::diagnostic::nearest;
use zim_spec::model::{Action, Carrier, Spec};

/// `POST {"action": NAME, "params": {…}, "app": NUMBER}`: sends it, and answers what the journal has of it. Without
/// `app` it is the first application.
///
/// Parameters are sent as they are given, whether or not the spec has them, so that refusals can be tried.
pub(crate) fn send<'a>(control: &'a Control, request: &'a Request<'a>) -> Later<'a> {
    Box::pin(async { sent(control, request).await.unwrap_or_else(|reason| Reply::error(400, reason)) })
}

async fn sent(control: &Control, request: &Request<'_>) -> Result<Reply, String> {
    let started = Instant::now();
    let wanted = Wanted::read(request.body)?;
    let spec = control.spec();
    let Some(action) = spec.action(&wanted.action) else {
        let near = nearest(&wanted.action, spec.actions.iter().map(|action| action.name.as_str()));
        let meant = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        return Err(format!("there is no action {}{meant}", quoted(&wanted.action)));
    };
    let common = signed(control, &spec, action, wanted.app_id)?;
    let (query, body) = written(action, common, wanted.params);
    let method = action.method.as_str();
    let body = Ok(body.as_bytes());
    let (headers, host) = (HeaderMap::new(), address(request));
    let incoming = Incoming { method, path: "/", query: &query, authority: Some(&host), headers: &headers, body };
    let step = control.gateway().answer(&incoming);
    let answer = match step {
        Step::Done(answer) => *answer,
        Step::Ask(pending) => {
            let verdict = control.callbacks.decide(pending.app_id, &pending.questions).await;
            control.gateway().resume(*pending, verdict)
        }
    };
    let arrived = Arrived { origin: Origin::Console, method, path: "/", query: &query, headers: &headers, body };
    let entry = control.record(&arrived, &answer, started.elapsed());
    Ok(Reply::json(200, &told(&spec, &entry, &host, control)))
}

/// The common parameters with a nonce that nothing else has.
fn signed(
    control: &Control,
    spec: &Spec,
    action: &Action,
    app_id: Option<u32>,
) -> Result<[(String, String); 6], String> {
    let gateway = control.gateway();
    let nonce = format!("console{:09}", control.sent.fetch_add(1, Ordering::Relaxed));
    let app_id = app_id.or_else(|| gateway.auth().apps().first().copied()).unwrap_or_default();
    let signed = gateway.auth().sign(&spec.service, app_id, &action.name, &nonce, control.clock.now());
    signed.ok_or_else(|| {
        let known: Vec<String> = gateway.auth().apps().iter().map(ToString::to_string).collect();
        format!("there is no application {app_id}; there is: {}", known.join(", "))
    })
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
