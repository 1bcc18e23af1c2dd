//! `service.yaml`.

use super::{Dispute, Ordered, Source};
#[cfg(feature = "schema")]
use crate::schema::refine;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What all actions share, in `service.yaml`: where the service is reached, what every request and reply carries.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::service))]
#[serde(deny_unknown_fields)]
pub(crate) struct ServiceFile {
    /// The name of the service.
    pub(crate) service: Option<String>,
    /// What the service is, in one sentence of our own.
    pub(crate) doc: Option<String>,
    /// The page that this was read from, and when.
    pub(crate) source: Option<Source>,
    /// The hosts by the names of their regions; the first is the default.
    #[serde(default)]
    pub(crate) hosts: Ordered<Host>,
    /// The names of the parameters that every request has in its query.
    pub(crate) common: Option<CommonParams>,
    /// How requests are signed.
    pub(crate) signing: Option<Signing>,
    /// How a list travels in a query: `brackets` is `Name[]=a&Name[]=b`.
    pub(crate) query_lists: Option<String>,
    /// The names of the fields that every reply has.
    pub(crate) envelope: Option<Envelope>,
    /// The return code for each reason to refuse a request before its action is reached.
    #[serde(default)]
    pub(crate) refusals: BTreeMap<String, i64>,
    /// What all callbacks share; needed where there are any.
    pub(crate) callbacks: Option<Callbacks>,
}

/// A host of the service.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::host))]
#[serde(deny_unknown_fields)]
pub(crate) struct Host {
    /// The name of the host alone, without scheme, port and path.
    pub(crate) host: Option<String>,
    /// What the region is, in a few words.
    pub(crate) doc: Option<String>,
}

/// The names of the parameters that every request has.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::common_params))]
#[serde(deny_unknown_fields)]
pub(crate) struct CommonParams {
    /// The parameter with the name of the action.
    pub(crate) action: Option<String>,
    /// The parameter with the number of the application.
    pub(crate) app_id: Option<String>,
    /// The parameter with the nonce.
    pub(crate) nonce: Option<String>,
    /// The parameter with the time.
    pub(crate) timestamp: Option<String>,
    /// The parameter with the version of the signature.
    pub(crate) signature_version: Option<String>,
    /// The parameter with the signature.
    pub(crate) signature: Option<String>,
}

/// How requests are signed.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::signing))]
#[serde(deny_unknown_fields)]
pub(crate) struct Signing {
    /// What the signature is made with.
    pub(crate) algorithm: Option<String>,
    /// The version that is sent with it; in quotes, since it is text.
    pub(crate) version: Option<String>,
    /// How far the time of a request may be from the server's, either way.
    pub(crate) window: Option<String>,
}

/// The names of the fields that replies have.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::envelope))]
#[serde(deny_unknown_fields)]
pub(crate) struct Envelope {
    /// The field with the return code.
    pub(crate) code: Option<String>,
    /// The field with what the server says about the outcome.
    pub(crate) message: Option<String>,
    /// The field with the server's name for the request.
    pub(crate) request_id: Option<String>,
}

/// What all callbacks share.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::callbacks))]
#[serde(deny_unknown_fields)]
pub(crate) struct Callbacks {
    /// The names of the fields that every callback has.
    pub(crate) common: Option<CallbackFields>,
    /// What the signature of a callback is made with.
    pub(crate) signing: Option<String>,
    /// The pauses after which a callback is sent again.
    #[serde(default)]
    pub(crate) retries: Vec<String>,
    /// The page that this was read from, and when.
    pub(crate) source: Option<Source>,
    /// Facts about callbacks on which the documents disagree.
    #[serde(default)]
    pub(crate) disputed: Vec<Dispute>,
}

/// The names of the fields that every callback has.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::callback_fields))]
#[serde(deny_unknown_fields)]
pub(crate) struct CallbackFields {
    /// The field with the number of the application.
    pub(crate) app_id: Option<String>,
    /// The field with the name of the event.
    pub(crate) event: Option<String>,
    /// The field with the nonce.
    pub(crate) nonce: Option<String>,
    /// The field with the time.
    pub(crate) timestamp: Option<String>,
    /// The field with the signature.
    pub(crate) signature: Option<String>,
}
