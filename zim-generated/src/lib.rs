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
//! Each action has a module in its group, such as [`call`]; what they stand on is in [`runtime`]; the return
//! codes are in [`codes`].

#[cfg(feature = "transport")]
pub mod client;
// Printed by prettyplease, whose output rustfmt would change.
#[rustfmt::skip]
mod generated;
pub mod runtime;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use generated::service::Region;
pub use generated::*;
pub use http;
