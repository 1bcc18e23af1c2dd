//! What generated code stands on: checks, signing, encoding, decoding and errors, without I/O.
//!
//! Nothing here opens a connection, reads a clock or draws a random number: time, nonce and host are
//! arguments. A request goes out as an [`http::Request`] from [`Zim::encode`] and comes back through
//! [`decode`]; what carries the bytes between them is the caller's choice.

mod action;
mod charset;
mod check;
mod code;
mod credentials;
mod decode;
mod encode;
mod endpoint;
mod envelope;
mod error;
mod excerpt;
mod int;
pub mod lenient;
mod list;
mod policy;
mod redacted;
mod scalar;
mod sign;
mod text;
mod violation;
mod violations;
mod wire;

pub use action::{
    Action, ActionInfo, CommonParams, EnvelopeKeys, Method, RateLimit, RateScope, Reply, Request, Service,
};
pub use charset::Charset;
pub use check::{Check, RequestPart};
pub use code::{Code, CodeInfo, Layer, Recovery, find};
pub use credentials::Credentials;
pub use decode::decode;
pub use encode::{EncodeError, MAX_URI_BYTES, Zim};
pub use endpoint::{Endpoint, EndpointError};
pub use error::{ApiError, Error, ErrorKind, Malformed, UnexpectedStatus, fmt_kind};
pub use int::IntCheck;
pub use list::ListCheck;
pub use policy::{Checked, Policy};
pub use redacted::{Redacted, Sensitive};
pub use sign::{Nonce, NonceError, Signature, Stamp, sign};
pub use text::TextCheck;
pub use violation::{Actual, Limit, Rule, Violation};
pub use violations::Violations;
pub use wire::Wire;

/// For generated code in crates that do not depend on serde themselves.
#[doc(hidden)]
pub use serde;
