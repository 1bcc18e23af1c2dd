//! Rate limits as clients keep them: what a request takes of them, alone and shared through Redis, and that the sandbox,
//! which counts for itself, refuses nothing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod away;
mod demands;
mod keepers;
#[path = "../listener/mod.rs"]
mod listener;
mod sandbox;
mod script;
mod server;
