//! An action as an operation.

use super::{schema, set, set_disputed, source};
use crate::sentences;
use serde_json::{Map, Value, json};
use zim_spec::model::{
    Action, ActionCode, Carrier, CodeLevel, Envelope, Method, PageEnd, RateScope, RateUnit, Service, Spec, Type,
};

/// The path of an action, and its one operation.
pub(super) fn path(spec: &Spec, action: &Action) -> Value {
    let common = &spec.service.common;
    let name = json!({
        "name": common.action, "in": "query", "required": true,
        "description": "The name of the action.",
        "schema": {"type": "string", "const": action.name},
    });
    let mut parameters = vec![name];
    let others = [&common.app_id, &common.nonce, &common.timestamp, &common.signature_version];
    parameters.extend(others.map(|name| json!({"$ref": format!("#/components/parameters/{name}")})));
    let mut operation = json!({
        "operationId": action.name,
        "summary": sentences::sentence(&action.summary),
        "description": description(action),
        "tags": [action.group],
    });
    match action.carrier {
        Carrier::Query => parameters.extend(action.params.iter().map(|param| in_query(spec, param))),
        Carrier::Body => {
            let body = json!({"$ref": format!("#/components/schemas/{}", request(action))});
            let required = action.params.iter().any(|param| param.required);
            let content = json!({"application/json": {"schema": body}});
            set(&mut operation, "requestBody", json!({"required": required, "content": content}));
        }
    }
    set(&mut operation, "parameters", Value::Array(parameters));
    let reply = json!({"$ref": format!("#/components/schemas/{}", reply(action))});
    let answer = json!({
        "description": "The outcome, successful or not: the return code tells.",
        "content": {"application/json": {"schema": reply}},
    });
    set(&mut operation, "responses", json!({"200": answer}));
    if let Some(host) = &action.host {
        set(&mut operation, "servers", json!([{"url": format!("https://{host}")}]));
    }
    extend(spec, action, &mut operation);
    let method = if action.method == Method::Get { "get" } else { "post" };
    json!({method: operation})
}

/// What OpenAPI has no words for.
fn extend(spec: &Spec, action: &Action, operation: &mut Value) {
    set(operation, "x-zim-path", json!("/"));
    set(operation, "x-zim-group", json!(action.group));
    let carrier = if action.carrier == Carrier::Query { "query" } else { "body" };
    set(operation, "x-zim-carrier", json!(carrier));
    set(operation, "x-zim-repeatable", json!(action.repeatable));
    set(operation, "x-zim-source", source(&action.source));
    set(operation, "x-zim-codes", action.codes.iter().map(|code| listed(spec, code)).collect());
    let envelope = action.envelope.as_ref().unwrap_or(&spec.service.envelope);
    set(operation, "x-zim-envelope", serde_json::to_value(envelope).unwrap_or_default());
    if let Some(event) = &action.notifies {
        set(operation, "x-zim-notifies", json!(event));
    }
    if !action.rate_limits.is_empty() {
        let rate = |rate: &zim_spec::model::RateLimit| {
            let scope = match &rate.scope {
                RateScope::Param(name) => json!(name),
                _ => Value::Null,
            };
            let counts = match &rate.counts {
                RateUnit::Items(name) => json!(name),
                _ => Value::Null,
            };
            json!({"count": rate.count, "window_seconds": rate.window_seconds, "per": scope, "items_of": counts,
                "code": rate.code, "says": sentences::rate(rate)})
        };
        set(operation, "x-zim-rate-limits", action.rate_limits.iter().map(rate).collect());
    }
    if let Some(items) = &action.items {
        set(operation, "x-zim-failed-items", serde_json::to_value(items).unwrap_or_default());
    }
    if let Some(paging) = &action.paging {
        let end = match &paging.end {
            PageEnd::Next(values) => json!({"cursor": values.iter().map(schema::scalar).collect::<Vec<_>>()}),
            PageEnd::Field(name) => json!({"field": name}),
            _ => Value::Null,
        };
        let told = json!({"cursor": paging.cursor, "next": paging.next, "end": end, "limit": paging.limit,
            "total": paging.total, "list": paging.list.to_string(), "says": sentences::paging(paging)});
        set(operation, "x-zim-paging", told);
    }
    if action.carrier == Carrier::Query {
        schema::set_rules(operation, &action.rules);
        if action.params.iter().any(|param| matches!(param.schema.ty, Type::List(_))) {
            set(operation, "x-zim-query-lists", json!("Name[]=a&Name[]=b"));
        }
    }
    set_disputed(operation, &action.disputed);
}

fn description(action: &Action) -> String {
    let doc = action.doc.iter().map(|doc| sentences::sentence(doc));
    let mut text: Vec<String> = doc.chain([sentences::traffic(action)]).collect();
    text.extend(action.items.iter().map(sentences::items));
    text.extend(action.paging.iter().map(sentences::paging));
    text.join("\n\n")
}

/// A return code of an action: its number, where it comes, and what differs from what it means elsewhere.
fn listed(spec: &Spec, code: &ActionCode) -> Value {
    let mut listed = json!({"code": code.code});
    if let Some(shared) = spec.codes.get(&code.code) {
        let here = code.applied_to(shared);
        set(&mut listed, "name", json!(here.name));
        set(&mut listed, "meaning", json!(sentences::sentence(&here.meaning)));
        set(&mut listed, "advice", json!(sentences::sentence(&here.advice)));
        set(&mut listed, "recovery", json!(here.recovery.name()));
    }
    let level = match code.level {
        CodeLevel::Reply => Some("reply"),
        CodeLevel::Item => Some("item"),
        _ => None,
    };
    if let Some(level) = level {
        set(&mut listed, "in", json!(level));
    }
    if let Some(about) = &code.about {
        set(&mut listed, "about", json!(about));
    }
    listed
}

/// A parameter of a query; a list has brackets behind its name.
fn in_query(spec: &Spec, param: &zim_spec::model::Param) -> Value {
    let mut schema = schema::sent(spec, param);
    let description = schema.as_object_mut().and_then(|schema| schema.remove("description")).unwrap_or_default();
    let is_list = matches!(param.schema.ty, Type::List(_));
    let name = if is_list { format!("{}[]", param.name) } else { param.name.clone() };
    let mut written = json!({
        "name": name, "in": "query", "required": param.required, "description": description, "schema": schema,
    });
    if is_list {
        set(&mut written, "style", json!("form"));
        set(&mut written, "explode", json!(true));
        set(&mut written, "x-zim-name", json!(param.name));
    }
    written
}

fn request(action: &Action) -> String {
    format!("{}Request", action.name)
}

fn reply(action: &Action) -> String {
    format!("{}Reply", action.name)
}

/// The schemas of an action's body and reply, by name.
pub(super) fn bodies(spec: &Spec, action: &Action) -> Map<String, Value> {
    let mut bodies = Map::new();
    if action.carrier == Carrier::Body {
        let mut body = schema::sent_object(spec, &action.params, &action.rules);
        set(&mut body, "description", json!(format!("The parameters of {}.", action.name)));
        bodies.insert(request(action), body);
    }
    let envelope = action.envelope.as_ref().unwrap_or(&spec.service.envelope);
    // Where it failed, nothing beside the envelope is promised.
    let mut body = schema::received_object(spec, &action.reply);
    let promised = body.as_object_mut().and_then(|body| body.remove("required"));
    if let Some(Value::Object(properties)) = body.get_mut("properties") {
        properties.extend(self::envelope(envelope));
    }
    let always: Vec<&String> = [&envelope.code, &envelope.message].into_iter().collect();
    set(&mut body, "required", json!(always));
    if let Some(promised) = promised {
        let done = json!({"properties": {&envelope.code: {"const": 0}}});
        set(&mut body, "if", done);
        set(&mut body, "then", json!({"required": promised}));
    }
    set(&mut body, "description", json!(format!("The reply to {}.", action.name)));
    bodies.insert(reply(action), body);
    bodies
}

fn envelope(envelope: &Envelope) -> Map<String, Value> {
    let mut fields = Map::new();
    let code = json!({"type": "integer", "format": "int64", "description": "The return code; 0 is success."});
    fields.insert(envelope.code.clone(), code);
    fields.insert(envelope.message.clone(), json!({"type": "string", "description": "What the server says about it."}));
    if let Some(request_id) = &envelope.request_id {
        let id = json!({"type": "string", "description": "The server's name for the request."});
        fields.insert(request_id.clone(), id);
    }
    fields
}

/// The parameters that every request has, but for the action and the signature.
pub(super) fn common(service: &Service) -> Value {
    let common = &service.common;
    let one = |name: &String, schema: Value, description: &str| {
        let parameter =
            json!({"name": name, "in": "query", "required": true, "description": description, "schema": schema});
        (name.clone(), parameter)
    };
    let integer = |format: &str| json!({"type": "integer", "format": format});
    let parameters = [
        one(
            &common.app_id,
            json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}),
            "The number of the application.",
        ),
        one(&common.nonce, json!({"type": "string"}), "A value of this one request, such as 16 random hex digits."),
        one(&common.timestamp, integer("int64"), "When the request was signed, in seconds of Unix time."),
        one(
            &common.signature_version,
            json!({"type": "string", "const": service.signing.version}),
            "The version of the signature.",
        ),
    ];
    Value::Object(parameters.into_iter().collect())
}
