//! A request and a stamp become an HTTP request: checked, signed, encoded.

use super::endpoint::leads_to;
use super::{
    ActionInfo, Carrier, Credentials, Endpoint, EndpointError, Params, Policy, Request, Stamp, Violations, Wire,
};
use http::header::{CONTENT_TYPE, HeaderValue};
use http::uri::Uri;
use std::error::Error;
use std::fmt;

/// The longest URI, in bytes, that the `http` crate holds.
pub const MAX_URI_BYTES: usize = 65_534;

/// Room for the URI of a usual request, so that it is written without growing.
const USUAL_URI_BYTES: usize = 512;

/// An application at an endpoint: turns requests into HTTP requests. Opens no connection.
///
/// Its `Debug` does not show the server secret.
#[derive(Clone, Debug)]
#[must_use = "it does nothing until a request is encoded"]
pub struct Zim {
    credentials: Credentials,
    endpoint: Endpoint,
    policy: Policy,
}

impl Zim {
    /// Signs with `credentials`, sends to `endpoint`, and holds requests to every documented limit.
    pub fn new(credentials: Credentials, endpoint: impl Into<Endpoint>) -> Self {
        Self { credentials, endpoint: endpoint.into(), policy: Policy::default() }
    }

    /// Holds requests to the limits of `policy` instead.
    pub fn with_policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Where requests are sent.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Which limits requests are held to.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// The HTTP request that carries `request`, signed with `stamp`.
    ///
    /// The common parameters come first in the query; then those of the action, unless they are a JSON body.
    /// A stamp serves one attempt: a retry needs a fresh one. Limits are not checked again if the request was
    /// built with as strict a policy as this one's.
    ///
    /// # Errors
    /// [`EncodeError::Invalid`] if the request breaks a limit of the policy,
    /// [`EncodeError::UriTooLong`] if its parameters do not fit into a URI,
    /// [`EncodeError::InvalidEndpoint`] if the endpoint was made of something that is no host.
    pub fn encode(&self, request: &dyn Request, stamp: &Stamp) -> Result<http::Request<Vec<u8>>, EncodeError> {
        if !request.checked().covers(self.policy) {
            self.policy.check(request)?;
        }
        let info = request.info();
        let authority = self.endpoint.authority_for(info.host);
        let mut uri = Vec::with_capacity(USUAL_URI_BYTES);
        self.write_common(&mut uri, authority, info, stamp);
        let mut body = Vec::new();
        match info.carrier {
            Carrier::Query => request.visit(&mut Params::writing(Wire::query(&mut uri))),
            Carrier::Body => {
                body.push(b'{');
                request.visit(&mut Params::writing(Wire::body(&mut body)));
                body.push(b'}');
            }
        }
        let mut encoded = http::Request::new(body);
        *encoded.method_mut() = info.method.into();
        *encoded.uri_mut() = parse_uri(uri, authority)?;
        if info.carrier == Carrier::Body {
            encoded.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Ok(encoded)
    }

    fn write_common(&self, uri: &mut Vec<u8>, authority: &str, info: &ActionInfo, stamp: &Stamp) {
        for part in [self.endpoint.scheme(), "://", authority, "/?"] {
            uri.extend_from_slice(part.as_bytes());
        }
        let names = info.service.common;
        let mut wire = Wire::query(uri);
        wire.name(names.action);
        wire.text(info.name);
        wire.name(names.app_id);
        wire.int(self.credentials.app_id().into());
        wire.name(names.nonce);
        wire.text(stamp.nonce.as_str());
        wire.name(names.timestamp);
        wire.int(stamp.timestamp.into());
        wire.name(names.signature_version);
        wire.text(info.service.signature_version);
        wire.name(names.signature);
        wire.text(self.credentials.sign(stamp).as_str());
    }
}

/// Takes the bytes over without copying them.
fn parse_uri(uri: Vec<u8>, authority: &str) -> Result<Uri, EncodeError> {
    let bytes = uri.len();
    if bytes > MAX_URI_BYTES {
        return Err(EncodeError::UriTooLong { bytes, limit: MAX_URI_BYTES });
    }
    // All that follows the endpoint is percent-encoded, so only the endpoint can be wrong.
    match Uri::try_from(uri) {
        Ok(uri) if leads_to(&uri, authority) => Ok(uri),
        _ => Err(EncodeError::InvalidEndpoint(EndpointError::HostMalformed)),
    }
}

/// Why a request could not be turned into an HTTP request. Nothing was sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum EncodeError {
    /// It breaks documented limits.
    Invalid(Violations),
    /// Its parameters do not fit into a URI.
    UriTooLong {
        /// How long the URI is, in bytes.
        bytes: usize,
        /// How long it may be, in bytes.
        limit: usize,
    },
    /// The endpoint's host is no host.
    InvalidEndpoint(EndpointError),
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => violations.fmt(f),
            Self::UriTooLong { bytes, limit } => {
                write!(f, "the request's URI has {bytes} bytes, at most {limit} are possible; shorten its parameters")
            }
            Self::InvalidEndpoint(error) => error.fmt(f),
        }
    }
}

impl Error for EncodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            // What a variant holds is shown in full by `Display`.
            Self::InvalidEndpoint(error) => error.source(),
            Self::Invalid(_) | Self::UriTooLong { .. } => None,
        }
    }
}

impl From<Violations> for EncodeError {
    fn from(violations: Violations) -> Self {
        Self::Invalid(violations)
    }
}
