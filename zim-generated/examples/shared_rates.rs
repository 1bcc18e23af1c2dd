//! Rejects many calls at once, on any number of machines: together they stay within the rate that ZIM allows.
//!
//! `ZIM_ENDPOINT=http://127.0.0.1:8080 ZIM_SECRET=… ZIM_REDIS=redis://127.0.0.1/ cargo run --example shared_rates --features blocking,redis`

use std::env;
use std::error::Error;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use zim_generated::call::CallReject;
use zim_generated::client::blocking::Client;
use zim_generated::client::limit::{RedisKeeper, WhenAway};
use zim_generated::client::{ClientError, Failure, RateError};
use zim_generated::runtime::{Credentials, Endpoint};

/// Rejects so many calls at the same time, and tells what came of each.
pub fn reject_all(endpoint: Endpoint, secret: &str, redis: &str, calls: u32) -> Result<Vec<String>, Box<dyn Error>> {
    // While Redis is away, each machine keeps the limits for itself.
    let keeper = RedisKeeper::open(redis)?.when_away(WhenAway::KeepAlone);
    let client = Client::builder(Credentials::new(12345, secret), endpoint)
        .rates(Arc::new(keeper))
        .longest_wait(Duration::from_secs(5))
        .build();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..calls)
            .map(|call| (call, &client))
            .map(|(call, client)| scope.spawn(move || reject(client, call)))
            .collect();
        threads.into_iter().map(|thread| thread.join().map_err(|_| "a thread panicked".into())).collect()
    })
}

/// What came of it, in words.
fn reject(client: &Client, call: u32) -> String {
    let sent = CallReject::builder("ann", format!("call{call}")).build().map_err(ClientError::from);
    match sent.and_then(|request| client.send(&request)) {
        Ok(_) => "rejected".to_owned(),
        Err(error) => match &error.failure {
            Failure::Rate(RateError::Refused { wait }) => format!("too busy, for {wait:?}"),
            _ => error.to_string(),
        },
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = Endpoint::parse(&env::var("ZIM_ENDPOINT")?)?;
    for outcome in reject_all(endpoint, &env::var("ZIM_SECRET")?, &env::var("ZIM_REDIS")?, 40)? {
        println!("{outcome}");
    }
    Ok(())
}
