//! The example on axum, spoken to over loopback.

use crate::{SECRET, axum_example, json, signature};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;
use zim_generated::callbacks::CALLBACKS;
use zim_generated::runtime::CallbackSecret;
use zim_generated::webhooks::Webhooks;

/// The example in a thread of its own, for as long as the process lives.
fn serve() -> SocketAddr {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            sender.send(listener.local_addr().unwrap()).unwrap();
            let webhooks = Webhooks::new(&CALLBACKS, CallbackSecret::new(SECRET)).refuse_replays(99);
            axum::serve(listener, axum_example::router(webhooks)).await.unwrap();
        });
    });
    receiver.recv().unwrap()
}

/// Posts `body`; the head and the body of the answer.
fn post(address: SocketAddr, content_type: &str, body: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let head = format!(
        "POST /zim HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
         content-type: {content_type}\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_lowercase(), body.to_owned())
}

#[track_caller]
fn check(address: SocketAddr, content_type: &str, body: &str, status: u16, expected: &str) {
    let (head, answer) = post(address, content_type, body);
    assert!(head.starts_with(&format!("http/1.1 {status} ")), "{body}: {head}");
    assert_eq!(answer, expected, "{body}: {head}");
    assert_eq!(head.contains("content-type: application/json"), !expected.is_empty(), "{body}: {head}");
}

#[test]
fn signed_callbacks_are_answered() {
    let address = serve();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let (seconds, millis) = (now.as_secs().to_string(), now.as_millis().to_string());
    let message = |nonce, words| {
        let members = format!(r#","from_user_id":"ann","conv_type":0,"msg_type":1,"msg_body":"{words}""#);
        json("before_send_msg", &seconds, nonce, &members)
    };
    const REFUSED: &str = r#"{"result":3,"reason":"no advertisements, please"}"#;
    check(address, "application/json", &message("1", "hello"), 200, r#"{"result":0}"#);
    check(address, "application/json", &message("2", "buy spam"), 200, REFUSED);
    check(address, "application/json", &message("2", "hello"), 403, "");
    let group = json("group_destroy", &millis, "3", r#","group_id":"9","user_ids":["ann"]"#);
    check(address, "application/json", &group, 200, "");
    let signed = signature(&seconds, "4");
    let form =
        format!("appid=1&event=call_accept&nonce=4&timestamp={seconds}&signature={signed}&call_id=9&user_id=ann%20b");
    check(address, "application/x-www-form-urlencoded", &form, 200, "");
    check(address, "application/json", &json("call_forward", &seconds, "5", ""), 200, "");
    check(address, "application/json", &message("6", "hello").replace(&seconds, "1470820198"), 403, "");
    check(address, "application/json", &json("call_forward", "1470820198", "7", ""), 403, "");
    check(address, "application/json", "{", 400, "");
}
