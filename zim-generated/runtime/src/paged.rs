//! What generated code says of a reply that comes page by page.

use super::Action;

/// An action whose reply comes page by page. [`Pages`](super::lists::Pages) goes through all of them.
pub trait Paged: Action + PartialEq {
    /// What a page is a list of.
    type Item;

    /// The request for the page after `reply`, which is the answer to this one; `None` after the last. It is this
    /// request once more if the server says that the next page begins where this one did.
    #[must_use]
    fn following(&self, reply: &Self::Reply) -> Option<Self>;

    /// The items of a page.
    #[must_use]
    fn items(reply: Self::Reply) -> Vec<Self::Item>;
}
