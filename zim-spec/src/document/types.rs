//! `types.yaml`, and the files of `types/`.

use super::limits::with_limits;
use super::{Clamps, Dispute, Ordered, Param, Rule};
#[cfg(feature = "schema")]
use crate::schema::{forms, refine};
use serde::Deserialize;
use serde_yaml::Value;

/// Charsets and named types, in `types.yaml` or `types/<name>.yaml`, each stated once and used by its name.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::types))]
#[serde(deny_unknown_fields)]
pub(crate) struct TypesFile {
    /// Charsets by their names.
    #[serde(default)]
    pub(crate) charsets: Ordered<Charset>,
    /// Types by their names: scalars with limits, enumerations, flags, structs and unions.
    #[serde(default)]
    pub(crate) types: Ordered<NamedType>,
}

/// The characters that a text may consist of.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::charset))]
#[serde(deny_unknown_fields)]
pub(crate) struct Charset {
    /// Which characters these are, in a few words.
    pub(crate) doc: Option<String>,
    /// Every character, one after another, from the space to `~`; a hyphen is a character like any other.
    pub(crate) chars: Option<String>,
    /// Facts about it on which the documents disagree.
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}

with_limits! {
    /// A named type: a scalar, list or map with limits (`type`), an enumeration (`type` and `values`), flags (`type`
    /// and `flags`), a struct (`fields`) or a union (`by` and `variants`).
    #[derive(Debug, Default, Deserialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::named_type))]
    #[serde(deny_unknown_fields)]
    pub(crate) struct NamedType {
        /// What the value is: a built-in type, another named one, or a list, map or JSON text of such.
        #[serde(rename = "type")]
        pub(crate) ty: Option<String>,
        /// What the type is for, in one sentence of our own.
        pub(crate) doc: Option<String>,
        /// Of an enumeration: its numbers or texts, each with a name.
        pub(crate) values: Option<Ordered<EnumValue>>,
        /// Of flags: single bits, each with a name.
        pub(crate) flags: Option<Ordered<EnumValue>>,
        /// Whether an enumeration or flags allow further values.
        pub(crate) open: Option<bool>,
        /// Of a struct: its fields by their names on the wire.
        pub(crate) fields: Option<Ordered<Param>>,
        /// Of a struct: what must hold between its fields.
        #[serde(default)]
        pub(crate) rules: Vec<Rule>,
        /// Of a union: the enumeration of integers whose value tells the variant.
        pub(crate) by: Option<String>,
        /// Of a union: what it is for the values of that enumeration, by their names.
        pub(crate) variants: Option<Ordered<String>>,
    }
}

/// One value of an enumeration, or one bit of flags.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::enum_value))]
#[serde(deny_unknown_fields)]
pub(crate) struct EnumValue {
    /// The name of the value.
    pub(crate) name: Option<String>,
    /// What the value means, in one sentence of our own.
    pub(crate) doc: Option<String>,
}
