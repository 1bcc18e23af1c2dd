//! reqwest as the transport.

use super::answer::Body;
use super::{SendError, SendErrorKind, Transport};
use std::io;
use std::time::Duration;

/// Sends with reqwest, on the tokio runtime that the calls are awaited on.
#[derive(Clone, Debug)]
pub struct Reqwest(::reqwest::Client);

impl Reqwest {
    /// HTTP/1.1, TLS by rustls with ring, the certificate authorities of Mozilla. No redirect, no proxy, no retry.
    pub(super) fn new(connect_timeout: Duration) -> Result<Self, super::BoxError> {
        let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let tls = rustls::ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = ::reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(::reqwest::redirect::Policy::none())
            .retry(::reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .connect_timeout(connect_timeout)
            .build()?;
        Ok(Self(client))
    }
}

/// The caller's own client, which should follow no redirect: a redirected request carries its signature elsewhere.
impl From<::reqwest::Client> for Reqwest {
    fn from(client: ::reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for Reqwest {
    async fn send(
        &self,
        request: http::Request<Vec<u8>>,
        timeout: Duration,
    ) -> Result<http::Response<Vec<u8>>, SendError> {
        let mut request = ::reqwest::Request::try_from(request).map_err(failed)?;
        *request.timeout_mut() = Some(timeout);
        let mut response = self.0.execute(request).await.map_err(failed)?;
        let mut answer = http::Response::new(());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        let mut body = Body::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            body.push(&chunk)?;
        }
        Ok(answer.map(|()| body.into_bytes()))
    }

    async fn pause(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// The URL, which holds what users wrote, is taken out.
fn failed(error: ::reqwest::Error) -> SendError {
    let kind = if error.is_builder() || error.is_connect() || error.is_dns() {
        SendErrorKind::Unreachable
    } else if error.is_timeout() {
        SendErrorKind::TimedOut
    } else if is_unreadable(&error) {
        SendErrorKind::Unreadable
    } else {
        SendErrorKind::Interrupted
    };
    SendError::new(kind).because(error.without_url())
}

/// Whether some cause of it says that bytes are not what they should be.
fn is_unreadable(error: &::reqwest::Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::InvalidData) {
            return true;
        }
        cause = error.source();
    }
    false
}
