//! The script that runs in Redis against the windows that do not, with a time that the test sets.

use crate::demands::messages;
use crate::server::Redis;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use redis::{Connection, Script};
use std::cell::RefCell;
use std::time::Duration;
use zim_generated::client::limit::{Admission, Demand, Windows, demands};
use zim_generated::group::DismissGroup;
use zim_generated::messaging::SendMessageToAllUsers;
use zim_generated::runtime::Policy;
use zim_tests::{bridge, sample};

const SCRIPT: &str = include_str!("../../../zim-generated/src/client/limit/redis/reserve.lua");

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap()
}

/// The script, which takes the time from a list and leaves the time to live in a key.
fn script() -> Script {
    let (clock, expiry) = ("redis.call('TIME')", "'PEXPIRE', key,");
    assert!(
        SCRIPT.contains(clock) && SCRIPT.contains(expiry),
        "the script reads its clock otherwise: change this test"
    );
    Script::new(&SCRIPT.replace(clock, "redis.call('LRANGE', 'time', 0, 1)").replace(expiry, "'SET', 'ttl',"))
}

/// A request at a time. A clock may be set back a little.
#[derive(Clone, Debug)]
struct Ask {
    step: i64,
    what: What,
    patience: u64,
}

#[derive(Clone, Debug)]
enum What {
    /// 20 items a second.
    Messages(i64),
    /// One a second for each group.
    Group(u8),
    /// One a second, and 100 a day.
    Everybody,
}

fn ask() -> impl Strategy<Value = Ask> {
    let what = prop_oneof![
        4 => (1..=20_i64).prop_map(What::Messages),
        2 => (0..3_u8).prop_map(What::Group),
        2 => Just(What::Everybody),
    ];
    let step = prop_oneof![3 => Just(0), 3 => 1..900_000_i64, 1 => 1_000_000..9_000_000_i64, 1 => -90_000..0_i64];
    let patience = prop_oneof![Just(0), 0..5_000_000_u64, Just(200_000_000_000)];
    (step, what, patience).prop_map(|(step, what, patience)| Ask { step, what, patience })
}

fn demands_of(what: &What, everybody: &[Demand]) -> Vec<Demand> {
    match what {
        What::Messages(count) => demands(7, &messages(*count)),
        What::Group(group) => demands(7, &DismissGroup::builder("user0", group.to_string())),
        What::Everybody => everybody.to_vec(),
    }
}

/// What the script says of the request at `now`.
fn asked(
    connection: &mut Connection,
    demands: &[Demand],
    now: Duration,
    margin: Duration,
    patience: Duration,
) -> Admission {
    let time = [now.as_secs().to_string(), now.subsec_micros().to_string()];
    let _: () = redis::pipe().del("time").rpush("time", &time[..]).query(connection).unwrap();
    let script = script();
    let mut invocation = script.prepare_invoke();
    invocation.arg(micros(patience));
    for demand in demands {
        let length = micros(demand.window + margin);
        invocation.key(demand.key.to_string()).arg(demand.count).arg(length).arg(demand.cost);
    }
    let (granted, wait): (u8, u64) = invocation.invoke(connection).unwrap();
    let at = now + Duration::from_micros(wait);
    if granted == 0 {
        return Admission::Full { at };
    }
    let last = demands.last().unwrap();
    let ttl: u64 = redis::cmd("GET").arg("ttl").query(connection).unwrap();
    let lives = micros(at - now + last.window + margin).div_ceil(1000);
    assert_eq!(ttl, lives, "a key expires when its window is idle");
    for demand in demands {
        let kept: u32 = redis::cmd("LLEN").arg(demand.key.to_string()).query(connection).unwrap();
        assert!(kept <= demand.count, "{} entries for {:?}", kept, demand.key);
    }
    Admission::Granted { at }
}

#[test]
fn the_script_and_the_windows_agree() {
    let Some(server) = Redis::start() else { return };
    let connection = redis::Client::open(server.url()).unwrap().get_connection().unwrap();
    let connection = RefCell::new(connection);
    let spec = zim_spec::shipped().unwrap();
    let action = spec.actions.iter().find(|action| action.name == "SendMessageToAllUsers").unwrap();
    let request = bridge::build(&action.name, &sample::params(&spec, action), Policy::None).unwrap().unwrap();
    let everybody = demands(7, &*request);
    assert_eq!(everybody.len(), 2, "{}", std::any::type_name::<SendMessageToAllUsers>());
    let config = ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() };
    let asks = (vec(ask(), 1..130), 0..200_000_u64);
    let outcome = TestRunner::new(config).run(&asks, |(asks, margin)| {
        let mut connection = connection.borrow_mut();
        let _: () = redis::cmd("FLUSHDB").query(&mut *connection).unwrap();
        let margin = Duration::from_micros(margin);
        let mut windows = Windows::new(margin);
        let mut time = 1_764_100_000_123_456_i64;
        for ask in &asks {
            time += ask.step;
            let now = Duration::from_micros(time.unsigned_abs());
            let (demands, patience) = (demands_of(&ask.what, &everybody), Duration::from_micros(ask.patience));
            let expected = windows.admit(&demands, now, patience);
            prop_assert_eq!(asked(&mut connection, &demands, now, margin, patience), expected, "{:?}", ask);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
