//! The HTTP layer: a thread that accepts connections, reads requests and sends answers.

use crate::callbacks::Callbacks;
use crate::control::{self, Control};
use crate::exchange::Exchange;
use crate::faults::Fault;
use crate::gateway::{Answer, Gateway, Incoming, Step};
use crate::journal::{Arrived, Origin};
use crate::socket::{Reset, Socket};
use crate::spoilt::{BrokenOff, Content};
use http_body_util::{BodyExt, Either, Full};
use hyper::body::Incoming as Body;
use hyper::header::{CONTENT_TYPE, HOST, HeaderValue};
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use std::{io, thread};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The longest body that is read, in bytes.
const LONGEST_BODY: usize = 1 << 20;
/// So many bytes more are read and dropped, so that the client gets to read the answer.
const DRAINED: usize = 16 << 20;
/// The longest request line with headers, in bytes.
const LONGEST_HEAD: usize = 128 << 10;
/// So many connections are open at once; further ones wait until one ends.
const MOST_CONNECTIONS: usize = 512;
/// How long requests may go on after the server was told to stop.
const GRACE: Duration = Duration::from_secs(2);

/// Told of each request.
pub(crate) type Observer = dyn Fn(&Exchange) + Send + Sync;

/// A running server; dropping it stops it.
pub(crate) struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

/// What every connection needs.
pub(crate) struct Shared {
    pub(crate) gateway: Arc<Mutex<Gateway>>,
    pub(crate) patience: Duration,
    pub(crate) observer: Option<Arc<Observer>>,
    /// If the control endpoint is on.
    pub(crate) control: Option<Control>,
    pub(crate) callbacks: Arc<Callbacks>,
}

impl Shared {
    fn gateway(&self) -> MutexGuard<'_, Gateway> {
        self.gateway.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    /// Serves on `listener` in a thread of its own.
    pub(crate) fn start(listener: std::net::TcpListener, shared: Shared) -> io::Result<Self> {
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let listener = {
            let _entered = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let (stop, stopped) = watch::channel(false);
        let shared = Arc::new(shared);
        let serve = move || runtime.block_on(serve(listener, shared, stopped));
        let thread = thread::Builder::new().name("zim-sandbox".to_owned()).spawn(serve)?;
        Ok(Self { address, stop, thread: Some(thread) })
    }

    pub(crate) fn addr(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        if let Some(thread) = self.thread.take() {
            // A panic in the thread was printed there; dropping must not panic as well.
            let _ = thread.join();
        }
    }
}

/// Accepts connections until told to stop, then lets the open ones end.
async fn serve(listener: TcpListener, shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let posting = tokio::spawn(Arc::clone(&shared.callbacks).run(Arc::clone(&shared.gateway), stopped.clone()));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept(), if connections.len() < MOST_CONNECTIONS => accepted,
            _ = stopped.wait_for(|stop| *stop) => break,
            Some(_) = connections.join_next() => continue,
        };
        match accepted {
            Ok((stream, _)) => {
                connections.spawn(converse(stream, Arc::clone(&shared), stopped.clone()));
            }
            // Out of file descriptors, or the client gave up: either passes.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
    drop(listener);
    let ended = async { while connections.join_next().await.is_some() {} };
    // What has not ended by then is cut off when the set is dropped.
    let _ = tokio::time::timeout(GRACE, ended).await;
    // It was told to stop, too. A panic in it was printed there.
    let _ = posting.await;
}

/// Answers the requests of one connection.
async fn converse(stream: TcpStream, shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let patience = shared.patience;
    let reset = Reset::default();
    let socket = Socket::new(stream, reset.clone(), patience);
    let until = stopped.clone();
    let service = service_fn(move |request| respond(request, Arc::clone(&shared), reset.clone(), until.clone()));
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(patience)
            .max_buf_size(LONGEST_HEAD)
            .serve_connection(TokioIo::new(socket), service)
    );
    tokio::select! {
        // Hyper has answered what was no HTTP, as far as there was anybody to answer.
        _ = connection.as_mut() => return,
        _ = stopped.wait_for(|stop| *stop) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// Reads one request and answers it. An error closes the connection.
async fn respond(
    request: Request<Body>,
    shared: Arc<Shared>,
    reset: Reset,
    stopped: watch::Receiver<bool>,
) -> Result<Response<Content>, BrokenOff> {
    let started = Instant::now();
    let (head, body) = request.into_parts();
    let body = match tokio::time::timeout(shared.patience, read(body)).await {
        Ok(body) => body,
        Err(_) => Err(format!("the body did not arrive within {} ms", shared.patience.as_millis())),
    };
    let body = body.as_deref().map_err(String::as_str);
    if let Some(path) = control_path(head.uri.path()) {
        return Ok(controlled(shared.control.as_ref(), path, &head, body, stopped).await);
    }
    let incoming = Incoming {
        method: head.method.as_str(),
        path: head.uri.path(),
        query: head.uri.query().unwrap_or_default(),
        authority: authority(&head),
        headers: &head.headers,
        body,
    };
    let step = shared.gateway().answer(&incoming);
    let answer = match step {
        Step::Done(answer) => *answer,
        Step::Ask(pending) => {
            let verdict = shared.callbacks.decide(pending.app_id, &pending.questions).await;
            shared.gateway().resume(*pending, verdict)
        }
    };
    if let Some(control) = &shared.control {
        let Incoming { method, path, query, headers, body, .. } = incoming;
        let arrived = Arrived { origin: Origin::Client, method, path, query, headers, body };
        control.record(&arrived, &answer, started.elapsed());
    }
    if let Some(observer) = &shared.observer {
        observer(&answer.exchange);
    }
    if let Some(delay) = answer.delay {
        tokio::time::sleep(delay).await;
    }
    spoil(response(&answer), answer.fault, &reset)
}

/// The host that a request names: in its target, which counts more, or in its `Host`.
pub(crate) fn authority(head: &Parts) -> Option<&str> {
    match head.uri.authority() {
        Some(authority) => Some(authority.as_str()),
        None => head.headers.get(HOST)?.to_str().ok(),
    }
}

/// The rest of the path, if it is for the control endpoint.
fn control_path(path: &str) -> Option<&str> {
    path.strip_prefix(control::PREFIX).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Answers in place of ZIM. What waits for something waits no longer once the server is to stop.
async fn controlled(
    control: Option<&Control>,
    path: &str,
    head: &Parts,
    body: Result<&[u8], &str>,
    mut stopped: watch::Receiver<bool>,
) -> Response<Content> {
    let reply = match (control, body) {
        (None, _) => control::Reply::off(),
        (Some(_), Err(reason)) => control::Reply::error(400, reason),
        (Some(control), Ok(body)) => {
            let query = head.uri.query().unwrap_or_default();
            let (method, headers) = (head.method.as_str(), &head.headers);
            let request = control::Request { method, path, query, headers, body };
            tokio::select! {
                () = control.ready(&request) => {}
                _ = stopped.wait_for(|stop| *stop) => {}
            }
            control.answer(&request).await
        }
    };
    let mut response = Response::new(Either::Left(Full::from(reply.body)));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(reply.content_type));
    let others = reply.headers.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value)));
    response.headers_mut().extend(others);
    response
}

/// Lets go wrong with an answer what a test ordered.
fn spoil(mut response: Response<String>, fault: Option<Fault>, reset: &Reset) -> Result<Response<Content>, BrokenOff> {
    let whole = |response: Response<String>| Ok(response.map(|text| Either::Left(Full::from(text))));
    match fault {
        // Codes were answered and delays waited for.
        None | Some(Fault::Code(_) | Fault::Delay(_)) => whole(response),
        Some(Fault::HangUp) => Err(BrokenOff::default()),
        Some(Fault::Reset) => {
            reset.order();
            Err(BrokenOff::default())
        }
        Some(Fault::BreakOff) => Ok(response.map(|text| Either::Right(BrokenOff::in_middle_of(&text)))),
        Some(Fault::Truncate) => whole(response.map(|text| half(&text))),
        Some(Fault::Replace { status, body, content_type }) => {
            let mut other = Response::new(body);
            *other.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            whole(typed(other, content_type.as_deref()))
        }
        Some(Fault::ContentType(content_type)) => {
            response.headers_mut().remove(CONTENT_TYPE);
            whole(typed(response, Some(&content_type)))
        }
    }
}

/// With this `Content-Type`, if it can be sent.
fn typed(mut response: Response<String>, content_type: Option<&str>) -> Response<String> {
    if let Some(value) = content_type.and_then(|text| HeaderValue::from_str(text).ok()) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    response
}

/// Its first half, in characters.
fn half(text: &str) -> String {
    text.chars().take(text.chars().count() / 2).collect()
}

/// The body, or why it could not be read.
async fn read(mut body: Body) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut dropped: usize = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| format!("the body broke off: {error}"))?;
        let Some(data) = frame.data_ref() else {
            continue;
        };
        if dropped > 0 || bytes.len() + data.len() > LONGEST_BODY {
            dropped += data.len();
        } else {
            bytes.extend_from_slice(data);
        }
        if dropped > DRAINED {
            break;
        }
    }
    if dropped > 0 { Err(format!("the body is longer than {LONGEST_BODY} bytes")) } else { Ok(bytes) }
}

fn response(answer: &Answer) -> Response<String> {
    let mut response = Response::new(answer.body.to_string());
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
