//! A small spec made by hand, for the tests of this module.

use crate::model::{
    Action, Charset, CommonParams, EnumValue, Envelope, Int, Limit, LimitKind, Method, NamedType, Param, Refusals,
    ReplyField, Scalar, Schema, Service, Signing, SigningAlgorithm, Source, Spec, Type, Values,
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
    Schema { named: None, adjusted: false, ty, enumeration: None, limits }
}

/// A value of the struct called `name`.
pub(super) fn object(name: &str) -> Schema {
    Schema { named: Some(name.to_owned()), ..schema(Type::Struct(name.to_owned()), Vec::new()) }
}

/// A value of the enumeration called `name`, of which `limits` say whether it is closed.
pub(super) fn enumeration(name: &str, limits: Vec<LimitKind>) -> Schema {
    Schema { named: Some(name.to_owned()), enumeration: Some(name.to_owned()), ..int(Int::I32, limits) }
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

/// The types that [`object`] and [`enumeration`] may name.
fn types() -> BTreeMap<String, NamedType> {
    let named = |name: &str, schema: Schema| NamedType {
        name: name.to_owned(),
        doc: String::new(),
        schema,
        values: None,
        fields: Vec::new(),
        disputed: Vec::new(),
    };
    let value = |number, name: &str| EnumValue { number, name: name.to_owned(), doc: String::new() };
    let mut kind = named("Kind", Schema { named: None, ..enumeration("Kind", vec![LimitKind::OneOf(vec![0, 2])]) });
    kind.values = Some(Values { open: false, values: vec![value(2, "Group"), value(0, "Peer")] });
    let mut friend = named("Friend", object("Friend"));
    let kind_of = enumeration("Kind", vec![LimitKind::OneOf(vec![0, 2])]);
    friend.fields = vec![
        param("Name", true, text(vec![LimitKind::NonEmpty, LimitKind::MaxBytes(2)])),
        Param { code: 7, ..param("Kind", false, kind_of) },
    ];
    let mut user = named("User", object("User"));
    let shown = Some(Scalar::Text("Bob".to_owned()));
    user.fields = vec![
        Param { code: 8, ..param("Friends", false, list(object("Friend"), vec![LimitKind::MaxItems(2)])) },
        param("Best", true, object("Friend")),
        Param { example: shown, ..param("Shown", false, text(vec![])) },
    ];
    [kind, friend, user].into_iter().map(|named| (named.name.clone(), named)).collect()
}

/// A service without actions, with the charset `Hex`, the structs `User` and `Friend` and the enumeration `Kind`.
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
        types: types(),
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
