//! A Redis that is away, does not answer, or comes back.

use crate::server::{Redis, free_port};
use std::error::Error;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;
use zim_generated::call::CallReject;
use zim_generated::client::RateError;
use zim_generated::client::limit::{BlockingRateKeeper, Demand, RateKeeper, RedisKeeper, WhenAway, demands};

/// In the address, as a password may be.
const PASSWORD: &str = "hunter2";

fn one_call() -> Vec<Demand> {
    demands(12345, &CallReject::builder("user0", "call0"))
}

/// A keeper of windows that do not end while a test lasts.
fn keeper(port: u16, away: WhenAway) -> RedisKeeper {
    let keeper = RedisKeeper::open(&format!("redis://user:{PASSWORD}@127.0.0.1:{port}/")).unwrap();
    keeper.with_timeout(Duration::from_millis(200)).with_margin(Duration::from_secs(900)).when_away(away)
}

/// Asks both ways.
fn ask(keeper: &RedisKeeper) -> [Result<Duration, RateError>; 2] {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (demands, patience) = (one_call(), Duration::from_secs(5));
    [
        BlockingRateKeeper::reserve(keeper, &demands, patience),
        runtime.block_on(RateKeeper::reserve(keeper, &demands, patience)),
    ]
}

#[track_caller]
fn unavailable(port: u16) {
    let keeper = keeper(port, WhenAway::Refuse);
    let mut shown = format!("{keeper:?}");
    // The second time it is not waited for.
    for _ in 0..2 {
        for answer in ask(&keeper) {
            let error = answer.unwrap_err();
            assert!(matches!(error, RateError::Unavailable(_)), "{error:?}");
            let mut cause: Option<&dyn Error> = Some(&error);
            while let Some(error) = cause {
                shown += &format!(" {error} {error:?}");
                cause = error.source();
            }
        }
    }
    assert!(!shown.contains(PASSWORD), "{shown}");
}

#[test]
fn no_redis_is_told_and_its_password_is_not() {
    unavailable(free_port());
}

#[test]
fn a_redis_that_does_not_answer_is_not_waited_for() {
    // Connections are made by the system, and nobody reads.
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    unavailable(mute.local_addr().unwrap().port());
}

#[test]
fn without_redis_a_process_keeps_the_limits_alone() {
    let keeper = keeper(free_port(), WhenAway::KeepAlone);
    let granted = (0..15).flat_map(|_| ask(&keeper)).filter(Result::is_ok).count();
    assert_eq!(granted, 20);
}

#[test]
fn a_redis_that_was_started_anew_is_found_at_once() {
    let Some(server) = Redis::start() else { return };
    let port = server.port;
    let keeper = RedisKeeper::open(&server.url()).unwrap().with_timeout(Duration::from_secs(60));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let demands = one_call();
    let both = || {
        BlockingRateKeeper::reserve(&keeper, &demands, Duration::MAX).unwrap();
        runtime.block_on(RateKeeper::reserve(&keeper, &demands, Duration::MAX)).unwrap();
    };
    both();
    drop(server);
    // Somebody else may have taken the port.
    let Some(_server) = (0..50).find_map(|_| {
        thread::sleep(Duration::from_millis(20));
        Redis::start_on(port)
    }) else {
        return;
    };
    both();
}
