//! `items` and `paging` of an action.

use serde::Deserialize;
use serde_yaml::Value;

/// Which items of a request failed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Items {
    pub(crate) failed: Option<FailedItems>,
    /// `List`, `List.Field`, or a mapping of `list`, `keys` and `parts`; or a list of such.
    pub(crate) request: Option<Value>,
    pub(crate) succeeded: Option<String>,
}

/// A list of failed items in a reply.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FailedItems {
    pub(crate) list: Option<String>,
    /// A name, or a list of names.
    pub(crate) key: Option<Value>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) nested: Option<Box<FailedItems>>,
}

/// How a reply goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paging {
    pub(crate) cursor: Option<String>,
    pub(crate) next: Option<String>,
    /// A value, a list of values, or `{field: FetchEnd}`.
    pub(crate) done: Option<Value>,
    pub(crate) limit: Option<String>,
    pub(crate) total: Option<String>,
    pub(crate) list: Option<String>,
}
