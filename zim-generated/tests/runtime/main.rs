//! The runtime through its public path, as generated code in other crates uses it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod decode;
mod encode;
mod everything;
mod lenient;
mod limits;
mod policies;
mod sample;
