//! Keepers as clients use them: 200 calls at once have their places where the limit says, whoever keeps it.

use crate::server::Redis;
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use zim_generated::call::CallReject;
use zim_generated::client::limit::{BlockingRateKeeper, Demand, LocalKeeper, RateKeeper, RedisKeeper, demands};

const MARGIN: Duration = Duration::from_millis(50);

fn one_call() -> Vec<Demand> {
    demands(12345, &CallReject::builder("user0", "call0"))
}

/// Asks for so many places at once, in turn from each keeper: 20 are at once, 20 after a window, and so on.
#[track_caller]
fn check(keepers: &[Arc<dyn BlockingRateKeeper>], calls: usize) {
    let (barrier, waits) = (Barrier::new(calls), Mutex::new(Vec::new()));
    let began = Instant::now();
    thread::scope(|scope| {
        for keeper in keepers.iter().cycle().take(calls) {
            scope.spawn(|| {
                barrier.wait();
                let wait = keeper.reserve(&one_call(), Duration::from_secs(3600)).unwrap();
                waits.lock().unwrap().push(wait);
            });
        }
    });
    hold(waits.into_inner().unwrap(), began.elapsed());
}

/// The waits that were told within `elapsed`: from where they were asked for, each leads to its window.
#[track_caller]
fn hold(mut waits: Vec<Duration>, elapsed: Duration) {
    waits.sort_unstable();
    for (call, wait) in (0_u32..).zip(&waits) {
        let place = (Duration::from_secs(1) + MARGIN) * (call / 20);
        let earliest = place.saturating_sub(elapsed);
        assert!((earliest..=place + elapsed).contains(wait), "call {call}: {wait:?}, not {earliest:?} to {place:?}");
    }
}

#[test]
fn threads_get_their_places_in_this_process() {
    check(&[Arc::new(LocalKeeper::with_margin(MARGIN))], 200);
}

#[test]
fn threads_get_their_places_from_one_redis() {
    let Some(server) = Redis::start() else { return };
    let keeper = || Arc::new(RedisKeeper::open(&server.url()).unwrap().with_timeout(Duration::from_secs(60))) as _;
    check(&[keeper(), keeper()], 200);
}

#[test]
fn tasks_get_their_places_from_one_redis() {
    let Some(server) = Redis::start() else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let keeper = || Arc::new(RedisKeeper::open(&server.url()).unwrap().with_timeout(Duration::from_secs(60)));
    let keepers: [Arc<dyn RateKeeper>; 2] = [keeper(), keeper()];
    let began = Instant::now();
    let waits = runtime.block_on(async {
        let mut tasks = tokio::task::JoinSet::new();
        for keeper in keepers.iter().cycle().take(200) {
            let keeper = Arc::clone(keeper);
            tasks.spawn(async move { keeper.reserve(&one_call(), Duration::from_secs(3600)).await.unwrap() });
        }
        tasks.join_all().await
    });
    hold(waits, began.elapsed());
}

#[test]
fn prefixes_do_not_share() {
    let Some(server) = Redis::start() else { return };
    let keeper =
        |prefix| RedisKeeper::open(&server.url()).unwrap().with_prefix(prefix).with_margin(Duration::from_secs(900));
    let (one, other) = (keeper("one:"), keeper("other:"));
    let ask = |keeper: &RedisKeeper| BlockingRateKeeper::reserve(keeper, &one_call(), Duration::ZERO).is_ok();
    assert_eq!((0..30).filter(|_| ask(&one)).count(), 20);
    assert_eq!((0..30).filter(|_| ask(&other)).count(), 20);
}
