//! A request and a stamp become an HTTP request: checked, signed, encoded.

use super::endpoint::server;
use super::output::Output;
use super::{
    ActionInfo, Carrier, Credentials, Endpoint, EndpointError, Params, Policy, Request, Stamp, Violations, Wire,
};
use http::header::{CONTENT_TYPE, HeaderValue};
use http::uri::{Authority, Parts, PathAndQuery, Scheme, Uri};
use std::error::Error;
use std::fmt;

/// The longest URI, in bytes, that the `http` crate holds.
pub const MAX_URI_BYTES: usize = 65_534;

/// An application at an endpoint: turns requests into HTTP requests. Opens no connection.
///
/// Its `Debug` does not show the server secret.
#[derive(Clone)]
#[must_use = "it does nothing until a request is encoded"]
pub struct Zim {
    credentials: Credentials,
    endpoint: Endpoint,
    /// The endpoint's, parsed once; `None` if it is no server.
    authority: Option<Authority>,
    policy: Policy,
}

impl Zim {
    /// Signs with `credentials`, sends to `endpoint`, and holds requests to every documented limit.
    pub fn new(credentials: Credentials, endpoint: impl Into<Endpoint>) -> Self {
        let endpoint = endpoint.into();
        let authority = endpoint.to_authority().ok();
        Self { credentials, endpoint, authority, policy: Policy::default() }
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
        let mut encoded = http::Request::new(Vec::new());
        *encoded.method_mut() = info.method.into();
        if info.carrier == Carrier::Body {
            *encoded.body_mut() = body(request);
            encoded.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        *encoded.uri_mut() = self.uri(request, info, stamp)?;
        Ok(encoded)
    }

    fn uri(&self, request: &dyn Request, info: &ActionInfo, stamp: &Stamp) -> Result<Uri, EncodeError> {
        let authority = match self.endpoint.other_host(info.host) {
            Some(host) => server(host).ok(),
            None => self.authority.clone(),
        };
        let authority = authority.ok_or(EncodeError::InvalidEndpoint(EndpointError::HostMalformed))?;
        let mut path = Output::new();
        self.write_common(&mut path, info, stamp);
        if info.carrier == Carrier::Query {
            request.visit(&mut Params::writing(Wire::query(&mut path)));
        }
        let before = self.endpoint.scheme().len() + "://".len() + authority.as_str().len();
        let bytes = before + path.as_slice().len();
        if bytes > MAX_URI_BYTES {
            return Err(EncodeError::UriTooLong { bytes, limit: MAX_URI_BYTES });
        }
        let mut parts = Parts::default();
        parts.scheme = Some(if self.endpoint.scheme() == "https" { Scheme::HTTPS } else { Scheme::HTTP });
        parts.authority = Some(authority);
        // All that follows the endpoint is percent-encoded, so only the endpoint could be wrong.
        parts.path_and_query = PathAndQuery::try_from(path.as_slice()).ok();
        Uri::from_parts(parts).map_err(|_| EncodeError::InvalidEndpoint(EndpointError::HostMalformed))
    }

    fn write_common(&self, path: &mut Output, info: &ActionInfo, stamp: &Stamp) {
        path.put(b"/?");
        let names = info.service.common;
        let mut wire = Wire::query(path);
        wire.name(names.action);
        wire.text(info.name);
        wire.name(names.app_id);
        wire.int(self.credentials.app_id().into());
        wire.name(names.nonce);
        wire.plain(stamp.nonce.as_bytes());
        wire.name(names.timestamp);
        wire.int(stamp.timestamp.into());
        wire.name(names.signature_version);
        wire.text(info.service.signature_version);
        wire.name(names.signature);
        wire.plain(self.credentials.sign(stamp).as_bytes());
    }
}

impl fmt::Debug for Zim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { credentials, endpoint, policy, .. } = self;
        let mut fields = f.debug_struct("Zim");
        fields.field("credentials", credentials).field("endpoint", endpoint).field("policy", policy).finish()
    }
}

/// The parameters of `request` as one JSON object. Kept out of line, where its room on the stack is.
#[inline(never)]
fn body(request: &dyn Request) -> Vec<u8> {
    let mut body = Output::new();
    body.put_byte(b'{');
    request.visit(&mut Params::writing(Wire::body(&mut body)));
    body.put_byte(b'}');
    body.into_vec()
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
