//! `service.yaml`.

use super::{Dispute, Ordered, Source};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `service.yaml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServiceFile {
    pub(crate) service: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) source: Option<Source>,
    #[serde(default)]
    pub(crate) hosts: Ordered<Host>,
    pub(crate) common: Option<CommonParams>,
    pub(crate) signing: Option<Signing>,
    /// How a list travels in a query.
    pub(crate) query_lists: Option<String>,
    pub(crate) envelope: Option<Envelope>,
    /// Reason to code; the reasons are the fields of [`crate::model::Refusals`].
    #[serde(default)]
    pub(crate) refusals: BTreeMap<String, i64>,
    pub(crate) callbacks: Option<Callbacks>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Host {
    pub(crate) host: Option<String>,
    pub(crate) doc: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommonParams {
    pub(crate) action: Option<String>,
    pub(crate) app_id: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) timestamp: Option<String>,
    pub(crate) signature_version: Option<String>,
    pub(crate) signature: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signing {
    pub(crate) algorithm: Option<String>,
    pub(crate) version: Option<String>,
    /// A duration such as `600s`.
    pub(crate) window: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Envelope {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
}

/// What all callbacks share.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Callbacks {
    pub(crate) common: Option<CallbackFields>,
    pub(crate) signing: Option<String>,
    /// Durations such as `2s`.
    #[serde(default)]
    pub(crate) retries: Vec<String>,
    pub(crate) source: Option<Source>,
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallbackFields {
    pub(crate) app_id: Option<String>,
    pub(crate) event: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) timestamp: Option<String>,
    pub(crate) signature: Option<String>,
}
