//! The YAML files as written: plain serde types, one per kind of file, nothing looked up yet.
//!
//! What a key means is said at its counterpart in [`crate::model`]. Fields that a file must have are
//! `Option` here: that one is missing is reported by [`crate::resolve`] with its place, together with
//! everything else, rather than by serde, which would stop there. Values that are written in a small
//! notation (`20/s`, `list<UserId>`) stay text here for the same reason, and those that can be written in
//! several ways stay YAML values.

mod action;
mod callback;
mod items;
mod limits;
mod service;
mod state;
mod types;

pub(crate) use action::{ActionCode, ActionFile, Param, ReplyField, Rule};
pub(crate) use callback::{CallbackFile, Verdict};
pub(crate) use items::{FailedItems, Items, Paging};
pub(crate) use limits::Clamps;
pub(crate) use service::{CallbackFields, Callbacks, CommonParams, Envelope, Host, ServiceFile, Signing};
pub(crate) use state::{Effect, Precondition, StateFile, Table};
pub(crate) use types::{Charset, EnumValue, NamedType, TypesFile};

#[cfg(feature = "schema")]
use crate::schema::refine;
use serde::Deserialize;

/// An ordered mapping, as the author wrote it.
pub(crate) type Ordered<T> = crate::load::Ordered<T>;

/// The page that something was read from.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::source))]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    /// The page, as the path below the root of ZEGO's documentation.
    pub(crate) page: Option<String>,
    /// The day on which somebody compared this with the page.
    pub(crate) checked: Option<String>,
}

/// A fact on which the documents disagree.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::dispute))]
#[serde(deny_unknown_fields)]
pub(crate) struct Dispute {
    /// Which fact, in a few words.
    pub(crate) about: Option<String>,
    /// What each document says, and which it is.
    #[serde(default)]
    pub(crate) readings: Vec<String>,
    /// Which reading the spec follows, and why.
    pub(crate) taken: Option<String>,
}

/// `codes.yaml`: number to code.
pub(crate) type CodesFile = Ordered<ReturnCode>;

/// A return code: what it means, and what can be done about it.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::return_code))]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnCode {
    /// The name of the code in the generated code.
    pub(crate) name: Option<String>,
    /// What it means, in one sentence of our own.
    pub(crate) meaning: Option<String>,
    /// What it means, in one Chinese sentence of our own.
    pub(crate) meaning_zh: Option<String>,
    /// What a person can do about it.
    pub(crate) advice: Option<String>,
    /// Who answers it: all of ZEGO's services, the gateway before the action is reached, or the action.
    pub(crate) layer: Option<String>,
    /// What a program can do about it.
    pub(crate) recovery: Option<String>,
}
