//! Sends a text to a group, and tells what came of it. A message that may have arrived is never sent again in silence.
//!
//! `ZIM_ENDPOINT=http://127.0.0.1:8080 ZIM_SECRET=… cargo run --example send_to_group --features blocking`

use std::env;
use std::error::Error;
use zim_generated::client::blocking::Client;
use zim_generated::client::{Failure, Stopped};
use zim_generated::messaging::{SendGroupMessage, SendGroupMessageError};
use zim_generated::runtime::{Credentials, Endpoint};
use zim_generated::types::{MessageBody, MessagePriority, TextBody};

/// What came of it, in words.
pub fn send_to_group(client: &Client, group: &str, text: &str) -> Result<String, Box<dyn Error>> {
    let body = MessageBody::Text(TextBody::new(text));
    let message = SendGroupMessage::builder("ann", group, MessagePriority::Medium, body).build()?;
    let error = match client.send(&message) {
        Ok(reply) => return Ok(format!("sent, message {:?}", reply.msg_id)),
        Err(error) => error,
    };
    Ok(match &error.failure {
        Failure::Api(refusal) if refusal.kind == SendGroupMessageError::GroupNotFound => {
            "there is no such group".to_owned()
        }
        Failure::Api(refusal) => format!("refused: {}", refusal.advice()),
        Failure::NotSent(_) if error.stopped == Stopped::Budget => "ZIM is away for everybody".to_owned(),
        Failure::Ambiguous(doubt) => format!("look whether it arrived before you send it again: {doubt}"),
        _ => error.to_string(),
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = Endpoint::parse(&env::var("ZIM_ENDPOINT")?)?;
    let client = Client::builder(Credentials::new(12345, env::var("ZIM_SECRET")?), endpoint).build();
    println!("{}", send_to_group(&client, "staff", "Lunch is ready.")?);
    Ok(())
}
