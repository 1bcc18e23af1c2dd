//! Generates Rust from a ZIM spec: request types, validators, replies and error enums.
//!
//! # From a build script
//!
//! ```no_run
//! // build.rs
//! fn main() -> std::process::ExitCode {
//!     zim_codegen::Build::new()
//!         .shipped_actions(["CallReject"])
//!         .folder("spec")
//!         .rerun_if_changed(true)
//!         .run_or_report()
//! }
//! ```
//!
//! and in the crate, which depends on `zim-generated` for the runtime:
//!
//! ```ignore
//! pub mod zim {
//!     include!(concat!(env!("OUT_DIR"), "/zim.rs"));
//! }
//! ```
//!
//! # As a library
//!
//! [`generate`] is pure: the same spec gives the same bytes, on every platform and in every locale. It runs
//! the stages *lower → emit → render*; [`zim_spec::load`] has run *load → resolve → lint* before, and
//! [`sync`] writes the result.

mod build_script;
pub mod diff;
mod emit;
mod fingerprint;
#[cfg(feature = "import")]
pub mod import;
mod ir;
mod lower;
pub mod openapi;
mod render;
mod rules;
pub mod sentences;
pub mod sync;

pub use build_script::{Build, BuildError};
pub use render::GeneratedFile;
pub use rules::{Rule, rules};
pub use zim_spec;
pub use zim_spec::load::over_shipped;

use zim_spec::diagnostic::Diagnostics;
use zim_spec::model::Spec;

/// Where the code that is generated finds its runtime, when nothing else is said.
pub const IN_CRATE_RUNTIME: &str = "crate::runtime";

/// What can be chosen about the output.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Path of the runtime: [`IN_CRATE_RUNTIME`], or `::zim_generated::runtime` outside that crate.
    pub runtime: String,
    /// Whether each group of actions, and the callbacks, depend on a feature of the crate that is called like it.
    pub features: bool,
}

impl Default for Options {
    /// The runtime is in the crate, which has the features.
    fn default() -> Self {
        Self { runtime: IN_CRATE_RUNTIME.to_owned(), features: true }
    }
}

impl Options {
    /// Takes the runtime from `path`. Features are emitted if that is [`IN_CRATE_RUNTIME`], and not for a crate of
    /// which nothing is known; [`with_features`](Self::with_features) says otherwise.
    #[must_use]
    pub fn with_runtime(mut self, path: impl Into<String>) -> Self {
        self.runtime = path.into();
        self.features = self.runtime == IN_CRATE_RUNTIME;
        self
    }

    /// Whether each group of actions, and the callbacks, depend on a feature of the crate that is called like it.
    #[must_use]
    pub fn with_features(mut self, features: bool) -> Self {
        self.features = features;
        self
    }
}

/// The files of the generated crate, for a spec, in order of their paths.
///
/// # Errors
///
/// What about the spec cannot be said in Rust; a spec that loaded without errors has nothing of the kind
/// unless it names a group like a file of the generator's own.
pub fn generate(spec: &Spec) -> Result<Vec<GeneratedFile>, Diagnostics> {
    generate_with(spec, &Options::default())
}

/// [`generate`], with choices.
///
/// # Errors
///
/// Those of [`generate`], and a runtime path that is none.
pub fn generate_with(spec: &Spec, options: &Options) -> Result<Vec<GeneratedFile>, Diagnostics> {
    let tree = lower::lower(spec, options)?;
    render::files(&tree, &emit::outlines(spec, &tree))
}

/// The same code as one text with nested modules, to be taken in by `include!`.
///
/// # Errors
///
/// Those of [`generate_with`].
pub fn generate_bundle(spec: &Spec, options: &Options) -> Result<String, Diagnostics> {
    let tree = lower::lower(spec, options)?;
    render::bundle(&tree, &emit::outlines(spec, &tree))
}
