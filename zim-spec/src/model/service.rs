//! What all actions share: hosts, common parameters, signing, envelope, refusals.

use super::{CallbackService, Source};
use serde::Serialize;

/// What all actions share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Service {
    /// Name of the service, such as `ZIM`.
    pub name: String,
    /// One sentence about it.
    pub doc: String,
    /// Where it is reached; the first is the default. Never empty.
    pub hosts: Vec<Host>,
    /// Names of the parameters that every request carries in its query.
    pub common: CommonParams,
    /// How a request is signed.
    pub signing: Signing,
    /// How a list travels in a query; `None` if that is not known, and no action has one there.
    pub query_lists: Option<QueryLists>,
    /// Names of the fields that every reply carries.
    pub envelope: Envelope,
    /// The codes that the gateway answers before an action is reached.
    pub refusals: Refusals,
    /// What all callbacks share, if the service has any.
    pub callbacks: Option<CallbackService>,
    /// Where these facts were read.
    pub source: Source,
}

/// One region's host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Host {
    /// Name of the region in PascalCase, such as `Shanghai`.
    pub region: String,
    /// Host name, without scheme or port.
    pub host: String,
    /// One sentence about whom it serves.
    pub doc: String,
}

/// Names of the common parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CommonParams {
    /// The parameter that names the action.
    pub action: String,
    /// The application's number.
    pub app_id: String,
    /// The one-time value.
    pub nonce: String,
    /// Unix time in seconds.
    pub timestamp: String,
    /// The signature's version.
    pub signature_version: String,
    /// The signature.
    pub signature: String,
}

impl CommonParams {
    /// All six names, in the order in which they are written.
    #[must_use]
    pub fn names(&self) -> [&str; 6] {
        [&self.action, &self.app_id, &self.nonce, &self.timestamp, &self.signature_version, &self.signature]
    }
}

/// How a request is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Signing {
    /// What the signature is made with.
    pub algorithm: SigningAlgorithm,
    /// The version sent with it, such as `2.0`.
    pub version: String,
    /// How many seconds the timestamp may differ from the server's clock, either way.
    pub window_seconds: u32,
}

/// A way of signing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum SigningAlgorithm {
    /// Lower-case hex of `md5(AppId + SignatureNonce + ServerSecret + Timestamp)`.
    Md5Hex,
}

/// A way of writing a list into a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum QueryLists {
    /// `Name[]=a&Name[]=b` (`brackets`).
    Brackets,
}

/// Names of the fields that every reply carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Envelope {
    /// The return code; 0 is success.
    pub code: String,
    /// Text about the outcome.
    pub message: String,
    /// The server's name for the request; `None` if replies have none.
    pub request_id: Option<String>,
}

/// The code for each reason to refuse a request before its action is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Refusals {
    /// The host is not one of the service's.
    pub host: i64,
    /// The application's number is missing or not a number.
    pub app_id_format: i64,
    /// The application's number is not known.
    pub app_id_unknown: i64,
    /// No timestamp.
    pub timestamp_missing: i64,
    /// The timestamp is not a number.
    pub timestamp_format: i64,
    /// The timestamp lies outside the window.
    pub signature_expired: i64,
    /// The signature is wrong, or its nonce was used before.
    pub signature_wrong: i64,
    /// No action.
    pub action_missing: i64,
    /// The action does not exist, or not with this method.
    pub action_unsupported: i64,
    /// No nonce.
    pub nonce_missing: i64,
    /// No signature.
    pub signature_missing: i64,
    /// No signature version.
    pub signature_version_missing: i64,
    /// A signature version that is not supported.
    pub signature_version_unsupported: i64,
    /// The body could not be read.
    pub body_unreadable: i64,
    /// A parameter breaks a documented limit, unless the action says otherwise.
    pub parameter: i64,
    /// Too many calls for the application.
    pub rate_app: i64,
    /// Too many calls for a group or room.
    pub rate_scoped: i64,
}
