//! Where facts were read, and where the documents disagree.

use serde::Serialize;

/// Where a fact was read, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Source {
    /// The page, below the documentation's root, such as `zim-server/call-invitation/reject-a-call-invitation`.
    pub page: String,
    /// The day it was read, `YYYY-MM-DD`.
    pub checked: String,
}

/// A fact on which the documents disagree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Dispute {
    /// What is in dispute.
    pub about: String,
    /// What each document says; at least two.
    pub readings: Vec<String>,
    /// Which reading the spec follows, and why.
    pub taken: String,
}
