//! A backend that receives callbacks with the generated crate.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};
use zim_generated::callbacks::{CALLBACKS, Event};
use zim_generated::http::{Request, Response};
use zim_generated::runtime::CallbackSecret;
use zim_generated::webhooks::{Delivery, Webhooks};
use zim_sandbox::Clock;
use zim_tests::transport::SECRET;

/// What a backend heard: each event with its body, or none if the request was refused.
type Heard = Arc<Mutex<Vec<Option<(Event, Value)>>>>;

/// A backend whose clock is the sandbox's.
pub(crate) struct Backend {
    address: SocketAddr,
    heard: Heard,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Backend {
    pub(crate) fn new(
        secret: &str,
        clock: &Clock,
        answer: impl Fn(&Delivery) -> Response<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (heard, stop): (Heard, Arc<AtomicBool>) = Default::default();
        let webhooks = Webhooks::new(&CALLBACKS, CallbackSecret::new(secret));
        let (kept, stopped, clock) = (Arc::clone(&heard), Arc::clone(&stop), clock.clone());
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let Some((request, mut stream)) = stream.ok().and_then(read) else { continue };
                let now = SystemTime::UNIX_EPOCH + Duration::from_millis(clock.now().try_into().unwrap());
                let mut event = None;
                let response = webhooks.respond(now, &request, |delivery| {
                    let response = answer(&delivery);
                    let body = serde_json::from_str(delivery.notice.json()).unwrap();
                    event = Some((delivery.event, body));
                    response
                });
                kept.lock().unwrap().push(event);
                let (status, body) = (response.status().as_u16(), response.body());
                let head =
                    format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
                drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)));
            }
        });
        Self { address, heard, stop, thread: Some(thread) }
    }

    pub(crate) fn ok(clock: &Clock) -> Self {
        Self::new(SECRET, clock, |_| Delivery::ok())
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/zim", self.address)
    }

    /// What was heard since this was last asked.
    pub(crate) fn take(&self) -> Vec<Option<(Event, Value)>> {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn read(stream: TcpStream) -> Option<(Request<Vec<u8>>, TcpStream)> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut parts = line.split(' ');
    let mut request = Request::builder().method(parts.next()?).uri(parts.next()?);
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok()?;
        }
        request = request.header(name, value.trim());
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((request.body(body).ok()?, reader.into_inner()))
}
