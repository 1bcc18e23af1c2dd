//! `/_sandbox/state`: everything that the sandbox knows, read and replaced.

use super::{Control, Reply, Request};
use serde_json::{Map, Value, json};

/// `GET`: `{"apps": …, "tables": …}`, what [`Sandbox::dump`](crate::Sandbox::dump) gives, and the tables of the first
/// application again for whoever knows of one only.
pub(super) fn read(control: &Control, _: &Request<'_>) -> Reply {
    let apps = control.gateway().dump();
    let first = apps.as_object().and_then(|apps| apps.values().next());
    let tables = first.and_then(|app| app.get("tables")).cloned().unwrap_or_else(|| Value::Object(Map::new()));
    Reply::json(200, &json!({ "apps": apps, "tables": tables }))
}

/// `PUT {"apps": …}`: in place of everything that is known; answers what `GET` then would. `tables` are not looked at, so
/// that an answer can be sent back as it is.
pub(super) fn write(control: &Control, request: &Request<'_>) -> Reply {
    let body: Value = match serde_json::from_slice(request.body) {
        Ok(body) => body,
        Err(error) => return Reply::error(400, format!("the body is not JSON: {error}")),
    };
    let Some(apps) = body.get("apps") else {
        return Reply::error(400, r#"send {"apps": …} as GET answers it"#);
    };
    let loaded = control.gateway().load(apps);
    match loaded {
        Ok(()) => read(control, request),
        Err(error) => Reply::error(400, format!("{error}; send what GET answers, changed as little as may be")),
    }
}
