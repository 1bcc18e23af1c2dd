//! The JSON Schema of spec files, held to the files there are and to what the loader says of wrong ones.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod broken;
mod files;
mod form;
mod mistakes;
mod validator;
