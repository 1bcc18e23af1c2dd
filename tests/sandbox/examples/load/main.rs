//! How much a sandbox bears: good requests from many connections, then malformed ones. The sandbox runs in a process of
//! its own, whose memory is measured.
//!
//! `cargo run --release -p zim-sandbox --example load -- [REQUESTS] [CONNECTIONS] [MALFORMED]`; on Linux.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a measurement that cannot be made ends by panicking")]

mod client;
mod malformed;
mod memory;
mod requests;

use client::Client;
use memory::Memory;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Good requests are sent in so many rounds; memory is read after each.
const ROUNDS: usize = 10;
/// Connections that send a byte now and then, all the while.
const SLOW: usize = 100;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|arg| arg == "serve") {
        return serve();
    }
    let number = |position: usize, usual| args.get(position).map_or(usual, |arg| arg.parse().unwrap());
    let (requests, connections, malformed) = (number(0, 100_000), number(1, 64), number(2, 10_000));
    let mut server = Server::start();
    println!("{requests} requests from {connections} connections");
    good(&server, requests, connections);
    println!("\n{malformed} malformed requests, beside {SLOW} slow connections");
    bad(&server, malformed);
    println!("\nafter {} s of rest", server.patience.as_secs() + 2);
    thread::sleep(server.patience + Duration::from_secs(2));
    server.memory().print("");
    server.child.kill().unwrap();
    server.child.wait().unwrap();
}

/// What the process of the sandbox does: it tells its address, and ends with this one.
fn serve() {
    let sandbox = requests::builder().start().unwrap();
    println!("{}", sandbox.addr());
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

/// The process of the sandbox.
struct Server {
    child: Child,
    address: SocketAddr,
    patience: Duration,
}

impl Server {
    fn start() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let mut child = command.arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, address: line.trim().parse().unwrap(), patience: requests::PATIENCE }
    }

    fn memory(&self) -> Memory {
        Memory::of(self.child.id()).unwrap()
    }
}

/// Sends good requests, each of which must succeed.
fn good(server: &Server, requests: usize, connections: usize) {
    server.memory().print("at the start");
    let mut clients: Vec<Client> = (0..connections).map(|_| Client::new(server.address).unwrap()).collect();
    let mut times = Vec::with_capacity(requests);
    let mut took = Duration::ZERO;
    let sent = AtomicUsize::new(0);
    for round in 1..=ROUNDS {
        let until = requests * round / ROUNDS;
        let started = Instant::now();
        let measured: Vec<Duration> = thread::scope(|scope| {
            let threads: Vec<_> = clients
                .iter_mut()
                .map(|client| {
                    scope.spawn(|| {
                        let mut times = Vec::new();
                        loop {
                            let number = sent.fetch_add(1, Ordering::Relaxed);
                            if number >= until {
                                return times;
                            }
                            let request = requests::good(number);
                            let started = Instant::now();
                            let answer = client.ask(&request).unwrap();
                            times.push(started.elapsed());
                            assert!(answer.is_success(), "{answer:?}");
                        }
                    })
                })
                .collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        sent.store(until, Ordering::Relaxed);
        took += started.elapsed();
        times.extend(measured);
        server.memory().print(&format!("after {until}"));
    }
    times.sort_unstable();
    let at = |percent| times.get(times.len() * percent / 100).or(times.last()).copied().unwrap_or_default();
    println!("all {} succeeded: {:.0} a second", times.len(), times.len() as f64 / took.as_secs_f64());
    println!("latency: median {:?}, 99 % {:?}, slowest {:?}", at(50), at(99), at(100));
}

/// Sends what is malformed; between, good requests must succeed.
fn bad(server: &Server, requests: usize) {
    let ended = AtomicUsize::new(0);
    thread::scope(|scope| {
        scope.spawn(|| malformed::slowly(server.address, SLOW, &ended));
        for number in 0..requests {
            malformed::send(server.address, number as u64);
            if number % 100 == 99 {
                // One of its own, for what came before must not keep others from being served.
                let answer = Client::new(server.address).unwrap().ask(&requests::good(number)).unwrap();
                assert!(answer.is_success(), "{answer:?}");
            }
            if (number + 1) % (requests / 5).max(1) == 0 {
                server.memory().print(&format!("after {}", number + 1));
            }
        }
        ended.store(1, Ordering::Relaxed);
    });
}
