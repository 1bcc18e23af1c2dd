//! Registers two users, has one call the other, rejects for that one, and tells what came of it. The thread waits.
//!
//! `ZIM_ENDPOINT=http://127.0.0.1:8080 ZIM_SECRET=… cargo run --example invite_and_reject_blocking --features blocking`

use std::env;
use std::error::Error;
use zim_generated::call::{CallInvite, CallReject, CallRejectError};
use zim_generated::client::blocking::Client;
use zim_generated::runtime::{Credentials, Endpoint};
use zim_generated::types::{CallPush, NewUser};
use zim_generated::user::UserRegister;

/// What came of the rejection, in words.
pub fn invite_and_reject(endpoint: Endpoint, secret: String) -> Result<String, Box<dyn Error>> {
    let client = Client::builder(Credentials::new(12345, secret), endpoint).build();

    client.send(&UserRegister::builder([NewUser::new("ann"), NewUser::new("bob")]).build()?)?;
    let push = CallPush::new().title("Ann is calling");
    let invited = client.send(&CallInvite::builder("ann", ["bob"], push).build()?)?;
    let call_id = invited.call_id.ok_or("the call has no id")?;

    let reject = CallReject::builder("bob", call_id).extended_data("busy").build()?;
    Ok(match client.send(&reject) {
        Ok(reply) => format!("rejected, request {}", reply.request_id),
        Err(error) if error.kind() == Some(CallRejectError::CallEnded) => "it was over already".to_owned(),
        Err(error) if error.is_ambiguous() => format!("rejected or not, nobody knows: {error}"),
        Err(error) => format!("{error}; what a program can do: {:?}", error.recovery()),
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = Endpoint::parse(&env::var("ZIM_ENDPOINT")?)?;
    println!("{}", invite_and_reject(endpoint, env::var("ZIM_SECRET")?)?);
    Ok(())
}
