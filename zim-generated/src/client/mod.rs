//! Clients: what sends requests, retries them and keeps to what ZIM allows. Thin layers on [`runtime`](crate::runtime).
//!
//! | feature | gives |
//! |---|---|
//! | `client` | [`Client`], whose calls are awaited: on reqwest, with TLS by rustls |
//! | `blocking` | [`blocking::Client`], whose calls block the thread: on ureq |
//! | `redis` | `limit::RedisKeeper`, for rate limits that several machines keep together |
//! | `transport` | both on a [`Transport`] or [`BlockingTransport`] of your own, and nothing else |
//! | `tracing` | a span for each call, called `zim`, with action, attempt, code, request id and latency |
//!
//! # Long lists
//!
//! [`Client::pages`] gives all pages of a reply, or all their items, with one page in memory. [`Client::send_all`] sends
//! a list that is longer than one request takes, and tells what became of each item: see
//! [`lists`](crate::runtime::lists).
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
//!
//! # Rate limits
//!
//! How often an action may be called is known from the spec, and kept before ZIM refuses: every attempt waits for its
//! place, first come first served, and is signed after that. A client keeps the limits of its process; several share a
//! keeper with `rates`, in one process or through Redis. Who does not want to wait sets a
//! [longest wait](Builder::longest_wait), for the client or for one call: see [`limit`].

#[cfg(any(feature = "client", feature = "blocking"))]
mod answer;
mod asynchronous;
mod attempts;
mod batch;
pub mod blocking;
mod builder;
mod failure;
mod hosts;
pub mod limit;
mod machine;
mod pages;
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
pub use batch::Sent;
pub use builder::{Asynchronous, Blocking, BuildError, Builder};
pub use failure::{BoxError, ClientError, Doubt, Failure, RateError, Stopped};
pub use pages::{ClientPages, PendingPage};
pub use retry::Retries;
pub use send_error::{SendError, SendErrorKind};
pub use settings::Options;
pub use transport::{BlockingTransport, Transport};
