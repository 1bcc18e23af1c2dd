//! `actions/<group>/<action>.yaml`, and what structs and callbacks have in common with it.

use super::limits::with_limits;
use super::{Clamps, Dispute, Effect, Envelope, Items, Ordered, Paging, Precondition, Source};
#[cfg(feature = "schema")]
use crate::schema::{forms, refine};
use serde::Deserialize;
use serde_yaml::Value;

/// One action of the API, in `actions/<group>/<action>.yaml`; the file is called as the action is, in snake_case.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::action))]
#[serde(deny_unknown_fields)]
pub(crate) struct ActionFile {
    /// The name of the action on the wire.
    pub(crate) action: Option<String>,
    /// What the action does, in one sentence of our own.
    pub(crate) summary: Option<String>,
    /// What else is to be known about the action, in sentences of our own.
    pub(crate) doc: Option<String>,
    /// The HTTP method.
    pub(crate) method: Option<String>,
    /// Where the parameters travel, if not as the method suggests: the query of a GET, the JSON body of a POST.
    #[serde(rename = "in")]
    pub(crate) carrier: Option<String>,
    /// The host that serves this action, if it is none of the service's.
    pub(crate) host: Option<String>,
    /// The fields that replies carry, where they are not called as in `service.yaml`.
    pub(crate) envelope: Option<Envelope>,
    /// How often the action may be called: one rate, or a list of rates that all hold.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::rate_limit"))]
    pub(crate) rate_limit: Option<Value>,
    /// Whether sending it twice leaves what sending it once does, so that it may be sent again where it is not known
    /// whether the first one arrived.
    pub(crate) repeatable: Option<bool>,
    /// The page that this was read from, and when.
    pub(crate) source: Option<Source>,
    /// The event that clients receive because of the action, or a list of it and of the callbacks that are sent.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::notifies"))]
    pub(crate) notifies: Option<Value>,
    /// The parameters by their names on the wire, in the order in which they are sent.
    #[serde(default)]
    pub(crate) params: Ordered<Param>,
    /// What must hold between the parameters.
    #[serde(default)]
    pub(crate) rules: Vec<Rule>,
    /// The fields of the reply beside those of the envelope, by their names on the wire.
    #[serde(default)]
    pub(crate) reply: Ordered<ReplyField>,
    /// Of an action on many items: how the reply tells which of them failed.
    pub(crate) items: Option<Items>,
    /// Of a reply that comes in pages: how to ask for the next one.
    pub(crate) paging: Option<Paging>,
    /// The return codes that the page lists: numbers, or mappings with what differs for this action.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::codes"))]
    pub(crate) codes: Vec<Value>,
    /// What must be true for the action to succeed; the sandbox checks it in this order.
    #[serde(default)]
    pub(crate) preconditions: Vec<Precondition>,
    /// What the action changes when it succeeds; the sandbox does it in this order.
    #[serde(default)]
    pub(crate) effects: Vec<Effect>,
    /// Fields of the reply that the sandbox answers from what it knows, each with its value.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::assignments"))]
    pub(crate) answers: Ordered<Value>,
    /// Facts about the action on which the documents disagree.
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}

with_limits! {
    /// A parameter of an action, a field of a struct, or of a callback's answer.
    #[derive(Debug, Default, Deserialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::param))]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Param {
        /// What the value is: a built-in type, a named one, or a list, map or JSON text of such.
        #[serde(rename = "type")]
        pub(crate) ty: Option<String>,
        /// What the value means, in one sentence of our own.
        pub(crate) doc: Option<String>,
        /// Whether a request without it is refused.
        #[serde(default)]
        pub(crate) required: bool,
        /// What the server takes when it is absent; text in quotes where YAML would read something else.
        #[cfg_attr(feature = "schema", schemars(schema_with = "forms::single"))]
        pub(crate) default: Option<Value>,
        /// A value as it may be sent, for the documentation.
        #[cfg_attr(feature = "schema", schemars(schema_with = "forms::single"))]
        pub(crate) example: Option<Value>,
        /// Whether people wrote it: then it is kept out of logs.
        #[serde(default)]
        pub(crate) sensitive: bool,
        /// The return code for a broken limit, where it is not the one of `refusals` in `service.yaml`.
        pub(crate) code: Option<i64>,
        /// Its name in Rust, where the one made from the name on the wire is taken or a keyword.
        pub(crate) rust_name: Option<String>,
        /// Of a union: the field beside it that tells the variant; needed only where there are several candidates.
        pub(crate) selector: Option<String>,
        /// When the text is base64, so that its byte limits count what is encoded.
        #[cfg_attr(feature = "schema", schemars(schema_with = "forms::condition"))]
        pub(crate) base64_when: Option<Value>,
    }
}

/// What must hold between parameters or fields; the key that is there says which kind of rule it is.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::rule))]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// This one must be given when the condition under `when` holds.
    pub(crate) required: Option<String>,
    /// This one may be given only when the condition under `when` holds.
    pub(crate) allowed: Option<String>,
    /// The condition of a rule with `required` or `allowed`.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::condition"))]
    pub(crate) when: Option<Value>,
    /// One of these must be given, or more.
    pub(crate) at_least_one: Option<Vec<String>>,
    /// One of these must be given, and no other of them.
    pub(crate) exactly_one: Option<Vec<String>>,
    /// These two must not be equal.
    pub(crate) differ: Option<Vec<String>>,
    /// What a rule with `among` or `not_among` is about.
    pub(crate) value: Option<String>,
    /// The list, or field of its structs (`List.Field`), in which `value` must not occur.
    pub(crate) not_among: Option<String>,
    /// `value` must be equal to one of these.
    pub(crate) among: Option<Vec<String>>,
    /// The list, or field of its structs (`List.Field`), whose values must all be equal.
    pub(crate) all_equal: Option<String>,
    /// The return code for a broken rule, where it is not the one of `refusals` in `service.yaml`.
    pub(crate) code: Option<i64>,
}

/// A field of a reply, or of a callback.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::reply_field))]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplyField {
    /// What the value is: a built-in type, a named one, or a list, map or JSON text of such.
    #[serde(rename = "type")]
    pub(crate) ty: Option<String>,
    /// What the value means, in one sentence of our own.
    pub(crate) doc: Option<String>,
    /// Whether it may be absent.
    #[serde(default)]
    pub(crate) optional: bool,
    /// A value as it may come, for the documentation and the sandbox.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::single"))]
    pub(crate) example: Option<Value>,
    /// Its name in Rust, where the one made from the name on the wire is taken or a keyword.
    pub(crate) rust_name: Option<String>,
    /// Whether people wrote it: then it is kept out of logs.
    #[serde(default)]
    pub(crate) sensitive: bool,
    /// Of a union: the field beside it that tells the variant; needed only where there are several candidates.
    pub(crate) selector: Option<String>,
    /// What a number counts: a span of time, or a time since 1970.
    pub(crate) unit: Option<String>,
    /// Facts about it on which the documents disagree.
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}

/// A return code, with what differs for this action.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::action_code))]
#[serde(deny_unknown_fields)]
pub(crate) struct ActionCode {
    /// The number of the code, as in `codes.yaml`.
    pub(crate) code: Option<i64>,
    /// What it means here, in one sentence.
    pub(crate) meaning: Option<String>,
    /// What it means here, in one Chinese sentence.
    pub(crate) meaning_zh: Option<String>,
    /// What a person can do about it here.
    pub(crate) advice: Option<String>,
    /// What a program can do about it here.
    pub(crate) recovery: Option<String>,
    /// The parameter that it is about.
    pub(crate) about: Option<String>,
    /// Where the code means this, the reply as a whole or one of its items; in both if absent.
    #[serde(rename = "in")]
    pub(crate) level: Option<String>,
}
