//! The script that takes a place: what it is given, and what it answers.

use crate::client::limit::Demand;
use redis::{Script, ScriptInvocation};
use std::time::Duration;

/// Whether there is a place, and the wait until then in microseconds.
pub(super) type Answer = (u8, u64);

pub(super) fn script() -> Script {
    Script::new(include_str!("reserve.lua"))
}

/// What is asked for: none of `demands` is for more than its limit.
pub(super) fn invocation<'s>(
    script: &'s Script,
    prefix: &str,
    margin: Duration,
    demands: &[Demand],
    patience: Duration,
) -> ScriptInvocation<'s> {
    let mut invocation = script.prepare_invoke();
    invocation.arg(micros(patience));
    for demand in demands {
        invocation.key(key(prefix, demand));
        invocation.arg(demand.count);
        invocation.arg(micros(demand.window.saturating_add(margin)));
        invocation.arg(demand.cost);
    }
    invocation
}

/// All keys of a request have the same hash tag, in braces, so that a cluster keeps them together.
fn key(prefix: &str, demand: &Demand) -> String {
    let key = &demand.key;
    let tag = format!("{prefix}{{{}.{}}}.{}", key.app_id, key.action, key.limit);
    match &key.scope {
        Some(scope) => format!("{tag}.{scope}"),
        None => tag,
    }
}

/// Rounded up. The script counts in numbers of 53 bits: beyond some thirty years, waits are for ever.
fn micros(duration: Duration) -> u64 {
    const LONGEST: u128 = 1_000_000_000_000_000;
    let micros = duration.as_nanos().div_ceil(1000).min(LONGEST);
    u64::try_from(micros).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::limit::Key;

    #[test]
    fn keys_of_a_request_have_one_hash_tag() {
        let key_of = |limit, scope: Option<&str>| {
            let of = Key { app_id: 12345, action: "DismissGroup", limit, scope: scope.map(str::to_owned) };
            key("zim-rates:", &Demand { key: of, count: 1, window: Duration::from_secs(1), cost: 1 })
        };
        assert_eq!(key_of(0, None), "zim-rates:{12345.DismissGroup}.0");
        assert_eq!(key_of(1, Some("%23g")), "zim-rates:{12345.DismissGroup}.1.%23g");
    }

    #[test]
    fn times_are_rounded_up_and_stay_exact() {
        assert_eq!(micros(Duration::from_nanos(1_000_001)), 1001);
        assert_eq!(micros(Duration::MAX), 1_000_000_000_000_000);
    }
}
