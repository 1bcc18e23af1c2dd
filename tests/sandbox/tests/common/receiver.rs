//! A backend that callbacks are posted to: it answers what a test says, and keeps what came.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    pub line: String,
    pub content_type: String,
    pub body: String,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// What the receiver does with a request.
#[derive(Clone, Copy)]
pub enum Reply {
    /// Answers with a status and a body.
    Status(u16, &'static str),
    /// Sends the client elsewhere.
    Redirect(&'static str),
    /// Reads it, and says nothing until the other side gives up.
    Nothing,
}

pub struct Receiver {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Receiver {
    /// Answers the nth request, from 0, with what `answer` says.
    pub fn new(answer: impl Fn(usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let received: Arc<Mutex<Vec<Received>>> = Arc::default();
        let stop: Arc<AtomicBool> = Arc::default();
        let (kept, stopped) = (Arc::clone(&received), Arc::clone(&stop));
        let thread = thread::spawn(move || {
            // One after the other, as they come.
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                if let Some(request) = read(&stream) {
                    let nth = {
                        let mut kept = kept.lock().unwrap();
                        kept.push(request);
                        kept.len() - 1
                    };
                    reply(stream, answer(nth));
                }
            }
        });
        Self { address, received, stop, thread: Some(thread) }
    }

    /// Answers everything with this status.
    pub fn always(status: u16) -> Self {
        Self::new(move |_| Reply::Status(status, ""))
    }

    pub fn url(&self) -> String {
        format!("http://{}/zim", self.address)
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// The events that came, in their order.
    pub fn events(&self) -> Vec<String> {
        self.received().iter().map(|one| one.json()["event"].as_str().unwrap().to_owned()).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn read(stream: &TcpStream) -> Option<Received> {
    let mut reader = BufReader::new(stream);
    let (mut line, mut length, mut content_type) = (String::new(), 0, String::new());
    reader.read_line(&mut line).ok()?;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "content-type" => value.trim().clone_into(&mut content_type),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Received { line: line.trim_end().to_owned(), content_type, body: String::from_utf8(body).ok()? })
}

fn reply(mut stream: TcpStream, reply: Reply) {
    let (status, header, body) = match reply {
        Reply::Status(status, body) => (status, String::new(), body),
        Reply::Redirect(to) => (307, format!("Location: {to}\r\n"), ""),
        Reply::Nothing => {
            // Ends when the other side closes the connection.
            drop(stream.read(&mut [0]));
            return;
        }
    };
    let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n{header}Connection: close\r\n\r\n", body.len());
    drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())));
}
