//! `/_sandbox/callbacks`: what became of callbacks, and posting one about what no request brings about.

use super::{Control, Reply, Request};
use serde_json::{Map, Value, json};

/// `GET`: the callbacks that are remembered, the oldest first.
pub(super) fn read(control: &Control, _: &Request<'_>) -> Reply {
    let deliveries: Vec<_> = control.callbacks.deliveries().iter().map(crate::Delivery::to_json).collect();
    Reply::json(200, &json!({ "callbacks": deliveries }))
}

/// `POST {"app_id": NUMBER, "event": NAME, "fields": {…}}`; answers the number of the callback.
pub(super) fn post(control: &Control, request: &Request<'_>) -> Reply {
    let body: Value = match serde_json::from_slice(request.body) {
        Ok(body) => body,
        Err(error) => return Reply::error(400, format!("the body is not JSON: {error}")),
    };
    let app_id = body.get("app_id").and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
    let event = body.get("event").and_then(Value::as_str);
    let fields = match body.get("fields") {
        None => Some(Map::new()),
        Some(fields) => fields.as_object().cloned(),
    };
    let (Some(app_id), Some(event), Some(fields)) = (app_id, event, fields) else {
        return Reply::error(400, r#"send {"app_id": NUMBER, "event": NAME, "fields": {NAME: VALUE}}"#);
    };
    match control.callbacks.order(app_id, event, fields) {
        Ok(id) => Reply::json(200, &json!({ "id": id })),
        Err(error) => Reply::error(400, error.to_string()),
    }
}
