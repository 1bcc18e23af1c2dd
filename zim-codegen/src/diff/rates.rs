//! How often an action may be called.

use super::context::{Context, Spot, Verdict};
use super::rules::*;
use super::{Behaviour, Wire};
use zim_spec::diagnostic::quoted;
use zim_spec::model::{RateLimit, RateScope, RateUnit};

/// Reports what differs between the rate limits of an action. `spot` is where they stand.
pub(super) fn rates(cx: &mut Context<'_>, spot: &Spot, old: &[RateLimit], new: &[RateLimit]) {
    let mut left: Vec<(usize, &RateLimit)> = old.iter().enumerate().collect();
    let mut same: Vec<Option<(usize, &RateLimit)>> = vec![None; new.len()];
    let tests: [fn(&RateLimit, &RateLimit) -> bool; 4] = [
        |old, new| old == new,
        // Of one window and scope there is one at most.
        |old, new| is_for_same(old, new) && old.window_seconds == new.window_seconds,
        is_for_same,
        |old, new| old.count == new.count && old.window_seconds == new.window_seconds,
    ];
    for test in tests {
        for (new, same) in new.iter().zip(&mut same).filter(|(_, same)| same.is_none()) {
            if let Some(at) = left.iter().position(|(_, old)| test(old, new)) {
                *same = Some(left.remove(at));
            }
        }
    }
    if !same.iter().flatten().map(|(before, _)| before).is_sorted() {
        cx.report(ORDER_CHANGED, spot, "order of the rate limits changed", Verdict::WORDS);
    }
    for (at, (new, same)) in new.iter().zip(same).enumerate() {
        match same {
            Some((before, old)) => rate(cx, &spot.items(before, at), old, new),
            None => {
                let verdict = Verdict::new(Wire::Same, Behaviour::Tightened);
                cx.report(RATE_ADDED, &spot.items(at, at).added(), format!("rate limit {} added", shown(new)), verdict);
            }
        }
    }
    for (at, old) in left {
        let verdict = Verdict::new(Wire::Same, Behaviour::Relaxed);
        cx.report(RATE_REMOVED, &spot.items(at, at).removed(), format!("rate limit {} removed", shown(old)), verdict);
    }
}

fn rate(cx: &mut Context<'_>, spot: &Spot, old: &RateLimit, new: &RateLimit) {
    let (from, to) = (shown(old), shown(new));
    if old.scope != new.scope {
        let message = format!("scope of the rate limit changed from {from} to {to}");
        cx.report(RATE_SCOPE_CHANGED, spot, message, Verdict::new(Wire::Same, Behaviour::Changed));
    }
    if old.counts != new.counts {
        let message = format!("what the rate limit counts changed from {from} to {to}");
        cx.report(RATE_UNIT_CHANGED, spot, message, Verdict::new(Wire::Same, Behaviour::Changed));
    }
    if (old.count, old.window_seconds) != (new.count, new.window_seconds) {
        let is_stricter = new.count <= old.count && new.window_seconds >= old.window_seconds;
        let is_looser = new.count >= old.count && new.window_seconds <= old.window_seconds;
        let (rule, what, behaviour) = match (is_stricter, is_looser) {
            (true, false) => (RATE_TIGHTENED, "tightened", Behaviour::Tightened),
            (false, true) => (RATE_RELAXED, "relaxed", Behaviour::Relaxed),
            _ => (RATE_CHANGED, "changed", Behaviour::Changed),
        };
        let message = format!("rate limit {what} from {from} to {to}");
        cx.report(rule, spot, message, Verdict::new(Wire::Same, behaviour));
    }
    if old.code != new.code {
        let shown = |code: Option<i64>| code.map_or_else(|| "the service's".to_owned(), |code| code.to_string());
        let message = format!("code of the rate limit changed from {} to {}", shown(old.code), shown(new.code));
        cx.report(RATE_CODE_CHANGED, &spot.key("code"), message, Verdict::new(Wire::Same, Behaviour::Changed));
    }
}

fn is_for_same(old: &RateLimit, new: &RateLimit) -> bool {
    old.scope == new.scope && old.counts == new.counts
}

/// `` `20/s per GroupId` ``
fn shown(rate: &RateLimit) -> String {
    let mut shown = match rate.window_seconds {
        1 => format!("{}/s", rate.count),
        seconds => format!("{}/{seconds}s", rate.count),
    };
    if let RateUnit::Items(list) = &rate.counts {
        shown.push_str(&format!(" of {list}"));
    }
    if let RateScope::Param(param) = &rate.scope {
        shown.push_str(&format!(" per {param}"));
    }
    quoted(&shown)
}
