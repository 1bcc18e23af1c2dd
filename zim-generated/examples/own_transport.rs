//! The client on an HTTP library of one's own: here hyper, with a connection for each request and without TLS.
//!
//! `ZIM_ENDPOINT=http://127.0.0.1:8080 ZIM_SECRET=… cargo run --example own_transport --features transport`

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::env;
use std::error::Error;
use std::time::Duration;
use tokio::net::TcpStream;
use zim_generated::client::{Client, SendError, SendErrorKind, Transport};
use zim_generated::http::header::{HOST, HeaderValue};
use zim_generated::http::{Request, Response};
use zim_generated::runtime::{Credentials, Endpoint};
use zim_generated::user::QueryUserInfos;

/// Sends with hyper.
pub struct Hyper;

impl Transport for Hyper {
    async fn send(&self, request: Request<Vec<u8>>, timeout: Duration) -> Result<Response<Vec<u8>>, SendError> {
        let answer = tokio::time::timeout(timeout, exchange(request)).await;
        answer.map_err(|_| SendError::new(SendErrorKind::TimedOut))?
    }

    async fn pause(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

async fn exchange(mut request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendError> {
    let unreachable = |cause| SendError::new(SendErrorKind::Unreachable).because(cause);
    let interrupted = |cause: hyper::Error| SendError::new(SendErrorKind::Interrupted).because(cause);

    let authority = request.uri().authority().map_or_else(String::new, |authority| authority.to_string());
    let stream = TcpStream::connect(&authority).await.map_err(unreachable)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(interrupted)?;
    tokio::spawn(connection);

    // Hyper sends what it is given: only the path and query, and the host beside them.
    if let (Ok(host), Some(path)) = (HeaderValue::from_str(&authority), request.uri().path_and_query().cloned()) {
        *request.uri_mut() = path.into();
        request.headers_mut().insert(HOST, host);
    }
    let request = request.map(|body| Full::new(Bytes::from(body)));
    let (head, body) = sender.send_request(request).await.map_err(interrupted)?.into_parts();
    let body = body.collect().await.map_err(interrupted)?.to_bytes();
    Ok(Response::from_parts(head, body.to_vec()))
}

/// How many users ZIM knows of those.
pub async fn known(client: &Client<Hyper>, users: &[&str]) -> Result<usize, Box<dyn Error>> {
    let reply = client.send(&QueryUserInfos::builder(users.iter().copied()).build()?).await?;
    Ok(reply.result.len())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = Endpoint::parse(&env::var("ZIM_ENDPOINT")?)?;
    let client = Client::builder(Credentials::new(12345, env::var("ZIM_SECRET")?), endpoint).build_on(Hyper);
    println!("{} of them are known", known(&client, &["ann", "bob"]).await?);
    Ok(())
}
