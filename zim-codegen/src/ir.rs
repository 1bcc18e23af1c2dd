//! What the output will say, decided in full: every identifier made, every sentence written.
//!
//! [`crate::lower`] makes it, and is the last stage that can fail; the emitters in [`crate::emit`] turn it
//! into tokens and cannot. Documentation here is Markdown already: text of a spec has been escaped.

mod action;
mod callback;
mod ident;
mod rules;
mod types;
mod values;

pub(crate) use action::{Action, FailedList, Items, KeepFailed, LastPage, Override, Paging, Refusal, SplitList};
pub(crate) use callback::{Answer, Callback, CallbackService};
pub(crate) use ident::{Ident, ModulePath};
pub(crate) use rules::{Condition, Reading, Rule, RuleCall, Shape, Test};
pub(crate) use types::{Enum, EnumKind, EnumValue, NamedCheck, Struct, Subject, TypeFile, Union, Variant};
pub(crate) use values::{Charset, Checks, Field, Kind, Limit, LimitCall, Presence, Reader, Received, Shared, Value};

use zim_spec::model;

/// A whole generated tree.
pub(crate) struct Tree {
    /// Path of the runtime that the code uses.
    pub(crate) runtime: ModulePath,
    pub(crate) service: Service,
    pub(crate) codes: Vec<Code>,
    /// Files of the `types` module, in order of their names.
    pub(crate) types: Vec<TypeFile>,
    pub(crate) groups: Vec<Group>,
    pub(crate) callbacks: Option<CallbackService>,
}

/// Features of the crate, one of which must be on for an item to be there. Empty if it is always there.
pub(crate) type Features = Vec<String>;

#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) docs: Vec<String>,
    pub(crate) regions: Vec<Region>,
    pub(crate) common: model::CommonParams,
    pub(crate) signature_version: String,
    pub(crate) window_seconds: u32,
    pub(crate) envelope: model::Envelope,
    /// What is answered to a request that breaks a limit, unless it has a code of its own.
    pub(crate) parameter_code: CodeRef,
    /// The fields of a reply that holds nothing else.
    pub(crate) ack: Vec<Received>,
}

#[derive(Debug)]
pub(crate) struct Region {
    pub(crate) variant: Ident,
    pub(crate) host: String,
    pub(crate) docs: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) constant: Ident,
    pub(crate) info: model::ReturnCode,
    pub(crate) docs: Vec<String>,
}

/// A code that generated code refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CodeRef {
    /// A constant of the `codes` module.
    Constant(Ident),
    /// A number that the spec gives no name.
    Number(i64),
}

#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) module: Ident,
    pub(crate) features: Features,
    pub(crate) docs: Vec<String>,
    pub(crate) actions: Vec<Action>,
}
