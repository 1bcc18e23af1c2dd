//! What the workspace's tests and the tour share: a way to send, requests out of JSON, values out of limits.

pub mod boundary;
pub mod bridge;
pub mod sample;
pub mod transport;

/// The README's code, compiled and run.
///
/// ```compile_fail,E0061
/// // Forgetting a required parameter does not compile.
/// let _ = zim_generated::call::CallReject::builder("user0");
/// ```
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
