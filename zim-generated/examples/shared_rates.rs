//! Rejects many calls at once, on any number of machines: together they stay within the rate that ZIM allows.
//!
//! `ZIM_ENDPOINT=http://127.0.0.1:8080 ZIM_SECRET=… ZIM_REDIS=redis://127.0.0.1/ cargo run --example shared_rates --features blocking,redis`

use std::env;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;
use zim_generated::call::CallReject;
use zim_generated::client::blocking::Client;
use zim_generated::client::limit::{RedisKeeper, WhenAway};
use zim_generated::client::{Failure, RateError};
use zim_generated::runtime::{Credentials, Endpoint};

fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = Endpoint::parse(&env::var("ZIM_ENDPOINT")?)?;
    // While Redis is away, each machine keeps the limits for itself.
    let keeper = RedisKeeper::open(&env::var("ZIM_REDIS")?)?.when_away(WhenAway::KeepAlone);
    let client = Client::builder(Credentials::new(12345, env::var("ZIM_SECRET")?), endpoint)
        .rates(Arc::new(keeper))
        .longest_wait(Duration::from_secs(5))
        .build();
    std::thread::scope(|scope| {
        for call in 0..40 {
            let client = &client;
            scope.spawn(move || println!("call {call}: {}", reject(client, &format!("call{call}"))));
        }
    });
    Ok(())
}

/// What came of it, in words.
fn reject(client: &Client, call: &str) -> String {
    let Ok(request) = CallReject::builder("ann", call).build() else { return "not a call".to_owned() };
    match client.send(&request) {
        Ok(_) => "rejected".to_owned(),
        Err(error) => match &error.failure {
            Failure::Rate(RateError::Refused { wait }) => format!("too busy, for {wait:?}"),
            _ => error.to_string(),
        },
    }
}
