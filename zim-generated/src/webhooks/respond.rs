//! `http` types in and out, for whatever serves HTTP.

use super::error::WebhookError;
use super::{Delivery, Webhooks};
use http::header::CONTENT_TYPE;
use http::{Method, Request, Response};
use std::time::SystemTime;

impl Webhooks {
    /// [`receive`](Self::receive) for a request.
    ///
    /// # Errors
    /// As [`receive`](Self::receive), and [`WebhookError::NotPost`].
    pub fn receive_request<B: AsRef<[u8]>>(
        &self,
        now: SystemTime,
        request: &Request<B>,
    ) -> Result<Delivery, WebhookError> {
        if request.method() != Method::POST {
            return Err(WebhookError::NotPost);
        }
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        self.receive(now, content_type, request.body().as_ref())
    }

    /// Answers `request` with what `handle` makes of the delivery, or with the status of the error.
    ///
    /// Where the answer is no success, or `handle` panics, the delivery is [forgotten](Self::forget).
    pub fn respond<B: AsRef<[u8]>>(
        &self,
        now: SystemTime,
        request: &Request<B>,
        handle: impl FnOnce(Delivery) -> Response<Vec<u8>>,
    ) -> Response<Vec<u8>> {
        match self.receive_request(now, request) {
            Ok(delivery) => {
                let pending = Pending::new(self, &delivery);
                pending.end(handle(delivery))
            }
            Err(error) => self.respond_to(&error),
        }
    }

    /// [`respond`](Self::respond) with an asynchronous `handle`. What is dropped before its answer is forgotten, too.
    pub async fn respond_async<B: AsRef<[u8]>, F: Future<Output = Response<Vec<u8>>>>(
        &self,
        now: SystemTime,
        request: &Request<B>,
        handle: impl FnOnce(Delivery) -> F,
    ) -> Response<Vec<u8>> {
        match self.receive_request(now, request) {
            Ok(delivery) => {
                let pending = Pending::new(self, &delivery);
                pending.end(handle(delivery).await)
            }
            Err(error) => self.respond_to(&error),
        }
    }

    fn respond_to(&self, error: &WebhookError) -> Response<Vec<u8>> {
        if let Some(told) = self.on_error {
            told(error);
        }
        error.response()
    }
}

/// A delivery that is being dealt with: forgotten again unless that ends with a success.
struct Pending<'a> {
    webhooks: &'a Webhooks,
    signature: Option<String>,
}

impl<'a> Pending<'a> {
    fn new(webhooks: &'a Webhooks, delivery: &Delivery) -> Self {
        let remembers = webhooks.replays.is_some();
        Self { webhooks, signature: remembers.then(|| delivery.notice.signature().to_owned()) }
    }

    fn end(mut self, response: Response<Vec<u8>>) -> Response<Vec<u8>> {
        if response.status().is_success() {
            self.signature = None;
        }
        response
    }
}

impl Drop for Pending<'_> {
    fn drop(&mut self) {
        if let Some(signature) = &self.signature {
            self.webhooks.forget_signature(signature);
        }
    }
}
