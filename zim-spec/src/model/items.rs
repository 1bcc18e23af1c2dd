//! Requests that work on many items at once: which failed, and how replies go on for more pages.

use super::{FieldPath, Scalar};
use serde::Serialize;

/// How the reply of a batch tells which of its items failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Items {
    /// The list of those that failed.
    pub failed: FailedItems,
    /// Where they stand in the request, so that one for just these can be made: in any of these lists. None if to
    /// send it again would do something else, such as create a second group.
    pub request: Vec<ItemSource>,
    /// The reply field with those that succeeded, if there is one.
    pub succeeded: Option<String>,
}

/// A list of failed items in a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FailedItems {
    /// The reply field, a list of structs; of a nested one, the field of those structs.
    pub list: String,
    /// The fields of an item, texts or integers, that tell which it is; never empty.
    pub keys: Vec<String>,
    /// The field with its code; `None` if there is none.
    pub code: Option<String>,
    /// The field with what the server says about it.
    pub message: Option<String>,
    /// The list inside an item of parts that failed; an item that has one need not have failed itself.
    pub nested: Option<Box<FailedItems>>,
}

/// The list of a request whose items can fail one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ItemSource {
    /// A parameter, a list.
    pub list: String,
    /// The fields of its structs that are the keys of a failed item, in the same order; empty if the items are
    /// texts, which are the key themselves.
    pub keys: Vec<String>,
    /// Of structs: the fields, maps, whose keys are the first key of a nested failed item.
    pub parts: Vec<String>,
}

/// How a long reply is fetched page by page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Paging {
    /// The parameter that says where to go on; absent on the first page.
    pub cursor: String,
    /// The reply field, of the same type, that tells where the next page begins.
    pub next: String,
    /// When there is no next page.
    pub end: PageEnd,
    /// The parameter that says how many items a page has at most.
    pub limit: Option<String>,
    /// The reply field with the number of all items.
    pub total: Option<String>,
    /// The items of the page.
    pub list: FieldPath,
}

/// When there is no next page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum PageEnd {
    /// When the next cursor is one of these, or absent.
    Next(Vec<Scalar>),
    /// When the reply field of that name is true, or, being an integer, not 0.
    Field(String),
}
