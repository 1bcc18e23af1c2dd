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
use crate::console;
use crate::gateway::{Answer, Gateway};
use crate::host::is_loopback;
use crate::journal::{Arrived, Entry, Journal};
use hyper::HeaderMap;
use hyper::header::{HOST, HeaderName, ORIGIN};
use serde_json::{Value, json};
use std::pin::Pin;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zim_spec::model::Spec;

/// Below this everything is for the control endpoint.
pub(crate) const PREFIX: &str = "/_sandbox";

/// What the control endpoint works on.
pub(crate) struct Control {
    pub(crate) gateway: Arc<Mutex<Gateway>>,
    pub(crate) clock: Clock,
    pub(crate) callbacks: Arc<Callbacks>,
    pub(crate) journal: Journal,
    /// How many requests were sent through it.
    pub(crate) sent: AtomicU64,
}

/// A request to the control endpoint.
pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    /// The path after [`PREFIX`]: empty, or with a slash first.
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
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

/// The same where the answer may take a while.
type SlowHandler = for<'a> fn(&'a Control, &'a Request<'a>) -> Later<'a>;

/// An answer that takes a while.
pub(crate) type Later<'a> = Pin<Box<dyn Future<Output = Reply> + Send + 'a>>;

/// Every request that is answered: its method, its path and who answers it.
const ROUTES: &[(&str, &str, Handler)] = &[
    ("GET", "", console::page),
    ("GET", "/", console::page),
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
    ("GET", console::requests::PATH, console::requests::read),
    ("DELETE", console::requests::PATH, console::requests::clear),
    ("GET", "/spec", console::spec),
];

/// The same of those that are not answered at once.
const SLOW_ROUTES: &[(&str, &str, SlowHandler)] = &[("POST", "/send", console::send)];

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
    pub(crate) fn new(gateway: Arc<Mutex<Gateway>>, clock: Clock, callbacks: Arc<Callbacks>) -> Self {
        Self { gateway, clock, callbacks, journal: Journal::new(), sent: AtomicU64::new(1) }
    }

    pub(crate) fn spec(&self) -> Arc<Spec> {
        self.gateway().spec()
    }

    /// Puts an answered request into the journal.
    pub(crate) fn record(&self, arrived: &Arrived<'_>, answer: &Answer, took: Duration) -> Arc<Entry> {
        let entry = {
            let gateway = self.gateway();
            Entry::new(&gateway.spec(), gateway.auth(), arrived, answer, self.clock.now(), took)
        };
        self.journal.record(entry)
    }

    /// Returns once the request can be answered: at once, unless it asks to wait for something.
    pub(crate) async fn ready(&self, request: &Request<'_>) {
        if request.path == console::requests::PATH && same_machine(request.headers).is_ok() {
            console::requests::wait(self, request).await;
        }
    }

    pub(crate) fn gateway(&self) -> MutexGuard<'_, Gateway> {
        self.gateway.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn answer(&self, request: &Request<'_>) -> Reply {
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
        for (method, path, handler) in SLOW_ROUTES {
            if *path == request.path {
                if *method == request.method {
                    return handler(self, request).await;
                }
                allowed.push(*method);
            }
        }
        if allowed.is_empty() {
            let (fast, slow) = (ROUTES.iter().map(|(m, p, _)| (m, p)), SLOW_ROUTES.iter().map(|(m, p, _)| (m, p)));
            let paths: Vec<_> = fast.chain(slow).map(|(method, path)| format!("{method} {PREFIX}{path}")).collect();
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
