//! The YAML files as written: plain serde types, one per kind of file, nothing looked up yet.
//!
//! What a key means is said at its counterpart in [`crate::model`]. Fields that a file must have are
//! `Option` here: that one is missing is reported by [`crate::resolve`] with its place, together with
//! everything else, rather than by serde, which would stop there. Values that are written in a small
//! notation (`20/s`, `list<UserId>`) stay text here for the same reason.

use serde::Deserialize;
use serde_yaml::Value;
use std::collections::BTreeMap;

/// An ordered mapping, as the author wrote it.
pub(crate) type Ordered<T> = crate::load::Ordered<T>;

/// `service.yaml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServiceFile {
    pub(crate) service: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) source: Option<Source>,
    #[serde(default)]
    pub(crate) hosts: Ordered<Host>,
    pub(crate) common: Option<CommonParams>,
    pub(crate) signing: Option<Signing>,
    pub(crate) envelope: Option<Envelope>,
    /// Reason to code; the reasons are the fields of [`crate::model::Refusals`].
    #[serde(default)]
    pub(crate) refusals: BTreeMap<String, i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Host {
    pub(crate) host: Option<String>,
    pub(crate) doc: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommonParams {
    pub(crate) action: Option<String>,
    pub(crate) app_id: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) timestamp: Option<String>,
    pub(crate) signature_version: Option<String>,
    pub(crate) signature: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signing {
    pub(crate) algorithm: Option<String>,
    pub(crate) version: Option<String>,
    /// A duration such as `600s`.
    pub(crate) window: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Envelope {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) page: Option<String>,
    pub(crate) checked: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dispute {
    pub(crate) about: Option<String>,
    #[serde(default)]
    pub(crate) readings: Vec<String>,
    pub(crate) taken: Option<String>,
}

/// `types.yaml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TypesFile {
    #[serde(default)]
    pub(crate) charsets: Ordered<Charset>,
    #[serde(default)]
    pub(crate) types: Ordered<NamedType>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Charset {
    pub(crate) doc: Option<String>,
    pub(crate) chars: Option<String>,
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}

/// The keys that state limits stand in each struct that has them: `flatten` would lose places.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedType {
    #[serde(rename = "type")]
    pub(crate) ty: Option<String>,
    pub(crate) doc: Option<String>,
    /// Of an enumeration: number to value.
    pub(crate) values: Option<Ordered<EnumValue>>,
    /// Whether an enumeration takes further numbers.
    pub(crate) open: Option<bool>,
    /// Of a struct, instead of `type`.
    pub(crate) fields: Option<Ordered<Param>>,
    pub(crate) non_empty: Option<bool>,
    pub(crate) min_bytes: Option<u64>,
    pub(crate) max_bytes: Option<u64>,
    pub(crate) min_chars: Option<u64>,
    pub(crate) max_chars: Option<u64>,
    pub(crate) charset: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) forbidden_prefix: Option<String>,
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) unique_items: Option<bool>,
    /// Keys of those limits that ZEGO raises on request.
    #[serde(default)]
    pub(crate) raisable: Vec<String>,
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}

/// One value of an enumeration.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnumValue {
    pub(crate) name: Option<String>,
    pub(crate) doc: Option<String>,
}

/// `codes.yaml`: number to code.
pub(crate) type CodesFile = Ordered<ReturnCode>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnCode {
    pub(crate) name: Option<String>,
    pub(crate) meaning: Option<String>,
    pub(crate) meaning_zh: Option<String>,
    pub(crate) advice: Option<String>,
    pub(crate) layer: Option<String>,
    pub(crate) recovery: Option<String>,
}

/// `actions/<group>/<action>.yaml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActionFile {
    pub(crate) action: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) method: Option<String>,
    /// `20/s`, `1/s per group`, or a list of such.
    pub(crate) rate_limit: Option<Value>,
    pub(crate) source: Option<Source>,
    pub(crate) notifies: Option<String>,
    #[serde(default)]
    pub(crate) params: Ordered<Param>,
    #[serde(default)]
    pub(crate) reply: Ordered<ReplyField>,
    /// Each a number, or a mapping as in [`ActionCode`].
    #[serde(default)]
    pub(crate) codes: Vec<Value>,
    #[serde(default)]
    pub(crate) preconditions: Vec<Precondition>,
    pub(crate) effect: Option<Effect>,
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}

/// A parameter of an action, or a field of a struct.
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
    pub(crate) non_empty: Option<bool>,
    pub(crate) min_bytes: Option<u64>,
    pub(crate) max_bytes: Option<u64>,
    pub(crate) min_chars: Option<u64>,
    pub(crate) max_chars: Option<u64>,
    pub(crate) charset: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) forbidden_prefix: Option<String>,
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) unique_items: Option<bool>,
    #[serde(default)]
    pub(crate) raisable: Vec<String>,
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
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
}

/// A code with what differs for this action.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActionCode {
    pub(crate) code: Option<i64>,
    pub(crate) meaning: Option<String>,
    pub(crate) advice: Option<String>,
    pub(crate) recovery: Option<String>,
    pub(crate) about: Option<String>,
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
