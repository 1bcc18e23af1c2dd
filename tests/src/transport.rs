//! The thinnest transport there is: encode, send with ureq, decode.

use std::time::{SystemTime, UNIX_EPOCH};
use zim_generated::http;
use zim_generated::runtime::{Action, Credentials, Endpoint, Error, Nonce, Stamp, Zim, decode};

/// The application that the sandbox is told of.
pub const APP_ID: u32 = 12345;

/// Its secret: the one of the documentation's signing example.
pub const SECRET: &str = "9193cc662a4c0ec135ec71fb57194b38";

/// What can go wrong before there is an answer.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A `Zim` for the sandbox at `url`.
///
/// # Errors
///
/// If the URL is not one of loopback.
pub fn zim(url: &str) -> Result<Zim, BoxError> {
    Ok(Zim::new(Credentials::new(APP_ID, SECRET), Endpoint::parse(url)?))
}

/// A fresh nonce and the current time.
///
/// # Errors
///
/// If the system has no randomness, or its clock stands before 1970.
pub fn stamp() -> Result<Stamp, BoxError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(Stamp::new(Nonce::from_bytes(bytes), i64::try_from(now)?))
}

/// Sends a request with a fresh stamp: the inner result is ZIM's answer.
///
/// # Errors
///
/// If there is no answer.
pub fn send<A: Action>(zim: &Zim, request: &A) -> Result<Result<A::Reply, Error<A::Error>>, BoxError> {
    send_at(zim, request, &stamp()?)
}

/// Sends a request with this stamp.
///
/// # Errors
///
/// If there is no answer.
pub fn send_at<A: Action>(
    zim: &Zim,
    request: &A,
    stamp: &Stamp,
) -> Result<Result<A::Reply, Error<A::Error>>, BoxError> {
    let request = match zim.encode(request, stamp) {
        Ok(request) => request,
        Err(error) => return Ok(Err(error.into())),
    };
    Ok(decode::<A>(&exchange(request)?))
}

/// Sends an HTTP request, and reads the whole answer.
///
/// # Errors
///
/// If there is no answer.
pub fn exchange(request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, BoxError> {
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
    let agent = ureq::Agent::new_with_config(config);
    // A GET has no body, and ureq holds one to that.
    let response = if request.body().is_empty() { agent.run(request.map(|_| ()))? } else { agent.run(request)? };
    let (parts, mut body) = response.into_parts();
    Ok(http::Response::from_parts(parts, body.read_to_vec()?))
}
