//! `/_sandbox/reset`: everything as it was at the start.

use super::{Control, Reply, Request};
use serde_json::json;

/// `POST`: see [`Sandbox::reset`](crate::Sandbox::reset).
pub(super) fn reset(control: &Control, _: &Request<'_>) -> Reply {
    control.gateway().reset();
    Reply::json(200, &json!({ "reset": true }))
}
