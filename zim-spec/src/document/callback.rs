//! `callbacks/<group>/<event>.yaml`.

use super::{Dispute, Ordered, Param, ReplyField, Source};
#[cfg(feature = "schema")]
use crate::schema::refine;
use serde::Deserialize;

/// One callback, in `callbacks/<group>/<event>.yaml`; the file is called as the event is.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::callback))]
#[serde(deny_unknown_fields)]
pub(crate) struct CallbackFile {
    /// The name of the event on the wire.
    pub(crate) callback: Option<String>,
    /// When it is sent, in one sentence of our own.
    pub(crate) summary: Option<String>,
    /// What else is to be known about it, in sentences of our own.
    pub(crate) doc: Option<String>,
    /// The page that this was read from, and when.
    pub(crate) source: Option<Source>,
    /// The fields beside those of every callback, by their names on the wire.
    #[serde(default)]
    pub(crate) fields: Ordered<ReplyField>,
    /// The parameters of the answer that is expected; left out if any answer will do.
    #[serde(default)]
    pub(crate) reply: Ordered<Param>,
    /// The pauses after which it is sent again, where they are not those of all callbacks.
    pub(crate) retries: Option<Vec<String>>,
    /// What the answer makes of what it is about; only beside `reply`.
    pub(crate) verdict: Option<Verdict>,
    /// Facts about the callback on which the documents disagree.
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}

/// What the answer to a callback makes of what it is about. The sandbox does it.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::verdict))]
#[serde(deny_unknown_fields)]
pub(crate) struct Verdict {
    /// The number in the answer that decides.
    pub(crate) by: Option<String>,
    /// Its values that refuse, each with the code that whoever asked then gets.
    #[serde(default)]
    pub(crate) refuse: Ordered<i64>,
    /// The code if no answer came; without it, that refuses nothing.
    pub(crate) unanswered: Option<i64>,
    /// The text in the answer that says why it refuses.
    pub(crate) reason: Option<String>,
    /// Fields of the callback, each with the text in the answer that replaces it.
    #[serde(default)]
    pub(crate) replace: Ordered<String>,
}
