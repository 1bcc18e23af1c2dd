//! Registers as many users as there are, 100 to a request, and tells what became of each.
//!
//! `ZIM_ENDPOINT=http://127.0.0.1:8080 ZIM_SECRET=… cargo run --example register_users --features blocking`

use std::env;
use std::error::Error;
use zim_generated::client::blocking::Client;
use zim_generated::runtime::{Credentials, Endpoint};
use zim_generated::types::NewUser;
use zim_generated::user::{UserRegister, UserRegisterError};

/// How many users are there now, and what is to be done about the others.
pub fn register(client: &Client, ids: &[String]) -> Result<(usize, Vec<String>), Box<dyn Error>> {
    let users = UserRegister::builder(ids.iter().map(|id| NewUser::new(id.as_str())));
    let sent = client.send_all(users.clone())?;

    let mut there = sent.succeeded.len();
    let mut to_do = Vec::new();
    for failed in &sent.failed {
        for failure in &failed.failures {
            match failure.kind {
                Some(UserRegisterError::UserAlreadyRegistered) => there += 1,
                _ => to_do.push(format!("{failure} {}", failure.advice())),
            }
        }
    }
    // A request that failed as a whole; after the first, none is sent.
    for chunk in &sent.broken {
        to_do.push(format!("{} users: {}", chunk.items.len(), chunk.error));
    }
    if let Some(rest) = sent.rest(&users) {
        to_do.push(format!("{} users were never sent", rest.user_info.len()));
    }
    Ok((there, to_do))
}

fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = Endpoint::parse(&env::var("ZIM_ENDPOINT")?)?;
    let client = Client::builder(Credentials::new(12345, env::var("ZIM_SECRET")?), endpoint).build();
    let ids: Vec<String> = (0..1000).map(|number| format!("user{number}")).collect();
    let (there, to_do) = register(&client, &ids)?;
    println!("{there} of {} users are registered", ids.len());
    to_do.iter().for_each(|line| println!("{line}"));
    Ok(())
}
