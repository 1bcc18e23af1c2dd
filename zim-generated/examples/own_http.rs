//! No client at all: the core makes `http` requests and reads `http` responses, and whatever there is sends them.
//! Here that is a function that answers by itself, as in a unit test.
//!
//! `cargo run --example own_http`

use std::error::Error;
use zim_generated::Region;
use zim_generated::call::{CallReject, CallRejectError};
use zim_generated::http::{Request, Response};
use zim_generated::runtime::{Credentials, Error as ZimError, Nonce, Stamp, Zim, decode};

/// What came of a rejection that `send` sends, in words.
pub fn reject(send: impl Fn(Request<Vec<u8>>) -> Response<Vec<u8>>) -> Result<String, Box<dyn Error>> {
    let zim = Zim::new(Credentials::new(12345, "the server secret"), Region::Frankfurt);
    let request = CallReject::builder("bob", "12261423186766631832").build()?;
    // A fresh random nonce for every request, and the current time.
    let stamp = Stamp::new(Nonce::from_bytes([1, 2, 3, 4, 5, 6, 7, 8]), 1_615_186_943);
    let response = send(zim.encode(&request, &stamp)?);
    Ok(match decode::<CallReject>(&response) {
        Ok(reply) => format!("rejected, request {}", reply.request_id),
        Err(ZimError::Api(error)) if error.kind == CallRejectError::CallEnded => "it was over already".to_owned(),
        Err(error) => error.to_string(),
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let ended = r#"{"Code":660900005,"Message":"","RequestId":"1"}"#;
    println!("{}", reject(|_| Response::new(ended.into()))?);
    Ok(())
}
