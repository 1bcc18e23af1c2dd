//! One request, what was understood of it, and how it was answered.

use super::params::{self, Understood};
use crate::auth::Auth;
use crate::gateway::Answer;
use crate::query;
use crate::refusal::Stage;
use hyper::HeaderMap;
use serde_json::{Value, json};
use std::time::Duration;
use zim_spec::model::{Items, Spec};

/// Texts are kept up to so many bytes.
pub(crate) const LONGEST: usize = 16 << 10;
/// So many headers are kept, each up to so many bytes.
const HEADERS: usize = 64;
const LONGEST_HEADER: usize = 1 << 10;

/// Who sent a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    #[default]
    Client,
    /// Somebody who looks at the sandbox, through the control endpoint.
    Console,
}

/// A request as it came in.
pub(crate) struct Arrived<'a> {
    pub(crate) origin: Origin,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) headers: &'a HeaderMap,
    /// The body, or why it could not be read.
    pub(crate) body: Result<&'a [u8], &'a str>,
}

/// A request that was answered.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    pub(crate) sequence: u64,
    /// The sandbox's time, in milliseconds of Unix time.
    pub(crate) at: i64,
    took: Duration,
    origin: Origin,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Clip,
    headers: Vec<(String, String)>,
    pub(crate) body: Clip,
    unreadable: Option<String>,
    action: Option<String>,
    app_id: Option<u32>,
    /// What the query has for action and application, right or wrong.
    pub(crate) named_action: Option<String>,
    pub(crate) named_app: Option<String>,
    params: Vec<Understood>,
    status: u16,
    code: i64,
    request_id: String,
    refused: Option<(Stage, Vec<String>)>,
    failed_items: usize,
    fault: Option<String>,
    answer: Clip,
}

/// The start of a text.
#[derive(Debug, Default)]
pub(crate) struct Clip {
    pub(crate) text: String,
    /// How long the whole is, in bytes.
    bytes: usize,
    pub(crate) cut: bool,
}

impl Clip {
    /// The start of `bytes`, without secrets. What is no UTF-8 shows as `\u{fffd}`.
    fn new(auth: &Auth, bytes: &[u8], longest: usize) -> Self {
        let start = bytes.get(..longest).unwrap_or(bytes);
        let cut = start.len() < bytes.len();
        // A character that was cut in the middle is none.
        let text = String::from_utf8_lossy(start);
        let text = if cut { text.trim_end_matches('\u{fffd}') } else { &text };
        Self { text: auth.redact(text.to_owned()), bytes: bytes.len(), cut }
    }

    fn to_json(&self) -> Value {
        json!({"text": self.text, "bytes": self.bytes, "cut": self.cut})
    }
}

impl Entry {
    pub(crate) fn new(
        spec: &Spec,
        auth: &Auth,
        arrived: &Arrived<'_>,
        answer: &Answer,
        at: i64,
        took: Duration,
    ) -> Self {
        let exchange = &answer.exchange;
        let action = exchange.action.as_ref().and_then(|name| spec.action(name));
        let clip = |bytes: &[u8]| Clip::new(auth, bytes, LONGEST);
        let fields = query::decode(arrived.query);
        let named = |name: &str| {
            let value = fields.iter().find(|field| field.name == name)?.value.as_ref().ok()?;
            Some(Clip::new(auth, value.as_bytes(), LONGEST_HEADER).text)
        };
        let common = &spec.service.common;
        let header = |bytes: &[u8]| Clip::new(auth, bytes, LONGEST_HEADER).text;
        let headers = arrived.headers.iter().take(HEADERS);
        Self {
            sequence: 0,
            at,
            took,
            origin: arrived.origin,
            method: header(arrived.method.as_bytes()),
            path: clip(arrived.path.as_bytes()).text,
            query: clip(arrived.query.as_bytes()),
            headers: headers.map(|(name, value)| (name.to_string(), header(value.as_bytes()))).collect(),
            body: clip(arrived.body.unwrap_or_default()),
            unreadable: arrived.body.err().map(str::to_owned),
            action: exchange.action.clone(),
            app_id: exchange.app_id,
            named_action: named(&common.action),
            named_app: named(&common.app_id),
            params: action.map(|action| params::read(spec, auth, action, arrived)).unwrap_or_default(),
            status: exchange.status,
            code: exchange.code,
            request_id: exchange.request_id.clone(),
            refused: answer.refused.clone(),
            failed_items: action
                .and_then(|action| action.items.as_ref())
                .map_or(0, |items| failed(items, &answer.body)),
            fault: answer.fault.as_ref().map(|fault| auth.redact(fault.in_words())),
            answer: clip(answer.body.to_string().as_bytes()),
        }
    }

    /// What the control endpoint tells of it.
    pub(crate) fn to_json(&self) -> Value {
        let (stage, mend) = self.refused.clone().map_or((None, Vec::new()), |(stage, mend)| (Some(stage), mend));
        json!({
            "sequence": self.sequence,
            "at": self.at,
            "took_us": u64::try_from(self.took.as_micros()).unwrap_or(u64::MAX),
            "origin": match self.origin { Origin::Client => "client", Origin::Console => "console" },
            "method": self.method,
            "path": self.path,
            "query": self.query.to_json(),
            "headers": self.headers,
            "body": self.body.to_json(),
            "unreadable": self.unreadable,
            "action": self.action,
            "app_id": self.app_id,
            "named": {"action": self.named_action, "app_id": self.named_app},
            "params": self.params.iter().map(Understood::to_json).collect::<Vec<_>>(),
            "status": self.status,
            "code": self.code,
            "request_id": self.request_id,
            "refused_by": stage.map(|stage| stage.to_string()),
            "mend": mend,
            "failed_items": self.failed_items,
            "fault": self.fault,
            "answer": self.answer.to_json(),
        })
    }
}

/// How many items a reply lists as failed.
fn failed(items: &Items, reply: &Value) -> usize {
    reply.get(&items.failed.list).and_then(Value::as_array).map_or(0, Vec::len)
}
