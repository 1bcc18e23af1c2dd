//! Clients over TLS: a certificate that nobody vouches for is refused before anything is sent, one that the caller trusts
//! is not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod listener;

use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use zim_generated::call::{CallReject, CallRejectReply};
use zim_generated::client::{Client, ClientError, Failure, Reqwest, Retries, Ureq, blocking};
use zim_generated::runtime::{Credentials, Endpoint, Valid};
use zim_tests::transport::{APP_ID, SECRET, WRITTEN};

const ANSWER: &str = r#"{"Code":0,"Message":"","RequestId":"1"}"#;

/// A server with a certificate of its own making, that takes one connection.
struct Server {
    endpoint: Endpoint,
    certificate: Vec<u8>,
    /// What arrived after the handshake; nothing if that failed.
    heard: JoinHandle<String>,
}

impl Server {
    fn start() -> Self {
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let certificate = made.cert.der().clone();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = Endpoint::parse(&format!("https://{}", listener.local_addr().unwrap())).unwrap();
        let heard = thread::spawn(move || answer(listener.accept().unwrap().0, config));
        Self { endpoint, certificate: certificate.to_vec(), heard }
    }
}

/// Answers one request over TLS, and gives its head.
fn answer(stream: TcpStream, config: ServerConfig) -> String {
    let mut stream = StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream);
    let (mut heard, mut chunk) = (Vec::new(), [0; 4096]);
    while !heard.ends_with(b"\r\n\r\n") {
        match stream.read(&mut chunk) {
            Ok(read @ 1..) => heard.extend_from_slice(chunk.get(..read).unwrap()),
            // The client went away, which the caller looks into.
            _ => return String::from_utf8(heard).unwrap(),
        }
    }
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", ANSWER.len());
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(ANSWER.as_bytes()).unwrap();
    stream.conn.send_close_notify();
    stream.flush().unwrap();
    String::from_utf8(heard).unwrap()
}

fn credentials() -> Credentials {
    Credentials::new(APP_ID, SECRET)
}

fn reject() -> Valid<CallReject> {
    CallReject::builder("ann", "ringing").extended_data(WRITTEN).build().unwrap()
}

fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Sends a reject to a server of that kind, and looks at what came of it and at what the server heard.
#[track_caller]
fn check(trusted: bool, send: impl FnOnce(&Server) -> Result<CallRejectReply, ClientError<CallReject>>) {
    listener::watch();
    let server = Server::start();
    let result = send(&server);
    listener::show(&result);
    let heard = server.heard.join().unwrap();
    if trusted {
        assert_eq!(result.unwrap().request_id, "1");
        assert!(heard.starts_with("GET /?Action=CallReject&"), "{heard}");
    } else {
        let error = result.unwrap_err();
        assert!(matches!(error.failure, Failure::NotSent(_)) && !error.is_ambiguous(), "{error:?}");
        assert_eq!(heard, "", "this was sent to a server that nobody vouches for");
    }
}

#[test]
fn nobody_vouches_for_the_server() {
    check(false, |server| {
        let client = Client::builder(credentials(), server.endpoint.clone()).retries(Retries::none()).build().unwrap();
        wait(client.send(&reject()))
    });
    check(false, |server| {
        let client = blocking::Client::builder(credentials(), server.endpoint.clone()).retries(Retries::none());
        client.build().send(&reject())
    });
}

#[test]
fn the_caller_trusts_the_server() {
    check(true, |server| {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(server.certificate.clone().into()).unwrap();
        let tls = rustls::ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let transport = reqwest::Client::builder().tls_backend_preconfigured(tls).no_proxy().build().unwrap();
        let client = Client::builder(credentials(), server.endpoint.clone());
        wait(client.build_on::<Reqwest>(transport.into()).send(&reject()))
    });
    check(true, |server| {
        let root = ureq::tls::Certificate::from_der(&server.certificate).to_owned();
        let tls = ureq::tls::TlsConfig::builder().root_certs(vec![root].into()).build();
        let transport = ureq::Agent::new_with_config(ureq::Agent::config_builder().tls_config(tls).build());
        let client = blocking::Client::builder(credentials(), server.endpoint.clone());
        client.build_on::<Ureq>(transport.into()).send(&reject())
    });
}
