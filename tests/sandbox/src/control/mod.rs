//! The control endpoint: what people and scripts ask of a running sandbox over HTTP, below `/_sandbox`.
//!
//! It is off unless the [builder](crate::Builder::control) turns it on, for whoever reaches it may do everything. A web
//! page from elsewhere does not: the host must be a loopback address or `localhost`, so that no name which was made to
//! point here leads in, and a request that a browser sends for a page must come from a page of the sandbox itself.

mod callbacks;
mod clock;
mod received;
mod reset;
mod scenario;
mod state;

use crate::callbacks::Callbacks;
use crate::clock::Clock;
use crate::gateway::Gateway;
use crate::host::is_loopback;
use hyper::HeaderMap;
use hyper::header::{HOST, HeaderName, ORIGIN};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Below this everything is for the control endpoint.
pub(crate) const PREFIX: &str = "/_sandbox";

/// What the control endpoint works on.
pub(crate) struct Control {
    pub(crate) gateway: Arc<Mutex<Gateway>>,
    pub(crate) clock: Clock,
    pub(crate) callbacks: Arc<Callbacks>,
}

/// A request to the control endpoint.
pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    /// The path after [`PREFIX`]: empty, or with a slash first.
    pub(crate) path: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

/// An answer of the control endpoint.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) headers: Vec<(HeaderName, &'static str)>,
    pub(crate) body: Vec<u8>,
}

/// Answers one kind of request.
type Handler = fn(&Control, &Request<'_>) -> Reply;

/// Every request that is answered: its method, its path and who answers it.
const ROUTES: &[(&str, &str, Handler)] = &[
    ("GET", "/clock", clock::read),
    ("POST", "/clock", clock::change),
    ("GET", "/received", received::read),
    ("GET", "/callbacks", callbacks::read),
    ("POST", "/callbacks", callbacks::post),
    ("POST", "/reset", reset::reset),
    ("GET", "/scenario", scenario::read),
    ("PUT", "/scenario", scenario::write),
    ("DELETE", "/scenario", scenario::clear),
    ("GET", "/scenario/progress", scenario::progress),
    ("GET", "/state", state::read),
    ("PUT", "/state", state::write),
];

impl Reply {
    pub(crate) fn json(status: u16, value: &Value) -> Self {
        Self { status, content_type: "application/json", headers: Vec::new(), body: value.to_string().into_bytes() }
    }

    /// What was wrong with the request, and what to do.
    pub(crate) fn error(status: u16, message: impl Into<String>) -> Self {
        Self::json(status, &json!({ "error": message.into() }))
    }

    /// There is no control endpoint.
    pub(crate) fn off() -> Self {
        Self::error(404, "the control endpoint is off; start the sandbox with --control, or Builder::control")
    }
}

impl Control {
    fn gateway(&self) -> MutexGuard<'_, Gateway> {
        self.gateway.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn answer(&self, request: &Request<'_>) -> Reply {
        if let Err(reason) = same_machine(request.headers) {
            return Reply::error(403, reason);
        }
        let mut allowed = Vec::new();
        for (method, path, handler) in ROUTES {
            if *path == request.path {
                if *method == request.method {
                    return handler(self, request);
                }
                allowed.push(*method);
            }
        }
        if allowed.is_empty() {
            let paths: Vec<_> = ROUTES.iter().map(|(method, path, _)| format!("{method} {PREFIX}{path}")).collect();
            return Reply::error(404, format!("there is nothing here; there is: {}", paths.join(", ")));
        }
        Reply::error(405, format!("send {}", allowed.join(" or ")))
    }
}

/// Refuses what a page from elsewhere makes a browser send.
fn same_machine(headers: &HeaderMap) -> Result<(), String> {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let host = text(HOST).unwrap_or_default();
    if !is_loopback(host) {
        return Err("the Host of the request is no loopback address".to_owned());
    }
    match text(ORIGIN) {
        Some(origin) if origin.strip_prefix("http://") != Some(host) => {
            Err("the request comes from a page of another origin".to_owned())
        }
        _ => Ok(()),
    }
}
