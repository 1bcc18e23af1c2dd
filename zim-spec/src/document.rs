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
mod types;

pub(crate) use action::{ActionCode, ActionFile, Effect, Param, Precondition, ReplyField, Rule};
pub(crate) use callback::CallbackFile;
pub(crate) use items::{FailedItems, Items, Paging};
pub(crate) use limits::Clamps;
pub(crate) use service::{CallbackFields, Callbacks, CommonParams, Envelope, Host, ServiceFile, Signing};
pub(crate) use types::{Charset, EnumValue, NamedType, TypesFile};

use serde::Deserialize;

/// An ordered mapping, as the author wrote it.
pub(crate) type Ordered<T> = crate::load::Ordered<T>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) page: Option<String>,
    pub(crate) checked: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dispute {
    pub(crate) about: Option<String>,
    #[serde(default)]
    pub(crate) readings: Vec<String>,
    pub(crate) taken: Option<String>,
}

/// `codes.yaml`: number to code.
pub(crate) type CodesFile = Ordered<ReturnCode>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnCode {
    pub(crate) name: Option<String>,
    pub(crate) meaning: Option<String>,
    pub(crate) meaning_zh: Option<String>,
    pub(crate) advice: Option<String>,
    pub(crate) layer: Option<String>,
    pub(crate) recovery: Option<String>,
}
