//! JSON Schema (draft-07) of spec files, for editors: which keys there are, what they mean, what is written there.
//!
//! Keys and descriptions come from the documents that serde reads, words from the tables that resolving reads. What
//! takes more than one file to see, such as whether a name is defined, is left to the loader.

mod any;
mod branches;
mod edit;
pub(crate) mod forms;
mod limits;
mod notation;
pub(crate) mod refine;
mod state;
mod tidy;

#[cfg(test)]
mod tests;

use crate::document::{ActionFile, CallbackFile, ServiceFile, StateFile, TypesFile};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

/// A kind of spec file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `service.yaml`
    Service,
    /// `types.yaml`, `types/<name>.yaml`
    Types,
    /// `codes.yaml`
    Codes,
    /// `state.yaml`
    State,
    /// `actions/<group>/<action>.yaml`
    Action,
    /// `callbacks/<group>/<event>.yaml`
    Callback,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Service, Self::Types, Self::Codes, Self::State, Self::Action, Self::Callback];

    /// Its name in lower case, such as `action`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Types => "types",
            Self::Codes => "codes",
            Self::State => "state",
            Self::Action => "action",
            Self::Callback => "callback",
        }
    }
}

/// The schema of files of this kind.
#[must_use]
pub fn schema(kind: Kind) -> Value {
    match kind {
        Kind::Service => root::<ServiceFile>(),
        Kind::Types => root::<TypesFile>(),
        Kind::Codes => root::<refine::Codes>(),
        Kind::State => root::<StateFile>(),
        Kind::Action => root::<ActionFile>(),
        Kind::Callback => root::<CallbackFile>(),
    }
}

/// One schema for files of all kinds, which tells them apart by their keys.
#[must_use]
pub fn combined() -> Value {
    root::<any::AnyFile>()
}

fn root<T: JsonSchema>() -> Value {
    let mut schema = generator().into_root_schema_for::<T>().to_value();
    // The same bytes, whatever other crates ask of serde_json.
    schema.sort_all_objects();
    schema
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft07().with_transform(RecursiveTransform(tidy::tidy)).into_generator()
}
