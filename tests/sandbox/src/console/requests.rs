//! `/_sandbox/requests`: the last requests, and a wait for the next.

use super::curl;
use crate::control::{Control, Reply, Request};
use crate::query::{self, single};
use hyper::header::HOST;
use serde_json::{Value, json};
use std::time::Duration;
use zim_spec::model::Spec;

pub(crate) const PATH: &str = "/requests";

/// So many requests come in one answer.
const MOST: usize = 100;
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// `GET ?after=N&wait=MS`: the requests after that of the number N, the earliest first. If there are none it waits for
/// one, at most MS milliseconds.
pub(crate) fn read(control: &Control, request: &Request<'_>) -> Reply {
    let after = match Asked::of(request) {
        Ok(asked) => asked.after,
        Err(reason) => return Reply::error(400, reason),
    };
    let page = control.journal.after(after, MOST);
    let (spec, host) = (control.spec(), address(request));
    let entries: Vec<Value> = page.entries.iter().map(|entry| told(&spec, entry, &host, control)).collect();
    Reply::json(200, &json!({"entries": entries, "last": page.last, "more": page.more, "now": control.clock.now()}))
}

/// `DELETE`: forgets them.
pub(crate) fn clear(control: &Control, _: &Request<'_>) -> Reply {
    control.journal.clear();
    Reply::json(200, &json!({}))
}

/// Waits as long as the request asks for, or until there is something to answer.
pub(crate) async fn wait(control: &Control, request: &Request<'_>) {
    if let Ok(Asked { after, wait: Some(wait) }) = Asked::of(request) {
        // Either way there is an answer.
        let _ = tokio::time::timeout(wait, control.journal.wait(after)).await;
    }
}

/// An entry, with the command that sends it again.
pub(super) fn told(spec: &Spec, entry: &crate::journal::Entry, host: &str, control: &Control) -> Value {
    let mut told = entry.to_json();
    if let Some(fields) = told.as_object_mut() {
        fields.insert("curl".to_owned(), Value::from(curl::of(spec, entry, host, &control.clock)));
    }
    told
}

/// The address under which the sandbox was reached.
pub(super) fn address(request: &Request<'_>) -> String {
    request.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned()
}

/// What is asked for.
struct Asked {
    after: u64,
    wait: Option<Duration>,
}

impl Asked {
    fn of(request: &Request<'_>) -> Result<Self, String> {
        let fields = query::decode(request.query);
        let number = |name: &str| -> Result<Option<u64>, String> {
            single(&fields, name)?
                .map(|text| text.parse().map_err(|_| format!("{name} is not a whole number: send ?after=N&wait=MS")))
                .transpose()
        };
        let wait = number("wait")?.map(Duration::from_millis).map(|wait| wait.min(LONGEST_WAIT));
        Ok(Self { after: number("after")?.unwrap_or_default(), wait })
    }
}
