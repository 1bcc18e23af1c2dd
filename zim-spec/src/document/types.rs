//! `types.yaml`, and the files of `types/`.

use super::limits::with_limits;
use super::{Clamps, Dispute, Ordered, Param, Rule};
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

with_limits! {
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
    }
}

/// One value of an enumeration, or one bit of flags.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnumValue {
    pub(crate) name: Option<String>,
    pub(crate) doc: Option<String>,
}
