//! Clients: what sends requests, retries them and keeps their rates. Thin layers on [`runtime`](crate::runtime).
//!
//! Nothing here is needed by those who bring their own HTTP: it is there with the features `client` (async),
//! `blocking`, or `transport` for a transport of one's own. What ZIM sends of its own accord is received with the
//! feature `webhooks`.

#[cfg(feature = "transport")]
mod failure;
#[cfg(feature = "transport")]
mod send_error;
#[cfg(feature = "transport")]
mod transport;
#[cfg(feature = "webhooks")]
pub mod webhook;

#[cfg(feature = "transport")]
pub use failure::{BoxError, ClientError, Doubt, Failure, RateError, Stopped};
#[cfg(feature = "transport")]
pub use send_error::{SendError, SendErrorKind};
#[cfg(feature = "transport")]
pub use transport::{BlockingTransport, Transport};
