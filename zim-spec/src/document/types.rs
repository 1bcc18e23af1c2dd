//! `types.yaml`, and the files of `types/`.

use super::{Dispute, Ordered, Param, Rule};
use serde::Deserialize;
use serde_yaml::Value;

/// `types.yaml`, `types/<name>.yaml`
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
    /// Of an enumeration: number or text to value.
    pub(crate) values: Option<Ordered<EnumValue>>,
    /// Of flags: bit to value.
    pub(crate) flags: Option<Ordered<EnumValue>>,
    /// Whether an enumeration or flags take further values.
    pub(crate) open: Option<bool>,
    /// Of a struct, instead of `type`.
    pub(crate) fields: Option<Ordered<Param>>,
    /// Of a struct.
    #[serde(default)]
    pub(crate) rules: Vec<Rule>,
    /// Of a union, instead of `type`: the enumeration that selects.
    pub(crate) by: Option<String>,
    /// Of a union: the name of one of those values to a type.
    pub(crate) variants: Option<Ordered<String>>,
    pub(crate) non_empty: Option<bool>,
    pub(crate) min_bytes: Option<u64>,
    pub(crate) max_bytes: Option<u64>,
    pub(crate) min_chars: Option<u64>,
    pub(crate) max_chars: Option<u64>,
    pub(crate) charset: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) forbidden_prefix: Option<String>,
    pub(crate) min: Option<i64>,
    pub(crate) above: Option<i64>,
    pub(crate) max: Option<i64>,
    pub(crate) below: Option<i64>,
    pub(crate) only: Option<Vec<i64>>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) unique_items: Option<bool>,
    pub(crate) unique_by: Option<String>,
    pub(crate) max_total_bytes: Option<u64>,
    /// Keys of those limits that ZEGO raises on request, or key to how far.
    pub(crate) raisable: Option<Value>,
    pub(crate) clamps: Option<Clamps>,
    /// Key of a limit to the code for it.
    #[serde(default)]
    pub(crate) limit_codes: Ordered<i64>,
    /// Number to what it means.
    #[serde(default)]
    pub(crate) sentinels: Ordered<String>,
    pub(crate) unit: Option<String>,
    #[serde(default)]
    pub(crate) not_in_future: bool,
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}

/// One value of an enumeration, or one bit of flags.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnumValue {
    pub(crate) name: Option<String>,
    pub(crate) doc: Option<String>,
}

/// What the server takes in place of a number beyond a limit.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clamps {
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
}
