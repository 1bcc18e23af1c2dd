//! What a request is on the wire, read back: the query decoded, the body parsed.

use crate::transport;
use serde_json::Value;
use zim_generated::http;
use zim_generated::runtime::{Nonce, Policy, Request, Stamp, Zim};

/// What was sent, without the common parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The pairs of the query.
    Query(Vec<(String, String)>),
    /// The body.
    Body(Value),
}

/// What is sent for a request, valid or not; `Sent::Query` if it has no body.
#[must_use]
pub fn sent(request: &dyn Request) -> Sent {
    match transport::zim("http://127.0.0.1:9").ok().and_then(|zim| encode(&zim, request)) {
        Some(http) => read(&http),
        None => Sent::Query(Vec::new()),
    }
}

fn encode(zim: &Zim, request: &dyn Request) -> Option<http::Request<Vec<u8>>> {
    let stamp = Stamp::new(Nonce::from_bytes([7; 8]), 1_700_000_000);
    zim.clone().with_policy(Policy::None).encode(request, &stamp).ok()
}

/// What an encoded request carries.
#[must_use]
pub fn read(request: &http::Request<Vec<u8>>) -> Sent {
    match serde_json::from_slice(request.body()) {
        Ok(body) => Sent::Body(body),
        Err(_) => Sent::Query(pairs(request).into_iter().skip(COMMON).collect()),
    }
}

/// How many pairs of a query every request has; they stand first.
pub const COMMON: usize = 6;

/// The pairs of a query, decoded.
#[must_use]
pub fn pairs(request: &http::Request<Vec<u8>>) -> Vec<(String, String)> {
    let query = request.uri().query().unwrap_or_default();
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.map(|(name, value)| (decoded(name), decoded(value))).collect()
}

/// A text of a query; only `%XX` is decoded, since that is all that is written.
#[must_use]
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
