//! What generated code stands on: checks, signing, encoding, decoding and errors, without I/O.
//!
//! Nothing here opens a connection, reads a clock or draws a random number: time, nonce and host are
//! arguments. A request goes out as an [`http::Request`] from [`Zim::encode`] and comes back through
//! [`decode`]; what carries the bytes between them is the caller's choice.
//!
//! # What generated code uses
//!
//! A generated module begins with a glob import of this crate, so that it names what it needs as it is called here:
//!
//! - requests: [`Action`], [`ActionInfo`], [`RateLimit`], [`Method`], [`EnvelopeKeys`], [`Valid`], [`Violations`],
//!   [`fmt_params`];
//! - their parts: [`Part`], [`Union`], [`fmt_part`], [`fmt_hidden`], [`to_json`], [`Charset`];
//! - statements of parameters and rules: [`Params`], [`TextCheck`], [`IntCheck`], and what they need:
//!   [`given`], [`text_of`], [`int_of`], [`flag_of`], [`bytes`], [`items_of`], [`first_different`];
//! - failed items: [`ItemFailure`], [`FailedKeys`], [`key`];
//! - long lists: [`batch!`] and [`Paged`], which [`lists`] stands on;
//! - replies: [`Reply`], [`received!`], [`reply!`], [`show!`], [`lenient`], [`json`], [`url_json`],
//!   [`ReceivedUnion`];
//! - codes and errors: [`Code`], [`CodeInfo`], [`Layer`], [`Recovery`], [`find`], [`ErrorKind`], [`refusals!`];
//! - enumerations: [`int_enum!`], [`text_enum!`], [`int_flags!`];
//! - the service: [`Service`], [`CommonParams`], [`Endpoint`];
//! - callbacks, with the feature of that name: `CallbackService`, `CallbackFields`, `Callback`, `Answered`,
//!   `Notice`, `CallbackError`;
//! - [`BTreeMap`] and [`fmt`] of the standard library.

mod action;
mod base64;
mod batch;
mod building;
mod byte_set;
#[cfg(feature = "callbacks")]
mod callback;
mod charset;
mod code;
mod credentials;
mod decode;
mod encode;
mod endpoint;
mod enumeration;
mod envelope;
mod error;
mod excerpt;
mod filling;
mod info;
mod int;
mod json_check;
pub mod lenient;
mod list;
pub mod lists;
mod map;
mod output;
mod paged;
mod params;
mod partial;
mod percent;
mod place;
mod plain;
mod policy;
mod received;
mod receiving;
mod redacted;
mod refusal;
mod repeated;
mod rules;
mod scalar;
mod search;
mod seen;
mod show;
mod sign;
mod stated;
mod subject;
mod text;
mod valid;
mod value;
mod violation;
mod violations;
mod wire;

pub use action::{Action, Part, Reply, Request, Union};
pub use batch::{Access, Batch, ItemList};
#[cfg(feature = "callbacks")]
pub use callback::{Answered, Callback, CallbackError, CallbackFields, CallbackSecret, CallbackService, Notice};
pub use charset::Charset;
pub use code::{Code, CodeInfo, Layer, Recovery, find};
pub use credentials::Credentials;
pub use decode::decode;
pub use encode::{EncodeError, MAX_URI_BYTES, Zim};
pub use endpoint::{Endpoint, EndpointError};
pub use error::{Error, Malformed, UnexpectedStatus};
pub use info::{ActionInfo, Carrier, CommonParams, EnvelopeKeys, Method, RateLimit, RateScope, RateUnit, Service};
pub use int::IntCheck;
pub use json_check::JsonCheck;
pub use list::{Bools, Ints, ListCheck, Objects, Texts, Unions};
pub use map::MapCheck;
pub use paged::Paged;
pub use params::Params;
use partial::agree;
pub use partial::{FailedKeys, FailedParts, ItemFailure, ListMut, MapMut, Partial};
pub use policy::{Checked, Policy};
pub use received::{ReceivedUnion, json, url_json};
pub use redacted::{Redacted, Sensitive};
pub use refusal::{ApiError, ErrorKind, fmt_kind};
pub use repeated::Key;
pub use search::{Parameter, parameter};
pub use show::{fmt_hidden, fmt_params, fmt_part};
pub use sign::{Nonce, NonceError, Signature, Stamp, sign};
pub use text::TextCheck;
pub use valid::Valid;
pub use value::{
    FlagValue, Given, IntValue, JsonValue, KeyValue, ListValue, MapValue, PartValue, TextValue, UnionValue, WireValue,
    bytes, first_different, flag_of, given, int_of, items_of, key, text_of,
};
pub use violation::{Actual, Limit, Rule, Violation};
pub use violations::Violations;
pub use wire::{Wire, to_json};

#[doc(inline)]
pub use crate::{
    __batch as batch, __int_enum as int_enum, __int_flags as int_flags, __part as part, __received as received,
    __refusals as refusals, __reply as reply, __request as request, __show as show, __text_enum as text_enum,
};

/// For macros.
#[doc(hidden)]
pub use {
    batch::{keep_at, keys_of, split},
    place::{Place, Raw, Word},
    receiving::{Received, Shape, Writing, received_from_json},
    redacted::{Redact, RedactAnything},
};

/// For the clients and webhooks of generated crates.
#[doc(hidden)]
pub use {envelope::Envelope, percent::decode as percent_decoded};

/// For macros in crates that do not depend on serde themselves.
#[doc(hidden)]
pub use serde;
#[doc(hidden)]
pub use serde_json;
#[doc(no_inline)]
pub use std::{collections::BTreeMap, fmt};
