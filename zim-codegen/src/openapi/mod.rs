//! A spec as an OpenAPI 3.1 document, for tools that read those.
//!
//! OpenAPI tells operations apart by path and method, ZIM by the parameter `Action` of one path. Each action therefore has
//! a path of its own, `/CallReject`, that no server has: `x-zim-path` is what is sent, and `Action` is a parameter with
//! one allowed value. What OpenAPI cannot say stands in `x-zim-…` keys, which [`KEYS`] lists with their meaning and which
//! the document carries in `x-zim-keys`.
//!
//! [`document`] is pure: the same spec gives the same document.

mod limits;
mod operation;
mod schema;

use crate::sentences;
use serde_json::{Map, Value, json};
use zim_spec::model::{Callback, Dispute, ReturnCode, Service, Source, Spec};

/// The version of OpenAPI that is written.
pub const VERSION: &str = "3.1.1";

/// Every key that is no key of OpenAPI, and what it says.
pub const KEYS: &[(&str, &str)] = &[
    ("x-enum-descriptions", "what each value of `enum` or `x-zim-values` means, in the same order"),
    ("x-enum-varnames", "what each value of `enum` or `x-zim-values` is called, in the same order"),
    ("x-zim-above", "with `x-zim-clamps`: the number is above this, or the server takes another"),
    ("x-zim-base64", "the condition under which the text is base64; its limits in bytes then count what it encodes"),
    (
        "x-zim-base64-max-bytes",
        "what the text encodes has at most so many bytes; so has the text itself where it is no base64",
    ),
    ("x-zim-base64-min-bytes", "what the text encodes has at least so many bytes"),
    ("x-zim-below", "with `x-zim-clamps`: the number is below this, or the server takes another"),
    ("x-zim-carrier", "where the parameters travel: query or body"),
    ("x-zim-charset", "the set of characters that `pattern` spells out, from `x-zim-charsets`"),
    ("x-zim-charsets", "sets of characters"),
    ("x-zim-clamps", "what the server takes in place of a number beyond a limit, rather than refuse it"),
    ("x-zim-code", "the return code where a limit of this value is broken"),
    ("x-zim-codes", "return codes: of the service, or those that the page of an action lists"),
    ("x-zim-disputed", "where the documents disagree, each reading, and which is taken"),
    ("x-zim-envelope", "the names of the fields with return code, message and request id"),
    ("x-zim-failed-items", "how the reply tells which items of a batch failed; it is HTTP 200 with code 0"),
    ("x-zim-flags", "the bits that the number may have"),
    ("x-zim-forbidden-prefix", "what the text does not start with, which `not` says too"),
    ("x-zim-group", "the group of the action"),
    ("x-zim-keys", "this list"),
    ("x-zim-limit-codes", "return codes for single limits, where they are not that of the value"),
    ("x-zim-max", "with `x-zim-clamps`: the number is at most this, or the server takes another"),
    ("x-zim-max-bytes", "the text has at most so many bytes of UTF-8; `maxLength` is what follows from that"),
    ("x-zim-max-total-bytes", "the texts in all items together have at most so many bytes of UTF-8"),
    ("x-zim-min", "with `x-zim-clamps`: the number is at least this, or the server takes another"),
    ("x-zim-min-bytes", "the text has at least so many bytes of UTF-8; `minLength` is what follows from that"),
    ("x-zim-name", "the name of a parameter whose name in the query has brackets"),
    ("x-zim-not-in-future", "the time may not lie ahead of the server's"),
    ("x-zim-notifies", "the event of ZIM's clients that the action causes"),
    ("x-zim-open", "whether there may be other values than those listed"),
    ("x-zim-paging", "how a long reply goes on"),
    ("x-zim-path", "the path that is sent"),
    ("x-zim-prefix", "what the text starts with, which `pattern` says too"),
    ("x-zim-query-lists", "how a list is written into a query"),
    ("x-zim-raisable", "limits that ZEGO raises on request, and how far where that is known, else true"),
    ("x-zim-rate-limits", "how often the action may be called: all hold"),
    ("x-zim-refusals", "the return code for each reason to refuse a request before its action is reached"),
    ("x-zim-repeatable", "whether sending a request twice leaves what sending it once does"),
    ("x-zim-retries-ms", "after how many milliseconds each time an unanswered callback is sent again"),
    ("x-zim-rules", "what must hold between fields"),
    ("x-zim-selector", "the field beside this one whose value selects the variant, and the variant of each value"),
    ("x-zim-sensitive", "the value may hold what people wrote: keep it out of logs"),
    ("x-zim-sentinels", "numbers that mean something of their own: no limit holds for them"),
    ("x-zim-signing", "how requests or callbacks are signed"),
    ("x-zim-source", "the page of ZEGO's documentation, and when it was read"),
    ("x-zim-type", "the type as the spec writes it, where the limits of its place differ from those of the type"),
    ("x-zim-unique-by", "no two items have the same value in this field"),
    ("x-zim-unit", "what the number counts: s, ms, or Unix time as unix_s or unix_ms"),
    ("x-zim-url-encoded", "the JSON in the text is percent-encoded after that"),
    ("x-zim-values", "the values of an enumeration that is open, or the bits of flags"),
];

/// The document.
#[must_use]
pub fn document(spec: &Spec) -> Value {
    let service = &spec.service;
    let mut info = json!({
        "title": format!("{} server API", service.name),
        "version": newest(spec),
        "description": format!("{} {}", sentences::sentence(&service.doc), INTRODUCTION),
    });
    set(&mut info, "x-zim-source", source(&service.source));
    let hosts = service.hosts.iter();
    let servers = hosts.map(|host| {
        let description = format!("{}: {}", host.region, sentences::sentence(&host.doc));
        json!({"url": format!("https://{}", host.host), "description": description})
    });
    let mut groups: Vec<&str> = spec.actions.iter().map(|action| action.group.as_str()).collect();
    groups.dedup();
    let paths = spec.actions.iter().map(|action| (format!("/{}", action.name), operation::path(spec, action)));
    let webhooks = spec.callbacks.iter().map(|callback| (callback.name.clone(), webhook(spec, callback)));
    let mut document = json!({
        "openapi": VERSION,
        "info": info,
        "servers": servers.collect::<Vec<_>>(),
        "security": [{SIGNATURE: []}],
        "tags": groups.into_iter().map(|group| json!({"name": group})).collect::<Vec<_>>(),
        "paths": paths.collect::<Map<_, _>>(),
        "components": {
            "parameters": operation::common(service),
            "schemas": schemas(spec),
            "securitySchemes": {SIGNATURE: signature(service)},
        },
        "x-zim-codes": codes(spec),
        "x-zim-refusals": serde_json::to_value(&service.refusals).unwrap_or_default(),
        "x-zim-charsets": charsets(spec),
        "x-zim-keys": KEYS.iter().map(|(key, meaning)| ((*key).to_owned(), json!(meaning))).collect::<Map<_, _>>(),
    });
    if !spec.callbacks.is_empty() {
        set(&mut document, "webhooks", Value::Object(webhooks.collect()));
    }
    document
}

const INTRODUCTION: &str = "Every request is sent to the path `/`, told apart by the parameter `Action`; the paths here name actions. An answer is HTTP 200 whether it succeeded or not: its return code tells. Numbers may come as texts and the reverse, and there may be fields and values that are not listed.";

/// The name of the security scheme.
const SIGNATURE: &str = "signature";

/// The day on which the newest fact was read, for a version.
fn newest(spec: &Spec) -> String {
    let actions = spec.actions.iter().map(|action| &action.source.checked);
    let all = actions.chain(spec.callbacks.iter().map(|callback| &callback.source.checked));
    all.chain([&spec.service.source.checked]).map(ToString::to_string).max().unwrap_or_default()
}

/// Sets a key of an object.
fn set(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(fields) = object {
        fields.insert(key.to_owned(), value);
    }
}

fn source(source: &Source) -> Value {
    json!({"page": source.page, "checked": source.checked.to_string()})
}

/// Where the documents disagree, if they do.
fn set_disputed(object: &mut Value, disputed: &[Dispute]) {
    if !disputed.is_empty() {
        set(object, "x-zim-disputed", serde_json::to_value(disputed).unwrap_or_default());
    }
}

fn signature(service: &Service) -> Value {
    let (common, signing) = (&service.common, &service.signing);
    json!({
        "type": "apiKey",
        "in": "query",
        "name": common.signature,
        "description": format!(
            "The md5, in lower-case hex, of {}, {}, the server secret and {}, joined without anything between. The time may differ from the server's by {} s, and a nonce serves once.",
            common.app_id, common.nonce, common.timestamp, signing.window_seconds
        ),
        "x-zim-signing": serde_json::to_value(signing).unwrap_or_default(),
    })
}

fn codes(spec: &Spec) -> Map<String, Value> {
    let code =
        |(number, code): (&i64, &ReturnCode)| (number.to_string(), serde_json::to_value(code).unwrap_or_default());
    spec.codes.iter().map(code).collect()
}

fn charsets(spec: &Spec) -> Map<String, Value> {
    let charset = |(name, charset): (&String, _)| (name.clone(), serde_json::to_value(charset).unwrap_or_default());
    spec.charsets.iter().map(charset).collect()
}

/// Named types, and the bodies of requests and replies.
fn schemas(spec: &Spec) -> Map<String, Value> {
    let named = spec.types.values().map(|named| (named.name.clone(), schema::named(spec, named)));
    let mut schemas: Map<String, Value> = named.collect();
    for action in &spec.actions {
        schemas.extend(operation::bodies(spec, action));
    }
    schemas
}

/// What ZIM posts when an event happens, and what it expects in return.
fn webhook(spec: &Spec, callback: &Callback) -> Value {
    let common = spec.service.callbacks.as_ref();
    let mut body = schema::received_object(spec, &callback.fields);
    if let (Some(service), Some(Value::Object(properties))) = (common, body.get_mut("properties")) {
        let fields = &service.common;
        for (name, what) in [
            (&fields.app_id, json!({"type": "string", "description": "The number of the application."})),
            (&fields.event, json!({"type": "string", "const": callback.name})),
            (&fields.nonce, json!({"type": "string", "description": "A value of this one callback."})),
            (&fields.timestamp, json!({"type": ["integer", "string"], "description": "When it was sent."})),
            (&fields.signature, json!({"type": "string", "description": "See x-zim-signing."})),
        ] {
            properties.insert(name.clone(), what);
        }
    }
    let mut answer = json!({"description": "The callback was received."});
    if !callback.reply.is_empty() {
        let reply = schema::sent_object(spec, &callback.reply, &[]);
        set(&mut answer, "content", json!({"application/json": {"schema": reply}}));
    }
    let mut post = json!({
        "operationId": callback.name,
        "summary": sentences::sentence(&callback.summary),
        "tags": [callback.group],
        "security": [],
        "requestBody": {"required": true, "content": {"application/json": {"schema": body}}},
        "responses": {"200": answer},
        "x-zim-source": source(&callback.source),
    });
    if let Some(doc) = &callback.doc {
        set(&mut post, "description", json!(sentences::sentence(doc)));
    }
    if let Some(service) = common {
        let retries = callback.retries_ms.as_ref().unwrap_or(&service.retries_ms);
        set(&mut post, "x-zim-retries-ms", json!(retries));
        set(&mut post, "x-zim-signing", serde_json::to_value(service.algorithm).unwrap_or_default());
    }
    set_disputed(&mut post, &callback.disputed);
    json!({"post": post})
}
