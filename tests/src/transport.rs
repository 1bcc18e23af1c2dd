//! The thinnest transport there is: encode, send with ureq, decode.

use std::time::{SystemTime, UNIX_EPOCH};
use zim_generated::http;
use zim_generated::runtime::{Action, Credentials, Endpoint, Error, Nonce, Request, Stamp, Valid, Zim, decode};

/// The application that the sandbox is told of.
pub const APP_ID: u32 = 12345;

/// Its secret: the one of the documentation's signing example.
pub const SECRET: &str = "9193cc662a4c0ec135ec71fb57194b38";

/// What a user wrote, in the tests that look for it where it must not be.
pub const WRITTEN: &str = "confidential";

/// What can go wrong before there is an answer.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// ZIM's answer to a request, decoded.
pub type Answered<A> = Result<<A as Action>::Reply, Error<A>>;

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
pub fn send<A: Action>(zim: &Zim, request: &Valid<A>) -> Result<Answered<A>, BoxError> {
    send_at(zim, request, &stamp()?)
}

/// Sends a request with this stamp.
///
/// # Errors
///
/// If there is no answer.
pub fn send_at<A: Action>(zim: &Zim, request: &Valid<A>, stamp: &Stamp) -> Result<Answered<A>, BoxError> {
    let request = match zim.encode(request, stamp) {
        Ok(request) => request,
        Err(error) => return Ok(Err(error.into())),
    };
    Ok(decode::<A>(&exchange(request)?))
}

/// Sends any request with a fresh stamp, and reads the whole answer.
///
/// # Errors
///
/// If it cannot be encoded, or there is no answer.
pub fn send_any(zim: &Zim, request: &dyn Request) -> Result<http::Response<Vec<u8>>, BoxError> {
    exchange(zim.encode(request, &stamp()?)?)
}

/// Sends an HTTP request, and reads the whole answer.
///
/// # Errors
///
/// If there is no answer.
pub fn exchange(request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, BoxError> {
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
    let agent = ureq::Agent::new_with_config(config);
    let (parts, body) = request.into_parts();
    let response = match (body.is_empty(), parts.method == http::Method::GET) {
        (true, _) => agent.run(http::Request::from_parts(parts, ()))?,
        (false, false) => agent.run(http::Request::from_parts(parts, body))?,
        // A GET has no body unless one insists.
        (false, true) => {
            let mut get = agent.get(parts.uri);
            for (name, value) in &parts.headers {
                get = get.header(name, value);
            }
            get.force_send_body().send(&body[..])?
        }
    };
    let (parts, mut body) = response.into_parts();
    Ok(http::Response::from_parts(parts, body.read_to_vec()?))
}
