//! `items` and `paging` of an action.

#[cfg(feature = "schema")]
use crate::schema::{forms, refine};
use serde::Deserialize;
use serde_yaml::Value;

/// How the reply tells which items failed, and where these stand in the request.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::items))]
#[serde(deny_unknown_fields)]
pub(crate) struct Items {
    /// The list of the reply with the items that failed.
    pub(crate) failed: Option<FailedItems>,
    /// The list of the request that the items come from, or several such lists; left out where sending them again
    /// would do something else.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::item_sources"))]
    pub(crate) request: Option<Value>,
    /// The list of the reply with the items that did not fail.
    pub(crate) succeeded: Option<String>,
}

/// A list of items that failed.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::failed_items))]
#[serde(deny_unknown_fields)]
pub(crate) struct FailedItems {
    /// The field that is the list, one of structs.
    pub(crate) list: Option<String>,
    /// The field of an item, or list of fields, that tells which item it is.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::keys"))]
    pub(crate) key: Option<Value>,
    /// The field with the item's return code.
    pub(crate) code: Option<String>,
    /// The field with what the server says about the item.
    pub(crate) message: Option<String>,
    /// The list inside an item with the parts of it that failed.
    pub(crate) nested: Option<Box<FailedItems>>,
}

/// How a reply goes on on further pages.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::paging))]
#[serde(deny_unknown_fields)]
pub(crate) struct Paging {
    /// The parameter that says where to go on.
    pub(crate) cursor: Option<String>,
    /// The reply field with the cursor of the next page.
    pub(crate) next: Option<String>,
    /// What tells the last page: the value of `next` there, a list of such, or a field of its own.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::page_end"))]
    pub(crate) done: Option<Value>,
    /// The parameter with how many items a page has at most.
    pub(crate) limit: Option<String>,
    /// The reply field with the number of all items.
    pub(crate) total: Option<String>,
    /// The list of the reply with the items of the page, or a field of its structs (`List.Field`).
    pub(crate) list: Option<String>,
}
