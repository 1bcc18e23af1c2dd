//! One POST over HTTP/1.1, to this machine. Redirects are answers like any other.

use super::queue::Job;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// So many bytes of an answer are read.
const LONGEST_ANSWER: usize = 64 << 10;

/// The status, and the body of the answer if the callback asks something; or why there is none, fit for a sentence.
pub(super) async fn post(job: &Job) -> Result<(u16, Option<String>), String> {
    let target = &job.target;
    let stream = TcpStream::connect(target.addresses.as_slice()).await.map_err(|error| error.to_string())?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
    // The connection ends with this set.
    let mut connections = JoinSet::new();
    connections.spawn(connection);
    let request = Request::post(target.path.as_str())
        .header(HOST, target.authority.as_str())
        .header(CONTENT_TYPE, job.content_type)
        .header(USER_AGENT, "zim-sandbox")
        .body(Full::<Bytes>::from(job.body.to_string()))
        .map_err(|error| error.to_string())?;
    let response = sender.send_request(request).await.map_err(|error| error.to_string())?;
    let status = response.status().as_u16();
    let answer = if job.asks { Some(read(response.into_body()).await?) } else { None };
    Ok((status, answer))
}

async fn read(mut body: Incoming) -> Result<String, String> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| format!("the answer broke off: {error}"))?;
        if let Some(data) = frame.data_ref() {
            bytes.extend_from_slice(data);
        }
        if bytes.len() > LONGEST_ANSWER {
            return Err(format!("the answer is longer than {LONGEST_ANSWER} bytes"));
        }
    }
    String::from_utf8(bytes).map_err(|_| "the answer is not UTF-8".to_owned())
}
