//! The ZIM server API as data.
//!
//! One YAML file describes one action: its parameters and their limits, its reply, its return codes. This
//! crate reads such files ([`load`]), reports every problem at once with its exact place ([`diagnostic`]),
//! and gives the resolved [`model::Spec`] to whoever generates code from it. The [`interpret`] module
//! checks a request against a spec without any generated code.
//!
//! The spec that ships with the crate is embedded: [`shipped`] needs no files on disk.
//!
//! Behind the feature `schema`, the module of that name gives the JSON Schema of spec files, for editors.

pub mod diagnostic;
pub mod interpret;
pub mod load;
pub mod model;
pub mod naming;
pub mod parallel;
#[cfg(feature = "schema")]
pub mod schema;

mod day;
mod document;
mod lint;
mod resolve;

pub use day::Day;
pub use lint::{Example, Lint, lints};
pub use load::shipped;
