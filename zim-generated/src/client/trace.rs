//! What is told about calls to whoever listens with `tracing`: nothing without that feature.
//!
//! A span for each call, called `zim`, with the action, the number of attempts, the return code and request id of the
//! last answer and how long it took; an event for each attempt and each pause. No URL, body, message or secret.

#[cfg(not(feature = "tracing"))]
pub(super) use silent::Span;
#[cfg(feature = "tracing")]
pub(super) use spoken::Span;

#[cfg(feature = "tracing")]
mod spoken {
    use crate::client::SendError;
    use crate::runtime::{ActionInfo, Envelope};
    use http::Response;
    use std::future::Future;
    use std::time::Duration;
    use tracing::field::{Empty, debug};
    use tracing::{Instrument, debug as event, info_span};

    /// The longest request id that is told, in characters: it is the server's text.
    const LONGEST_ID: usize = 64;

    /// The span of a call.
    #[derive(Debug)]
    pub(in crate::client) struct Span(tracing::Span);

    impl Span {
        pub(in crate::client) fn call(info: &'static ActionInfo) -> Self {
            Self(info_span!(
                "zim",
                action = info.name,
                attempt = Empty,
                status = Empty,
                code = Empty,
                request_id = Empty,
                latency_ms = Empty,
            ))
        }

        pub(in crate::client) fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
            future.instrument(self.0.clone())
        }

        pub(in crate::client) fn inside<R>(&self, call: impl FnOnce() -> R) -> R {
            self.0.in_scope(call)
        }

        /// An attempt is over.
        pub(in crate::client) fn attempt(
            &self,
            info: &ActionInfo,
            attempt: u32,
            result: &Result<Response<Vec<u8>>, SendError>,
            latency: Duration,
        ) {
            if self.0.is_disabled() {
                return;
            }
            let latency_ms = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX);
            self.0.record("attempt", attempt);
            self.0.record("latency_ms", latency_ms);
            match result {
                Ok(response) => {
                    let status = response.status().as_u16();
                    self.0.record("status", status);
                    let Ok(envelope) = Envelope::read(response.body(), &info.envelope) else {
                        event!(parent: &self.0, attempt, status, latency_ms, "answered without a return code");
                        return;
                    };
                    let (code, id) = (envelope.code.get(), envelope.request_id);
                    let id: String = id.chars().take(LONGEST_ID).collect();
                    self.0.record("code", code);
                    self.0.record("request_id", debug(&id));
                    event!(parent: &self.0, attempt, status, code, request_id = ?id, latency_ms, "answered");
                }
                Err(error) => event!(parent: &self.0, attempt, latency_ms, "not answered: {error}"),
            }
        }

        /// There is another attempt.
        pub(in crate::client) fn pause(&self, pause: Duration) {
            let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
            event!(parent: &self.0, pause_ms, "sent again");
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod silent {
    use crate::client::SendError;
    use crate::runtime::ActionInfo;
    use http::Response;
    use std::future::Future;
    use std::time::Duration;

    /// The span of a call that nobody hears of.
    #[derive(Debug)]
    pub(in crate::client) struct Span;

    impl Span {
        pub(in crate::client) fn call(_: &'static ActionInfo) -> Self {
            Self
        }

        pub(in crate::client) fn around<F: Future>(&self, future: F) -> F {
            future
        }

        pub(in crate::client) fn inside<R>(&self, call: impl FnOnce() -> R) -> R {
            call()
        }

        pub(in crate::client) fn attempt(
            &self,
            _: &ActionInfo,
            _: u32,
            _: &Result<Response<Vec<u8>>, SendError>,
            _: Duration,
        ) {
        }

        pub(in crate::client) fn pause(&self, _: Duration) {}
    }
}
