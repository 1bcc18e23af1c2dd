//! A small spec made by hand, for the tests of this module.

use crate::model::{
    Action, Carrier, Charset, CommonParams, Condition, EnumValue, Envelope, Int, Limit, LimitKind, Method, NamedType,
    Param, Refusals, ReplyField, Rule, RuleKind, Scalar, Schema, Service, Signing, SigningAlgorithm, Source, Spec,
    Test, TextValue, Texts, Type, Union, Values, Variant,
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
    let limits = limits.into_iter().map(Limit::new).collect();
    Schema { limits, ..Schema::plain(ty) }
}

/// A value of the struct called `name`.
pub(super) fn object(name: &str) -> Schema {
    Schema { named: Some(name.to_owned()), ..schema(Type::Struct(name.to_owned()), Vec::new()) }
}

/// A value of the enumeration called `name`, of which `limits` say whether it is closed.
pub(super) fn enumeration(name: &str, limits: Vec<LimitKind>) -> Schema {
    Schema { named: Some(name.to_owned()), enumeration: Some(name.to_owned()), ..int(Int::I32, limits) }
}

/// A value of the enumeration of texts called `name`, which is closed.
pub(super) fn text_enumeration(name: &str, texts: &[&str]) -> Schema {
    let texts = texts.iter().map(|text| (*text).to_owned()).collect();
    Schema { enumeration: Some(name.to_owned()), ..text(vec![LimitKind::OneOfTexts(texts)]) }
}

/// A value of the union called `name`.
pub(super) fn union(name: &str) -> Schema {
    Schema { named: Some(name.to_owned()), ..schema(Type::Union(name.to_owned()), Vec::new()) }
}

/// A required parameter of the union `Body`, selected by `selector`.
pub(super) fn body_beside(name: &str, selector: &str) -> Param {
    Param { selector: Some(selector.to_owned()), ..param(name, true, union("Body")) }
}

/// A text that holds `value` as JSON.
pub(super) fn json_text(value: Schema, limits: Vec<LimitKind>) -> Schema {
    schema(Type::Json { value: Box::new(value), url_encoded: false }, limits)
}

/// A map of `value`s.
pub(super) fn map(key: Schema, value: Schema, limits: Vec<LimitKind>) -> Schema {
    schema(Type::Map { key: Box::new(key), value: Box::new(value) }, limits)
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
        selector: None,
        disputed: Vec::new(),
    }
}

pub(super) fn field(name: &str, schema: Schema, example: Option<Scalar>) -> ReplyField {
    ReplyField {
        name: name.to_owned(),
        rust_name: None,
        doc: String::new(),
        schema,
        optional: false,
        sensitive: false,
        selector: None,
        disputed: Vec::new(),
        example,
    }
}

pub(super) fn action(params: Vec<Param>, reply: Vec<ReplyField>) -> Action {
    Action {
        name: "Try".to_owned(),
        group: "group".to_owned(),
        summary: String::new(),
        doc: None,
        method: Method::Get,
        carrier: Carrier::Query,
        host: None,
        envelope: None,
        rate_limits: Vec::new(),
        repeatable: false,
        source: source(),
        notifies: None,
        params,
        rules: Vec::new(),
        reply,
        items: None,
        paging: None,
        codes: Vec::new(),
        preconditions: Vec::new(),
        effects: Vec::new(),
        answers: Vec::new(),
        notifications: Vec::new(),
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
        texts: None,
        fields: Vec::new(),
        rules: Vec::new(),
        union: None,
        disputed: Vec::new(),
    };
    let value = |number, name: &str| EnumValue { number, name: name.to_owned(), doc: String::new() };
    let mut kind = named("Kind", Schema { named: None, ..enumeration("Kind", vec![LimitKind::OneOf(vec![0, 2])]) });
    kind.values = Some(Values { open: false, flags: false, values: vec![value(2, "Group"), value(0, "Peer")] });
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
    let mut edit = named("Edit", Schema { named: None, ..enumeration("Edit", vec![LimitKind::Flags(7)]) });
    let bits = vec![value(1, "Message"), value(2, "Extended"), value(4, "Push")];
    edit.values = Some(Values { open: false, flags: true, values: bits });
    let mut key = named("Key", text_enumeration("Key", &["k0", "k1"]));
    let value = |text: &str, name: &str| TextValue { text: text.to_owned(), name: name.to_owned(), doc: String::new() };
    key.texts = Some(Texts { open: false, values: vec![value("k0", "K0"), value("k1", "K1")] });
    let mut body = named("Body", union("Body"));
    let variant = |selector, name: &str, schema| Variant { selector, name: name.to_owned(), schema };
    body.union = Some(Union {
        by: "Kind".to_owned(),
        variants: vec![
            variant(0, "Peer", text(vec![LimitKind::MaxBytes(2)])),
            variant(2, "Group", object("Friend")),
            variant(3, "Json", json_text(object("Friend"), vec![])),
        ],
    });
    // A body beside what selects it, and a rule about them.
    let mut message = named("Message", object("Message"));
    message.fields = vec![
        param("Kind", true, int(Int::I32, vec![])),
        Param { code: 9, ..body_beside("Body", "Kind") },
        param("Sub", false, int(Int::I32, vec![])),
    ];
    let when = Condition::new("Kind", Test::Is(vec![Scalar::Int(2)]));
    message.rules = vec![Rule { kind: RuleKind::RequiredIf { param: "Sub".to_owned(), when }, code: 10 }];
    [kind, friend, user, edit, key, body, message].into_iter().map(|named| (named.name.clone(), named)).collect()
}

/// A service without actions, with the charset `Hex`, the structs `User`, `Friend` and `Message`,
/// the enumerations `Kind` and `Key`, the flags `Edit` and the union `Body`.
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
            query_lists: None,
            envelope: Envelope { code: text("Code"), message: text("Message"), request_id: Some(text("RequestId")) },
            refusals: refusals(),
            callbacks: None,
            source: source(),
        },
        charsets: BTreeMap::from([(text("Hex"), hex)]),
        types: types(),
        codes: BTreeMap::new(),
        actions: Vec::new(),
        callbacks: Vec::new(),
        tables: BTreeMap::new(),
        counters: BTreeMap::new(),
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
