//! ZEGO's ZIM server API: typed requests, validators for every documented limit, replies and error enums.
//!
//! The core does no I/O. A request is built and checked, [`encode`](runtime::Zim::encode)d as an
//! [`http::Request`], sent with whatever HTTP client there is, and its answer [`decode`](runtime::decode)d:
//!
//! ```
//! use zim_generated::Region;
//! use zim_generated::call::{CallReject, CallRejectError};
//! use zim_generated::runtime::{Credentials, Error, Nonce, Stamp, Zim, decode};
//!
//! # fn exchange(_: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
//! #     http::Response::new(br#"{"Code":660900005,"Message":"","RequestId":"1"}"#.to_vec())
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let zim = Zim::new(Credentials::new(12345, "the server secret"), Region::Frankfurt);
//! let request = CallReject::builder("user0", "12261423186766631832").extended_data("busy").build()?;
//!
//! // A fresh random nonce for every request, and the current Unix time in seconds.
//! let stamp = Stamp::new(Nonce::from_bytes([1, 2, 3, 4, 5, 6, 7, 8]), 1_615_186_943);
//! let response = exchange(zim.encode(&request, &stamp)?);
//!
//! match decode::<CallReject>(&response) {
//!     Ok(reply) => println!("rejected, request {}", reply.request_id),
//!     Err(Error::Api(error)) if error.kind == CallRejectError::CallEnded => println!("it was over already"),
//!     Err(error) => println!("{error}; what a program can do: {:?}", error.recovery()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Nothing of that is left to write with a client, behind the features `client` (async) and `blocking`:
//!
//! ```
//! # #[cfg(feature = "blocking")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use zim_generated::Region;
//! use zim_generated::call::{CallReject, CallRejectError};
//! use zim_generated::client::blocking::Client;
//! use zim_generated::runtime::Credentials;
//!
//! // One for the whole process: clones share its connections.
//! let client = Client::builder(Credentials::new(12345, "the server secret"), Region::Frankfurt).build();
//! let request = CallReject::builder("user0", "12261423186766631832").extended_data("busy").build()?;
//! # return Ok(());
//! # #[allow(unreachable_code)]
//! match client.send(&request) {
//!     Ok(reply) => println!("rejected, request {}", reply.request_id),
//!     Err(error) if error.kind() == Some(CallRejectError::CallEnded) => println!("it was over already"),
//!     // No answer came, and the action must not be done twice: look what became of the call.
//!     Err(error) if error.is_ambiguous() => println!("rejected or not: {error}"),
//!     Err(error) => println!("{error}; what a program can do: {:?}", error.recovery()),
//! }
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "blocking"))]
//! # fn main() {}
//! ```
//!
//! What is sent again, and when, is told in `client`. Whole programs are in `examples/`: `invite_and_reject` and the
//! same blocking, `send_to_group`, `own_transport` (the client on an HTTP library of your own) and `own_http` (no
//! client at all). For tests there is a sandbox that answers as ZIM does.
//!
//! Each action has a module in its group, such as [`call`]; what they stand on is in [`runtime`]; the return
//! codes are in [`codes`].

#[cfg(feature = "transport")]
pub mod client;
// Printed by prettyplease, whose output rustfmt would change.
#[rustfmt::skip]
mod generated;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use generated::service::Region;
pub use generated::*;
pub use http;
#[doc(inline)]
pub use zim_runtime as runtime;
