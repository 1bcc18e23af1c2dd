//! `actions/<group>/<action>.yaml`, and what structs and callbacks have in common with it.

use super::limits::with_limits;
use super::{Clamps, Dispute, Envelope, Items, Ordered, Paging, Source};
use serde::Deserialize;
use serde_yaml::Value;

/// `actions/<group>/<action>.yaml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActionFile {
    pub(crate) action: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) method: Option<String>,
    /// Where the parameters travel.
    #[serde(rename = "in")]
    pub(crate) carrier: Option<String>,
    pub(crate) host: Option<String>,
    pub(crate) envelope: Option<Envelope>,
    /// `20/s`, `1/s per GroupId`, `20/s of MsgSeqList`, or a list of such.
    pub(crate) rate_limit: Option<Value>,
    pub(crate) source: Option<Source>,
    pub(crate) notifies: Option<String>,
    #[serde(default)]
    pub(crate) params: Ordered<Param>,
    #[serde(default)]
    pub(crate) rules: Vec<Rule>,
    #[serde(default)]
    pub(crate) reply: Ordered<ReplyField>,
    pub(crate) items: Option<Items>,
    pub(crate) paging: Option<Paging>,
    /// Each a number, or a mapping as in [`ActionCode`].
    #[serde(default)]
    pub(crate) codes: Vec<Value>,
    #[serde(default)]
    pub(crate) preconditions: Vec<Precondition>,
    pub(crate) effect: Option<Effect>,
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}

with_limits! {
    /// A parameter of an action, a field of a struct, or of a callback's answer.
    #[derive(Debug, Default, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Param {
        #[serde(rename = "type")]
        pub(crate) ty: Option<String>,
        pub(crate) doc: Option<String>,
        #[serde(default)]
        pub(crate) required: bool,
        pub(crate) default: Option<Value>,
        pub(crate) example: Option<Value>,
        #[serde(default)]
        pub(crate) sensitive: bool,
        /// The code for a broken limit, where it is not the service's.
        pub(crate) code: Option<i64>,
        pub(crate) rust_name: Option<String>,
        /// Of a union: the field that selects.
        pub(crate) selector: Option<String>,
        /// When the text is base64: a condition, as in [`Rule::when`].
        pub(crate) base64_when: Option<Value>,
    }
}

/// What must hold between parameters; the key that is there says which kind it is.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub(crate) required: Option<String>,
    pub(crate) allowed: Option<String>,
    /// A field to a value, a list of values, `{has: 4}` or `{given: true}`.
    pub(crate) when: Option<Value>,
    pub(crate) at_least_one: Option<Vec<String>>,
    pub(crate) exactly_one: Option<Vec<String>>,
    pub(crate) differ: Option<Vec<String>>,
    pub(crate) value: Option<String>,
    /// A list, or `List.Field`.
    pub(crate) not_among: Option<String>,
    pub(crate) among: Option<Vec<String>>,
    /// `List.Field`.
    pub(crate) all_equal: Option<String>,
    pub(crate) code: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplyField {
    #[serde(rename = "type")]
    pub(crate) ty: Option<String>,
    pub(crate) doc: Option<String>,
    #[serde(default)]
    pub(crate) optional: bool,
    pub(crate) example: Option<Value>,
    pub(crate) rust_name: Option<String>,
    #[serde(default)]
    pub(crate) sensitive: bool,
    /// Of a union: the field that selects.
    pub(crate) selector: Option<String>,
    pub(crate) unit: Option<String>,
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}

/// A code with what differs for this action.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActionCode {
    pub(crate) code: Option<i64>,
    pub(crate) meaning: Option<String>,
    pub(crate) meaning_zh: Option<String>,
    pub(crate) advice: Option<String>,
    pub(crate) recovery: Option<String>,
    pub(crate) about: Option<String>,
    /// `reply` or `item`; both if absent.
    #[serde(rename = "in")]
    pub(crate) level: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Precondition {
    pub(crate) check: Option<String>,
    pub(crate) user: Option<String>,
    pub(crate) call: Option<String>,
    pub(crate) otherwise: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Effect {
    pub(crate) change: Option<String>,
    pub(crate) user: Option<String>,
    pub(crate) call: Option<String>,
}
