//! The keys that state limits, as a parameter, a field and a named type all have them.

use serde::Deserialize;

/// A struct of a file with the keys of limits after its own. The keys are written out by this macro, not
/// flattened in: serde's `flatten` would lose the places of what stands under them.
macro_rules! with_limits {
    ($(#[$attribute:meta])* pub(crate) struct $name:ident { $($own:tt)* }) => {
        $(#[$attribute])*
        pub(crate) struct $name {
            $($own)*
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
    };
}
pub(super) use with_limits;

/// What the server takes in place of a number beyond a limit.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clamps {
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
}
