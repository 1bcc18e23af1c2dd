//! The runtime through its public path, as generated code in other crates uses it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod by_hand;
#[cfg(feature = "callbacks")]
mod callbacks;
mod chunks;
mod decode;
mod deserializers;
mod encode;
mod enumerations;
mod errors;
mod facts;
mod items;
mod lenient;
mod limits;
mod more_limits;
mod pages;
mod plain;
mod policies;
mod received;
mod rules;
mod sample;
mod show;
mod values;
