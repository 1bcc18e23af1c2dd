//! Clients: what sends requests, retries them and keeps to what ZIM allows. Thin layers on [`runtime`](crate::runtime).
//!
//! | feature | gives |
//! |---|---|
//! | `client` | [`Client`], whose calls are awaited: on reqwest, with TLS by rustls |
//! | `blocking` | [`blocking::Client`], whose calls block the thread: on ureq |
//! | `transport` | both on a [`Transport`] or [`BlockingTransport`] of your own, and nothing else |
//! | `tracing` | a span for each call, called `zim`, with action, attempt, code, request id and latency |
//!
//! # What is sent again
//!
//! | what happened | then |
//! |---|---|
//! | a code of the class [`Retry`](crate::runtime::Recovery::Retry) from before the action was reached | sent again after a pause |
//! | such a code from the action itself, no whole answer, a status of 500 or above, an answer that cannot be read | sent again if the action is [`repeatable`](crate::runtime::ActionInfo::repeatable); if not, reported |
//! | a code of the class [`WaitForRate`](crate::runtime::Recovery::WaitForRate), or status 429 | sent again after the limit's window |
//! | a code of the class [`Resign`](crate::runtime::Recovery::Resign) | signed and sent again, at most twice |
//! | no connection | sent again, to another host first if the endpoint is a region |
//! | anything else | reported |
//!
//! Every attempt has a fresh nonce and time. [`Retries`] says how many there are; beside that, all calls of a client
//! together retry at most a tenth of themselves, so that an outage is not made worse. What may have been carried out
//! is [`Failure::Ambiguous`]: look, before you send it again.

#[cfg(any(feature = "client", feature = "blocking"))]
mod answer;
mod asynchronous;
mod attempts;
pub mod blocking;
mod builder;
mod failure;
mod hosts;
mod machine;
#[cfg(feature = "client")]
mod reqwest;
mod retry;
mod send_error;
mod settings;
mod trace;
mod transport;
#[cfg(feature = "blocking")]
mod ureq;

#[cfg(feature = "client")]
pub use self::reqwest::Reqwest;
#[cfg(feature = "blocking")]
pub use self::ureq::Ureq;
pub use asynchronous::Client;
pub use builder::{Asynchronous, Blocking, BuildError, Builder};
pub use failure::{BoxError, ClientError, Doubt, Failure, RateError, Stopped};
pub use retry::Retries;
pub use send_error::{SendError, SendErrorKind};
pub use settings::Options;
pub use transport::{BlockingTransport, Transport};
