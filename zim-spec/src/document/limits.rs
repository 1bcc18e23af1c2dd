//! The keys that state limits, as a parameter, a field and a named type all have them.

#[cfg(feature = "schema")]
use crate::schema::refine;
use serde::Deserialize;

/// A struct of a file with the keys of limits after its own. The keys are written out by this macro, not
/// flattened in: serde's `flatten` would lose the places of what stands under them.
macro_rules! with_limits {
    ($(#[$attribute:meta])* pub(crate) struct $name:ident { $($own:tt)* }) => {
        $(#[$attribute])*
        pub(crate) struct $name {
            $($own)*
            /// Of a text: whether it must have a character; `false` lifts the limit that the type states.
            pub(crate) non_empty: Option<bool>,
            /// Of a text: how many bytes it must have at least.
            pub(crate) min_bytes: Option<u64>,
            /// Of a text: how many bytes it may have at most.
            pub(crate) max_bytes: Option<u64>,
            /// Of a text: how many characters it must have at least.
            pub(crate) min_chars: Option<u64>,
            /// Of a text: how many characters it may have at most.
            pub(crate) max_chars: Option<u64>,
            /// Of a text: the charset that its characters are from, one defined under `charsets`.
            pub(crate) charset: Option<String>,
            /// Of a text: what it must start with.
            pub(crate) prefix: Option<String>,
            /// Of a text: what it must not start with.
            pub(crate) forbidden_prefix: Option<String>,
            /// Of a number: the lowest.
            pub(crate) min: Option<i64>,
            /// Of a number: it must be higher than this.
            pub(crate) above: Option<i64>,
            /// Of a number: the highest.
            pub(crate) max: Option<i64>,
            /// Of a number: it must be lower than this.
            pub(crate) below: Option<i64>,
            /// Of an enumeration: which of its numbers are allowed here.
            pub(crate) only: Option<Vec<i64>>,
            /// Of a list or map: how many items it must have at least.
            pub(crate) min_items: Option<u64>,
            /// Of a list or map: how many items it may have at most.
            pub(crate) max_items: Option<u64>,
            /// Of a list: whether no two items may be equal; `false` lifts the limit that the type states.
            pub(crate) unique_items: Option<bool>,
            /// Of a list of structs: the field in which no two items may be equal.
            pub(crate) unique_by: Option<String>,
            /// Of a list of structs: how many bytes the texts in it may have in all.
            pub(crate) max_total_bytes: Option<u64>,
            /// The limits that ZEGO raises on request: their keys, or key to how far.
            #[cfg_attr(feature = "schema", schemars(schema_with = "forms::raisable"))]
            pub(crate) raisable: Option<Value>,
            /// Of a number: what the server takes in place of one beyond `min` or `max`, instead of refusing it.
            pub(crate) clamps: Option<Clamps>,
            /// The return codes for single limits, by their keys, where they are not that of the parameter.
            #[serde(default)]
            pub(crate) limit_codes: Ordered<i64>,
            /// Of a number: values that mean something of their own, and what; no limit holds for them.
            #[serde(default)]
            pub(crate) sentinels: Ordered<String>,
            /// Of a number: what it counts, a span of time or a time since 1970.
            pub(crate) unit: Option<String>,
            /// Of a time: whether it may not lie ahead; for the documentation alone.
            #[serde(default)]
            pub(crate) not_in_future: bool,
            /// Facts about it on which the documents disagree.
            #[serde(default)]
            pub(crate) disputed: Vec<Dispute>,
        }
    };
}
pub(super) use with_limits;

/// What the server takes in place of a number beyond a limit.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::clamps))]
#[serde(deny_unknown_fields)]
pub(crate) struct Clamps {
    /// What it takes in place of a number below `min`.
    pub(crate) min: Option<i64>,
    /// What it takes in place of a number above `max`.
    pub(crate) max: Option<i64>,
}
