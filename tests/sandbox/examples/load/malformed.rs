//! What no client should send: always the same, each made from its number.

use super::requests;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Numbers that follow from a seed: splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or_default()
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next().to_le_bytes()[0]).collect()
    }
}

/// Sends malformed request `number` on a connection of its own, and perhaps looks at what comes back.
pub(crate) fn send(address: SocketAddr, number: u64) {
    let mut random = Random(number);
    let request = one(&mut random, number);
    let mut stream = TcpStream::connect(address).unwrap();
    // The sandbox may answer and close before it has read everything.
    let _ = stream.write_all(&request);
    if number.is_multiple_of(2) {
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let _ = stream.set_read_timeout(Some(Duration::from_millis(20)));
        let _ = stream.read(&mut [0; 4096]);
    }
}

fn one(random: &mut Random, number: u64) -> Vec<u8> {
    let mut good = requests::good(random.below(1_000_000));
    let length = good.len();
    match number % 9 {
        // Bytes.
        0 => {
            let count = 1 + random.below(4000);
            random.bytes(count)
        }
        // Half a request.
        1 => {
            good.truncate(random.below(length));
            good
        }
        // Some bytes are others.
        2 => {
            for _ in 0..=random.below(8) {
                let at = random.below(length);
                good[at] = random.bytes(1)[0];
            }
            good
        }
        // A huge header, or very many.
        3 => format!("GET / HTTP/1.1\r\nhost: localhost\r\nx: {}\r\n\r\n", "y".repeat(200_000)).into_bytes(),
        4 => format!("GET / HTTP/1.1\r\n{}\r\n", "x: y\r\n".repeat(5_000)).into_bytes(),
        // A body that is longer than it says, shorter, or of no length.
        5 => {
            let announced = ["1", "100000", "99999999999999", "-1", "x", "18446744073709551616"];
            let announced = announced[random.below(announced.len())];
            let head = format!(
                "POST /?Action=UserRegister HTTP/1.1\r\nhost: localhost\r\ncontent-length: {announced}\r\n\r\n"
            );
            let count = random.below(100_000);
            [head.into_bytes(), random.bytes(count)].concat()
        }
        // Chunks that are none.
        6 => {
            let head = "POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n";
            let count = random.below(10_000);
            [head.as_bytes(), b"fffffffffffffff\r\n", &random.bytes(count)].concat()
        }
        // A long body, of brackets.
        7 => {
            let body = "[".repeat(random.below(1 << 20));
            let head = format!(
                "POST /?Action=UserRegister HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            [head, body].concat().into_bytes()
        }
        // Many requests, whose answers nobody reads.
        _ => good.repeat(20),
    }
}

/// Keeps so many connections that send a byte now and then, until `ended` is no longer 0.
pub(crate) fn slowly(address: SocketAddr, connections: usize, ended: &AtomicUsize) {
    let mut open: Vec<Option<TcpStream>> = (0..connections).map(|_| None).collect();
    let mut at = 0;
    while ended.load(Ordering::Relaxed) == 0 {
        let request = requests::good(0);
        for stream in &mut open {
            let sent = stream.as_mut().is_some_and(|stream| stream.write_all(&request[at..=at]).is_ok());
            if !sent {
                *stream = TcpStream::connect(address).ok();
            }
        }
        at = (at + 1) % request.len();
        thread::sleep(Duration::from_millis(50));
    }
}
