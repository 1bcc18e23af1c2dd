//! A small spec made by hand, for the tests of this module.

use crate::model::{
    Action, Charset, CommonParams, Envelope, Int, Limit, LimitKind, Method, Param, Refusals, ReplyField, Scalar,
    Schema, Service, Signing, SigningAlgorithm, Source, Spec, Type,
};
use std::collections::BTreeMap;

/// The code for broken parameters.
pub(super) const PARAMETER: i64 = 42;

pub(super) fn text(limits: Vec<LimitKind>) -> Schema {
    schema(Type::Text, limits)
}

pub(super) fn int(width: Int, limits: Vec<LimitKind>) -> Schema {
    schema(Type::Int(width), limits)
}

pub(super) fn list(item: Schema, limits: Vec<LimitKind>) -> Schema {
    schema(Type::List(Box::new(item)), limits)
}

pub(super) fn schema(ty: Type, limits: Vec<LimitKind>) -> Schema {
    let limits = limits.into_iter().map(|kind| Limit { kind, raisable: false }).collect();
    Schema { named: None, adjusted: false, ty, limits }
}

pub(super) fn param(name: &str, required: bool, schema: Schema) -> Param {
    Param {
        name: name.to_owned(),
        rust_name: None,
        doc: String::new(),
        required,
        schema,
        default: None,
        example: None,
        sensitive: false,
        code: PARAMETER,
        disputed: Vec::new(),
    }
}

pub(super) fn field(name: &str, schema: Schema, example: Option<Scalar>) -> ReplyField {
    ReplyField { name: name.to_owned(), rust_name: None, doc: String::new(), schema, optional: false, example }
}

pub(super) fn action(params: Vec<Param>, reply: Vec<ReplyField>) -> Action {
    Action {
        name: "Try".to_owned(),
        group: "group".to_owned(),
        summary: String::new(),
        doc: None,
        method: Method::Get,
        rate_limits: Vec::new(),
        source: source(),
        notifies: None,
        params,
        reply,
        codes: Vec::new(),
        preconditions: Vec::new(),
        effect: None,
        disputed: Vec::new(),
        file: "actions/group/try.yaml".to_owned(),
    }
}

/// A service without actions, with the charset `Hex`.
pub(super) fn spec() -> Spec {
    let text = str::to_owned;
    let hex = Charset { name: text("Hex"), doc: String::new(), chars: text("-0123456789abcdef"), disputed: Vec::new() };
    Spec {
        service: Service {
            name: text("Test"),
            doc: String::new(),
            hosts: Vec::new(),
            common: CommonParams {
                action: text("Action"),
                app_id: text("AppId"),
                nonce: text("SignatureNonce"),
                timestamp: text("Timestamp"),
                signature_version: text("SignatureVersion"),
                signature: text("Signature"),
            },
            signing: Signing { algorithm: SigningAlgorithm::Md5Hex, version: text("2.0"), window_seconds: 600 },
            envelope: Envelope { code: text("Code"), message: text("Message"), request_id: text("RequestId") },
            refusals: refusals(),
            source: source(),
        },
        charsets: BTreeMap::from([(text("Hex"), hex)]),
        types: BTreeMap::new(),
        codes: BTreeMap::new(),
        actions: Vec::new(),
    }
}

fn source() -> Source {
    Source { page: String::new(), checked: String::new() }
}

fn refusals() -> Refusals {
    Refusals {
        host: 1,
        app_id_format: 2,
        app_id_unknown: 3,
        timestamp_missing: 4,
        timestamp_format: 5,
        signature_expired: 6,
        signature_wrong: 7,
        action_missing: 8,
        action_unsupported: 9,
        nonce_missing: 10,
        signature_missing: 11,
        signature_version_missing: 12,
        signature_version_unsupported: 13,
        body_unreadable: 14,
        parameter: PARAMETER,
        rate_app: 15,
        rate_scoped: 16,
    }
}
