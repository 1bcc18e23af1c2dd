//! ureq as the transport.

use super::answer::Body;
use super::{BlockingTransport, SendError, SendErrorKind};
use http::Method;
use std::io::{self, Read};
use std::time::Duration;
use ureq::config::ConfigBuilder;
use ureq::typestate::HttpCrateScope;
use ureq::{AsSendBody, Error, Timeout};

/// Sends with ureq.
#[derive(Clone, Debug)]
pub struct Ureq(::ureq::Agent);

impl Ureq {
    /// HTTP/1.1, TLS by rustls with ring, the certificate authorities of Mozilla. No redirect, no proxy.
    pub(super) fn new(connect_timeout: Duration) -> Self {
        let config = ::ureq::Agent::config_builder().proxy(None).timeout_connect(Some(connect_timeout)).build();
        Self(::ureq::Agent::new_with_config(config))
    }

    /// A request with what every one needs, whatever the agent is set to.
    fn configured<B: AsSendBody>(&self, request: http::Request<B>) -> ConfigBuilder<HttpCrateScope<B>> {
        self.0.configure_request(request).http_status_as_error(false).max_redirects(0)
    }
}

/// The caller's own agent. Whatever it is set to, no redirect is followed: a redirected request carries its signature
/// elsewhere.
impl From<::ureq::Agent> for Ureq {
    fn from(agent: ::ureq::Agent) -> Self {
        Self(agent)
    }
}

impl BlockingTransport for Ureq {
    fn send(&self, request: http::Request<Vec<u8>>, timeout: Duration) -> Result<http::Response<Vec<u8>>, SendError> {
        let (parts, body) = request.into_parts();
        let is_get = parts.method == Method::GET;
        let outcome = if body.is_empty() {
            self.0.run(self.configured(http::Request::from_parts(parts, ())).timeout_global(Some(timeout)).build())
        } else {
            // A GET has no body unless one insists.
            let request = self.configured(http::Request::from_parts(parts, body)).timeout_global(Some(timeout));
            self.0.run(request.allow_non_standard_methods(is_get).build())
        };
        let (parts, body) = outcome.map_err(failed)?.into_parts();
        let mut reader = body.into_reader();
        let mut body = Body::new();
        let mut chunk = [0; 8192];
        loop {
            match reader.read(&mut chunk) {
                Ok(0) => return Ok(http::Response::from_parts(parts, body.into_bytes())),
                Ok(read) => body.push(chunk.get(..read).unwrap_or_default())?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(failed(Error::from(error))),
            }
        }
    }
}

/// What ureq says is told only where it cannot hold the URL, which holds what users wrote.
fn failed(error: Error) -> SendError {
    let kind = match &error {
        Error::HostNotFound
        | Error::ConnectionFailed
        | Error::Tls(_)
        | Error::Rustls(_)
        | Error::TlsRequired
        | Error::Timeout(Timeout::Resolve | Timeout::Connect) => SendErrorKind::Unreachable,
        Error::BadUri(_) | Error::RequireHttpsOnly(_) | Error::Http(_) => {
            return SendError::new(SendErrorKind::Unreachable);
        }
        Error::Timeout(_) => SendErrorKind::TimedOut,
        Error::Protocol(_) | Error::LargeResponseHeader(..) => SendErrorKind::Unreadable,
        // ureq shakes hands when it writes, so this comes as a failure to write.
        Error::Io(error) if is_of_handshake(error) => SendErrorKind::Unreachable,
        Error::Io(error) => match error.kind() {
            io::ErrorKind::ConnectionRefused
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::AddrNotAvailable => SendErrorKind::Unreachable,
            io::ErrorKind::TimedOut => SendErrorKind::TimedOut,
            _ => SendErrorKind::Interrupted,
        },
        _ => SendErrorKind::Interrupted,
    };
    SendError::new(kind).because(error)
}

/// Whether TLS gave up before anything of the request was sent. Of what can also happen later, that is not known.
fn is_of_handshake(error: &io::Error) -> bool {
    use rustls::AlertDescription as Alert;
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<rustls::Error>());
    cause.is_some_and(|cause| match cause {
        rustls::Error::InvalidCertificate(_)
        | rustls::Error::NoCertificatesPresented
        | rustls::Error::PeerIncompatible(_)
        | rustls::Error::UnsupportedNameType => true,
        rustls::Error::AlertReceived(alert) => matches!(
            alert,
            Alert::HandshakeFailure | Alert::ProtocolVersion | Alert::InsufficientSecurity | Alert::UnrecognisedName
        ),
        _ => false,
    })
}
