//! What caused an error: its source, where that says more than the error itself.

use crate::decode::response;
use crate::sample::call_reject::CallReject;
use std::error::Error as StdError;
use zim_runtime::lists::PageError;
use zim_runtime::{EncodeError, Endpoint, EndpointError, Error, decode};

#[track_caller]
fn check(error: &dyn StdError, source: Option<&str>) {
    assert_eq!(error.source().map(ToString::to_string).as_deref(), source, "{error}");
}

#[test]
fn of_an_endpoint() {
    let unreadable = || Endpoint::parse("https://[").unwrap_err();
    check(&unreadable(), Some("invalid authority"));
    check(&EndpointError::HostMalformed, None);
    // What holds one is shown as it is, and has the same source.
    check(&EncodeError::InvalidEndpoint(unreadable()), Some("invalid authority"));
    check(&EncodeError::InvalidEndpoint(EndpointError::HostMalformed), None);
    check(&EncodeError::UriTooLong { bytes: 9000, limit: 8000 }, None);
    check(&Error::<CallReject>::InvalidEndpoint(unreadable()), Some("invalid authority"));
    check(&Error::<CallReject>::InvalidEndpoint(EndpointError::HostMalformed), None);
}

#[test]
fn of_a_reply() {
    let error = |body: &[u8]| decode::<CallReject>(&response(200, body)).unwrap_err();
    let cause = "invalid type: null, expected a reply at line 1 column 4";
    check(&error(b"null"), Some(cause));
    check(&error(br#"{"Code":7}"#), None);
    check(&PageError::Call(error(b"null")), Some(cause));
    check(&PageError::Call(error(br#"{"Code":7}"#)), None);
}

#[cfg(feature = "callbacks")]
#[test]
fn of_a_callback() {
    use crate::sample::callbacks::CALLBACKS;
    let error = |body: &[u8]| zim_runtime::Notice::open(&CALLBACKS, body).unwrap_err();
    check(&error(b"{"), Some("EOF while parsing an object at line 1 column 1"));
    check(&error(b"{}"), None);
}
