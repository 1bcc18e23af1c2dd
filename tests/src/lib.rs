//! What the workspace's tests and the tour share: a way to send, requests out of JSON, values out of limits.

use zim_spec::load::{Layer, load};
use zim_spec::model::Spec;

pub mod boundary;
pub mod bridge;
pub mod bridge_code;
pub mod documents;
pub mod hostile;
pub mod random;
pub mod relaxed;
pub mod rules;
pub mod sample;
pub mod scratch;
pub mod shrink;
pub mod transport;
pub mod wire;

/// Code for a spec that uses every part of the language, whether ZIM does or not.
pub mod lab {
    include!(concat!(env!("OUT_DIR"), "/lab.rs"));
}

/// The shipped spec together with the lab's.
///
/// # Errors
///
/// What is wrong with either.
pub fn spec() -> Result<Spec, transport::BoxError> {
    let lab = Layer::folder(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/lab")))?;
    Ok(load(&[Layer::shipped(), lab]).into_result().map_err(|diagnostics| diagnostics.to_string())?)
}

/// The README's code, compiled and run.
///
/// ```compile_fail,E0061
/// // Forgetting a required parameter does not compile.
/// let _ = zim_generated::call::CallReject::builder("user0");
/// ```
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
