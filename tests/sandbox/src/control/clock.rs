//! `/_sandbox/clock`: the time, read, set and moved on.

use super::{Control, Reply, Request};
use serde_json::{Value, json};

/// `GET`: the time in milliseconds of Unix time.
pub(super) fn read(control: &Control, _: &Request<'_>) -> Reply {
    Reply::json(200, &json!({ "now": control.clock.now() }))
}

/// `POST {"advance": MILLISECONDS}` or `POST {"set": MILLISECONDS}`; answers what `GET` then would.
pub(super) fn change(control: &Control, request: &Request<'_>) -> Reply {
    let body: Value = match serde_json::from_slice(request.body) {
        Ok(body) => body,
        Err(error) => return Reply::error(400, format!("the body is not JSON: {error}")),
    };
    let number = |name: &str| body.get(name).and_then(Value::as_i64);
    match (number("advance"), number("set")) {
        (Some(by), None) => control.clock.advance(by),
        (None, Some(to)) => control.clock.set(to),
        _ => return Reply::error(400, r#"send {"advance": MILLISECONDS} or {"set": MILLISECONDS of Unix time}"#),
    }
    read(control, request)
}
