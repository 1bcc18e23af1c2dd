//! The windows against an oracle that remembers everything and counts by hand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;

const MS: u64 = 1_000_000;

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

fn demand(limit: usize, scope: u8, count: u32, window: u64, cost: u64) -> Demand {
    let key = Key { app_id: 1, action: "Test", limit, scope: Some(scope.to_string()) };
    Demand { key, count, window: ms(window), cost }
}

/// All places that were given out.
#[derive(Default)]
struct Oracle {
    margin: Duration,
    places: Vec<(Key, Duration, u64)>,
}

impl Oracle {
    fn of<'a>(&'a self, key: &'a Key) -> impl Iterator<Item = (Duration, u64)> + 'a {
        self.places.iter().filter(move |place| place.0 == *key).map(|place| (place.1, place.2))
    }

    /// Whether `demand` fits at `at`: not before any other, and no more than the limit in the window up to there.
    fn fits(&self, demand: &Demand, at: Duration) -> bool {
        let length = demand.window + self.margin;
        let inside = self.of(&demand.key).filter(|place| place.0 + length > at);
        let counted: u64 = inside.map(|place| place.1).sum();
        self.of(&demand.key).all(|place| place.0 <= at) && counted + demand.cost <= u64::from(demand.count)
    }

    fn admit(&mut self, demands: &[Demand], now: Duration, patience: Duration) -> Admission {
        if let Some(demand) = demands.iter().find(|demand| demand.cost > u64::from(demand.count)) {
            return Admission::Never { limit: demand.count, items: demand.cost };
        }
        let ends = demands
            .iter()
            .flat_map(|demand| self.of(&demand.key).flat_map(|place| [place.0, place.0 + demand.window + self.margin]));
        let candidates = ends.chain([now]).filter(|at| *at >= now);
        let at = candidates.filter(|at| demands.iter().all(|demand| self.fits(demand, *at))).min().unwrap();
        if at > now + patience {
            return Admission::Full { at };
        }
        self.places.extend(demands.iter().map(|demand| (demand.key.clone(), at, demand.cost)));
        Admission::Granted { at }
    }
}

/// A request at a time, which stands still or goes on; sometimes it steps back, as a reading that comes late does.
#[derive(Clone, Debug)]
struct Ask {
    step: i64,
    scope: u8,
    cost: u64,
    patience: u64,
    both: bool,
}

fn ask() -> impl Strategy<Value = Ask> {
    let step = prop_oneof![4 => Just(0), 4 => 1..400_i64, 1 => -50..0_i64, 1 => 1000..9000_i64];
    let patience = prop_oneof![Just(0), 0..3000_u64, Just(u64::from(u32::MAX))];
    (step, 0..3_u8, 1..6_u64, patience, any::<bool>()).prop_map(|(step, scope, cost, patience, both)| Ask {
        step,
        scope,
        cost,
        patience,
        both,
    })
}

/// The most that any half-open window of this length holds.
fn fullest(arrivals: &mut [(Duration, u64)], length: Duration) -> u64 {
    arrivals.sort_unstable();
    let from = |start: Duration| {
        let inside = arrivals.iter().filter(move |(at, _)| *at >= start && *at < start + length);
        inside.map(|(_, cost)| cost).sum()
    };
    arrivals.iter().map(|(start, _)| from(*start)).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn they_agree_with_the_oracle_and_no_window_overflows(
        asks in vec(ask(), 1..80),
        (count, length, margin) in (1..6_u32, 1..1500_u64, 0..200_u64),
        jitter in vec(0..=1000_u64, 160),
    ) {
        let (mut windows, mut oracle) = (Windows::new(ms(margin)), Oracle { margin: ms(margin), places: Vec::new() });
        let (short, long) = (ms(length), ms(5000));
        let mut now = 10_000_i64;
        for ask in &asks {
            now += ask.step;
            let mut demands = vec![demand(0, ask.scope, count, length, ask.cost)];
            if ask.both {
                demands.push(demand(1, 0, 9, 5000, 1));
            }
            let (now, patience) = (ms(now.unsigned_abs()), ms(ask.patience));
            let expected = oracle.admit(&demands, now, patience);
            prop_assert_eq!(windows.admit(&demands, now, patience), expected, "{:?} at {:?}", ask, now);
        }
        for window in windows.windows.values() {
            prop_assert!(window.taken.len() <= 9);
        }
        // Whatever a request takes to arrive within the margin, the server counts no more than the limit.
        for (key, most, length) in [(0, u64::from(count), short), (1, 9, long)] {
            for scope in 0..3 {
                let key = demand(key, scope, 1, 1, 1).key;
                let late = jitter.iter().map(|share| Duration::from_nanos(share * margin * MS / 1000));
                let mut arrivals: Vec<_> =
                    oracle.of(&key).zip(late).map(|((at, cost), late)| (at + late, cost)).collect();
                prop_assert!(fullest(&mut arrivals, length) <= most, "{:?}", arrivals);
            }
        }
    }
}

/// Asks of one window of 20 a second, all at the same time: the milliseconds at which they have places.
#[track_caller]
fn places(windows: &mut Windows, calls: usize, now: u64) -> Vec<u64> {
    let place = |_| match windows.admit(&[demand(0, 0, 20, 1000, 1)], ms(now), Duration::MAX) {
        Admission::Granted { at } => u64::try_from(at.as_millis()).unwrap(),
        other => panic!("{other:?}"),
    };
    (0..calls).map(place).collect()
}

#[test]
fn two_hundred_calls_at_twenty_a_second_take_nine_windows() {
    let mut windows = Windows::new(ms(50));
    let expected: Vec<u64> = (0..200).map(|call| call / 20 * 1050).collect();
    assert_eq!(places(&mut windows, 200, 0), expected);
    // They are remembered in as few places as there are instants.
    assert_eq!(windows.windows.values().map(|window| window.taken.len()).sum::<usize>(), 1);
    // Who comes later, while they wait, waits behind them.
    assert_eq!(places(&mut windows, 1, 3000), [10_500]);
}

#[test]
fn a_window_ends_with_its_length_and_not_before() {
    let mut windows = Windows::new(Duration::ZERO);
    places(&mut windows, 20, 0);
    let one = [demand(0, 0, 20, 1000, 1)];
    assert_eq!(windows.admit(&one, ms(999), Duration::ZERO), Admission::Full { at: ms(1000) });
    assert_eq!(windows.admit(&one, ms(1000), Duration::ZERO), Admission::Granted { at: ms(1000) });
}

#[test]
fn a_request_takes_all_its_places_or_none() {
    let mut windows = Windows::new(Duration::ZERO);
    let both = [demand(0, 0, 5, 1000, 1), demand(1, 0, 1, 60_000, 1)];
    assert_eq!(windows.admit(&both, ms(0), Duration::ZERO), Admission::Granted { at: ms(0) });
    for _ in 0..9 {
        assert_eq!(windows.admit(&both, ms(0), Duration::ZERO), Admission::Full { at: ms(60_000) });
    }
    let (five, four) = ([demand(0, 0, 5, 1000, 5)], [demand(0, 0, 5, 1000, 4)]);
    assert_eq!(windows.admit(&five, ms(0), Duration::ZERO), Admission::Full { at: ms(1000) });
    assert_eq!(windows.admit(&four, ms(0), Duration::ZERO), Admission::Granted { at: ms(0) }, "none was taken");
    let six = [demand(0, 0, 5, 1000, 6)];
    assert_eq!(windows.admit(&six, ms(0), Duration::MAX), Admission::Never { limit: 5, items: 6 });
}

#[test]
fn idle_windows_are_forgotten() {
    let mut windows = Windows::new(ms(50));
    for group in 0..100_000_u64 {
        let key = Key { app_id: 1, action: "Test", limit: 0, scope: Some(group.to_string()) };
        let demand = Demand { key, count: 1, window: ms(1000), cost: 1 };
        windows.admit(&[demand], ms(group), Duration::ZERO);
    }
    assert!(windows.len() < 3 * 1050, "{} windows", windows.len());
}
