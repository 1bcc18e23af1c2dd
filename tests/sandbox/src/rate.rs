//! Rate limits as exact sliding windows over the requests, or their items, that were let pass.

use crate::params::Params;
use crate::refusal::{Refusal, quoted};
use md5::{Digest, Md5};
use std::collections::{BTreeMap, VecDeque};
use zim_spec::model::{Action, RateLimit, RateScope, RateUnit, Refusals};

/// When to look through all windows for empty ones, at first.
const SWEEP_AT: usize = 1024;

/// So many windows are kept. If there are more that are not empty, those of single groups or rooms are forgotten.
const MOST: usize = 1 << 16;
/// A longer value of a parameter is told apart by its digest, in bytes.
const LONGEST_SCOPE: usize = 64;

/// The requests of the last windows.
#[derive(Debug)]
pub(crate) struct Rates {
    windows: BTreeMap<Key, Window>,
    sweep_at: usize,
}

/// What one window counts for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    app_id: u32,
    action: String,
    /// Which of the action's limits.
    limit: usize,
    /// The value of the parameter that it is counted for; empty for the whole application.
    scope: String,
}

#[derive(Debug)]
struct Window {
    milliseconds: i64,
    /// When requests came, in milliseconds of Unix time, and how much each counts.
    passed: VecDeque<(i64, u64)>,
}

impl Window {
    /// A window holds what came at most so long ago: a request is out of it after exactly its length.
    /// What lies in the future was counted before the clock was set back, and is forgotten.
    fn forget(&mut self, now: i64) {
        let start = now.saturating_sub(self.milliseconds);
        self.passed.retain(|(at, _)| start < *at && *at <= now);
    }

    /// After how many milliseconds `amount` more fit below `most`: 0 if they do now, `None` if they never will.
    fn wait(&self, amount: u64, most: u64, now: i64) -> Option<i64> {
        let mut counted: u64 = self.passed.iter().map(|(_, amount)| amount).sum();
        let mut wait = 0;
        for (at, one) in &self.passed {
            if counted.saturating_add(amount) <= most {
                break;
            }
            counted -= one;
            wait = at.saturating_add(self.milliseconds).saturating_sub(now);
        }
        (counted.saturating_add(amount) <= most).then_some(wait)
    }
}

impl Rates {
    pub(crate) fn new() -> Self {
        Self { windows: BTreeMap::new(), sweep_at: SWEEP_AT }
    }

    /// Counts a request, or refuses it without counting it if a limit is reached.
    ///
    /// A limit for each value of a parameter is not applied to a request without that parameter.
    pub(crate) fn admit(
        &mut self,
        refusals: &Refusals,
        app_id: u32,
        action: &Action,
        params: &Params,
        now: i64,
    ) -> Result<(), Refusal> {
        let mut counted = Vec::new();
        for (index, limit) in action.rate_limits.iter().enumerate() {
            let Some(scope) = scope_value(&limit.scope, params) else {
                continue;
            };
            let amount = amount(&limit.counts, params);
            let key = Key { app_id, action: action.name.clone(), limit: index, scope: shortened(&scope) };
            let milliseconds = i64::from(limit.window_seconds) * 1000;
            let window =
                self.windows.entry(key.clone()).or_insert_with(|| Window { milliseconds, passed: VecDeque::new() });
            window.forget(now);
            let wait = window.wait(amount, limit.count.into(), now);
            if wait != Some(0) {
                return Err(refusal(refusals, action, limit, &scope, wait));
            }
            counted.push((key, amount));
        }
        for (key, amount) in counted.iter().filter(|(_, amount)| *amount > 0) {
            if let Some(window) = self.windows.get_mut(key) {
                window.passed.push_back((now, *amount));
            }
        }
        self.sweep(now);
        Ok(())
    }

    /// Drops empty windows, so that a client that names ever new groups does not fill the memory.
    fn sweep(&mut self, now: i64) {
        if self.windows.len() < self.sweep_at {
            return;
        }
        self.windows.retain(|_, window| {
            window.forget(now);
            !window.passed.is_empty()
        });
        if self.windows.len() >= MOST {
            self.windows.retain(|key, _| key.scope.is_empty());
        }
        self.sweep_at = (self.windows.len() * 2).clamp(SWEEP_AT, MOST);
    }
}

/// As it is if it is short.
fn shortened(scope: &str) -> String {
    if scope.len() <= LONGEST_SCOPE {
        return scope.to_owned();
    }
    format!("{:x?}", Md5::digest(scope))
}

/// What the limit is counted for; `None` if the request names no such thing.
fn scope_value(scope: &RateScope, params: &Params) -> Option<String> {
    match scope {
        RateScope::Param(name) => params.texts(name).into_iter().next(),
        _ => Some(String::new()),
    }
}

/// How much a request counts.
fn amount(counts: &RateUnit, params: &Params) -> u64 {
    match counts {
        RateUnit::Items(name) => params.item_count(name) as u64,
        _ => 1,
    }
}

/// What this server does not know of a limit; it does not start with such a spec, which is why the matches above
/// may let it pass.
pub(crate) fn unknown(action: &Action) -> Option<String> {
    let known = |limit: &RateLimit| {
        matches!(limit.scope, RateScope::App | RateScope::Param(_))
            && matches!(limit.counts, RateUnit::Calls | RateUnit::Items(_))
    };
    let limit = action.rate_limits.iter().find(|limit| !known(limit));
    limit.map(|limit| format!("a rate limit per {:?} on {:?}", limit.scope, limit.counts))
}

fn refusal(refusals: &Refusals, action: &Action, limit: &RateLimit, scope: &str, wait: Option<i64>) -> Refusal {
    let (code, whom) = match &limit.scope {
        RateScope::Param(name) => (refusals.rate_scoped, format!("{name} {}", quoted(scope))),
        _ => (refusals.rate_app, "the application".to_owned()),
    };
    let what = match &limit.counts {
        RateUnit::Items(name) => format!("items of {name}"),
        _ => "calls".to_owned(),
    };
    let RateLimit { count, window_seconds, .. } = limit;
    let name = &action.name;
    let room = match wait {
        Some(wait) => format!("there is room again in {wait} ms"),
        None => "send fewer at once".to_owned(),
    };
    let message = format!("{name} is limited to {count} {what} in {window_seconds} s for {whom}; {room}");
    Refusal::new(limit.code.unwrap_or(code), message)
}

#[cfg(test)]
mod tests {
    use super::{Key, LONGEST_SCOPE, MOST, Rates, Window, shortened};

    #[test]
    fn of_too_many_windows_those_of_groups_are_forgotten() {
        let mut rates = Rates::new();
        let mut open = |limit: usize, scope: String| {
            let key = Key { app_id: 1, action: String::new(), limit, scope };
            rates.windows.insert(key, Window { milliseconds: 1000, passed: [(5, 1)].into() });
            rates.sweep(5);
            rates.windows.len()
        };
        open(0, String::new());
        let most = (0..MOST + 10).map(|group| open(1, group.to_string())).max();
        assert!(most.is_some_and(|most| most < MOST), "{most:?}");
        assert!(rates.windows.keys().any(|key| key.scope.is_empty()));
    }

    #[test]
    fn long_scopes_take_little_room() {
        let (short, long) = ("a".repeat(LONGEST_SCOPE), "a".repeat(1 << 20));
        assert_eq!(shortened(&short), short);
        assert!(shortened(&long).len() < 200);
        assert_ne!(shortened(&long), shortened(&"b".repeat(1 << 20)));
    }
}
