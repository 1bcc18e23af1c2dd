//! What carries requests: anything that speaks [`http`] types, waiting or not.

use super::SendError;
use std::future::Future;
use std::time::Duration;

/// Carries one HTTP request without blocking.
///
/// A transport sends what it is given once: it follows no redirect, repeats nothing, and keeps the URL, which holds
/// what users wrote, out of its errors. Whether a request is sent again is decided above it.
pub trait Transport: Send + Sync {
    /// Sends `request` and reads the whole answer, whatever its status, within `timeout`.
    ///
    /// # Errors
    /// A [`SendError`] whose kind says whether the server may have received the request. If in doubt, it may have.
    fn send(
        &self,
        request: http::Request<Vec<u8>>,
        timeout: Duration,
    ) -> impl Future<Output = Result<http::Response<Vec<u8>>, SendError>> + Send;

    /// Waits, as between two attempts.
    fn pause(&self, duration: Duration) -> impl Future<Output = ()> + Send;
}

/// Carries one HTTP request while the thread waits. What is said of [`Transport`] is true of it, too.
pub trait BlockingTransport: Send + Sync {
    /// Sends `request` and reads the whole answer, whatever its status, within `timeout`.
    ///
    /// # Errors
    /// A [`SendError`] whose kind says whether the server may have received the request. If in doubt, it may have.
    fn send(&self, request: http::Request<Vec<u8>>, timeout: Duration) -> Result<http::Response<Vec<u8>>, SendError>;

    /// Waits, as between two attempts.
    fn pause(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}
