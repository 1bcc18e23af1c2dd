//! The load of `examples/load`, in small: many connections at once, and what no client should send.
#![allow(missing_docs, dead_code, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "../examples/load/client.rs"]
mod client;
#[path = "../examples/load/malformed.rs"]
mod malformed;
#[path = "../examples/load/requests.rs"]
mod requests;

use client::Client;
use std::thread;
use zim_sandbox::Sandbox;

/// Sends good requests `from` and so many after it over one connection.
fn ask(sandbox: &Sandbox, from: usize, count: usize) {
    let mut client = Client::new(sandbox.addr()).unwrap();
    for number in from..from + count {
        let answer = client.ask(&requests::good(number)).unwrap();
        assert!(answer.is_success(), "request {number}: {answer:?}");
    }
}

#[test]
fn requests_of_many_connections_succeed() {
    let sandbox = requests::builder().start().unwrap();
    thread::scope(|scope| {
        for client in 0..32 {
            let sandbox = &sandbox;
            scope.spawn(move || ask(sandbox, client * 50, 50));
        }
    });
    assert_eq!(sandbox.received("UserRegister"), 32 * 50 / 4);
}

#[test]
fn it_keeps_serving_whatever_is_sent() {
    let sandbox = requests::builder().start().unwrap();
    for number in 0..270 {
        malformed::send(sandbox.addr(), number);
        if number % 9 == 8 {
            ask(&sandbox, usize::try_from(number).unwrap(), 4);
        }
    }
}

/// More connections than are open at once: those that say nothing are closed in the end, and others have their turn.
#[test]
fn idle_connections_keep_nobody_out_for_ever() {
    let sandbox = requests::builder().patience(std::time::Duration::from_millis(200)).start().unwrap();
    let idle: Vec<_> = (0..600).map(|_| std::net::TcpStream::connect(sandbox.addr()).unwrap()).collect();
    ask(&sandbox, 0, 4);
    drop(idle);
}
