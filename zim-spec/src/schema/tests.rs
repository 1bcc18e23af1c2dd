//! The schemas held to what serde and [`crate::resolve`] read.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod keys;
mod notations;
