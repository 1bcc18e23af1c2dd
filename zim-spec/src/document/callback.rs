//! `callbacks/<group>/<event>.yaml`.

use super::{Dispute, Ordered, Param, ReplyField, Source};
use serde::Deserialize;

/// `callbacks/<group>/<event>.yaml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallbackFile {
    pub(crate) callback: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) source: Option<Source>,
    #[serde(default)]
    pub(crate) fields: Ordered<ReplyField>,
    #[serde(default)]
    pub(crate) reply: Ordered<Param>,
    /// Durations such as `3s`, `2500ms`.
    pub(crate) retries: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}
