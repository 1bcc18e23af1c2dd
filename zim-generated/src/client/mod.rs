//! Clients: what sends requests, retries them and keeps their rates. Thin layers on [`runtime`](crate::runtime).
//!
//! Nothing here is needed by those who bring their own HTTP: it is there with the features `client` (async),
//! `blocking`, or `transport` for a transport of one's own.

mod failure;
#[cfg(feature = "limits")]
pub mod limit;
mod send_error;
mod transport;

pub use failure::{BoxError, ClientError, Doubt, Failure, RateError, Stopped};
pub use send_error::{SendError, SendErrorKind};
pub use transport::{BlockingTransport, Transport};
